"""How likely people are to say yes when asked: a number of its own, never part of a fit.

It says how many people to ask, not whom. Everybody starts from the same prior, what they said
before moves it, and what is long ago moves it less: the mean of a Beta distribution whose counts
halve every two years.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from publius.matching.errors import BadValueError
from publius.matching.records import Record

HALF_LIFE_DAYS = 730.0


@dataclass(frozen=True, slots=True)
class Answer(Record):
    """One time somebody was asked; no reply in time is not a yes."""

    at: date
    yes: bool


@dataclass(frozen=True, slots=True)
class Prior(Record):
    """What is assumed of somebody never asked, as if they had answered so many times.

    One yes in four is an assumption for people who agreed to be asked; ``prior_from`` replaces
    it step by step by what happened.
    """

    yes: float = 1.0
    no: float = 3.0

    def __post_init__(self) -> None:
        if not (self.yes > 0 and self.no > 0):
            raise BadValueError("prior", yes=self.yes, no=self.no)


PRIOR = Prior()


def prior_from(answers: Iterable[Answer], today: date, start: Prior = PRIOR) -> Prior:
    """Learn from everybody's answers what to assume of somebody never asked.

    The share of yes moves from the one assumed at the start to what was observed; the weight
    stays that of the start, so that a person's own answers soon count for more.

    >>> prior_from([Answer(date(2026, 1, 1), True)] * 4, date(2026, 1, 1))
    Prior(yes=2.5, no=1.5)
    """
    weight = start.yes + start.no
    share = likelihood(answers, today, start)
    return Prior(weight * share, weight * (1 - share))


def likelihood(history: Iterable[Answer], today: date, prior: Prior = PRIOR) -> float:
    """Estimate the chance that somebody with these answers says yes next time.

    >>> likelihood([], date(2026, 1, 1))
    0.25
    >>> likelihood([Answer(date(2026, 1, 1), True)], date(2026, 1, 1))
    0.4
    """
    yes, no = prior.yes, prior.no
    for answer in history:
        weight = math.pow(2, -max(0, (today - answer.at).days) / HALF_LIFE_DAYS)
        yes, no = (yes + weight, no) if answer.yes else (yes, no + weight)
    return yes / (yes + no)


def invitations_needed(
    places: int, likelihoods: Sequence[float], chance: float = 0.9
) -> int | None:
    """Say how many to ask, in this order, so that enough say yes with this chance.

    Exact: the number of yeses is Poisson-binomial, built up person by person (Wang 1993,
    Statistica Sinica 3, 295-312). ``None`` where even all of them are too few.

    >>> invitations_needed(1, [0.5] * 10)
    4
    >>> invitations_needed(3, [0.5, 0.5]) is None
    True
    """
    if places < 0 or not 0 < chance < 1:
        raise BadValueError("invitations", places=places, chance=chance)
    # exactly[n]: the chance of n yeses so far; whatever reaches the goal leaves the row.
    exactly, enough = [1.0] + [0.0] * (places - 1) if places else [], 1.0 if not places else 0.0
    if enough >= chance:
        return 0
    for asked, yes in enumerate(likelihoods, start=1):
        enough += exactly[-1] * yes
        for number in range(places - 1, -1, -1):
            before = exactly[number - 1] * yes if number else 0.0
            exactly[number] = exactly[number] * (1 - yes) + before
        if enough >= chance:
            return asked
    return None
