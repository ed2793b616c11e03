"""The same model written out slowly, with dictionaries and loops, straight from its formula."""

import math
from collections import defaultdict

from hypothesis import strategies as st

from publius.matching.impact import MODEL, People, Query, people

KEYS = st.integers(0, 40)
TERMS = st.integers(0, 12)
WEIGHTS = st.sampled_from((0.0, 0.25, 0.5, 0.8, 1.0))
ITEMS = st.lists(
    st.tuples(WEIGHTS, st.dictionaries(TERMS, st.integers(1, 4), max_size=6)), max_size=4
)
PEOPLE = st.dictionaries(KEYS, ITEMS, max_size=20)
WISHES = st.dictionaries(TERMS, st.sampled_from((0.5, 1.0, 3.0)), max_size=8)


def rows_of(population, **more) -> People:
    return people(list(population.items()), **more)


def average_of(population) -> float:
    sizes = [sum(terms.values()) for items in population.values() for _, terms in items]
    return max(sum(sizes), 1) / max(len(sizes), 1)


def scores(population, query: Query, average: float, model=MODEL) -> dict[int, float]:
    """Score everybody; who scores nothing is left out."""
    wanted = dict(zip(query.terms.tolist(), query.weights.tolist(), strict=True))
    having = defaultdict(set)
    for key, items in population.items():
        for weight, terms in items:
            for term in terms if weight else ():
                having[term].add(key)
    found = {}
    for key, items in population.items():
        wtf = defaultdict(float)
        for weight, terms in items:
            length = sum(terms.values())
            for term, count in terms.items():
                wtf[term] += weight * count / (1 - model.b + model.b * length / average)
        total = 0.0
        for term, weight in wanted.items():
            df, n = len(having[term]), len(population)
            idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
            total += weight * idf * wtf[term] * (model.k1 + 1) / (wtf[term] + model.k1)
        if total > 0:
            found[key] = total
    return found


def far(one, other) -> float:
    """Kilometres between two points given as (latitude, longitude), by the law of cosines."""
    (a, b), (c, d) = (tuple(math.radians(each) for each in point) for point in (one, other))
    cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
    return 6371.0088 * math.acos(max(-1.0, min(1.0, cosine)))
