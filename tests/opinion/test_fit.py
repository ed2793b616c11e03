"""One call from votes to a map, with anything that can be typed in."""

import json
import math
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publius import opinion
from publius.opinion import Confidence, SettingError, VoteError
from tests.opinion.made import camps, tiny_votes

NOT_VOTED = (
    " tells of people who have not voted (zoe). "
    "Check the ids: text “7” and number 7 are two people."
)
EVERY_ENGINE = ("stable", "mixture", "polis")


def numbers(value: Any) -> list[float]:
    """Every number in a map, however deep."""
    if isinstance(value, float):
        return [value]
    if is_dataclass(value):
        return [n for each in fields(value) for n in numbers(getattr(value, each.name))]
    if hasattr(value, "values"):
        return [n for each in value.values() for n in numbers(each)]
    if isinstance(value, (tuple, list)):
        return [n for each in value for n in numbers(each)]
    return []


@given(tiny_votes(), st.sampled_from(EVERY_ENGINE), st.integers(1, 8))
@example([(0, 0, -1), (0, 1, 1), (1, 0, 1)], "stable", 1)  # alike once a vote is left out
@example([(0, 0, -1), (0, 1, 1), (1, 0, 1)], "polis", 1)
@settings(max_examples=30, deadline=None)
def test_any_votes_give_a_map_without_gaps(votes, engine, min_votes):
    found = opinion.fit(votes, engine=engine, min_votes=min_votes)

    assert all(map(math.isfinite, numbers(found)))
    assert sum(group.size for group in found.groups.values()) == sum(
        position.group is not None for position in found.people.values()
    )
    json.dumps(found.state, allow_nan=False)


@given(tiny_votes(), st.sampled_from(EVERY_ENGINE), st.integers(1, 6))
@settings(max_examples=30, deadline=None)
def test_a_number_of_groups_is_met_or_refused(votes, engine, k):
    try:
        found = opinion.fit(votes, engine=engine, k=k, min_votes=2, check=False)
    except SettingError as refused:
        found = refused

    assert getattr(found, "code", "bad-setting") == "bad-setting"
    assert getattr(found, "k", k) <= k


@given(tiny_votes(), tiny_votes())
@settings(max_examples=25, deadline=None)
def test_any_map_can_follow_any_other(before, after):
    first = opinion.fit(before, min_votes=1, check=False)

    second = opinion.fit(after, min_votes=1, check=False, previous=first)

    from_state = opinion.fit(
        after, min_votes=1, check=False, previous=json.loads(json.dumps(first.state))
    )
    assert all(map(math.isfinite, numbers(second)))
    assert dict(from_state.people) == dict(second.people)


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_nothing_gives_an_empty_map(engine):
    found = opinion.fit([], engine=engine)

    assert (len(found.people), found.k, found.confidence) == (0, 0, Confidence.NONE)


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_one_person_is_no_group_to_speak_of(engine):
    found = opinion.fit([("ada", "buses", 1)], engine=engine)

    assert found.confidence is Confidence.NONE
    assert found.warnings[0] == (
        "Too few people have voted enough to be grouped: 1. "
        "With fewer than 30, groups are guesswork; read what people share instead."
    )


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_a_statement_nobody_voted_on_yet_takes_nobody_out_of_a_group(engine):
    votes = [(p, s, 1 if s == 0 or p < 20 else -1) for p in range(40) for s in range(5)]

    found = opinion.fit(votes, range(7), engine=engine, check=False)

    assert {label: group.size for label, group in found.groups.items()} == {"A": 20, "B": 20}


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_three_people_are_placed_but_not_believed(engine):
    votes = [("ada", "buses", 1), ("bo", "buses", 1), ("cy", "buses", -1)]

    found = opinion.fit(votes, engine=engine)

    assert len(found.people) == 3
    assert found.confidence is Confidence.NONE


@pytest.mark.parametrize("answer", [1, 0, -1])
def test_where_everybody_says_the_same_there_is_one_group(answer):
    votes = [(person, statement, answer) for person in range(40) for statement in range(10)]

    found = opinion.fit(votes)

    assert [group.size for group in found.groups.values()] == [40]
    assert found.confidence is Confidence.NONE
    assert {(place.x, place.y) for place in found.people.values()} == {(0.0, 0.0)}
    assert found.warnings == ("Everybody voted alike, so there is nothing to draw on a map.",)


