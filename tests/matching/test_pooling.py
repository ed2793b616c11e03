"""How a person's items add up: helpful, never harmful, and held back while unbacked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.matching import Parameters
from publius.matching.pooling import parts_in_millionths
from publius.matching.snapshot import LIVED, UNVERIFIED, VERIFIED

PARAMETERS = Parameters()
pools = st.sampled_from((VERIFIED, LIVED, UNVERIFIED))
worth = st.floats(0, 1)
held = st.lists(st.tuples(worth, pools), max_size=40)


def parts(values_and_pools, person=0):
    values = np.array([value for value, _ in values_and_pools], dtype=float)
    pool = np.array([pool for _, pool in values_and_pools], dtype=np.int64)
    return parts_in_millionths(values, np.full(len(values), person), pool, PARAMETERS)


@given(held, st.tuples(worth, pools))
def test_one_more_item_never_lowers_a_score(items, extra):
    rounding = len(items) + 1

    assert parts([*items, extra]).sum() >= parts(items).sum() - rounding


@given(held, held)
def test_somebody_elses_items_change_nothing_not_even_the_last_digit(mine, theirs):
    both = parts_in_millionths(
        np.array([value for value, _ in [*theirs, *mine]], dtype=float),
        np.array([0] * len(theirs) + [1] * len(mine), dtype=np.int64),
        np.array([pool for _, pool in [*theirs, *mine]], dtype=np.int64),
        PARAMETERS,
    )

    assert both[len(theirs) :].tolist() == parts(mine).tolist()


@given(st.lists(worth, max_size=40))
def test_lived_experience_is_never_held_back(values):
    lived = parts([(value, LIVED) for value in values])
    verified = parts([(value, VERIFIED) for value in values])

    assert lived.tolist() == verified.tolist()


def test_items_that_weaken_the_pool_are_left_out_of_it():
    assert parts([(0.4, VERIFIED), (0.001, VERIFIED)]).tolist() == [400_000, 0]


@pytest.mark.parametrize("claims", [1, 5, 30])
def test_unbacked_words_alone_stay_below_the_allowance(claims):
    assert parts([(0.4, UNVERIFIED)] * claims).sum() < 150_000


def test_backed_evidence_lends_a_quarter_of_its_worth_to_unbacked_words():
    alone = parts([(0.4, VERIFIED)]).sum()
    with_claims = parts([(0.4, VERIFIED), *[(0.49, UNVERIFIED)] * 30]).sum()

    assert alone == 400_000
    assert 500_000 < with_claims < 400_000 + 0.25 * 400_000 + 150_000


def test_only_the_thirty_best_items_of_a_pool_count():
    kept = parts([(0.5, VERIFIED)] * 31)

    assert np.count_nonzero(kept) == 30


def test_nobody_with_nothing_gets_nothing():
    assert parts([]).tolist() == []
    assert parts([(0, VERIFIED)]).tolist() == [0]
