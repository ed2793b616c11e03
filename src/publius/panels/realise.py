"""Finds panels, and how often to hold each, so that everybody gets the chance they are owed.

First many quick panels are aimed at the ideal; one linear program weighs them. If the ideal is
met, that is its own proof. If not, panels that the program's duals ask for are added until it
is met or an exact integer program proves that it cannot be; then the levels are climbed again
over whole panels (column generation), which is exact.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from publius.panels.gathered import Gathered, add_better
from publius.panels.levels import Levels
from publius.panels.maker import PanelMaker
from publius.panels.problem import Ints, Problem
from publius.panels.progress import Progress
from publius.panels.relaxation import Ideal
from publius.panels.solver import INFINITY, Floats, Model, Program
from publius.panels.splitting import DONE, Split, one_place_each, point_of, split

MET = 1e-6  # a chance this close to the ideal counts as met
FULL = 1e-3  # places that chances owed may leave open and still fill the panel
GAIN = 1e-9  # a panel must promise at least this much to be added
NEARLY = 0.5  # a split that leaves at most half a place is fairer than a climb cut short
ROUNDS = 400  # rounds of column generation before an unproven result is accepted


@dataclass(frozen=True, slots=True)
class Mixture:
    """Panels (one row each, people per type) and how often each is held; shares add up to 1."""

    panels: Ints
    shares: Floats
    owed: Floats
    proven: bool

    def chances(self, counts: Ints) -> Floats:
        """The chance of everybody in each type, given the types' numbers of people."""
        return np.asarray(self.shares @ self.panels / counts)


def deviation(mixture: Mixture, problem: Problem) -> float:
    """How far the worst chance is from what is owed.

    Where the chances owed fill the panel there is no room above them; else only falling short of
    them counts.
    """
    short = mixture.owed - mixture.chances(problem.counts)
    full = abs(float(mixture.owed @ problem.counts) - problem.size) < FULL
    return max(0.0, float((np.abs(short) if full else short).max(initial=0.0)))


class Portfolio(Gathered):
    """The panels found so far and the linear program that weighs them."""

    def __init__(self, problem: Problem, floor: Floats) -> None:
        self._counts = problem.counts.astype(np.float64)
        self._types = len(floor)
        self.program = Program(_weighing(floor))
        super().__init__()

    def add(self, panel: Ints) -> bool:
        """Take a panel in, and into the program; False when it is already there."""
        if not super().add(panel):
            return False
        rows = np.flatnonzero(panel)
        values = np.append(panel[rows] / self._counts[rows], 1.0)
        self.program.add_column(np.append(rows, self._types).astype(np.int32), values)
        return True

    def weigh(self) -> float:
        """Solve the program; give how far the worst chance stays below what is owed."""
        self.program.solve()
        return -float(self.program.values()[0])

    def prices(self) -> tuple[Floats, float]:
        """Weights per type and the weight that a panel must exceed to help."""
        duals = self.program.row_duals()
        return np.maximum(duals[: self._types], 0.0) / self._counts, -float(duals[self._types])

    def shares(self) -> Floats:
        """How often each panel is held."""
        shares = np.maximum(self.program.values()[1:], 0.0)
        return np.asarray(shares / shares.sum())


def _weighing(floor: Floats) -> Model:
    """Variable 0 is z <= 0; rows "chance of type t - z >= floor" and "shares add up to 1"."""
    types = len(floor)
    column = np.append(-np.ones(types), 0.0)
    return Model(
        csr_matrix(column.reshape(-1, 1)),
        np.append(floor, 1.0),
        np.append(np.full(types, INFINITY), 1.0),
        np.array([-INFINITY]),
        np.array([0.0]),
        np.array([-1.0]),
    )


def realise(
    problem: Problem,
    ideal: Ideal,
    maker: PanelMaker,
    progress: Progress,
    *,
    all_levels: bool,
    beyond: Callable[[Sequence[Ints]], Mixture] | None = None,
) -> Mixture:
    """Meet the ideal exactly where whole panels can, and as leximin demands where they cannot.

    ``beyond`` is asked instead of leximin; it is given the panels found so far.
    """
    found = split(problem, point_of(problem, ideal), maker, progress)
    panels = np.array([problem.per_type(panel) for panel in found.panels]).astype(np.int64)
    if found.rest <= DONE:
        return Mixture(panels, found.shares / found.shares.sum(), ideal.floor, proven=True)
    known = [maker.quick(ideal.aim), *panels]
    if all_levels and beyond is None and one_place_each(problem):
        climbed = _climb(problem, maker, known, progress, all_levels=True)
        return climbed if climbed.proven else _nearly(panels, found, ideal) or climbed
    portfolio = Portfolio(problem, np.minimum(ideal.floor, ideal.aim))
    for panel in known:
        portfolio.add(panel)
    rounds = 0
    while (short := portfolio.weigh()) > MET and rounds < ROUNDS:
        progress.step(rounds, ROUNDS, "Balancing everybody's chance")
        rounds += 1
        if not _improve(portfolio, maker, batch=1 + len(ideal.floor) // 8):
            if beyond is not None:
                return beyond(portfolio.found)
            return _climb(problem, maker, portfolio.found, progress, all_levels=all_levels)
    panels = np.array(portfolio.found)
    return Mixture(panels, portfolio.shares(), ideal.floor, proven=short <= MET)


def _nearly(panels: Ints, found: Split, ideal: Ideal) -> Mixture | None:
    """What a split came to, where it hardly falls short; nothing better is proven to exist."""
    if not len(panels) or found.rest > NEARLY:
        return None
    return Mixture(panels, found.shares / found.shares.sum(), ideal.floor, proven=False)


def _improve(portfolio: Portfolio, maker: PanelMaker, batch: int) -> bool:
    """Add panels that the duals ask for; False is a proof that none would help."""
    weights, threshold = portfolio.prices()
    return add_better(portfolio, maker, weights, threshold + GAIN, batch)


def _climb(
    problem: Problem,
    maker: PanelMaker,
    known: Sequence[Ints],
    progress: Progress,
    *,
    all_levels: bool,
) -> Mixture:
    """Leximin over whole panels, adding every panel that could still raise a level."""
    exact = Portfolio(problem, np.zeros(len(problem.types)))
    exact.program.set_upper(0, 1.0)
    for panel in known:
        exact.add(panel)
    rounds = 0

    def improve() -> bool:
        nonlocal rounds
        rounds += 1
        progress.step(rounds, rounds + 1, "Balancing everybody's chance exactly")
        return rounds < ROUNDS and _improve(exact, maker, batch=1)

    levels = Levels(exact.program, len(problem.types), 0)
    owed = levels.climb(all_levels=all_levels, improve=improve)
    exact.program.solve()
    return Mixture(np.array(exact.found), exact.shares(), owed, proven=rounds < ROUNDS)
