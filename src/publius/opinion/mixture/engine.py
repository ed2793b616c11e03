"""The engine that asks what kinds of voters there are, not who stands near whom on a map."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion import lots
from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.mixture.classes import Classes, clear_votes, find
from publius.opinion.mixture.number import FEWEST_PEOPLE, Trial, try_numbers
from publius.opinion.mixture.starts import starts
from publius.opinion.pca import axes_to_keep, project
from publius.opinion.people import who_is_in
from publius.opinion.stable.choice import Choice
from publius.opinion.stable.memory import Memory

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
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

    One group is an honest answer: no groups would help to predict what people say. ``margin`` is
    the share of bits that the groups save against none; ``probability`` is how surely people
    belong where they are (0 for those in no group). Passes are not used. In large conversations
    kinds are found among people drawn by lot, and everybody is then assigned.

    >>> votes = [(p, s, 1 if p < 30 else -1) for p in range(60) for s in range(20)]
    >>> group(Ballots.of(votes)).group[[0, 29, 30, 59]].tolist()
    [0, 0, 1, 1]
    """
    inside = who_is_in(ballots, min_votes, included)
    memory = Memory.of(previous, ballots, inside)
    if not inside.any():
        return _placed(ballots, inside, np.zeros((len(inside), 0)), memory, previous, 0.0)
    if k is not None and k > np.count_nonzero(inside):
        most = f"at most {np.count_nonzero(inside)}, the number of people with enough votes"
        raise SettingError("bad-setting", name="k", value=k, must=most)
    trial = _try(ballots, inside, k, seed)
    kinds = k or trial.simplest(known=len(memory.labels))
    belonging = _belonging(ballots, inside, kinds, seed)
    while k is None and _smallest(belonging[inside]) < FEWEST_PEOPLE and kinds > 1:
        kinds -= 1
        belonging = _belonging(ballots, inside, kinds, seed)
    return _placed(ballots, inside, belonging, memory, previous, trial.gain(kinds))


def _try(ballots: Ballots, inside: Mask, k: int | None, seed: int) -> Trial:
    drawn = _drawn(ballots, inside, VOTES_TO_COUNT_KINDS)
    return try_numbers(drawn, range(2, MOST_KINDS + 1) if k is None else (k,), seed)


def _belonging(ballots: Ballots, inside: Mask, k: int, seed: int) -> Floats:
    """How probably everybody belongs to each of ``k`` kinds (people x k)."""
    if k == 1:
        return np.ones((len(ballots.people), 1))
    drawn = _drawn(ballots, inside, VOTES_TO_FIND_THEM)
    found = find(clear_votes(drawn), starts(drawn, k, project(drawn).positions, seed))
    places = np.argsort(np.argsort(lots.of_statements(ballots), kind="stable"))
    classes = Classes(found.agree[:, :, places], found.share)
    belonging: Floats = classes.belonging(clear_votes(ballots))[0][0]
    return belonging


def _drawn(ballots: Ballots, inside: Mask, most_votes: int) -> Ballots:
    return lots.only(ballots, lots.sample(ballots, lots.originals(ballots, inside), most_votes))


def _smallest(belonging: Floats) -> int:
    return int(np.bincount(belonging.argmax(axis=1), minlength=belonging.shape[1]).min())


def _placed(
    ballots: Ballots,
    inside: Mask,
    belonging: Floats,
    memory: Memory,
    previous: Mapping[str, Any] | None,
    gain: float,
) -> Grouping:
    """Put people into their likeliest kind, kinds in the order of their letters."""
    projection = project(ballots, previous)
    of_all = np.full(len(inside), NOBODY)
    of_all[inside] = belonging[inside].argmax(axis=1) if belonging.size else NOBODY
    there, own = np.unique(of_all[inside], return_inverse=True)
    places = projection.positions[inside]
    centres = np.array([places[own == n].mean(axis=0) for n in range(len(there))]).reshape(-1, 2)
    labels, memory = memory.name(own, Choice(centres, {}))
    order = sorted(range(len(labels)), key=lambda n: (len(labels[n]), labels[n]))
    of_all[inside] = np.argsort(order)[own] if len(labels) else NOBODY
    in_order = tuple(labels[n] for n in order)
    return Grouping(
        positions=projection.positions,
        statement_positions=projection.statement_positions,
        extremity=projection.extremity,
        included=inside,
        group=of_all,
        labels=in_order,
        centres=centres[order],
        variance=projection.variance,
        silhouettes={},
        margin=gain,
        probability=np.where(inside, belonging.max(axis=1, initial=0), 0),
        state={
            "axes": axes_to_keep(projection.components, ballots),
            **memory.to_keep(ballots, of_all, in_order),
        },
    )
