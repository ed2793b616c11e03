"""Polis's engine, stage by stage: worked by hand, and against plain dense arithmetic."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.opinion import Ballots, SettingError, count, fit, polis
from publius.opinion.agreement import agreement
from publius.opinion.polis import clusters
from publius.opinion.polis.how_many import clearness, steady_k
from tests.opinion.made import camps, tiny_votes

#        s1  s2     mean of s1: 1/3, of s2: 0. What is left: a (2/3, 1), b (-4/3, -1), c (2/3, -)
BY_HAND = [("a", "s1", 1), ("b", "s1", -1), ("c", "s1", 1), ("a", "s2", 1), ("b", "s2", -1)]
ROOT = np.sqrt(37)  # Z'Z = [[24/9, 2], [2, 2]] has the eigenvalues (7 ± sqrt 37) / 3


def aligned(found, wanted):
    """The same columns with the signs of others: the sign of an axis has no meaning."""
    return found * np.where((found * wanted).sum(axis=0) < 0, -1, 1)


def dense(ballots):
    """Centre, components and positions the long way: a full matrix, holes filled by means."""
    votes = np.full((len(ballots.people), len(ballots.statements)), np.nan)
    votes[ballots.row, ballots.column] = ballots.answer
    votes[:, ~ballots.shown] = 0
    centre = np.nan_to_num(np.nanmean(votes, axis=0))
    centred = np.nan_to_num(votes - centre)
    components = np.linalg.svd(centred, full_matrices=False)[2][:2]
    cast = np.count_nonzero(~np.isnan(votes), axis=1)
    reach = np.sqrt(len(ballots.statements) / np.maximum(cast, 1))
    return centre, components, (centred @ components.T) * reach[:, np.newaxis]


def test_axes_by_hand():
    placed = polis.place(Ballots.of(BY_HAND))
    first = np.array([2, (ROOT - 1) / 3]) / np.hypot(2, (ROOT - 1) / 3)
    assert placed.centre == pytest.approx([1 / 3, 0])
    assert np.abs(placed.components[0]) == pytest.approx(first, abs=1e-12)
    assert np.abs(placed.components[1]) == pytest.approx(first[::-1], abs=1e-12)
    assert placed.variance == pytest.approx(((7 + ROOT) / 14, (7 - ROOT) / 14))


def test_positions_by_hand():
    # given the axes s1 and s2 themselves: x = sqrt(2/2) x 2/3 for a, sqrt(2/1) x 2/3 for c
    placed = polis.place(Ballots.of(BY_HAND), np.eye(2))
    wanted = [[2 / 3, 1], [-4 / 3, -1], [np.sqrt(2) * 2 / 3, 0]]
    assert placed.positions == pytest.approx(np.array(wanted))


def test_a_statement_is_where_somebody_is_who_only_agrees_with_it():
    # sqrt(2/1) x (1 - 1/3) for s1, sqrt(2/1) x (1 - 0) for s2
    placed = polis.place(Ballots.of(BY_HAND), np.eye(2))
    wanted = np.sqrt(2) * np.array([[2 / 3, 0], [0, 1]])
    assert placed.statement_positions == pytest.approx(wanted)
    assert placed.extremity == pytest.approx(np.sqrt(2) * np.array([2 / 3, 1]))


def test_a_rejected_statement_counts_as_seen_by_everybody():
    # three statements now, on which a and b voted; c voted on s1 and, as it counts, on s3
    votes = [*BY_HAND, ("a", "s3", 1), ("b", "s3", 1)]
    ballots = Ballots.of(votes, {"s1": "shown", "s2": "shown", "s3": "rejected"})
    placed = polis.place(ballots, np.eye(2, 3))
    wanted = [[2 / 3, 1], [-4 / 3, -1], [np.sqrt(3 / 2) * 2 / 3, 0]]
    assert placed.positions == pytest.approx(np.array(wanted))
    assert (placed.centre[2], placed.extremity[2]) == (0, 0)


def test_a_statement_without_votes_counts_for_nothing():
    there = polis.place(Ballots.of(BY_HAND, ["s1", "s2"]))
    more = polis.place(Ballots.of(BY_HAND, ["s1", "s2", "s3"]))
    assert more.positions == pytest.approx(there.positions, abs=1e-14)
    assert more.extremity == pytest.approx([*there.extremity, 0], abs=1e-14)


def test_the_sparse_way_gives_what_the_dense_way_gives():
    ballots, _ = camps(sizes=(110, 70, 30), statements=205, seen=0.3, noise=0.25)
    placed = polis.place(ballots)
    centre, components, positions = dense(ballots)
    assert placed.centre == pytest.approx(centre, abs=1e-12)
    assert aligned(placed.components.T, components.T) == pytest.approx(components.T, abs=1e-9)
    assert aligned(placed.positions, positions) == pytest.approx(positions, abs=1e-9)


def test_with_rejected_statements_too():
    votes, _ = camps(sizes=(20, 15), statements=12)
    listed = {f"s{number}": "rejected" if number % 4 == 0 else "shown" for number in range(12)}
    rows = zip(votes.row.tolist(), votes.column.tolist(), votes.answer.tolist(), strict=True)
    ballots = Ballots.of([(person, f"s{number}", a) for person, number, a in rows], listed)
    placed, (_, _, positions) = polis.place(ballots), dense(ballots)
    assert aligned(placed.positions, positions) == pytest.approx(positions, abs=1e-12)


def test_the_axes_are_what_power_iteration_settles_on():
    ballots, _ = camps(sizes=(60, 40), statements=20, noise=0.2)
    left = dense(ballots)[0]
    votes = np.zeros((100, 20))
    votes[ballots.row, ballots.column] = ballots.answer - left[ballots.column]
    for found in polis.place(ballots).components:
        axis = np.random.default_rng(3).standard_normal(20)
        for _ in range(5 * 100):  # five updates of 100 steps, each from where the last one ended
            axis = votes.T @ (votes @ axis)
            axis /= np.linalg.norm(axis)
        assert abs(found @ axis) == pytest.approx(1, abs=1e-12)
        votes = votes - np.outer(votes @ axis, axis)


@pytest.mark.parametrize(("statements", "needed"), [(3, 3), (7, 7), (9, 7)])
def test_seven_votes_are_enough_or_all_there_are(statements, needed):
    many = [(f"p{n}", f"s{s}", 1) for n in range(15) for s in range(statements)]
    few = [("late", f"s{s}", 1) for s in range(needed)]
    short = [("short", f"s{s}", 1) for s in range(needed - 1)]
    inside = polis.people_in(Ballots.of([*many, *few, *short]))
    assert inside.tolist() == [True] * 16 + [False]


def test_fewer_than_fifteen_people_are_filled_up_with_those_who_voted_most():
    enough = [(f"p{n}", f"s{s}", 1) for n in range(13) for s in range(7)]
    keen = [("keen", f"s{s}", 1) for s in range(5)]
    first, second = ("first", "s1", 1), ("second", "s1", 1)
    ballots = Ballots.of([first, second, *enough, *keen])
    inside = dict(zip(ballots.people, polis.people_in(ballots).tolist(), strict=True))
    assert [inside[who] for who in ("first", "second", "keen", "p0")] == [True, False, True, True]


def test_once_in_always_in():
    votes = [(f"p{n}", f"s{s}", 1) for n in range(20) for s in range(7)]
    ballots = Ballots.of([*votes, ("quiet", "s1", 1)])
    before = np.array([person == "quiet" for person in ballots.people])
    assert polis.people_in(ballots).tolist() == [True] * 20 + [False]
    assert polis.people_in(ballots, before=before).tolist() == [True] * 21


def test_base_clusters_start_from_the_first_hundred_distinct_points():
    # two people each at 0, 1 ... 99, then one at 99.4: no cluster of their own, 99 takes them in
    points = np.array([[number // 2, 0.0] for number in range(200)] + [[99.4, 0.0]])
    base = polis.base_clusters(points)
    assert base.sizes.tolist() == [2] * 99 + [3]
    assert base.centres[99] == pytest.approx([(99 + 99 + 99.4) / 3, 0])


def test_groups_weigh_base_clusters_by_their_people():
    centres = np.array([[0.0, 0], [9, 0], [1, 0]])
    groups = polis.group_clusters(centres, np.array([3, 5, 1]), 2)
    assert groups.of_points.tolist() == [0, 1, 0]
    assert groups.centres.tolist() == [[(0 * 3 + 1 * 1) / 4, 0], [9, 0]]


def test_the_order_in_which_people_came_decides_what_is_found():
    line = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0], [30, 0], [31, 0]])
    sizes = np.ones(6, int)
    # from 0, 1, 10: {0} {1} {10, 11, 30, 31}, then {0} {1, 10} {11, 30, 31}, then the three pairs
    assert polis.group_clusters(line, sizes, 3).of_points.tolist() == [0, 0, 1, 1, 2, 2]
    # from 31, 30, 11: {31} {30} {11, 10, 1, 0}, and there it stays
    assert polis.group_clusters(line[::-1], sizes, 3).of_points.tolist() == [0, 1, 2, 2, 2, 2]


def test_centres_that_hardly_move_have_settled():
    # {0, 0.004} moves its centre by 0.002, which is less than 0.01: 0.501 is not looked at again
    # although the other centre came nearer, from 1 to 0.7505
    points = np.array([[0.0, 0], [1, 0], [0.004, 0], [0.501, 0]])
    assert polis.base_clusters(points * 0.01, k=2).of_points.tolist() == [0, 1, 0, 1]
    moved = polis.base_clusters(points * 0.01, k=2).centres[:, 0]
    assert moved == pytest.approx([0.00002, 0.007505])


def lloyd(points, k, steps):
    """k-means in its plainest form, from the first k points."""
    centres = points[:k]
    for _ in range(steps):
        nearest = ((points[:, np.newaxis] - centres) ** 2).sum(axis=2).argmin(axis=1)
        centres = np.array([points[nearest == number].mean(axis=0) for number in range(k)])
    return centres


def test_people_are_clustered_to_the_end_but_groups_stop_after_twenty_steps():
    points = np.random.default_rng(5).standard_normal((3000, 2)) * 1e4
    base, groups = polis.base_clusters(points, k=5), polis.group_clusters(points, np.ones(3000), 5)
    assert groups.centres == pytest.approx(lloyd(points, 5, 20))
    assert base.centres == pytest.approx(lloyd(points, 5, 100))
    assert not np.allclose(base.centres, groups.centres)


def test_what_polis_keeps_as_lists_can_be_handed_over_as_lists():
    base = polis.base_clusters([[0.0, 0], [1, 0], [9, 0]], before=[7, 7, 4], k=2)
    groups = polis.group_clusters([[0.5, 0], [9, 0]], [2, 1], 2)
    assert (base.of_points.tolist(), groups.of_points.tolist()) == ([7, 7, 4], [0, 1])
    assert clearness(groups, [[0.5, 0], [9, 0]]) == 0


@pytest.mark.parametrize(("bases", "most"), [(1, 2), (11, 2), (12, 3), (24, 4), (36, 5), (100, 5)])
def test_every_twelve_base_clusters_allow_one_group_more(bases, most):
    assert clusters.most_groups(bases) == most


def test_clearness_counts_base_clusters_once_and_those_alone_as_nothing():
    # 0 and 2 together, 9 alone: (9 - 2) / 9 and (7 - 2) / 7, and 0; whatever their sizes
    centres = np.array([[0.0, 0], [2, 0], [9, 0]])
    groups = polis.group_clusters(centres, np.array([50, 1, 1]), 2)
    assert groups.of_points.tolist() == [0, 0, 1]
    assert clearness(groups, centres) == pytest.approx((7 / 9 + 5 / 7 + 0) / 3)


def test_a_new_number_of_groups_must_be_best_four_updates_in_a_row():
    kept, shown = {}, []
    for best in [2, 3, 3, 3, 2, 3, 3, 3, 3, 2]:
        kept = steady_k(best, kept)
        shown.append(kept["shown"])
    assert shown == [2, 2, 2, 2, 2, 2, 2, 2, 3, 3]


def test_clusters_go_on_around_the_people_they_had():
    # 0 and 1 were together, so were 10 and 11; the newcomer at 2 joins the nearer ones
    points = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0], [2, 0]])
    base = polis.base_clusters(points, before=np.array([7, 7, 4, 4, -1]), k=2)
    assert base.of_points.tolist() == [7, 7, 4, 4, 7]


def test_clusters_that_came_to_the_same_place_merge_and_the_farthest_person_starts_a_new_one():
    points = np.array([[0.0, 0], [0, 0], [5, 0], [6, 0]])
    base = polis.base_clusters(points, before=np.array([0, 1, 2, 2]), k=3)
    # 0 and 1 meet at (0, 0) and become 0; 5 and 6 are both half a step from 5.5: the first moves
    assert base.of_points.tolist() == [0, 0, 3, 2]


def test_people_with_one_view_are_one_group():
    found = fit([(f"p{n}", f"s{s}", 1) for n in range(20) for s in range(8)], engine="polis")
    assert (found.k, found.groups["A"].size) == (1, 20)


def test_two_camps_are_two_groups():
    ballots, camp = camps(sizes=(40, 25), statements=30)
    found = polis.group(ballots)
    assert found.labels == ("A", "B")
    assert agreement(found.group, camp) == 1
    assert found.silhouettes[2] == max(found.silhouettes.values())


def test_people_with_few_votes_are_placed_but_in_no_group():
    ballots, _ = camps(sizes=(20, 20), statements=30)
    rows = zip(ballots.row.tolist(), ballots.column.tolist(), ballots.answer.tolist(), strict=True)
    votes = [(f"p{person}", statement, answer) for person, statement, answer in rows]
    found = fit([*votes, ("late", 0, 1)], engine="polis", check=False)
    assert (found.people["late"].group, found.people["late"].n_votes) == (None, 1)
    assert found.people["late"].x != 0


def test_who_is_grouped_and_in_how_many_groups_can_be_given():
    ballots, _ = camps(sizes=(20, 20), statements=30)
    chosen = ballots.people[5:35]
    found = polis.group(ballots, included=chosen, k=4)
    assert [p for p, g in zip(ballots.people, found.group, strict=True) if g >= 0] == chosen
    assert found.labels == ("A", "B", "C", "D")


def test_groups_that_are_given_are_placed_as_polis_would():
    ballots, camp = camps(sizes=(20, 15), statements=30)
    groups = dict(zip(ballots.people, camp.tolist(), strict=True))
    found = fit(ballots, engine="polis", groups=groups, check=False)
    placed = polis.place(ballots)
    assert [(p.x, p.y) for p in found.people.values()] == [tuple(p) for p in placed.positions]
    assert {label: group.size for label, group in found.groups.items()} == {"0": 20, "1": 15}


def halves():
    """A conversation when half the people had come, and in full."""
    votes, _ = camps(sizes=(30, 30), statements=30)
    order = np.random.default_rng(2).permutation(60)
    rows = zip(votes.row.tolist(), votes.column.tolist(), votes.answer.tolist(), strict=True)
    came = sorted(((int(order[p]), s, a) for p, s, a in rows), key=lambda vote: vote[0])
    return Ballots.of([v for v in came if v[0] < 30]), Ballots.of(came)


def test_priorities_come_from_the_votes_of_the_update_before():
    early, late = halves()
    before = polis.group(early)
    after = polis.group(late, previous=before.state)
    then, now = count(early, before), count(late, after)
    seen = dict(zip((s.id for s in early.statements), then.voted.sum(axis=0).tolist(), strict=True))
    agreed = dict(
        zip((s.id for s in early.statements), then.agrees.sum(axis=0).tolist(), strict=True)
    )
    passed = dict(
        zip((s.id for s in early.statements), then.passes.sum(axis=0).tolist(), strict=True)
    )
    for column, statement in enumerate(late.statements):
        a, p = agreed[statement.id], passed[statement.id]
        n = seen[statement.id]
        share, skipped = (a + 1) / (n + 2), (p + 1) / (n + 2)
        importance = (1 - skipped) * (1 + after.extremity[column]) * share
        wanted = (importance * (1 + 8 * 2 ** (-n / 5))) ** 2
        assert now.priority[column] == pytest.approx(wanted, rel=1e-9)


def test_what_is_kept_survives_json():
    early, late = halves()
    state = polis.group(early).state
    again = polis.group(late, previous=json.loads(json.dumps(state)))
    assert again.group.tolist() == polis.group(late, previous=state).group.tolist()
    assert again.state == polis.group(late, previous=state).state


def test_groups_and_axes_go_on_from_the_update_before():
    early, late = halves()
    before = polis.group(early)
    after = polis.group(late, previous=before.state)
    stayed = before.group >= 0
    assert agreement(before.group[stayed], after.group[:30][stayed]) == 1
    assert after.labels == before.labels
    assert np.all((before.positions * after.positions[:30]).sum(axis=0) > 0)


@pytest.mark.parametrize(
    "damage",
    [
        5,
        {"other": {}},
        {"base_of": 5},
        {"base_of": {"'a'": "x"}},
        {"group_of": {"2": 5}},
        {"k": {"best": 2}},
        {"votes": {"'s1'": [1, 2]}},
    ],
)
def test_a_state_that_is_damaged_is_refused(damage):
    with pytest.raises(SettingError) as caught:
        fit(BY_HAND, engine="polis", previous={"polis": damage})
    assert caught.value.code == "damaged-state"


def test_asking_for_one_group_does_not_count_as_a_clear_number():
    ballots, _ = camps(sizes=(20, 20), statements=30)
    asked = polis.group(ballots, k=1)
    assert (asked.k, polis.group(ballots, previous=asked.state).k) == (1, 2)


def test_more_groups_than_places_are_refused():
    votes = [(person, "s1", 1 if person < 5 else -1) for person in range(10)]
    with pytest.raises(SettingError, match="at most 2, the number of places"):
        fit(votes, engine="polis", k=3)


@given(tiny_votes(), st.integers(1, 9))
def test_any_votes_give_a_map_without_holes(votes, min_votes):
    found = polis.group(Ballots.of(votes), min_votes=min_votes)
    counts = count(Ballots.of(votes), found)
    figures = [
        found.positions,
        found.statement_positions,
        found.centres,
        counts.priority,
        counts.consensus,
        [found.margin, *found.variance, *found.silhouettes.values()],
    ]
    assert all(np.isfinite(figure).all() for figure in figures)
    assert set(found.group[found.included].tolist()) == set(range(found.k))
    assert found.group[~found.included].tolist() == [-1] * np.count_nonzero(~found.included)
