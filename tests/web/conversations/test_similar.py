"""Which statements are shown beside a new one: near ones, and hardly ever others."""

import csv
import time

import pytest

from publius.web.conversations.similar import Shelf
from publius.web.conversations.wording import core_of
from tests.shared_data import needs_shared

SAID = [
    "We need more buses at night.",
    "Every street should have trees.",
    "The ramp at the library is too steep for my wheelchair.",
    "Cycle lanes should be separated from cars by a kerb.",
    "Parking in the town centre is too expensive.",
    "Shops lose customers when parking goes.",
    "Children cannot cross Mill Lane safely on their way to school.",
    "Night workers get home by taxi because nothing else runs.",
]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("More night buses please!", SAID[0]),
        ("Buses should run at night", SAID[0]),
        ("plant trees in all the streets", SAID[1]),
        ("The library ramp is much too steep", SAID[2]),
        ("Separate cycle lanes from cars", SAID[3]),
        ("Town centre parking costs too much", SAID[4]),
        ("Crossing Mill Lane is not safe for school children", SAID[6]),
    ],
)
def test_other_words_for_the_same_are_found(text, nearest):
    assert SAID[Shelf(SAID).closest(text)[0]] == nearest


@pytest.mark.parametrize(
    "text",
    [
        "Deaf people cannot hear the announcements.",
        "The council should publish its accounts.",
        "Taxi drivers wait an hour at the rank.",
        "My street floods every winter.",
        "We should not do this at all.",
        "",
    ],
)
def test_what_nobody_has_said_is_not_held_up(text):
    assert Shelf(SAID).closest(text) == []


def test_at_most_three_are_shown():
    assert len(Shelf(["More night buses"] * 9).closest("More night buses")) == 3


def test_scripts_without_spaces_are_compared_too():
    shelf = Shelf(["晚上需要更多公交车", "每条街都要种树"])

    assert shelf.closest("我们晚上需要公交车") == [0]


def test_nothing_is_near_to_nothing():
    assert Shelf([]).closest("More night buses") == []


def test_two_thousand_statements_are_compared_while_somebody_waits():
    shelf = Shelf([f"We need {n} more buses to place {n * 7} at night" for n in range(2000)])
    started = time.process_time()

    shelf.closest("More night buses please")

    assert time.process_time() - started < 0.5


def test_signs_capitals_and_spaces_do_not_make_other_words():
    assert core_of("More  Buses, at night!") == core_of("more buses at NIGHT")
    assert core_of("More buses") != core_of("More trees")


@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.biodiversity"])
def test_in_real_conversations_most_statements_are_let_through_at_once(name):
    """Measured: at this closeness about one in five of real statements has a near one."""
    path = needs_shared(f"conversations/{name}/statements.csv")
    with path.open(encoding="utf8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    found = 0
    for number, text in enumerate(texts):
        found += bool(Shelf(texts[:number]).closest(text)) if number % 5 == 0 else 0

    assert found / (len(texts) / 5) < 0.33
