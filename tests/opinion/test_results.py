"""What is counted once people stand in groups: lists, floors and figures per statement."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.opinion import Ballots, Finding, Statement, Status, Tally, count, fit
from publius.opinion.given import given as given_groups
from tests.opinion.made import tiny_votes


def votes_of(group, statement, answers):
    """The votes of a group on one statement; a space is somebody who has not voted."""
    known = {"+": 1, "-": -1, "0": 0}
    return [
        (f"{group}{number}", statement, known[answer])
        for number, answer in enumerate(answers)
        if answer != " "
    ]


def counts_of(table, statements=()):
    """Count votes given as {statement: {group: answers}}."""
    votes = [
        vote
        for statement, by_group in table.items()
        for group, answers in by_group.items()
        for vote in votes_of(group, statement, answers)
    ]
    groups = {person: person[0] for person, *_ in votes if person[0] != "x"}
    ballots = Ballots.of(votes, statements or list(table))
    return count(ballots, given_groups(ballots, groups))


def test_every_group_is_counted_and_people_in_no_group_only_with_everybody():
    counts = counts_of({"s1": {"A": "++-", "B": "-0", "x": "+"}})
    assert counts.agrees.tolist() == [[2], [0]]
    assert counts.disagrees.tolist() == [[1], [1]]
    assert counts.passes.tolist() == [[0], [1]]
    assert counts.everybody == [Tally(agrees=3, disagrees=2, passes=1)]


def test_what_sets_a_group_apart_is_found_by_hand():
    # s1: A agrees 9 of 10, B 1 of 10; both sides are clear for both groups.
    # s2: everybody agrees: nobody stands out, but it is what both agree with well.
    table = {"s1": {"A": "+++++++++-", "B": "---------+"}, "s2": {"A": "+" * 10, "B": "+" * 10}}
    counts = counts_of(table)
    p, z = 10 / 12, 2 * 11**0.5 * (10 / 11 - 0.5)
    ratio = p / (2 / 12)
    ratio_z = (10 / 11 - 2 / 11) / (12 / 22 * 10 / 22 * 2 / 11) ** 0.5
    found = counts.representative()
    assert [(one.statement, one.side, one.best_agree) for one in found["A"]] == [("s1", 1, True)]
    assert found["A"][0].score == pytest.approx(ratio * ratio_z * p * z, rel=1e-12)
    # B agrees best with s2, on which A is no different; it is set apart by disagreeing with s1
    assert [(one.statement, one.side, one.best_agree) for one in found["B"]] == [
        ("s2", 1, True),
        ("s1", -1, False),
    ]


def test_agreements_come_before_disagreements_and_five_at_most():
    table = {f"s{n}": {"A": "+" * 9 + "-", "B": "-" * 9 + "+"} for n in range(4)}
    table |= {f"t{n}": {"A": "-" * 10, "B": "+" * 10} for n in range(4)}
    sides = [one.side for one in counts_of(table).representative()["A"]]
    assert len(sides) == 5
    assert sides == sorted(sides, reverse=True)


def test_where_nothing_qualifies_the_best_agreed_stands_alone():
    # 2 of 2 against 2 of 2: share 3/4, z = 2 x sqrt(3) x (3/3 - 1/2) = 1.73 > 1.2816; no contrast
    found = counts_of({"s1": {"A": "++", "B": "++"}}).representative()
    assert [(one.statement, one.side, one.best_agree) for one in found["A"]] == [("s1", 1, True)]


def test_without_any_agreement_the_statement_furthest_from_the_others_stands_alone():
    table = {"s1": {"A": "--+", "B": "--"}, "s2": {"A": "-", "B": "+"}, "s3": {"A": "", "B": "++"}}
    found = counts_of(table).representative()["A"]
    assert [(one.statement, one.side, one.best_agree) for one in found] == [("s2", -1, False)]


def test_a_statement_nobody_in_a_group_answered_never_represents_it():
    found = counts_of({"s1": {"A": "00", "B": "++"}, "s2": {"A": "", "B": "+"}}).representative()
    assert found["A"] == ()


def test_rejected_and_meta_statements_represent_nobody_but_are_counted():
    table = {"s1": {"A": "+++++", "B": "-----"}, "s2": {"A": "+++++", "B": "-----"}}
    statements = [
        Statement("s1", status=Status.REJECTED),
        Statement("s2", status=Status.META),
    ]
    counts = counts_of(table, statements)
    assert counts.representative() == {"A": (), "B": ()}
    assert counts.agreed_by_all() == counts.disagreed_by_all() == ()
    assert counts.everybody == [Tally(5, 5, 0), Tally(5, 5, 0)]
    assert counts_of(table).representative()["A"] != ()


def test_what_nearly_everybody_says_counts_people_in_no_group_too():
    # 8 of 8: p = 9/10, z = 2 x 3 x (9/9 - 1/2) = 3
    counts = counts_of({"s1": {"A": "+++", "B": "+++", "x": "++"}, "s2": {"A": "--", "x": "--"}})
    assert counts.agreed_by_all() == (Finding("s1", 1, pytest.approx(2.7)),)
    # 4 of 4: p = 5/6, z = 2 x sqrt(5) x 1/2
    assert counts.disagreed_by_all() == (Finding("s2", -1, pytest.approx(5 / 6 * 5**0.5)),)


def test_ties_are_broken_by_the_ids_not_by_how_statements_are_listed():
    table = {number: {"A": "+++", "B": "+++"} for number in (10, 9, 2, 30, 4, 5)}
    there = [one.statement for one in counts_of(table).agreed_by_all()]
    backwards = [one.statement for one in counts_of(dict(reversed(table.items()))).agreed_by_all()]
    assert there == backwards == [2, 4, 5, 9, 10]


@given(tiny_votes(), st.randoms(use_true_random=False))
def test_lists_and_figures_do_not_depend_on_any_order(votes, rng):
    groups = {person: "AB"[person % 2] for person, *_ in votes if person % 5}
    last = {(person, statement): answer for person, statement, answer in votes}
    standing = [(*key, answer) for key, answer in last.items()]
    shuffled = rng.sample(standing, len(standing))
    statements = rng.sample(range(8), 8)
    one = count(*_with(groups, Ballots.of(standing, range(8))))
    other = count(*_with(groups, Ballots.of(shuffled, statements)))
    for which in ("representative", "agreed_by_all", "disagreed_by_all"):
        assert getattr(one, which)() == getattr(other, which)()
    assert _without_places(one) == _without_places(other)


def _with(groups, ballots):
    return ballots, given_groups(ballots, groups)


def _without_places(counts):
    """What is counted, without what depends on how the map is turned."""
    nowhere = {"x": 0, "y": 0, "extremity": 0, "priority": 0}
    return {key: replace(one, **nowhere) for key, one in counts.statement_results().items()}


def test_consensus_multiplies_groups_and_its_lower_bound_is_the_most_doubtful_group():
    counts = counts_of({"s1": {"A": "+" * 9, "B": "+" * 5}, "s2": {"A": "+" * 9, "B": "+" * 4}})
    assert counts.consensus == pytest.approx([10 / 11 * 6 / 7, 10 / 11 * 5 / 6])
    # Beta(6, 1) has the distribution x^6: its 5 % point is the sixth root of 0.05.
    # Four of group B are too few to be heard.
    assert counts.consensus_lower == pytest.approx([0.05 ** (1 / 6), 0])


def test_divisiveness_is_the_largest_difference_between_agree_shares():
    counts = counts_of({"s1": {"A": "++++", "B": "----", "C": "++--"}})
    assert counts.divisiveness == pytest.approx([5 / 6 - 1 / 6])


def test_a_statement_is_heard_when_a_tenth_of_the_people_and_five_of_each_group_voted():
    table = {
        "both": {"A": "+++++", "B": "-----"},
        "one group": {"A": "+++++", "B": "----"},
        "few of all": {"A": "+++++", "B": "-----"},
    }
    assert counts_of(table).is_heard.tolist() == [True, False, True]
    crowd = {**table, "crowd": {"x": "+" * 91}}  # 101 people: 10 are fewer than a tenth
    assert counts_of(crowd).is_heard.tolist() == [False, False, False, False]


def test_without_groups_everybody_is_one():
    counts = counts_of({"s1": {"x": "+++-"}})
    assert counts.grouping.k == 0
    assert counts.consensus == pytest.approx([4 / 6])
    assert counts.divisiveness.tolist() == [0]
    assert counts.representative() == {}
    assert counts.statement_results()["s1"].by_group == {}


def test_priorities_are_reckoned_from_grouped_people():
    counts = counts_of({"s1": {"A": "+0", "B": "-", "x": "+++"}})
    extremity = counts.grouping.extremity[0]
    # A 1, P 1, S 3: p = 2/5, a = 2/5
    wanted = (3 / 5 * (1 + extremity) * 2 / 5 * (1 + 8 * 2 ** (-3 / 5))) ** 2
    assert counts.priority == pytest.approx([wanted])


def test_the_figures_of_a_statement_are_put_together():
    counts = counts_of({"s1": {"A": "++-", "B": "--0"}})
    result = counts.statement_results(bridging=[0.25], common_ground=[True])["s1"]
    answer = result.by_group["A"]
    assert (answer.tally, answer.agree, answer.disagree) == (Tally(2, 1, 0), 3 / 5, 2 / 5)
    assert answer.agree_ratio == pytest.approx((3 / 5) / (1 / 5))
    assert (result.tally, result.bridging, result.is_common_ground) == (Tally(2, 3, 1), 0.25, True)
    assert counts.statement_results()["s1"].bridging is None


def test_the_map_holds_the_same_figures():
    table = {f"s{n}": {"A": "+" * 8 + "-", "B": "-" * 8 + "0"} for n in range(8)}
    votes = [v for s, by in table.items() for g, a in by.items() for v in votes_of(g, s, a)]
    groups = {person: person[0] for person, *_ in votes}
    found = fit(votes, groups=groups, check=False)
    assert found.representative == counts_of(table).representative()
    assert found.statements["s0"].by_group == counts_of(table).group_answers()[0]


def test_counting_in_parts_gives_the_same(monkeypatch):
    table = {"s1": {"A": "++-", "B": "-0"}, "s2": {"A": "+-", "x": "0+"}}
    at_once = counts_of(table).by_answer
    monkeypatch.setattr("publius.opinion.results.AT_ONCE", 2)
    assert np.array_equal(counts_of(table).by_answer, at_once)
