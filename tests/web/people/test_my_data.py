"""Seeing what is held, and closing the account."""

import datetime as dt
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.replies import ask_question
from publius.web.panels.models import Ask, Invitation, SeatOffer
from publius.web.people.actions import (
    forget_ended_sessions,
    give_consent,
    save_access_needs,
    save_demographics,
)
from publius.web.people.holdings import everything_about
from publius.web.people.models import Person, Purpose
from publius.web.people.queries import matchable_evidence
from tests.factories import EvidenceFactory, PersonFactory, RoleFactory

from .mailbox import sign_in

pytestmark = pytest.mark.django_db


def person_with_everything(mark: str) -> Person:
    person = PersonFactory(email=f"{mark}@people.example", display_name=f"{mark} name")
    EvidenceFactory(
        expertise__person=person, expertise__words=f"{mark} words", text=f"{mark} evidence"
    )
    save_access_needs(person=person, codes=["braille"], own_words=f"{mark} needs", pass_on=True)
    save_demographics(person=person, answers={"gender": "woman"})
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    RoleFactory(person=person)
    return person


def test_the_file_holds_all_of_mine_and_nothing_of_others(client):
    mine, other = person_with_everything("mine"), person_with_everything("other")

    sign_in(client, mine)
    text = client.get("/me/data/download/").content.decode()

    kept = ("mine@people.example", "mine name", "mine words", "mine evidence", "mine needs")
    assert [words for words in kept if words not in text] == []
    assert "woman" in text
    assert "other" not in text.replace("other_", "")
    assert other.public_id.hex not in text.replace("-", "")


def test_every_table_that_points_at_a_person_is_in_the_file():
    person = person_with_everything("mine")

    assert {
        "account",
        "people.expertise",
        "people.evidence",
        "people.consent",
        "people.accessneeds",
        "people.demographics",
        "directory.role",
    } <= set(everything_about(person))


def test_what_was_asked_and_offered_on_the_way_is_in_the_file(call):
    mine, other = PersonFactory(), PersonFactory()
    for person in (mine, other):
        entry = join_pool(call=call, person=person, seats=[call.seats.first()])
        invitation = invited(call, person)
        ask_question(invitation=invitation, text=f"Asked by {person.pk}?", key=uuid4())

    holdings = everything_about(mine)

    assert [row["text"] for row in holdings["panels.question"]] == [f"Asked by {mine.pk}?"]
    offered = SeatOffer.objects.exclude(entry=entry)
    assert [row["id"] for row in holdings["panels.seatoffer"]] == [offer.pk for offer in offered]


def invited(call, person) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        call=call,
        person=person,
        ask=Ask.INTEREST,
        token_digest=f"{person.pk:064d}",
        sent_at=now,
        expires_at=now + dt.timedelta(days=7),
    )


def test_network_address_and_browser_are_forgotten_when_a_sign_in_is_over(client):
    over, living = PersonFactory(), PersonFactory()
    sign_in(client, over)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    sign_in(Client(), living)

    forgotten = forget_ended_sessions()

    assert (forgotten, [row.user for row in UserSession.objects.all()]) == (1, [living])


def test_downloading_and_closing_ask_whether_it_is_still_you(client):
    client.force_login(PersonFactory())

    answers = [client.get(f"/me/{page}/") for page in ("data/download", "close")]

    assert [a.url.partition("?")[0] for a in answers] == ["/accounts/reauthenticate/"] * 2


def test_a_closed_account_is_signed_out_and_out_of_use(client):
    person = person_with_everything("mine")
    sign_in(client, person)
    matched_before = len(matchable_evidence())

    client.post("/me/close/")

    person.refresh_from_db()
    assert not person.is_active
    assert "_auth_user_id" not in client.session
    assert (matched_before, len(matchable_evidence())) == (2, 0)
