"""Where Polis puts people and statements: mean-imputed votes on their two main differences.

Polis finds the axes by power iteration, 100 steps from where the update before had ended. What
that settles on are the first two principal components, which are found here at once and to
machine precision; so nothing depends on a random start.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion import pca, statistics
from publius.opinion.ballots import Ballots
from publius.opinion.pca import Projection

Floats = NDArray[np.float64]


def place(
    ballots: Ballots,
    components: Floats | None = None,
    centre: Floats | None = None,
    previous: Mapping[str, Any] | None = None,
) -> Projection:
    """Place everybody and every statement on the two main differences, as Polis does.

    A vote not cast is the statement's mean over all people. A rejected or meta statement is
    0 for everybody, which takes it out of the axes but leaves it among the votes cast:
    position = sqrt(statements / votes cast) x sum of (vote - mean) x component. Statements that
    nobody voted on count for nothing.
    Give ``components`` (2 x statements) or ``centre`` (mean vote per statement) to use others than
    those found. With ``previous`` (the state of an earlier map) axes point the way they did there.

    >>> ballots = Ballots.of([("a", "s", 1), ("b", "s", 1), ("c", "s", -1)])
    >>> abs(place(ballots).positions[:, 0]).round(2).tolist()
    [0.67, 0.67, 1.33]
    """
    centre = pca.means(ballots) if centre is None else np.asarray(centre, dtype=float)
    difference = pca.differences(ballots, centre)
    found, variance = pca.principal_components(difference)
    if components is None:
        turned = pca.signs(difference @ found.T, found, ballots, previous)
        components = found * turned[:, np.newaxis]
    axes = np.asarray(components, dtype=float)
    statement_positions = _of_statements(ballots, centre, axes)
    return Projection(
        components=axes,
        centre=centre,
        positions=(difference @ axes.T) * _reach(ballots)[:, np.newaxis],
        statement_positions=statement_positions,
        extremity=statistics.extremity(statement_positions),
        variance=variance,
    )


def _reach(ballots: Ballots) -> Floats:
    """sqrt(statements / votes cast): brings those who voted little out to where they point."""
    cast = np.bincount(ballots.row[ballots.shown[ballots.column]], minlength=len(ballots.people))
    cast += np.count_nonzero(ballots.voted_on & ~ballots.shown)
    reach: Floats = np.sqrt(np.count_nonzero(ballots.voted_on) / np.maximum(cast, 1))
    return reach


def _of_statements(ballots: Ballots, centre: Floats, axes: Floats) -> Floats:
    """Where somebody would be who voted once: in agreement with that statement."""
    vote = np.where(ballots.voted_on & ballots.shown, 1 - centre, 0)
    positions: Floats = np.sqrt(np.count_nonzero(ballots.voted_on)) * (axes * vote).T
    return positions
