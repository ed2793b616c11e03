"""How the ticket is found: every ticket alike, nothing that is not in the rule."""

import hashlib
import json
import subprocess
from collections import Counter
from datetime import UTC, datetime
from itertools import product
from re import fullmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.panels import PublicLotteryError
from publius.panels.public import (
    DEFAULT_CHAIN,
    QUICKNET,
    BeaconOutcome,
    BeaconResponse,
    BeaconRule,
    DiceOutcome,
    DiceRule,
    SeedOutcome,
    SeedRule,
    ask_beacon,
    codes_for,
    round_at,
)
from publius.panels.public.outcomes import follow, outcome_from, randomness_of, ticket_from
from publius.panels.public.rules import rule_from
from tests.panels.public.lotteries import RULES, SALT

COMMITMENT = "c" * 64


@pytest.mark.parametrize(
    ("dice", "sides", "tickets"), [(2, 10, 100), (2, 10, 7), (3, 6, 100), (3, 6, 216), (2, 8, 63)]
)
def test_every_ticket_belongs_to_as_many_throws(dice, sides, tickets):
    rule = DiceRule(dice, sides)
    faces = range(rule.lowest, rule.lowest + sides)

    found = Counter(rule.ticket(throw, tickets) for throw in product(faces, repeat=dice))
    again = found.pop(None, 0)

    assert sorted(found) == list(range(tickets))
    assert set(found.values()) == {sides**dice // tickets}
    assert again == sides**dice % tickets


def test_ten_sided_dice_show_the_ticket_itself():
    rule = DiceRule(dice=4, sides=10)

    assert [rule.ticket(throw, 10_000) for throw in ((0, 0, 0, 0), (0, 4, 2, 7), (9, 9, 9, 9))] == [
        0, 427, 9_999,
    ]  # fmt: skip


def test_the_ticket_can_be_found_with_a_shell():
    for source in ("2026", "ab" * 32):
        line = f"printf '%s' '{source}:{COMMITMENT}:0' | sha256sum"
        said = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)

        assert int(said.stdout.split()[0], 16) % 10_000 == ticket_from(source, COMMITMENT, 10_000)


@given(st.integers(1, 10**6), st.text(max_size=20))
def test_there_is_always_a_ticket(tickets, source):
    assert 0 <= ticket_from(source, COMMITMENT, tickets) < tickets


def test_seeds_reach_every_ticket():
    found = {follow(SeedRule(), SeedOutcome(seed), COMMITMENT, 20) for seed in range(400)}

    assert found == set(range(20))


@pytest.mark.parametrize("kind", RULES)
def test_rules_and_outcomes_read_back_as_they_were(kind):
    rule, outcome = RULES[kind]

    assert rule_from(json.loads(json.dumps(rule.as_plain()))) == rule
    assert outcome_from(json.loads(json.dumps(outcome.as_plain()))) == outcome


@pytest.mark.parametrize("chain", [DEFAULT_CHAIN, QUICKNET])
def test_a_round_is_the_first_at_or_after_a_moment(chain):
    moment = datetime(2026, 12, 1, 18, tzinfo=UTC)

    number = round_at(moment, chain)

    before, at = (BeaconRule(n, chain).at for n in (number - 1, number))
    assert before < "2026-12-01T18:00:00Z" <= at


def test_before_the_first_round_there_is_the_first():
    assert round_at(datetime(2000, 1, 1, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (DiceRule(0, 10), "bad-dice"),
        (DiceRule(4, 1), "bad-dice"),
        (DiceRule(101, 10), "bad-dice"),
        (DiceRule(4, 1_001), "bad-dice"),
        (DiceRule(3, 10), "too-few-dice"),
        (BeaconRule(0), "bad-round"),
        (BeaconRule(2**32), "bad-round"),
        (BeaconRule(1, "a chain"), "bad-round"),
        (BeaconRule(1, "A" * 64), "bad-round"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(rule, code):
    with pytest.raises(PublicLotteryError) as refused:
        rule.check(10_000)

    assert refused.value.code == code


def answer(signature="ab" * 48, **changes):
    told = {
        "round": 7,
        "randomness": hashlib.sha256(bytes.fromhex(signature)).hexdigest(),
        "signature": signature,
        "previous_signature": "cd",
    }
    return json.dumps({**told, **changes})


def told_by(*bodies):
    return BeaconOutcome(tuple(BeaconResponse("https://mirror.example/", body) for body in bodies))


def test_mirrors_that_agree_give_the_randomness():
    outcome = told_by(answer(), answer(previous_signature="ef"))

    assert randomness_of(outcome, 7) == hashlib.sha256(bytes.fromhex("ab" * 48)).hexdigest()


@pytest.mark.parametrize(
    ("bodies", "code"),
    [
        ((), "bad-beacon"),
        (("",), "bad-beacon"),
        (("[]",), "bad-beacon"),
        (("{",), "bad-beacon"),
        ((answer(round="7"),), "bad-beacon"),
        ((answer(round=True),), "bad-beacon"),
        ((answer(signature="ab" * 48, randomness="00" * 32),), "bad-beacon"),
        ((answer(randomness=None),), "bad-beacon"),
        ((json.dumps({"round": 7, "randomness": "", "signature": "xyz"}),), "bad-beacon"),
        ((answer(""),), "bad-beacon"),
        ((answer(round=8),), "other-round"),
        ((answer(), answer("ac" * 48)), "beacons-disagree"),
        ((answer(), answer(round=8)), "beacons-disagree"),
        ((answer(), ""), "bad-beacon"),
    ],
)
def test_an_answer_that_settles_nothing_is_refused(bodies, code):
    with pytest.raises(PublicLotteryError) as refused:
        randomness_of(told_by(*bodies), 7)

    assert refused.value.code == code


def test_mirrors_are_asked_until_two_have_answered():
    asked = []

    def ask(url):
        asked.append(url)
        return None if len(asked) in (1, 3) else answer().encode()

    outcome = ask_beacon(BeaconRule(7, QUICKNET), ask, at="2026-11-24T10:00:00Z")

    assert len(asked) == 4
    assert [response.url for response in outcome.responses] == [asked[1], asked[3]]
    assert {response.fetched_at for response in outcome.responses} == {"2026-11-24T10:00:00Z"}


def test_one_mirror_is_not_enough():
    answers = iter([answer().encode(), None, b"x" * 10_000, None])

    with pytest.raises(PublicLotteryError, match="1 of 4 mirrors of the beacon answered"):
        ask_beacon(BeaconRule(7), lambda url: next(answers), at="")


@given(st.sets(st.text(min_size=1), max_size=200))
def test_everybody_has_a_code_of_their_own(ids):
    codes = codes_for(ids, SALT)

    assert set(codes) == ids
    assert len(set(codes.values())) == len(ids)
    assert [
        code for code in codes.values() if not fullmatch("[a-hjkmnp-tv-z][0-9a-z]{7}", code)
    ] == []


def test_a_salt_that_can_be_guessed_is_refused():
    with pytest.raises(PublicLotteryError, match="give a secret of at least 8"):
        codes_for(["ada"], "1234567")


def test_dice_that_were_not_thrown_are_refused():
    with pytest.raises(PublicLotteryError, match="No throw was given"):
        follow(DiceRule(), DiceOutcome(()), COMMITMENT, 10_000)
