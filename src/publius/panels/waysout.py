"""The cheapest changes of limits that make a panel possible (an elastic integer program).

Raising a maximum by one costs 1, lowering a minimum by one costs 1 + 2/minimum: small minima
protect small groups. A maximum of 0 says "nobody" and is never raised, and no limit goes beyond
what its target allows (``lowest``, ``highest``).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

import numpy as np
from scipy.sparse import csr_matrix, hstack

from publius.panels.conflicts import Relaxation, Rule
from publius.panels.maker import relaxed_model
from publius.panels.problem import Row
from publius.panels.rules import OpenProblem, Side, rule_of
from publius.panels.solver import Floats, Model, Outcome, Program
from publius.panels.types import Targets

OTHERS = 3  # further ways out that are offered beside the cheapest
WHOLE = 1e-7  # a number this near to a whole one is whole
SIMPLE = 3  # a way out of more changes than this is too much to choose between others


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The cheapest way out, others, and whether they had to go beyond what the targets allow."""

    cheapest: tuple[Relaxation, ...]
    others: tuple[tuple[Relaxation, ...], ...] = ()
    beyond: bool = False


def find_ways_out(opened: OpenProblem) -> WaysOut:
    """Within what the targets allow if at all possible; without that if not."""
    within = _Elastic(opened, bounded=True)
    best = within.cheapest()
    if best is not None:
        return WaysOut(best, tuple(within.others(best)))
    if not _bounded(opened.targets):
        return WaysOut(())
    beyond = _Elastic(opened, bounded=False)
    best = beyond.cheapest()
    return WaysOut(()) if best is None else WaysOut(best, tuple(beyond.others(best)), beyond=True)


def price_of(rule: Rule) -> float:
    """What moving this limit by one costs beside others."""
    return 1.0 + 2.0 / rule.limit if rule.bound == "minimum" else 1.0


def room_of(row: Row, bound: str, targets: Targets, size: int, *, bounded: bool = True) -> int:
    """By how many people a limit may give way."""
    if row.kind not in ("target", "seat"):
        return 0
    asked = (targets.targets if row.kind == "target" else targets.seats)[row.index]
    lowest, highest = getattr(asked, "lowest", None), getattr(asked, "highest", None)
    if bound == "minimum":
        down = asked.minimum - lowest if bounded and lowest is not None else asked.minimum
        return max(0, min(row.minimum, down))
    if asked.maximum == 0:
        return 0
    up = highest - max(asked.maximum, row.taken) if bounded and highest is not None else size
    return max(0, min(size, up))


def relaxation_of(row: Row, bound: str, targets: Targets, amount: int) -> Relaxation:
    """A changed limit; a maximum counts from what confirmed people take up already."""
    rule = rule_of(row, bound, targets)
    if bound == "minimum":
        return Relaxation(rule, rule.limit - amount)
    return Relaxation(rule, max(rule.limit, row.taken) + amount)


def _bounded(targets: Targets) -> bool:
    return any(t.lowest is not None or t.highest is not None for t in targets.targets)


class _Elastic:
    """Whole panels, and how far each limit gives way for them."""

    def __init__(self, opened: OpenProblem, *, bounded: bool) -> None:
        self._opened = opened
        problem, targets = opened.problem, opened.targets
        self._room = {
            (number, bound): room
            for number, row in enumerate(problem.rows)
            for bound in ("minimum", "maximum")
            if (room := room_of(row, bound, targets, problem.size, bounded=bounded))
        }

    def cheapest(self, without: Collection[Side] = ()) -> tuple[Relaxation, ...] | None:
        """The cheapest changes that leave some limits as they are; None if there are none."""
        found = self._solve([side for side in self._room if side not in without])
        return None if found is None else tuple(self._relaxation(*each) for each in found)

    def others(self, best: Sequence[Relaxation]) -> Iterator[tuple[Relaxation, ...]]:
        """Other ways out, cheap ones first: each spares a limit that the cheapest changes."""
        if len(best) > SIMPLE:
            return
        spared = [side for side in self._room if self._relaxation(side, 0).rule in _rules(best)]
        found = {self.cheapest([side]) for side in spared} - {None, tuple(best)}
        ranked = sorted((way for way in found if way), key=lambda way: (_cost(way), str(way)))
        yield from ranked[:OTHERS]

    def _relaxation(self, side: Side, amount: int) -> Relaxation:
        row, bound = side
        return relaxation_of(self._opened.problem.rows[row], bound, self._opened.targets, amount)

    def _solve(self, sides: Sequence[Side]) -> list[tuple[Side, int]] | None:
        if not sides:
            return None
        model = self._model(sides)
        program = Program(changed(model, integer=None))
        if program.solve() is Outcome.INFEASIBLE:
            return None
        columns = len(self._opened.problem.caps)
        amounts = program.values()[columns:]
        if not self._settles(model, amounts):
            program = Program(model, mip_allow_restart=False)
            if program.solve() is Outcome.INFEASIBLE:
                return None
            amounts = program.values()[columns:]
        whole = np.rint(amounts).astype(int).tolist()
        return [(side, amount) for side, amount in zip(sides, whole, strict=True) if amount]

    def _settles(self, model: Model, amounts: Floats) -> bool:
        """Say whether changes that suffice for fractional panels are whole and suffice for all.

        Then nothing cheaper can, and the question is settled in a fraction of the time.
        """
        whole = np.rint(amounts)
        if np.abs(amounts - whole).max() > WHOLE:
            return False
        columns = len(self._opened.problem.caps)
        fixed = changed(
            model,
            lower=np.append(model.lower[:columns], whole),
            upper=np.append(model.upper[:columns], whole),
            cost=np.zeros(len(model.cost)),
        )
        return Program(fixed).solve() is not Outcome.INFEASIBLE

    def _model(self, sides: Sequence[Side]) -> Model:
        problem, targets = self._opened.problem, self._opened.targets
        signs = [1.0 if bound == "minimum" else -1.0 for _, bound in sides]
        where = ([row for row, _ in sides], range(len(sides)))
        give = csr_matrix((signs, where), shape=(len(problem.rows), len(sides)))
        base = relaxed_model(problem, integer=True)
        total = len(problem.caps) + len(sides)
        price = [price_of(rule_of(problem.rows[row], bound, targets)) for row, bound in sides]
        people = np.ones(len(problem.caps), dtype=np.bool_)  # whole people give whole changes
        return changed(
            base,
            matrix=csr_matrix(hstack([base.matrix, give])),
            lower=np.zeros(total),
            upper=np.append(base.upper, [float(self._room[side]) for side in sides]),
            cost=np.append(base.cost, price),
            integer=np.append(people, np.zeros(len(sides), dtype=np.bool_)),
        )


def _rules(changes: Sequence[Relaxation]) -> set[Rule]:
    return {change.rule for change in changes}


def _cost(changes: Sequence[Relaxation]) -> float:
    return sum(price_of(c.rule) * abs(c.limit - c.rule.limit) for c in changes)
