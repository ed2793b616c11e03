"""A message reaches its person once, whatever the mail server does in between."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from publius.web.ledger.models import Event
from publius.web.notify.actions import DOWN_PAUSE, FIRST_PAUSE, GIVE_UP_AFTER, queue_message
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.people.actions import give_consent, withdraw_consent
from publius.web.people.models import Purpose
from publius.web.work import MAX_ATTEMPTS, WorkState
from tests.factories import PersonFactory
from tests.web.notify.mail_server import running_mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(person):
    return queue_message(
        purpose="invitation", subject="A place for you", body="Come on Tuesday.", person=person
    )


def make_due():
    Message.objects.filter(work_state=WorkState.WAITING).update(due_at=timezone.now())


def test_a_message_is_delivered_once_and_then_done(mail_server, message, person):
    settled = send_due_messages() + send_due_messages()

    message.refresh_from_db()
    (mail,) = mail_server.received
    assert (settled, message.work_state) == (1, WorkState.DONE)
    assert (mail["To"], mail["Subject"]) == (person.email, "A place for you")
    assert mail.get_content().startswith("Come on Tuesday.")


def test_every_message_says_why_it_came_and_how_to_stop_more(mail_server, person):
    queue_message(purpose="alert", subject="s", body="b", person=person, why="you asked for alerts")
    queue_message(purpose="code", subject="s", body="b", address="someone@people.example")

    send_due_messages()

    to_person, to_address = (mail.get_content() for mail in mail_server.received)
    assert "You get this message because you asked for alerts." in to_person
    assert "Choose what we write to you about: http://localhost:8000/" in to_person
    assert "If that was not you, do nothing and no more will come." in to_address


def test_what_somebody_agreed_to_get_is_sent_only_while_they_agree(mail_server, person):
    for number in (1, 2):
        queue_message(
            purpose="p", subject=f"{number}", body="b", person=person, agreement=Purpose.CALL_ALERTS
        )
        give_consent(person=person, purpose=Purpose.CALL_ALERTS)
        send_due_messages()
        withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS)
    queue_message(purpose="p", subject="3", body="b", person=person, agreement=Purpose.CALL_ALERTS)
    send_due_messages()

    assert [mail["Subject"] for mail in mail_server.received] == ["1", "2"]
    refused = Message.objects.get(subject="3")
    assert (refused.work_state, refused.problem) == (
        WorkState.FAILED,
        "This person no longer agrees to messages of this kind. Nothing was sent.",
    )


def test_every_try_of_one_message_carries_the_same_id(mail_server, message):
    mail_server.answers["DATA"] = "451 later"
    send_due_messages()
    mail_server.answers.clear()
    make_due()
    send_due_messages()
    Message.objects.update(work_state=WorkState.WAITING)
    send_due_messages()

    first, second = (mail["Message-ID"] for mail in mail_server.received)
    assert first == second


def test_the_text_of_a_secret_message_is_wiped_once_sent(mail_server, person):
    secret = queue_message(
        purpose="code", subject="Your code", body="123456", person=person, secret=True
    )

    send_due_messages()

    secret.refresh_from_db()
    assert mail_server.received[0].get_content().startswith("123456")
    assert secret.body == ""


def test_a_server_that_is_down_costs_no_message_a_try(use_mail_server, free_port, message):
    use_mail_server(free_port)
    for _ in range(MAX_ATTEMPTS + 3):
        make_due()
        send_due_messages()

    message.refresh_from_db()
    assert (message.work_state, message.attempts) == (WorkState.WAITING, 0)
    assert message.problem == "The mail server cannot be reached or does not answer."


def test_what_waited_for_a_server_that_was_down_is_delivered_once(
    use_mail_server, mail_server, free_port, message
):
    use_mail_server(free_port)
    send_due_messages()
    make_due()
    use_mail_server(mail_server.port)

    send_due_messages()
    send_due_messages()

    assert [mail["Subject"] for mail in mail_server.received] == ["A place for you"]


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up_soon(mail_server, message):
    mail_server.is_silent = True
    started = time.monotonic()

    send_due_messages()

    message.refresh_from_db()
    assert time.monotonic() - started < 5
    assert (message.work_state, message.attempts) == (WorkState.WAITING, 0)


def test_while_a_server_is_down_the_other_messages_wait_too(use_mail_server, free_port, person):
    use_mail_server(free_port)
    for number in range(3):
        queue_message(purpose="p", subject=f"{number}", body="b", person=person)
    now = timezone.now()

    settled = send_due_messages()

    assert settled == 0
    assert not Message.objects.due(now + DOWN_PAUSE / 2).exists()
    assert Message.objects.due(timezone.now() + DOWN_PAUSE).count() == 3


def test_after_days_without_a_server_a_message_fails_and_says_why(
    use_mail_server, free_port, message
):
    use_mail_server(free_port)
    Message.objects.update(created_at=timezone.now() - GIVE_UP_AFTER - dt.timedelta(minutes=1))

    send_due_messages()

    message.refresh_from_db()
    assert message.work_state == WorkState.FAILED
    assert message.problem == "The mail server cannot be reached or does not answer."
    assert Event.objects.get().tag == "message:failed"


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"RCPT": "550 no such person"}, "The mail server refused this message (550)."),
        ({"DATA": "554 looks like spam"}, "The mail server refused this message (554)."),
    ],
)
def test_a_refused_message_fails_at_once(mail_server, message, answers, problem):
    mail_server.answers.update(answers)

    send_due_messages()

    message.refresh_from_db()
    assert (message.work_state, message.problem) == (WorkState.FAILED, problem)


def test_a_message_put_off_is_tried_again_after_ever_longer_pauses(mail_server, message):
    mail_server.answers["RCPT"] = "450 mailbox busy"
    pauses = []
    for _ in range(3):
        make_due()
        send_due_messages()
        message.refresh_from_db()
        pauses.append(round((message.due_at - timezone.now()) / FIRST_PAUSE))

    assert pauses == [1, 2, 4]
    assert message.problem == "The mail server put this message off (450)."


def test_a_message_put_off_too_often_fails(mail_server, message):
    mail_server.answers["RCPT"] = "450 mailbox busy"
    for _ in range(MAX_ATTEMPTS):
        make_due()
        send_due_messages()

    message.refresh_from_db()
    assert (message.work_state, mail_server.received) == (WorkState.FAILED, [])


@pytest.mark.parametrize(
    "answers", [{"CONNECT": "421 closed"}, {"MAIL": "550 not you"}, {"RCPT": "421 closed"}]
)
def test_a_server_that_turns_us_away_altogether_counts_as_down(mail_server, message, answers):
    mail_server.answers.update(answers)

    send_due_messages()

    message.refresh_from_db()
    assert (message.work_state, message.attempts) == (WorkState.WAITING, 0)


def test_one_bad_address_does_not_hold_up_the_others(mail_server, person):
    queue_message(purpose="p", subject="bad", body="b", address="nobody\n@people.example")
    queue_message(purpose="p", subject="good", body="b", person=person)

    send_due_messages()

    assert [mail["Subject"] for mail in mail_server.received] == ["good"]
    bad = Message.objects.get(subject="bad")
    assert bad.problem == "This is not an address mail can be sent to."


def test_a_person_without_an_address_is_named_to_the_host_as_a_task(mail_server):
    message = queue_message(purpose="p", subject="s", body="b", person=PersonFactory(email=None))

    send_due_messages()

    message.refresh_from_db()
    assert message.problem == (
        "This person has no address for this kind of message. Reach them another way."
    )
    assert mail_server.received == []


def test_somebody_who_closed_their_account_gets_nothing(mail_server, message, person):
    person.is_active = False
    person.save()

    send_due_messages()

    message.refresh_from_db()
    assert (message.work_state, mail_server.received) == (WorkState.FAILED, [])


def test_a_channel_nobody_built_fails_with_its_name(person, settings):
    settings.CHANNELS = {"sms": "nowhere.SmsChannel"}
    message = queue_message(purpose="p", subject="s", body="b", person=person, channel="sms")

    send_due_messages()

    message.refresh_from_db()
    assert message.problem == "There is no channel called nowhere.SmsChannel."


def test_a_setting_puts_another_channel_in_place(person, settings, capsys):
    settings.CHANNELS = {"email": "console"}
    queue_message(purpose="p", subject="Hello", body="Come on Tuesday.", person=person)

    send_due_messages()

    printed = capsys.readouterr().out
    assert printed.splitlines()[:4] == [f"To: {person.email}", "Hello", "", "Come on Tuesday."]


def test_a_server_that_comes_back_on_the_same_port_gets_the_mail(use_mail_server, message):
    from tests.web.notify.mail_server import MailServer

    server = MailServer()
    with running_mail_server(server):
        use_mail_server(server.port)
    send_due_messages()  # nobody listens now
    make_due()
    with running_mail_server(server):
        send_due_messages()

    assert len(server.received) == 1


def test_a_message_that_breaks_the_worker_each_time_is_given_up_on(mail_server, message):
    Message.objects.update(attempts=MAX_ATTEMPTS)  # begun that often, and never settled

    send_due_messages()

    message.refresh_from_db()
    assert (message.work_state, mail_server.received) == (WorkState.FAILED, [])
    assert message.problem.startswith("Sending this message broke off again and again.")
