"""What the matcher may know, and what others may read."""

import pytest
from django.utils import timezone

from publius.web.people.actions import (
    add_evidence,
    change_item,
    give_consent,
    mark_evidence_confirmed,
    remove_expertise,
    state_expertise,
    withdraw_consent,
)
from publius.web.people.matchable import MatchableItem, PersonFacts
from publius.web.people.models import Person, Purpose
from publius.web.people.queries import matchable_evidence, matchable_facts, readable_items
from tests.factories import AreaFactory, EvidenceFactory, ExpertiseFactory, PersonFactory

pytestmark = pytest.mark.django_db


def ids(people=None) -> list[str]:
    return [item.id for item in matchable_evidence(people)]


def test_words_and_skills_of_an_expertise_are_one_item():
    person = PersonFactory(area=AreaFactory(slug="northfield"))
    expertise = state_expertise(
        person=person,
        kind="practical",
        words="I cycle to the hospital every day.",
        skills=["cargo bikes", "night shifts"],
    )

    assert matchable_evidence() == [
        MatchableItem(
            id=f"expertise:{expertise.pk}",
            person=person.public_id.hex,
            kind="practical",
            text="I cycle to the hospital every day. cargo bikes night shifts",
            source="self_account",
            weight=0.3,
            at=expertise.stated_at.date(),
            place="northfield",
            visibility="conveners",
        )
    ]


def test_evidence_counts_more_once_it_is_confirmed():
    evidence = EvidenceFactory(source="role")
    before = {item.id: item.weight for item in matchable_evidence()}

    mark_evidence_confirmed(evidence=evidence, body="Arden Vale Hospital", by=PersonFactory())
    after = {item.id: item.weight for item in matchable_evidence()}

    assert (before[f"evidence:{evidence.pk}"], after[f"evidence:{evidence.pk}"]) == (0.4, 0.8)


def test_lived_experience_is_not_outranked_by_what_can_be_proven():
    lived = ExpertiseFactory(kind="lived", words="I lost most of my sight at forty.")
    give_consent(person=lived.person, purpose=Purpose.LIVED_EXPERIENCE)

    assert [item.weight for item in matchable_evidence()] == [0.8]


def test_lived_experience_is_matched_only_while_the_person_agrees():
    lived = ExpertiseFactory(kind="lived", words="I lost most of my sight at forty.")
    also_lived = EvidenceFactory(expertise=lived)
    practical = ExpertiseFactory(person=lived.person)
    never = ids()

    give_consent(person=lived.person, purpose=Purpose.LIVED_EXPERIENCE)
    agreed = ids()
    withdraw_consent(person=lived.person, purpose=Purpose.LIVED_EXPERIENCE)
    withdrawn = ids()

    assert agreed == [
        f"expertise:{lived.pk}", f"expertise:{practical.pk}", f"evidence:{also_lived.pk}",
    ]  # fmt: skip
    assert never == withdrawn == [f"expertise:{practical.pk}"]


def test_another_agreement_or_another_persons_agreement_is_not_enough():
    lived = ExpertiseFactory(kind="lived")
    give_consent(person=lived.person, purpose=Purpose.CALL_ALERTS)
    give_consent(person=PersonFactory(), purpose=Purpose.LIVED_EXPERIENCE)

    assert ids() == []


def test_hidden_removed_and_closed_are_out_at_once():
    evidence = EvidenceFactory()
    expertise = evidence.expertise
    change_item(item=evidence, change="hide")
    hidden = ids()
    change_item(item=evidence, change="show")
    shown = ids()
    Person.objects.filter(pk=expertise.person_id).update(is_active=False)
    closed = ids()
    Person.objects.filter(pk=expertise.person_id).update(is_active=True)
    remove_expertise(expertise=expertise)

    assert hidden == [f"expertise:{expertise.pk}"]
    assert shown == [f"expertise:{expertise.pk}", f"evidence:{evidence.pk}"]
    assert closed == ids() == []


def test_the_question_can_be_about_some_people_only():
    one, other = ExpertiseFactory(), ExpertiseFactory()

    assert ids([one.person]) == [f"expertise:{one.pk}"]
    assert ids([]) == []
    assert ids() == [f"expertise:{one.pk}", f"expertise:{other.pk}"]


def test_reading_many_people_takes_two_queries(django_assert_num_queries):
    for _ in range(5):
        EvidenceFactory()

    with django_assert_num_queries(2):
        assert len(ids()) == 10


@pytest.mark.parametrize(
    ("visibility", "convener_reads", "public_reads"),
    [("matching", False, False), ("conveners", True, False), ("public", True, True)],
)
def test_each_item_is_read_by_those_its_owner_chose(visibility, convener_reads, public_reads):
    expertise = ExpertiseFactory(visibility=visibility, words="I drive a cab at night.")
    evidence = EvidenceFactory(expertise=expertise, text="Licensed since 2009.")
    wanted = [f"expertise:{expertise.pk}", f"evidence:{evidence.pk}"]

    convener = readable_items(wanted, viewer_is_convener=True)
    public = readable_items(wanted, viewer_is_convener=False)
    owner = readable_items(wanted, owner=expertise.person)

    texts = ["I drive a cab at night.", "Licensed since 2009."]
    assert [convener[i].text for i in wanted] == (texts if convener_reads else ["", ""])
    assert [public[i].text for i in wanted] == (texts if public_reads else ["", ""])
    assert [owner[i].text for i in wanted] == texts
    assert {item.is_private for item in convener.values()} == {not convener_reads}


def test_who_confirmed_private_evidence_is_private_too():
    expertise = ExpertiseFactory(visibility="matching")
    evidence = add_evidence(expertise=expertise, source="vouch", text="They know me well.")
    mark_evidence_confirmed(evidence=evidence, body="Carers of Arden Vale", by=PersonFactory())

    item = readable_items([f"evidence:{evidence.pk}"], viewer_is_convener=True)

    assert item[f"evidence:{evidence.pk}"].confirmed_by == ""


def test_items_that_are_gone_are_left_out():
    evidence = EvidenceFactory()
    change_item(item=evidence, change="hide")
    gone = ExpertiseFactory()
    remove_expertise(expertise=gone)

    found = readable_items([f"evidence:{evidence.pk}", f"expertise:{gone.pk}", "evidence:99999"])

    assert found == {}


def test_who_confirmed_it_and_who_may_read_it_go_along_with_evidence():
    evidence = EvidenceFactory(expertise__visibility="public")
    mark_evidence_confirmed(evidence=evidence, body="Arden Vale Hospital", by=PersonFactory())

    words, backing = matchable_evidence()

    assert (words.verified_by, words.verified_at, words.visibility) == (None, None, "public")
    assert (backing.verified_by, backing.verified_at, backing.visibility) == (
        "Arden Vale Hospital",
        timezone.localdate(),
        "public",
    )


def test_area_and_languages_are_facts_for_filters_alone():
    there = AreaFactory(slug="northfield", latitude=52.2, longitude=-1.6)
    nowhere = PersonFactory(area=AreaFactory(slug="leam"))
    speaker = PersonFactory(area=there, languages=["Welsh", "English"])
    PersonFactory(is_active=False)

    assert matchable_facts() == [
        PersonFacts(nowhere.public_id.hex, "leam", (), None),
        PersonFacts(speaker.public_id.hex, "northfield", ("Welsh", "English"), (52.2, -1.6)),
    ]
    assert matchable_facts([nowhere]) == [PersonFacts(nowhere.public_id.hex, "leam", (), None)]
