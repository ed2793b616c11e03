"""A map beside the texts of its statements, ready to be told."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from publius.opinion.published import FEWEST
from publius.opinion.types import Confidence, OpinionMap, Statement, StatementResult, Status


@dataclass(frozen=True)
class Told:
    """A map, the texts of its statements and how many of them each list has."""

    found: OpinionMap
    statements: Mapping[Hashable, Statement]
    top: int

    @cached_property
    def shown(self) -> list[StatementResult]:
        return [r for r in self.found.statements.values() if r.status is Status.SHOWN]

    @cached_property
    def heard(self) -> list[StatementResult]:
        return [result for result in self.shown if result.is_heard]

    @cached_property
    def groups(self) -> list[str]:
        """Groups that are clear, and large enough to say something about."""
        if self.found.confidence is Confidence.NONE:
            return []
        return [label for label, group in self.found.groups.items() if group.size >= FEWEST]

    def text(self, key: Hashable) -> str:
        statement = self.statements.get(key)
        return statement.text if statement and statement.text else f"Statement {key}"

    @cached_property
    def votes(self) -> int:
        return sum(result.tally.voted for result in self.found.statements.values())

    @cached_property
    def grouped(self) -> int:
        return sum(group.size for group in self.found.groups.values())
