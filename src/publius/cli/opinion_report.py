"""A report on opinions as people read it in a terminal."""

import textwrap

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from publius.cli.panel.table import printable
from publius.opinion import Report, Table

INDENT = 4
NO_BREAK = "\N{NO-BREAK SPACE}"
GAP = 2  # columns of the screen between two of a table
ROOM_FOR_WORDS = 40  # a statement in less is a tower of syllables


def show_report(report: Report, console: Console) -> None:
    """Print the sentences of every section, and its table below."""
    console.print(Text(printable(report.title), "bold"))
    for section in report.sections:
        console.print(Text(f"\n{printable(section.title)}", "bold"))
        console.print(Text(printable(" ".join(section.sentences))))
        if section.table and _fits(section.table, console.width):
            console.print(_grid(section.table))
        elif section.table:
            _show_rows(section.table, console)


def _fits(table: Table, width: int) -> bool:
    """Whether the first column has enough room beside the others, which are not broken."""
    words, *figures = (_width(list(column)) for column in _columns(table))
    return width - sum(figures) >= min(words, ROOM_FOR_WORDS + GAP)


def _columns(table: Table) -> list[tuple[str, ...]]:
    rows = [table.header, *([str(cell) for cell in row] for row in table.rows)]
    return list(zip(*rows, strict=True))


def _width(column: list[str]) -> int:
    return max(cell_len(printable(cell)) for cell in column) + GAP


def _grid(table: Table) -> Grid:
    grid = Grid(box=None, padding=(0, 1), header_style="dim")
    for number, title in enumerate(table.header):
        grid.add_column(printable(title), overflow="fold", no_wrap=number > 0)
    for row in table.rows:
        grid.add_row(*(Text(printable(str(cell))) for cell in row))
    return grid


def _show_rows(table: Table, console: Console) -> None:
    """For narrow screens: the words of a row across all of it, its figures below."""
    for words, *figures in table.rows:
        console.print(Padding(Text(printable(str(words)), overflow="fold"), (0, 1)))
        named = zip(table.header[1:], figures, strict=True)
        told = [printable(f"{title}: {cell}") for title, cell in named if cell != ""]
        for line in _lines(told, console.width - 2 * INDENT):
            console.print(Padding(Text(line), (0, 0, 0, INDENT)))


def _lines(told: list[str], width: int) -> list[str]:
    """As many in a line as fit; none is broken unless it is longer than a line."""
    unbroken = "; ".join(each.replace(" ", NO_BREAK) for each in told)
    return [line.replace(NO_BREAK, " ") for line in textwrap.wrap(unbroken, max(width, 1))]
