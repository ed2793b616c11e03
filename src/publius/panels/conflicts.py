"""Why no panel can satisfy the targets, in terms a convener can act on."""

from collections.abc import Collection, Iterable, Iterator
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


TOGETHER = "No panel with them satisfies every target."


@dataclass(frozen=True, slots=True)
class Unselectable:
    """Somebody who can be in no valid panel: with them in it, the ``rules`` cannot all hold.

    ``rules`` is None where it would take too long to say which of all the rules these are.

    >>> Unselectable("ada", (Rule("target", "age", "90+", "maximum", 0),)).sentence
    'Nobody with age: 90+ may be in the panel.'
    """

    person: str
    rules: tuple[Rule, ...] | None

    @property
    def sentence(self) -> str:
        """Why, in plain words."""
        if self.rules is None:
            return TOGETHER
        if not self.rules:
            return "They fit none of the seats, and everybody in this panel fills a seat."
        if len(self.rules) == 1:
            return _shut_out_by(self.rules[0])
        return f"With them in it, these cannot all hold: {'; '.join(map(str, self.rules))}."

    def sentence_without_answers(self, features: Collection[str]) -> str:
        """The same for readers who may not know which value of these features people have.

        >>> ada = Unselectable("ada", (Rule("target", "age", "90+", "maximum", 0),))
        >>> ada.sentence_without_answers({"age"})
        'No panel with them satisfies every target.'
        """
        told = (rule for rule in self.rules or () if rule.kind == "target")
        return TOGETHER if any(rule.feature in features for rule in told) else self.sentence


def _shut_out_by(rule: Rule) -> str:
    """Why one rule alone leaves no room for somebody: it says nobody, or it is used up."""
    if rule.kind == "household":
        return "Somebody from their household is confirmed already."
    if rule.kind == "size":
        return "Every place in the panel is taken by somebody who is confirmed."
    if rule.kind == "apart":
        return f"At most one of {rule.value} may be in the panel, and one of them is confirmed."
    name = f"seat “{rule.value}”" if rule.kind == "seat" else f"{rule.feature}: {rule.value}"
    if rule.kind == "target" and rule.limit == 0:
        return f"Nobody with {name} may be in the panel."
    if rule.kind == "seat":
        return f"They could only fill the {name}, which has no place left."
    return f"People who are confirmed already fill the maximum of {rule.limit} for {name}."


@dataclass(frozen=True, slots=True)
class Feasible:
    """At least one valid panel exists; ``example`` holds the ids of one.

    ``unselectable`` people can be in no valid panel. ``unsettled`` names those for whom the
    search was given up, which only happens with very large and very tight pools.

    >>> bool(Feasible(example=("ada", "bo")))
    True
    """

    example: tuple[str, ...]
    unselectable: tuple[Unselectable, ...] = ()
    unsettled: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return True

    @property
    def sentences(self) -> tuple[str, ...]:
        """Who is shut out, in plain words; empty when nobody is."""
        spoken = [f"{each.person}: {each.sentence}" for each in self.unselectable]
        if self.unsettled:
            count = len(self.unsettled)
            spoken.append(f"Whether {count} more can be in a panel took too long to settle.")
        return tuple(spoken)


@dataclass(frozen=True, slots=True)
class Conflict:
    """No valid panel exists.

    ``clashing`` rules cannot all hold together, and any one of them given up would let the
    others hold (none are named where only whole people clash, in a pool too large to say).
    ``relaxations`` are the cheapest changes that make a panel possible, ``alternatives`` other
    sets of changes that do, cheap ones first; ``shortages`` cannot be met by this pool whatever
    is given up. ``beyond`` says that the changes go further than the targets allow
    (``Target.lowest``, ``Target.highest``), because nothing less helps.
    A conflict is falsy, a Feasible is truthy.
    """

    clashing: tuple[Rule, ...]
    relaxations: tuple[Relaxation, ...]
    shortages: tuple[Shortage, ...]
    alternatives: tuple[tuple[Relaxation, ...], ...] = ()
    beyond: bool = False

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
        spoken = [*shortages, *self._clash(), *self._ways_out(features)]
        if not self._clash() and not self.relaxations:
            spoken.append("No change of the targets helps: the pool itself is too small.")
        return tuple(spoken)

    def _clash(self) -> list[str]:
        if len(self.clashing) < 2:
            return []
        return [f"These cannot all hold together: {'; '.join(map(str, self.clashing))}."]

    def _ways_out(self, features: Collection[str]) -> Iterator[str]:
        if not self.relaxations:
            return
        if self.beyond:
            yield "No change within the limits that the targets allow makes a panel possible."
        exact = not any(_counts(way, features) for way in (self.relaxations, *self.alternatives))
        opening = "The smallest" if exact else "A"
        yield f"{opening} change that makes a panel possible: {_said(self.relaxations, features)}."
        for way in self.alternatives:
            yield f"Another: {_said(way, features)}."


def _counts(way: Iterable[Relaxation], features: Collection[str]) -> bool:
    """Say whether these changes tell how many people have a value of the features."""
    return any(change.rule.kind == "target" and change.rule.feature in features for change in way)


def _said(way: Iterable[Relaxation], features: Collection[str]) -> str:
    return "; ".join(c.direction if _counts([c], features) else str(c) for c in way)
