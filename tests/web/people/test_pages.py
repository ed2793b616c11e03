"""Rules that hold for every page about a person, those added later included."""

import pytest
from django.urls import reverse

from publius.web.people import urls
from publius.web.people.actions import save_access_needs, save_demographics
from tests.factories import EvidenceFactory, PersonFactory

pytestmark = pytest.mark.django_db

PAGES = [pattern.name for pattern in urls.urlpatterns]
KEYS = {"kind": "lived", "purpose": "call_alerts"}


def address(name: str, evidence) -> str:
    pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == name)
    key = evidence.pk if str(pattern.pattern).startswith("evidence") else evidence.expertise_id
    arguments = {n: KEYS.get(n, key) for n in pattern.pattern.converters}
    return reverse(f"people:{name}", kwargs=arguments)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_sign_in_and_nothing_changes(client, name, method):
    evidence = EvidenceFactory()
    page = address(name, evidence)

    answer = getattr(client, method)(page)

    assert answer.url == f"/accounts/login/?next={page}"
    evidence.refresh_from_db()
    assert (evidence.is_hidden, evidence.expertise.removed_at) == (False, None)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_mine_shows_anything_of_somebody_else(client, name):
    mine = EvidenceFactory()
    other = PersonFactory(display_name="Somebody Else", email="else@people.example")
    EvidenceFactory(expertise__person=other, expertise__words="Their words", text="Their proof")
    save_access_needs(person=other, codes=[], own_words="Their needs", pass_on=True)
    save_demographics(person=other, answers={"gender": "woman"})
    client.force_login(mine.person)

    body = client.get(address(name, mine)).content.decode()

    for secret in ("Somebody Else", "else@people", "Their words", "Their proof", "Their needs"):
        assert secret not in body


@pytest.mark.parametrize("name", PAGES)
def test_looking_at_a_page_changes_nothing(client, name):
    evidence = EvidenceFactory()
    client.force_login(evidence.person)

    def state():
        person = type(evidence.person).objects.get(pk=evidence.person_id)
        return (
            person.is_active,
            person.display_name,
            person.consents.count(),
            person.expertise.live().count(),
            person.evidence.filter(is_hidden=False).count(),
        )

    before = state()
    client.get(address(name, evidence))

    assert state() == before
