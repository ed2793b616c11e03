"""Objectives over whole panels, for problems where fractional people allow more than real ones.

Column generation with exact pricing: the best mixture of the panels found so far is worked out;
its duals say what a further panel would have to weigh to improve it; an integer program finds
such a panel or proves that there is none. The aims are concave, so that proof makes the mixture
the best of all.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bmat, csr_matrix

from publius.panels.errors import SolverError
from publius.panels.levels import Levels
from publius.panels.maker import PanelMaker
from publius.panels.objectives.chances import Limits, Wish, best_chances, best_in
from publius.panels.objectives.goal import Able, Goal
from publius.panels.objectives.limits import CLEAR, possible_range
from publius.panels.objectives.objective import Objective
from publius.panels.objectives.region import OVERLAP, ROOM, TIGHT, Region
from publius.panels.objectives.spread import Spread
from publius.panels.objectives.weighing import Panels, Weighing
from publius.panels.problem import Ints, Problem
from publius.panels.progress import Progress
from publius.panels.realise import Mixture
from publius.panels.solver import Floats

SOME = 0.5  # a panel that holds anybody looked for weighs at least 1
PROMISE = 1e-8  # a panel must promise this much, in units of the steepest slope
TRIES = 10  # rounds after which a mixture that is near enough is accepted
ROUNDS = 60  # rounds after which any mixture is accepted, as unproven
STALLED = 0.01  # less than this part of what is near enough, gained in TRIES rounds, is nothing
IDLE = 1e-7  # a panel with a smaller share than this is idle
PATIENCE = 4  # rounds that a panel may stay idle before it is dropped


def find_able(maker: PanelMaker, panels: Sequence[Ints] | Ints, maybe: Able) -> Able:
    """Which types can be in a valid panel, of those who might be; exact."""
    seen: Able = np.any(np.asarray(panels) > 0, axis=0)
    while (maybe & ~seen).any():
        panel = maker.better_than(np.where(maybe & ~seen, 1.0, 0.0), SOME)
        if panel is None:
            break
        seen |= panel > 0
    return seen


def leaning(maker: PanelMaker, aim: Floats, counts: Ints) -> list[Ints]:
    """A panel per type, each leaning towards those who are behind their aim so far."""
    given = np.zeros(len(aim))
    panels = []
    for made in range(1, len(aim) + 1):
        panels.append(maker.quick(made * aim - given / counts + maker.jitter(0.05)))
        given += panels[-1]
    return panels


def capped_leximin(
    problem: Problem,
    objective: Objective,
    maker: PanelMaker,
    found: Sequence[Ints],
    progress: Progress,
) -> Mixture:
    """Leximin, or its first level, when nobody may have more than the cap."""
    panels = Panels(maker, problem.counts, found)
    types = len(problem.types)
    able = find_able(maker, panels.found, np.ones(types, dtype=np.bool_))
    cap = possible_range(whole_spread(panels, able), objective).cap
    one, nothing = -np.ones((types, 1)), np.zeros(types)
    most = np.full(types, cap + CLEAR)
    weighing = Weighing(panels, one, 0.0 * one, nothing, most, np.array([-1.0]))

    def improve() -> bool:
        progress.step(len(panels.found), len(panels.found) + 1, "Balancing everybody's chance")
        return weighing.improve()

    levels = Levels(weighing.program, types, 0)
    owed = levels.climb(all_levels=objective.name != "maximin", improve=improve)
    weighing.program.solve()
    return _mixture(panels, weighing.program.values()[1:], owed, proven=True)


def whole_spread(panels: Panels, able: Able) -> Spread:
    """The smallest chance of those who are able, and the largest, over whole panels."""
    types = len(able)
    below, above = np.zeros((types, 2)), np.zeros((types, 2))
    below[able, 0] = -1.0
    above[:, 1] = -1.0
    nothing = np.zeros(types)
    weighing = Weighing(panels, below, above, nothing, nothing, np.zeros(2))
    return Spread(weighing.program, weighing.improve)


def best_mixture(
    problem: Problem, goal: Goal, maker: PanelMaker, found: Sequence[Ints], progress: Progress
) -> Mixture:
    """The mixture of whole panels that fulfils the goal best."""
    panels = Panels(maker, problem.counts, found)
    able = find_able(maker, panels.found, np.ones(len(problem.types), dtype=np.bool_))
    limits = goal.limits(whole_spread(panels, able), able)
    limits, roomy = _with_room(panels, limits.only(able))
    wish = goal.wish(able)
    no_better = wish.value(best_chances(problem, wish, limits))
    search = _Search(panels, roomy, 1 + len(able) // 8)
    gaps: list[float] = []
    while len(gaps) < ROUNDS:
        progress.step(len(gaps), ROUNDS, "Balancing everybody's chance exactly")
        chances, duals = search.weigh(limits, wish)
        gaps.append(no_better - wish.value(chances))
        near = len(gaps) > TRIES and gaps[-1] <= goal.enough
        if near or not search.improve(duals):
            return _weighed(panels, chances, proven=True)
        if len(gaps) > TRIES and gaps[-1 - TRIES] - gaps[-1] < STALLED * goal.enough:
            break
    return _weighed(panels, chances, proven=False)


class _Search:
    """Weighs panels, drops those that stay idle, and adds those that the duals ask for."""

    def __init__(self, panels: Panels, roomy: NDArray[np.bool_], batch: int) -> None:
        self._panels, self._batch = panels, batch
        self._idle_for = np.where(roomy, -ROUNDS, 0)

    def weigh(self, limits: Limits, wish: Wish) -> tuple[Floats, Floats]:
        """The chances that fulfil the wish best with these panels, and the duals of the rows."""
        region, where = _master(self._panels.shares(), limits)
        values, duals = best_in(region, where, wish)
        held = values[: len(self._panels.found)] > IDLE
        self._idle_for = np.where(held, np.minimum(self._idle_for, 0), self._idle_for + 1)
        return values[where], duals

    def improve(self, duals: Floats) -> bool:
        """Add better panels; False proves that there are none."""
        useful = self._idle_for < PATIENCE
        self._panels.keep(useful)
        weights = duals[:-1] / self._panels.counts
        better = self._panels.add_better(weights, PROMISE - float(duals[-1]), self._batch)
        fresh = np.zeros(len(self._panels.found) - int(useful.sum()), dtype=np.int64)
        self._idle_for = np.concatenate([self._idle_for[useful], fresh])
        return better


def _with_room(panels: Panels, limits: Limits) -> tuple[Limits, NDArray[np.bool_]]:
    """Find panels that leave room on every side, and let limits meet that never have any.

    Without that, a chance that only looks stuck would keep better panels out. The second answer
    says which panels make the room.
    """
    floor, cap = limits.floor.copy(), limits.cap.copy()
    roomy = np.ones(len(panels.found), dtype=np.bool_)
    while (free := cap - floor > ROOM).any():
        weighing = Weighing(
            panels,
            np.where(free, -1.0, 0.0).reshape(-1, 1),
            np.where(free, 1.0, 0.0).reshape(-1, 1),
            np.where(free, floor, floor - CLEAR),
            np.where(free, cap, cap + CLEAR),
            np.array([-1.0]),
        )
        weighing.program.set_bounds(0, -1.0, 1.0)
        room = _most_room(weighing)
        roomy = weighing.program.values()[1:] > 0
        if room > ROOM:
            break
        if room < -OVERLAP:
            raise SolverError("solver-failed", reason="no mixture of panels keeps the limits")
        below, above = np.split(np.abs(weighing.program.row_duals()[:-1]) > TIGHT, 2)
        cap[free & below] = floor[free & below]
        floor[free & above] = cap[free & above]
    return Limits(floor, cap), roomy


def _most_room(weighing: Weighing) -> float:
    """The most room there is; any more than a little will do."""
    weighing.program.solve()
    while weighing.program.values()[0] <= 10 * ROOM and weighing.improve():
        weighing.program.solve()
    return float(weighing.program.values()[0])


def _master(shares: csr_matrix, limits: Limits) -> tuple[Region, Ints]:
    """How often each panel is held, then everybody's chance; and where the chances are."""
    types, panels = shares.shape
    chances = csr_matrix(-np.eye(types))
    region = Region(
        csr_matrix(bmat([[shares, chances], [csr_matrix(np.ones((1, panels))), None]])),
        np.append(np.zeros(types), 1.0),
        np.concatenate([np.zeros(panels), limits.floor]),
        np.concatenate([np.full(panels, np.inf), limits.cap]),
    )
    return region, panels + np.arange(types)


def _weighed(panels: Panels, chances: Floats, *, proven: bool) -> Mixture:
    """Few panels that give these chances: a corner of all the ways to do so."""
    types = len(chances)
    idle = np.zeros((types, 1))
    ceiling = np.ones(types)
    weighing = Weighing(panels, idle, idle, chances - 10 * CLEAR, ceiling, np.zeros(1))
    weighing.program.solve()
    return _mixture(panels, weighing.program.values()[1:], chances, proven=proven)


def _mixture(panels: Panels, shares: Floats, owed: Floats, *, proven: bool) -> Mixture:
    held = np.maximum(shares, 0.0)
    return Mixture(np.array(panels.found), held / held.sum(), owed, proven=proven)
