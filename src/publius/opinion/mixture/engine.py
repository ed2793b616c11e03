"""The engine that asks what kinds of voters there are, not who stands near whom on a map."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion import lots
from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.mixture.classes import Classes, clear_votes, find
from publius.opinion.mixture.number import FEWEST_PEOPLE, try_numbers
from publius.opinion.mixture.starts import starts
from publius.opinion.mixture.steady import how_many, keep_or_change, stay
from publius.opinion.pca import axes_to_keep, project
from publius.opinion.people import who_is_in
from publius.opinion.stable.choice import Choice
from publius.opinion.stable.memory import Memory

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
MOST_KINDS = 5
VOTES_TO_COUNT_KINDS = 20_000  # of as many people as that takes, drawn by lot
VOTES_TO_FIND_THEM = 100_000


def group(
    ballots: Ballots,
    *,
    min_votes: int = 7,
    k: int | None = None,
    included: Iterable[Hashable] | None = None,
    previous: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Grouping:
    """Find the kinds of voters that say most about votes which were kept back.

    One group is an honest answer: no groups would help to predict what people say. If ``k`` is
    given there may be fewer, if nobody belongs to one. ``margin`` is the share of bits that the
    groups save against none (0 if ``k`` is given); ``probability`` is how surely people belong
    where they are (0 for those in no group). Passes are not used. In large conversations kinds
    are found among people drawn by lot, and everybody is then assigned.

    >>> votes = [(p, s, 1 if p < 30 else -1) for p in range(60) for s in range(20)]
    >>> group(Ballots.of(votes)).group[[0, 29, 30, 59]].tolist()
    [0, 0, 1, 1]
    """
    inside = who_is_in(ballots, min_votes, included)
    memory = Memory.of(previous, ballots, inside)
    if not inside.any():
        return _placed(ballots, inside, np.zeros((0, 1)), memory, previous, 0.0)
    if k is not None and k > np.count_nonzero(inside):
        most = f"at most {np.count_nonzero(inside)}, the number of people with enough votes"
        raise SettingError("bad-setting", name="k", value=k, must=most)
    earlier = _in_full(memory.own, inside)
    if k is not None:
        belonging = _belonging(ballots, inside, k, earlier, seed)
        return _placed(ballots, inside, belonging[inside], memory, previous, 0.0)
    drawn = lots.only(ballots, _draw(ballots, inside, VOTES_TO_COUNT_KINDS))
    trial = try_numbers(drawn, range(2, MOST_KINDS + 1), seed)
    kinds, waiting = how_many(trial, len(memory.labels), memory.waiting)
    kinds, belonging = _large_enough(ballots, inside, kinds, earlier, seed)
    memory = replace(memory, waiting=waiting)
    return _placed(ballots, inside, belonging[inside], memory, previous, trial.gain(kinds))


def _large_enough(
    ballots: Ballots, inside: Mask, kinds: int, earlier: Numbers, seed: int
) -> tuple[int, Floats]:
    """That many kinds, or fewer if one of them turns out too small to speak for anybody."""
    for k in range(kinds, 1, -1):
        belonging = _belonging(ballots, inside, k, earlier, seed)
        if np.bincount(belonging[inside].argmax(axis=1), minlength=k).min() >= FEWEST_PEOPLE:
            return k, belonging
    return 1, _belonging(ballots, inside, 1, earlier, seed)


def _belonging(ballots: Ballots, inside: Mask, k: int, earlier: Numbers, seed: int) -> Floats:
    """How probably everybody belongs to each of ``k`` kinds (people x k)."""
    if k == 1:
        return np.ones((len(ballots.people), 1))
    rows = _draw(ballots, inside, VOTES_TO_FIND_THEM)
    drawn = lots.only(ballots, rows)
    votes = clear_votes(drawn)
    found = find(votes, starts(drawn, k, project(drawn).positions, seed))
    found = keep_or_change(votes, found, earlier[rows])
    places = np.argsort(np.argsort(lots.of_statements(ballots), kind="stable"))
    classes = Classes(found.agree[:, :, places], found.share)
    belonging: Floats = classes.belonging(clear_votes(ballots))[0][0]
    return belonging


def _draw(ballots: Ballots, inside: Mask, most_votes: int) -> Numbers:
    return lots.sample(ballots, lots.originals(ballots, inside), most_votes)


def _in_full(own: Numbers, inside: Mask) -> Numbers:
    of_all = np.full(len(inside), NOBODY)
    of_all[inside] = own
    return of_all


@dataclass(frozen=True, eq=False)
class Kinds:
    """Who of those grouped belongs where, how surely, and what the kinds are called."""

    own: Numbers
    sure: Floats
    labels: tuple[str, ...]
    centres: Floats


def _named(belonging: Floats, memory: Memory, places: Floats) -> tuple[Kinds, Memory]:
    """Everybody's kind, kinds in the order of their letters; nobody changes for next to nothing."""
    there, own = np.unique(belonging.argmax(axis=1), return_inverse=True)
    centres = _middle(places, own, len(there))
    labels, memory = memory.name(own, Choice(centres, {}, memory.waiting))
    own = stay(own, memory.before(labels), belonging[:, there])
    sure = belonging[np.arange(len(own)), there[own]]
    order = sorted(range(len(labels)), key=lambda n: (len(labels[n]), labels[n]))
    in_order = tuple(labels[n] for n in order)
    own = np.argsort(order)[own]
    return Kinds(own, sure, in_order, _middle(places, own, len(in_order))), memory


def _middle(places: Floats, own: Numbers, k: int) -> Floats:
    size = np.maximum(np.bincount(own, minlength=k), 1)
    sums = [np.bincount(own, weights=axis, minlength=k) for axis in places.T]
    middle: Floats = np.array(sums).T / size[:, None]
    return middle


def _placed(
    ballots: Ballots,
    inside: Mask,
    belonging: Floats,
    memory: Memory,
    previous: Mapping[str, Any] | None,
    gain: float,
) -> Grouping:
    projection = project(ballots, previous)
    kinds, memory = _named(belonging, memory, projection.positions[inside])
    of_all, sure = _in_full(kinds.own, inside), np.zeros(len(inside))
    sure[inside] = kinds.sure
    return Grouping(
        positions=projection.positions,
        statement_positions=projection.statement_positions,
        extremity=projection.extremity,
        included=inside,
        group=of_all,
        labels=kinds.labels,
        centres=kinds.centres,
        variance=projection.variance,
        silhouettes={},
        margin=gain,
        probability=sure,
        state={
            "axes": axes_to_keep(projection.components, ballots),
            **memory.to_keep(ballots, of_all, kinds.labels),
        },
    )
