"""The engine that asks what kinds of voters there are, not who stands near whom on a map."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.mixture.search import Search
from publius.opinion.mixture.steady import how_many, stay
from publius.opinion.pca import axes_to_keep, project
from publius.opinion.people import who_is_in
from publius.opinion.stable.choice import Choice
from publius.opinion.stable.memory import Memory

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]


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
    search = Search.among(ballots, inside, memory.own, seed)
    if k is not None:
        return _placed(ballots, inside, search.belonging(k), memory, previous, 0.0)
    trial = search.trial()
    kinds, waiting = how_many(trial, len(memory.labels), memory.waiting)
    kinds, belonging = search.large_enough(kinds)
    memory = replace(memory, waiting=waiting)
    return _placed(ballots, inside, belonging, memory, previous, trial.gain(kinds))


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
    of_all, sure = np.full(len(inside), NOBODY), np.zeros(len(inside))
    of_all[inside], sure[inside] = kinds.own, kinds.sure
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
