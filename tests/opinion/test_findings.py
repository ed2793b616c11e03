"""What speaks for a group, beside the rules gone through one statement at a time."""

from math import prod

from hypothesis import assume, given
from hypothesis import strategies as st

from publius.opinion import Ballots, Status, fit
from tests.opinion.made import tiny_votes

CLEARLY = 1.2816


def strength(answer, side):
    return prod(getattr(answer, f"{side}{figure}") for figure in ("_ratio", "_ratio_z", "", "_z"))


def is_clear(answer, side):
    return min(getattr(answer, f"{side}_ratio_z"), getattr(answer, f"{side}_z")) > CLEARLY


def side_of(answer):
    apart = answer.agree_ratio_z - answer.disagree_ratio_z
    return "agree" if (apart or answer.agree - answer.disagree) > 0 else "disagree"


def leads(answer, best):
    """Whether a statement takes the lead among those the group agrees with."""
    if best is None:
        is_likely = answer.agree_ratio > 1 and answer.agree > 0.5
        return answer.agree_z > CLEARLY or is_likely
    if best.agree_ratio > 1:
        return strength(answer, "agree") > strength(best, "agree")
    return answer.agree * answer.agree_z > best.agree * best.agree_z


def list_for(answers):
    """The list of one group: statement and side, from its answers by statement."""
    best = furthest = None
    for key, answer in answers.items():
        if leads(answer, None if best is None else answers[best]):
            best = key
        apart = max(answer.agree_ratio_z, answer.disagree_ratio_z)
        if furthest is None or apart > furthest[1]:
            furthest = key, apart
    clear = [key for key, a in answers.items() if is_clear(a, "agree") or is_clear(a, "disagree")]
    ranked = sorted(clear, key=lambda key: -strength(answers[key], side_of(answers[key])))
    first = [best] if best is not None else [furthest[0]] if furthest and not clear else []
    listed = [*first, *(key for key in ranked if key not in first)][:5]
    return sorted(((key, side_of(answers[key])) for key in listed), key=lambda one: one[1])


@given(tiny_votes(), st.sets(st.integers(0, 7), max_size=2))
def test_every_list_is_what_the_rules_give_one_by_one(votes, rejected):
    ballots = Ballots.of(votes, {n: "rejected" if n in rejected else "shown" for n in range(8)})
    assume(ballots.people)
    groups = {person: "ABC"[person % 3] for person in ballots.people}
    found = fit(ballots, groups=groups, check=False)

    for label, listed in found.representative.items():
        answers = {
            key: result.by_group[label]
            for key, result in found.statements.items()
            if result.status is Status.SHOWN
            and result.by_group[label].tally.agrees + result.by_group[label].tally.disagrees
        }
        sides = [(each.statement, {1: "agree", -1: "disagree"}[each.side]) for each in listed]
        assert sides == list_for(answers)


def test_a_leader_others_agree_with_more_is_beaten_by_agreement_alone():
    # group A, of 10: all agree with s1, eight with s2; all 20 of B agree with s1, none with s2.
    # s1 has ratio (11/12) / (21/22) < 1, so share x z decides: 11/12 x 3.32 against 9/12 x 2.11
    votes = [(person, "s1", 1) for person in range(30)]
    votes += [(person, "s2", 1 if person < 8 else -1) for person in range(30)]
    groups = {person: "A" if person < 10 else "B" for person in range(30)}

    found = fit(votes, groups=groups, check=False)

    assert [each.statement for each in found.representative["A"] if each.best_agree] == ["s1"]
    assert found.statements["s2"].by_group["A"].agree_ratio_z > CLEARLY
