"""On real fits, and at the size of a large conference: even, better than the peers, and quick."""

import numpy as np
import pytest

from bench.assignment import Instance, even, gold, large, made_up, ours, peer, worse
from tests.shared_data import needs_shared

pytestmark = pytest.mark.xdist_group("measured")  # the fits are worked out once


@pytest.fixture(scope="module")
def fit():
    needs_shared("expertise-gold")
    return gold()


@pytest.mark.parametrize("minimum", [0, 20])
def test_real_needs_fare_no_worse_than_with_a_picking_sequence(fit, minimum):
    instance = even("gold", fit, minimum, 26)

    assert worse(ours(instance), peer("FairSequence", instance)) == []


def test_with_minimum_loads_real_needs_fare_better_than_with_two_flows(fit):
    instance = even("gold", fit, 20, 26)

    found, other = ours(instance), peer("MinMax", instance)

    assert worse(found, other) == []
    assert found.sum > other.sum


def test_thousands_of_needs_and_people_take_seconds():
    instance = large(0)

    found = ours(instance)

    assert (found.ef1, len(instance.fit)) == (0, 2_600)
    assert found.seconds < 60, f"took {found.seconds:.1f} s"


def test_a_hard_instance_with_every_load_used_up_is_solved():
    fit = made_up(100, 60, 8, 3)

    found = ours(Instance("tight", fit, 3, np.full(60, 5), np.full(60, 5)))

    assert found.ef1 == 0
