"""``publius panel`` as people type it: what it prints, what it writes, how it refuses."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from publius.cli.panel import panel
from publius.panels import check_replay
from tests.shared_data import needs_shared

PEOPLE = "id,side,street\n" + "".join(
    f"p{n},{('left', 'right')[n % 2]},{n // 3} High Street\n" for n in range(12)
)
TARGETS = "feature,value,min,max\nside,left,2,2\nside,right,1,2\n"


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "harbour_4"
    folder.mkdir()
    (folder / "respondents.csv").write_text(PEOPLE)
    (folder / "categories.csv").write_text(TARGETS)
    return folder


def publius(*arguments, given=None):
    return CliRunner().invoke(panel, [str(argument) for argument in arguments], input=given)


def test_a_draw_shows_targets_pool_and_panel_side_by_side(files):
    result = publius(files, "--seed", 3)

    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["side:", "left", "2", "6", "2"] in lines
    assert ["side:", "right", "1–2", "6", "2"] in lines
    assert "A panel of 4 from a pool of 12 people" in result.stdout
    assert "The smallest chance is 33.33 %" in result.stdout
    assert "decided by seed 3" in " ".join(result.stdout.split())


def test_two_files_and_a_folder_are_drawn_alike(files):
    people, targets = files / "respondents.csv", files / "categories.csv"

    apart = publius(people, targets, "--size", 4, "--seed", 3, "--json")

    assert apart.stdout == publius(files, "--seed", 3, "--json").stdout


def test_people_can_come_from_standard_input(files):
    targets = files / "categories.csv"

    piped = publius("-", targets, "--size", 4, "--seed", 3, "--json", given=PEOPLE)

    assert piped.stdout == publius(files, "--seed", 3, "--json").stdout


def test_json_is_one_line_that_replays_byte_for_byte(files, tmp_path):
    result = publius(files, "--seed", 0, "--json")
    stored = tmp_path / "run.json"
    stored.write_text(result.stdout)

    again = publius("--replay", stored, "--json")

    assert result.stdout.count("\n") == 1
    check_replay(json.loads(result.stdout))
    assert (again.exit_code, again.stdout) == (0, result.stdout)
    assert again.stderr == "The draw is identical, byte for byte.\n"


def test_a_replay_shows_the_draw_it_repeats(files, tmp_path):
    stored = tmp_path / "run.json"
    stored.write_text(publius(files, "--seed", 7, "--json").stdout)

    again = publius("--replay", stored)

    assert again.stdout == publius(files, "--seed", 7).stdout + (
        "The draw is identical, byte for byte.\n"
    )


def test_a_changed_run_is_found_out(files, tmp_path):
    record = json.loads(publius(files, "--seed", 0, "--json").stdout)
    record["result"]["panel"][0]["person"] = "somebody else"
    stored = tmp_path / "run.json"
    stored.write_text(json.dumps(record))

    result = publius("--replay", stored)

    assert result.exit_code == 3
    assert result.stderr == (
        "Replaying gives a different result: this run cannot be reproduced here. Replay it with "
        "the releases of Publius and highspy that made it, from a record that nobody has changed.\n"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "it is not JSON"),
        ("[]", "it is not a JSON object"),
        ("{}", "“kind” is missing"),
        ('{"kind": "matching.rank"}', "“algorithm” is missing"),
    ],
)
def test_what_is_not_a_run_is_refused(tmp_path, text, words):
    stored = tmp_path / "run.json"
    stored.write_text(text)

    result = publius("--replay", stored)

    assert result.exit_code == 1
    assert words in result.stderr


def test_a_run_without_its_input_is_refused(files, tmp_path):
    record = json.loads(publius(files, "--seed", 0, "--json").stdout)
    del record["input"]["pool"][0]["features"]
    stored = tmp_path / "run.json"
    stored.write_text(json.dumps(record))

    assert "its input or its parameters are incomplete" in publius("--replay", stored).stderr


def test_the_files_that_are_written_hold_everybody_once(files, tmp_path):
    out = tmp_path / "drawn"

    result = publius(files, "--seed", 3, "--out", out)

    people = [row["id"] for name in ("selected", "remaining") for row in rows(out / f"{name}.csv")]
    assert sorted(people) == sorted(f"p{n}" for n in range(12))
    assert len(rows(out / "lottery.csv")) == 10_000
    check_replay(json.loads((out / "run.json").read_text()))
    assert str(out) in result.stderr


def rows(path: Path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_files_that_cannot_be_written_are_said_so(files):
    result = publius(files, "--seed", 3, "--out", files / "respondents.csv")

    assert result.exit_code == 1
    assert "the files cannot be written" in result.stderr
    assert (files / "respondents.csv").read_text() == PEOPLE


def test_one_person_per_address(files):
    record = json.loads(publius(files, "--seed", 3, "--address-columns", "street", "--json").stdout)

    homes = {p["id"]: p["household"] for p in record["input"]["pool"]}
    drawn = [homes[place["person"]] for place in record["result"]["panel"]]
    assert len(set(drawn)) == 4


def test_seats_come_from_their_own_file(files, tmp_path):
    (tmp_path / "seats.csv").write_text("id,title,min,max\ncab,Cab driver,1,1\n")
    (tmp_path / "people.csv").write_text("id,side,seats\na,left,cab\nb,left,\nc,right,\n")

    result = publius(
        tmp_path / "people.csv", files / "categories.csv",
        "--size", 3, "--seats", tmp_path / "seats.csv", "--seed", 1,
    )  # fmt: skip

    assert "Panel: a (cab), b, c" in result.stdout


def test_targets_that_cannot_be_met_are_named_with_the_way_out(files):
    targets = "feature,value,min,max\nside,left,7,9\nside,right,0,9\n"
    (files / "categories.csv").write_text(targets)

    result = publius(files, "--size", 9)
    changes = "lower the minimum for side: left from 7 to 6"

    assert result.exit_code == 4
    assert result.stderr.splitlines() == [
        "No panel satisfies these targets.",
        "  side: left needs at least 7, and the pool has 6 people.",
        f"  The smallest change that makes a panel possible: {changes}.",
        "Nothing was drawn.",
    ]


@pytest.mark.parametrize(
    ("people", "targets", "words"),
    [
        ("id,side\np1,up\n", TARGETS, "respondents.csv: 1 row cannot be used"),
        (PEOPLE, "feature,value\na,b\n", "categories.csv: the header is “feature, value”"),
        ("", TARGETS, "respondents.csv: the file is empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(files, people, targets, words):
    (files / "respondents.csv").write_text(people)
    (files / "categories.csv").write_text(targets)

    result = publius(files)

    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.endswith("Nothing was drawn; no file was changed.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name a file of people and a file of targets, or a folder."),
        (["respondents.csv"], "Name a file of targets too"),
        (["respondents.csv", "categories.csv"], "--size 30"),
        (["-", "-", "--size", "3"], "Only one of the two can come from standard input."),
        (["a.csv", "b.csv", "--replay", "run.json"], "--replay needs no files"),
    ],
)
def test_a_wrong_call_says_what_is_missing(arguments, words):
    result = publius(*arguments)

    assert result.exit_code == 2
    assert words in result.stderr


def test_a_folder_without_a_size_in_its_name_asks_for_it(files):
    files = files.rename(files.with_name("harbour"))

    assert "add --size 30" in publius(files).stderr
    assert publius(files, "--size", 4).exit_code == 0


def test_without_a_seed_one_is_chosen_and_shown(files):
    first, second = (json.loads(publius(files, "--json").stdout)["seed"] for _ in range(2))

    assert first != second


def test_the_real_command_writes_nothing_but_json_to_standard_output(files):
    command = [sys.executable, "-c", "from publius.cli import main; main()"]

    done = subprocess.run(
        [*command, "panel", files, "--seed", "5", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert json.loads(done.stdout)["seed"] == 5
    assert done.stderr == ""


def test_a_shared_pool_draws_from_its_folder():
    folder = needs_shared("sortition/sf_fixture_22")

    result = publius(folder, "--seed", 1)

    assert result.exit_code == 0
    assert "A panel of 22 from a pool of 150 people" in result.stdout


def test_only_the_columns_to_keep_are_written_out(files, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text('columns_to_keep = ["street"]\nrandom_number_seed = 3\n')
    people = (files / "respondents.csv").read_text().replace("\n", ",secret\n")
    (files / "respondents.csv").write_text(people.replace("street,secret", "street,note", 1))

    result = publius(files, "--settings", settings, "--out", tmp_path / "drawn")

    assert result.exit_code == 0
    assert "decided by seed 3" in " ".join(result.stdout.split())
    for name, header in (
        ("selected.csv", ["person", "seat", "id", "side", "street"]),
        ("remaining.csv", ["person", "chance", "reserve", "id", "side", "street"]),
    ):
        with (tmp_path / "drawn" / name).open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == header


def test_a_misspelt_command_is_not_taken_for_a_file(files):
    result = publius("chek", files / "respondents.csv", files / "categories.csv", "--size", 2)

    assert result.exit_code == 2
    assert "There is no command or file “chek”; did you mean “check”?" in result.stderr
