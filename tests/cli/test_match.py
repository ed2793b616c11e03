"""``publius match``: tables for people, one line of JSON for machines, plain errors for both."""

import json

import pytest
from click.testing import CliRunner

from publius.cli import main
from publius.matching import replay, run_record
from publius.matching.records import canonical_json
from tests.shared_data import needs_shared

NEEDS = (
    "id,text,kind,skills\n"
    "seat-1,People who cycle to work,practical,\n"
    "seat-2,Traffic engineers who design junctions,professional,signals\n"
)
EVIDENCE = (
    "id,person,kind,text,source,weight\n"
    "e1,Cy,practical,I cycle to work every day.,role,0.7\n"
    "e2,Bo,professional,Traffic engineer: junctions and signals.,badge,1\n"
    "e3,Di,practical,I work nights and cycle home.,self_account,0.4\n"
)


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "needs.csv").write_text(NEEDS)
    (tmp_path / "evidence.csv").write_text(EVIDENCE)
    return tmp_path


def publius(*arguments, stdin=None):
    return CliRunner().invoke(main, ["match", *map(str, arguments)], input=stdin)


def stored_run(files, name="run.json"):
    path = files / name
    path.write_text(publius("needs.csv", "evidence.csv", "--json").stdout)
    return path


def test_the_table_shows_each_need_with_the_people_who_fit_and_the_words_that_say_so(files):
    result = publius("needs.csv", "evidence.csv")

    assert result.exit_code == 0
    assert [" ".join(line.split()) for line in result.stdout.splitlines()] == [
        "seat-1 (practical) People who cycle to work",
        "person fit score because of",
        "1 Cy strong 0.86 ████████████ cycle to work",
        "2 Di possible 0.08 ██ work, cycle",
        "2 shown of 2 people considered",
        "",
        "seat-2 (professional) Traffic engineers who design junctions",
        "person fit score because of",
        "1 Bo strong 1.14 ████████████ Traffic engineer, junctions, signals",
        "1 shown of 1 people considered",
        "",
    ]


def test_explain_shows_every_item_that_counted_and_its_share(files):
    result = publius("needs.csv", "evidence.csv", "--need", "seat-1", "--top", "1", "--explain")

    told = [" ".join(line.split()) for line in result.stdout.splitlines()][3:7]
    assert " ".join(told) == (
        "Cy 0.857 +0.857 e1 (practical, role): cycle to work, cycle to work every day (cycling) "
        "“I cycle to work every day.”"
    )


def test_explain_says_what_counts_less_and_why(files):
    (files / "needs.csv").write_text("id,text,kind\ns1,People who cycle to work,practical\n")
    row = "e9,Rosa,practical,My novel follows women who cycle to work in winter.,answer"
    (files / "evidence.csv").write_text(f"id,person,kind,text,source\n{row}\n")

    told = " ".join(publius("needs.csv", "evidence.csv", "--explain").stdout.split())

    assert "cycle to work every day" not in told
    assert "[counts less: writes or performs]" in told


def test_a_vocabulary_of_ones_own_is_added_and_needed_to_replay(files):
    (files / "needs.csv").write_text("id,text\ns1,Velocipedists\n")
    (files / "own.toml").write_text(
        '[[concept]]\nid = "velocipede"\nlabel = "velocipedist"\nsort = "role"\n'
        'everyday = ["cycle to work every day"]\n'
    )
    command = ("needs.csv", "evidence.csv", "--words", "own.toml")
    run = files / "run.json"
    run.write_text(publius(*command, "--json").stdout)

    assert "cycle to work" in publius(*command).stdout
    assert publius("--replay", run, "--words", "own.toml").exit_code == 0
    without = publius("--replay", run)
    assert (without.exit_code, "made with another vocabulary" in without.stderr) == (1, True)


def test_an_encoder_that_is_not_here_is_named(files):
    result = publius("needs.csv", "evidence.csv", "--encoder", "nowhere")

    assert result.exit_code == 1
    assert result.stderr.startswith(
        "Error: There is no encoder 'nowhere' and no folder of that name."
    )


