"""``publius opinion`` as people type it: what it prints, what it writes, how it refuses."""

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from publius import opinion as library
from publius.cli.opinion import opinion

TEXTS = ["Trees everywhere.", "=Cars first.", "Buses | trams?", *(f"Point {n}." for n in range(9))]
COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def answer(person: int, statement: int) -> int:
    """Two camps of 24 that agree only on the first statement; one person in ten passes."""
    if (person + statement) % 10 == 0:
        return 0
    return 1 if statement == 0 or (statement % 2 == 0) == (person < 24) else -1


@pytest.fixture
def folder(tmp_path):
    """An export of Polis, small and made up."""
    folder = tmp_path / "market-square"
    folder.mkdir()
    rows = [(person, s, answer(person, s)) for person in range(48) for s in range(len(TEXTS))]
    votes = "".join(f"{n},,{s},{person},{vote}\n" for n, (person, s, vote) in enumerate(rows))
    (folder / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n" + votes)
    (folder / "comments.csv").write_text(COMMENTS + "".join(_comment(s, rows) for s in range(12)))
    return folder


def _comment(statement, rows):
    votes = [vote for _, s, vote in rows if s == statement]
    return f'{statement},,{statement},0,{votes.count(1)},{votes.count(-1)},1,"{TEXTS[statement]}"\n'


def publius(*arguments, given=None):
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(opinion, words, input=given, env={"COLUMNS": "120"})


def mapped(*arguments) -> library.OpinionMap:
    """The map that a command writes, people included."""
    result = publius(*arguments, "--json", "--people")
    return library.from_plain(json.loads(result.stdout))


def test_a_folder_of_an_export_is_told_in_sentences_and_tables(folder):
    result = publius(folder, "--title", "Market square")

    assert result.exit_code == 0
    assert "48 people cast 576 votes on 12 statements." in result.stdout
    assert "There are 2 groups, and they are firm" in result.stdout
    assert ["A", "24", "12"] in [line.split() for line in result.stdout.splitlines()]
    assert result.stderr == "Note: 1 was taken for agree: so say the counts in comments.csv.\n"


def test_a_file_and_a_folder_and_standard_input_give_the_same_map(folder):
    votes, comments = folder / "votes.csv", folder / "comments.csv"

    whole = publius(folder, "--json").stdout

    assert publius(votes, "--comments", comments, "--json").stdout == whole
    assert publius("-", "--comments", comments, "--json", given=votes.read_text()).stdout == whole


def test_json_is_one_line_without_people(folder):
    result = publius(folder, "--json")

    found = library.from_plain(json.loads(result.stdout))
    assert result.stdout.count("\n") == 1
    assert (dict(found.people), dict(found.state)) == ({}, {})
    assert {label: group.size for label, group in found.groups.items()} == {"A": 24, "B": 24}


def test_people_are_in_the_json_only_when_asked_for(folder):
    found = mapped(folder)

    assert sorted(found.people) == list(range(48))


def test_files_are_written_without_single_people(folder, tmp_path):
    out = tmp_path / "out"

    result = publius(folder, "--out", out)

    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "comment-groups.csv", "comments.csv", "map.json", "report.json", "report.md", "summary.csv",
    ]  # fmt: skip
    assert "do not publish" not in result.stderr


def test_what_single_people_said_is_written_only_with_a_warning(folder, tmp_path):
    out = tmp_path / "out"

    result = publius(folder, "--out", out, "--people")

    assert "Who knows five votes of somebody can recognise a sixth to a half" in result.stderr
    with (out / "participants-votes.csv").open(newline="") as file:
        header, first, *_ = csv.reader(file)
    assert header == ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree",
                      *map(str, range(12))]  # fmt: skip
    assert first == ["0", first[1], "12", "12", "4", "6", *(str(answer(0, s)) for s in range(12))]


def test_what_was_written_is_read_again_as_the_same_votes(folder, tmp_path):
    publius(folder, "--out", tmp_path / "out", "--people")

    again = publius(tmp_path / "out", "--json")

    assert again.stdout == publius(folder, "--json").stdout


