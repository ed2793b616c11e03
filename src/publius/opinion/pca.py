"""Where people stand on the two main differences: principal components of mean-imputed votes.

A vote that was not cast counts as the statement's mean, so that once means are taken off it is
an exact zero: the matrix of difference stays as sparse as the votes, and nothing is approximated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.opinion.ballots import Ballots
from publius.opinion.eigenpairs import AXES, PRECISION, two_largest

Floats = NDArray[np.float64]
DOUBT = 20  # votes after which half of what makes a person's place is known
DOUBT_PER_STATEMENT = 0.2


@dataclass(frozen=True, eq=False)
class Projection:
    """The two main differences and where everybody and every statement stands on them.

    ``components`` (2 x statements) have length 1, or 0 where there is no difference to show;
    ``centre`` is the mean vote per statement (0 for those not shown). ``positions`` (people x 2)
    and ``statement_positions`` (statements x 2: where agreeing with that one points to) share a
    unit; ``extremity`` is a statement's distance from the origin. ``variance`` is the share of
    all difference that each axis shows.
    """

    components: Floats
    centre: Floats
    positions: Floats
    statement_positions: Floats
    extremity: Floats
    variance: tuple[float, float]


def project(ballots: Ballots, previous: Mapping[str, Any] | None = None) -> Projection:
    """Find the two main differences between people and place everybody on them.

    ``previous`` is the state of an earlier map: axes then point the same way as they did there.
    Otherwise an axis points to where the fewer, farther people are, which neither the order of
    people nor that of statements can change.

    >>> ballots = Ballots.of([("a", "s", 1), ("b", "s", 1), ("c", "s", -1)])
    >>> project(ballots).positions.round(2).tolist()
    [[-0.14, 0.0], [-0.14, 0.0], [0.29, 0.0]]
    """
    centre = means(ballots)
    difference = differences(ballots, centre)
    components, variance = principal_components(difference)
    reach = _reach(ballots)
    positions = (difference @ components.T) * reach[:, None]
    turned = signs(positions, components, ballots, previous)
    components = components * turned[:, None]
    width = np.sqrt(np.count_nonzero(ballots.shown))
    statement_positions = (components * np.where(ballots.shown, 1 - centre, 0)).T * width
    return Projection(
        components=components,
        centre=centre,
        positions=positions * turned,
        statement_positions=statement_positions,
        extremity=np.hypot(*statement_positions.T),
        variance=variance,
    )


def means(ballots: Ballots) -> Floats:
    """The mean vote on each statement, 0 for those not shown or never voted on."""
    size = len(ballots.statements)
    total = np.bincount(ballots.column, weights=ballots.answer, minlength=size)
    cast = np.bincount(ballots.column, minlength=size)
    return np.where(ballots.shown, total / np.maximum(cast, 1), 0)


def differences(ballots: Ballots, centre: Floats) -> sparse.csr_array:
    """Vote less mean (people x statements), empty where nobody voted or nothing is shown."""
    data = (ballots.answer - centre[ballots.column]) * ballots.shown[ballots.column]
    starts = np.append(0, np.cumsum(ballots.votes_of))
    shape = len(ballots.people), len(ballots.statements)
    return sparse.csr_array((data, ballots.column, starts), shape=shape)


def principal_components(difference: sparse.csr_array) -> tuple[Floats, tuple[float, float]]:
    """The first two right singular vectors, and the share of the sum of squares of each."""
    total = float(np.einsum("i,i->", difference.data, difference.data))
    components = np.zeros((AXES, difference.shape[1]))
    if total == 0:
        return components, (0.0, 0.0)
    values, vectors = two_largest(difference)
    there = values > PRECISION * total
    found = int(np.count_nonzero(there))
    components[:found] = vectors[:, there].T
    shares = np.append(values[there] / total, np.zeros(AXES))
    return components, (float(shares[0]), float(shares[1]))


def shown_votes(ballots: Ballots) -> Floats:
    """How many of the statements that are shown each person voted on."""
    if ballots.shown.all():
        return ballots.votes_of.astype(float)
    on_shown = ballots.shown[ballots.column]
    return np.bincount(ballots.row[on_shown], minlength=len(ballots.people)).astype(float)


def _reach(ballots: Ballots) -> Floats:
    """What brings people who voted on few statements out to where their votes point.

    The root of (statements / votes) would make one vote as loud as all votes together, so votes
    nobody cast yet are added to the votes: some, and more where the list is long.
    """
    size = np.count_nonzero(ballots.shown)
    reach: Floats = np.sqrt(size / (shown_votes(ballots) + DOUBT + size * DOUBT_PER_STATEMENT))
    return reach


def signs(
    positions: Floats, components: Floats, ballots: Ballots, previous: Mapping[str, Any] | None
) -> Floats:
    """+1 or -1 per axis: as before where that is known, else towards the longer tail."""
    tail = np.sum(positions**3, axis=0)
    known = axes_of(previous, ballots)
    alike = np.sum(components * known, axis=1)
    return np.where(np.where(alike == 0, tail, alike) < 0, -1.0, 1.0)


def axes_of(previous: Mapping[str, Any] | None, ballots: Ballots) -> Floats:
    """The components of an earlier map on today's statements (2 x statements), 0 for new ones."""
    axes = (previous or {}).get("axes", {})
    nothing = (0.0,) * AXES
    known = [axes.get(repr(statement.id), nothing) for statement in ballots.statements]
    return np.array(known, dtype=float).reshape(-1, AXES).T


def axes_to_keep(components: Floats, ballots: Ballots) -> dict[str, list[float]]:
    """The components as plain JSON, keyed by the ids of statements, for the next map."""
    ids = [repr(statement.id) for statement in ballots.statements]
    return dict(zip(ids, components.T.tolist(), strict=True))
