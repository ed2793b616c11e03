"""A report on opinions as people read it in a terminal."""

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from publius.cli.panel.table import printable
from publius.opinion import Report, Table


def show_report(report: Report, console: Console) -> None:
    """Print the sentences of every section, and its table below."""
    console.print(Text(printable(report.title), "bold"))
    for section in report.sections:
        console.print(Text(f"\n{printable(section.title)}", "bold"))
        console.print(Text(printable(" ".join(section.sentences))))
        if section.table:
            console.print(_grid(section.table))


def _grid(table: Table) -> Grid:
    grid = Grid(box=None, padding=(0, 1), header_style="dim")
    for number, title in enumerate(table.header):
        words = number == 0
        grid.add_column(printable(title), overflow="fold", ratio=3 if words else None)
    for row in table.rows:
        grid.add_row(*(Text(printable(str(cell))) for cell in row))
    return grid
