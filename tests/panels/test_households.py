"""At most one person per household, and still an equal chance for people who are alike."""

from itertools import pairwise

import pytest

from publius.panels import InfeasibleError, Person, Place, Target, Targets, draw, prepare, replace

ONE_EACH = Targets(one_per_household=True)


def couples(count):
    return [
        Person(f"{name}{home}", {"name": name}, household=f"home {home}")
        for home in range(count)
        for name in ("ann", "ben")
    ]


def test_no_ticket_holds_two_people_from_one_household():
    lottery = prepare(couples(4), ONE_EACH, size=3, tickets=200)

    for ticket in range(200):
        homes = [name[3:] for name in lottery.people_on(ticket)]
        assert sorted(set(homes)) == sorted(homes)


def test_people_who_share_a_household_are_on_equally_many_tickets_as_their_like():
    named = Targets((Target("name", "ann", 2, 2), Target("name", "ben", 1, 2)), (), True)

    chances = prepare(couples(5), named, size=3, tickets=1_000).chances()

    anns = sorted(chance for person, chance in chances.items() if person.startswith("ann"))
    assert max(b - a for a, b in pairwise(anns)) <= 0.002


def test_without_the_rule_households_do_not_matter():
    pool = couples(1)

    assert len(draw(pool, Targets(), size=2, seed=0).panel) == 2


def test_too_few_households_are_named_as_the_reason():
    with pytest.raises(InfeasibleError, match="people from 2 households, and the panel needs 3"):
        draw(couples(2), ONE_EACH, size=3, seed=0)


def test_whoever_lives_with_a_confirmed_member_cannot_be_drawn():
    pool = couples(2)

    drawn = replace(pool, ONE_EACH, size=2, confirmed=[Place("ann0")], unavailable=["ann1"], seed=0)

    assert drawn.chances == {"ann0": 1.0, "ann1": 0.0, "ben0": 0.0, "ben1": 1.0}
