"""The default engine: groups that stay the same when nothing but the order of things changes."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.pca import DOUBT, Projection, axes_to_keep, project, shown_votes
from publius.opinion.people import who_is_in
from publius.opinion.stable.cells import Cells
from publius.opinion.stable.choice import Choice, choose
from publius.opinion.stable.kmeans import nearest_centres
from publius.opinion.stable.memory import Memory

Floats = NDArray[np.float64]


def group(
    ballots: Ballots,
    *,
    min_votes: int = 7,
    k: int | None = None,
    included: Iterable[Hashable] | None = None,
    previous: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Grouping:
    """Place people on the two main differences and find who stands together.

    With the state of an earlier map as ``previous``, groups keep their letters, and change only
    where the votes clearly ask for it.

    >>> votes = [(person, s, 1 if person < 4 else -1) for person in range(8) for s in "abc"]
    >>> group(Ballots.of(votes)).group.tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    projection = project(ballots, previous)
    inside = who_is_in(ballots, min_votes, included)
    places = projection.positions[inside]
    cells = Cells.of(places, sureness(ballots)[inside])
    if k is not None and k > len(cells.points):
        raise SettingError("bad-setting", name="k", value=k, must=_at_most(len(cells.points)))
    memory = Memory.of(previous, ballots, inside)
    choice = choose(cells, k, memory.centres(places), memory.waiting, seed)
    own = nearest_centres(places, choice.centres) if choice.k else np.zeros(0, np.int64)
    labels, memory = memory.name(own, choice)
    own = memory.stay(own, labels, places, choice)
    return _grouping(ballots, projection, inside, own, labels, choice, memory)


def sureness(ballots: Ballots) -> Floats:
    """How much each person's place weighs: n / (n + DOUBT) with n votes, at least a little."""
    votes = np.maximum(shown_votes(ballots), 1)
    weight: Floats = votes / (votes + DOUBT)
    return weight


def _at_most(people: int) -> str:
    return f"at most {people}, the number of people with enough votes who differ in what they said"


def _grouping(
    ballots: Ballots,
    projection: Projection,
    inside: NDArray[np.bool_],
    own: NDArray[np.int64],
    labels: tuple[str, ...],
    choice: Choice,
    memory: Memory,
) -> Grouping:
    """Put everything in the row order of the ballots, groups in the order of their labels."""
    order = np.array(sorted(range(len(labels)), key=lambda n: (len(labels[n]), labels[n])), int)
    number = np.argsort(order)
    of_all = np.full(len(ballots.people), NOBODY)
    of_all[inside] = number[own] if len(labels) else NOBODY
    in_order = tuple(labels[n] for n in order)
    return Grouping(
        positions=projection.positions,
        statement_positions=projection.statement_positions,
        extremity=projection.extremity,
        included=inside,
        group=of_all,
        labels=in_order,
        centres=choice.centres[order],
        variance=projection.variance,
        silhouettes=choice.silhouettes,
        margin=choice.margin,
        state={
            "axes": axes_to_keep(projection.components, ballots),
            "drift": round(choice.drift, 3),
            **memory.to_keep(ballots, of_all, in_order),
        },
    )
