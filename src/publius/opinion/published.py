"""What of a map everybody may know: no single person, nothing that fewer than five said."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from publius.opinion.types import Finding, Group, GroupAnswer, OpinionMap, StatementResult

FEWEST = 5  # people; what fewer said is not told


def published(found: OpinionMap) -> OpinionMap:
    """Take out of a map what would tell about single people or about fewer than five.

    Left out are ``people``, ``state``, groups of fewer than five, statements that fewer than five
    voted on, and the answer of a group of which fewer than five voted; where the rest would give
    it away by subtraction, that of the next smallest group as well.

    >>> from publius.opinion import fit
    >>> found = published(fit([(n, s, 1) for n in range(6) for s in ("s1", "s2")[: 1 + n // 4]]))
    >>> list(found.statements), dict(found.people)
    (['s1'], {})
    """
    groups = {label: group for label, group in found.groups.items() if group.size >= FEWEST}
    statements = {
        key: replace(result, by_group=_told(result, groups))
        for key, result in found.statements.items()
        if not 0 < result.tally.voted < FEWEST
    }
    return replace(
        found,
        people={},
        state={},
        groups=groups,
        statements=statements,
        representative={
            label: tuple(
                each
                for each in _known(found.representative.get(label, ()), statements)
                if label in statements[each.statement].by_group
            )
            for label in groups
        },
        agreed_by_all=tuple(_known(found.agreed_by_all, statements)),
        disagreed_by_all=tuple(_known(found.disagreed_by_all, statements)),
    )


def _told(result: StatementResult, groups: Mapping[str, Group]) -> dict[str, GroupAnswer]:
    """The answers of groups that can be told, the largest first to stay."""
    told = {
        label: answer
        for label, answer in result.by_group.items()
        if label in groups and not 0 < answer.tally.voted < FEWEST
    }
    while told and 0 < _untold(result, told) < FEWEST:
        voted = {label: answer.tally.voted for label, answer in told.items()}
        del told[min(voted, key=lambda label: voted[label] or result.tally.voted)]
    return told


def _untold(result: StatementResult, told: Mapping[str, GroupAnswer]) -> int:
    """How many voters are left when those of the told groups are subtracted.

    Where no group is kept back they are people in no group, who tell nothing about one.
    """
    if len(told) == len(result.by_group):
        return 0
    return result.tally.voted - sum(answer.tally.voted for answer in told.values())


def _known(findings: Iterable[Finding], statements: Mapping[object, object]) -> Iterable[Finding]:
    return (finding for finding in findings if finding.statement in statements)
