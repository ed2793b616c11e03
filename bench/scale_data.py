"""A made-up population of any size: people with items of words, and long needs with filters.

Everything comes from one seed, so every run measures the same people. Words are numbers: a
background in which a few words are said often and most hardly ever (Zipf, exponent 1.05, 40,000
words), 200 topics of 600 words each, and 2,000 skills. Somebody has one to three topics and
about five items of about twenty words, each item on one topic; that gives some 94 words a
person, as an account of oneself on a profile page does. No real text is used. People are
numbered by where they live, around 60 cities in 12 regions: the order an index is built in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact import Area, People, Query, Where

WORDS, SKILLS, TOPICS, TOPIC_WORDS = 40_000, 2_000, 200, 600
TERMS = WORDS + SKILLS
REGIONS, LANGUAGES, AGES = 12, 8, 6
# Filter values are numbers too: regions first, then languages, then bands of age.
FIRST_LANGUAGE, FIRST_AGE = REGIONS, REGIONS + LANGUAGES
FACETS = REGIONS + LANGUAGES + AGES
CITIES = 60
CHUNK = 65_536


@dataclass(frozen=True)
class Place:
    """What is the same for everybody: how often words are said, and where the cities are."""

    background: NDArray[np.float64]
    topics: NDArray[np.int32]
    within_topic: NDArray[np.float64]
    cities: NDArray[np.float32]


def make_place(seed: int = 1788) -> Place:
    rng = np.random.default_rng(seed)
    said = 1 / np.arange(1, WORDS + 1) ** 1.05
    within = 1 / np.arange(1, TOPIC_WORDS + 1) ** 0.7
    # The hundred words said most belong to no topic: "the", "and", "to".
    likely = said[100:] ** 0.5 / (said[100:] ** 0.5).sum()
    topics = np.stack(
        [rng.choice(np.arange(100, WORDS), TOPIC_WORDS, False, likely) for _ in range(TOPICS)]
    )
    cities = np.stack([rng.uniform(50.2, 57.5, CITIES), rng.uniform(-4.5, 1.5, CITIES)], axis=1)
    cities = cities[np.lexsort((cities[:, 1], np.floor(cities[:, 0] / 1.5)))]  # region by region
    return Place(
        np.cumsum(said) / said.sum(),
        topics.astype(np.int32),
        np.cumsum(within) / within.sum(),
        cities.astype(np.float32),
    )


def population(people: int, place: Place, seed: int = 73) -> Iterator[People]:
    """Make the people in chunks of a shard each; the same chunk always holds the same people."""
    for first in range(0, people, CHUNK):
        rng = np.random.default_rng([seed, first])
        keys = np.arange(first, min(first + CHUNK, people))
        yield _some_people(keys, keys * CITIES // people, place, rng)


def _some_people(
    keys: NDArray[np.int64], city: NDArray[np.int64], place: Place, rng: np.random.Generator
) -> People:
    items = np.minimum(
        1 + rng.geometric(1 / 4.4, len(keys)) - 1 + (rng.random(len(keys)) < 0.3), 20
    )
    starts = np.concatenate([[0], np.cumsum(items)])
    theirs = rng.integers(0, TOPICS, (len(keys), 3))[:, :]
    person = np.repeat(np.arange(len(keys)), items)
    topic = theirs[person, rng.choice(3, len(person), p=[0.6, 0.25, 0.15])]
    lengths = np.maximum(5, rng.poisson(18, len(person))) + 2
    ends = np.concatenate([[0], np.cumsum(lengths)])
    terms = _say(topic, lengths, ends, place, rng)
    facet_starts, facets = _facets(city, rng)
    where = place.cities[city] + rng.normal(0, 0.15, (len(keys), 2)).astype(np.float32)
    return People(
        keys=keys.astype(np.int64),
        starts=starts.astype(np.int64),
        weights=rng.choice([0.35, 0.5, 0.7, 0.85, 1.0], len(person))
        * rng.uniform(0.6, 1, len(person)),
        ends=ends.astype(np.int64),
        terms=terms,
        counts=np.broadcast_to(np.int32(1), terms.shape),
        facet_starts=facet_starts,
        facets=facets,
        latitude=where[:, 0].copy(),
        longitude=where[:, 1].copy(),
    )


def _say(
    topic: NDArray[np.int64],
    lengths: NDArray[np.int64],
    ends: NDArray[np.int64],
    place: Place,
    rng: np.random.Generator,
    on_topic_share: float = 0.4,
) -> NDArray[np.int32]:
    """Choose the words: a part from the item's topic, the rest from the background."""
    number = int(lengths.sum())
    terms = np.searchsorted(place.background, rng.random(number)).astype(np.int32)
    on_topic = np.flatnonzero(rng.random(number) < on_topic_share)
    item = np.repeat(np.arange(len(lengths)), lengths)[on_topic]
    chosen = np.searchsorted(place.within_topic, rng.random(len(on_topic)))
    terms[on_topic] = place.topics[topic[item], chosen]
    last = ends[1:] - 1  # an item ends with a skill of its topic
    terms[last] = WORDS + (topic * 10 + rng.integers(0, 10, len(topic))) % SKILLS
    return terms


