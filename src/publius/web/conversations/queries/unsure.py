"""Why people are unsure: what is missing, counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from ..models import Unsure, Vote
from .counts import FEWEST
from .map_page import Line


@dataclass(frozen=True)
class UnsureLine:
    """A statement many are unsure about, and the reasons that five people or more gave."""

    line: Line
    reasons: tuple[tuple[str, int], ...]  # how many at least, in fives: one more moves nothing


def reasons_to_be_unsure(lines: Iterable[Line]) -> list[UnsureLine]:
    """The same statements with what would help people to decide."""
    return [UnsureLine(line, _reasons(line)) for line in lines]


def _reasons(line: Line) -> tuple[tuple[str, int], ...]:
    votes = Vote.objects.counted().filter(statement=line.statement).exclude(unsure="")
    counts = dict(votes.values_list("unsure").annotate(Count("pk")).order_by())
    return tuple(
        (str(Unsure(value).label), people - people % FEWEST)
        for value, people in sorted(counts.items(), key=lambda pair: -pair[1])
        if people >= FEWEST
    )
