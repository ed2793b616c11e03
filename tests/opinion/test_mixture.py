"""Kinds of voters: found where there are any, the same whatever comes first."""

import numpy as np
import pytest
from hypothesis import given, settings

from publius.opinion import Ballots, SettingError, mixture
from publius.opinion.agreement import agreement
from publius.opinion.grouping import NOBODY
from publius.opinion.mixture import search
from tests.opinion.made import camps, tiny_votes


@pytest.fixture(scope="module")
def three_camps():
    ballots, camp = camps(sizes=(60, 40, 30), statements=40)
    return ballots, camp, mixture.group(ballots)


def test_camps_are_found(three_camps) -> None:
    _, camp, found = three_camps

    assert found.k == 3
    assert agreement(found.group, camp) > 0.95


def test_people_are_mostly_sure_of_their_kind(three_camps) -> None:
    _, _, found = three_camps

    assert found.probability.min() >= 1 / 3
    assert np.median(found.probability) > 0.99


def test_the_margin_is_what_the_groups_save(three_camps) -> None:
    assert 0.2 < three_camps[2].margin < 0.5


def test_people_who_answer_by_chance_are_one_group() -> None:
    ballots, _ = camps(sizes=(120,), statements=30, noise=0.5)

    found = mixture.group(ballots)

    assert (found.labels, found.margin) == (("A",), 0.0)
    assert set(found.group.tolist()) == {0}


def test_everybody_who_agrees_with_everything_is_one_group() -> None:
    found = mixture.group(Ballots.of([(p, s, 1) for p in range(40) for s in range(20)]))

    assert found.labels == ("A",)
    assert set(found.probability.tolist()) == {1.0}


def test_people_with_too_few_votes_are_in_no_group() -> None:
    votes = [(p, s, 1 if p < 30 else -1) for p in range(60) for s in range(20)]
    found = mixture.group(Ballots.of([*votes, ("late", 0, 1)]))

    assert (found.group[-1], found.probability[-1], found.included[-1]) == (NOBODY, 0, False)
    assert found.k == 2


def test_only_those_named_are_grouped(three_camps) -> None:
    ballots, camp, _ = three_camps

    found = mixture.group(ballots, included=ballots.people[:100])

    assert np.flatnonzero(found.group == NOBODY).tolist() == list(range(100, 130))
    assert agreement(found.group[:100], camp[:100]) > 0.9


def test_passes_do_not_make_a_kind_of_voter() -> None:
    """Half of one camp passes on half of what it would have said; it stays one camp."""
    ballots, camp = camps(sizes=(60, 60), statements=40, seen=0.9)
    passing = (ballots.row % 4 == 0) & (ballots.column % 2 == 0)
    answer = np.where(passing, 0, ballots.answer).astype(np.int8)
    ballots = Ballots(ballots.people, ballots.statements, ballots.row, ballots.column, answer)

    found = mixture.group(ballots)

    assert found.k == 2
    assert agreement(found.group, camp) > 0.95


def test_as_many_kinds_as_asked_for(three_camps) -> None:
    ballots = three_camps[0]

    assert [mixture.group(ballots, k=k).k for k in (1, 2, 3)] == [1, 2, 3]


def test_kinds_that_nobody_belongs_to_are_left_out() -> None:
    camps_of_one_mind = Ballots.of([(p, s, 1 if p < 9 else -1) for p in range(18) for s in "abc"])

    found = mixture.group(camps_of_one_mind, k=5, min_votes=1)

    assert sorted(set(found.group.tolist())) == list(range(found.k))
    assert found.k == 2


def test_more_kinds_than_people_are_refused_in_a_sentence() -> None:
    ballots = Ballots.of([("ada", "s1", 1), ("bo", "s1", -1)])

    with pytest.raises(SettingError, match="k is 3; it must be at most 2, the number of people"):
        mixture.group(ballots, k=3)


def test_two_runs_give_the_same_to_the_last_bit(three_camps) -> None:
    ballots, _, found = three_camps

    again = mixture.group(ballots)

    assert again.group.tolist() == found.group.tolist()
    assert again.probability.tolist() == found.probability.tolist()


def test_order_and_names_of_people_do_not_matter(three_camps) -> None:
    ballots, _, found = three_camps
    order = np.random.default_rng(0).permutation(len(ballots.row))
    mixed = Ballots.from_columns(
        [f"new {n}" for n in ballots.row[order]],
        [ballots.statements[n].id for n in ballots.column[order]],
        ballots.answer[order],
    )

    again = mixture.group(mixed)

    of = dict(zip(mixed.people, again.group.tolist(), strict=True))
    assert [of[f"new {n}"] for n in range(len(ballots.people))] == found.group.tolist()