def test_what_everybody_agrees_with_is_common_ground():
    votes = [(person, statement, 1) for person in range(40) for statement in range(10)]

    found = opinion.fit(votes)

    assert [result.id for result in found.common_ground] == list(range(10))


def test_two_camps_are_found_and_believed():
    ballots, _ = camps(sizes=(60, 40), statements=30)

    found = opinion.fit(ballots)

    assert {label: group.size for label, group in found.groups.items()} == {"A": 60, "B": 40}
    assert [found.people[f"p{n}"].group for n in (0, 59, 60, 99)] == ["A", "A", "B", "B"]
    assert found.confidence is Confidence.FIRM
    assert set(found.held_out) == {"stable", "mixture"}
    assert found.warnings == ()


def test_checks_can_be_left_out_and_that_is_said():
    ballots, _ = camps(sizes=(60, 40), statements=30)

    found = opinion.fit(ballots, check=False)

    assert found.held_out == {}
    assert found.warnings == (
        "The groups were not checked against hidden votes or another way of grouping.",
    )


def test_groups_can_be_given_and_are_only_counted():
    ballots, _ = camps(sizes=(4, 4), statements=5)
    groups = {"p0": "north", "p1": "north", "p3": None, "p7": "south"}

    found = opinion.fit(ballots, groups=groups)

    assert {label: group.size for label, group in found.groups.items()} == {"north": 2, "south": 1}
    assert found.people["p2"].group is None


def test_groups_that_are_given_can_be_checked_too():
    ballots, camp = camps(sizes=(60, 40), statements=30)
    sides = {person: "AB"[side] for person, side in zip(ballots.people, camp, strict=True)}
    by_chance = {person: "AB"[n % 2] for n, person in enumerate(ballots.people)}

    told, guessed = (opinion.fit(ballots, groups=given, check=True) for given in (sides, by_chance))

    assert told.held_out["stable"] > 0.25 > 0.05 > guessed.held_out["stable"]
    assert (told.confidence, guessed.confidence) == (Confidence.TENTATIVE, Confidence.NONE)


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (
            {"engine": "magic"},
            "There is no engine called “magic”. Choose one of: stable, mixture, polis.",
        ),
        ({"min_votes": 0}, "min_votes is 0; it must be 1 or more."),
        ({"min_votes": -7}, "min_votes is -7; it must be 1 or more."),
        ({"min_votes": 2.5}, "min_votes is 2.5; it must be a whole number."),
        ({"k": 0}, "k is 0; it must be 1 or more."),
        ({"k": "two"}, "k is two; it must be a whole number."),
        ({"k": True}, "k is True; it must be a whole number."),
        ({"seed": -1}, "seed is -1; it must be 0 or more."),
        (
            {"included": ["p0", "zoe"]},
            "included" + NOT_VOTED,
        ),
        (
            {"groups": {"zoe": "A"}},
            "groups" + NOT_VOTED,
        ),
        (
            {"included": "p0"},
            "included is p0; it must be a list of people's ids.",
        ),
        (
            {"groups": ["p0"]},
            "groups is ['p0']; it must be a group's name for each person's id.",
        ),
        (
            {"previous": 7},
            "previous is 7; it must be an earlier map or its state.",
        ),
        *(
            ({"previous": damaged}, "previous is not an earlier map or its state: it is damaged.")
            for damaged in (
                {"members": 3},
                {"members": {"A": [["p0"]]}},
                {"axes": {"'s0'": ["left", "up"]}},
                {"axes": {"'s0'": [0.5]}},
                {"waiting": {"k": "three"}},
                {"taken": None},
            )
        ),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_in_plain_words(setting, sentence):
    ballots, _ = camps(sizes=(6, 6), statements=8)

    with pytest.raises(SettingError) as refused:
        opinion.fit(ballots, check=False, **setting)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_more_groups_than_people_are_refused(engine):
    votes = [("ada", "buses", 1), ("bo", "buses", -1)]

    with pytest.raises(SettingError) as refused:
        opinion.fit(votes, engine=engine, k=3)

    assert refused.value.params["name"] == "k"


def test_a_vote_that_is_none_is_refused():
    with pytest.raises(VoteError):
        opinion.fit([("ada", "buses", 5)])
