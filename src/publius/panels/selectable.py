"""Finds everybody who can be in no valid panel at all, and why.

Panels that lean towards whoever has not been in one yet soon cover almost everybody. What is
left is settled exactly: no fractional panel, or else no whole panel, holds one of them. Very
large pools whose targets leave no room at all could take hours; there the search ends after a
fixed amount of work, and whoever it did not settle is named.
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from publius.panels.clashes import ClashFinder
from publius.panels.conflicts import Rule, Unselectable
from publius.panels.faces import whole
from publius.panels.maker import PanelMaker, relaxed_model
from publius.panels.problem import Ints, Problem
from publius.panels.randomness import Noise
from publius.panels.rules import OpenProblem
from publius.panels.solver import Floats, Outcome, Program

Kinds = NDArray[np.bool_]
SOME = 0.5  # a panel that holds anybody looked for weighs at least 1
ONE = 1.0 - 1e-6
EFFORT = 1_000_000  # trials with whole people times the square of the columns
BRANCHES = 200_000_000  # of the solver in one trial, times the square of the columns


def find_unselectable(problem: Problem, panel: Ints) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who can be in no valid panel, and for whom the search was given up (normally nobody).

    ``panel`` holds the column counts of one valid panel, to start from.
    """
    missing = problem.per_type(panel) == 0
    if problem.size == 0 or not len(problem.caps):
        return _people(problem, missing), ()
    search = _Search(problem)
    lost = np.zeros_like(missing)
    outcome = Outcome.OPTIMAL
    while missing.any() and outcome is Outcome.OPTIMAL:
        if search.quickly(missing):
            continue
        lost |= search.impossible(missing & ~search.tested)
        missing &= ~lost
        if missing.any():
            outcome = search.exactly(missing)
    if outcome is Outcome.CUT:
        return _people(problem, lost), _people(problem, missing)
    return _people(problem, lost | missing), ()


class _Search:
    """Looks for panels with people of types that were on none so far."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._maker = PanelMaker(problem, Noise("selectable"))
        self._everywhere = whole(problem)
        self._fractional = Program(relaxed_model(problem))
        square = len(problem.caps) ** 2
        self._trials = 1 + EFFORT // square
        limit = float(min(1 + BRANCHES // square, 2**31 - 1))
        model = relaxed_model(problem, integer=True)
        self._whole = Program(model, objective_target=-SOME, mip_max_nodes=limit)
        self.tested = np.zeros(len(problem.types), dtype=np.bool_)

    def quickly(self, missing: Kinds) -> bool:
        """Strike off the list whoever is on one more panel; False when that was nobody."""
        lean = self._lean(missing)
        panel = self._maker.on_face(lean, self._everywhere)
        if panel is None or lean @ panel < SOME:
            return False
        missing &= self._problem.per_type(panel) == 0
        return True

    def impossible(self, missing: Kinds) -> Kinds:
        """Which of the missing no fractional panel has even one whole person of."""
        lost = np.zeros_like(missing)
        self.tested |= missing
        for kind in np.flatnonzero(missing):
            only = np.zeros_like(missing)
            only[kind] = True
            self._fractional.set_cost(-self._lean(only))
            self._fractional.solve()
            lost[kind] = -self._fractional.objective() < ONE
        return lost

    def exactly(self, missing: Kinds) -> Outcome:
        """The same with certainty: infeasible is a proof that nobody of them is on any panel."""
        if not self._trials:
            return Outcome.CUT
        self._trials -= 1
        lean = self._lean(missing)
        self._whole.set_cost(-lean)
        outcome = self._whole.solve()
        panel = np.rint(self._whole.values()).astype(np.int64)
        if outcome is Outcome.INFEASIBLE or not self._problem.accepts(panel):
            return outcome
        if lean @ panel < SOME:
            return Outcome.CUT if outcome is Outcome.CUT else Outcome.INFEASIBLE
        missing &= self._problem.per_type(panel) == 0
        return Outcome.OPTIMAL

    def _lean(self, kinds: Kinds) -> Floats:
        return kinds[self._problem.column_type].astype(np.float64)


def _people(problem: Problem, kinds: Kinds) -> tuple[str, ...]:
    chosen = (problem.members[kind] for kind in np.flatnonzero(kinds))
    return tuple(sorted(person for people in chosen for person in people))


def give_reasons(opened: OpenProblem, people: Collection[str]) -> tuple[Unselectable, ...]:
    """What shuts each of these people out: the rules that clash once they are on the panel."""
    kinds = {
        person: kind for kind, members in enumerate(opened.problem.members) for person in members
    }
    finder = ClashFinder(opened)
    reasons = {kind: _reason(finder, kind) for kind in sorted({kinds[person] for person in people})}
    return tuple(Unselectable(person, reasons[kinds[person]]) for person in sorted(people))


def _reason(finder: ClashFinder, kind: int) -> tuple[Rule, ...] | None:
    found = finder.clash_with(kind)
    return None if found is None else tuple(named.rule for named in found)
