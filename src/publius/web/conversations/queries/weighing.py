"""Results as if every seat had as many people as the call asked for, beside those as they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from publius.web.calls.models import Seat

from ..models import Answer, Conversation, Statement, Vote
from .counts import FEWEST
from .map_page import Line


@dataclass(frozen=True)
class Cell:
    """People of one seat (or of one kind of seat) who voted on a statement."""

    wanted: float
    people: int
    agree: int


@dataclass(frozen=True)
class Weighed:
    """The share that agrees with one statement, as it is and by what was asked for."""

    statement: Statement
    people: int
    plain: float
    weighted: float | None  # None: too few people of some seat


def weighted_share(cells: Iterable[Cell]) -> float | None:
    """The share that agrees if each cell counted for as many people as were wanted.

    Cells in which nobody voted are left out. None where a cell has fewer than five people: the
    difference to the plain share would tell what they said.

    >>> weighted_share([Cell(3, 20, 20), Cell(1, 5, 0)])
    0.75
    """
    filled = [cell for cell in cells if cell.people]
    if len(filled) < 2 or any(cell.people < FEWEST for cell in filled):
        return None
    wanted = sum(cell.wanted for cell in filled)
    return sum(cell.wanted * cell.agree / cell.people for cell in filled) / wanted


def weighed(conversation: Conversation, statements: Iterable[Statement]) -> list[Weighed]:
    """Each statement that five people or more voted on; by seat, or by kind where seats are few."""
    chosen = {each.pk: each for each in statements}
    votes = Vote.objects.counted().filter(statement__in=chosen)
    counts = votes.values_list("statement", "participant__seat").annotate(
        people=Count("pk"), agree=Count("pk", filter=Q(answer=Answer.AGREE))
    )
    by_statement: dict[int, list[tuple[int | None, int, int]]] = defaultdict(list)
    for key, seat, people, agree in counts.order_by():
        by_statement[key].append((seat, people, agree))
    seats = {seat.pk: seat for seat in Seat.objects.filter(call=conversation.call_id)}
    found = [_weighed(chosen[key], rows, seats) for key, rows in by_statement.items()]
    told = [each for each in found if each.people >= FEWEST]
    return sorted(told, key=lambda each: -each.plain)


def weighted_shares(conversation: Conversation) -> dict[int, float | None]:
    """By number of the statement: the weighted share, to be kept with a map."""
    statements = Statement.objects.votable().filter(conversation=conversation)
    return {each.statement.number: each.weighted for each in weighed(conversation, statements)}


def as_told(lines: Iterable[Line]) -> list[Weighed]:
    """The statements of a map whose totals are told, as they were kept with it."""
    told = [
        Weighed(
            line.statement,
            line.total.people,
            line.total.agree_share,
            line.result.get("weighted"),
        )
        for line in lines
        if line.total.is_told
    ]
    return sorted(told, key=lambda each: -each.plain)


def _weighed(
    statement: Statement, rows: list[tuple[int | None, int, int]], seats: dict[int, Seat]
) -> Weighed:
    people, agree = sum(row[1] for row in rows), sum(row[2] for row in rows)
    by_seat = weighted_share(_cells(rows, seats, lambda seat: seat.pk))
    by_kind = weighted_share(_cells(rows, seats, lambda seat: seat.kind))
    return Weighed(
        statement, people, agree / people if people else 0.0,
        by_kind if by_seat is None else by_seat,
    )  # fmt: skip


def _cells(rows, seats: dict[int, Seat], key) -> list[Cell]:
    """People without a seat are in no cell: nobody asked for a number of them."""
    sums: dict[object, list[float]] = defaultdict(lambda: [0.0, 0, 0])
    for seat in seats.values():
        sums[key(seat)][0] += (seat.minimum + seat.maximum) / 2
    for seat_key, people, agree in rows:
        if seat_key in seats:
            cell = sums[key(seats[seat_key])]
            cell[1] += people
            cell[2] += agree
    return [Cell(wanted, int(people), int(agree)) for wanted, people, agree in sums.values()]
