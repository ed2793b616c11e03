"""The figures of a lottery, recounted from its tickets; exact, and rounded only to be written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from typing import Any

from publius.panels.public.entrants import Entrants

PLACES = 9
UNIT = 10**PLACES


def recount(tickets: Sequence[Sequence[int]], people: int, confirmed: Sequence[int]) -> list[int]:
    """On how many tickets everybody is; people confirmed beforehand are on all of them."""
    held: Counter[int] = Counter()
    for ticket in tickets:
        held.update(ticket)
    held.update(dict.fromkeys(confirmed, len(tickets)))
    return [held[person] for person in range(people)]


def report_of(
    tickets: Sequence[Sequence[int]],
    held: Sequence[int],
    asked: Sequence[int],
    unselectable: Sequence[int],
    bounds: tuple[str, str],
) -> dict[str, Any]:
    """How equal the chances are, over everybody who can be in a valid panel.

    ``bounds`` say what the smallest chance cannot exceed: as the file proves, and as was found.
    """
    out = set(unselectable)
    measured = sorted(held[person] for person in asked if person not in out)
    number = len(tickets)
    return {
        "people": len(held),
        "measured": len(measured),
        "tickets": number,
        "panels": len(set(map(tuple, tickets))),
        "smallest": rounded(Fraction(measured[0] if measured else number, number)),
        "largest": rounded(Fraction(measured[-1] if measured else 0, number)),
        "gini": rounded(gini(measured)),
        "geometric_mean": geometric_mean(measured, number),
        "bound": bounds[0],
        "found": bounds[1],
        "unselectable": list(unselectable),
    }


def gini(ranked: Sequence[int]) -> Fraction:
    """How unequal numbers in rising order are (Gini, 1912).

    >>> gini([0, 1]), gini([2, 2])
    (Fraction(1, 2), Fraction(0, 1))
    """
    total, count = sum(ranked), len(ranked)
    if not total:
        return Fraction(0)
    weighted = sum((2 * turn - count + 1) * each for turn, each in enumerate(ranked))
    return Fraction(weighted, count * total)


def geometric_mean(ranked: Sequence[int], number: int) -> str:
    """The geometric mean of everybody's chance, to nine places.

    Decimal's logarithm is rounded correctly, so that the digits are the same on every machine.

    >>> geometric_mean([1, 4], 10)
    '0.200000000'
    """
    if not ranked or not ranked[0]:
        return rounded(Fraction(0))
    with localcontext() as context:
        context.prec, context.rounding = 40, ROUND_HALF_EVEN
        logs = sum((n * Decimal(each).ln() for each, n in Counter(ranked).items()), Decimal(0))
        mean = (logs / len(ranked)).exp() / number
        return str(mean.quantize(Decimal(1).scaleb(-PLACES)))


def rounded(figure: Fraction) -> str:
    """A figure between 0 and 1 to nine places, halves upwards.

    >>> rounded(Fraction(1, 3))
    '0.333333333'
    """
    return _written((2 * figure.numerator * UNIT + figure.denominator) // (2 * figure.denominator))


def rounded_up(figure: Fraction) -> str:
    """A bound to nine places, never below what it stands for.

    >>> rounded_up(Fraction(1, 3))
    '0.333333334'
    """
    return _written(-(-figure.numerator * UNIT // figure.denominator))


def _written(units: int) -> str:
    return f"{units // UNIT}.{units % UNIT:0{PLACES}}"


def counts_of(
    entrants: Entrants, rules: Mapping[str, Any], tickets: Sequence[Sequence[int]]
) -> dict[str, Any]:
    """Each target and seat beside the pool, and the fewest and most that any panel holds."""
    fewest, most = _extremes(entrants, len(rules["targets"]), tickets)
    pool = Counter(number for counted in entrants.counted for number in counted)
    fits = Counter(seat for seats in entrants.seats for seat in seats)
    return {
        "targets": [
            {"pool": pool[number], "fewest": fewest[number], "most": most[number]}
            for number in range(len(rules["targets"]))
        ],
        "seats": [fits[number] for number in range(len(rules["seats"]))],
    }


def _extremes(
    entrants: Entrants, targets: int, tickets: Sequence[Sequence[int]]
) -> tuple[list[int], list[int]]:
    """For every target, how few and how many of its people a panel holds."""
    width = max(len(entrants.counted), 1).bit_length() + 1
    numbers = [sum(1 << (width * n) for n in counted) for counted in entrants.counted]
    before = sum(numbers[person] for person in entrants.confirmed)
    totals = {before + sum(map(numbers.__getitem__, ticket)) for ticket in tickets}
    held = [[total >> (width * n) & ((1 << width) - 1) for total in totals] for n in range(targets)]
    return [min(each) for each in held], [max(each) for each in held]
