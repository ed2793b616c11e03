"""Every rule of a problem by its name, and which bounds of which rows stand for it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from publius.panels.conflicts import Rule
from publius.panels.problem import Problem, Row, build_problem
from publius.panels.types import Person, Place, Targets

Side = tuple[int, str]  # a row of the problem and which of its bounds
HOUSEHOLD = Rule("household", "", "", "maximum", 1)


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule as a convener knows it; giving it up frees all its sides."""

    rule: Rule
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem in which every rule could be given up, with those rules.

    ``targets`` are those that were asked for; the problem may know more groups to keep apart.
    """

    problem: Problem
    rules: tuple[NamedRule, ...]
    targets: Targets


def rule_of(row: Row, bound: str, targets: Targets) -> Rule:
    """One side of a row of the problem, in the words of the targets."""
    if row.kind == "target":
        target = targets.targets[row.index]
        limit = target.minimum if bound == "minimum" else target.maximum
        return Rule("target", target.feature, target.value, bound, limit)
    if row.kind == "seat":
        seat = targets.seats[row.index]
        limit = seat.minimum if bound == "minimum" else seat.maximum
        return Rule("seat", seat.id, seat.title, bound, limit)
    if row.kind == "apart" and row.index < len(targets.apart):
        return Rule("apart", "", ", ".join(sorted(targets.apart[row.index])), "maximum", 1)
    if row.kind in ("apart", "household"):
        return HOUSEHOLD
    return Rule("size", "", "", bound, row.maximum + row.taken)


def open_problem(
    pool: Sequence[Person],
    targets: Targets,
    size: int,
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
) -> OpenProblem:
    """State a problem so that the reasons against a panel can all be named.

    The problem that is drawn from leaves out whatever can never be used: seats that confirmed
    people fill, and everybody who lives with a confirmed person. Here they are in it, behind
    the rules that shut them out: housemates of confirmed people are groups to keep apart.
    """
    full = _full_households(pool, targets, confirmed)
    settled = {place.person for place in confirmed}
    opened = [
        changed(p, household=None) if p.household in full and p.id not in settled else p
        for p in pool
    ]
    extended = changed(targets, apart=(*targets.apart, *full.values()))
    problem = build_problem(opened, extended, size, confirmed, unavailable, every_seat=True)
    return OpenProblem(problem, tuple(_named(problem, targets)), targets)


def _full_households(
    pool: Sequence[Person], targets: Targets, confirmed: Sequence[Place]
) -> dict[str, frozenset[str]]:
    """The households of confirmed people, where one person per household is asked for."""
    if not targets.one_per_household or not confirmed:
        return {}
    settled = {place.person for place in confirmed}
    homes: dict[str, set[str]] = {
        p.household: set() for p in pool if p.id in settled and p.household is not None
    }
    for person in pool:
        if person.household in homes:
            homes[person.household].add(person.id)
    return {home: frozenset(people) for home, people in homes.items() if len(people) > 1}


def _named(problem: Problem, targets: Targets) -> Iterator[NamedRule]:
    """All rules that bind, those first that say most to a convener."""
    size = (0, "minimum"), (0, "maximum")
    yield NamedRule(rule_of(problem.rows[0], "minimum", targets), size)
    for bound in ("minimum", "maximum"):
        for number, row in enumerate(problem.rows):
            if row.kind in ("target", "seat") and (bound == "maximum" or row.minimum > 0):
                yield NamedRule(rule_of(row, bound, targets), ((number, bound),))
    homes: list[Side] = []
    for number, row in enumerate(problem.rows):
        if row.kind in ("apart", "household"):
            rule = rule_of(row, "maximum", targets)
            if rule is HOUSEHOLD:
                homes.append((number, "maximum"))
            else:
                yield NamedRule(rule, ((number, "maximum"),))
    if homes:
        yield NamedRule(HOUSEHOLD, tuple(homes))
