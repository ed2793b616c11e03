"""Finds the weights and prices that prove how high the smallest chance can be.

They are the dual solution of the linear relaxation, found by HiGHS and rounded to whole numbers.
What they prove is not taken from the solver: it is added up exactly, here as by any verifier.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from publius.panels.public.bound import kept_out
from publius.panels.public.entrants import Entrants, Limits
from publius.panels.public.relaxed import state_relaxation
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program

SCALE = 10**12
CERTAIN = 1e-6  # a fractional panel that holds less than 1 minus this of somebody holds nobody


class Prover:
    """Proves bounds for one pool: on the smallest chance, and on who can be in a panel."""

    def __init__(self, entrants: Entrants, limits: Limits) -> None:
        self._entrants = entrants
        self._limits = limits
        self._stated = state_relaxation(entrants, limits)
        self._rules: Program | None = None

    @property
    def classes(self) -> tuple[tuple[int, ...], ...]:
        """People whom the rules cannot tell apart, without those who have no place at all."""
        return self._stated.members

    def smallest_chance(self, selectable: Sequence[int]) -> tuple[list[int], dict[str, Any]]:
        """Weights per person and prices per rule that bound the smallest chance."""
        stated = self._stated
        weights = [0] * len(self._entrants.counted)
        chosen = set(selectable)
        classes = [n for n, people in enumerate(stated.members) if people[0] in chosen]
        if not classes or not self._limits.size:
            return weights, self._prices(np.zeros(len(stated.rows)))
        program = Program(self._raising(classes))
        program.solve()
        duals = program.row_duals()
        for number, dual in zip(classes, duals, strict=False):
            people = stated.members[number]
            share = max(0, round(float(dual) * SCALE / len(people)))
            for person in people:
                weights[person] = share
        return weights, self._prices(-duals[len(classes) :])

    def out_of_reach(self, number: int) -> tuple[bool, dict[str, Any] | None]:
        """Whether a class is in no valid panel, and the prices that prove it if any do."""
        columns = [c for c, (kind, _) in enumerate(self._stated.columns) if kind == number]
        cost = np.zeros(len(self._stated.columns))
        cost[columns] = -1.0
        if self._rules is None:
            self._rules = Program(self._model(cost, whole=False))
        self._rules.set_cost(cost)
        self._rules.solve()
        if -self._rules.objective() < 1 - CERTAIN:
            prices = self._prices(-self._rules.row_duals())
            people = self._stated.members[number]
            if kept_out(self._entrants, self._limits, people, prices, SCALE):
                return True, prices
        exact = Program(self._model(cost, whole=True), objective_target=-1.0)
        possible = exact.solve() is Outcome.OPTIMAL and exact.objective() < -1 + CERTAIN
        return not possible, None

    def _model(self, cost: Floats, *, whole: bool) -> Model:
        least, most = self._row_bounds()
        count = len(self._stated.columns)
        return Model(
            self._stated.matrix,
            least,
            most,
            np.zeros(count),
            np.full(count, INFINITY),
            cost,
            np.ones(count, dtype=np.bool_) if whole else None,
        )

    def _row_bounds(self) -> tuple[Floats, Floats]:
        least = np.array([row[2] for row in self._stated.rows], dtype=np.float64)
        most = np.array([row[3] for row in self._stated.rows], dtype=np.float64)
        return least, most

    def _raising(self, classes: Sequence[int]) -> Model:
        """Raise z while "chance of the class - z >= 0" for each class; the last variable is z."""
        stated, rows = self._stated, {number: row for row, number in enumerate(classes)}
        columns = [(c, n) for c, (n, _) in enumerate(stated.columns) if n in rows]
        chances = csr_matrix(
            (
                [1.0 / len(stated.members[n]) for _, n in columns] + [-1.0] * len(classes),
                (
                    [rows[n] for _, n in columns] + list(range(len(classes))),
                    [c for c, _ in columns] + [len(stated.columns)] * len(classes),
                ),
            ),
            shape=(len(classes), len(stated.columns) + 1),
        )
        return _stacked(chances, self._model(np.zeros(len(stated.columns)), whole=False))

    def _prices(self, found: NDArray[np.float64]) -> dict[str, Any]:
        """Whole-number prices for the rules of the file; each household pays its kind's."""
        whole = [round(float(each) * SCALE) for each in found]
        rows = list(zip(self._stated.rows, whole, strict=True))
        kinds = {row[1]: price for row, price in rows if row[0] == "households"}
        homes = [home for home in self._entrants.household if home is not None]
        count = max(homes, default=-1) + 1 if self._entrants.one_per_household else 0
        return {
            "size": whole[0],
            **{n: [p for row, p in rows if row[0] == n] for n in ("targets", "seats", "apart")},
            "households": [kinds.get(self._stated.homes.get(h, -1), 0) for h in range(count)],
        }


def _stacked(chances: csr_matrix, rules: Model) -> Model:
    """The rows about chances above the rules; z lies between 0 and 1 and is maximised."""
    rows = chances.shape[0]
    padded = csr_matrix(
        (rules.matrix.data, rules.matrix.indices, rules.matrix.indptr),
        shape=(rules.matrix.shape[0], chances.shape[1]),
    )
    return Model(
        csr_matrix(vstack([chances, padded])),
        np.concatenate([np.zeros(rows), rules.row_lower]),
        np.concatenate([np.full(rows, INFINITY), rules.row_upper]),
        np.append(rules.lower, 0.0),
        np.append(rules.upper, 1.0),
        np.append(rules.cost, -1.0),
    )
