"""What may be told to everybody, and that the rest cannot be worked out from it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius import opinion
from publius.opinion import Finding, published

VOTERS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
    min_size=1, max_size=4,
)  # fmt: skip


def mapped(*voters: tuple[int, int, int, int], size: int = 9) -> opinion.OpinionMap:
    """So many of A, B, C and of nobody vote on each statement; each group has ``size`` people."""
    groups = {f"{label}{n}": label for label in "ABC" for n in range(size)}
    people = [*groups, *(f"-{n}" for n in range(9))]
    votes = [(person, "everybody", 1) for person in people]
    for number, counts in enumerate(voters):
        for label, count in zip("ABC-", counts, strict=True):
            votes += [(f"{label}{n}", f"s{number}", 1) for n in range(min(count, 9))]
    known = [vote for vote in votes if vote[0] in people]
    return opinion.fit(known, groups=groups, check=False)


@given(VOTERS)
@settings(max_examples=60, deadline=None)
def test_what_is_kept_back_is_always_about_five_or_more(voters):
    told = published(mapped(*voters))

    for result in told.statements.values():
        shown = [answer.tally.voted for answer in result.by_group.values()]
        assert result.tally.voted == 0 or result.tally.voted >= 5
        assert [count for count in shown if 0 < count < 5] == []
        if len(shown) < 3:
            assert not 0 < result.tally.voted - sum(shown) < 5


@given(VOTERS)
@settings(max_examples=20, deadline=None)
def test_nobody_is_named(voters):
    told = json.dumps(opinion.to_plain(mapped(*voters), people=False))

    assert '"A1"' not in told
    assert '"A1"' in json.dumps(opinion.to_plain(mapped(*voters)))


def test_a_small_answer_takes_the_next_smallest_with_it():
    told = published(mapped((9, 7, 3, 0)))

    assert set(told.statements["s0"].by_group) == {"A"}


def test_people_in_no_group_are_enough_to_hide_a_small_answer():
    told = published(mapped((9, 7, 3, 2)))

    assert set(told.statements["s0"].by_group) == {"A", "B"}


def test_where_all_is_told_nothing_is_taken_out():
    found = mapped((9, 7, 5, 2))

    assert dict(published(found).statements) == dict(found.statements)


def test_a_group_of_fewer_than_five_and_its_findings_are_gone():
    found = mapped((9, 9, 9, 9), size=4)

    told = published(found)

    assert set(found.groups) == {"A", "B", "C"}
    assert (dict(told.groups), dict(told.representative)) == ({}, {})
    assert told.statements["s0"].by_group == {}


def test_findings_about_what_is_not_told_are_gone():
    listed = tuple(Finding(key, 1, 2.0) for key in ("s0", "s1", "everybody"))
    found = replace(
        mapped((4, 0, 0, 0), (3, 9, 9, 9)), representative={"A": listed}, agreed_by_all=listed
    )

    told = published(found)

    assert [finding.statement for finding in told.representative["A"]] == ["everybody"]
    assert [finding.statement for finding in told.agreed_by_all] == ["s1", "everybody"]


@pytest.mark.parametrize("again", [1, 2])
def test_publishing_again_changes_nothing(again):
    told = published(mapped((9, 7, 3, 0), (2, 2, 0, 0)))

    for _ in range(again):
        told = published(told)

    assert told == published(mapped((9, 7, 3, 0), (2, 2, 0, 0)))
