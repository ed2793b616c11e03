"""Reminders, letters, phone calls and claims, when many do the same thing in the same moment."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from publius.web.notify.models import Message
from publius.web.panels.actions.payments import approve_claim, make_claim, withdraw_claim
from publius.web.panels.actions.phoning import note_attempt
from publius.web.panels.actions.posting import print_letters
from publius.web.panels.actions.reminders import remind
from publius.web.panels.models import (
    Claim,
    Invitation,
    LetterBatch,
    PhoneAttempt,
    Place,
    PlaceState,
    PrintedLetter,
)
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import remind_invitations
from publius.web.people.actions import save_contact
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute
from tests.factories import CallFactory, PersonFactory
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def call():
    return CallFactory()


def offered(call, number=1, contact=None, **fields) -> Invitation:
    person = PersonFactory()
    if contact:
        save_contact(person=person, contact=contact)
    now = timezone.now()
    place = Place.objects.create(
        call=call, number=number, person=person, state=PlaceState.OFFERED, changed_at=now
    )
    return Invitation.objects.create(
        call=call,
        person=person,
        ask="place",
        place=place,
        token_digest=f"{person.pk:064d}",
        route=contact.route if contact else ContactRoute.EMAIL,
        sent_at=now,
        expires_at=now + dt.timedelta(days=7),
        **fields,
    )


def test_eight_workers_remind_once(call):
    invitation = offered(call, remind_at=timezone.now())

    results = all_at_once(
        [lambda: remind(invitation=Invitation.objects.get(pk=invitation.pk)) for _ in range(MANY)]
    )

    assert raised(results) == []
    assert (results.count(True), Message.objects.count()) == (1, 1)


def test_eight_sweeps_remind_each_of_many_once(call):
    for number in range(1, 13):
        offered(call, number, remind_at=timezone.now())

    results = all_at_once([remind_invitations for _ in range(MANY)])

    assert raised(results) == []
    assert (sum(results), Message.objects.count()) == (12, 12)


def test_the_mistake_these_tests_look_for_would_be_seen(call):
    """The control: looking first and writing then reminds more than once."""
    invitation = offered(call, remind_at=timezone.now())

    def look_then_write():
        found = Invitation.objects.get(pk=invitation.pk)
        if found.reminded_at is None:
            Message.objects.create(purpose="p", subject="s", address="a@people.example")
            Invitation.objects.filter(pk=found.pk).update(reminded_at=timezone.now())

    for _ in range(20):
        all_at_once([look_then_write] * MANY)
        if Message.objects.count() > 1:
            break
        Message.objects.all().delete()
        Invitation.objects.update(reminded_at=None)

    assert Message.objects.count() > 1


def test_letters_are_printed_once_however_many_press_the_button(call):
    for number in (1, 2, 3):
        offered(call, number, Contact(ContactRoute.LETTER, name="Ada", address="1 Road"))
    facts = {"call": call, "by": PersonFactory(), "large_print": False}

    results = all_at_once([lambda: print_letters(key=uuid.uuid4(), **facts) for _ in range(MANY)])

    assert set(raised(results)) == {"RefusalError"}
    assert (PrintedLetter.objects.count(), LetterBatch.objects.count()) == (3, 1)


def test_nobody_is_rung_more_than_three_times_by_many_callers(call):
    invitation = offered(call, 1, Contact(ContactRoute.PHONE, name="Ada", number="07700900123"))
    caller = PersonFactory()

    def ring():
        note_attempt(
            invitation=Invitation.objects.get(pk=invitation.pk),
            outcome="no_answer",
            by=caller,
            key=uuid.uuid4(),
        )

    results = all_at_once([ring for _ in range(MANY)])

    numbers = list(PhoneAttempt.objects.order_by("number").values_list("number", flat=True))
    assert {type(each) for each in results if isinstance(each, Exception)} <= {RefusalError}
    assert numbers == list(range(1, len(numbers) + 1))
    assert 1 <= len(numbers) <= 3


def test_a_claim_is_not_both_approved_and_withdrawn(call):
    convener = PersonFactory()
    for number in range(1, 11):
        person = PersonFactory()
        Place.objects.create(
            call=call,
            number=number,
            person=person,
            state=PlaceState.ACCEPTED,
            changed_at=timezone.now(),
        )
        make_claim(
            call=call, person=person, kind="travel", what="Bus", pence=450, reference="",
            key=uuid.uuid4(),
        )  # fmt: skip
        claim = Claim.objects.get(person=person)
        all_at_once(
            [
                lambda pk=claim.pk: approve_claim(claim=Claim.objects.get(pk=pk), by=convener),
                lambda pk=claim.pk, who=person: withdraw_claim(
                    claim=Claim.objects.get(pk=pk), person=who
                ),
            ]
        )
        claim.refresh_from_db()
        steps = list(claim.steps.values_list("state", flat=True))
        assert steps == ["claimed", claim.state]
