"""A host can stop one thing at once; everybody else goes on."""

import pytest

from publius.web.ledger.models import Event
from publius.web.notify.actions import queue_message
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.switches.actions import turn_off, turn_on
from publius.web.switches.models import Brake, Heartbeat, Switch
from publius.web.switches.queries import brakes_on, is_on, message_for
from publius.web.work import WorkState
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return PersonFactory(is_host=True)


def told():
    return [(event.tag, event.data["brake"], event.data["on"]) for event in Event.objects.all()]


def test_a_brake_is_on_until_it_is_released(host):
    turn_on(brake=Brake.DRAWS, by=host, message="Back at noon.")
    while_on = (is_on(Brake.DRAWS), is_on(Brake.MAIL), message_for(Brake.DRAWS))
    turn_off(brake=Brake.DRAWS, by=host)

    assert while_on == (True, False, "Back at noon.")
    assert (is_on(Brake.DRAWS), brakes_on()) == (False, {})


def test_each_turn_is_one_line_in_the_ledger(host):
    turn_on(brake=Brake.DRAWS, by=host)
    turn_on(brake=Brake.DRAWS, by=host)
    turn_off(brake=Brake.DRAWS, by=host)
    turn_off(brake=Brake.DRAWS, by=host)

    assert told() == [("switch:turned", "draws", True), ("switch:turned", "draws", False)]


def test_new_words_for_a_brake_that_is_on_replace_the_old(host):
    turn_on(brake=Brake.SIGN_UP, by=host, message="Soon.")
    turn_on(brake=Brake.SIGN_UP, by=host, message="Tomorrow.")

    assert (Switch.objects.count(), message_for(Brake.SIGN_UP)) == (1, "Tomorrow.")


def test_held_messages_are_kept_and_go_out_afterwards(host, person, mailoutbox):
    queue_message(purpose="p", subject="s", body="b", person=person)
    turn_on(brake=Brake.MAIL, by=host)

    held = send_due_messages()
    state_while_held = Message.objects.get().work_state
    turn_off(brake=Brake.MAIL, by=host)
    sent = send_due_messages()

    assert (held, state_while_held, sent, len(mailoutbox)) == (0, WorkState.WAITING, 1, 1)


def test_only_hosts_see_switches_and_signs_of_life(host, person):
    turn_on(brake=Brake.MAIL, by=host)

    for model in (Switch, Heartbeat):
        assert list(model.objects.visible_to(person)) == []
    assert [switch.brake for switch in Switch.objects.visible_to(host)] == ["mail"]
