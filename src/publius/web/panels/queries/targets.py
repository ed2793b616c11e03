"""Targets of a call, and suggestions for them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from publius.web.calls.models import Call

from ..models import PoolEntry, Target
from .features import DEMOGRAPHIC, FeatureValues, known_features


@dataclass(frozen=True)
class Suggestion:
    """A range that mirrors the pool, for a convener to think about."""

    minimum: int
    maximum: int


def targets_of(user, call: Call) -> list[Target]:
    return list(Target.objects.visible_to(user).filter(call=call))


def pool_counts(call: Call, entries: Iterable[PoolEntry]) -> Counter[tuple[str, str]]:
    """How many people in the pool are known to have each value."""
    known = known_features(call, [entry.person for entry in entries])
    return Counter(pair for features in known.values() for pair in features.items())


def without_answers(call: Call, entries: Iterable[PoolEntry]) -> int:
    """How many people in the pool gave no answer that could balance the group."""
    known = known_features(call, [entry.person for entry in entries])
    return sum(not DEMOGRAPHIC & features.keys() for features in known.values())


def suggestions(
    features: Iterable[FeatureValues], counts: Mapping[tuple[str, str], int], size: int
) -> dict[tuple[str, str], Suggestion]:
    """Ranges around each value's share of those who answered, one place wide at least.

    >>> one = FeatureValues("gender", "Gender", {"woman": "Woman", "man": "Man"})
    >>> suggestions([one], {("gender", "woman"): 30, ("gender", "man"): 10}, size=12)
    {('gender', 'woman'): Suggestion(minimum=8, maximum=10), ('gender', 'man'): \
Suggestion(minimum=2, maximum=4)}
    """
    suggested = {}
    for feature in features:
        answered = sum(counts.get((feature.key, value), 0) for value in feature.values)
        for value in feature.values:
            people = counts.get((feature.key, value), 0)
            if people:
                suggested[feature.key, value] = _around(people / answered * size, people, size)
    return suggested


def _around(expected: float, people: int, size: int) -> Suggestion:
    low, high = max(0, floor(expected - 0.5)), min(size, ceil(expected + 0.5))
    return Suggestion(min(low, people), high)


def target_grid(user, call: Call) -> dict[tuple[str, str], Target]:
    return {(target.feature, target.value): target for target in targets_of(user, call)}
