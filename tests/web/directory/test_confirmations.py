"""Organisations stand behind evidence, or not; nobody does it for themselves."""

import pytest

from publius.web.directory.actions import (
    ask_confirmation,
    confirm_evidence,
    decline_confirmation,
)
from publius.web.directory.errors import AlreadyAnsweredError, AlreadyAskedError
from publius.web.directory.queries import organisations_to_ask
from publius.web.ledger.models import Event
from tests.factories import EvidenceFactory, RoleFactory

pytestmark = pytest.mark.django_db


def test_an_organisation_confirms_evidence_and_its_name_stands_beside_it(client):
    evidence, role = EvidenceFactory(), RoleFactory(organisation__name="Arden Hospital")
    confirmation = ask_confirmation(evidence=evidence, organisation=role.organisation)
    client.force_login(role.person)

    page = client.get(f"/organisations/{role.organisation.slug}/confirmations/")
    client.post(f"/organisations/confirmations/{confirmation.pk}/", {"answer": "confirm"})

    assert evidence.text in page.content.decode()
    assert evidence.person.email not in page.content.decode()
    evidence.refresh_from_db()
    assert (evidence.confirmed_by, evidence.is_confirmed) == ("Arden Hospital", True)
    assert "evidence:confirmed" in Event.objects.values_list("tag", flat=True)


def test_evidence_that_is_not_confirmed_stays_the_persons_own_word(client):
    evidence, role = EvidenceFactory(), RoleFactory()
    confirmation = ask_confirmation(evidence=evidence, organisation=role.organisation)

    decline_confirmation(confirmation=confirmation, by=role.person)

    evidence.refresh_from_db()
    assert not evidence.is_confirmed
    with pytest.raises(AlreadyAnsweredError):
        confirm_evidence(confirmation=confirmation, by=role.person)


def test_a_person_asks_an_organisation_on_the_page_once(client):
    evidence, role = EvidenceFactory(), RoleFactory()
    client.force_login(evidence.person)
    page = f"/organisations/confirm/{evidence.pk}/"

    refused = client.post(page, {"organisation": role.organisation.pk})
    client.post(page, {"organisation": role.organisation.pk, "agrees": "on"})

    assert "They can only answer if they know who asks" in refused.content.decode()
    assert evidence.confirmations.count() == 1
    with pytest.raises(AlreadyAskedError):
        ask_confirmation(evidence=evidence, organisation=role.organisation)


def test_nobody_confirms_their_own_evidence(client):
    role = RoleFactory()
    evidence = EvidenceFactory(expertise__person=role.person)
    confirmation = ask_confirmation(evidence=evidence, organisation=role.organisation)
    client.force_login(role.person)

    answer = client.post(f"/organisations/confirmations/{confirmation.pk}/", {"answer": "confirm"})

    assert answer.status_code == 404
    evidence.refresh_from_db()
    assert not evidence.is_confirmed


@pytest.mark.parametrize("role", ["member", "facilitator", "moderator"])
def test_only_conveners_of_the_organisation_that_was_asked_can_answer(client, role):
    asked, elsewhere = RoleFactory(), RoleFactory()
    helper = RoleFactory(organisation=asked.organisation, role=role)
    confirmation = ask_confirmation(evidence=EvidenceFactory(), organisation=asked.organisation)

    for person in (elsewhere.person, helper.person):
        client.force_login(person)
        answer = client.post(
            f"/organisations/confirmations/{confirmation.pk}/", {"answer": "confirm"}
        )
        assert answer.status_code == 404
    confirmation.refresh_from_db()
    assert confirmation.state == "asked"


def test_only_organisations_that_can_answer_are_offered():
    evidence, role = EvidenceFactory(), RoleFactory()
    RoleFactory(role="member")
    own = RoleFactory(person=evidence.person)

    offered = set(organisations_to_ask(evidence.person, evidence))

    assert own.organisation not in offered
    assert offered == {role.organisation}
