"""A caller sees a name and a number, rings at most three times, and notes what came of it."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from publius.web.directory.models import RoleName
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.notify.models import Message
from publius.web.panels.actions.delivery import new_short_link
from publius.web.panels.actions.phoning import note_attempt, note_no, note_yes
from publius.web.panels.actions.replies import answer_question
from publius.web.panels.models import (
    Invitation,
    PhoneAttempt,
    PoolEntry,
    Question,
    Reply,
)
from publius.web.panels.queries.phoning import to_ring
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import lapse_invitations, turn_to_mail_where_needed
from publius.web.people.actions import save_access_needs, withdraw_consent
from publius.web.people.models import Purpose
from tests.factories import PersonFactory, RoleFactory

from .outreach import LETTER, PHONE, TEXT, offered_place, reach

pytestmark = pytest.mark.django_db


def url(name, *args) -> str:
    return reverse(f"panels:{name}", args=args)


@pytest.fixture
def caller(call):
    return RoleFactory(organisation=call.engagement.organisation, role=RoleName.CALLER).person


def by_phone(call, number=1, contact=PHONE, **fields) -> Invitation:
    person = PersonFactory(**fields)
    reach(person, contact)
    return offered_place(call, person, number)


@pytest.fixture
def invitation(call):
    return by_phone(call)


def queue(call, later=dt.timedelta(0)) -> list[Invitation]:
    now = timezone.now() + later
    return [each.invitation for each in to_ring(call, now) if each.due_at <= now]


def rang(invitation, by, outcome="no_answer", **facts) -> None:
    note_attempt(invitation=invitation, outcome=outcome, by=by, key=uuid4(), **facts)


def test_only_those_who_chose_the_phone_are_in_the_list(call, invitation):
    by_phone(call, 2, TEXT)
    by_phone(call, 3, LETTER)

    assert queue(call) == [invitation]


def test_a_caller_sees_name_and_number_and_nothing_else_about_the_person(
    call, invitation, caller, client
):
    person = invitation.person
    needs = {"codes": ["step_free"], "own_words": "A ramp."}
    save_access_needs(person=person, pass_on=True, **needs)
    client.force_login(caller)

    page = client.get(url("phone_person", call.slug, invitation.pk)).content.decode()

    assert PHONE.name in page
    assert PHONE.number in page
    hidden = [person.email, person.display_name, "A ramp.", "Step-free"]
    assert [words for words in hidden if words in page] == []


def test_a_caller_opens_nothing_else_of_the_desk(call, invitation, caller, client):
    client.force_login(caller)

    pages = [client.get(url(name, call.slug)) for name in ("panel_desk", "pool", "payments")]

    assert [page.status_code for page in pages] == [404, 404, 404]
    assert client.get(url("phone", call.slug)).status_code == 200


def test_a_caller_finds_the_calls_that_have_people_to_ring(call, invitation, caller, client):
    client.force_login(caller)

    page = client.get(url("ringing"))

    assert page.context["calls"] == [call]
    assert "People to ring" in [item["label"] for item in page.context["navigation"]]


def test_whoever_does_not_ring_is_not_led_there(call, invitation, client):
    client.force_login(PersonFactory())

    page = client.get(url("ringing"))

    assert page.context["calls"] == []
    assert "People to ring" not in [item["label"] for item in page.context["navigation"]]


def test_others_do_not_ring(call, invitation, client):
    elsewhere = RoleFactory(role=RoleName.CALLER).person
    for stranger in (PersonFactory(), elsewhere, invitation.person):
        client.force_login(stranger)
        assert client.get(url("phone", call.slug)).status_code == 404
        assert client.get(url("phone_person", call.slug, invitation.pk)).status_code == 404


def test_a_yes_on_the_phone_takes_the_place_and_says_who_noted_it(call, invitation, caller, client):
    client.force_login(caller)
    data = {"answer": "yes", "heard": "on", "posted_key": str(uuid4())}

    client.post(url("phone_person", call.slug, invitation.pk), data)

    invitation.refresh_from_db()
    assert invitation.reply == Reply.ACCEPTED
    assert PhoneAttempt.objects.get().by == caller
    assert Event.objects.get(tag=Tag.PHONE_ATTEMPTED).actor == str(caller.public_id)


def test_a_yes_needs_the_offer_to_have_been_read_out(call, invitation, caller, client):
    client.force_login(caller)
    data = {"answer": "yes", "posted_key": str(uuid4())}

    page = client.post(url("phone_person", call.slug, invitation.pk), data)

    assert "Read it out first" in page.content.decode()
    assert PhoneAttempt.objects.count() == 0


def test_a_no_is_counted_with_its_reason(call, invitation, caller):
    note_no(invitation=invitation, reason="dates", by=caller, key=uuid4())

    invitation.refresh_from_db()
    assert (invitation.reply, invitation.decline_reason) == (Reply.DECLINED, "dates")


def test_interest_on_the_phone_joins_the_pool(call, caller, client):
    person = PersonFactory()
    reach(person, PHONE)
    seat = call.seats.first()
    invitation = Invitation.objects.create(
        call=call, person=person, ask="interest", seat=seat, route="phone", token_digest="x",
        sent_at=timezone.now(), expires_at=timezone.now() + dt.timedelta(days=7),
    )  # fmt: skip
    client.force_login(caller)
    data = {
        "answer": "yes", "seats": [str(seat.pk)], "agrees": "on", "words": "Rides daily.",
        "posted_key": str(uuid4()),
    }  # fmt: skip

    client.post(url("phone_person", call.slug, invitation.pk), data)

    entry = PoolEntry.objects.get()
    assert (entry.person, entry.words) == (person, "Rides daily.")


def test_after_no_answer_there_is_a_pause(call, invitation, caller):
    rang(invitation, caller)

    assert queue(call) == []
    assert queue(call, dt.timedelta(hours=4, seconds=1)) == [invitation]


def test_whoever_asked_for_it_is_rung_again_when_they_said(call, invitation, caller):
    rang(invitation, caller, "call_back", call_back_at=timezone.now() + dt.timedelta(hours=1))

    assert queue(call, dt.timedelta(minutes=59)) == []
    assert queue(call, dt.timedelta(minutes=61)) == [invitation]


def test_ring_again_needs_a_time_and_keeps_what_was_chosen(call, invitation, caller, client):
    client.force_login(caller)
    data = {"answer": "other", "outcome": "call_back", "posted_key": str(uuid4())}

    page = client.post(url("phone_person", call.slug, invitation.pk), data)

    assert page.context["other"].errors.keys() == {"call_back_at"}
    assert page.context["other"]["outcome"].value() == "call_back"
    assert PhoneAttempt.objects.count() == 0


def test_nobody_is_rung_a_fourth_time_and_an_e_mail_goes_out_instead(call, invitation, caller):
    for _ in range(3):
        rang(invitation, caller)

    assert queue(call, dt.timedelta(days=1)) == []
    with pytest.raises(RefusalError, match="three times"):
        rang(invitation, caller)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneAttempt.objects.create(
            invitation=invitation, number=4, outcome="no_answer", at=timezone.now()
        )
    invitation.refresh_from_db()
    message = Message.objects.get(person=invitation.person)
    assert (invitation.route, message.channel) == ("email", "email")


def test_a_wrong_number_is_not_rung_again(call, invitation, caller):
    rang(invitation, caller, "wrong_number")

    assert queue(call, dt.timedelta(days=1)) == []
    assert Message.objects.get(person=invitation.person).purpose == "invitation_place"


def test_without_an_e_mail_address_there_is_nothing_to_turn_to(call, caller):
    invitation = by_phone(call, email=None)
    rang(invitation, caller, "wrong_number")

    invitation.refresh_from_db()
    assert (invitation.route, Message.objects.count()) == ("phone", 0)


def test_the_same_form_sent_twice_is_one_attempt(call, invitation, caller):
    key = uuid4()
    for _ in range(2):
        note_attempt(invitation=invitation, outcome="no_answer", by=caller, key=key)
    note_yes(invitation=invitation, by=caller, key=key)

    assert PhoneAttempt.objects.count() == 1


def test_the_time_to_answer_starts_with_the_first_ring(call, invitation, caller):
    """An offer that reached nobody does not run out; once rung, it does."""
    gone = timezone.now() - dt.timedelta(days=1)
    Invitation.objects.update(sent_at=gone - dt.timedelta(days=7), expires_at=gone)
    invitation.refresh_from_db()
    assert (lapse_invitations(), queue(call)) == (0, [invitation])

    rang(invitation, caller)
    invitation.refresh_from_db()
    given = timezone.localdate(invitation.expires_at) - timezone.localdate()
    assert given.days in (7, 8)

    Invitation.objects.update(expires_at=gone)
    assert lapse_invitations() == 1


def test_an_offer_nobody_rings_about_is_not_kept_for_ever(call, invitation):
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=15))

    assert lapse_invitations() == 1


def test_whoever_takes_their_agreement_back_is_written_to_instead(call, invitation):
    assert turn_to_mail_where_needed() == 0
    withdraw_consent(person=invitation.person, purpose=Purpose.OTHER_ROUTES)

    assert queue(call) == []
    assert [turn_to_mail_where_needed() for _ in range(2)] == [1, 0]
    assert Message.objects.get().person == invitation.person


def test_a_question_whether_somebody_is_interested_that_is_over_is_not_sent_again(call):
    person = PersonFactory()
    reach(person, PHONE)
    now = timezone.now()
    Invitation.objects.create(
        call=call, person=person, ask="interest", route="phone", token_digest="x",
        sent_at=now, expires_at=now,
    )  # fmt: skip
    withdraw_consent(person=person, purpose=Purpose.OTHER_ROUTES)

    assert (turn_to_mail_where_needed(), Message.objects.count()) == (0, 0)


def test_without_e_mail_an_answer_is_read_where_the_question_was_asked(call, client, convener):
    invitation = by_phone(call, email=None)
    door = url("short", new_short_link(invitation))
    asked = {"text": "Is there a ramp?", "posted_key": str(uuid4())}

    page = client.post(f"{door}question/", asked, follow=True).content.decode()
    answer_question(question=Question.objects.get(), answer="Yes, there is.", by=convener)

    assert "Come back to this page to read the answer." in page
    assert "Yes, there is." in client.get(door).content.decode()
    assert Message.objects.count() == 0
