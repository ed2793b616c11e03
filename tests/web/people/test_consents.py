"""Agreeing, taking it back, and what that does."""

import re

import pytest
from django.db import connection

from publius.web.ledger.models import Event
from publius.web.people.actions import (
    give_consent,
    save_access_needs,
    save_demographics,
    withdraw_consent,
)
from publius.web.people.consents import WORDINGS
from publius.web.people.models import Consent, Demographics, Person, Purpose
from publius.web.people.queries import (
    access_needs_to_pass_on,
    balancing_features,
    has_consent,
    people_with_consent,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

ANSWERS = {"age_band": "25-44", "gender": "woman", "disability": "prefer_not_to_say"}


def test_every_purpose_is_explained():
    assert set(WORDINGS) == set(Purpose)


def test_agreeing_twice_is_one_agreement(person):
    first = give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    second = give_consent(person=person, purpose=Purpose.CALL_ALERTS)

    assert first == second
    assert Consent.objects.count() == 1
    assert [event.tag for event in Event.objects.all()] == ["consent:given"]


def test_an_agreement_remembers_the_wording_and_a_new_one_is_a_new_record(person):
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS)
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)

    versions = WORDINGS[Purpose.CALL_ALERTS].version
    records = list(Consent.objects.order_by("given_at"))
    assert [record.wording_version for record in records] == [versions, versions]
    assert [record.withdrawn_at is None for record in records] == [False, True]


def test_taking_back_what_was_never_given_does_nothing(person):
    assert withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS) is False
    assert not Event.objects.exists()


def test_people_with_a_consent_are_those_who_agree_now_and_are_here():
    here, gone, back = PersonFactory.create_batch(3)
    for one in (here, gone, back):
        give_consent(person=one, purpose=Purpose.CALL_ALERTS)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    withdraw_consent(person=back, purpose=Purpose.CALL_ALERTS)

    assert list(people_with_consent(Purpose.CALL_ALERTS)) == [here]


def test_answers_for_balancing_come_with_their_agreement_and_go_with_it(person):
    save_demographics(person=person, answers=ANSWERS)
    agreed = balancing_features([person])
    withdraw_consent(person=person, purpose=Purpose.PANEL_BALANCING)

    assert agreed == {person.public_id.hex: {"age_band": "25-44", "gender": "woman"}}
    assert balancing_features([person]) == {}
    assert not Demographics.objects.exists()


def test_answers_without_a_living_agreement_are_not_used(person):
    save_demographics(person=person, answers=ANSWERS)
    Consent.objects.all().delete()

    assert balancing_features([person]) == {}


def test_answers_are_unreadable_in_the_database_and_absent_from_the_ledger(person):
    save_demographics(person=person, answers=ANSWERS)
    save_access_needs(person=person, codes=["braille"], own_words="Dog comes too", pass_on=False)

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM people_demographics")
        answers = bytes(cursor.fetchone()[0])
        cursor.execute("SELECT details FROM people_accessneeds")
        needs = bytes(cursor.fetchone()[0])
    ledger = str([event.data for event in Event.objects.all()])
    assert b"25-44" not in answers
    assert b"braille" not in needs
    assert b"Dog" not in needs
    assert "25-44" not in ledger
    assert "braille" not in ledger


def test_access_needs_are_passed_on_only_with_their_own_agreement():
    agrees, does_not = PersonFactory.create_batch(2)
    for one in (agrees, does_not):
        save_access_needs(
            person=one, codes=["step_free", "unknown"], own_words="", pass_on=one == agrees
        )

    passed_on = access_needs_to_pass_on([agrees, does_not])

    assert passed_on == {agrees.public_id.hex: {"codes": ["step_free"], "own_words": ""}}


def test_the_page_shows_each_purpose_and_one_button_takes_it_back(client, person):
    give_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
    client.force_login(person)

    page = client.get("/me/choices/").content.decode()
    client.post("/me/choices/lived_experience/", {"agree": "no"})

    assert all(str(wording.title) in page for wording in WORDINGS.values())
    assert not has_consent(person, Purpose.LIVED_EXPERIENCE)


def test_looking_at_the_link_of_a_choice_changes_nothing(client, person):
    client.force_login(person)

    answer = client.get("/me/choices/call_alerts/?agree=yes")

    assert answer.status_code == 405
    assert not has_consent(person, Purpose.CALL_ALERTS)


def test_balancing_answers_are_not_saved_without_the_tick_and_nothing_typed_is_lost(client, person):
    client.force_login(person)

    page = client.post("/me/balancing/", {"gender": "woman"}).content.decode()

    assert "Your answers can only be saved with your agreement" in page
    chosen = re.search(r'<input[^>]*value="woman"[^>]*>', page).group()
    assert " checked" in chosen
    assert not Demographics.objects.exists()
    assert not has_consent(person, Purpose.PANEL_BALANCING)


def test_balancing_is_agreed_to_and_deleted_on_its_own_page(client, person):
    client.force_login(person)

    client.post("/me/balancing/", {"gender": "woman", "agrees": "on"})
    saved = balancing_features([person])
    client.post("/me/choices/panel_balancing/")

    assert saved == {person.public_id.hex: {"gender": "woman"}}
    assert not Demographics.objects.exists()


def test_access_needs_can_be_said_changed_and_kept_to_oneself(client, person):
    client.force_login(person)

    client.post(
        "/me/access-needs/",
        {
            "format": ["large_print"],
            "room": ["step_free"],
            "own_words": "18 point",
            "pass_on": "on",
        },
    )
    page = client.get("/me/access-needs/").content.decode()
    client.post("/me/access-needs/", {"format": ["large_print"], "own_words": ""})

    assert "18 point" in page
    assert person.access_needs.details == {"codes": ["large_print"], "own_words": ""}
    assert not has_consent(person, Purpose.ACCESS_NEEDS)
