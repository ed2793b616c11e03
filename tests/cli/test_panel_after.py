"""``publius panel replace``, ``tables`` and ``invite`` as people type them."""

import csv
import json

import pytest
from click.testing import CliRunner

from publius.cli.panel import panel
from publius.panels import check_replay

PEOPLE = "id,side,needs\n" + "".join(
    f"p{n:02},{('left', 'right')[n % 2]},{'BSL' if n in (1, 4, 6) else ''}\n" for n in range(12)
)
TARGETS = "feature,value,min,max\nside,left,2,2\nside,right,2,2\n"
ADDRESSES = "uprn,street,decile\n" + "".join(
    f"{n},{n // 2} Mill Lane,{1 + n // 20}\n" for n in range(40)
)


def publius(*arguments):
    return CliRunner().invoke(panel, [str(argument) for argument in arguments])


@pytest.fixture
def drawn(tmp_path):
    folder = tmp_path / "harbour_4"
    folder.mkdir()
    (folder / "respondents.csv").write_text(PEOPLE)
    (folder / "categories.csv").write_text(TARGETS)
    publius(folder, "--seed", 3, "--out", tmp_path / "drawn")
    return tmp_path / "drawn"


@pytest.fixture
def addresses(tmp_path):
    path = tmp_path / "addresses.csv"
    path.write_text(ADDRESSES)
    return path


def members(drawn):
    run = json.loads((drawn / "run.json").read_text())
    return [place["person"] for place in run["result"]["panel"]]


def test_who_steps_in_keeps_the_targets(drawn):
    leaver, *stayed = members(drawn)

    result = publius("replace", "--run", drawn / "run.json", "--dropped", leaver, "--seed", 1)

    newcomer = result.stdout.splitlines()[0].removeprefix("Stepping in: ")
    assert result.exit_code == 0
    assert int(newcomer[1:]) % 2 == int(leaver[1:]) % 2
    assert newcomer not in {leaver, *stayed}


def test_a_replacement_can_be_stored_replayed_and_replaced_again(drawn, tmp_path):
    first, second, *_ = members(drawn)

    publius("replace", "--run", drawn / "run.json", "--dropped", first, "--out", tmp_path / "2")
    again = publius("replace", "--run", tmp_path / "2" / "run.json", "--dropped", second, "--json")

    run = json.loads(again.stdout)
    check_replay(run)
    assert run["input"]["unavailable"] == sorted([first, second])
    with (tmp_path / "2" / "replacements.csv").open(encoding="utf-8-sig") as file:
        assert [row["person"] for row in csv.DictReader(file)] == [
            name for name in members(tmp_path / "2") if name not in members(drawn)
        ]


def test_only_reserves_are_drawn_when_that_is_asked(drawn):
    run = json.loads((drawn / "run.json").read_text())
    reserves = {reserve["person"] for reserve in run["result"]["reserves"]}

    result = publius(
        "replace", "--run", drawn / "run.json", "--dropped", members(drawn)[0],
        "--reserves-only", "--flexible", "--json",
    )  # fmt: skip

    came = {place["person"] for place in json.loads(result.stdout)["result"]["panel"]}
    assert came - set(members(drawn)) <= reserves
    assert len(came) == 4


def test_where_nobody_fits_the_ways_out_are_named(drawn):
    leaver, *stayed = members(drawn)
    same = [f"p{n:02}" for n in range(12) if n % 2 == int(leaver[1:]) % 2]
    others = ",".join(name for name in same if name not in {leaver, *stayed})
    stuck = ["replace", "--run", drawn / "run.json", "--dropped", leaver, "--unavailable", others]

    strict = publius(*stuck)
    eased = publius(*stuck, "--flexible")
    open_place = publius(
        "replace", "--run", drawn / "run.json", "--dropped", f"{leaver},{other_side(drawn)}",
        "--unavailable", others, "--at-most",
    )  # fmt: skip

    side = ("left", "right")[int(leaver[1:]) % 2]
    assert strict.exit_code == 4
    assert "--at-most fills as many places as can be filled" in strict.stderr
    assert f"Gave way: lower the minimum for side: {side} from 2 to 1" in eased.stdout
    assert f"1 place stays open, for at least 1 with side: {side}." in open_place.stdout


def other_side(drawn):
    leaver, *stayed = members(drawn)
    return next(name for name in stayed if int(name[1:]) % 2 != int(leaver[1:]) % 2)


def test_somebody_who_is_not_in_the_panel_cannot_drop_out(drawn):
    result = publius("replace", "--run", drawn / "run.json", "--dropped", "p99")

    assert result.exit_code == 1
    assert "“p99” is not in this panel and cannot drop out of it." in result.stderr


def test_a_run_whose_result_was_damaged_is_refused(drawn):
    run = json.loads((drawn / "run.json").read_text())
    run["result"]["panel"] = [{"who": "p01"}]
    (drawn / "run.json").write_text(json.dumps(run))

    result = publius("replace", "--run", drawn / "run.json", "--dropped", "p01")

    assert result.exit_code == 1
    assert "this is not a stored draw (its result is incomplete)" in result.stderr


def test_reserves_are_listed_in_calling_order_with_whom_they_stand_in_for(drawn, tmp_path):
    leaver = members(drawn)[0]

    result = publius(
        "reserves", "--run", drawn / "run.json", "--count", 2, "--dropout", f"{leaver}=1",
        "--out", tmp_path / "reserves.csv",
    )  # fmt: skip

    with (tmp_path / "reserves.csv").open(encoding="utf-8-sig") as file:
        first, _second = csv.DictReader(file)
    assert result.exit_code == 0
    assert f"1  {first['person']}" in result.stdout
    assert leaver in first["covers"].split(";")


