"""A report as sections of sentences and tables, and how it is written down."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from publius.opinion.published import FEWEST

HIDDEN = f"fewer than {FEWEST} people"
MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A share and the number of people it is a share of; both hidden where these are too few.

    >>> str(Figure.of(20, 25)), str(Figure.of(1, 4))
    ('80% of 25', 'fewer than 5 people')
    """

    share: float | None
    n: int | None

    @classmethod
    def of(cls, count: int, n: int) -> "Figure":
        return cls(None, None) if n < FEWEST else cls(count / n, n)

    def __str__(self) -> str:
        return HIDDEN if self.share is None else f"{100 * self.share:.0f}% of {self.n:,}"


Cell = str | Figure


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every figure carries its number of people."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One thing to say: sentences first, then the figures they rest on, if any."""

    title: str
    sentences: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a map says, in the order in which one would tell it.

    >>> print(Report("Buses", (Section("Who", ("Twelve people voted.",)),)).markdown())
    # Buses
    <BLANKLINE>
    ## Who
    Twelve people voted.
    <BLANKLINE>
    """

    title: str
    sections: tuple[Section, ...]

    def text(self, width: int = 80) -> str:
        """Plain text, a row of a table on lines of its own, for any screen or reader."""
        blocks = [_under(self.title, "=")]
        for section in self.sections:
            lines = [_under(section.title, "-"), textwrap.fill(" ".join(section.sentences), width)]
            lines += [_in_lines(row, width) for row in _named_rows(section.table)]
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks) + "\n"

    def markdown(self) -> str:
        """Markdown with tables; what people wrote is text there, never markup."""
        lines = [f"# {_escaped(self.title)}", ""]
        for section in self.sections:
            lines += [f"## {_escaped(section.title)}", _escaped(" ".join(section.sentences)), ""]
            if section.table:
                lines += [*_markdown_rows(section.table), ""]
        return "\n".join(lines)

    def plain(self) -> dict[str, Any]:
        """What JSON knows; a figure becomes its share and n, both null where it is hidden."""
        sections = [
            {
                "title": section.title,
                "sentences": list(section.sentences),
                "header": list(section.table.header) if section.table else [],
                "rows": [[_plain(cell) for cell in row] for row in section.table.rows]
                if section.table
                else [],
            }
            for section in self.sections
        ]
        return {"title": self.title, "sections": sections}


def _under(title: str, mark: str) -> str:
    return f"{title}\n{mark * max(len(title), 3)}"


def _named_rows(table: Table | None) -> Iterator[list[tuple[str, Cell]]]:
    for row in table.rows if table else ():
        yield list(zip(table.header if table else (), row, strict=True))


def _in_lines(row: list[tuple[str, Cell]], width: int) -> str:
    (_, first), *others = row
    rest = "; ".join(f"{name}: {cell}" for name, cell in others if cell != "")
    return textwrap.fill(
        f"{_one_line(str(first))} ({rest})" if rest else str(first),
        width,
        initial_indent="  - ",
        subsequent_indent="    ",
    )


def _markdown_rows(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(_escaped(name) for name in table.header)} |"
    yield f"|{'---|' * len(table.header)}"
    for row in table.rows:
        yield f"| {' | '.join(_escaped(str(cell)) for cell in row)} |"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _escaped(text: str) -> str:
    return MARKUP.sub(r"\\\1", _one_line(text))


def _plain(cell: Cell) -> Any:
    return {"share": cell.share, "n": cell.n} if isinstance(cell, Figure) else cell
