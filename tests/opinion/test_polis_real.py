"""Polis's engine on real conversations, beside the groups that Polis exported."""

import numpy as np
import pytest

from bench.opinion.conversations import read
from publius.opinion import polis
from publius.opinion.agreement import agreement
from tests.shared_data import needs_shared


def alike(name, k=None):
    """The adjusted Rand index to Polis's groups, people in the order of their first vote."""
    needs_shared("conversations")
    real = read(name)
    ballots = real.ballots
    found = polis.group(ballots, included=list(real.polis), k=k)
    in_polis = np.array([person in real.polis for person in ballots.people])
    theirs = [int(real.polis[p]) for p in ballots.people if p in real.polis]
    return agreement(np.array(theirs), found.group[in_polis])


def test_the_groups_of_bg2050_are_those_of_polis_to_the_last_person():
    assert alike("bg2050-volunteers") == 1.0


@pytest.mark.parametrize("name", ["vtaiwan.uberx", "scoop-hivemind.biodiversity"])
def test_sound_groups_are_those_of_polis_but_for_a_few_people(name):
    assert alike(name, k=2) > 0.85
