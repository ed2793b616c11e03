"""Quotas from two files: what each asks for, and who has its feature."""

from collections import defaultdict

from publius.matching.assignment.errors import AssignmentError
from publius.matching.assignment.types import Quota
from publius.matching.entries import Columns, Entry, entries
from publius.matching.errors import BadFileError
from publius.matching.lines import Source, name_of

LIMITS = Columns("quotas", ("feature", "minimum"), ("maximum", "seats"))
MEMBERS = Columns("people", ("feature", "person"), ())


def read_quotas(limits: Source, members: Source) -> tuple[Quota, ...]:
    """Read quotas; ``maximum`` may be empty, ``seats`` (separated by spaces) too: then all seats.

    >>> import io
    >>> limits = io.BytesIO(b"feature,minimum,maximum\\ncyclist,1,")
    >>> read_quotas(limits, io.BytesIO(b"feature,person\\ncyclist,Bo"))[0].people
    frozenset({'Bo'})
    """
    people: dict[str, set[str]] = defaultdict(set)
    for entry in entries(members, MEMBERS):
        people[_text(entry, "feature")].add(_text(entry, "person"))
    name = name_of(limits)
    return tuple(_quota(entry, people, name) for entry in entries(limits, LIMITS))


def _quota(entry: Entry, people: dict[str, set[str]], name: str) -> Quota:
    feature, seats = _text(entry, "feature"), _text(entry, "seats").split()
    if feature not in people:
        problem = f"Nobody is listed with the feature '{feature}'."
        raise BadFileError("bad_row", file=name, place=entry.place, problem=problem)
    try:
        return Quota(
            feature,
            frozenset(people[feature]),
            frozenset(seats) if seats else None,
            _count(entry, "minimum") or 0,
            _count(entry, "maximum"),
        )
    except (AssignmentError, ValueError) as error:
        problem = str(error)
        raise BadFileError("bad_row", file=name, place=entry.place, problem=problem) from error


def _count(entry: Entry, column: str) -> int | None:
    text = _text(entry, column)
    if not text:
        return None
    if not text.isdecimal():
        raise ValueError(f"The {column} should be a whole number, but is '{text}'.")
    return int(text)


def _text(entry: Entry, column: str) -> str:
    value = entry.fields.get(column)
    return "" if value is None else str(value).strip()
