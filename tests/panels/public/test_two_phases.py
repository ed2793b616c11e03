"""Publish, draw, verify: what the file says before and after the draw."""

import json
from datetime import UTC, datetime

import pytest

from publius.panels import PanelsError, Person, PublicLotteryError, Target, Targets, prepare
from publius.panels.objectives.objective import Objective
from publius.panels.public import (
    BeaconRule,
    DiceOutcome,
    DiceRule,
    SeedOutcome,
    SeedRule,
    Verdict,
    codes_of,
    conclude,
    lottery_text,
    publish,
    read_lottery,
    redact,
    verify,
)
from tests.panels.public.lotteries import RULES, SALT, council_lottery, drawn, published


@pytest.mark.parametrize("rule", RULES)
def test_everything_about_a_drawn_lottery_can_be_verified(rule):
    document = drawn(rule)

    found = verify(lottery_text(document).encode(), commitment=published(rule)["commitment"])

    assert [check for check in found.checks if check.verdict is not Verdict.PASSED] == []
    assert [check.code for check in found.checks] == [
        "form", "hashes", "commitment", "published", "tickets", "chances", "report", "counts",
        "bound", "unselectable", "rule", "outcome", "selected", "seal",
    ]  # fmt: skip


def test_before_the_draw_everything_but_the_draw_is_verified():
    found = verify(published(), commitment=published()["commitment"])

    assert (found.ok, found.complete, found.phase) == (True, True, "published")
    assert [check.code for check in found.checks][-1] == "rule"


def test_another_commitment_than_the_one_published_is_found_out():
    found = verify(drawn(), commitment="0" * 64)

    assert [check.code for check in found.checks if check.verdict is Verdict.FAILED] == [
        "published"
    ]


def test_without_the_published_commitment_that_check_is_not_made():
    found = verify(drawn())

    assert (found.ok, found.complete) == (True, False)
    assert [c.code for c in found.checks if c.verdict is Verdict.NOT_CHECKED] == ["published"]


def test_a_lottery_without_its_pool_keeps_its_commitment_and_verifies():
    found = verify(redact(drawn()), commitment=drawn()["commitment"])

    assert found.ok
    assert [c.code for c in found.checks if c.verdict is Verdict.NOT_CHECKED] == [
        "tickets", "counts", "bound", "unselectable",
    ]  # fmt: skip


def test_a_lottery_without_its_pool_says_nothing_about_features():
    text = lottery_text(redact(drawn()))

    assert set(redact(drawn())["sections"]) == {
        "about", "rules", "people", "tickets", "chances", "report", "draw",
    }  # fmt: skip
    assert '"features"' in lottery_text(drawn())
    assert '"features"' not in text


def test_no_id_and_no_name_of_a_household_is_in_the_file():
    document = published()
    pool = council_lottery().request.pool
    text = lottery_text(document)

    secrets = [p.id for p in pool] + [p.household for p in pool if p.household] + [SALT]
    assert [secret for secret in secrets if f'"{secret}"' in text] == []
    assert codes_of(council_lottery(), SALT)["p001"] in text


def test_only_what_the_rules_ask_about_people_is_published():
    pool = [Person(name, {"job": "planner", "faith": "none"}) for name in ("ada", "bo", "cy")]
    lottery = prepare(pool, Targets((Target("job", "planner", 1, 2),)), size=1, tickets=3)

    document = publish(lottery, rule=SeedRule(), salt=SALT)

    features = [person["features"] for person in document["sections"]["pool"]["people"]]
    assert features == [{"job": "planner"}] * 3


def test_the_settings_say_how_it_was_aimed_but_nothing_about_single_people():
    pool = [Person(name) for name in ("ada", "bo", "cy")]
    fit = Objective("relevance", alpha=0.5, fit={"ada": 0.25, "bo": 0.75, "cy": 0.5})
    lottery = prepare(pool, Targets(), size=1, method=fit, tickets=12)

    document = publish(lottery, rule=SeedRule(), salt=SALT)
    settings = document["sections"]["about"]["settings"]

    assert (settings["method"], settings["objective"]["alpha"]) == ("relevance", 0.5)
    assert [name for name in ("ada", "0.25", "0.75") if name in lottery_text(document)] == []
    assert verify(document, commitment=document["commitment"]).complete


