"""Everything that is counted once people stand in groups, whichever engine put them there."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion import statistics
from publius.opinion.ballots import Ballots
from publius.opinion.findings import AGREE, DISAGREE, Chosen, speaking_for, taken_by_all
from publius.opinion.grouping import Grouping
from publius.opinion.statistics import Array, Side
from publius.opinion.types import Finding, GroupAnswer, StatementResult, Status, Tally

HEARD_SHARE = 0.1  # of the people must have voted on a statement
HEARD_VOTES = 5  # people of every group must have voted on it
LONGEST_NUMBER = 19  # digits; a longer text is not taken for a number
AT_ONCE = 1 << 20  # votes counted at a time, to keep memory flat
VOTES_BEFORE = "votes_before"  # in a grouping's state: what priorities are reckoned from


def count(ballots: Ballots, grouping: Grouping) -> "Counts":
    """Count the votes of every group on every statement.

    Votes on rejected and meta statements are counted as they were cast.

    >>> import numpy as np
    >>> ballots = Ballots.of([("ada", "s1", 1), ("bo", "s1", -1), ("cy", "s1", 0)])
    >>> nowhere = np.zeros((1, 2))
    >>> grouping = Grouping(
    ...     positions=np.zeros((3, 2)), statement_positions=nowhere, extremity=np.zeros(1),
    ...     included=np.array([True, True, False]), group=np.array([0, 1, -1]), labels=("A", "B"),
    ...     centres=np.zeros((2, 2)), variance=(0, 0), silhouettes={}, margin=0)
    >>> counts = count(ballots, grouping)
    >>> counts.agrees.tolist(), counts.everybody[0].voted
    ([[1], [0]], 3)
    """
    width, groups = len(ballots.statements), grouping.k
    tallies = np.zeros((groups + 1) * width * 3, dtype=np.int64)
    block = ((grouping.group + 1) * (width * 3)).astype(np.int64)
    for start in range(0, len(ballots.row), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        cell = block[ballots.row[part]] + ballots.column[part] * np.int64(3)
        tallies += np.bincount(cell + (ballots.answer[part] + 1), minlength=len(tallies))
    by_answer = tallies.reshape(groups + 1, width, 3)
    return Counts(ballots, grouping, by_answer[1:], by_answer.sum(axis=0))


@dataclass(frozen=True, eq=False)
class Counts:
    """The votes by group and statement, and what follows from them.

    ``by_answer`` is groups x statements x (disagrees, passes, agrees); ``of_all`` is the same
    for everybody, grouped or not (statements x 3). Where there are no groups, what is said of
    all groups is said of everybody.
    """

    ballots: Ballots
    grouping: Grouping
    by_answer: NDArray[np.int64]
    of_all: NDArray[np.int64]

    @property
    def disagrees(self) -> NDArray[np.int64]:
        return self.by_answer[:, :, 0]

    @property
    def passes(self) -> NDArray[np.int64]:
        return self.by_answer[:, :, 1]

    @property
    def agrees(self) -> NDArray[np.int64]:
        return self.by_answer[:, :, 2]

    @cached_property
    def voted(self) -> NDArray[np.int64]:
        voted: NDArray[np.int64] = self.by_answer.sum(axis=2)
        return voted

    @cached_property
    def everybody(self) -> list[Tally]:
        return _tallies(self.of_all)

    @cached_property
    def agree_side(self) -> Side:
        return statistics.representativeness(self.agrees, self.voted)

    @cached_property
    def disagree_side(self) -> Side:
        return statistics.representativeness(self.disagrees, self.voted)

    @cached_property
    def agree_between(self) -> tuple[Array, Array]:
        return statistics.share_between(self.agrees, self.voted)

    @cached_property
    def consensus(self) -> Array:
        """Group-aware consensus: the product of the groups' agree shares."""
        return statistics.group_aware_consensus(*self._agrees_of_parts())

    @cached_property
    def consensus_lower(self) -> Array:
        """The smallest 5 % bound of the groups' agree shares; 0 for what was not heard."""
        lowest = statistics.share_between(*self._agrees_of_parts())[0].min(axis=0)
        return np.where(self.is_heard, lowest, 0.0)

    @cached_property
    def divisiveness(self) -> Array:
        """The largest difference between two groups' agree shares."""
        if self.grouping.k < 2:
            return np.zeros(len(self.of_all))
        spread: Array = np.ptp(self.agree_side.share, axis=0)
        return spread

    @cached_property
    def priority(self) -> Array:
        """What to ask next, from the votes of grouped people (at the update before, for Polis)."""
        disagrees, passes, agrees = self._votes_for_priority().T
        is_meta = [statement.status is Status.META for statement in self.ballots.statements]
        seen = disagrees + passes + agrees
        return statistics.priority(agrees, passes, seen, self.grouping.extremity, is_meta)

    @cached_property
    def is_heard(self) -> NDArray[np.bool_]:
        """Whether a tenth of the people and five of every group have voted on a statement."""
        enough = self.of_all.sum(axis=1) >= max(HEARD_SHARE * len(self.ballots.people), 1)
        heard: NDArray[np.bool_] = enough & (self._parts().sum(axis=2) >= HEARD_VOTES).all(axis=0)
        return heard

    def representative(self) -> dict[str, tuple[Finding, ...]]:
        """Give, for every group, what sets it apart and what it agrees with best."""
        return {
            label: self._findings(speaking_for(*self._sides_of(number), self._eligible))
            for number, label in enumerate(self.grouping.labels)
        }

    def agreed_by_all(self) -> tuple[Finding, ...]:
        """Give what most voters agree with, grouped or not."""
        return self._taken_by_all(AGREE)

    def disagreed_by_all(self) -> tuple[Finding, ...]:
        """Give what most voters disagree with, grouped or not."""
        return self._taken_by_all(DISAGREE)

    def statement_results(
        self,
        bridging: Sequence[float | None] | Array | None = None,
        common_ground: Sequence[bool] | NDArray[np.bool_] | None = None,
    ) -> dict[Any, StatementResult]:
        """Put all figures of every statement together, keyed by its id.

        ``bridging`` and ``common_ground`` hold one entry per statement, where known.
        """
        rows = self._rows(bridging, common_ground)
        return {row["id"]: StatementResult(**row) for row in rows}

    def group_answers(self) -> list[dict[str, GroupAnswer]]:
        """How each group answered each statement, in the order of the statements."""
        by_group = [self._answers_of(number) for number in range(self.grouping.k)]
        labels = self.grouping.labels
        return [
            dict(zip(labels, answers, strict=True))
            for answers in (zip(*by_group, strict=True) if by_group else ((),) * len(self.of_all))
        ]

    @cached_property
    def _eligible(self) -> NDArray[np.int64]:
        """Statements that are shown, in the order of their ids: how they are listed is chance."""
        ids = [statement.id for statement in self.ballots.statements]
        shown = np.flatnonzero(self.ballots.shown).tolist()
        return np.array(sorted(shown, key=lambda column: _in_order(ids[column])), dtype=np.int64)

    def _parts(self) -> NDArray[np.int64]:
        return self.by_answer if self.grouping.k else self.of_all[np.newaxis]

    def _agrees_of_parts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        parts = self._parts()
        return parts[:, :, 2], parts.sum(axis=2)

    def _votes_for_priority(self) -> NDArray[np.int64]:
        now: NDArray[np.int64] = self._parts().sum(axis=0)
        before: Mapping[str, Sequence[int]] = self.grouping.state.get(VOTES_BEFORE) or {}
        for column, statement in enumerate(self.ballots.statements if before else ()):
            now[column] = before.get(repr(statement.id), (0, 0, 0))
        return now

    def _sides_of(self, number: int) -> tuple[Side, Side, NDArray[np.bool_]]:
        answered = (self.agrees[number] + self.disagrees[number]) > 0
        return _row(self.agree_side, number), _row(self.disagree_side, number), answered

    def _taken_by_all(self, side: int) -> tuple[Finding, ...]:
        counts, seen = self.of_all[:, side + 1], self.of_all.sum(axis=1)
        return self._findings(taken_by_all(counts, seen, side, self._eligible))

    def _findings(self, chosen: Sequence[Chosen]) -> tuple[Finding, ...]:
        ids = self.ballots.statements
        return tuple(
            Finding(ids[one.column].id, one.side, one.score, one.best_agree) for one in chosen
        )

    def _answers_of(self, number: int) -> Iterator[GroupAnswer]:
        agree, disagree = _row(self.agree_side, number), _row(self.disagree_side, number)
        low, high = (bound[number].tolist() for bound in self.agree_between)
        return map(
            GroupAnswer,
            _tallies(self.by_answer[number]),
            agree.share.tolist(),
            disagree.share.tolist(),
            zip(low, high, strict=True),
            agree.z.tolist(),
            disagree.z.tolist(),
            agree.ratio.tolist(),
            disagree.ratio.tolist(),
            agree.ratio_z.tolist(),
            disagree.ratio_z.tolist(),
        )

    def _rows(self, bridging: Any, common_ground: Any) -> Iterator[dict[str, Any]]:
        width = len(self.of_all)
        columns = {
            "id": [statement.id for statement in self.ballots.statements],
            "status": [statement.status for statement in self.ballots.statements],
            "tally": self.everybody,
            "by_group": self.group_answers(),
            "x": self.grouping.statement_positions[:, 0].tolist(),
            "y": self.grouping.statement_positions[:, 1].tolist(),
            "extremity": self.grouping.extremity.tolist(),
            "consensus": self.consensus.tolist(),
            "consensus_lower": self.consensus_lower.tolist(),
            "bridging": [None] * width if bridging is None else np.asarray(bridging).tolist(),
            "divisiveness": self.divisiveness.tolist(),
            "priority": self.priority.tolist(),
            "is_heard": self.is_heard.tolist(),
            "is_common_ground": (
                [False] * width if common_ground is None else np.asarray(common_ground).tolist()
            ),
        }
        for values in zip(*columns.values(), strict=True):
            yield dict(zip(columns, values, strict=True))


def _tallies(by_answer: NDArray[np.int64]) -> list[Tally]:
    return [Tally(agrees, disagrees, passes) for disagrees, passes, agrees in by_answer.tolist()]


def _row(side: Side, number: int) -> Side:
    return Side(side.share[number], side.z[number], side.ratio[number], side.ratio_z[number])


def _in_order(key: Hashable) -> tuple[bool, float, str]:
    """Sort numbers (and texts that are numbers) by size, before everything else by its letters."""
    if isinstance(key, int | float):
        return False, key, ""
    is_number = isinstance(key, str) and key.isdecimal() and len(key) < LONGEST_NUMBER
    return not is_number, int(str(key)) if is_number else 0, str(key)
