"""Finds the weights and prices that prove how high the smallest chance can be.

They are the dual solution of the linear relaxation, found by HiGHS and rounded to whole numbers.
What they prove is not taken from the solver: it is added up exactly, here as by any verifier.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from publius.panels.public.bound import Split, heaviest_panel, smallest_chance_bound
from publius.panels.public.cases import can_hold, split_into_cases, whole_weights
from publius.panels.public.entrants import Entrants, Limits
from publius.panels.public.relaxed import rules_of, state_relaxation
from publius.panels.solver import INFINITY, Floats, Model, Program

SCALE = 10**12
CLOSE = Fraction(1, 4 * 10**6)  # what was found is proven when the proof comes this close


class Prover:
    """Proves bounds for one pool: on the smallest chance, and on who can be in a panel."""

    def __init__(self, entrants: Entrants, limits: Limits) -> None:
        self._entrants = entrants
        self._limits = limits
        self._stated = state_relaxation(entrants, limits)

    @property
    def classes(self) -> tuple[tuple[int, ...], ...]:
        """People whom the rules cannot tell apart, without those who have no place at all."""
        return self._stated.members

    def smallest_chance(
        self, selectable: Sequence[int], tickets: Sequence[Sequence[int]], found: Fraction
    ) -> tuple[list[int], dict[str, Any]]:
        """Weights per person and a reason that bound the smallest chance.

        Fractions of people are enough for most pools. Where what was ``found`` lies lower, the
        reason goes into cases of whole panels, unless those become too many.
        """
        chosen = set(selectable)
        classes = [n for n, people in enumerate(self.classes) if people[0] in chosen]
        if not classes or not self._limits.size:
            return self._weights({}), self._reason(np.zeros(len(self._stated.rows)))
        program = Program(self._raising(classes))
        program.solve()
        duals = program.row_duals()
        weights = self._weights(dict(zip(classes, duals.tolist(), strict=False)))
        reason = self._reason(-duals[len(classes) :])
        reached = smallest_chance_bound(self._entrants, self._limits, weights, reason)
        if reached > found + 2 * CLOSE:
            return self._in_whole_panels(classes, tickets, found) or (weights, reason)
        return weights, reason

    def _in_whole_panels(
        self, classes: Sequence[int], tickets: Sequence[Sequence[int]], found: Fraction
    ) -> tuple[list[int], dict[str, Any]] | None:
        known = whole_weights(self._stated, classes, tickets)
        if known is None:
            return None
        weights = self._weights(known[0])
        most = max(found, Fraction(known[1])) + CLOSE
        reason = self._cases(weights, int(most * sum(weights)))
        return None if reason is None else (weights, reason)

    def out_of_reach(self, number: int) -> tuple[bool, dict[str, Any] | None]:
        """Whether a class is in no valid panel, and the reason that proves it if one is known."""
        people = self.classes[number]
        weights = [0] * len(self._entrants.counted)
        for person in people:
            weights[person] = SCALE
        if can_hold(self._stated, number):
            return False, None
        return True, self._cases(weights, SCALE - 1)

    def _cases(self, weights: Sequence[int], most: int) -> dict[str, Any] | None:
        """A reason why no valid ticket weighs more than ``most``; None where none was found."""

        def enough(duals: Floats, splits: tuple[Split, ...]) -> dict[str, Any] | None:
            reason = self._reason(duals)
            heaviest = heaviest_panel(self._entrants, self._limits, weights, reason, splits)
            return reason if heaviest <= most else None

        per_class = [weights[people[0]] / SCALE for people in self.classes]
        return split_into_cases(self._stated, per_class, enough)

    def _weights(self, shares: Mapping[int, float]) -> list[int]:
        """Whole-number weights per person; those of a class share what the class has."""
        weights = [0] * len(self._entrants.counted)
        for number, share in shares.items():
            people = self.classes[number]
            for person in people:
                weights[person] = max(0, round(share * SCALE / len(people)))
        return weights

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
        return _stacked(chances, rules_of(stated, np.zeros(len(stated.columns))))

    def _reason(self, duals: NDArray[np.float64]) -> dict[str, Any]:
        """Whole-number prices for the rules of the file and for the cases it is split into.

        Each household pays its kind's price.
        """
        whole = [round(float(each) * SCALE) for each in duals]
        rows = list(zip(self._stated.rows, whole, strict=False))
        kinds = {row[1]: price for row, price in rows if row[0] == "households"}
        homes = [home for home in self._entrants.household if home is not None]
        count = max(homes, default=-1) + 1 if self._entrants.one_per_household else 0
        prices = {
            "size": whole[0],
            **{n: [p for row, p in rows if row[0] == n] for n in ("targets", "seats", "apart")},
            "households": [kinds.get(self._stated.homes.get(h, -1), 0) for h in range(count)],
        }
        return {"prices": prices, "splits": whole[len(rows) :]}


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
