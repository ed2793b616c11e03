"""Why no panel can satisfy the targets, in terms a convener can act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One side of one requirement on the panel.

    ``kind`` is ``target``, ``seat``, ``household`` or ``size``; ``bound`` is ``minimum`` or
    ``maximum``; ``limit`` is the number that was asked for.

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
        verb = "lower" if self.limit < self.rule.limit else "raise"
        name = f"{self.rule.feature}: {self.rule.value}"
        if self.rule.kind == "seat":
            name = f"the seat “{self.rule.value}”"
        return f"{verb} the {self.rule.bound} for {name} from {self.rule.limit} to {self.limit}"


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
    make a panel possible; ``unfillable`` rules cannot be met by this pool even on their own;
    ``sentences`` say all of it in plain words. A conflict is falsy, a Feasible is truthy.
    """

    clashing: tuple[Rule, ...]
    relaxations: tuple[Relaxation, ...]
    unfillable: tuple[Rule, ...]
    sentences: tuple[str, ...]

    def __bool__(self) -> bool:
        return False
