"""Targets of a call, what they are set beside, and suggestions for them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from django.utils.translation import gettext as _

from publius.web.calls.models import Call

from ..models import PoolEntry, Tally, Target
from .features import DEMOGRAPHIC, FeatureValues, known_features
from .population import similarity, similarity_words
from .protection import answer_words, estimated

Pair = tuple[str, str]  # feature and value
NEARLY = 1e-9  # a share of exactly 3 places is not rounded up to 4


@dataclass(frozen=True)
class Suggestion:
    """A range that mirrors the population, or else the pool, for a convener to think about."""

    minimum: int
    maximum: int


def targets_of(user, call: Call) -> list[Target]:
    return list(Target.objects.visible_to(user).filter(call=call))


def target_grid(user, call: Call) -> dict[Pair, Target]:
    return {(target.feature, target.value): target for target in targets_of(user, call)}


@dataclass(frozen=True)
class PoolCounts:
    """How many people in the pool hold each value: answers rounded and in batches."""

    tally: Tally
    facts: Counter[Pair]  # what is known of everybody

    def number(self, feature: str, value: str) -> int:
        if feature in DEMOGRAPHIC:
            return self.tally.counts.get(feature, {}).get(value, 0)
        return self.facts[feature, value]

    def likely(self, feature: FeatureValues) -> dict[str, float]:
        """How the people who hold one of its values divide, as far as it may be told."""
        exact = {value: self.number(feature.key, value) for value in feature.values}
        if feature.key not in DEMOGRAPHIC:
            return exact
        return estimated(exact, feature.values, self.tally.answered.get(feature.key, 0))

    def words(self, feature: str, value: str) -> str:
        if feature not in DEMOGRAPHIC:
            return str(self.facts[feature, value])
        if feature not in self.tally.counts:
            return _("not counted yet")
        return answer_words(self.number(feature, value))


def pool_counts(call: Call, entries: Iterable[PoolEntry], tally: Tally) -> PoolCounts:
    known = known_features(call, [entry.person for entry in entries])
    pairs = (pair for features in known.values() for pair in features.items())
    return PoolCounts(tally, Counter(pair for pair in pairs if pair[0] not in DEMOGRAPHIC))


def suggestions(
    features: Iterable[FeatureValues],
    population: Mapping[str, Mapping[str, float]],
    counts: PoolCounts,
    size: int,
) -> dict[Pair, Suggestion]:
    """Ranges around the population's shares; where these are not known, around the pool's."""
    suggested = {}
    for feature in features:
        known = population.get(feature.key)
        find = _mirroring(known, size) if known else _around_pool(feature, counts, size)
        for value, found in find.items():
            suggested[feature.key, value] = _leaving_room(feature.key, found, size)
    return suggested


def _mirroring(shares: Mapping[str, float], size: int) -> dict[str, Suggestion]:
    """The whole numbers below and above each share: they always add up to the size.

    >>> _mirroring({"woman": 0.51, "man": 0.49}, 10)
    {'woman': Suggestion(minimum=5, maximum=6), 'man': Suggestion(minimum=4, maximum=5)}
    """
    return {
        value: Suggestion(floor(share * size + NEARLY), ceil(share * size - NEARLY))
        for value, share in shares.items()
    }


def _around_pool(feature: FeatureValues, counts: PoolCounts, size: int) -> dict[str, Suggestion]:
    people = counts.likely(feature)
    answered = sum(people.values())
    return {
        value: _around(number / answered * size, number, size)
        for value, number in people.items()
        if number
    }


def _around(expected: float, people: float, size: int) -> Suggestion:
    """One place wide at least.

    >>> _around(9.0, 30, 12), _around(3.0, 10, 12)
    (Suggestion(minimum=8, maximum=10), Suggestion(minimum=2, maximum=4))
    """
    low, high = max(0, floor(expected - 0.5)), min(size, ceil(expected + 0.5))
    return Suggestion(min(low, floor(people)), high)


def _leaving_room(feature: str, found: Suggestion, size: int) -> Suggestion:
    """A range of answers never says "nobody" or "everybody"."""
    if feature not in DEMOGRAPHIC:
        return found
    return Suggestion(min(found.minimum, size - 1), max(found.maximum, 1))


def likeness_words(
    feature: FeatureValues,
    shares: Mapping[str, float],
    counts: PoolCounts,
    targets: Mapping[Pair, Target],
) -> list[str]:
    """How alike the pool and the targets are to the population, feature by feature."""
    pool = counts.likely(feature)
    asked = {v: t for v in feature.values if (t := targets.get((feature.key, v)))}
    middle = {value: (t.minimum + t.maximum) / 2 for value, t in asked.items()}
    whole = middle if len(middle) == len(feature.values) else {}
    said = [
        similarity_words(_("The pool"), similarity(shares, pool)),
        similarity_words(_("The middle of the saved targets"), similarity(shares, whole)),
    ]
    return [sentence for sentence in said if sentence]
