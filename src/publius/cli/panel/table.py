"""A draw as people read it in a terminal: targets, pool and panel side by side."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from publius.panels import Draw


def show_draw(draw: Draw, pool: int, console: Console) -> None:
    """Print the targets beside the pool and the panel, the panel, the reserves and the proof."""
    console.print(Text(f"A panel of {draw.size} from a pool of {pool} people\n", "bold"))
    console.print(_table(draw))
    _show_people(draw, console)
    _show_proof(draw, console)


def printable(text: str) -> str:
    """Make a file's text harmless to a terminal and fit for one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _table(draw: Draw) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    table.add_column("target", overflow="fold")
    for title in ("asked for", "pool", "panel"):
        table.add_column(title, justify="right", no_wrap=True)
    for count in draw.certificate.targets:
        name = f"{printable(count.feature)}: {printable(count.value)}"
        table.add_row(
            name, as_range(count.minimum, count.maximum), str(count.pool), str(count.panel)
        )
    for seat in draw.certificate.seats:
        name = f"seat: {printable(seat.title)}"
        table.add_row(name, as_range(seat.minimum, seat.maximum), str(seat.pool), str(seat.panel))
    return table


def as_range(minimum: int, maximum: int) -> str:
    """What is asked for, short: one number where both are the same."""
    return str(minimum) if minimum == maximum else f"{minimum}–{maximum}"


def _show_people(draw: Draw, console: Console) -> None:
    members = [
        printable(place.person) + (f" ({printable(place.seat)})" if place.seat else "")
        for place in draw.panel
    ]
    console.print(Text.assemble("\n", ("Panel: ", "bold"), ", ".join(members)))
    if draw.reserves:
        names = ", ".join(printable(reserve.person) for reserve in draw.reserves)
        console.print(Text.assemble(("Reserves, in order: ", "bold"), names))


def _show_proof(draw: Draw, console: Console) -> None:
    proof = draw.certificate
    console.print(Text(f"\n{proof.statement}"))
    console.print(
        Text(f"The largest chance is {100 * proof.largest:.2f} %; Gini {proof.gini:.3f}.")
    )
    if proof.unselectable:
        count = len(proof.unselectable)
        people = "1 person" if count == 1 else f"{count} people"
        console.print(Text(f"No valid panel can include {people}, whose chance is 0."))
    console.print(
        Text(
            f"Drawn by {draw.method}: ticket {proof.ticket:,} of {proof.tickets:,} equally likely "
            f"tickets (numbered from 0; {proof.panels:,} different panels), decided by seed "
            f"{draw.seed}.\nLottery {proof.lottery_digest}"
        )
    )
