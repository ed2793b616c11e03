"""Finds rules that cannot all hold together, none of which could be left out of the clash.

Such a set is irreducible: all its rules together are impossible, any one given up makes the
others possible. Most clashes are there for fractional panels already; the duals of an elastic
program point at a few suspects then (the sensitivity filter of Chinneck, "Feasibility and
infeasibility in optimization", 2008). The rest needs whole panels. Either way the suspects are
divided again and again until none is superfluous (QuickXplain; Junker, 2004).
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack

from publius.panels.randomness import Noise
from publius.panels.rules import NamedRule, OpenProblem, Side
from publius.panels.solver import DUAL_SIMPLEX, INFINITY, Model, Outcome, Program

EFFORT = 10_000_000  # trials with whole people times the square of the columns
SIDE_EFFORT = 5_000  # trials with whole people times columns, over all who are shut out
SHORT = 3  # rules; nobody needs a shorter clash
AGAIN = 6  # times a longer one is looked for with other prices
PUSHES = 1e-7  # a dual, or a gap, above this is not rounding

Test = Callable[[Sequence[NamedRule]], bool]


class ClashFinder:
    """Finds clashes in one problem, whole or with somebody of a given type on the panel."""

    def __init__(self, opened: OpenProblem) -> None:
        self._opened = opened
        self._elastic = _Forced(opened, elastic=True)
        self._fractional = _Forced(opened)
        self._whole: _Forced | None = None
        self._trials = 0

    def clash(self) -> tuple[NamedRule, ...]:
        """Rules that cannot all hold; none where naming them would take too long.

        That happens only where nothing but whole people clash, in a very large pool. Of several
        clashes that are quickly found, the shortest is given.
        """
        found = self._among_fractions(None)
        if found is None:
            return self._among_people(None, EFFORT // max(1, self._columns**2)) or ()
        noise = Noise("clashes")
        for _ in range(AGAIN):
            if len(found) <= SHORT:
                break
            self._elastic.weigh(noise)
            found = min(found, self._among_fractions(None) or found, key=len)
        return found

    def clash_with(self, kind: int) -> tuple[NamedRule, ...] | None:
        """Rules that clash once somebody of this type is on the panel; None: it takes too long.

        What many such clashes take together counts, where they are clashes of whole people.
        """
        found = self._among_fractions(kind)
        if found is None:
            return self._among_people(kind, SIDE_EFFORT // max(1, self._columns))
        return found

    @property
    def _columns(self) -> int:
        return len(self._opened.problem.caps)

    def _among_fractions(self, kind: int | None) -> tuple[NamedRule, ...] | None:
        """A clash that fractional panels have already; None if they have none."""
        self._elastic.force(kind)
        suspects = [self._opened.rules[number] for number in self._elastic.pushing()]
        if not suspects:
            return None
        self._fractional.force(kind)
        if self._fractional.possible(suspects):
            suspects = list(self._opened.rules)
        return tuple(irreducible(suspects, self._fractional.possible))

    def _among_people(self, kind: int | None, trials: int) -> tuple[NamedRule, ...] | None:
        """A clash that only whole panels have; None if finding it takes too long."""
        if self._whole is None:
            self._whole = _Forced(self._opened, whole=True)
        self._whole.force(kind)
        try:
            possible = partial(self._possible, self._whole, trials)
            return tuple(irreducible(self._opened.rules, possible))
        except _TooLongError:
            return None

    def _possible(self, whole: "_Forced", trials: int, rules: Sequence[NamedRule]) -> bool:
        self._trials += 1
        if self._trials > trials:
            raise _TooLongError
        return whole.possible(rules)


class _TooLongError(Exception):
    """Narrowing down takes too long to be worth it."""


class _Forced:
    """A program over the columns in which rules can be given up and somebody can be forced in.

    Its last row asks for at least one person of a type. ``elastic`` lets every rule give, at a
    price of one per person; ``whole`` counts whole people.
    """

    def __init__(self, opened: OpenProblem, *, elastic: bool = False, whole: bool = False) -> None:
        self._opened = opened
        self._kind: int | None = None
        self._last = len(opened.problem.rows)
        self._held = {side for rule in opened.rules for side in rule.sides}
        model = _model(opened, sorted(self._held) if elastic else [], whole=whole)
        self._prices = model.cost
        self._program = Program(model, simplex_strategy=DUAL_SIMPLEX, mip_allow_restart=False)

    def force(self, kind: int | None) -> None:
        """Ask for somebody of this type, and no longer for whoever was asked for before."""
        for one, weight in ((self._kind, 0.0), (kind, 1.0)):
            if one is not None:
                for column in np.flatnonzero(self._opened.problem.column_type == one):
                    self._program.set_coefficient(self._last, int(column), weight)
        self._kind = kind
        self._program.set_row(self._last, -INFINITY if kind is None else 1.0, INFINITY)

    def pushing(self) -> list[int]:
        """The rules that push back in the elastic program; none when nothing has to give."""
        if self._program.solve() is Outcome.INFEASIBLE or self._program.objective() < PUSHES:
            return []
        duals = self._program.row_duals()
        return [
            number
            for number, rule in enumerate(self._opened.rules)
            if any(_pushes(duals[row], bound) for row, bound in rule.sides)
        ]

    def weigh(self, noise: Noise) -> None:
        """Put other prices on what may give, so that other rules push back."""
        prices = 1.0 + 9.0 * noise.uniform(len(self._prices)) ** 3
        self._program.set_cost(self._prices * prices)

    def possible(self, rules: Sequence[NamedRule]) -> bool:
        """Say whether these rules can hold together, all others given up."""
        held = {side for rule in rules for side in rule.sides}
        problem = self._opened.problem
        for row in {row for row, _ in held ^ self._held}:
            low = float(problem.lower[row]) if (row, "minimum") in held else -INFINITY
            high = float(problem.upper[row]) if (row, "maximum") in held else INFINITY
            self._program.set_row(row, low, high)
        self._held = held
        return self._program.solve() is Outcome.OPTIMAL


def _pushes(dual: float, bound: str) -> bool:
    return dual > PUSHES if bound == "minimum" else dual < -PUSHES


def _model(opened: OpenProblem, sides: Sequence[Side], *, whole: bool) -> Model:
    """The columns, as many as there are people for; then what each of the sides may give.

    One more variable is always 0, because HiGHS wants at least one.
    """
    problem = opened.problem
    rows, columns = problem.matrix.shape
    total = columns + len(sides) + 1
    signs = [1.0 if bound == "minimum" else -1.0 for _, bound in sides]
    where = ([row for row, _ in sides], range(len(sides)))
    give = csr_matrix((signs, where), shape=(rows + 1, len(sides) + 1))
    people = vstack([problem.matrix, csr_matrix((1, columns))])
    counts = problem.counts[problem.column_type].astype(np.float64)
    return Model(
        csr_matrix(hstack([people, give])),
        np.append(problem.lower, -INFINITY).astype(np.float64),
        np.append(problem.upper, INFINITY).astype(np.float64),
        np.zeros(total),
        np.concatenate([counts, np.full(len(sides), INFINITY), [0.0]]),
        np.concatenate([np.zeros(columns), np.ones(len(sides)), [0.0]]),
        np.ones(total, dtype=np.bool_) if whole else None,
    )


def irreducible(rules: Sequence[NamedRule], possible: Test) -> list[NamedRule]:
    """A selection that is still impossible, none of it superfluous; early rules are rather kept.

    ``possible`` says whether a selection of rules can hold together; all of them cannot.
    """
    if not rules or not possible(()):
        return []
    return _narrowed([], list(rules), possible, grown=False)


def _narrowed(
    kept: list[NamedRule], rest: list[NamedRule], possible: Test, *, grown: bool
) -> list[NamedRule]:
    """What of ``rest`` is needed beside ``kept``, which grew since it was last tried."""
    if grown and not possible(kept):
        return []
    if len(rest) == 1:
        return rest
    first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    from_second = _narrowed(kept + first, second, possible, grown=True)
    from_first = _narrowed(kept + from_second, first, possible, grown=bool(from_second))
    return from_first + from_second
