"""What is recounted from tickets: figures, counts, and whether people can fill the seats."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.panels import certify
from publius.panels.public.entrants import limits_left, read_entrants
from publius.panels.public.figures import (
    counts_of,
    geometric_mean,
    gini,
    recount,
    rounded,
    rounded_up,
)
from publius.panels.public.validity import TicketCheck, can_be_seated, most_seated
from tests.panels.public.lotteries import published

KINDS = st.lists(st.sampled_from([(), (0,), (1,), (0, 1), (1, 2), (0, 1, 2)]), max_size=6)
SEATS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=3).map(
    lambda pairs: [(low, low + more) for low, more in pairs]
)


def seated_somehow(fits, seats, filled, *, everybody):
    """By trying everything."""
    if not fits:
        return all(filled[n] >= low for n, (low, _) in enumerate(seats))
    first, rest = fits[0], fits[1:]
    if any(
        filled[s] < seats[s][1]
        and seated_somehow(rest, seats, filled + Counter([s]), everybody=everybody)
        for s in first
    ):
        return True
    return not everybody and seated_somehow(rest, seats, filled, everybody=everybody)


@given(KINDS, SEATS, st.booleans())
def test_people_can_be_seated_exactly_when_some_way_of_seating_them_exists(fits, seats, everybody):
    expected = seated_somehow(fits, seats, Counter(), everybody=everybody)

    assert can_be_seated(fits, seats, everybody=everybody) is expected


def test_somebody_moves_where_that_makes_room():
    assert most_seated(Counter([(0, 1), (0,)]), [1, 1]) == 2


@given(st.lists(st.integers(0, 50), min_size=1).map(sorted))
def test_figures_are_those_of_the_certificate(held):
    chances = np.array(held) / 50

    assert float(gini(held)) == pytest.approx(certify.gini(chances), abs=1e-9)
    assert float(geometric_mean(held, 50)) == pytest.approx(
        certify.geometric_mean(chances), abs=1e-8
    )


@given(st.fractions(0, 1))
def test_a_bound_is_never_rounded_below_itself(value):
    assert 0 <= Fraction(rounded_up(value)) - value < Fraction(1, 10**9)
    assert abs(Fraction(rounded(value)) - value) <= Fraction(1, 2 * 10**9)


def test_people_confirmed_beforehand_are_on_every_ticket():
    assert recount([[0], [2]], 4, [3]) == [1, 0, 1, 2]


def test_counts_are_of_whole_panels():
    sections = published()["sections"]
    entrants = read_entrants(sections)

    counts = counts_of(entrants, sections["rules"], sections["tickets"])

    held = [
        sum(target in entrants.counted[person] for person in (*ticket, *entrants.confirmed))
        for target in [0]
        for ticket in sections["tickets"]
    ]
    assert (counts["targets"][0]["fewest"], counts["targets"][0]["most"]) == (min(held), max(held))


def spoilt(ticket, entrants):
    """The same ticket with one thing wrong, and what is said of it."""
    confirmed, unavailable = next(iter(entrants.confirmed)), next(iter(entrants.unavailable))
    yield ticket[:-1], "it has 7 people instead of 8"
    yield [ticket[0], *ticket[:-1]], "its people are not in order, or somebody is on it twice"
    yield ticket[::-1], "its people are not in order, or somebody is on it twice"
    for person in (confirmed, unavailable):
        yield sorted([person, *ticket[1:]]), "somebody on it cannot be drawn"


def test_what_is_wrong_with_a_ticket_is_said():
    sections = published()["sections"]
    entrants = read_entrants(sections)
    check = TicketCheck(entrants, limits_left(sections["rules"], entrants))

    assert {check.fault(ticket) for ticket in sections["tickets"]} == {None}
    for ticket, words in spoilt(sections["tickets"][0], entrants):
        assert check.fault(ticket) == words


def test_a_ticket_that_breaks_a_rule_is_not_valid():
    sections = published()["sections"]
    entrants = read_entrants(sections)
    check = TicketCheck(entrants, limits_left(sections["rules"], entrants))
    free = [n for n, able in enumerate(entrants.free) if able]
    alike = [n for n in free if 0 in entrants.counted[n]]
    homes = Counter(entrants.household[n] for n in free if entrants.household[n] is not None)
    home = next(each for each, people in homes.items() if people > 1)
    mates = [n for n in free if entrants.household[n] == home]
    group = [n for n in free if 0 in entrants.apart[n]]

    one_sided = check.fault(sorted(alike[:8]))
    together = check.fault(sorted({*mates[:2], *[n for n in free if n not in mates][:6]}))
    rivals = check.fault(with_these(sections["tickets"], group[:2]))

    assert "allows" in one_sided
    assert together == "two people on it share a household"
    assert rivals is not None


def with_these(tickets, people):
    """A ticket that holds these people in place of others."""
    rest = [person for person in tickets[0] if person not in people]
    return sorted([*people, *rest][: len(tickets[0])])