def test_the_wording_of_statements_does_not_matter(three_camps) -> None:
    ballots, _, found = three_camps
    other_way = np.where(ballots.column % 3 == 0, -ballots.answer, ballots.answer)

    again = mixture.group(
        Ballots(
            ballots.people,
            ballots.statements,
            ballots.row,
            ballots.column,
            other_way.astype(np.int8),
        )
    )

    assert again.group.tolist() == found.group.tolist()


def test_everybody_twice_gives_the_same_groups(three_camps) -> None:
    ballots, _, found = three_camps
    people = len(ballots.people)
    twice = Ballots(
        [*ballots.people, *(f"{person} again" for person in ballots.people)],
        ballots.statements,
        np.concatenate([ballots.row, ballots.row + people]).astype(np.int32),
        np.tile(ballots.column, 2),
        np.tile(ballots.answer, 2),
    )

    assert mixture.group(twice).group.tolist() == found.group.tolist() * 2


def test_groups_keep_their_letters_from_map_to_map(three_camps) -> None:
    ballots, _, found = three_camps
    renamed = {"C": "A", "A": "B", "B": "C"}
    earlier = {
        **found.state,
        "members": {renamed[old]: ids for old, ids in found.state["members"].items()},
    }

    later = mixture.group(ballots, previous=earlier)

    before = [renamed[found.labels[number]] for number in found.group]
    assert [later.labels[number] for number in later.group] == before


def test_fewer_people_move_than_if_kinds_were_found_afresh() -> None:
    """A tenth more votes, three in ten of them against one's camp."""
    ballots, _ = camps(sizes=(50, 40, 40), statements=30, noise=0.3)
    early = np.random.default_rng(0).random(len(ballots.row)) < 0.9
    fewer = Ballots(
        ballots.people,
        ballots.statements,
        ballots.row[early],
        ballots.column[early],
        ballots.answer[early],
    )
    before, afresh = mixture.group(fewer, k=3), mixture.group(ballots, k=3)

    later = mixture.group(ballots, k=3, previous=before.state)

    assert agreement(later.group, before.group) > agreement(afresh.group, before.group) + 0.05
    assert np.mean(later.group != before.group) < 0.1


def test_groups_that_explain_nothing_are_not_kept(three_camps) -> None:
    ballots, camp, found = three_camps
    shuffled = np.random.default_rng(0).permutation(ballots.people)
    nonsense = {"A": shuffled[:50], "B": shuffled[50:90], "C": shuffled[90:]}
    members = {label: [repr(str(one)) for one in ids] for label, ids in nonsense.items()}

    later = mixture.group(ballots, previous={**found.state, "members": members})

    assert agreement(later.group, camp) > 0.95


def test_another_number_of_kinds_must_be_better_twice(three_camps) -> None:
    ballots, _, found = three_camps
    first, second, third = (ids for _, ids in sorted(found.state["members"].items()))
    two = {**found.state, "members": {"A": [*first, *second], "B": third}}

    once = mixture.group(ballots, previous=two)
    twice = mixture.group(ballots, previous=once.state)

    assert (once.k, twice.k) == (2, 3)


def test_many_people_are_grouped_from_a_sample(monkeypatch, three_camps) -> None:
    """With room for the votes of forty people, the other ninety are assigned in one pass."""
    ballots, camp, _ = three_camps
    monkeypatch.setattr(search, "MOST_VOTES", 40 * 24)

    found = mixture.group(ballots, k=3)

    assert np.bincount(found.group).sum() == 130
    assert agreement(found.group, camp) > 0.9


@pytest.mark.parametrize("votes", [[], [("ada", "s", 1)], [("ada", "s", 0), ("bo", "s", 0)]])
def test_next_to_nothing_is_at_most_one_group(votes) -> None:
    found = mixture.group(Ballots.of(votes))

    assert found.k == min(len(votes), 1)


@given(tiny_votes())
@settings(max_examples=40, deadline=None)
def test_any_votes_can_be_grouped(votes) -> None:
    ballots = Ballots.of(votes)

    found = mixture.group(ballots, min_votes=1)

    assert np.isfinite(found.probability).all()
    assert np.isfinite(found.centres).all()
    assert sorted(set(found.group[found.included].tolist())) == list(range(found.k))


@given(tiny_votes())
@settings(max_examples=40, deadline=None)
def test_any_votes_can_be_grouped_into_a_number_given(votes) -> None:
    ballots = Ballots.of(votes)
    k = min(3, np.count_nonzero(ballots.votes_of)) or None

    found = mixture.group(ballots, min_votes=1, k=k)

    assert np.isfinite(found.probability).all()
    assert found.k <= (k or 0)
