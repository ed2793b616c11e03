"""An assignment as people read it in a terminal: who sits where, and what it is worth."""

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from publius.cli.match_table import printable
from publius.matching.assignment import Assigned, Assignment, SeatScore


def show_assignment(found: Assignment, console: Console) -> None:
    """Print every seat with its people, then how good and how even it is."""
    console.print(_table(found))
    console.print(Text(_figures(found)))
    for price in found.prices:
        console.print(Text(f"The quota '{printable(price.feature)}' costs {price.total:.2f}."))
    for change in found.not_kept:
        console.print(Text(f"Not kept: {printable(str(change))}.", "yellow"))
    if found.late:
        console.print(
            Text("The time limit ended the search; another machine may find other places.")
        )


def _table(found: Assignment) -> Table:
    table = Table(box=None, pad_edge=True, padding=(0, 1), header_style="dim")
    table.add_column("seat", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("people (fit)", overflow="fold")
    sitting = {
        seat: list(places) for seat, places in groupby(found.places, key=lambda place: place.seat)
    }
    for seat in found.seats:
        table.add_row(*_row(seat, sitting.get(seat.seat, [])))
    return table


def _row(seat: SeatScore, places: list[Assigned]) -> tuple[Text, Text, Text]:
    people = ", ".join(_said(place) for place in places) or "nobody"
    return Text(printable(seat.seat)), Text(f"{seat.score:.2f}"), Text(people)


def _said(place: Assigned) -> str:
    confirmed = ", confirmed" if place.confirmed else ""
    return f"{printable(place.person)} ({place.fit:.2f}{confirmed})"


def _figures(found: Assignment) -> str:
    figures = found.figures
    return (
        f"\nTotal {figures.total:.2f} of at most {figures.best_total:.2f}; "
        f"worst-off seat {figures.lowest:.2f} of at most {figures.best_lowest:.2f}; "
        f"worst-off tenth {figures.lowest_tenth:.2f}; "
        f"pairs of seats with envy: {figures.envy}."
    )