def test_one_need_can_be_asked_for(files):
    result = publius("needs.csv", "evidence.csv", "--need", "seat-2", "--json")

    rankings = json.loads(result.stdout)["result"]["rankings"]
    assert [ranking["need"]["id"] for ranking in rankings] == ["seat-2"]


def test_a_need_nobody_fits_says_so(files):
    (files / "needs.csv").write_text("id,text\nseat-9,Bee keepers\n")

    result = publius("needs.csv", "evidence.csv")

    assert "Nobody's evidence speaks of what this need asks for." in result.stdout


def test_a_file_without_needs_says_so(files):
    (files / "needs.csv").write_text("id,text\n")

    result = publius("needs.csv", "evidence.csv")

    assert (result.exit_code, result.stdout) == (
        0,
        "The file holds no needs, so there is nothing to rank.\n",
    )


def test_many_needs_are_shown_in_the_order_of_the_file_and_the_rest_is_counted(files):
    rows = [f"s{number},cycle to work" for number in range(13, 0, -1)]
    (files / "needs.csv").write_text("\n".join(["id,text", *rows]))

    some = publius("needs.csv", "evidence.csv").stdout
    everything = publius("needs.csv", "evidence.csv", "--all").stdout

    shown = [line.split()[0] for line in some.splitlines() if line.startswith("s")]
    assert shown == [f"s{number}" for number in range(13, 3, -1)]
    assert some.splitlines()[-1] == (
        "3 more needs are in the file. See one with --need ID, all of them with --all or --json."
    )
    assert everything.count("  cycle to work\n") == 13


def test_json_is_the_whole_run_and_replays_to_the_same_bytes(files):
    path = stored_run(files)

    again = publius("--replay", path)
    bytes_again = publius("--replay", path, "--json")

    assert (again.exit_code, again.stdout) == (0, "The result is identical, byte for byte.\n")
    assert bytes_again.stdout == path.read_text()
    assert bytes_again.stderr == "The result is identical, byte for byte.\n"
    record = json.loads(path.read_text())
    assert canonical_json(run_record(replay(record))) + "\n" == path.read_text()


def test_age_counts_only_from_a_day_that_is_named_and_the_run_keeps_the_day(files):
    record = json.loads(
        publius("needs.csv", "evidence.csv", "--today", "2026-03-31", "--json").stdout
    )

    assert record["input"]["today"] == "2026-03-31"
    assert json.loads(stored_run(files).read_text())["input"]["today"] is None


def test_a_stored_result_that_was_changed_is_noticed(files):
    path = stored_run(files)
    record = json.loads(path.read_text())
    record["result"]["rankings"][1]["fits"][0]["score"] = 0.99
    path.write_text(json.dumps(record))

    result = publius("--replay", path)

    assert result.exit_code == 3
    assert result.stderr == (
        "The result differs from the stored one: the first need ranked otherwise is 'seat-2'.\n"
    )


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        ({}, "it has another number of needs."),
        (None, "it has another number of needs."),
        ({"rankings": []}, "it has another number of needs."),
    ],
)
def test_a_stored_run_without_its_rankings_differs(files, result, sentence):
    path = stored_run(files)
    path.write_text(json.dumps({**json.loads(path.read_text()), "result": result}))

    replayed = publius("--replay", path)

    assert replayed.exit_code == 3
    assert replayed.stderr == f"The result differs from the stored one: {sentence}\n"