def _facets(
    city: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Give everybody the region of their city, an age, a language, and one in five another."""
    people = len(city)
    region = city * REGIONS // CITIES
    age = FIRST_AGE + rng.integers(0, AGES, people)
    usual = np.full(people, FIRST_LANGUAGE)
    other = FIRST_LANGUAGE + rng.integers(1, LANGUAGES, people)
    second = np.where(rng.random(people) < 0.2, other, -1)
    table = np.stack([region, usual, second, age], axis=1).astype(np.int32)
    kept = table >= 0
    return np.concatenate([[0], np.cumsum(kept.sum(axis=1))]), table[kept]


def needs(
    number: int, place: Place, frequencies: NDArray[np.int64], people: int, seed: int = 10
) -> list[Query]:
    """Make long needs: 20-200 words on one or two topics, 3-8 skills that count three times.

    Words one person in five says or more are left out. Three in ten have no filter, a
    quarter name a region, a fifth a radius of 10-100 km, a fifth a radius and an age, one in
    twenty a language.
    """
    rng = np.random.default_rng(seed)
    return [_need(number, place, frequencies, people, rng) for number in range(number)]


def _need(
    number: int,
    place: Place,
    frequencies: NDArray[np.int64],
    people: int,
    rng: np.random.Generator,
) -> Query:
    topic = int(rng.integers(0, TOPICS))
    words = int(rng.integers(20, 201))
    lengths = np.array([words])
    terms = _say(np.array([topic]), lengths, np.array([0, words]), place, rng, 0.6)
    terms = np.unique(terms[:-1])
    skills = WORDS + (topic * 10 + rng.choice(10, rng.integers(3, 9), replace=False)) % SKILLS
    terms = terms[frequencies[terms] < people / 5]
    weights = np.concatenate([np.ones(len(terms)), np.full(len(skills), 3.0)])
    return Query(
        f"need-{number}",
        np.concatenate([terms, skills]).astype(np.int32),
        weights,
        _filter(place, rng),
    )


def _filter(place: Place, rng: np.random.Generator) -> Where:
    kind = rng.choice(5, p=[0.3, 0.25, 0.2, 0.2, 0.05])
    latitude, longitude = place.cities[rng.integers(0, CITIES)].tolist()
    near = Area(latitude, longitude, float(rng.uniform(10, 100)))
    region = (int(rng.integers(0, REGIONS)),)
    age = (FIRST_AGE + int(rng.integers(0, AGES)),)
    language = (FIRST_LANGUAGE + int(rng.integers(1, LANGUAGES)),)
    return (
        Where(),
        Where(any_of=(region,)),
        Where(near=near),
        Where(any_of=(age,), near=near),
        Where(any_of=(language,)),
    )[kind]
