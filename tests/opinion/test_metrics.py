"""Figures about a conversation, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius import opinion
from publius.opinion import Ballots, Measure, Statement, Status, metrics
from publius.opinion.metrics import gini

AMOUNTS = st.lists(st.integers(0, 1000), min_size=1, max_size=40)


def figures(votes, statements=(), **options) -> opinion.Metrics:
    ballots = Ballots.of(votes, statements)
    return metrics(ballots, opinion.fit(ballots, check=False, **options))


@given(AMOUNTS)
def test_gini_is_half_the_mean_difference_over_the_mean(amounts):
    differences = sum(abs(a - b) for a in amounts for b in amounts)
    expected = differences / (2 * len(amounts) * sum(amounts)) if any(amounts) else 0

    assert gini(amounts) == pytest.approx(expected)


@given(AMOUNTS, st.integers(1, 9))
def test_gini_does_not_depend_on_the_unit_or_the_order(amounts, unit):
    assert gini([unit * each for each in amounts[::-1]]) == pytest.approx(gini(amounts))


def test_votes_people_and_statements_are_counted():
    votes = [(person, s, 1) for person in range(10) for s in range(3 if person < 5 else 1)]

    found = figures(votes, min_votes=2)

    assert (found.people, found.votes, found.statements) == (10, 20, 3)
    assert found.enough == Measure(0.5, 10)
    assert found.median_votes == Measure(2.0, 10)
    assert found.gini_of_people == Measure(pytest.approx(0.25), 10)
    assert found.gini_of_statements == Measure(pytest.approx(1 / 6), 3)
    assert found.busiest == Measure(0.75, 10)


def test_late_statements_are_compared_with_early_ones():
    votes = [(person, s, 1) for person in range(12) for s in "abcd" if person < 6 or s in "cd"]
    at = {"a": 4, "b": 3, "c": 2, "d": 1}

    by_list = figures(votes, [Statement(s) for s in "abcd"])
    by_time = figures(votes, [Statement(s, at=at[s]) for s in "abcd"])

    assert by_list.late_to_early == Measure(2.0, 4)
    assert by_time.late_to_early == Measure(0.5, 4)


def test_rejected_and_seed_statements_are_shares_of_all():
    statements = [
        Statement("a", seed=True, author=1),
        Statement("b", status=Status.REJECTED, author=1),
        Statement("c", author=2),
        Statement("d"),
    ]

    found = figures([(n, s, 0) for n in range(6) for s in "abcd"], statements)

    assert (found.seeds, found.rejected) == (Measure(0.25, 4), Measure(0.25, 4))
    assert found.unsure == Measure(1.0, 6)
    assert found.gini_of_authors == Measure(None, None)


def test_figures_about_fewer_than_five_people_are_empty():
    found = figures([(n, s, 1) for n in range(4) for s in "abc"])

    assert found.median_votes == Measure(None, None)
    assert found.busiest == Measure(None, None)
    assert found.unsure == Measure(None, None)
    assert set(found.median_votes_by_group.values()) <= {Measure(None, None)}
    assert found.divisiveness == {}


def test_the_widest_difference_has_bounds_around_it():
    votes = [(n, s, 1 if (n < 20) == (s == "a") else -1) for n in range(40) for s in "ab"]
    groups = {n: "A" if n < 20 else "B" for n in range(40)}

    apart = figures(votes, groups=groups).divisiveness["a"]

    assert (apart.more, apart.less, apart.n) == ("A", "B", 40)
    assert apart.value == pytest.approx(21 / 22 - 1 / 22)
    assert apart.low < apart.value < apart.high <= 1


def test_no_votes_at_all_give_empty_figures():
    found = figures([], ["a", "b"])

    assert (found.people, found.votes) == (0, 0)
    assert found.late_to_early == Measure(None, None)
    assert found.median_votes == Measure(None, None)