def test_one_chance_to_drop_out_goes_for_everybody(drawn):
    said = publius("reserves", "--run", drawn / "run.json", "--dropout", 0.2, "--json")
    unsaid = publius("reserves", "--run", drawn / "run.json", "--json")

    assert said.stdout == unsaid.stdout
    assert len(json.loads(said.stdout)["reserves"]) == 2


def test_a_chance_to_drop_out_is_between_0_and_1(drawn):
    result = publius("reserves", "--run", drawn / "run.json", "--dropout", 20)

    assert result.exit_code == 1
    assert "The chance to drop out is 20.0; it must lie between 0 and 1." in result.stderr


def test_tables_are_shown_round_by_round(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)

    result = publius(
        "tables", people, "--tables", 3, "--rounds", 2, "--diversify", "side",
        "--together", "needs", "--seed", 0,
    )  # fmt: skip

    shown = [line for line in result.stdout.splitlines() if line.startswith("  Table")]
    assert result.exit_code == 0
    assert len(shown) == 6
    assert sum({"p01", "p04", "p06"} <= set(row.split(": ")[1].split(", ")) for row in shown) == 2


def test_tables_are_written_beside_the_columns_of_the_file(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)

    publius("tables", people, "--size", 4, "--rounds", 2, "--seed", 0, "--out", tmp_path / "t.csv")

    with (tmp_path / "t.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["person", "round 1", "round 2", "id", "side", "needs"]
    assert sorted(row["round 1"] for row in rows) == sorted("123" * 4)


def test_people_sit_only_where_a_column_says_they_can(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("name,step-free\nAda,2;3\nBo,\nCy,2\nDi,\nEd,\nFay,\n")

    result = publius("tables", people, "--tables", 3, "--at", "step-free", "--seed", 0, "--json")

    first, second, third = json.loads(result.stdout)["rounds"][0]
    assert "3" in second
    assert "1" in second + third
    assert sorted(first + second + third) == list("123456")


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("id,side\n1,left\n", ["--tables", 2], "1 people cannot sit at 2 tables"),
        ("id,side\n1,left\n2,left\n", [], "Say either how many tables there are"),
        ("id,side\n1,left\n", ["--tables", 1, "--diversify", "age"], "the header lacks “age”"),
        ("id,at\n1,first\n", ["--tables", 1, "--at", "at"], "line 2: “first” is not a list"),
        ("id,a\n1,x\n1,y\n", ["--tables", 1], "line 3: the id “1” is there already on line 2"),
        ("id,a\n,x\n", ["--tables", 1], "line 2: the id is blank"),
    ],
)
def test_people_who_cannot_be_seated_are_named(tmp_path, text, options, said):
    people = tmp_path / "people.csv"
    people.write_text(text)

    result = publius("tables", people, *options)

    assert result.exit_code == 1
    assert said in result.stderr
    assert "Nobody was seated; no file was changed." in result.stderr


def test_letters_are_shown_by_stratum(addresses):
    result = publius(
        "invite", addresses, "--count", 12, "--strata", "decile", "--weight", "1=2",
        "--rate", "0.5", "--seed", 7,
    )  # fmt: skip

    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["1", "20", "8", "40.00", "%", "4"] in lines
    assert ["2", "20", "4", "20.00", "%", "2"] in lines


def test_a_long_list_of_strata_is_cut_short_on_screen(addresses):
    addresses.write_text(ADDRESSES + "40,20 Mill Lane,3\n41,20 Mill Lane,3\n")

    result = publius("invite", addresses, "--count", 5, "--strata", "uprn", "--seed", 7)

    assert "and 2 more strata" in result.stdout


def test_the_chosen_are_written_with_what_each_stands_for(addresses, tmp_path):
    publius(
        "invite", addresses, "--count", 10, "--one-per", "street", "--seed", 7,
        "--out", tmp_path / "invited.csv",
    )  # fmt: skip

    with (tmp_path / "invited.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len({row["street"] for row in rows}) == 10
    assert {(row["inclusion_probability"], row["weight"]) for row in rows} == {("0.25", "4")}


def test_enough_letters_are_sent_for_the_answers_wanted(addresses):
    result = publius("invite", addresses, "--answers", 3, "--rate", 1, "--seed", 7, "--json")

    assert len(json.loads(result.stdout)["chosen"]) == 3


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--count", 41], 1, "41 letters cannot be sent: the list has 40 addresses"),
        (["--count", 1, "--strata", "ward"], 1, "the header lacks “ward”"),
        (["--count", 1, "--strata", "decile", "--weight", "9=2"], 1, "no stratum “9”"),
        (["--count", 1, "--strata", "decile", "--weight", "1=nan"], 1, "The weight of “1” is nan"),
        (["--count", 1, "--weight", "1:2"], 2, "“1:2” is not NAME=NUMBER"),
        ([], 2, "Say either how many letters (--count) or how many --answers."),
        (["--answers", 5], 2, "--answers needs one --rate for the whole list"),
    ],
)
def test_letters_that_cannot_be_sent_are_refused(addresses, options, code, said):
    result = publius("invite", addresses, *options)

    assert (result.exit_code, said in " ".join(result.stderr.split())) == (code, True)
