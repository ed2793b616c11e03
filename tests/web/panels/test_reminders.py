"""One reminder, half-way, to those who have not answered; never two, never after an answer."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions import reminders
from publius.web.panels.actions.delivery import half_way
from publius.web.panels.actions.invitations import offer_place
from publius.web.panels.actions.replies import accept_place, decline
from publius.web.panels.models import Invitation, Place, PlaceState
from publius.web.panels.queries.invitations import invitation_by_token
from publius.web.panels.tasks import remind_invitations
from publius.web.people.actions import give_consent, withdraw_consent
from publius.web.people.models import Purpose
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def offered(call, number=1, **fields) -> Invitation:
    place = Place.objects.create(
        call=call,
        number=number,
        person=PersonFactory(),
        state=PlaceState.OFFERED,
        changed_at=timezone.now(),
    )
    invitation = offer_place(place=place, days=7, run=None, by=None)
    Invitation.objects.filter(pk=invitation.pk).update(
        remind_at=timezone.now() - dt.timedelta(minutes=1), **fields
    )
    invitation.refresh_from_db()
    return invitation


def reminders_written() -> int:
    return Message.objects.filter(purpose__startswith="reminder").count()


def test_half_way_is_ten_in_the_morning_of_the_middle_day():
    sent = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)
    until = dt.datetime(2026, 12, 8, 23, 59, 59, tzinfo=dt.UTC)

    assert timezone.localtime(half_way(sent, until)) == dt.datetime(
        2026, 12, 5, 10, 0, tzinfo=dt.UTC
    )


def test_the_host_may_turn_reminders_off(settings):
    settings.REMINDER = 0
    now = timezone.now()

    assert half_way(now, now + dt.timedelta(days=7)) is None


def test_nobody_is_reminded_before_half_the_time_is_over(call):
    invitation = offered(call)
    later = timezone.now() + dt.timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(remind_at=later)

    assert (remind_invitations(), reminders_written()) == (0, 0)


def test_the_reminder_is_sent_once_however_often_the_sweep_comes_by(call):
    offered(call)

    assert [remind_invitations() for _ in range(3)] == [1, 0, 0]
    assert reminders_written() == 1
    assert Event.objects.filter(tag=Tag.INVITATION_REMINDED).count() == 1


def test_the_link_of_the_reminder_leads_to_the_same_invitation(call, mailoutbox):
    invitation = offered(call)
    Message.objects.all().delete()
    remind_invitations()
    send_due_messages()

    link = next(w for w in mailoutbox[0].body.split() if "/invitation/" in w)

    assert invitation_by_token(link.rstrip("/").rsplit("/", 1)[1]) == invitation
    assert "This is the only reminder." in mailoutbox[0].body


def test_it_says_the_day_and_the_hour(call, mailoutbox):
    until = dt.datetime(2032, 12, 5, 23, 59, 59, tzinfo=dt.UTC)
    offered(call, expires_at=until)
    remind_invitations()
    send_due_messages()

    assert "until Sunday 5 December 2032, up to midnight" in mailoutbox[-1].body


@pytest.mark.parametrize("answer", [accept_place, lambda invitation: decline(
    invitation=invitation, reason="time")])  # fmt: skip
def test_nobody_is_reminded_after_an_answer(call, answer):
    answer(invitation=offered(call))

    assert (remind_invitations(), reminders_written()) == (0, 0)


def test_nobody_is_reminded_of_what_has_run_out(call):
    offered(call, expires_at=timezone.now() - dt.timedelta(minutes=1))

    assert (remind_invitations(), reminders_written()) == (0, 0)


def test_a_closed_account_is_left_alone(call):
    invitation = offered(call)
    invitation.person.is_active = False
    invitation.person.save()

    assert (remind_invitations(), reminders_written()) == (0, 0)


def test_whoever_asked_for_quiet_is_not_reminded_whether_they_are_interested(call):
    quiet, willing = PersonFactory(), PersonFactory()
    for number, person in enumerate((quiet, willing)):
        give_consent(person=person, purpose=Purpose.CALL_ALERTS)
        Invitation.objects.create(
            call=call,
            person=person,
            ask="interest",
            token_digest=f"{number}",
            sent_at=timezone.now(),
            expires_at=timezone.now() + dt.timedelta(days=3),
            remind_at=timezone.now(),
        )
    withdraw_consent(person=quiet, purpose=Purpose.CALL_ALERTS)

    remind_invitations()

    assert [m.person for m in Message.objects.filter(purpose="reminder_interest")] == [willing]


def test_a_reminder_that_breaks_off_is_put_off_and_the_others_go_on(call, monkeypatch):
    """The one thing replaced here is the message of one person: it cannot be made to fail."""
    broken, fine = offered(call, 1), offered(call, 2)
    real = reminders.bring_reminder

    def breaks_for_one(invitation):
        if invitation == broken:
            raise RuntimeError("no such luck")
        real(invitation)

    monkeypatch.setattr(reminders, "bring_reminder", breaks_for_one)

    assert remind_invitations() == 1

    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.reminded_at, broken.tries, fine.reminded_at is None) == (None, 1, False)
    assert broken.put_off_until > timezone.now()
    assert Event.objects.get(tag=Tag.WORK_PUT_OFF).data == {"error": "RuntimeError", "tries": 1}
    assert remind_invitations() == 0

    monkeypatch.undo()
    Invitation.objects.filter(pk=broken.pk).update(put_off_until=timezone.now())
    assert remind_invitations() == 1
