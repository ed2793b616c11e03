"""Why no assignment keeps all the rules, in terms that somebody can act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from publius.matching.records import Record

SPOKEN = 12  # rules or changes named in a sentence; the records hold them all


class Bound(StrEnum):
    """Which side of a rule."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class Requirement(Record):
    """One side of one rule: ``kind`` is ``seat``, ``load``, ``quota``, ``call`` or ``conflict``.

    ``name`` is the seat, person or feature; ``other`` the call or seat of a person's rule;
    ``number`` tells quotas apart that share a feature.

    >>> str(Requirement("seat", "planner", Bound.MINIMUM, 3))
    "the seat 'planner' has at least 3 people"
    >>> str(Requirement("conflict", "Bo", Bound.MAXIMUM, 0, "planner"))
    "'Bo' stays off the seat 'planner' (conflict of interest)"
    """

    kind: str
    name: str
    bound: Bound
    limit: int
    other: str = ""
    number: int = 0

    def __str__(self) -> str:
        if self.kind == "conflict":
            return f"'{self.name}' stays off the seat '{self.other}' (conflict of interest)"
        if self.kind == "call":
            return f"'{self.name}' has one place in the call '{self.other}'"
        side = "at least" if self.bound is Bound.MINIMUM else "at most"
        if self.kind == "seat":
            return f"the seat '{self.name}' has {side} {_counted(self.limit, 'person', 'people')}"
        places = _counted(self.limit, "place", "places")
        if self.kind == "load":
            return f"'{self.name}' takes {side} {places}"
        return f"{side} {places} go to people with the feature '{self.name}'"


@dataclass(frozen=True, slots=True)
class Relaxation(Record):
    """A rule with another limit: one that would help, or the one an assignment came to.

    >>> str(Relaxation(Requirement("load", "Bo", Bound.MAXIMUM, 1), 2))
    "raise the maximum of 'Bo' from 1 to 2"
    >>> str(Relaxation(Requirement("conflict", "Bo", Bound.MAXIMUM, 0, "planner"), 1))
    "let 'Bo' on the seat 'planner' in spite of the conflict of interest"
    """

    requirement: Requirement
    limit: int

    def __str__(self) -> str:
        rule = self.requirement
        if rule.kind == "conflict":
            return (
                f"let '{rule.name}' on the seat '{rule.other}' in spite of the conflict of interest"
            )
        if rule.kind == "call":
            return f"let '{rule.name}' have {self.limit} places in the call '{rule.other}'"
        verb = "lower" if self.limit < rule.limit else "raise"
        what = {"seat": "the seat ", "quota": "the quota ", "load": ""}[rule.kind]
        return f"{verb} the {rule.bound} of {what}'{rule.name}' from {rule.limit} to {self.limit}"


@dataclass(frozen=True, slots=True)
class Clash(Record):
    """Rules that cannot be kept together.

    ``shortages`` say in words what cannot be met whatever else is given up; ``clashing`` rules
    cannot all hold, but any one of them given up lets the others hold (if they are more than a
    hundred and fifty, some may be there in vain); ``relaxations`` are the cheapest changes that
    make an assignment possible, all of them together.
    """

    shortages: tuple[str, ...]
    clashing: tuple[Requirement, ...]
    relaxations: tuple[Relaxation, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in plain words.

        >>> rule = Requirement("seat", "planner", Bound.MINIMUM, 3)
        >>> Clash((), (rule,), (Relaxation(rule, 2),)).sentences[-1]
        "The smallest change that helps: lower the minimum of the seat 'planner' from 3 to 2."
        """
        spoken = ["No assignment keeps all the rules; nobody was assigned.", *self.shortages]
        if len(self.clashing) > 1:
            spoken.append(f"These cannot all hold: {_listed(self.clashing)}.")
        if self.relaxations:
            spoken.append(f"The smallest change that helps: {_listed(self.relaxations)}.")
        return tuple(spoken)


def _listed(parts: Sequence[object]) -> str:
    """Name what a reader can take in, and count the rest."""
    more = len(parts) - SPOKEN
    rest = [f"and {more} more"] if more > 0 else []
    return "; ".join([*map(str, parts[:SPOKEN]), *rest])


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
