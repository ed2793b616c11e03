"""``publius panel check`` as people type it."""

import json

import pytest
from click.testing import CliRunner

from publius.cli.panel import panel

PEOPLE = "id,side,age\n" + "".join(
    f"p{n},{('left', 'right')[n % 2]},{'old' if n < 2 else 'young'}\n" for n in range(8)
)
TARGETS = """feature,value,min,max,max_flex
side,left,2,2,
side,right,1,2,2
age,old,0,{old},
age,young,0,4,
"""


@pytest.fixture
def check(tmp_path):
    """Run the command on the people and targets; the most old people that may be drawn vary."""

    def run(*options, old=4, people=PEOPLE, targets=TARGETS):
        (tmp_path / "people.csv").write_text(people)
        (tmp_path / "targets.csv").write_text(targets.format(old=old))
        files = [str(tmp_path / name) for name in ("people.csv", "targets.csv")]
        return CliRunner().invoke(panel, ["check", *files, *map(str, options)])

    return run


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_a_possible_panel_is_shown_beside_what_the_pool_offers(check):
    result = check("--size", 4)

    assert result.exit_code == 0
    assert [" ".join(line.split()) for line in lines(result.stdout)] == [
        "A panel of 4 from a pool of 8 people",
        "target asked for pool",
        "side: left 2 4",
        "side: right 1–2 4",
        "age: old 0–4 2",
        "age: young 0–4 6",
        "A panel is possible.",
        "Everybody in the pool can be on it.",
    ]


def test_whoever_can_be_in_no_panel_is_named_with_the_reason(check):
    result = check("--size", 4, old=0)

    assert result.exit_code == 0
    assert lines(result.stdout)[-3:] == [
        "2 people can be in no valid panel:",
        "p0: Nobody with age: old may be in the panel.",
        "p1: Nobody with age: old may be in the panel.",
    ]


def test_a_clash_is_named_with_the_ways_out(check):
    result = check("--size", 5)

    assert result.exit_code == 4
    change = "raise the maximum for side: left from 2 to 3."
    clash = "a panel of 5; at most 2 with side: left; at most 2 with side: right"
    assert lines(result.stdout)[-4:] == [
        "No panel satisfies these targets.",
        "The maxima for side leave room for 4, not for all 5.",
        f"These cannot all hold together: {clash}.",
        "The smallest change that makes a panel possible: " + change,
    ]


def test_the_same_as_json(check):
    possible = json.loads(check("--size", 4, "--json", old=0).stdout)
    impossible = json.loads(check("--size", 5, "--json").stdout)

    assert possible["feasible"] is True
    assert possible["targets"][0] == {
        "feature": "side", "value": "left", "minimum": 2, "maximum": 2, "pool": 4, "panel": 0,
    }  # fmt: skip
    assert [(each["person"], each["sentence"]) for each in possible["unselectable"]] == [
        ("p0", "Nobody with age: old may be in the panel."),
        ("p1", "Nobody with age: old may be in the panel."),
    ]
    assert impossible["feasible"] is False
    assert [rule["kind"] for rule in impossible["clashing"]] == ["size", "target", "target"]
    assert impossible["relaxations"][0]["limit"] == 3


def test_confirmed_and_unavailable_people_are_taken_into_account(check):
    full = check("--size", 4, "--confirmed", "p0, p2", "--unavailable", "p1,p3")

    assert full.exit_code == 0
    assert lines(full.stdout)[-2:] == [
        "p4: People who are confirmed already fill the maximum of 2 for side: left.",
        "p6: People who are confirmed already fill the maximum of 2 for side: left.",
    ]


def test_a_file_that_cannot_be_used_is_refused_with_the_line(check):
    result = check("--size", 4, people=PEOPLE + "p9,rihgt,old\n")

    assert result.exit_code == 1
    assert "line 10: side is “rihgt”, which is not among the targets; did you mean “right”?" in (
        result.stderr
    )
    assert "Nothing was checked." in result.stderr


def test_a_settings_file_of_other_tools_gives_the_defaults(check, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text('id_column = "number"\nmax_attempts = 9\n')

    by_file = check("--size", 4, "--settings", settings)
    by_hand = check("--size", 4, "--settings", settings, "--id-column", "id")

    assert by_file.exit_code == 1
    assert "lacks “number”" in by_file.stderr
    assert by_hand.exit_code == 0
    assert "settings.toml: max_attempts is ignored" in by_hand.stderr
