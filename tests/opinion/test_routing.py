"""What a person is asked about next: who comes first, what counts then, how it is redone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from bench.opinion.routing import Crowd, asked_by_publius, exposure
from publius import opinion
from publius.opinion import Heard, Reason, Statement, Status, Tally, next_statement, pick
from publius.opinion.errors import SettingError, VoteError

DRAWS = 2000


def heard(statement: str, votes: int, by_group: dict[str, int] | None = None, **kwargs) -> Heard:
    """A statement that so many people have voted on, half of them for it."""
    tally = Tally(votes // 2, votes - votes // 2, 0)
    return Heard(Statement(statement, **kwargs), tally, by_group or {})


@pytest.fixture(scope="module")
def three_groups() -> tuple[opinion.Ballots, opinion.OpinionMap]:
    """Camps of 30, 30 and 12 people; “s0” is what only the small one agrees with."""
    votes = []
    for person in range(72):
        camp = 0 if person < 30 else 1 if person < 60 else 2
        for statement in range(12):
            likes = camp == 2 if statement == 0 else statement % 3 == camp
            votes.append((person, f"s{statement}", 1 if likes else -1))
    groups = {person: "A" if person < 30 else "B" if person < 60 else "C" for person in range(72)}
    ballots = opinion.Ballots.of(votes)
    return ballots, opinion.fit(ballots, groups=groups, check=False)


def is_drawn_by(weights: dict, drawn: list) -> bool:
    """Whether the draws could come from these weights (chi-squared, one chance in 10,000)."""
    total = sum(weights.values())
    keys = [key for key, weight in weights.items() if weight > 0]
    seen = [drawn.count(key) for key in keys]
    expected = [weights[key] / total * len(drawn) for key in keys]
    return sum(seen) == len(drawn) and chisquare(seen, expected).pvalue > 1e-4


def test_new_statements_come_first_in_proportion_to_the_votes_they_lack():
    votes = [heard("old", 60), heard("newer", 15), heard("newest", 0)]

    choice = next_statement("ada", votes, seed=1)

    assert choice.weights == {"old": 0.0, "newer": 5.0, "newest": 20.0}
    assert choice.reason is Reason.NEW


def test_a_group_that_has_not_been_heard_is_asked_first(three_groups):
    _, found = three_groups
    votes = [
        heard("s1", 30, {"A": 20, "B": 8, "C": 2}),
        heard("s2", 30, {"A": 10, "B": 10, "C": 10}),
    ]

    of_c = next_statement(71, votes, found, seed=1, quota=0)
    of_a = next_statement(0, votes, found, seed=1, quota=0)

    assert of_c.weights == {"s1": 3.0, "s2": 0.0}
    assert (of_c.statement, of_c.reason) == ("s1", Reason.NEW)
    assert of_a.reason is Reason.PRIORITY


def test_a_group_smaller_than_five_is_not_waited_for():
    votes = [(n, s, 1 if n < 3 else -1) for n in range(30) for s in ("s1", "s2")]
    found = opinion.fit(votes, groups={n: "A" if n < 3 else "B" for n in range(30)}, check=False)
    all_of_it = [heard("s1", 30, {"A": 3, "B": 27}), heard("s2", 30, {"A": 3, "B": 27})]

    assert next_statement(0, all_of_it, found, seed=1).reason is Reason.PRIORITY


def test_what_came_late_comes_first_until_it_has_its_fair_share():
    votes = [heard("a", 100), heard("b", 100), heard("c", 100), heard("late", 60)]

    choice = next_statement("ada", votes, seed=1)

    assert choice.weights == {"a": 0.0, "b": 0.0, "c": 0.0, "late": 30.0}
    assert choice.reason is Reason.LATE


def test_once_all_are_heard_the_priority_on_the_map_decides(three_groups):
    ballots, found = three_groups

    choice = next_statement("newcomer", ballots, found, seed=1, quota=0)

    assert choice.weights == {key: each.priority for key, each in found.statements.items()}
    assert choice.reason is Reason.PRIORITY


def test_choices_are_distributed_as_the_logged_weights(three_groups):
    ballots, found = three_groups

    choices = [next_statement("newcomer", ballots, found, seed=n) for n in range(DRAWS)]

    assert len({json.dumps(choice.weights) for choice in choices}) == 1
    assert is_drawn_by(choices[0].weights, [choice.statement for choice in choices])
    assert not is_drawn_by(dict.fromkeys(choices[0].weights, 1.0), [c.statement for c in choices])


def test_a_weight_of_zero_stays_zero():
    weights = {"never": 0, "seldom": 0.5, "often": 2}

    drawn = [pick(weights, seed) for seed in range(DRAWS)]

    assert is_drawn_by(weights, drawn)
    assert "never" not in drawn


def test_nothing_is_drawn_where_every_weight_is_zero():
    assert pick({"s1": 0, "s2": 0.0}, seed=3) is None


@given(
    st.dictionaries(st.integers(0, 99), st.floats(0, 1e6, allow_subnormal=False), min_size=1),
    st.integers(0, 2**53),
)
def test_a_choice_can_be_made_again_from_its_log(weights, seed):
    logged = json.loads(json.dumps({str(key): weights[key] for key in sorted(weights)[::-1]}))

    assert str(pick(weights, seed)) == str(pick(logged, seed))


def test_a_choice_is_made_again_with_its_seed_even_if_it_is_zero(three_groups):
    ballots, found = three_groups

    choice = next_statement("newcomer", ballots, found, seed=0)

    assert next_statement("newcomer", ballots, found, seed=0) == choice
    assert pick(choice.weights, choice.seed) == choice.statement


def test_what_works_somewhere_keeps_its_quota(three_groups):
    ballots, found = three_groups
    assert [each.statement for each in opinion.works_somewhere(found)][:1] == ["s0"]
    few = {each.statement for each in opinion.works_somewhere(found)}

    choice = next_statement("newcomer", ballots, found, seed=1, quota=0.6)

    assert sum(choice.chances[key] for key in few) == pytest.approx(0.6)


def test_what_works_somewhere_keeps_its_quota_while_others_are_new(three_groups):
    ballots, found = three_groups
    votes = [*opinion.hear(ballots, found), heard("new", 0)]
    few = {each.statement for each in opinion.works_somewhere(found)}

    choice = next_statement("newcomer", votes, found, seed=1, quota=0.1)

    assert sum(choice.chances[key] for key in few) == pytest.approx(0.1)
    assert choice.chances["new"] == pytest.approx(0.9)


def test_rejected_and_meta_statements_are_never_asked():
    votes = [
        heard("shown", 50),
        heard("rejected", 0, status=Status.REJECTED),
        heard("meta", 0, status=Status.META),
    ]

    assert list(next_statement("ada", votes, seed=1).weights) == ["shown"]


def test_nobody_is_asked_twice_nor_what_they_skipped():
    votes = [("ada", "s1", 1), ("bo", "s2", 1), ("bo", "s3", 1), ("bo", "s4", -1)]

    choice = next_statement("ada", votes, seed=1, skipped={"s3"})

    assert set(choice.weights) == {"s2", "s4"}


def test_a_statement_nobody_voted_on_is_known_from_the_list():
    choice = next_statement("ada", [("ada", "s1", 1)], seed=1, statements=["s1", "s2"])

    assert choice.weights == {"s2": 20.0}


def test_when_nothing_is_left_there_is_no_choice():
    votes = [("ada", "s1", 1), ("bo", "s2", 1)]

    assert next_statement("ada", votes, seed=1, skipped=["s2"]) is None
    assert next_statement("ada", [], seed=1) is None


def test_every_one_of_thousands_of_statements_can_be_drawn():
    votes = [heard(f"s{n}", 40) for n in range(3000)]

    choice = next_statement("ada", votes, seed=1)

    assert len(choice.weights) == 3000
    assert min(choice.weights.values()) > 0


def test_votes_and_counts_give_the_same_choice(three_groups):
    _, found = three_groups
    answered = {"s1", "s2"}
    fewer = opinion.Ballots.of(
        [*((p, "s1", 1) for p in range(3)), *((0, s, 1) for s in answered), (1, "s9", -1)]
    )

    by_votes = next_statement(0, fewer, found, seed=5)

    assert by_votes == next_statement(
        0, opinion.hear(fewer, found), found, seed=5, answered=answered
    )


def test_a_quota_of_everything_is_refused():
    with pytest.raises(SettingError, match="quota is 1; it must be at least 0 and below 1"):
        next_statement("ada", [("bo", "s1", 1)], seed=1, quota=1)


def test_in_a_simulated_conversation_late_statements_are_heard_too():
    votes = Crowd(seed=4).vote(asked_by_publius)

    found = exposure(votes)

    assert found["fewest"] >= 20
    assert found["late/early"] >= 0.6


@pytest.mark.parametrize("seed", [None, "7", 1.5, -1, True])
def test_a_seed_that_could_not_draw_the_same_again_is_refused(seed):
    with pytest.raises(SettingError, match=r"^seed is"):
        next_statement("ada", [("bo", "s1", 1)], seed=seed)


@pytest.mark.parametrize("votes", [5, None])
def test_what_is_no_list_of_votes_is_refused(votes):
    with pytest.raises(VoteError, match=r"^Votes are wanted as rows"):
        next_statement("ada", votes, seed=1)
