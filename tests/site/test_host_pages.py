"""The pages of the people who run an installation."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.notify.models import Message
from publius.web.switches.actions import note_worker_alive, turn_on
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on
from publius.web.work import WorkState
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return PersonFactory(is_host=True)


@pytest.fixture
def host_client(client, host):
    client.force_login(host)
    return client


@pytest.fixture
def failed_message(person):
    message = queue_message(purpose="invitation", subject="Secret", body="b", person=person)
    message.fail(timezone.now(), "The mail server refused this message (550).")
    return message


def pages():
    return [
        reverse("host"),
        reverse("host_outbox"),
        reverse("host_ledger"),
        reverse("host_switch", args=["mail"]),
    ]


def test_a_signed_in_stranger_is_told_that_there_is_no_such_page(client, person, failed_message):
    client.force_login(person)

    assert [client.get(page).status_code for page in pages()] == [404] * 4
    again = reverse("host_message_again", args=[failed_message.pk])
    assert client.post(again).status_code == 404
    assert client.post(reverse("host_switch", args=["mail"])).status_code == 404
    assert (is_on(Brake.MAIL), Message.objects.get().work_state) == (False, WorkState.FAILED)


def test_nobody_in_particular_is_asked_to_sign_in(client):
    assert [client.get(page).status_code for page in pages()] == [302] * 4


def test_a_host_opens_every_page(host_client, failed_message):
    assert [host_client.get(page).status_code for page in pages()] == [200] * 4


def test_the_overview_warns_when_no_worker_runs(host_client):
    silent = host_client.get(reverse("host")).content.decode()
    note_worker_alive(worker="here:1")
    alive = host_client.get(reverse("host")).content.decode()

    assert "Nobody does the waiting work" in silent
    assert "Nobody does the waiting work" not in alive


def test_the_overview_leads_to_objections_that_wait_for_a_host(host_client):
    page = host_client.get(reverse("host")).content.decode()

    assert "0 objections wait for you" in page
    assert reverse("panels:contests_waiting") in page


def test_a_host_puts_a_brake_on_with_words_and_releases_it(host_client):
    address = reverse("host_switch", args=["sign_up"])

    host_client.post(address, {"message": "Back on Monday."})
    while_on = (
        is_on(Brake.SIGN_UP),
        "Back on Monday." in host_client.get(address).content.decode(),
    )
    host_client.post(address, {"message": "", "release": "1"})

    assert while_on == (True, True)
    assert not is_on(Brake.SIGN_UP)


def test_opening_a_switch_changes_nothing(host_client):
    host_client.get(reverse("host_switch", args=["read_only"]))

    assert not is_on(Brake.READ_ONLY)


def test_words_that_are_too_long_are_refused_and_kept(host_client):
    page = host_client.post(reverse("host_switch", args=["mail"]), {"message": "x" * 301})

    assert not is_on(Brake.MAIL)
    assert "x" * 301 in page.content.decode()


def test_a_brake_nobody_built_is_not_found(host_client):
    assert host_client.get(reverse("host_switch", args=["gravity"])).status_code == 404


def test_the_outbox_page_shows_reasons_but_no_address_and_no_text(host_client, failed_message):
    page = host_client.get(reverse("host_outbox")).content.decode()

    assert "The mail server refused this message (550)." in page
    assert failed_message.address not in page
    assert "Secret" not in page


def test_a_failed_message_is_tried_again_by_the_host(host_client, failed_message):
    host_client.post(reverse("host_message_again", args=[failed_message.pk]))

    failed_message.refresh_from_db()
    assert failed_message.work_state == WorkState.WAITING


def test_the_ledger_page_names_the_line_somebody_changed(host_client, host):
    record_event(Tag.PERSON_JOINED, host, actor=host)
    record_event(Tag.PERSON_JOINED, host, actor=host)
    whole = host_client.get(reverse("host_ledger")).content.decode()
    Event.objects.filter(number=2).update(tag="person:left")
    changed = host_client.get(reverse("host_ledger")).content.decode()

    assert "All 2 lines of it were checked" in whole
    assert "Line 2 does not fit the line before it" in changed


def test_while_the_site_is_read_only_the_host_can_still_release_the_brake(host_client, host):
    turn_on(brake=Brake.READ_ONLY, by=host)

    answer = host_client.post(reverse("host_switch", args=["read_only"]), {"release": "1"})

    assert (answer.status_code, is_on(Brake.READ_ONLY)) == (302, False)
