"""What goes in (votes, statements) and what comes out (a map of opinion), as frozen records."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

AGREE, PASS, DISAGREE = 1, 0, -1


class Answer(IntEnum):
    """What a person said to a statement; ``PASS`` is “unsure”.

    >>> Answer(1).name
    'AGREE'
    """

    DISAGREE = -1
    PASS = 0
    AGREE = 1


class Vote(NamedTuple):
    """One answer of one person to one statement; the last one counts.

    ``answer`` is 1 (agrees), 0 (passes) or -1 (disagrees); None takes an earlier vote back.
    ``at`` is any number that grows with time. Plain tuples of three or four do as well.

    >>> Vote("ada", "s1", 1)
    Vote(person='ada', statement='s1', answer=1, at=0)
    """

    person: Hashable
    statement: Hashable
    answer: int | None
    at: float = 0


class Status(StrEnum):
    """What moderation made of a statement. Rejected ones and meta ones count as silence."""

    SHOWN = "shown"
    REJECTED = "rejected"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to agree or disagree with.

    ``seed``: put there by those who run the conversation. ``at`` is when it was first shown,
    in the same unit as the votes.

    >>> Statement("s1", "Buses should run until midnight.").status.value
    'shown'
    """

    id: Hashable
    text: str = ""
    status: Status = Status.SHOWN
    author: Hashable | None = None
    at: float | None = None
    seed: bool = False


class Confidence(StrEnum):
    """How sure one can be that there are groups, and these."""

    FIRM = "firm"
    TENTATIVE = "tentative"
    NONE = "no clear groups"


@dataclass(frozen=True, slots=True)
class Position:
    """Where one person stands on the map.

    ``x`` and ``y`` are positions on the two main differences (no unit; nearer is more alike);
    ``group`` is None for people with too few votes; ``probability`` is how surely the group.

    >>> Position(.5, -.2, "A", 12).group
    'A'
    """

    x: float
    y: float
    group: str | None
    n_votes: int
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People who vote alike. ``centre`` is in the unit of the positions.

    >>> Group("A", 40, 31.5, (.4, .1)).size
    40
    """

    label: str
    size: int
    median_votes: float
    centre: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tally:
    """How some people answered one statement.

    >>> Tally(6, 3, 1).voted
    10
    """

    agrees: int
    disagrees: int
    passes: int

    @property
    def voted(self) -> int:
        return self.agrees + self.disagrees + self.passes


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """How one group answered one statement.

    ``agree`` and ``disagree`` are shares with one added vote on either side
    (na + 1) / (ns + 2); ``agree_between`` holds the 5 % and 95 % points of a Beta(na + 1,
    ns - na + 1). ``agree_z``/``disagree_z`` ask whether the share is above one half,
    ``agree_ratio``/``disagree_ratio`` and ``agree_ratio_z``/``disagree_ratio_z`` compare the
    group with everybody else.
    """

    tally: Tally
    agree: float
    disagree: float
    agree_between: tuple[float, float]
    agree_z: float
    disagree_z: float
    agree_ratio: float
    disagree_ratio: float
    agree_ratio_z: float
    disagree_ratio_z: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that speaks for a group, or for nearly everybody, and on which side.

    ``side`` is 1 where they agree, -1 where they disagree; ``score`` is what it is ranked by.
    """

    statement: Hashable
    side: int
    score: float
    best_agree: bool = False


@dataclass(frozen=True, slots=True)
class StatementResult:
    """What the votes say about one statement.

    ``by_group`` is keyed by group label. ``consensus`` is the product over groups of
    (agrees + 1) / (votes + 2) (group-aware consensus); ``consensus_lower`` the smallest lower
    bound of the agree shares, 0 where too few voted. ``bridging`` is what agreement remains
    once viewpoints are taken out. ``divisiveness`` is the largest difference between groups'
    agree shares. ``is_heard``: enough people and enough of every group have voted.
    ``is_common_ground``: it holds for every group, under every way of grouping that was tried.
    """

    id: Hashable
    status: Status
    tally: Tally
    by_group: Mapping[str, GroupAnswer]
    x: float
    y: float
    extremity: float
    consensus: float
    consensus_lower: float
    bridging: float | None
    divisiveness: float
    priority: float
    is_heard: bool
    is_common_ground: bool


@dataclass(frozen=True)
class OpinionMap:
    """Where people stand, which groups there are and how sure that is, what unites and divides.

    ``people`` and ``statements`` are keyed by the ids that came in, ``representative`` and
    ``groups`` by label. ``silhouettes`` is keyed by the number of groups that was tried; ``margin``
    is the best one less the second best (``mixture``: the share of bits that its groups save
    against none). ``variance`` is the share of all difference that the axes show. ``held_out``
    gives, per engine, the share of bits saved when hidden votes are predicted from groups;
    ``steadiness`` how alike the groups stay when a tenth of the votes is left out (1: the same),
    None where that was not tried. ``state`` is what ``previous`` needs to keep the next map steady,
    as plain JSON.
    """

    engine: str
    version: str
    seed: int
    input_digest: str
    people: Mapping[Hashable, Position]
    groups: Mapping[str, Group]
    statements: Mapping[Hashable, StatementResult]
    representative: Mapping[str, tuple[Finding, ...]]
    agreed_by_all: tuple[Finding, ...]
    disagreed_by_all: tuple[Finding, ...]
    k: int
    silhouettes: Mapping[int, float]
    margin: float
    variance: tuple[float, float]
    confidence: Confidence
    held_out: Mapping[str, float] = field(default_factory=dict)
    steadiness: float | None = None
    warnings: tuple[str, ...] = ()
    state: Mapping[str, Any] = field(default_factory=dict)

    @property
    def common_ground(self) -> tuple[StatementResult, ...]:
        """What holds for everybody, the surest first."""
        found = [result for result in self.statements.values() if result.is_common_ground]
        return tuple(sorted(found, key=lambda result: -result.consensus_lower))
