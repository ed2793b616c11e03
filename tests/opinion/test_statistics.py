"""The figures of Polis, worked out by hand, and what must hold of them for any counts."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from publius.opinion import statistics

COUNTS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: (min(pair), max(pair)))


def test_a_share_has_one_vote_added_on_either_side():
    assert statistics.share([0, 3, 8], [0, 4, 8]).tolist() == [1 / 2, 4 / 6, 9 / 10]


def test_the_test_of_one_share_by_hand():
    # 3 of 4: 2 x sqrt(5) x (4/5 - 1/2) = 2 x 2.236068 x 0.3 = 1.341641
    assert statistics.prop_test(3, 4) == pytest.approx(1.341640786499874, abs=1e-15)
    # nobody asked: 2 x sqrt(1) x (1/1 - 1/2) = 1
    assert statistics.prop_test(0, 0) == 1.0


def test_the_test_of_two_shares_by_hand():
    # 6 of 8 and 1 of 6, one added to all four: 7/9 and 2/7, together 9/16.
    # spread = sqrt(9/16 x 7/16 x (1/9 + 1/7)) = sqrt(63/256 x 16/63) = 1/4
    assert statistics.two_prop_test(6, 8, 1, 6) == pytest.approx((7 / 9 - 2 / 7) * 4, abs=1e-14)


def test_two_shares_that_are_both_everybody_do_not_differ():
    assert statistics.two_prop_test(8, 8, 3, 3) == 0.0  # 9/9 and 4/4: pooled share 1


@given(COUNTS, COUNTS)
def test_two_shares_compared_the_other_way_round_change_the_sign(one, other):
    there = statistics.two_prop_test(*one, *other)
    assert statistics.two_prop_test(*other, *one) == pytest.approx(-there, abs=1e-12)


def test_a_group_against_the_others_by_hand():
    # agrees 6 of 8, 1 of 6, 0 of 2: the first group against 1 of 8
    agree = statistics.representativeness([[6], [1], [0]], [[8], [6], [2]])
    assert agree.share[0, 0] == 7 / 10
    assert agree.ratio[0, 0] == pytest.approx((7 / 10) / (2 / 10))
    assert agree.z[0, 0] == pytest.approx(2 * 3 * (7 / 9 - 1 / 2))
    assert agree.ratio_z[0, 0] == pytest.approx(statistics.two_prop_test(6, 8, 1, 8))
    assert agree.strength[0, 0] == pytest.approx(
        3.5 * statistics.two_prop_test(6, 8, 1, 8) * 0.7 * (5 / 3)
    )


def test_a_side_is_clear_only_if_both_tests_are():
    agree = statistics.representativeness([[20, 20, 3], [0, 20, 0]], [[20, 20, 4], [20, 20, 20]])
    assert agree.is_clear.tolist() == [[True, False, True], [False, False, False]]


def test_consensus_of_groups_by_hand():
    # (3+1)/(4+2) x (0+1)/(0+2) = 1/3: a group that has not voted counts one half
    assert statistics.group_aware_consensus([[3], [0]], [[4], [0]]) == pytest.approx([1 / 3])


def test_extremity_is_the_distance_from_the_middle():
    assert statistics.extremity([[3, 4], [0, 0], [-1, 0]]).tolist() == [5, 0, 1]


def test_priority_by_hand():
    # A 5, P 1, S 10, E 1: p = 2/12, a = 6/12, novelty 1 + 8 x 2^-2 = 3
    # (5/6 x 2 x 1/2 x 3)^2 = 2.5^2
    assert statistics.priority(5, 1, 10, 1.0) == pytest.approx(6.25, abs=1e-12)


def test_a_meta_statement_always_weighs_49():
    found = statistics.priority([5, 5], [1, 1], [10, 10], [1.0, 1.0], [True, False])
    assert found == pytest.approx([49.0, 6.25])


@given(COUNTS, st.floats(0, 20))
def test_more_passes_never_make_a_statement_more_urgent(agrees_and_seen, extremity):
    agrees, seen = agrees_and_seen
    few = statistics.priority(agrees, 0, seen, extremity)
    assert statistics.priority(agrees, seen - agrees, seen, extremity) <= few


@given(COUNTS)
def test_the_bounds_are_those_of_the_beta_distribution(counts):
    count, seen = counts
    low, high = statistics.share_between(count, seen)
    beta = stats.beta(count + 1, seen - count + 1)
    assert (low, high) == pytest.approx((beta.ppf(0.05), beta.ppf(0.95)), rel=1e-9)
    assert low < statistics.share(count, seen) < high


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=8))
def test_whole_arrays_give_what_single_numbers_give(pairs):
    table = np.array(pairs)
    counts, seen = table[:, :, 0].T, table[:, :, 1].T
    found = statistics.representativeness(counts, seen)
    for column, ((count, voted), (other, other_voted)) in enumerate(pairs):
        assert found.ratio_z[0, column] == statistics.two_prop_test(
            count, voted, other, other_voted
        )
        assert found.z[1, column] == statistics.prop_test(other, other_voted)


@given(COUNTS, COUNTS, st.floats(0, 20))
def test_no_figure_is_ever_undefined(one, other, extremity):
    figures = [
        statistics.prop_test(*one),
        statistics.two_prop_test(*one, *other),
        *statistics.share_between(*one),
        statistics.priority(one[0], one[1] - one[0], one[1], extremity),
    ]
    assert all(math.isfinite(figure) for figure in figures)
