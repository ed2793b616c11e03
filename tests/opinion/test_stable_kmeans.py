"""Clusters that are the best there are, whoever is listed first."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from publius.opinion.stable.cells import MOST, Cells
from publius.opinion.stable.kmeans import cluster, nearest_centres, settle, spread_of
from publius.opinion.stable.silhouette import distances, silhouette

few_points = st.lists(
    st.tuples(st.integers(-6, 6), st.integers(-6, 6)), min_size=4, max_size=8, unique=True
)


def best_spread(points: np.ndarray, weights: np.ndarray, k: int) -> float:
    """The least spread of all ways to put the points into at most k clusters."""
    spreads = []
    for labels in product(range(k), repeat=len(points)):
        own = np.array(labels)
        centres = np.array(
            [
                np.average(points[own == n], axis=0, weights=weights[own == n])
                if (own == n).any()
                else np.zeros(2)
                for n in range(k)
            ]
        )
        spreads.append(spread_of(points, weights, centres, own))
    return min(spreads)


@given(few_points, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_two_clusters_of_few_points_are_the_best_of_all(points, chance):
    points = np.array(sorted(points), dtype=float)
    weights = np.array([chance.choice([1.0, 2.0]) for _ in points])

    found = cluster(points, weights, 2)

    assert found.spread == pytest.approx(best_spread(points, weights, 2))


def test_four_heaps_are_told_apart():
    rng = np.random.default_rng(1)
    middles = np.array([[0, 0], [0, 9], [9, 0], [9, 9]])
    points = np.sort((middles[:, None] + rng.normal(size=(4, 30, 2))).reshape(-1, 2), axis=0)

    found = cluster(points, np.ones(120), 4)

    assert sorted(np.bincount(found.nearest)) == sorted(np.bincount(found.nearest, minlength=4))
    assert_allclose(found.nearest, nearest_centres(points, found.centres))


def test_a_point_of_weight_two_counts_as_two_points():
    points = np.array([[0.0, 0], [1, 0], [7, 0], [9, 0]])

    heavy = cluster(points, np.array([2.0, 1, 1, 1]), 2)

    listed = cluster(np.array([[0.0, 0], [0, 0], [1, 0], [7, 0], [9, 0]]), np.ones(5), 2)
    assert_allclose(heavy.centres, listed.centres)


def test_one_person_far_out_is_no_group_but_counts_to_the_nearest():
    points = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1], [40, 0], [4, 4], [4, 5], [5, 4]])

    found = cluster(points, np.ones(8), 2, people=np.ones(8), fewest=2)

    assert found.nearest.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_settling_moves_centres_to_the_middle_of_their_points():
    points = np.array([[0.0, 0], [2, 0], [10, 0], [12, 0]])

    (found,) = settle(points, np.ones(4), np.array([[[0.0, 0], [3, 0]]]))

    assert found.centres.tolist() == [[1, 0], [11, 0]]


def test_people_in_one_place_are_one_cell_in_any_order():
    positions = np.array([[1.0, 2], [0, 0], [1, 2], [3, 1]])

    cells = Cells.of(positions, np.array([1.0, 2, 3, 4]))

    turned = Cells.of(positions[::-1], np.array([4.0, 3, 2, 1]))
    assert cells.points.tolist() == [[0, 0], [1, 2], [3, 1]]
    assert cells.weights.tolist() == turned.weights.tolist() == [2, 4, 4]
    assert cells.people.tolist() == [1, 2, 1]


def test_crowds_are_gathered_into_few_cells_that_keep_their_middle():
    positions = np.random.default_rng(1).normal(size=(5000, 2))

    cells = Cells.of(positions, np.ones(5000))

    assert len(cells.points) < MOST
    assert cells.people.sum() == 5000
    assert_allclose(np.average(cells.points, axis=0, weights=cells.weights), positions.mean(axis=0))


def test_a_silhouette_by_hand():
    """Rousseeuw's formula: three people on a line at 0, 1 and 9, the last one alone.

    The first is 1 from their own cluster and 9 from the other: (9 - 1) / 9 = 8/9. The second
    (8 - 1) / 8 = 7/8. Somebody alone counts 0. The mean is (8/9 + 7/8) / 3 = 127/216.
    """
    apart = distances(np.array([[0.0, 0], [1, 0], [9, 0]]))

    found = silhouette(apart, np.ones(3), np.array([0, 0, 1]))

    assert found == pytest.approx(127 / 216)


def test_one_cluster_has_no_silhouette():
    assert silhouette(distances(np.zeros((3, 2))), np.ones(3), np.zeros(3, int)) == 0
