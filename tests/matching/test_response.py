"""How many to ask: learnt from earlier answers, worked out exactly, apart from any fit."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.matching.errors import BadValueError
from publius.matching.response import (
    PRIOR,
    Answer,
    Prior,
    invitations_needed,
    likelihood,
    prior_from,
)

TODAY = date(2026, 11, 1)
ANSWERS = st.lists(
    st.builds(Answer, at=st.dates(date(2020, 1, 1), date(2027, 1, 1)), yes=st.booleans()),
    max_size=30,
)


def test_without_any_history_one_in_four_is_assumed():
    assert likelihood([], TODAY) == 0.25
    assert prior_from([], TODAY) == PRIOR


def test_what_is_two_years_old_counts_half():
    old = Answer(TODAY - timedelta(days=730), True)

    assert likelihood([old], TODAY) == pytest.approx((1 + 0.5) / (4 + 0.5))


def test_an_answer_dated_tomorrow_counts_as_one_of_today():
    assert likelihood([Answer(TODAY + timedelta(days=9), False)], TODAY) == pytest.approx(1 / 5)


@given(ANSWERS)
def test_one_more_yes_never_makes_a_yes_less_likely(history):
    more = [*history, Answer(TODAY, True)]
    less = [*history, Answer(TODAY, False)]

    assert likelihood(less, TODAY) < likelihood(history, TODAY) < likelihood(more, TODAY)


@given(ANSWERS)
def test_the_place_teaches_the_share_and_keeps_the_weight(answers):
    prior = prior_from(answers, TODAY)

    assert prior.yes + prior.no == pytest.approx(4)
    assert likelihood([], TODAY, prior) == pytest.approx(likelihood(answers, TODAY))


def chance_by_hand(places, likelihoods):
    """Add up the chance of every way the answers can fall."""
    total = 0.0
    for ways in product([True, False], repeat=len(likelihoods)):
        chance = 1.0
        for yes, probability in zip(ways, likelihoods, strict=True):
            chance *= probability if yes else 1 - probability
        total += chance if sum(ways) >= places else 0
    return total


@given(
    places=st.integers(0, 4),
    likelihoods=st.lists(st.sampled_from([0.05, 0.2, 0.35, 0.5, 0.8]), max_size=8),
    wanted=st.sampled_from([0.5, 0.75, 0.9]),
)
def test_the_number_is_the_smallest_that_reaches_the_chance(places, likelihoods, wanted):
    asked = invitations_needed(places, likelihoods, wanted)

    reached = [
        number
        for number in range(len(likelihoods) + 1)
        if chance_by_hand(places, likelihoods[:number]) >= wanted - 1e-12
    ]
    assert asked == (reached[0] if reached else None)


def test_three_places_at_one_yes_in_four_take_twenty_questions():
    # 1 - sum over k < 3 of C(19, k) .25**k .75**(19 - k) = .889; with 20 it is .909.
    assert invitations_needed(3, [0.25] * 50) == 20


@pytest.mark.parametrize(("places", "chance"), [(-1, 0.9), (1, 0.0), (1, 1.0)])
def test_a_question_that_makes_no_sense_is_refused(places, chance):
    with pytest.raises(BadValueError):
        invitations_needed(places, [0.5], chance)


def test_a_prior_needs_both_answers():
    with pytest.raises(BadValueError):
        Prior(yes=0)
