"""Firm, tentative, or no groups to speak of; and what a reader should know."""

from dataclasses import replace

import numpy as np
import pytest

from publius import opinion
from publius.opinion import Ballots, Confidence, stable
from publius.opinion.agreement import agreement
from publius.opinion.confidence import judge, warn
from publius.opinion.cross_check import Check, check_some, unchecked
from publius.opinion.results import Counts, count
from tests.opinion.made import camps

NOTHING_FOUND = np.zeros(30, dtype=np.int8)
CHECKED = Check(NOTHING_FOUND, {"stable": 0.2}, steadiness=0.9)


def two_camps(*, people: int = 100) -> Counts:
    half = people // 2
    ballots, _ = camps(sizes=(people - half, half), statements=30)
    return count(ballots, stable.group(ballots, k=2))


@pytest.mark.parametrize(
    ("people", "gain", "steadiness", "confidence"),
    [
        (100, 0.20, 0.90, Confidence.FIRM),
        (100, 0.20, 0.70, Confidence.TENTATIVE),
        (100, 0.20, 0.40, Confidence.NONE),
        (100, 0.03, 0.99, Confidence.NONE),
        (26, 0.20, 0.99, Confidence.NONE),
    ],
)
def test_groups_are_firm_if_they_are_many_telling_and_steady(people, gain, steadiness, confidence):
    check = Check(NOTHING_FOUND, {"stable": gain}, steadiness)

    assert judge(two_camps(people=people).grouping, check, "stable") is confidence


def test_groups_that_were_not_checked_are_tentative():
    counts = two_camps()

    assert judge(counts.grouping, unchecked(counts), "stable") is Confidence.TENTATIVE


def test_one_group_is_no_group():
    ballots, _ = camps(sizes=(50, 50), statements=30)

    assert judge(stable.group(ballots, k=1), CHECKED, "stable") is Confidence.NONE


def test_chance_makes_no_groups():
    """Everybody answers everything by the toss of a coin."""
    rng = np.random.default_rng(1)
    votes = [(p, s, int(rng.choice([-1, 1]))) for p in range(80) for s in range(20)]

    found = opinion.fit(votes)

    assert found.confidence is Confidence.NONE
    assert found.held_out["stable"] < 0.05


def test_groups_that_differ_in_how_much_they_voted_are_pointed_out():
    counts = two_camps()
    row, smaller = counts.ballots.row, counts.grouping.group == 1
    fewer = ~smaller[row] | (counts.ballots.column < 7)
    thinned = replace(
        counts.ballots,
        row=row[fewer],
        column=counts.ballots.column[fewer],
        answer=counts.ballots.answer[fewer],
    )
    grouping = replace(counts.grouping, group=np.where(smaller, 1, 0), labels=("A", "B"))

    told = warn(count(thinned, replace(grouping, group=_first_larger(smaller))), CHECKED, "stable")

    assert told == (
        "Group B may stand apart by how much it voted: usually 4 votes, 18 in the other groups.",
    )


def _first_larger(smaller: np.ndarray) -> np.ndarray:
    """The second group without one person, so that it is the smaller one for certain."""
    group = np.where(smaller, 1, 0)
    group[np.flatnonzero(smaller)[0]] = -1
    return group


def test_clear_groups_need_no_warning():
    assert warn(two_camps(), CHECKED, "stable") == ()


def test_groups_kept_from_before_that_are_not_the_best_any_more_are_pointed_out():
    counts = two_camps()
    drifted = replace(counts, grouping=replace(counts.grouping, state={"drift": 0.3}))

    assert warn(drifted, CHECKED, "stable") == (
        (
            "The groups were kept as they were at the last map. "
            "Drawn afresh from today's votes they would be different ones."
        ),
    )


def test_unsteady_groups_are_pointed_out():
    check = Check(NOTHING_FOUND, {"stable": 0.2}, steadiness=0.6)

    assert warn(two_camps(), check, "stable") == (
        (
            "The groups change when a tenth of the votes is left out "
            "(agreement 0.60; 1 would be no change)."
        ),
    )


def test_large_conversations_are_checked_on_some_people_and_that_is_said():
    counts = two_camps(people=300)

    check = check_some(counts, "stable", seed=0)

    assert check.people == 300
    assert min(check.held_out["stable"], check.held_out["mixture"]) > 0.2
    assert check.steadiness == pytest.approx(1, abs=0.1)
    assert warn(counts, check, "stable") == (
        "Because there are very many votes, groups were checked on 300 people drawn by lot.",
    )


def test_agreement_by_hand():
    """Hubert & Arabie: three and three people against two, two and two.

    Pairs together in both 2 (one in each of the outer groups); in the first 6, in the second 3,
    by chance 6 x 3 / 15 = 1.2, at most 4.5: (2 - 1.2) / (4.5 - 1.2) = 8/33.
    """
    found = agreement(np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2]))

    assert found == pytest.approx(8 / 33)


def test_agreement_of_nobody_and_of_everybody_together_is_whole():
    assert agreement(np.zeros(0, int), np.zeros(0, int)) == 1
    assert agreement(np.zeros(4, int), np.ones(4, int)) == 1


def test_no_votes_at_all_are_no_groups():
    nobody = Ballots.of([])

    assert judge(stable.group(nobody), CHECKED, "stable") is Confidence.NONE


def test_short_lists_of_statements_can_have_firm_groups():
    votes = [(person, s, 1 if person < 20 else -1) for person in range(40) for s in range(7)]

    found = opinion.fit(votes)

    assert found.held_out["stable"] > 0.5
    assert found.confidence is Confidence.FIRM


def test_that_no_votes_could_be_kept_back_is_said():
    votes = [(person, s, 1 if person < 20 else -1) for person in range(40) for s in range(2)]

    found = opinion.fit(votes)

    assert (found.held_out, found.confidence) == ({}, Confidence.TENTATIVE)
    assert found.warnings == (
        "There are too few votes to keep some back and see whether groups foretell them.",
    )
