"""Where Polis puts people and statements: mean-imputed votes on their two main differences.

Polis finds the axes by power iteration, 100 steps from where the update before had ended. What
that settles on are the first two principal components, which are found here at once and to
machine precision; so nothing depends on a random start.
"""

import numpy as np
from numpy.typing import NDArray

from publius.opinion import pca, statistics
from publius.opinion.ballots import Ballots
from publius.opinion.pca import Projection

Floats = NDArray[np.float64]


def place(ballots: Ballots, components: Floats | None = None) -> Projection:
    """Place everybody and every statement on the two main differences, as Polis does.

    A vote not cast is the statement's mean over all people. A rejected or meta statement is
    0 for everybody, which takes it out of the axes but leaves it among the votes cast:
    position = sqrt(statements / votes cast) x sum of (vote - mean) x component.
    Give ``components`` (2 x statements) to use other axes than those found.

    >>> ballots = Ballots.of([("a", "s", 1), ("b", "s", 1), ("c", "s", -1)])
    >>> abs(place(ballots).positions[:, 0]).round(2).tolist()
    [0.67, 0.67, 1.33]
    """
    centre = pca.means(ballots)
    difference = pca.differences(ballots, centre)
    found, variance = pca.principal_components(difference)
    axes = found if components is None else np.asarray(components, dtype=float)
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
    width = len(ballots.statements)
    cast = np.bincount(ballots.row[ballots.shown[ballots.column]], minlength=len(ballots.people))
    cast += width - np.count_nonzero(ballots.shown)
    reach: Floats = np.sqrt(width / np.maximum(cast, 1))
    return reach


def _of_statements(ballots: Ballots, centre: Floats, axes: Floats) -> Floats:
    """Where somebody would be who voted once: in agreement with that statement."""
    vote = np.where(ballots.shown, 1 - centre, 0)
    positions: Floats = np.sqrt(len(ballots.statements)) * (axes * vote).T
    return positions
