"""Finds everybody who can be in no valid panel at all, and why.

Panels that lean towards whoever has not been in one yet soon cover almost everybody. What is
left is settled exactly: no fractional panel, or else no whole panel, holds any of them.
"""

from collections.abc import Collection, Sequence

import numpy as np

from publius.panels.clashes import ClashFinder
from publius.panels.conflicts import Rule, Unselectable
from publius.panels.maker import PanelMaker
from publius.panels.problem import Ints, Problem
from publius.panels.randomness import Noise
from publius.panels.rules import OpenProblem

SOME = 0.5  # a panel that holds anybody looked for weighs at least 1
ROUNDS = 2_000  # panels tried before the rest is reported as unsettled


def find_unselectable(problem: Problem, panel: Ints) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who can be in no valid panel, and for whom the search was given up (normally nobody).

    ``panel`` holds the column counts of one valid panel, to start from.
    """
    if problem.size == 0 or not len(problem.caps):
        return _people(problem, np.ones(len(problem.types))), ()
    missing = np.where(problem.per_type(panel) > 0, 0.0, 1.0)
    maker = PanelMaker(problem, Noise("selectable"))
    for _ in range(ROUNDS):
        if not missing.any():
            return (), ()
        found = maker.better_than(missing, SOME)
        if found is None:
            return _people(problem, missing), ()
        missing[found > 0] = 0.0
    return (), _people(problem, missing)


def _people(problem: Problem, kinds: Sequence[float] | np.ndarray) -> tuple[str, ...]:
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
