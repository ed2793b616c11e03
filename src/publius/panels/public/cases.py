"""Proofs that need whole panels: weights against them, and cases until each has its price.

Branch and bound (Land and Doig, 1960), written down: each case is a linear program whose dual
prices are the proof of it. Meant for small pools with exact targets; it gives up on large ones.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack

from publius.panels.public.bound import Split
from publius.panels.public.relaxed import Relaxation, rules_of
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program

MOST_CLASSES, MOST_ROUNDS, MOST_CASES, DEEPEST = 150, 80, 3_000, 30
MOST_WORK = 1_000_000  # cases times people: beyond this, verifying would take too long
WHOLE = 1e-6  # a number this close to a whole one is taken for it
DEAR = 1e3  # what breaking a case costs, as a multiple of the largest weight

Enough = Callable[[Floats, tuple[Split, ...]], dict[str, Any] | None]
Branch = tuple[int, int, int]  # a class, and how many of it there are at least and at most


def can_hold(stated: Relaxation, number: int) -> bool:
    """Whether some whole panel holds somebody of a class."""
    cost = _cost(stated, {number: 1.0})
    fractions = Program(rules_of(stated, cost))
    if fractions.solve() is Outcome.INFEASIBLE or -fractions.objective() < 1 - WHOLE:
        return False
    exact = Program(rules_of(stated, cost, whole=True), objective_target=-1.0)
    return exact.solve() is Outcome.OPTIMAL and exact.objective() < -1 + WHOLE


def whole_weights(
    stated: Relaxation, classes: Sequence[int], tickets: Sequence[Sequence[int]]
) -> tuple[dict[int, float], float] | None:
    """Weights by class that no whole panel can make much of, and how much the heaviest makes.

    They are the prices of the panels that are known; as long as some panel weighs more than
    those allow, it is added (column generation). None where that takes too long.
    """
    if len(stated.members) > MOST_CLASSES:
        return None
    home = {person: n for n, people in enumerate(stated.members) for person in people}
    panels = sorted({tuple(sorted(home[person] for person in ticket)) for ticket in tickets})
    shares = [_shares(stated, classes, panel) for panel in panels]
    for _ in range(MOST_ROUNDS):
        weights, level = _lightest(np.array(shares))
        per_person = {n: w / len(stated.members[n]) for n, w in zip(classes, weights, strict=True)}
        exact = Program(rules_of(stated, _cost(stated, per_person), whole=True))
        exact.solve()
        if -exact.objective() <= level + 1e-9:
            return dict(zip(classes, weights.tolist(), strict=True)), level
        held = np.rint(_per_class(stated, exact.values())).astype(int)
        panel = [n for n, count in enumerate(held.tolist()) for _ in range(count)]
        shares.append(_shares(stated, classes, panel))
    return None


def _shares(stated: Relaxation, classes: Sequence[int], panel: Sequence[int]) -> Floats:
    """Which share of each class a panel holds."""
    held = np.bincount(np.array(panel, dtype=np.int64), minlength=len(stated.members))
    return np.array([held[n] / len(stated.members[n]) for n in classes])


def _lightest(shares: Floats) -> tuple[Floats, float]:
    """Weights that add up to 1 and make the heaviest of these panels as light as possible."""
    panels, count = shares.shape
    heavy = csr_matrix(np.hstack([shares, -np.ones((panels, 1))]))
    total = csr_matrix(np.append(np.ones(count), 0.0))
    model = Model(
        csr_matrix(vstack([heavy, total])),
        np.append(np.full(panels, -INFINITY), 1.0),
        np.append(np.zeros(panels), 1.0),
        np.zeros(count + 1),
        np.full(count + 1, INFINITY),
        np.append(np.zeros(count), 1.0),
    )
    program = Program(model)
    program.solve()
    values = program.values()
    return np.maximum(values[:count], 0.0), float(values[count])


def split_into_cases(
    stated: Relaxation, weights: Sequence[float], enough: Enough
) -> dict[str, Any] | None:
    """A reason for a bound, in as many cases as it takes; None where it takes too many.

    ``enough`` says whether dual prices prove the bound in one case, and gives the reason then.
    """
    cost = _cost(stated, dict(enumerate(weights)))
    left = min(MOST_CASES, MOST_WORK // max(1, sum(map(len, stated.members))))

    def reason(branches: tuple[Branch, ...]) -> dict[str, Any] | None:
        nonlocal left
        left -= 1
        if left < 0 or len(branches) > DEEPEST:
            return None
        program = Program(_with_cases(stated, cost, branches))
        program.solve()
        known = enough(-program.row_duals(), _as_splits(stated, branches))
        if known is not None:
            return known
        held = _per_class(stated, program.values()[: len(stated.columns)])
        number = int(np.abs(held - np.rint(held)).argmax())
        most = int(np.floor(held[number]))
        if abs(held[number] - round(held[number])) < WHOLE:
            return None
        upto = reason((*branches, (number, 0, most)))
        above = None if upto is None else reason((*branches, (number, most + 1, _size(stated))))
        if upto is None or above is None:
            return None
        people = list(stated.members[number])
        return {"people": people, "most": most, "upto": upto, "above": above}

    return reason(())


def _size(stated: Relaxation) -> int:
    return stated.rows[0][3]


def _as_splits(stated: Relaxation, branches: Sequence[Branch]) -> tuple[Split, ...]:
    return tuple((frozenset(stated.members[n]), least, most) for n, least, most in branches)


def _with_cases(stated: Relaxation, cost: Floats, branches: Sequence[Branch]) -> Model:
    """The rules and the cases; a case may be broken at a high price, so there is an answer."""
    rules = rules_of(stated, cost)
    if not branches:
        return rules
    kinds = np.array([number for number, _ in stated.columns])
    counted = csr_matrix(np.array([kinds == n for n, _, _ in branches], dtype=np.float64))
    give = csr_matrix(np.diag([-1.0 if least == 0 else 1.0 for _, least, _ in branches]))
    rows, extra = len(stated.rows), len(branches)
    empty = csr_matrix((rows, extra))
    dear = DEAR * float(np.abs(cost).max(initial=0.0) or 1.0)
    return Model(
        csr_matrix(vstack([hstack([rules.matrix, empty]), hstack([counted, give])])),
        np.append(rules.row_lower, [float(least) for _, least, _ in branches]),
        np.append(rules.row_upper, [float(most) for _, _, most in branches]),
        np.append(rules.lower, np.zeros(extra)),
        np.append(rules.upper, np.full(extra, INFINITY)),
        np.append(rules.cost, np.full(extra, dear)),
    )


def _cost(stated: Relaxation, weights: dict[int, float]) -> Floats:
    """What minimising has to count so that the weights of a panel are maximised."""
    return np.array([-weights.get(number, 0.0) for number, _ in stated.columns])


def _per_class(stated: Relaxation, columns: Floats) -> Floats:
    kinds = np.array([number for number, _ in stated.columns], dtype=np.int64)
    held = np.bincount(kinds, weights=columns, minlength=len(stated.members))
    return np.asarray(held, dtype=np.float64)
