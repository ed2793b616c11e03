"""Writes a draw as CSV files that are safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from publius.panels.io import PoolFile
from publius.panels.lottery import Lottery
from publius.panels.types import Draw, SeatCount, TargetCount

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guard(cell: str) -> str:
    """Stop a spreadsheet from running a cell as a formula.

    >>> guard("=HYPERLINK(1)"), guard("Ada")
    ("'=HYPERLINK(1)", 'Ada')
    """
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def selected_csv(draw: Draw, pool: PoolFile) -> str:
    """The panel: the seat each member fills, then the columns of the pool."""
    seats = {place.person: place.seat or "" for place in draw.panel}
    return written(
        ("person", "seat", *pool.header),
        ((person, seat, *pool.rows[person]) for person, seat in seats.items()),
    )


def remaining_csv(draw: Draw, pool: PoolFile, *, one_per_household: bool = False) -> str:
    """Everybody else: their chance and place in the reserve list, then the pool's columns.

    With ``one_per_household``, whoever lives with a member of the panel is left out: the list
    is for drawing again when somebody drops out, and they could not be drawn.
    """
    inside = {place.person for place in draw.panel}
    if one_per_household:
        homes = {p.household for p in pool.people if p.id in inside} - {None}
        inside |= {person.id for person in pool.people if person.household in homes}
    turn = {reserve.person: str(n) for n, reserve in enumerate(draw.reserves, start=1)}
    return written(
        ("person", "chance", "reserve", *pool.header),
        (
            (person, f"{draw.chances[person]:.6f}", turn.get(person, ""), *row)
            for person, row in pool.rows.items()
            if person not in inside
        ),
    )


def report_csv(draw: Draw) -> str:
    """The audit table: every target and seat beside the pool and the panel, counted and in %.

    The limits are those that the panel was drawn under; both are also given as a share of it.
    """
    proof, people = draw.certificate, len(draw.chances)
    rows = [_report_row(c.feature, c.value, c, people, draw.size) for c in proof.targets]
    rows += [_report_row("seat", c.title, c, people, draw.size) for c in proof.seats]
    return written(
        ("feature", "value", "min", "max", "min %", "max %", "pool", "pool %", "panel", "panel %"),
        rows,
    )


def _report_row(
    feature: str, value: str, count: TargetCount | SeatCount, people: int, size: int
) -> tuple[str, ...]:
    return (
        feature,
        value,
        str(count.minimum),
        str(count.maximum),
        _percent(count.minimum, size),
        _percent(count.maximum, size),
        str(count.pool),
        _percent(count.pool, people),
        str(count.panel),
        _percent(count.panel, size),
    )


def _percent(count: int, of: int) -> str:
    return f"{100 * count / of:.1f}"


def lottery_csv(lottery: Lottery) -> str:
    """Every ticket with the ids on it: the list to publish before the draw."""
    return written(
        ("ticket", *(f"person {n}" for n in range(1, lottery.request.size + 1))),
        ((str(n), *lottery.people_on(n)) for n in range(len(lottery.tickets))),
    )


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV text with a byte-order mark, so that Excel reads it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([guard(cell) for cell in row])
    return "\ufeff" + text.getvalue()
