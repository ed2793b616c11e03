"""Seeing what is held, and closing the account."""

import pytest

from publius.web.people.actions import give_consent, save_access_needs, save_demographics
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