def test_codes_depend_on_the_salt_and_on_nothing_else():
    lottery = council_lottery()

    assert codes_of(lottery, SALT) == codes_of(lottery, SALT)
    assert set(codes_of(lottery, SALT).values()).isdisjoint(codes_of(lottery, SALT + "!").values())


def test_the_same_lottery_is_published_byte_for_byte_alike():
    again = publish(council_lottery(), rule=RULES["dice"][0], salt=SALT, title="Streets for all")

    assert lottery_text(again) == lottery_text(published())


def test_the_selected_are_the_people_on_the_ticket_and_those_confirmed():
    lottery, codes = council_lottery(), codes_of(council_lottery(), SALT)

    assert drawn()["result"]["selected"] == sorted(codes[p] for p in lottery.people_on(42))


def test_the_chances_are_those_of_the_lottery():
    document, lottery = published(), council_lottery()
    codes = codes_of(lottery, SALT)

    told = dict(
        zip(document["sections"]["people"]["codes"], document["sections"]["chances"], strict=True)
    )
    assert {codes[p]: round(c * 100) for p, c in lottery.chances().items()} == told


def test_the_report_agrees_with_the_certificate():
    report, proof = published()["sections"]["report"], council_lottery().draw(0).certificate

    for name in ("smallest", "largest", "gini", "geometric_mean"):
        assert float(report[name]) == pytest.approx(getattr(proof, name), abs=1e-9)
    assert (report["tickets"], report["panels"]) == (proof.tickets, proof.panels)
    assert float(report["bound"]) >= proof.bound - 1e-9


def test_a_file_reads_back_as_it_was_written():
    assert read_lottery(lottery_text(drawn()).encode()) == drawn()


def test_a_file_that_was_laid_out_anew_is_refused():
    pretty = json.dumps(drawn(), indent=1).encode()

    found = verify(pretty)

    assert [check.verdict for check in found.checks] == [Verdict.FAILED]
    assert "written again" in found.checks[0].sentence


@pytest.mark.parametrize(
    ("rule", "outcome", "code"),
    [
        ("dice", SeedOutcome(7), "other-rule"),
        ("dice", RULES["beacon"][1], "other-rule"),
        ("dice", DiceOutcome(()), "no-throw"),
        ("dice", DiceOutcome(((1,),)), "wrong-number-of-dice"),
        ("dice", DiceOutcome(((1, 10),)), "bad-throw"),
        ("dice", DiceOutcome(((1, -1),)), "bad-throw"),
        ("dice", DiceOutcome(((1, 2), (3, 4))), "throw-too-many"),
        ("beacon", DiceOutcome(((1, 2),)), "other-rule"),
        ("seed", DiceOutcome(((1, 2),)), "other-rule"),
        ("seed", SeedOutcome(10**100), "bad-seed"),
    ],
)
def test_an_outcome_that_the_rule_does_not_fit_is_refused(rule, outcome, code):
    with pytest.raises(PanelsError) as refused:
        conclude(published(rule), outcome)

    assert refused.value.code == code


def test_a_lottery_is_drawn_once():
    with pytest.raises(PublicLotteryError, match="has been drawn already"):
        conclude(drawn(), RULES["dice"][1])


def test_a_throw_above_the_last_fair_number_is_thrown_again():
    document = publish(council_lottery(), rule=DiceRule(dice=3, sides=6), salt=SALT)

    with pytest.raises(PublicLotteryError, match="Throw all dice again"):
        conclude(document, DiceOutcome(((6, 6, 6),)))
    done = conclude(document, DiceOutcome(((6, 6, 6), (1, 1, 5))))

    assert done["result"]["ticket"] == 4
    assert verify(done).ok


def test_dice_that_cannot_reach_every_ticket_are_refused():
    with pytest.raises(PublicLotteryError) as refused:
        publish(council_lottery(), rule=DiceRule(dice=1, sides=10))

    assert str(refused.value) == "1 dice with 10 sides cannot tell 100 tickets apart. Take 2."


def test_a_round_that_is_out_already_is_refused():
    with pytest.raises(PublicLotteryError, match="Choose a later round"):
        publish(
            council_lottery(),
            rule=BeaconRule(100),
            published_at=datetime(2026, 11, 24, tzinfo=UTC),
        )
