"""What a draw aims at, as people type it; and the price of relevance."""

import json

import pytest
from click.testing import CliRunner

from publius.cli.panel import panel

PEOPLE = "id,side,fit\n" + "".join(
    f"p{n},{('left', 'right')[n % 2]},{'' if n == 11 else n / 10:.3}\n" for n in range(12)
)
TARGETS = "feature,value,min,max\nside,left,1,1\nside,right,1,1\n"


@pytest.fixture
def files(tmp_path):
    people, targets = tmp_path / "people.csv", tmp_path / "targets.csv"
    people.write_text(PEOPLE)
    targets.write_text(TARGETS)
    return people, targets, "--size", 2


def publius(*arguments):
    return CliRunner().invoke(panel, [str(argument) for argument in arguments])


def test_a_fit_column_draws_for_relevance_and_keeps_everybody_s_share(files):
    result = publius(*files, "--seed", 1, "--fit-column", "fit", "--alpha", 0.6, "--json")

    run = json.loads(result.stdout)
    assert run["parameters"]["method"] == "relevance"
    assert run["parameters"]["objective"]["alpha"] == 0.6
    assert min(run["result"]["chances"].values()) == pytest.approx(0.6 / 6, abs=1e-3)
    assert run["result"]["chances"]["p9"] == pytest.approx(0.1 + 0.4, abs=2e-3)


def test_a_cap_is_kept_and_named(files):
    result = publius(*files, "--seed", 1, "--fit-column", "fit", "--cap", 0.25)

    assert result.exit_code == 0
    assert "Nobody was to have more than 25.00 %." in " ".join(result.stdout.split())


def test_a_run_with_an_objective_replays(files, tmp_path):
    run = publius(*files, "--seed", 1, "--method", "goldilocks", "--cap", 0.5, "--json")
    stored = tmp_path / "run.json"
    stored.write_text(run.stdout)

    assert publius("--replay", stored).exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--method", "relevance"], "--method relevance needs --fit-column NAME."),
        (["--method", "given"], "--method given needs --wanted-column NAME."),
        (["--method", "nash", "--fit-column", "fit"], "--fit-column goes with --method relevance"),
        (["--alpha", "0.5"], "--alpha goes with --fit-column only."),
    ],
)
def test_options_that_do_not_go_together_are_refused(files, options, said):
    result = publius(*files, *options)

    assert result.exit_code == 2
    assert said in result.stderr


def test_a_cap_that_cannot_be_kept_names_the_lowest_that_can(files):
    result = publius(*files, "--cap", 0.1)

    assert result.exit_code == 1
    assert "A cap of 0.1 is less than the targets allow: the lowest is 0.166667." in result.stderr


def test_a_fit_that_is_no_number_is_named_with_its_person(files):
    people = files[0]
    people.write_text(PEOPLE.replace("p3,right,0.3", "p3,right,nan"))

    result = publius(*files, "--fit-column", "fit")

    assert result.exit_code == 1
    assert "“p3”: fit is “nan”, which is not a number" in result.stderr


def test_the_price_of_relevance_is_a_table_and_json(files):
    shown = publius("price", *files, "--fit-column", "fit", "--alphas", "1,0.5,0")
    written = publius("price", *files, "--fit-column", "fit", "--alphas", "1,0.5,0", "--json")

    points = json.loads(written.stdout)
    assert [point["alpha"] for point in points] == [1, 0.5, 0]
    assert [round(point["fit"], 3) for point in points] == [0.458, 0.704, 0.95]
    assert [point["without"] for point in points] == [0, 0, 10]
    assert ["0.5", "0.704", "8.33", "%", "58.33", "%", "0.417", "0"] in [
        line.split() for line in shown.stdout.splitlines()
    ]


def test_a_dial_outside_0_to_1_is_refused(files):
    result = publius("price", *files, "--fit-column", "fit", "--alphas", "1,2")

    assert result.exit_code == 2
    assert "give numbers from 0 to 1" in result.stderr