def test_the_groups_of_an_earlier_map_are_kept(folder, tmp_path):
    before = publius(folder, "--json", "--people").stdout
    (tmp_path / "before.json").write_text(before)
    turned = folder / "votes.csv"
    header, *rows = turned.read_text().splitlines()
    turned.write_text("\n".join([header, *rows[::-1]]))

    after = mapped(folder, "--previous", tmp_path / "before.json")

    earlier = library.from_plain(json.loads(before))
    assert [after.people[n].group for n in range(48)] == [
        earlier.people[n].group for n in range(48)
    ]


def test_flipped_signs_are_turned_and_said(folder):
    votes = folder / "votes.csv"
    straight = publius(folder, "--json").stdout
    header, *rows = csv.reader(io.StringIO(votes.read_text()))
    flipped = [[*row[:-1], str(-int(row[-1]))] for row in rows]
    votes.write_text("\n".join(",".join(row) for row in [header, *flipped]))

    turned = publius(folder, "--json")
    asked = publius(votes, "--agree-is", "-1", "--json")

    assert turned.stdout == straight
    assert turned.stderr.startswith("Note: -1 was taken for agree: so say the counts")
    assert asked.stderr.startswith("Note: As asked, -1 was taken for agree.")


@pytest.mark.parametrize("engine", ["stable", "mixture", "polis"])
def test_every_engine_finds_the_two_camps(folder, engine):
    found = mapped(folder, "--engine", engine, "--k", 2)

    first, second = ({found.people[n].group for n in camp} for camp in (range(24), range(24, 48)))
    assert found.engine == engine
    assert (len(first), len(second), first & second) == (1, 1, set())


def test_three_people_are_told_nothing_but_that(tmp_path):
    votes = "participant,statement,vote\n" + "".join(f"p{n},s1,1\n" for n in range(3))

    result = publius("-", given=votes)

    assert result.exit_code == 0
    assert "Fewer than 5 people have voted" in result.stdout
    assert "p1" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "given", "message"),
    [
        (["nowhere.csv"], None, "nowhere.csv: there is no such file. Check the path."),
        (["-"], "", "standard input: the file is empty."),
        (["-"], "participant,statement,vote\np1,s1,5\n", "line 2: the vote of “p1” on “s1” is “5”"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_one_and_the_fix(arguments, given, message):
    result = publius(*arguments, given=given)

    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.endswith("Nothing was mapped; no file was changed.\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("votes", "it is not JSON"),
        ("[1]", "it is damaged"),
        ("{}", "it lacks 'format'"),
        (None, "it was written without --people"),
    ],
)
def test_an_earlier_map_that_is_none_is_refused(folder, tmp_path, text, reason):
    earlier = tmp_path / "earlier.json"
    earlier.write_text(publius(folder, "--json").stdout if text is None else text)

    result = publius(folder, "--previous", earlier)

    assert result.exit_code == 1
    assert f"earlier.json: this is not an earlier map ({reason}" in result.stderr


def test_a_message_about_a_file_cannot_steer_the_terminal():
    result = publius("-", given="participant,statement,vote\n\x1b[31mp1,s1,5\n")

    assert "the vote of “�[31mp1” on “s1” is “5”" in result.stderr
    assert "\x1b" not in result.stderr


def test_only_one_file_can_come_from_standard_input():
    result = publius("-", "--comments", "-")

    assert result.exit_code == 2
    assert "Only one of the two can come from standard input." in result.stderr


def test_what_people_wrote_cannot_steer_the_terminal_or_the_page(folder, tmp_path):
    text = (folder / "comments.csv").read_text()
    (folder / "comments.csv").write_text(text.replace("Point 3.", "\x1b[31m<script>|*red*"))

    shown = publius(folder, "--top", 12, "--out", tmp_path / "out").stdout

    assert "\x1b" not in shown
    assert "<script>|*red*" in shown.replace("\n", "")
    assert r"\<script\>\|\*red\*" in (tmp_path / "out" / "report.md").read_text()


def test_the_command_runs_as_installed(folder):
    done = subprocess.run(
        [sys.executable, "-m", "publius", "opinion", folder, "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout == publius(folder, "--json").stdout
