"""Ideals are exact, panels give them exactly, and tickets come near: the engine's own promises."""

import numpy as np
import pytest

from publius.panels import Person, Target, Targets, prepare
from tests.panels.pools import SHARED, council_pool, shared_pool
from tests.shared_data import needs_shared

THIRDS = [Person(f"p{n}", {"side": ("left", "right", "right")[n % 3]}) for n in range(9)]
ONE_LEFT = Targets((Target("side", "left", 1, 1), Target("side", "right", 3, 3)))


def test_exact_chances_are_those_before_the_division_into_tickets():
    lottery = prepare(THIRDS, ONE_LEFT, size=4, tickets=10)

    exact = lottery.exact_chances()

    assert [round(exact[f"p{n}"], 12) for n in range(3)] == [round(1 / 3, 12), 0.5, 0.5]
    assert sorted(set(lottery.chances().values())) == [0.3, 0.4, 0.5]


def test_the_certificate_tells_the_mixture_from_the_tickets():
    proof = prepare(THIRDS, ONE_LEFT, size=4, tickets=10).draw(0).certificate

    assert proof.deviation <= 1e-9
    assert proof.ticket_deviation == pytest.approx(0.4 - 1 / 3)


def test_tickets_split_evenly_where_they_can():
    proof = prepare(THIRDS, ONE_LEFT, size=4, tickets=30).draw(0).certificate

    assert proof.ticket_deviation == pytest.approx(0, abs=1e-12)


def test_every_panel_of_a_mixture_is_valid_and_they_add_up_to_the_size():
    pool, targets, size = council_pool()

    lottery = prepare(pool, targets, size=size)

    assert set(lottery.mixture.panels.sum(axis=1).tolist()) == {size}
    assert lottery.mixture.shares.sum() == pytest.approx(1)
    assert sum(lottery.exact_chances().values()) == pytest.approx(size)


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_pool_is_split_within_a_millionth(name):
    pool, targets, size = shared_pool(needs_shared(f"sortition/{name}"))

    lottery = prepare(pool, targets, size=size)

    assert lottery.mixture.proven
    assert lottery.draw(0).certificate.deviation <= 1e-6
    assert np.abs(lottery.ideal.aim @ lottery.problem.counts - size) <= 1e-6


@pytest.mark.parametrize("seed", range(12))
def test_uneven_pools_are_split_within_a_millionth(seed):
    """Some people are so rare that they are all but certain: their level is at its cap."""
    rng = np.random.default_rng(seed)
    shares = [rng.dirichlet(np.full(values, 0.8)) for values in (2, 4, 3, 3, 4)]
    held = [rng.choice(len(share), size=150, p=rng.permutation(share)) for share in shares]
    pool = [
        Person(f"p{n}", {f"f{f}": f"v{column[n]}" for f, column in enumerate(held)})
        for n in range(150)
    ]
    example = [int(n) for n in rng.choice(150, size=20, replace=False)]
    counts = [np.bincount(column[example], minlength=4).tolist() for column in held]
    targets = Targets(
        tuple(
            Target(f"f{f}", f"v{v}", count, count + 1)
            for f, column in enumerate(counts)
            for v, count in enumerate(column)
        )
    )

    lottery = prepare(pool, targets, size=20, tickets=1000)

    assert lottery.draw(0).certificate.deviation <= 1e-6
