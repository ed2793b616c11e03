"""What one update of Polis hands to the next, as plain JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY
from publius.opinion.polis.clusters import NEW, Clusters
from publius.opinion.results import VOTES_BEFORE

Numbers = NDArray[np.int64]
MEMORY = "polis"  # where the engine's own memory is, in the state of a map


@dataclass(frozen=True)
class Memory:
    """What an update knows of the one before, as plain JSON; people are keyed by repr(id)."""

    base_of: Mapping[str, int] = field(default_factory=dict)
    group_of: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    k: Mapping[str, int] = field(default_factory=dict)
    votes: Mapping[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, state: Mapping[str, Any] | None) -> "Memory":
        """Read the state of an earlier map; raises SettingError if it is damaged."""
        kept = (state or {}).get(MEMORY, {})
        if not _is_whole(kept):
            raise SettingError("damaged-state")
        return cls(**kept)

    def bases_before(self, ballots: Ballots) -> Numbers:
        """The base cluster everybody was in, by row."""
        known = (self.base_of.get(repr(person), NEW) for person in ballots.people)
        return np.fromiter(known, np.int64, len(ballots.people))

    def groups_before(self, bases: Numbers, k: int) -> Numbers | None:
        """The group each base cluster was in when k groups were tried."""
        of_base = self.group_of.get(str(k))
        if of_base is None:
            return None
        return np.array([of_base.get(str(base), NEW) for base in bases.tolist()], dtype=np.int64)


def _is_whole(kept: Any) -> bool:
    """Whether what an update kept has the shape it should have."""
    if not isinstance(kept, Mapping) or not kept.keys() <= {each.name for each in fields(Memory)}:
        return False
    groups, k = kept.get("group_of", {}), kept.get("k", {})
    parts = [*kept.values(), *(groups.values() if isinstance(groups, Mapping) else ())]
    return (
        all(isinstance(part, Mapping) for part in parts)
        and (not k or {"best", "updates", "shown"} <= k.keys())
        and all(isinstance(votes, list) and len(votes) == 3 for votes in _values(kept, "votes"))
        and all(isinstance(base, int) for base in _values(kept, "base_of"))
    )


def _values(kept: Mapping[str, Any], part: str) -> Iterable[Any]:
    return kept[part].values() if part in kept else ()


def to_keep(
    ballots: Ballots,
    group: Numbers,
    base: Clusters,
    tried: Mapping[int, Clusters],
    steady: Mapping[str, int],
    before: Memory,
) -> dict[str, Any]:
    """What the next update needs, as plain JSON; ``before`` is what this one was given."""
    inside = group != NOBODY
    people = [repr(ballots.people[row]) for row in np.flatnonzero(inside).tolist()]
    bases = [str(number) for number in base.number.tolist()]
    remembered = Memory(
        base_of=dict(zip(people, base.of_points.tolist(), strict=True)),
        group_of={
            str(k): dict(zip(bases, groups.of_points.tolist(), strict=True))
            for k, groups in tried.items()
        },
        k=dict(steady),
        votes=_votes(ballots, inside),
    )
    return {MEMORY: vars(remembered), VOTES_BEFORE: dict(before.votes)}


def _votes(ballots: Ballots, grouped: NDArray[np.bool_]) -> dict[str, list[int]]:
    """Disagrees, passes and agrees of grouped people, by repr of the statement's id."""
    counted = grouped[ballots.row]
    cell = ballots.column[counted] * np.int64(3) + ballots.answer[counted] + 1
    tallies = np.bincount(cell, minlength=3 * len(ballots.statements)).reshape(-1, 3)
    ids = [repr(statement.id) for statement in ballots.statements]
    return dict(zip(ids, tallies.tolist(), strict=True))
