"""From words to the engine's numbers: what an item says, and what a side of a need looks for.

Words (stems, without pairs) and concepts of the vocabulary are terms alike: even numbers and odd
ones. That is enough to find candidates; the full model judges them by everything it knows.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from publius.matching.aims import Aim
from publius.matching.filtering import same_place
from publius.matching.impact.asking import where
from publius.matching.impact.catalogue import Catalogue, Kept
from publius.matching.impact.model import MODEL
from publius.matching.impact.rows import People, Query, offsets
from publius.matching.model import Model
from publius.matching.records import canonical_json, digest_of
from publius.matching.types import Evidence, Filters, Kind, Profile
from publius.matching.vocabulary import Vocabulary

SHIFT = 16
MOST_ROWS = 2**SHIFT - 1
AVERAGE_WORDS = 20.0
"""The length items are measured by: a constant, so that an index does not depend on its history."""
CONCEPT_WEIGHT = 0.25
"""A concept an item is all about counts like a word said once in an item of usual length."""
FAINT = 0.05
MEANING_FIRST = 4.0
"""How much more than in the model a concept counts in finding candidates: enough that, among 20,000
made-up people, nearly all of the model's best 50 are among the first 300 (``bench.scale``)."""
Traits = tuple[str, str, str]


def kept(
    evidence: Evidence,
    terms: Mapping[str, int],
    numbers: Mapping[str, int],
    model: Model,
    *,
    whole: bool,
    vector: bytes | None,
) -> Kept:
    """Work out what the index needs of an item, its terms counted and numbered already.

    ``whole`` keeps the item itself as well.
    """
    single = {term: count for term, count in terms.items() if " " not in term}
    json = evidence.to_json()
    return Kept(
        id=evidence.id,
        traits=_traits(evidence),
        weight=_trust(evidence, model),
        hidden=evidence.hidden,
        terms=np.array([numbers[term] for term in terms], dtype=np.int32),
        words=np.array([numbers[term] for term in single], dtype=np.int32),
        counts=np.fromiter(single.values(), dtype=np.int32, count=len(single)),
        concepts=_concepts(terms, model),
        digest=digest_of(json),
        vector=vector,
        evidence=canonical_json(json) if whole else None,
    )


def _traits(evidence: Evidence) -> Traits:
    """Give what filters on evidence ask for; no visibility is told apart from an empty one."""
    seen = "" if evidence.visibility is None else f"={evidence.visibility}"
    return evidence.kind.value, seen, same_place(evidence.place or "")


def _trust(evidence: Evidence, model: Model) -> float:
    least = model.parameters.lived_weight if evidence.kind is Kind.LIVED else 0.0
    return max(evidence.weight, least) * evidence.quality


def _concepts(terms: Mapping[str, int], model: Model) -> tuple[tuple[int, float], ...]:
    """Say what an item is about as the model does, but for how rare its words are here."""
    speaking = _speaking(model.vocabulary)
    weights = {
        term: (1 + math.log(count)) * (model.parameters.bigram_weight if " " in term else 1)
        for term, count in terms.items()
    }
    known = [term for term in weights if term in speaking]
    if not known:
        return ()
    length = math.sqrt(math.fsum(each * each for each in weights.values()))
    numbers = np.concatenate([speaking[term][0] for term in known])
    shares = np.concatenate([speaking[term][1] * (weights[term] / length) for term in known])
    rough = np.bincount(numbers, weights=shares)
    strongest = float(rough.max())
    clear = np.where(rough >= model.parameters.faint * strongest, rough, 0) ** 2
    full = min(1, strongest / model.parameters.about_something)
    found = clear / math.sqrt(float((clear * clear).sum())) * full
    return tuple((n, round(float(found[n]), 4)) for n in np.flatnonzero(found >= FAINT).tolist())


@lru_cache(maxsize=4)
def _speaking(vocabulary: Vocabulary) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """Give for each term which concepts it speaks for and how strongly, as arrays."""
    return {
        term: (
            np.array([number for number, _ in pairs], dtype=np.int64),
            np.array([weight for _, weight in pairs], dtype=np.float64),
        )
        for term, pairs in vocabulary.term_weights.items()
    }


