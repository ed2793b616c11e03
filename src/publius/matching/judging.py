"""The full judgement of people for a need: scores, bands and reasons from their evidence.

``judge`` scores some people exactly as ``MemoryIndex`` scores them among everybody, given the
``Statistics`` of the whole place. An index that only retrieves candidates ends with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from publius.matching.aims import aim_for
from publius.matching.encoders import Encoder
from publius.matching.errors import BadValueError
from publius.matching.items import Item, TermTable
from publius.matching.model import WORDS_ALONE, Model
from publius.matching.parameters import PARAMETERS, Parameters
from publius.matching.pooling import MILLION
from publius.matching.reasons import reason_for
from publius.matching.results import Band, Fit, Found
from publius.matching.scoring import Scores, score
from publius.matching.snapshot import Snapshot, Vector, take_snapshot
from publius.matching.statistics import Statistics
from publius.matching.ties import tie_key
from publius.matching.types import Evidence, Filters, Need, Profile
from publius.matching.vocabulary import Vocabulary

EVERYBODY = Filters()


def judge(
    need: Need,
    evidence: Iterable[Evidence],
    statistics: Statistics,
    *,
    profiles: Iterable[Profile] = (),
    top: int = 50,
    filters: Filters | None = None,
    today: date | None = None,
    parameters: Parameters = PARAMETERS,
    encoder: Encoder = WORDS_ALONE,
    vocabulary: Vocabulary | None = None,
    vectors: Mapping[str, Vector] | None = None,
) -> Found:
    """Judge the people these items are about; give all items of each, or scores will differ.

    ``vectors`` may hold the encoder's vectors of items by id; the others are worked out here.

    >>> from publius.matching import Kind
    >>> cab = Evidence("e1", "Bo", Kind.PRACTICAL, "I drive a cab.", "role")
    >>> found = judge(Need("n1", "Cab drivers"), [cab], Statistics(9, {"cab": 1, "drive": 4}))
    >>> [fit.person for fit in found.fits]
    ['Bo']
    """
    return judge_with(
        Model.of(parameters, vocabulary, encoder),
        need,
        evidence,
        statistics,
        profiles=profiles,
        top=top,
        filters=filters,
        today=today,
        vectors=vectors,
    )


def judge_with(
    model: Model,
    need: Need,
    evidence: Iterable[Evidence],
    statistics: Statistics,
    *,
    profiles: Iterable[Profile] = (),
    top: int = 50,
    filters: Filters | None = None,
    today: date | None = None,
    vectors: Mapping[str, Vector] | None = None,
) -> Found:
    """Judge some people by a model that is at hand already; see ``judge``."""
    table = TermTable()
    items = [table.item(each) for each in evidence]
    known = {profile.person: profile for profile in profiles}
    vectors = with_missing(vectors or {}, items, model.encoder)
    snapshot = take_snapshot(items, table.words(), statistics, known, vectors, model)
    return find(snapshot, need, model, top=top, filters=filters, today=today)


def with_missing(
    vectors: Mapping[str, Vector], items: Iterable[Item], encoder: Encoder
) -> Mapping[str, Vector]:
    """Add the vectors of items that have none yet."""
    if not encoder.dimension:
        return vectors
    missing = [item.evidence for item in items if item.evidence.id not in vectors]
    found = encoder.encode([each.text for each in missing])
    return {**vectors, **{each.id: row for each, row in zip(missing, found, strict=True)}}


def find(
    snapshot: Snapshot,
    need: Need,
    model: Model,
    *,
    top: int,
    filters: Filters | None,
    today: date | None,
) -> Found:
    """Return the best ``top`` people of a snapshot, with reasons."""
    if top < 1:
        raise BadValueError("top", top=top)
    filters = filters or EVERYBODY
    aims = [aim_for(side, snapshot.statistics, model) for side in need.sides()]
    sides = [score(snapshot, aim, filters, today, model.parameters) for aim in aims]
    standing = _stand(snapshot, sides)
    best = _best(snapshot, standing, need, top)
    fits = tuple(_fit(snapshot, sides, standing, each, model) for each in best)
    return Found(standing.considered, fits)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Everybody's score on the side they fit best, the first one where two are equal."""

    totals: NDArray[np.int64]
    side: NDArray[np.int64]
    considered: int


def _stand(snapshot: Snapshot, sides: list[Scores]) -> _Standing:
    totals = np.zeros((len(sides), len(snapshot.people)), dtype=np.int64)
    for number, scores in enumerate(sides):
        np.add.at(totals[number], snapshot.person[scores.rows], scores.parts)
    seen = np.unique(np.concatenate([snapshot.person[scores.rows] for scores in sides]))
    if not len(snapshot.people):
        return _Standing(totals[0], totals[0], 0)
    return _Standing(totals.max(axis=0), totals.argmax(axis=0), len(seen))


def _best(snapshot: Snapshot, standing: _Standing, need: Need, top: int) -> list[int]:
    """Number the people with the highest scores, equals in the order of their lot."""
    totals = standing.totals
    people = np.flatnonzero(totals > 0)
    if len(people) > top:
        least = np.partition(totals[people], -top)[-top]
        people = people[totals[people] >= least]
    names = snapshot.people
    ranked = sorted(people.tolist(), key=lambda at: (-totals[at], tie_key(need.id, names[at])))
    return list(islice(ranked, top))


def _fit(
    snapshot: Snapshot, sides: list[Scores], standing: _Standing, person: int, model: Model
) -> Fit:
    side = int(standing.side[person])
    scores = sides[side]
    first, last = np.searchsorted(scores.rows, snapshot.starts[person : person + 2])
    theirs = [at for at in range(int(first), int(last)) if scores.parts[at] > 0]
    order = sorted(theirs, key=lambda at: (-scores.parts[at], at))
    total = int(standing.totals[person]) / MILLION
    reasons = tuple(reason_for(snapshot, scores, at, model) for at in order)
    return Fit(snapshot.people[person], total, Band.of(total, model.parameters), reasons, side)
