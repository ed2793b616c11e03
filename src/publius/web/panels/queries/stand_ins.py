"""Made-up answers that have the counts everybody may see, for checks that give nothing away.

Whoever runs a call may try as many targets as they like. Were each try checked against what
people really answered, a few tries would tell what one of them did: one seat that only they
offer, and a target that nobody with the answer in question could meet. So a check deals the
rounded counts out to the pool at random, each feature by itself. Its result follows from what
the page shows anyway; only a draw looks at real answers, and every draw stays on record.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from ..models import Tally, Target
from .protection import bounds_of

DEALS = 3  # ways of dealing tried before a check says that no group is possible


def dealt_answers(
    tally: Tally, people: Sequence[int], targets: Sequence[Target], deal: int = 0
) -> dict[int, dict[str, str]]:
    """By person: an answer per counted feature, dealt anew for each number of the `deal`."""
    dealt: dict[int, dict[str, str]] = {person: {} for person in people}
    for feature, counts in sorted(tally.counts.items()):
        wanted = {t.value: t.minimum for t in targets if t.feature == feature}
        order = _shuffled(people, f"{tally.call_id} {feature} {deal}")
        for person, value in zip(order, _hand(counts, wanted, len(order)), strict=False):
            dealt[person][feature] = value
    return dealt


def _shuffled(people: Sequence[int], deal: str) -> list[int]:
    return sorted(people, key=lambda person: sha256(f"{deal} {person}".encode()).digest())


def _hand(counts: Mapping[str, int], wanted: Mapping[str, int], people: int) -> list[str]:
    """The answers to deal: each as often as its count says, in favour of what is asked for."""
    times = {
        value: likely(counts.get(value, 0), wanted.get(value, 0)) for value in {**counts, **wanted}
    }
    while sum(times.values()) > people:
        spare = max(times, key=lambda value: (times[value] - wanted.get(value, 0), value))
        times[spare] -= 1
    return [value for value, number in sorted(times.items()) for _ in range(number)]


def likely(rounded: int, wanted: int) -> int:
    """How many people a rounded count stands for, as near to what is asked for as it may be.

    >>> likely(10, 4), likely(10, 11), likely(10, 20), likely(0, 3)
    (10, 11, 12, 5)
    """
    low, high = bounds_of(rounded)
    return max(rounded or (low + high + 3) // 2, min(wanted, high))


def is_close(rounded: int, wanted: int) -> bool:
    """True where rounding leaves open whether enough people are there.

    >>> is_close(10, 8), is_close(10, 9), is_close(0, 1), is_close(0, 8)
    (False, True, True, False)
    """
    low, high = bounds_of(rounded)
    return low < wanted <= high
