"""How well people are ranked on real ratings: 58 researchers, 477 ratings of their expertise."""

import pytest

from bench.matching import figures, ours, read_ratings
from publius.matching import Band, Evidence, Kind, MemoryIndex, rank
from publius.matching.io import read_evidence, read_needs
from tests.shared_data import needs_shared


@pytest.fixture(scope="module")
def folder():
    return needs_shared("expertise-gold")


@pytest.fixture(scope="module")
def evidence(folder):
    return tuple(
        read_evidence(folder / "evidence.json", profiles=folder / "profiles.json", draw="d_20_1")
    )


@pytest.fixture(scope="module")
def needs(folder):
    return read_needs(folder / "needs.json")


@pytest.fixture(scope="module")
def ratings(folder):
    return read_ratings(folder)


@pytest.fixture(scope="module")
def scores(needs, evidence, ratings):
    return ours(needs, evidence, ratings)


def test_pairs_are_ordered_better_than_plain_text_matching_orders_them(scores, ratings):
    loss, easy, hard = figures(scores, ratings)

    # Published figures for the best purely lexical system: .281, .80, .62.
    assert loss < 0.247
    assert easy > 0.84
    assert hard > 0.64


def test_a_higher_band_means_more_expertise_by_peoples_own_account(scores, ratings):
    parameters = MemoryIndex().parameters
    given = {band: [] for band in Band}
    for person, need, rating in ratings:
        score = scores.get((person, need), 0)
        given[Band.of(score, parameters)].append(rating)

    strong, good, possible, not_enough = (sum(r) / len(r) for r in given.values())

    assert strong > good > possible > not_enough


@pytest.mark.parametrize("pieces", [1, 5])
def test_pasting_a_need_as_ones_own_account_brings_nobody_among_the_best(needs, evidence, pieces):
    """Five copies with small changes, or the need in five pieces, by one of the people ranked."""
    index = MemoryIndex(evidence)
    for need in needs[:40:4]:
        before = [fit.person for fit in rank(need, index, top=58).fits]
        attacker = before[20]
        index.upsert(pasted(need, 0.4, attacker, pieces))

        after = [fit.person for fit in rank(need, index, top=58).fits]

        assert after.index(attacker) >= 3
        index.delete(evidence=[f"pasted-{number}" for number in range(5)])


def test_the_same_text_would_win_if_somebody_backed_it(needs, evidence):
    index = MemoryIndex([*evidence, *pasted(needs[0], 1.0, "intruder", 1)])

    assert rank(needs[0], index).fits[0].person == "intruder"


def pasted(need, weight, person, pieces):
    words = need.text.split()
    step = len(words) // pieces
    texts = [" ".join(words[part * step : (part + 1) * step]) for part in range(pieces)]
    return [
        Evidence(
            f"pasted-{number}",
            person,
            Kind.PROFESSIONAL,
            f"{texts[number % pieces]} {number}",
            "self_account",
            weight,
        )
        for number in range(5)
    ]
