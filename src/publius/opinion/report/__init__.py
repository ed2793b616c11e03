"""Tells what a map says: sentences first, then the figures, each with its number of people."""

from collections.abc import Hashable, Iterable, Mapping

from publius.opinion.listing import listed
from publius.opinion.published import FEWEST
from publius.opinion.report import sections
from publius.opinion.report.shape import Figure, Report, Section, Table
from publius.opinion.report.told import Told
from publius.opinion.types import OpinionMap, Statement

__all__ = ["Figure", "Report", "Section", "Table", "report"]

TITLE = "What people think"
Texts = Iterable[Statement | Hashable] | Mapping[Hashable, str | Statement]


def report(
    found: OpinionMap, statements: Texts = (), *, title: str = TITLE, top: int = 5
) -> Report:
    """Tell what a map says, in words anybody understands; ``statements`` gives their texts.

    Each list has at most ``top`` statements. What fewer than five people said is not told. Where
    there are no clear groups, statements are ranked by what people agree on across viewpoints.

    >>> from publius.opinion import fit
    >>> print(report(fit([("ada", 1, 1), ("bo", 1, 1)])).sections[0].sentences[0])
    Fewer than 5 people have voted, so nothing can be told without telling what each of them said.
    """
    told = Told(found, _by_id(statements), top)
    voters = _voters(told)
    if voters < FEWEST:
        return Report(title, (Section("What this rests on", (_too_few(voters),)),))
    parts = (
        sections.basis(told),
        sections.certainty(told),
        sections.groups(told),
        sections.common_ground(told),
        sections.divisions(told),
        *sections.setting_apart(told),
        sections.somewhere(told),
        sections.uncertain(told),
        sections.small(told),
    )
    return Report(title, tuple(part for part in parts if part is not None))


def _too_few(voters: int) -> str:
    if not voters:
        return "Nobody has voted yet."
    return (
        f"Fewer than {FEWEST} people have voted, so nothing can be told without telling "
        "what each of them said."
    )


def _voters(told: Told) -> int:
    """How many people the map knows of; at least as many as voted on any one statement."""
    most = max((r.tally.voted for r in told.found.statements.values()), default=0)
    return max(len(told.found.people), most)


def _by_id(statements: Texts) -> dict[Hashable, Statement]:
    if isinstance(statements, Mapping):
        return {
            key: each if isinstance(each, Statement) else Statement(key, each)
            for key, each in statements.items()
        }
    return {each.id: each for each in listed(statements)}
