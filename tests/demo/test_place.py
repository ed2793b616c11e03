"""The borough as a whole: the same for everybody, plausible, and complete."""

import time
from collections import Counter
from datetime import date

import pytest

from publius.demo.engagements import borough_shares
from publius.demo.place import arden_vale, digest
from publius.demo.reading import content
from publius.demo.types import DemoPlace, Stage

AS_OF = date(2026, 9, 1)


@pytest.fixture(scope="module")
def place() -> DemoPlace:
    return arden_vale(AS_OF, 7)


def share(place: DemoPlace, feature: str, value: str) -> float:
    return sum(person.demographics[feature] == value for person in place.people) / len(place.people)


def test_the_same_date_and_seed_give_the_same_place(place):
    assert digest(arden_vale(AS_OF, 7)) == digest(place)


def test_another_seed_gives_another_place_even_if_it_is_zero():
    digests = {digest(arden_vale(AS_OF, seed, people=300)) for seed in (0, 1, 2)}

    assert len(digests) == 3


def test_two_thousand_people_are_made_in_under_two_seconds():
    started = time.process_time()
    arden_vale(AS_OF, 3)

    assert time.process_time() - started < 2


def test_a_place_too_small_for_its_calls_is_refused_with_the_number_needed():
    with pytest.raises(ValueError, match="at least 200 people") as refused:
        arden_vale(AS_OF, 7, people=20)

    assert "20 were asked for" in str(refused.value)


@pytest.mark.parametrize("feature", ["gender", "ethnicity", "age_band"])
def test_people_divide_as_the_borough_is_said_to_divide(place, feature):
    wrong = {
        value: (stated, round(share(place, feature, value), 3))
        for value, stated in borough_shares(feature).items()
        if abs(share(place, feature, value) - stated) > 0.025
    }

    assert wrong == {}


def test_about_one_adult_in_four_is_disabled(place):
    assert share(place, "disability", "yes") == pytest.approx(0.24, abs=0.025)


def test_wards_have_people_in_proportion_to_their_adults(place):
    lived_in = Counter(person.area for person in place.people)
    stated = borough_shares("area")

    wrong = {
        ward: (lived_in[ward] / len(place.people), part)
        for ward, part in stated.items()
        if abs(lived_in[ward] / len(place.people) - part) > 0.01
    }
    assert wrong == {}


def test_disability_is_more_common_among_older_people(place):
    def disabled(band: str) -> float:
        people = [p for p in place.people if p.demographics["age_band"] == band]
        return sum(p.demographics["disability"] == "yes" for p in people) / len(people)

    assert disabled("65+") > 1.8 * disabled("25-44")


def test_about_seven_in_ten_agree_that_their_answers_balance_groups(place):
    agreed = sum("panel_balancing" in person.consents for person in place.people) / len(
        place.people
    )

    assert agreed == pytest.approx(0.71, abs=0.04)


def test_everybody_is_an_adult_with_a_key_of_their_own(place):
    keys = [person.key for person in place.people]

    assert len(keys) == len(set(keys)) == 2000
    assert {18 <= AS_OF.year - person.born <= 95 for person in place.people} == {True}


def test_no_address_could_reach_a_real_person(place):
    endings = {person.email.rpartition(".")[2] for person in place.people}
    endings |= {org.web_address.rpartition(".")[2] for org in place.organisations}

    assert endings == {"example"}


def test_there_are_forty_organisations_and_each_says_who_controls_it(place):
    silent = [org.key for org in place.organisations if len(org.controlled_by) < 10]

    assert len(place.organisations) >= 40
    assert silent == []
    assert sum(org.user_led for org in place.organisations) >= 10


def test_engagements_stand_at_every_stage_of_the_journey(place):
    stages = Counter(call.stage for item in place.engagements for call in item.calls)

    assert stages == {
        Stage.DRAFT: 2,
        Stage.OPEN: 4,
        Stage.GATHERED: 1,
        Stage.PUBLISHED: 1,
        Stage.DRAWN: 1,
        Stage.FORMED: 2,
        Stage.CLOSED: 2,
    }


def test_personas_are_people_of_the_place(place):
    keys = {person.key for person in place.people}
    roles = [persona.role for persona in place.personas if persona.is_offered]

    assert {persona.person for persona in place.personas} <= keys
    assert sorted(roles) == sorted(
        ["convener", "convener", "citizen", "citizen", "facilitator", "moderator", "host"]
    )


def test_nothing_in_the_place_is_dated_after_it(place):
    issued = [e.issued_on for p in place.people for item in p.expertise for e in item.evidence]
    said = [i.said_on for e in place.engagements for call in e.calls for i in call.interests]
    joined = [person.joined_on for person in place.people]

    assert max(issued + said + joined) <= AS_OF


def test_every_file_of_the_place_is_read_without_a_missing_wording():
    assert content("area")["name"] == "Arden Vale"
