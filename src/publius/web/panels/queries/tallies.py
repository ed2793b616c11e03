"""The answers of a pool, counted in batches: what may be told of them, and when to count anew."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from publius.web.calls.models import Call

from ..models import PoolEntry, Tally
from .features import DEMOGRAPHIC, known_features
from .pool import pool_of
from .protection import SMALL, rounded_answers

Answers = Mapping[int, Mapping[str, str]]  # by person: feature -> value


@dataclass(frozen=True)
class Counted:
    """One count of a pool's answers, rounded; only features that enough people answered."""

    people: list[int]
    counts: dict[str, dict[str, int]]
    answered: dict[str, int]


def tally_of(call: Call) -> Tally:
    """The last count of the pool's answers; an empty one where too few answered so far."""
    return Tally.objects.filter(call=call).first() or Tally(call=call)


def answers_in_pool(call: Call) -> dict[int, dict[str, str]]:
    """By person: what they answered for balancing and agree to be used."""
    known = known_features(call, [entry.person for entry in pool_of(call)])
    only = {
        key: {f: v for f, v in features.items() if f in DEMOGRAPHIC}
        for key, features in known.items()
    }
    return {key: answers for key, answers in only.items() if answers}


def is_due(tally: Tally, answers: Answers) -> bool:
    """True when so many came or went since the last count that none of them can be told apart."""
    return len(set(tally.people) ^ answers.keys()) >= SMALL


def count(answers: Answers) -> Counted:
    """Count what people answered; whatever fewer than eight answered is not counted at all."""
    pairs = Counter(pair for theirs in answers.values() for pair in theirs.items())
    answered = Counter(feature for theirs in answers.values() for feature in theirs)
    enough = sorted(feature for feature, people in answered.items() if people >= SMALL)
    return Counted(
        people=sorted(answers),
        counts={
            feature: {v: rounded_answers(n) for (f, v), n in sorted(pairs.items()) if f == feature}
            for feature in enough
        },
        answered={feature: rounded_answers(answered[feature]) for feature in enough},
    )


def too_few_answers(call: Call, features: set[str]) -> list[str]:
    """Those of these features that fewer than eight people in the pool have answered."""
    answered = Counter(f for theirs in answers_in_pool(call).values() for f in theirs)
    return sorted(f for f in features & DEMOGRAPHIC if answered[f] < SMALL)


def people_without_answers(entries: list[PoolEntry], answers: Answers) -> int:
    return sum(entry.person_id not in answers for entry in entries)
