"""Finds everybody who can be in no valid panel at all, and why.

Panels that lean towards whoever has not been in one yet soon cover almost everybody. What is
left is settled exactly: no fractional panel, or else no whole panel, holds any of them. Very
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
    while missing.any():
        outcome = search.cover(missing)
        if outcome is Outcome.INFEASIBLE:
            break
        if outcome is Outcome.CUT:
            possible = search.possible(missing)
            return _people(problem, missing & ~possible), _people(problem, possible)
    return _people(problem, missing), ()


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

    def cover(self, missing: Kinds) -> Outcome:
        """Strike off the list whoever is on one more panel, if any panel holds one of them."""
        lean = missing[self._problem.column_type].astype(np.float64)
        panel = self._maker.on_face(lean, self._everywhere)
        if panel is None or lean @ panel < SOME:
            if self._most(lean) < SOME:
                return Outcome.INFEASIBLE
            panel, outcome = self._exactly(lean)
            if panel is None:
                return outcome
        missing &= self._problem.per_type(panel) == 0
        return Outcome.OPTIMAL

    def possible(self, missing: Kinds) -> Kinds:
        """Which of the missing are on some fractional panel."""
        left = missing.copy()
        while self._most(left[self._problem.column_type].astype(np.float64)) >= SOME:
            there = self._problem.per_type(self._fractional.values())
            left &= there <= there.max(initial=0.0, where=left) / 2
        return missing & ~left

    def _most(self, lean: Floats) -> float:
        """How many of those looked for a fractional panel can hold."""
        self._fractional.set_cost(-lean)
        self._fractional.solve()
        return -self._fractional.objective()

    def _exactly(self, lean: Floats) -> tuple[Ints | None, Outcome]:
        if not self._trials:
            return None, Outcome.CUT
        self._trials -= 1
        self._whole.set_cost(-lean)
        outcome = self._whole.solve()
        panel = np.rint(self._whole.values()).astype(np.int64)
        if outcome is not Outcome.INFEASIBLE and len(panel) and self._problem.accepts(panel):
            return (panel, outcome) if lean @ panel > SOME else (None, _verdict(outcome))
        return None, outcome


def _verdict(outcome: Outcome) -> Outcome:
    """What a best panel without anybody looked for means: there is none with them."""
    return Outcome.INFEASIBLE if outcome is Outcome.OPTIMAL else outcome


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
    found = finder.clash_if_easy(kind)
    return None if found is None else tuple(named.rule for named in found)