def looked_for(name: str, aim: Aim, filters: Filters, catalogue: Catalogue, model: Model) -> Query:
    """Turn a side of a need into a query of words and concepts."""
    share = model.parameters.meaning_share * aim.sought.trust
    words = {term: value for term, value in aim.direction.items() if " " not in term}
    known = catalogue.known_terms(words)
    wanted = {2 * number: (1 - share) * words[term] for term, number in known.items()}
    for number in np.flatnonzero(aim.sought.vector).tolist() if share else []:
        wanted[2 * number + 1] = (
            share * float(aim.sought.vector[number]) * MEANING_FIRST / CONCEPT_WEIGHT
        )
    wanted = {term: value for term, value in sorted(wanted.items()) if value > 0}
    return Query(
        name,
        np.array(list(wanted), dtype=np.int32),
        np.array(list(wanted.values()), dtype=np.float64),
        where(filters, aim.side.kind, catalogue),
    )


def rows_of(
    catalogue: Catalogue, numbers: Sequence[int], profiles: Mapping[int, Profile]
) -> People:
    """Make the engine's rows: one for all items of a person that the same filters may find."""
    by_person: dict[int, dict[Traits, list[Kept]]] = {each: {} for each in numbers}
    for person, item in catalogue.items_of(numbers):
        by_person[person].setdefault(item.traits, []).append(item)
    rows = [
        (person << SHIFT | min(slot, MOST_ROWS), person, traits, items)
        for person in numbers
        for slot, (traits, items) in enumerate(sorted(by_person[person].items()))
    ]
    return _as_arrays(rows, catalogue, profiles)


Row = tuple[int, int, Traits, list[Kept]]


def _as_arrays(
    rows: Sequence[Row], catalogue: Catalogue, profiles: Mapping[int, Profile]
) -> People:
    said = [entry for row in rows for item in row[3] for entry in _entries(item)]
    facets = [_facets(row[2], profiles.get(row[1]), catalogue) for row in rows]
    points = [getattr(profiles.get(row[1]), "point", None) for row in rows]
    return People(
        keys=np.array([row[0] for row in rows], dtype=np.int64),
        starts=offsets([sum(1 + len(item.concepts) for item in row[3]) for row in rows]),
        weights=np.array([weight for weight, _, _ in said], dtype=np.float64),
        ends=offsets([len(terms) for _, terms, _ in said]),
        terms=np.concatenate([np.zeros(0, np.int32), *(terms for _, terms, _ in said)]),
        counts=np.concatenate([np.zeros(0, np.int32), *(counts for _, _, counts in said)]),
        facet_starts=offsets([len(each) for each in facets]),
        facets=np.array([value for each in facets for value in each], dtype=np.int32),
        latitude=np.array([p.latitude if p else np.nan for p in points], dtype=np.float32),
        longitude=np.array([p.longitude if p else np.nan for p in points], dtype=np.float32),
    )


Numbers = NDArray[np.int32]
Entry = tuple[float, Numbers, Numbers]


def _entries(item: Kept) -> list[Entry]:
    """Give an item's words as one item of the engine, and each of its concepts as one."""
    short = MODEL.shares(np.ones(1), np.ones(1, dtype=np.int64), AVERAGE_WORDS)[0]
    scale, one = item.weight * CONCEPT_WEIGHT / float(short), np.ones(1, dtype=np.int32)
    concepts = [
        (scale * value, np.array([2 * number + 1], dtype=np.int32), one)
        for number, value in item.concepts
    ]
    return [(item.weight, (2 * item.words).astype(np.int32), item.counts), *concepts]


def _facets(traits: Traits, profile: Profile | None, catalogue: Catalogue) -> list[int]:
    values = facet_values(traits, profile)
    return [catalogue.facet(value) for value in values]


def facet_values(traits: Traits, profile: Profile | None) -> list[str]:
    """Spell out everything a filter may ask for: ``area=north``, ``language=cy``..."""
    kind, visibility, place = traits
    values = [f"kind={kind}", f"visibility{visibility}", f"place={place}"]
    if profile is not None:
        values += [f"area={profile.area}"] if profile.area is not None else []
        values += [f"language={each}" for each in profile.languages]
        values += [f"available={each}" for each in profile.available]
    return sorted(set(values))
