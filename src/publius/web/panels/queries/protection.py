"""Rounding that keeps single people from being worked out of counts.

Measured on random tables: hiding small cells beside exact totals gives most of them away, while
rounding everything independently gives nearly none (ADR on small counts).
"""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

SMALL = 8
BASE = 5


def protected_count(people: int) -> str:
    """A count as it may be published: nothing, "fewer than 8", or the nearest five.

    >>> [str(protected_count(n)) for n in (0, 1, 7, 8, 12, 13)]
    ['0', 'fewer than 8', 'fewer than 8', '10', '10', '15']
    """
    return "0" if people == 0 else answer_words(rounded_answers(people))


def rounded_count(people: int) -> int:
    """The same for pictures, which need a number: 1 to 7 all become 5.

    >>> [rounded_count(n) for n in (0, 1, 7, 8, 12, 13)]
    [0, 5, 5, 10, 10, 15]
    """
    if people == 0:
        return 0
    return rounded_answers(people) or BASE


def rounded_answers(people: int) -> int:
    """How many people gave one answer, as it may be kept and told: 0 stands for fewer than 8.

    Nobody at all is not told apart from a few: "nobody here is ..." says it of everybody.

    >>> [rounded_answers(n) for n in (0, 1, 7, 8, 12, 13)]
    [0, 0, 0, 10, 10, 15]
    """
    return 0 if people < SMALL else BASE * max(2, (people + BASE // 2) // BASE)


def answer_words(rounded: int) -> str:
    """A rounded count of answers in words.

    >>> [str(answer_words(n)) for n in (0, 10)]
    ['fewer than 8', '10']
    """
    return str(rounded) if rounded else _("fewer than %(number)d") % {"number": SMALL}


def estimated(
    counts: Mapping[str, int], values: Collection[str], answered: int
) -> dict[str, float]:
    """Counts with what is left over shared out among the values of fewer than 8 people.

    >>> estimated({"yes": 0, "no": 20}, ["no", "yes"], 25)
    {'no': 20, 'yes': 5.0}
    """
    small = [value for value in values if not counts.get(value)]
    left = max(0, answered - sum(counts.values()))
    each = min(left / len(small), SMALL - 1) if small else 0.0
    return {value: counts.get(value) or each for value in sorted(values)}


def bounds_of(rounded: int) -> tuple[int, int]:
    """The least and the most people a rounded count of answers can stand for.

    >>> bounds_of(0), bounds_of(10), bounds_of(15)
    ((0, 7), (8, 12), (13, 17))
    """
    return (rounded - 2, rounded + 2) if rounded else (0, SMALL - 1)
