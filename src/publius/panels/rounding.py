"""Turns shares of panels into whole numbers of equally likely tickets."""

import numpy as np
from scipy.sparse import csr_array

from publius.panels.problem import Ints, Problem
from publius.panels.realise import Mixture
from publius.panels.solver import Floats

STANDARD = 10_000  # tickets: four ten-sided dice thrown in public pick one of them
PER_PERSON = 20  # with very large pools, about this many tickets for everybody
NEAR = 60  # panels considered on either side of an exchange


def ticket_count(problem: Problem) -> int:
    """10,000, or the next multiple that gives everybody in a very large pool enough tickets."""
    wanted = PER_PERSON * int(problem.counts.sum()) / max(problem.size, 1)
    return STANDARD * max(1, round(wanted / STANDARD))


def share_out(mixture: Mixture, counts: Ints, tickets: int) -> Ints:
    """Give each panel a whole number of tickets, keeping everybody's chance as near as possible.

    Shares are rounded down; each ticket left over goes where it most reduces the squared
    shortfalls of chances relative to the chances (Pearson's chi-squared); then tickets are
    exchanged between panels while that helps. On the shared pools this takes 0.05 to 0.3 per cent
    of the smallest chance with 10,000 tickets (0.4 to 3 with 1,000), where dependent rounding
    (pipage) takes 0.1 to 0.7 (1 to 7).
    """
    given = np.floor(mixture.shares * tickets + 1e-9).astype(np.int64)
    lean = _lean(mixture, counts)
    alike = (lean @ lean.T).toarray()
    helps = alike @ (mixture.shares * tickets - given)
    helps[mixture.shares <= 0] = -np.inf
    for _ in range(tickets - int(given.sum())):
        best = int((2 * helps - alike.diagonal()).argmax())
        given[best] += 1
        helps -= alike[best]
    return _exchanged(given, helps, alike)


def _lean(mixture: Mixture, counts: Ints) -> csr_array:
    """What one ticket of each panel adds to each type's chance, relative to its spread.

    Everybody of a type counts, so the square of each number is weighed by the type's people.
    """
    chances = csr_array(mixture.panels / counts)
    wanted = np.asarray(mixture.shares @ chances)
    scale = np.sqrt(counts / np.maximum(wanted, 1e-12))
    return csr_array(chances.multiply(scale))


def _exchanged(given: Ints, helps: Floats, alike: Floats) -> Ints:
    """Move tickets from panel to panel while that brings chances nearer."""
    size = alike.diagonal()
    for _ in range(len(given)):
        leave = np.where(given > 0, 2 * helps + size, np.inf)
        enter = size - 2 * helps
        losing = np.argsort(leave, kind="stable")[:NEAR]
        gaining = np.argsort(enter, kind="stable")[:NEAR]
        change = leave[losing][:, None] + enter[gaining] - 2 * alike[np.ix_(losing, gaining)]
        best = int(change.argmin())
        if not change.flat[best] < -1e-9:
            break
        loses, gains = losing[best // len(gaining)], gaining[best % len(gaining)]
        given[loses] -= 1
        given[gains] += 1
        helps += alike[loses] - alike[gains]
    return given


def interleave(given: Ints) -> Ints:
    """Order the tickets so that each panel's are spread evenly over the list.

    >>> interleave(np.array([2, 1])).tolist()
    [0, 1, 0]
    """
    panels = np.repeat(np.arange(len(given)), given)
    starts = np.repeat(np.cumsum(given) - given, given)
    turn = (np.arange(len(panels)) - starts + 0.5) / np.repeat(given, given)
    return panels[np.lexsort((panels, turn))]
