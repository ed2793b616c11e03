"""Why no panel can satisfy the targets, in terms a convener can act on."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One side of one requirement on the panel.

    ``kind`` is ``target``, ``seat``, ``apart``, ``household`` or ``size``; ``bound`` is
    ``minimum`` or ``maximum``; ``limit`` is the number that was asked for.

    >>> str(Rule("target", "gender", "female", "minimum", 5))
    'at least 5 with gender: female'
    >>> str(Rule("seat", "planner", "Transport planner", "maximum", 1))
    'at most 1 on the seat “Transport planner”'
    """

    kind: str
    feature: str
    value: str
    bound: str
    limit: int

    def __str__(self) -> str:
        side = "at least" if self.bound == "minimum" else "at most"
        if self.kind == "household":
            return "at most one person per household"
        if self.kind == "apart":
            return f"at most one of {self.value}"
        if self.kind == "size":
            return f"a panel of {self.limit}"
        if self.kind == "seat":
            return f"{side} {self.limit} on the seat “{self.value}”"
        return f"{side} {self.limit} with {self.feature}: {self.value}"


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Change one rule's limit to ``limit``; all suggested changes together make a panel possible.

    >>> str(Relaxation(Rule("target", "gender", "female", "minimum", 5), 4))
    'lower the minimum for gender: female from 5 to 4'
    """

    rule: Rule
    limit: int

    def __str__(self) -> str:
        return f"{self.direction} from {self.rule.limit} to {self.limit}"

    @property
    def direction(self) -> str:
        """Which limit to change and which way, without how far."""
        verb = "lower" if self.limit < self.rule.limit else "raise"
        name = f"{self.rule.feature}: {self.rule.value}"
        if self.rule.kind == "seat":
            name = f"the seat “{self.rule.value}”"
        return f"{verb} the {self.rule.bound} for {name}"


@dataclass(frozen=True, slots=True)
class Shortage:
    """What cannot be met whatever else is given up: a sentence, and the rule if it is one alone.

    Where the sentence counts the people in the pool by their value of a feature, ``counted`` is
    that feature and ``discreet`` says the same without the count.
    """

    sentence: str
    rule: Rule | None = None
    counted: str = ""
    discreet: str = ""


@dataclass(frozen=True, slots=True)
class Feasible:
    """At least one valid panel exists; ``example`` holds the ids of one.

    >>> bool(Feasible(example=("ada", "bo")))
    True
    """

    example: tuple[str, ...]

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Conflict:
    """No valid panel exists.

    ``clashing`` rules cannot all hold together; ``relaxations`` are the cheapest changes that
    make a panel possible; ``shortages`` cannot be met by this pool whatever is given up.
    A conflict is falsy, a Feasible is truthy.
    """

    clashing: tuple[Rule, ...]
    relaxations: tuple[Relaxation, ...]
    shortages: tuple[Shortage, ...]

    def __bool__(self) -> bool:
        return False

    @property
    def unfillable(self) -> tuple[Rule, ...]:
        """Rules that this pool cannot meet even on their own."""
        return tuple(each.rule for each in self.shortages if each.rule is not None)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in plain words."""
        return self.sentences_without_counts(())

    def sentences_without_counts(self, features: Collection[str]) -> tuple[str, ...]:
        """The same for readers who may not know how many people have a value of these features.

        >>> rule = Rule("target", "gender", "female", "minimum", 5)
        >>> conflict = Conflict((rule,), (Relaxation(rule, 4),), ())
        >>> conflict.sentences_without_counts({"gender"})
        ('A change that makes a panel possible: lower the minimum for gender: female.',)
        """
        shortages = [s.discreet if s.counted in features else s.sentence for s in self.shortages]
        spoken = [*shortages, *self._clash(), *self._way_out(features)]
        if not self._clash() and not self.relaxations:
            spoken.append("No change of the targets helps: the pool itself is too small.")
        return tuple(spoken)

    def _clash(self) -> list[str]:
        named = list(dict.fromkeys(str(rule) for rule in self.clashing))
        if len(named) < 2:
            return []
        return [f"These cannot all hold together: {'; '.join(named)}."]

    def _way_out(self, features: Collection[str]) -> list[str]:
        if not self.relaxations:
            return []
        hidden = [r.rule.kind == "target" and r.rule.feature in features for r in self.relaxations]
        ways = "; ".join(
            change.direction if hide else str(change)
            for change, hide in zip(self.relaxations, hidden, strict=True)
        )
        opening = "A" if any(hidden) else "The smallest"
        return [f"{opening} change that makes a panel possible: {ways}."]
