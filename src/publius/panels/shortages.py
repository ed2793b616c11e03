"""Plain arithmetic that finds the commonest contradictions before any solver is asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from publius.panels.conflicts import Rule, Shortage
from publius.panels.nearest import did_you_mean
from publius.panels.problem import Problem, Row, general_places
from publius.panels.types import Person, Target, Targets


def find_shortages(
    problem: Problem, targets: Targets, pool: Sequence[Person] = ()
) -> list[Shortage]:
    """What cannot be met whatever else is given up."""
    return [
        *_pool_too_small(problem),
        *_values_too_few(problem, targets, pool),
        *_features_too_tight(problem, targets),
        *_seats_too_few(problem, targets),
    ]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _size(problem: Problem) -> int:
    return problem.rows[0].maximum + problem.rows[0].taken


def _pool_too_small(problem: Problem) -> Iterator[Shortage]:
    there = problem.rows[0].taken + int(problem.counts.sum())
    size = _size(problem)
    if there < size:
        text = f"The pool has {_people(there)} and the panel needs {size}: find more people."
        yield Shortage(text, Rule("size", "", "", "minimum", size))
        return
    homes = sum(row.maximum for row in problem.rows if row.kind == "household")
    alone = sum(
        len(people)
        for kind, people in zip(problem.types, problem.members, strict=True)
        if not kind.household
    )
    if problem.rows[0].taken + homes + alone < size:
        households = problem.rows[0].taken + homes + alone
        found = "1 household" if households == 1 else f"{households} households"
        text = (
            f"The pool has people from {found}, and the panel needs {size} with one per household: "
            "find more households, or let several people of one take part."
        )
        yield Shortage(text, Rule("household", "", "", "maximum", 1))


def _values_too_few(
    problem: Problem, targets: Targets, pool: Sequence[Person]
) -> Iterator[Shortage]:
    for row in _rows(problem, "target"):
        target = targets.targets[row.index]
        there = row.taken + _with_value(problem, row.index)
        if there < target.minimum:
            found = _people(there) if there else "nobody"
            needs = f"{target.feature}: {target.value} needs at least {target.minimum}"
            meant = "" if there else _meant(target, targets, pool)
            yield Shortage(
                f"{needs}, and the pool has {found}{meant or '.'}",
                Rule("target", target.feature, target.value, "minimum", target.minimum),
                counted=target.feature,
                discreet=f"{needs}, and the pool has too few.",
            )


def _meant(target: Target, targets: Targets, pool: Sequence[Person]) -> str:
    """What a target that counts nobody was probably meant to name, as a question."""
    features = {name for person in pool for name in person.features}
    if target.feature not in features:
        return did_you_mean(target.feature, features)
    held = (person.features.get(target.feature, ()) for person in pool)
    values = {value for each in held for value in ((each,) if isinstance(each, str) else each)}
    asked = {other.value for other in targets.targets if other.feature == target.feature}
    return did_you_mean(target.value, values - asked)


def _rows(problem: Problem, kind: str) -> list[Row]:
    return [row for row in problem.rows if row.kind == kind]


def _with_value(problem: Problem, target: int) -> int:
    """People in the pool, not yet confirmed, whom a target counts."""
    return sum(
        len(people)
        for kind, people in zip(problem.types, problem.members, strict=True)
        if target in kind.values
    )


def _features_too_tight(problem: Problem, targets: Targets) -> Iterator[Shortage]:
    features: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(problem, "target"):
        features[targets.targets[row.index].feature].append(row)
    size = _size(problem)
    for feature, rows in features.items():
        least = sum(targets.targets[row.index].minimum for row in rows)
        if least > size and not _holds_several(problem, rows):
            text = f"The minima for {feature} add up to {least}, more than the panel's {size}."
            yield Shortage(text)
        most = _most(problem, rows)
        enough = problem.counts.sum() >= problem.size
        if most < problem.size and enough:
            room = most + problem.rows[0].taken
            yield Shortage(
                f"The maxima for {feature} leave room for {room}, not for all {size}.",
                counted=feature,
                discreet=f"The maxima for {feature} do not leave room for all {size}.",
            )


def _holds_several(problem: Problem, rows: list[Row]) -> bool:
    """Say whether somebody counts for several of these targets at once."""
    counted = {row.index for row in rows}
    return any(len(counted & set(kind.values)) > 1 for kind in problem.types)


def _most(problem: Problem, rows: list[Row]) -> int:
    """How many people a feature's maxima could ever let in."""
    counted = {row.index for row in rows}
    other = sum(
        len(people)
        for kind, people in zip(problem.types, problem.members, strict=True)
        if not counted & set(kind.values)
    )
    return other + sum(row.maximum for row in rows)


def _seats_too_few(problem: Problem, targets: Targets) -> Iterator[Shortage]:
    for row in _rows(problem, "seat"):
        seat = targets.seats[row.index]
        there = row.taken + sum(
            len(people)
            for kind, people in zip(problem.types, problem.members, strict=True)
            if row.index in kind.seats
        )
        if there < seat.minimum:
            fit = f"{_people(there)} in the pool can fill it" if there else "nobody can fill it"
            text = f"The seat “{seat.title}” needs at least {seat.minimum}, and {fit}."
            yield Shortage(text, Rule("seat", seat.id, seat.title, "minimum", seat.minimum))
    yield from _seats_against_size(problem, targets)


def _seats_against_size(problem: Problem, targets: Targets) -> Iterator[Shortage]:
    size = _size(problem)
    least = sum(seat.minimum for seat in targets.seats)
    if least > size:
        yield Shortage(f"The seats' minima add up to {least}, more than the panel's {size}.")
    if targets.seats and not general_places(targets, size):
        fit = sum(
            len(people)
            for kind, people in zip(problem.types, problem.members, strict=True)
            if kind.seats
        )
        if fit < problem.size:
            text = (
                f"Everybody in this panel fills a seat; {problem.size} are needed, and the pool "
                f"has {_people(fit)} who could."
            )
            yield Shortage(text)
