"""How sure one can be that there are groups, and these: firm, tentative, or none to speak of."""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from publius.opinion.cross_check import Check
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.published import FEWEST
from publius.opinion.results import Counts
from publius.opinion.sentences import WARNINGS
from publius.opinion.types import Confidence

ENOUGH_PEOPLE = 30
CLEAR_GAIN = 0.05  # of the bits of hidden votes must be saved by knowing the groups
STEADY = 0.85  # agreement with the groups that are found without a tenth of the votes
TOO_UNSTEADY = 0.5
LITTLE_SHOWN = 0.15  # of all difference
DRIFTED = 0.15  # of the spread would be saved by groups found afresh
MANY_MORE_VOTES = 2.0
BY_CHANCE = 0.001


def judge(grouping: Grouping, check: Check, engine: str) -> Confidence:
    """Say how firm the groups are.

    There are none to speak of with fewer than 30 people, or where knowing the groups tells next
    to nothing about hidden votes. They are firm if they also stay when votes are left out, and
    tentative if that does not hold or was not checked.
    """
    gain = check.held_out.get(engine)
    people = int(grouping.included.sum())
    if grouping.k < 2 or people < ENOUGH_PEOPLE or (gain is not None and gain < CLEAR_GAIN):
        return Confidence.NONE
    if gain is None or check.steadiness is None:
        return Confidence.TENTATIVE
    if check.steadiness < TOO_UNSTEADY:
        return Confidence.NONE
    return Confidence.FIRM if check.steadiness >= STEADY else Confidence.TENTATIVE


def warn(counts: Counts, check: Check, engine: str) -> tuple[str, ...]:
    """Say in plain sentences what a reader of the map should know before trusting it."""
    grouping = counts.grouping
    found = [
        *_about_people(grouping),
        *_about_groups(grouping, check, engine),
        *_about_votes_cast(counts),
        *_about_the_check(grouping, check),
    ]
    return tuple(WARNINGS[code].format(**params) for code, params in found)


Warned = Iterator[tuple[str, dict[str, object]]]


def _about_people(grouping: Grouping) -> Warned:
    people = int(grouping.included.sum())
    if people < ENOUGH_PEOPLE:
        yield "few-people", {"people": people, "wanted": ENOUGH_PEOPLE}
    elif not np.any(grouping.positions):
        yield "all-alike", {}
    elif sum(grouping.variance) < LITTLE_SHOWN:
        yield "little-shown", {"share": round(100 * sum(grouping.variance))}


def _about_groups(grouping: Grouping, check: Check, engine: str) -> Warned:
    gain = check.held_out.get(engine)
    if grouping.k >= 2 and gain is not None and gain < CLEAR_GAIN:
        yield "tells-little", {"gain": max(round(100 * gain), 0)}
    if check.steadiness is not None and check.steadiness < STEADY:
        yield "unsteady", {"agreement": f"{max(check.steadiness, 0):.2f}"}
    if grouping.state.get("drift", 0) > DRIFTED:
        yield "kept", {}


def _about_votes_cast(counts: Counts) -> Warned:
    """Groups whose people voted far more, or far less, than all others (rank test)."""
    grouping, votes = counts.grouping, counts.ballots.votes_of
    sizes = np.bincount(grouping.group + 1, minlength=grouping.k + 1)[1:]
    for number, label in enumerate(grouping.labels):
        if sizes[number] < FEWEST or sizes[number] > sizes.sum() / 2:
            continue  # of two groups the smaller one stands apart; of too few nothing is told
        own = votes[grouping.group == number]
        others = votes[(grouping.group != number) & (grouping.group != NOBODY)]
        if not len(own) or not len(others):
            continue
        usual, usual_others = float(np.median(own)), float(np.median(others))
        ratio = max(usual, usual_others) / max(min(usual, usual_others), 1)
        if ratio >= MANY_MORE_VOTES and stats.mannwhitneyu(own, others).pvalue < BY_CHANCE:
            yield "votes-cast", {"label": label, "own": f"{usual:g}", "others": f"{usual_others:g}"}


def _about_the_check(grouping: Grouping, check: Check) -> Warned:
    if check.people is not None:
        yield "sampled", {"people": check.people}
    elif not check.was_made:
        yield "unchecked", {}
    elif grouping.k >= 2 and not check.held_out:
        yield "none-hidden", {}
