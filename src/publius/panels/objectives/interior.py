"""A primal-dual interior point method for one family of smooth, separable, concave aims.

Mehrotra's predictor and corrector ("On the implementation of a primal-dual interior point
method", 1992), for objectives whose second derivatives form a diagonal. Every step then comes
down to one dense system with a row per rule: milliseconds even for thousands of types of people.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix, diags

from publius.panels.errors import SolverError
from publius.panels.objectives.region import Region
from publius.panels.solver import Floats

STEPS = 200  # far beyond the 15 to 40 that are needed
DONE = 1e-11  # mean product of slack and dual, in units of the steepest slope at the start
NEAR = 1e-9  # how far rules may be broken and slopes unbalanced at the end
CLOSE = 1e-6  # what is accepted of all three where rounding stops progress before that
DENSE = 4_000_000  # numbers in a matrix up to which it is quicker to keep the zeros
TOUCH = 1e-6  # a bound this near, whose dual is larger than the distance, is reached
REFINED = 3  # Newton steps once it is known which bounds are reached
HARDLY = 1e-11  # rules broken by less than this are kept
FAST = 1e30  # the weight of what must not move
NUDGES = (0.0, 1e-14, 1e-12, 1e-10)  # of the largest number on the diagonal
STAY = 1e-10  # a pull towards the last point, which keeps every system well posed


@dataclass(frozen=True, slots=True)
class Aim:
    """Maximise the sum of ``log ln v + linear v - square v² / 2`` over all variables v."""

    log: Floats
    linear: Floats
    square: Floats

    def slope(self, point: Floats) -> Floats:
        """The first derivatives."""
        return np.asarray(self.log / point + self.linear - self.square * point)

    def bend(self, point: Floats) -> Floats:
        """The second derivatives with their sign turned: never below zero."""
        return np.asarray(self.log / point**2 + self.square)

    def times(self, factor: float) -> "Aim":
        """The same aim on another scale."""
        return Aim(self.log * factor, self.linear * factor, self.square * factor)


@dataclass(frozen=True, slots=True)
class State:
    """A point strictly inside its bounds, with a dual for every row and every bound."""

    point: Floats
    rows: Floats
    low: Floats
    high: Floats

    def moved(self, step: "State", length: float) -> "State":
        """Some way along a step."""
        return State(
            self.point + length * step.point,
            self.rows + length * step.rows,
            self.low + length * step.low,
            self.high + length * step.high,
        )


def maximise(region: Region, aim: Aim, start: Floats) -> tuple[Floats, Floats]:
    """Where in the region the aim is greatest, from a start strictly inside; and the rows' duals.

    Duals come in units of the steepest slope at the start.
    """
    if not len(start):
        return start, np.zeros(len(region.right))
    steepest = float(np.abs(aim.slope(start)).max())
    search = _Search(region, aim.times(1.0 / (steepest or 1.0)))
    state = search.begin(start)
    for _ in range(STEPS):
        if search.settled(state, DONE, NEAR):
            return search.landed(state), state.rows
        moved = search.advance(state)
        if moved is None:
            break
        state = moved
    if search.settled(state, CLOSE, CLOSE):
        return state.point, state.rows
    raise SolverError("solver-failed", reason="the search for the best chances did not settle")


class _Search:
    """The steps of one search. A missing upper bound counts as slack 1 with a dual of 0."""

    def __init__(self, region: Region, aim: Aim) -> None:
        self._region, self._aim = region, aim
        self._system = _System(region)
        self._capped = np.isfinite(region.upper)
        self._bounds = len(region.lower) + int(self._capped.sum())

    def begin(self, start: Floats) -> State:
        """Duals in proportion to the room, so that no bound weighs more than another."""
        low, high = self._slack(start)
        middle = 0.1 * float(np.median(np.minimum(low, high)))
        above = np.where(self._capped, middle / high, 0.0)
        return State(start, np.zeros(self._region.matrix.shape[0]), middle / low, above)

    def settled(self, state: State, products: float, near: float) -> bool:
        """Say whether no rule is broken and no slope is left unanswered."""
        broken = np.abs(self._broken(state)).max(initial=0.0)
        return bool(
            self._product(state) <= products
            and np.abs(self._unbalanced(state)).max() <= near
            and broken <= near * max(1.0, float(np.abs(self._region.right).max(initial=0.0)))
        )

    def landed(self, state: State) -> Floats:
        """The point with everything that presses on a bound exactly there, and the rest refined.

        Falls back on the point itself where a bound would be crossed or a rule be broken.
        """
        low, high = self._slack(state.point)
        down = low < np.minimum(state.low, TOUCH)
        up = self._capped & (high < np.minimum(state.high, TOUCH))
        point = np.where(down, self._region.lower, np.where(up, self._region.upper, state.point))
        moving, rows = ~(down | up), state.rows
        for _ in range(REFINED):
            weight = np.where(moving, self._aim.bend(np.where(moving, point, 1.0)) + STAY, FAST)
            if not self._system.prepare(weight):
                return state.point
            slope = self._aim.slope(np.where(moving, point, 1.0)) + self._region.matrix.T @ rows
            gap = self._region.right - self._region.matrix @ point
            step, change = self._system.solve(np.where(moving, slope, 0.0), gap)
            point, rows = point + np.where(moving, step, 0.0), rows + change
        low, high = self._slack(point)
        broken = np.abs(self._region.matrix @ point - self._region.right).max(initial=0.0)
        sound = low.min() >= 0 and high.min() >= 0 and broken <= HARDLY
        return point if sound else state.point

    def advance(self, state: State) -> State | None:
        """One predictor and corrector step; None where rounding allows no further one."""
        low, high = self._slack(state.point)
        weight = self._aim.bend(state.point) + state.low / low + state.high / high + STAY
        if not self._system.prepare(weight):
            return None
        product = self._product(state)
        guess = self._step(state, -state.low * low, -state.high * high)
        reach = self._reach(state, guess)
        ahead = self._product(state.moved(guess, reach))
        goal = max(product * min(1.0, ahead / product) ** 3, DONE / 2)
        bend = guess.point * guess.low, guess.point * guess.high
        step = self._step(
            state,
            goal - state.low * low - bend[0],
            np.where(self._capped, goal - state.high * high + bend[1], 0.0),
        )
        return self._safely(state, step)

    def _safely(self, state: State, step: State) -> State | None:
        length = min(1.0, 0.995 * self._reach(state, step))
        return state.moved(step, length) if length > 1e-12 else None

    def _slack(self, point: Floats) -> tuple[Floats, Floats]:
        above = np.where(self._capped, self._region.upper - point, 1.0)
        return point - self._region.lower, above

    def _product(self, state: State) -> float:
        low, high = self._slack(state.point)
        below = float(state.low @ low)
        return (below + float(state.high @ high)) / self._bounds

    def _broken(self, state: State) -> Floats:
        return np.asarray(self._region.matrix @ state.point - self._region.right)

    def _unbalanced(self, state: State) -> Floats:
        slope = self._aim.slope(state.point)
        return np.asarray(slope + self._region.matrix.T @ state.rows + state.low - state.high)

    def _step(self, state: State, low_change: Floats, high_change: Floats) -> State:
        """The Newton step after which the products change by the amounts given."""
        low, high = self._slack(state.point)
        push = self._unbalanced(state) + low_change / low - high_change / high
        point, rows = self._system.solve(push, -self._broken(state))
        return State(
            point,
            rows,
            (low_change - state.low * point) / low,
            (high_change + state.high * point) / high,
        )

    def _reach(self, state: State, step: State) -> float:
        """How far along the step everything stays inside its bounds, at most 1."""
        low, high = self._slack(state.point)
        reach = 1.0
        for room, change in (
            (low, step.point),
            (state.low, step.low),
            (high[self._capped], -step.point[self._capped]),
            (state.high[self._capped], step.high[self._capped]),
        ):
            shrinking = change < 0
            reach = min(reach, float((-room[shrinking] / change[shrinking]).min(initial=1.0)))
        return reach


class _System:
    """Solves ``weight Δv - matrix' Δy = push`` and ``matrix Δv = gap`` for many right sides.

    The disjoint rows are eliminated first: between them the system is diagonal.
    """

    def __init__(self, region: Region) -> None:
        self._matrix = region.matrix
        self._easy = region.matrix[: region.disjoint]
        self._factor: tuple[Floats, bool] | None = None
        self._squares = csr_matrix(self._easy.power(2))
        hard = region.matrix[region.disjoint :]
        self._hard = hard.toarray() if np.prod(hard.shape) <= DENSE else hard

    def prepare(self, weight: Floats) -> bool:
        """Factorise; False when rounding has made that impossible."""
        self._inverse = 1.0 / weight
        self._diagonal = np.asarray(self._squares @ self._inverse)
        scaled = self._hard * self._inverse if isinstance(self._hard, np.ndarray) else None
        if scaled is None:
            scaled = self._hard @ diags(self._inverse)
        self._mixed = _dense(scaled @ self._easy.T)
        dense = _dense(scaled @ self._hard.T)
        dense -= (self._mixed / self._diagonal) @ self._mixed.T
        return not len(dense) or self._factorise(dense)

    def _factorise(self, dense: Floats) -> bool:
        """Where rounding has spoilt it, a little more on the diagonal; ``solve`` mends that."""
        largest = float(np.diag(dense).max())
        for more in NUDGES:
            try:
                self._factor = cho_factor(dense + more * largest * np.eye(len(dense)))
            except np.linalg.LinAlgError:
                continue
            return True
        return False

    def solve(self, push: Floats, gap: Floats) -> tuple[Floats, Floats]:
        """Solve, then mend what rounding spoilt by solving for the residuals."""
        point, rows = self._once(push, gap)
        for _ in range(2):
            left = push - point / self._inverse + self._matrix.T @ rows
            more, further = self._once(left, gap - self._matrix @ point)
            point, rows = point + more, rows + further
        return point, rows

    def _once(self, push: Floats, gap: Floats) -> tuple[Floats, Floats]:
        right = gap - self._matrix @ (self._inverse * push)
        easy, hard = right[: len(self._diagonal)], right[len(self._diagonal) :]
        if self._factor is not None:
            hard = cho_solve(self._factor, hard - self._mixed @ (easy / self._diagonal))
        easy = (easy - self._mixed.T @ hard) / self._diagonal
        rows = np.concatenate([easy, hard])
        return self._inverse * (push + self._matrix.T @ rows), rows


def _dense(matrix: csr_matrix | Floats) -> Floats:
    return matrix if isinstance(matrix, np.ndarray) else np.asarray(matrix.toarray())
