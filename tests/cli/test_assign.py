"""``publius assign``: who sits where, from files; clashes named; stored runs made again."""

import json

import pytest
from click.testing import CliRunner

from publius.cli import main

FILES = {
    "seats.csv": "seat,minimum,maximum\ncyclist,1,1\nplanner,1,1\n",
    "people.csv": "person,minimum,maximum\nAda,0,1\nBo,0,1\n",
    "fits.csv": "seat,person,fit\ncyclist,Bo,0.9\nplanner,Bo,0.8\ncyclist,Ada,0.7\n",
    "pairs.csv": "seat,person\nplanner,Bo\n",
    "quotas.csv": "feature,minimum,maximum,seats\nrides daily,1,,cyclist planner\n",
    "features.csv": "feature,person\nrides daily,Ada\n",
}
THREE = ("seats.csv", "people.csv", "fits.csv")


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def assign(*arguments):
    return CliRunner().invoke(main, ["assign", *arguments])


def lines(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_the_table_shows_every_seat_its_people_and_what_it_is_worth():
    result = assign(*THREE)

    assert result.exit_code == 0
    assert lines(result.stdout) == [
        "seat score people (fit)",
        "cyclist 0.70 Ada (0.70)",
        "planner 0.80 Bo (0.80)",
        "Total 1.50 of at most 1.50; worst-off seat 0.70 of at most 0.70; worst-off tenth",
        "0.70; pairs of seats with envy: 0.",
    ]


def test_rules_that_clash_are_named_with_the_smallest_way_out():
    result = assign(*THREE, "--conflicts", "pairs.csv")

    assert result.exit_code == 4
    assert result.stdout == ""
    assert "No assignment keeps all the rules; nobody was assigned." in result.stderr
    assert "planner" in result.stderr


def test_best_effort_gives_up_the_least_and_says_what():
    result = assign(*THREE, "--conflicts", "pairs.csv", "--best-effort")

    assert result.exit_code == 0
    assert "planner 0.00 nobody" in lines(result.stdout)
    assert "Not kept: lower the minimum of the seat 'planner' from 1 to 0." in result.stdout


def test_confirmed_places_and_quotas_are_kept():
    result = assign(
        *THREE, "--confirmed", "pairs.csv", "--quotas", "quotas.csv", "--features", "features.csv"
    )

    assert lines(result.stdout)[2] == "planner 0.80 Bo (0.80, confirmed)"
    assert "The quota 'rides daily' costs 0.00." in result.stdout


def test_a_stored_run_is_made_again_byte_for_byte(files):
    stored = assign(*THREE, "--json").stdout
    (files / "run.json").write_text(stored)

    again = assign("--replay", "run.json")

    assert (again.exit_code, again.stdout) == (0, "The result is identical, byte for byte.\n")


def test_a_stored_run_whose_result_was_changed_is_told_apart(files):
    record = json.loads(assign(*THREE, "--json").stdout)
    record["result"]["places"][0]["person"] = "Cy"
    (files / "run.json").write_text(json.dumps(record))

    again = assign("--replay", "run.json")

    assert again.exit_code == 3
    assert again.stderr == "The result differs from the stored one.\n"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "seats.csv",
            "seat,minimum,maximum\ncyclist,3,2\n",
            "seats.csv, line 2: The seat 'cyclist' asks for at least 3 and at most 2 people.",
        ),
        (
            "fits.csv",
            "seat,person,fit\ncyclist,Zed,0.9\n",
            "names 'Zed', for whom no load is given.",
        ),
        (
            "quotas.csv",
            "feature,minimum\nwalks,1\n",
            "quotas.csv, line 2: Nobody is listed with the feature 'walks'.",
        ),
        (
            "quotas.csv",
            "feature,minimum\nrides daily,one\n",
            "quotas.csv, line 2: The minimum should be a whole number, but is 'one'.",
        ),
    ],
)
def test_bad_files_are_refused_with_the_place_and_nothing_is_assigned(files, name, text, sentence):
    (files / name).write_text(text)

    result = assign(*THREE, "--quotas", "quotas.csv", "--features", "features.csv")

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stderr.endswith("Nobody was assigned; no file was changed.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("seats.csv", "people.csv"), "Name three files: seats, people and fits."),
        ((*THREE, "--quotas", "quotas.csv"), "--quotas and --features belong together."),
    ],
)
def test_a_call_that_makes_no_sense_is_a_usage_error(arguments, sentence):
    result = assign(*arguments)

    assert result.exit_code == 2
    assert sentence in result.stderr
