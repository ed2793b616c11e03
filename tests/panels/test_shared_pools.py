"""Real and realistic pools: every one draws validly, fast enough, and as well as is known."""

import csv
import random
import time

import pytest

from publius.panels import draw, prepare
from tests.panels.checker import broken_rules
from tests.panels.pools import SHARED, shared_pool
from tests.shared_data import needs_shared

SECONDS = 30  # a generous ceiling for busy machines; bench.panels measures properly
TWINS = ("cca-like_75", "hd-like_30", "mass-like_24", "sf_a-like_35")


@pytest.mark.parametrize("name", SHARED)
def test_a_pool_draws_validly_and_nearly_as_fairly_as_possible(name):
    pool, targets, size = shared_pool(needs_shared(f"sortition/{name}"))

    started = time.monotonic()
    lottery = prepare(pool, targets, size=size)
    taken = time.monotonic() - started

    for seed in range(5):
        drawn = lottery.draw(seed)
        assert broken_rules(drawn.panel, pool, targets, size) == []
    assert sum(drawn.chances.values()) == pytest.approx(size)
    assert drawn.certificate.bound - 0.001 <= drawn.certificate.smallest
    assert drawn.certificate.smallest <= drawn.certificate.bound + 1e-9
    assert taken < SECONDS


@pytest.mark.parametrize("name", ["mass-like_24", "sf_a-hh_35"])
def test_every_single_ticket_is_valid(name):
    pool, targets, size = shared_pool(needs_shared(f"sortition/{name}"))
    people = {person.id: person for person in pool}

    lottery = prepare(pool, targets, size=size)

    for number in range(len(lottery.tickets)):
        members = [people[person] for person in lottery.people_on(number)]
        for target in targets.targets:
            there = sum(m.features[target.feature] == target.value for m in members)
            assert target.minimum <= there <= target.maximum
        if targets.one_per_household:
            assert len({member.household for member in members}) == size


@pytest.mark.parametrize("name", TWINS)
def test_the_twins_reach_the_smallest_chance_published_for_the_originals(name):
    pool, targets, size = shared_pool(needs_shared(f"sortition/{name}"))
    with needs_shared("sortition/published_nature2021.csv").open(newline="") as file:
        percent = {row["instance"]: float(row["leximin_min"]) for row in csv.DictReader(file)}

    ours = prepare(pool, targets, size=size).draw(0).certificate

    published = percent[name.replace("-like", "")] / 100
    assert ours.smallest == pytest.approx(published, abs=0.001)


def test_a_shuffled_real_pool_gives_the_same_draw():
    pool, targets, size = shared_pool(needs_shared("sortition/mass-like_24"))
    shuffled = random.Random(1).sample(pool, len(pool))

    assert draw(shuffled, targets, size=size, seed=0) == draw(pool, targets, size=size, seed=0)
