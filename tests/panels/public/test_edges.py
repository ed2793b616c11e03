"""Lotteries at the edge: nothing left to decide, nobody left, everybody certain, strange names."""

import pytest

from publius.panels import Person, Place, Seat, Target, Targets, prepare
from publius.panels.public import SeedOutcome, SeedRule, conclude, lottery_text, publish
from tests.panels.public.lotteries import SALT
from tests.panels.public.test_breaks import broken

ADA, BO, CY = (Person(name, {"job": "planner"}, household="mill") for name in ("ada", "bo", "cy"))
PLANNERS = Targets((Target("job", "planner", 1, 2),))

LOTTERIES = {
    "a pool of one": ([ADA], Targets(), {"size": 1}),
    "everybody is on the panel": ([ADA, BO, CY], Targets(), {"size": 3}),
    "everybody is confirmed": ([ADA, BO], PLANNERS, {"size": 1, "confirmed": [Place("ada")]}),
    "somebody is unavailable": ([ADA, BO, CY], PLANNERS, {"size": 1, "unavailable": ["ada", "bo"]}),
    "one ticket": ([ADA, BO, CY], PLANNERS, {"size": 1, "tickets": 1}),
    "everybody in one household": (
        [ADA, BO, CY],
        Targets(one_per_household=True),
        {"size": 1},
    ),
    "a household that is confirmed already": (
        [ADA, BO, Person("di")],
        Targets(one_per_household=True),
        {"size": 2, "confirmed": [Place("ada")]},
    ),
    "two confirmed people from one household and one group": (
        [ADA, BO, CY, Person("di"), Person("ed")],
        Targets(one_per_household=True, apart=(frozenset({"ada", "bo", "di"}),)),
        {"size": 3, "confirmed": [Place("ada"), Place("bo")]},
    ),
    "more confirmed than a target allows": (
        [ADA, BO, Person("di", {"job": "driver"})],
        Targets((Target("job", "planner", 0, 1), Target("job", "driver", 0, 1))),
        {"size": 3, "confirmed": [Place("ada"), Place("bo")]},
    ),
    "only seats": (
        [Person("ada", seats=frozenset("xy")), Person("bo", seats=frozenset("x")), CY],
        Targets((), (Seat("x", "X", 1, 1), Seat("y", "Y", 0, 1))),
        {"size": 2},
    ),
    "strange names": (
        [Person("\ud800", {"f\u2028": "\udfff"}), Person('"\\\n'), Person("é" * 300)],
        Targets((Target("f\u2028", "\udfff", 0, 2), Target("=1+1", "\x00", 0, 1))),
        {"size": 2},
    ),
}


@pytest.mark.parametrize("name", LOTTERIES)
def test_it_is_published_drawn_and_verified_like_any_other(name):
    pool, targets, more = LOTTERIES[name]
    lottery = prepare(pool, targets, **more)

    document = publish(lottery, rule=SeedRule(), salt=SALT)
    drawn = conclude(document, SeedOutcome(-7))

    assert broken(lottery_text(document).encode(), document["commitment"]) == []
    assert broken(lottery_text(drawn).encode(), document["commitment"]) == []
    assert len(drawn["result"]["selected"]) == more["size"]
