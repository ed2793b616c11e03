"""Measure how well people are ranked, beside plainer ways of doing it, on real ratings.

58 researchers said how expert they are in 477 papers (``expertise-gold`` among the shared
data; its README has the published figures of other systems). Run::

    python -m bench.matching

For every pair of papers one person rated differently: ``loss`` is the share of rating
differences put in the wrong order (ties in score count half), ``easy`` the share of pairs
with one rating of at least 4 and one of at most 2 ordered rightly, ``hard`` the share of
pairs both rated at least 4. With 58 people, differences below .03 are noise.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy import sparse

from publius.matching import Evidence, MatchingError, MemoryIndex, Need, calls_for
from publius.matching.io import read_evidence, read_needs
from tests.shared_data import SHARED

DRAWS = ("d_20_1", "d_20_2", "d_20_3")
Scores = dict[tuple[str, str], float]
Ratings = list[tuple[str, str, float]]
Scorer = Callable[[tuple[Need, ...], tuple[Evidence, ...], Ratings], Scores]


def ours(needs: tuple[Need, ...], evidence: tuple[Evidence, ...], ratings: Ratings) -> Scores:
    index = MemoryIndex(evidence)
    by_id = {need.id: need for need in needs}
    rated: dict[str, list[Need]] = defaultdict(list)
    for person, need, _ in ratings:
        rated[person].append(by_id[need])
    return {
        (person, need.id): fit.score
        for person, theirs in rated.items()
        for need, fit in calls_for(person, theirs, index, top=len(theirs))
    }


def plain_tfidf(needs: tuple[Need, ...], evidence: tuple[Evidence, ...], _: Ratings) -> Scores:
    """TF-IDF cosine with a library's default settings, the best item of each person."""
    counts = _counts([*(need.text for need in needs), *(item.text for item in evidence)])
    df = np.asarray((counts > 0).sum(axis=0)).ravel()
    weights = (counts @ sparse.diags(np.log((1 + counts.shape[0]) / (1 + df)) + 1)).tocsr()
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    unit = (sparse.diags(1 / lengths) @ weights).tocsr()
    return _best_item(unit[len(needs) :] @ unit[: len(needs)].T, needs, evidence)


def raw_bm25(needs: tuple[Need, ...], evidence: tuple[Evidence, ...], _: Ratings) -> Scores:
    """The best item's BM25 sum (k1 = 1.5, b = .75): scores of two needs do not compare."""
    counts = _counts([*(need.text for need in needs), *(item.text for item in evidence)])
    wanted, items = counts[: len(needs)], counts[len(needs) :].tocoo()
    df = np.bincount(items.col, minlength=counts.shape[1])
    idf = np.log(1 + (len(evidence) - df + 0.5) / (df + 0.5))
    sizes = np.bincount(items.row, weights=items.data, minlength=len(evidence))
    slack = 1.5 * (1 - 0.75 + 0.75 * sizes / sizes.mean())
    worth = idf[items.col] * items.data * 2.5 / (items.data + slack[items.row])
    weights = sparse.csr_matrix((worth, (items.row, items.col)), shape=items.shape)
    return _best_item(weights @ wanted.T, needs, evidence)


def _counts(texts: list[str]) -> sparse.csr_matrix:
    words = [Counter(re.findall(r"\b\w\w+\b", text.lower())) for text in texts]
    numbers = {word: number for number, word in enumerate(sorted(set().union(*words)))}
    entries = [
        (row, numbers[word], count)
        for row, each in enumerate(words)
        for word, count in each.items()
    ]
    rows, columns, counts = np.array(entries, dtype=float).T
    shape = (len(texts), len(numbers))
    return sparse.csr_matrix((counts, (rows.astype(int), columns.astype(int))), shape=shape)


def _best_item(
    scores: sparse.csr_matrix, needs: tuple[Need, ...], evidence: tuple[Evidence, ...]
) -> Scores:
    best: Scores = defaultdict(float)
    for item, row in zip(evidence, scores.toarray(), strict=True):
        for need, score in zip(needs, row, strict=True):
            best[item.person, need.id] = max(best[item.person, need.id], float(score))
    return best


SCORERS: dict[str, Scorer] = {
    "Publius": ours,
    "TF-IDF, default, best item": plain_tfidf,
    "BM25, raw sum, best item": raw_bm25,
}


def figures(scores: Scores, ratings: Ratings) -> tuple[float, float, float]:
    """Return loss, easy and hard for one draw."""
    rated = defaultdict(list)
    for person, need, rating in ratings:
        rated[person].append((rating, scores.get((person, need), 0.0)))
    lost = weight = 0.0
    easy, hard = [], []
    for given in rated.values():
        for (low, below), (high, above) in combinations(sorted(given), 2):
            if low == high:
                continue
            right = 0.5 if above == below else float(above > below)
            weight += high - low
            lost += (high - low) * (1 - right)
            if high >= 4 and low <= 2:
                easy.append(right)
            if low >= 4:
                hard.append(right)
    return lost / weight, sum(easy) / len(easy), sum(hard) / len(hard)


def measure(scorer: Scorer, folder: Path) -> tuple[float, ...]:
    """Average a scorer's figures over the draws."""
    needs, ratings = read_needs(folder / "needs.json"), read_ratings(folder)
    runs = [figures(scorer(needs, _evidence(folder, d), ratings), ratings) for d in DRAWS]
    return tuple(sum(column) / len(DRAWS) for column in zip(*runs, strict=True))


def read_ratings(folder: Path) -> Ratings:
    with (folder / "ratings.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [(row["person"], row["need"], float(row["rating"])) for row in rows]


def _evidence(folder: Path, draw: str) -> tuple[Evidence, ...]:
    items = read_evidence(folder / "evidence.json", profiles=folder / "profiles.json", draw=draw)
    return tuple(items)


def main() -> None:
    folder = SHARED / "expertise-gold"
    try:
        print(f"{'':28}{'loss':>7}{'easy':>7}{'hard':>7}")
        for name, scorer in SCORERS.items():
            found = measure(scorer, folder)
            print(f"{name:28}" + "".join(f"{figure:7.3f}" for figure in found), flush=True)
    except (MatchingError, OSError) as error:
        sys.exit(f"{error}\nSet PUBLIUS_SHARED_DATA to the folder that holds expertise-gold.")


if __name__ == "__main__":
    main()