def test_a_run_whose_index_chose_whom_to_judge_is_compared_by_fit(files):
    path = stored_run(files)
    record = json.loads(path.read_text())
    record["retrieval"] = {"index": "impact", "candidates": 2}
    whole = publius("--replay", _written(path, record))
    listed = [len(ranking["fits"]) for ranking in record["result"]["rankings"]]
    record["result"]["rankings"][0]["fits"].pop(0)
    less = publius("--replay", _written(path, record))

    assert (whole.exit_code, less.exit_code) == (0, 3)
    assert less.stderr.splitlines()[1] == (
        "The index (impact) chose 2 people for each need to be judged; this replay judged "
        "everybody."
    )
    assert less.stderr.splitlines()[2] == (
        f"Of the people in both, {sum(listed) - 1} have the same fit and 0 another. "
        "The index missed 1."
    )


def _written(path, record):
    path.write_text(json.dumps(record))
    return path


def test_a_stored_input_that_was_changed_is_bad_input(files):
    path = stored_run(files)
    path.write_text(path.read_text().replace('"person":"Cy","pinned"', '"person":"Xi","pinned"'))

    result = publius("--replay", path)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The run's input was changed after it was stored")


@pytest.mark.parametrize("dash", ["needs", "evidence"])
def test_a_dash_reads_from_standard_input(files, dash):
    names = {"needs": ("-", "evidence.csv", NEEDS), "evidence": ("needs.csv", "-", EVIDENCE)}
    needs, evidence, stdin = names[dash]

    result = publius(needs, evidence, "--json", stdin=stdin)

    assert result.stdout == stored_run(files).read_text()


def test_a_bad_row_ends_with_code_1_and_names_file_line_and_fix(files):
    (files / "evidence.csv").write_text(EVIDENCE + "e4,Eve,expert,I am blind.,role,1\n")

    result = publius("needs.csv", "evidence.csv")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: evidence.csv, line 5: 'kind' should be one of professional, practical, lived, "
        'but is "expert". Correct this entry and try again.\n'
        "Nothing was ranked; no file was changed.\n"
    )


def test_a_problem_in_standard_input_is_named_so(files):
    result = publius("-", "evidence.csv", stdin="")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: standard input is empty.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name a file of needs and a file of evidence, or a folder."),
        (["needs.csv"], "Name a file of evidence too, or a folder that holds both."),
        (["-", "-"], "Only one of the two can come from standard input."),
        (["needs.csv", "evidence.csv", "--need", "x"], "there is no need with the id 'x'."),
        (["needs.csv", "evidence.csv", "--top", "0"], "0 is not in the range x>=1."),
        (["needs.csv", "--replay", "x"], "--replay needs no files: a stored run holds its own"),
    ],
)
def test_wrong_use_ends_with_code_2_and_says_what_to_do(files, arguments, sentence):
    result = publius(*arguments)

    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())


def test_help_lists_the_exit_codes():
    text = publius("--help").stdout

    for code in ("0  done", "1  a file", "2  the command", "3  --replay"):
        assert f"  {code}" in text


def test_text_from_a_file_cannot_steer_the_terminal(files):
    (files / "evidence.csv").write_text(
        "id,person,kind,text,source\n"
        "e1,[red]C\x1b[2Jy,practical,I cycle \x1b]0;x\x07 to work,role\n"
    )

    result = publius("needs.csv", "evidence.csv", "--explain")

    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout
    assert "[red]C [2Jy" in result.stdout


def test_colour_is_left_out_where_nobody_wants_it(files, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32mstrong" in publius("needs.csv", "evidence.csv").stdout

    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[32m" not in publius("needs.csv", "evidence.csv").stdout


def test_a_folder_of_real_papers_and_people_is_ranked():
    folder = needs_shared("expertise-gold")
    need = "4264599665522594d9ecb521dd2e1d002e85a961"  # assigning reviewers to papers

    result = publius(folder, "--need", need, "--top", "2")
    other_draw = publius(folder, "--need", need, "--draw", "d_20_9")

    assert result.exit_code == 0
    assert "Reviewer Assignment" in result.stdout
    assert "2 shown of 58 people considered" in result.stdout
    assert other_draw.exit_code == 1
    assert "has no draw 'd_20_9'; it has d_20_1, d_20_2, d_20_3." in other_draw.stderr
