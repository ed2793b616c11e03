"""How much a grouping says about votes it has not seen: the test no map can talk itself through.

One in ten agreements and disagreements is hidden, people are grouped by the rest, and each hidden
vote is predicted from how the person's group answered that statement. The gain is the share of
bits saved against predicting it from how everybody answered. Groups that are only noise, or only
describe who voted a lot, gain nothing or lose.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from publius.opinion import lots
from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping

HIDDEN_SHARE = 0.1  # of the clear votes of everybody who cast at least ENOUGH
ENOUGH = 10
PARTS = 10  # of the hidden votes: what is learnt on nine predicts the tenth
STRENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Engine(Protocol):
    """Anything that groups people by their votes."""

    def __call__(self, ballots: Ballots, /, *, seed: int) -> Grouping: ...


@dataclass(frozen=True, eq=False)
class Hidden:
    """Votes kept back: rows and columns of the ballots, and whether they agree."""

    row: NDArray[np.int32]
    column: NDArray[np.int32]
    agrees: NDArray[np.bool_]


def gain(ballots: Ballots, engine: Engine, *, seed: int = 0, repeats: int = 2) -> float:
    """Hide votes, let ``engine`` group people by the rest, see how much that tells, on average.

    0 where there are too few votes to hide any.

    >>> from publius.opinion import stable
    >>> camps = [(p, s, 1 if p < 30 else -1) for p in range(60) for s in range(20)]
    >>> gain(Ballots.of(camps), stable.group) > 0.8
    True
    """
    gains = [
        score(train, hidden, engine(train, seed=seed).group)
        for train, hidden in splits(ballots, seed=seed, repeats=repeats)
    ]
    return float(np.mean(gains))


def splits(
    ballots: Ballots, *, seed: int = 0, repeats: int = 2, enough: int = ENOUGH
) -> Iterator[tuple[Ballots, Hidden]]:
    """Hide votes several times over: the ballots without them, and what was hidden.

    People and statements keep their places. What is hidden depends on the votes and the seed
    alone: one in ten of the agreements and disagreements with what is shown, of people with
    ``enough`` of them.

    >>> ballots = Ballots.of([(p, s, 1) for p in range(20) for s in range(20)])
    >>> [len(train.row) + len(hidden.row) for train, hidden in splits(ballots)]
    [400, 400]
    """
    if repeats < 1:
        raise SettingError("bad-setting", name="repeats", value=repeats, must="1 or more")
    clear = (ballots.answer != 0) & ballots.shown[ballots.column]
    cast = np.bincount(ballots.row[clear], minlength=len(ballots.people))
    may_hide = clear & (cast >= enough)[ballots.row]
    drawn = lots.of_votes(ballots, seed)
    for repeat in range(repeats):
        yield _hide(ballots, may_hide & lots.below(lots.mix(drawn, repeat), HIDDEN_SHARE))


def score(train: Ballots, hidden: Hidden, group: Numbers) -> float:
    """The share of bits saved by knowing everybody's ``group`` (a number; ``NOBODY`` for none).

    Fewer than two groups say nothing: 0 exactly.
    """
    alone, saved = saved_bits(train, hidden, group)
    return float(saved.sum() / alone.sum()) if alone.size else 0.0


def saved_bits(
    train: Ballots, hidden: Hidden, group: Numbers, strength: float | None = None
) -> tuple[Floats, Floats]:
    """Bits each hidden vote costs when predicted from everybody, and those its group saves.

    Everybody agrees with a statement with chance p = (agrees + 1) / (votes + 2), a group with
    chance (its agrees + s p) / (its votes + s): with s imagined votes of everybody. ``strength``
    is s. If it is not given, each tenth of the hidden votes is predicted with the s that is best
    for the other nine, so that nobody has to choose it.
    """
    everybody = _chance_of_all(train)[hidden.column]
    alone = _bits(everybody, hidden.agrees)
    if len(np.unique(group[group != NOBODY])) < 2:
        return alone, np.zeros(len(alone))
    agrees, votes = _counts_at(train, hidden, group)
    strengths = STRENGTHS if strength is None else (strength,)
    costs = [_bits((agrees + s * everybody) / (votes + s), hidden.agrees) for s in strengths]
    return alone, alone - _crosswise(np.array(costs), _parts(hidden))


def _hide(ballots: Ballots, hide: NDArray[np.bool_]) -> tuple[Ballots, Hidden]:
    kept = ~hide
    train = replace(
        ballots, row=ballots.row[kept], column=ballots.column[kept], answer=ballots.answer[kept]
    )
    return train, Hidden(ballots.row[hide], ballots.column[hide], ballots.answer[hide] > 0)


def _chance_of_all(train: Ballots) -> Floats:
    size = len(train.statements)
    agrees = np.bincount(train.column[train.answer > 0], minlength=size)
    disagrees = np.bincount(train.column[train.answer < 0], minlength=size)
    chance: Floats = (agrees + 1) / (agrees + disagrees + 2)
    return chance


def _counts_at(train: Ballots, hidden: Hidden, group: Numbers) -> tuple[Numbers, Numbers]:
    """Agrees and clear votes of each hidden vote's group on its statement; 0 without a group."""
    size = len(train.statements)
    cell = (group[train.row] + 1) * size + train.column
    cells = (int(group.max()) + 2) * size
    agrees = np.bincount(cell[train.answer > 0], minlength=cells)
    disagrees = np.bincount(cell[train.answer < 0], minlength=cells)
    at = (group[hidden.row] + 1) * size + hidden.column
    there = group[hidden.row] != NOBODY
    return agrees[at] * there, (agrees + disagrees)[at] * there


def _bits(chance: Floats, agrees: NDArray[np.bool_]) -> Floats:
    bits: Floats = -np.log2(np.where(agrees, chance, 1 - chance))
    return bits


def _crosswise(costs: Floats, part: Numbers) -> Floats:
    """The cost of each vote with the strength (first axis) that is best for all other parts."""
    by_part = np.array([np.bincount(part, cost, minlength=PARTS) for cost in costs])
    best = np.argmin(by_part.sum(axis=1, keepdims=True) - by_part, axis=0)
    crossed: Floats = costs[best[part], np.arange(len(part))]
    return crossed


def _parts(hidden: Hidden) -> Numbers:
    """Split by person and statement, whichever comes first."""
    place = hidden.row.astype(np.uint64) << np.uint64(32) | hidden.column.astype(np.uint64)
    return (lots.mix(place) % np.uint64(PARTS)).astype(np.int64)
