"""``publius panel publish``, ``conclude`` and ``verify`` as people type them."""

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from publius.cli.panel import panel
from publius.panels.public import (
    QUICKNET,
    BeaconRule,
    SeedRule,
    lottery_text,
    publish,
    read_lottery,
)
from tests.fetching.servers import fetcher_for, reply, server
from tests.panels.public.lotteries import SALT, council_lottery

PEOPLE = "id,side,street\n" + "".join(
    f"p{n},{('left', 'right')[n % 2]},{n // 3} High Street\n" for n in range(12)
)
TARGETS = "feature,value,min,max\nside,left,2,2\nside,right,1,2\n"
SIGNATURE = "a7" * 96


@pytest.fixture
def files(tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "targets.csv").write_text(TARGETS)
    return tmp_path


def publius(*arguments, fetcher=None, given=None):
    return CliRunner().invoke(panel, [str(a) for a in arguments], obj=fetcher, input=given)


def published(files, *rule):
    done = publius(
        "publish", files / "people.csv", files / "targets.csv",
        "--size", 4, "--tickets", 100, *rule, "--out", files / "out",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    return files / "out" / "lottery.json", done


def rows(path: Path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_lottery_is_published_drawn_with_dice_and_verified(files):
    lottery, told = published(files, "--dice", "2x10")
    commitment = told.stdout.split()[1]

    drawn = publius("conclude", lottery, "--dice", "4,2", "--codes", files / "out" / "codes.csv")
    found = publius("verify", files / "out" / "lottery-drawn.json", "--commitment", commitment)

    assert drawn.stdout.startswith("Ticket 42 is drawn. Selected: ")
    assert found.exit_code == 0
    assert found.stdout.endswith("\nNothing is wrong with this lottery.\n")
    assert read_lottery(lottery.read_bytes())["commitment"] == commitment


def test_the_lists_name_everybody_once_by_id(files):
    lottery, _ = published(files, "--dice", "2x10")

    publius(
        "conclude", lottery, "--dice", "4,2", "--codes", files / "out" / "codes.csv",
        "--people", files / "people.csv", "--out", files / "lists",
    )  # fmt: skip

    selected, remaining = (rows(files / "lists" / f"{n}.csv") for n in ("selected", "remaining"))
    assert sorted(r["person"] for r in selected + remaining) == sorted(f"p{n}" for n in range(12))
    assert sorted(r["side"] for r in selected) == ["left", "left", "right", "right"]
    assert all(r["street"] for r in selected + remaining)


def test_what_is_published_names_nobody(files):
    published(files, "--dice", "2x10")
    out = files / "out"

    public = "".join(
        (out / name).read_text()
        for name in ("lottery.json", "lottery-public.json", "lottery.csv", "chances.csv")
    )

    assert [row["id"] for row in rows(out / "codes.csv")] == sorted(f"p{n}" for n in range(12))
    assert [f"p{n}" for n in range(12) if f'"p{n}"' in public or f",p{n}," in public] == []
    assert "High Street" not in public


def test_what_is_to_be_kept_can_be_read_by_its_owner_alone(files):
    published(files, "--dice", "2x10")

    private = {p.name for p in (files / "out").iterdir() if p.stat().st_mode & 0o077 == 0}
    assert private == {"lottery.json", "lottery-run.json", "codes.csv", "salt.txt"}


def test_the_tables_hold_every_ticket_and_every_chance(files):
    lottery, _ = published(files, "--dice", "2x10")
    document = read_lottery(lottery.read_bytes())

    tickets, chances = (rows(files / "out" / f"{name}.csv") for name in ("lottery", "chances"))

    assert len(tickets) == 100
    assert {row["code"]: int(row["tickets"]) for row in chances} == dict(
        zip(document["sections"]["people"]["codes"], document["sections"]["chances"], strict=True)
    )


def test_a_lottery_is_not_published_over_another(files):
    lottery, _ = published(files, "--dice", "2x10")
    before = lottery.read_bytes()

    again = publius(
        "publish", files / "people.csv", files / "targets.csv",
        "--size", 4, "--seed-rule", "--out", files / "out",
    )  # fmt: skip

    assert again.exit_code == 2
    assert "A lottery is published once" in again.stderr
    assert lottery.read_bytes() == before


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (["--dice", "2x10"], "Throw 2 dice with 10 sides; 0.00 % of throws do not count."),
        (["--dice", "3x6"], "Throw 3 dice with 6 sides; 7.41 % of throws do not count."),
        (["--beacon", "4294967295"], "The draw waits for round 4294967295 of the beacon, due at"),
        (["--seed-rule"], "Whoever states the number can try many first."),
    ],
)
def test_it_is_said_how_the_draw_goes_on(files, rule, words):
    _, told = published(files, *rule)

    assert words in told.stderr


def test_a_throw_that_has_to_be_thrown_again_is_said_so(files):
    lottery, _ = published(files, "--dice", "3x6")

    first = publius("conclude", lottery, "--dice", "6,6,6")
    then = publius("conclude", lottery, "--dice", "6,6,6", "--dice", "1,1,5")

    assert first.exit_code == 1
    assert "Throw all dice again" in first.stderr
    assert first.stderr.endswith("The published lottery is unchanged; no file was written.\n")
    assert then.stdout.startswith("Ticket 4 is drawn.")


def mirror(randomness=None, signature=SIGNATURE):
    """A local stand-in for the beacon's mirrors: it answers for whatever round it is asked."""

    def answer(request):
        told = {
            "round": int(request.path.rsplit("/", 1)[1]),
            "randomness": randomness or hashlib.sha256(bytes.fromhex(signature)).hexdigest(),
            "signature": signature,
        }
        reply(json.dumps(told).encode())(request)

    return answer


class ThroughHere:
    """The real guarded fetcher, on its way to a server of this machine instead of the mirrors."""

    def __init__(self, port):
        self._fetcher = fetcher_for(port)
        self._port = port

    def fetch(self, url, **more):
        here = f"http://mirror.test:{self._port}/"
        return self._fetcher.fetch(url.replace("https://", here), **more)


def beacon_lottery(files, number=20_000_000):
    """A lottery with a round that is out by the time of the test, published without a clock."""
    document = publish(council_lottery(), rule=BeaconRule(number, QUICKNET), salt=SALT)
    path = files / "lottery.json"
    path.write_text(lottery_text(document))
    return path


def test_a_lottery_is_drawn_by_the_round_that_two_mirrors_tell(files):
    lottery = beacon_lottery(files)

    with server(mirror()) as (port, seen):
        drawn = publius("conclude", lottery, "--beacon", fetcher=ThroughHere(port))

    assert drawn.exit_code == 0, drawn.stderr
    assert [path for path, _ in seen] == [
        f"/{host}/{QUICKNET}/public/20000000" for host in ("api.drand.sh", "drand.cloudflare.com")
    ]
    document = read_lottery((files / "lottery-drawn.json").read_bytes())
    assert json.loads(document["outcome"]["responses"][1]["body"])["signature"] == SIGNATURE
    assert publius("verify", files / "lottery-drawn.json").exit_code == 0


def test_mirrors_that_do_not_answer_draw_nothing(files):
    lottery = beacon_lottery(files)

    with server(reply(b"not yet", 404)) as (port, seen):
        drawn = publius("conclude", lottery, "--beacon", fetcher=ThroughHere(port))

    assert (drawn.exit_code, len(seen)) == (1, 4)
    assert "0 of 4 mirrors of the beacon answered, and 2 have to agree." in drawn.stderr
    assert not (files / "lottery-drawn.json").exists()


def test_mirrors_that_disagree_draw_nothing(files):
    lottery = beacon_lottery(files)
    signatures = iter(["a7" * 96, "a8" * 96])

    with server(lambda request: mirror(signature=next(signatures))(request)) as (port, _):
        drawn = publius("conclude", lottery, "--beacon", fetcher=ThroughHere(port))

    assert drawn.exit_code == 1
    assert "Two mirrors of the beacon answered differently." in drawn.stderr


def test_a_mirror_whose_randomness_is_made_up_draws_nothing(files):
    lottery = beacon_lottery(files)

    with server(mirror(randomness="0" * 64)) as (port, _):
        drawn = publius("conclude", lottery, "--beacon", fetcher=ThroughHere(port))

    assert drawn.exit_code == 1
    assert "its randomness is not its signature's hash" in drawn.stderr


def test_a_round_that_is_not_out_is_not_asked_for(files):
    lottery, _ = published(files, "--beacon", "2099-01-01T12:00", "--chain", QUICKNET)

    with server(mirror()) as (port, seen):
        drawn = publius("conclude", lottery, "--beacon", fetcher=ThroughHere(port))

    assert drawn.exit_code == 1
    assert "comes out at 2099-01-01T12:00:" in drawn.stderr
    assert seen == []


def test_somebody_with_a_code_reads_how_they_stand(files):
    lottery, _ = published(files, "--dice", "2x10")
    code = rows(files / "out" / "codes.csv")[0]["code"]
    held = {row["code"]: row["tickets"] for row in rows(files / "out" / "chances.csv")}[code]

    before = publius("verify", lottery, "--code", code)
    publius("conclude", lottery, "--dice", "4,2")
    after = publius("verify", files / "out" / "lottery-drawn.json", "--code", code.upper())

    assert before.stdout.endswith(f"\n{code} is on {held} of 100 tickets: {held}.00 %.\n")
    assert after.stdout.splitlines()[-1] in {
        before.stdout.splitlines()[-1] + f" It was {went}." for went in ("drawn", "not drawn")
    }


def test_a_code_that_is_not_there_is_said_so(files):
    lottery, _ = published(files, "--dice", "2x10")

    found = publius("verify", lottery, "--code", "nobody")

    assert found.exit_code == 1
    assert "No code “nobody” is in this lottery." in found.stderr


def test_a_changed_lottery_is_found_out_with_its_own_exit_code(files):
    lottery, _ = published(files, "--seed-rule")
    lottery.write_text(lottery.read_text().replace('"maximum":2', '"maximum":3', 1))

    found = publius("verify", lottery)

    assert found.exit_code == 3
    assert "What the file says was changed: rules." in found.stdout


def test_json_holds_every_check(files):
    lottery, told = published(files, "--seed-rule")

    found = json.loads(publius("verify", lottery, "--json").stdout)

    assert (found["ok"], found["phase"]) == (True, "published")
    assert found["commitment"] == told.stdout.split()[1]
    assert found["checks"][0] == {
        "code": "form", "verdict": "passed",
        "sentence": "The file has the form of a published lottery.",
    }  # fmt: skip


def test_a_lottery_is_verified_from_standard_input_without_settings_or_database(tmp_path):
    text = lottery_text(publish(council_lottery(), rule=SeedRule(), salt=SALT))
    command = [sys.executable, "-c", "from publius.cli import main; main()", "panel", "verify", "-"]

    done = subprocess.run(
        command, input=text, text=True, capture_output=True, cwd=tmp_path, env={"PATH": "/usr/bin"}
    )

    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["publish", "p", "t", "--out", "o"], "Say how the ticket will be found"),
        (["publish", "p", "t", "--dice", "4x10", "--seed-rule", "--out", "o"], "Say how"),
        (["publish", "p", "t", "--dice", "four", "--out", "o"], "write it like 4x10"),
        (["publish", "p", "t", "--beacon", "soon", "--out", "o"], "or a time like"),
        (["publish", "p", "t", "--beacon", "2099-01-01", "--chain", "0", "--out", "o"], "clock"),
        (["conclude", "lottery.json"], "Give what decides the draw"),
        (["conclude", "lottery.json", "--seed", 1, "--dice", "1"], "Give what decides the draw"),
        (["conclude", "lottery.json", "--seed", 1, "--people", "p.csv"], "need --codes"),
    ],
)  # fmt: skip
def test_a_wrong_call_says_what_is_missing(arguments, words):
    result = publius(*arguments)

    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    ("rule", "call", "words"),
    [
        ("--seed-rule", ["--dice", "1,2"], "The published rule is “seed”, and this is “dice”."),
        ("--seed-rule", ["--beacon"], "The published rule is “seed”, and this is “beacon”."),
        ("--dice=2x10", ["--seed", 7], "The published rule is “dice”, and this is “seed”."),
        ("--dice=2x10", ["--dice", "1,12"], "A die shows 12, but these dice show 0 to 9."),
    ],
)
def test_an_outcome_the_published_rule_does_not_fit_draws_nothing(files, rule, call, words):
    lottery, _ = published(files, rule)

    result = publius("conclude", lottery, *call)

    assert result.exit_code == 1
    assert words in result.stderr
    assert not (files / "out" / "lottery-drawn.json").exists()


def test_the_stored_lottery_gives_seats_reserves_and_a_run_that_replays(files):
    (files / "seats.csv").write_text("id,title,min,max\ncab,Cab driver,1,1\n")
    people = PEOPLE.replace("id,side,street", "id,side,seats").replace("0 High Street", "cab")
    (files / "people.csv").write_text("\n".join(_without_streets(people)))
    lottery, _ = published(files, "--dice", "2x10", "--seats", files / "seats.csv")
    kept = files / "out"

    done = publius(
        "conclude", lottery, "--dice", "4,2", "--codes", kept / "codes.csv",
        "--run", kept / "lottery-run.json",
    )  # fmt: skip
    again = publius("--replay", kept / "run.json")

    assert done.exit_code == 0, done.stderr
    assert sorted(row["seat"] for row in rows(kept / "selected.csv")) == ["", "", "", "cab"]
    assert sorted(row["reserve"] for row in rows(kept / "remaining.csv"))[-1] == "2"
    assert again.exit_code == 0
    assert "ticket 42 of 100" in again.stdout


def _without_streets(people):
    """Only the first three may fill the seat."""
    for line in people.splitlines():
        yield line if line.endswith((",cab", ",seats")) else line.rsplit(",", 1)[0] + ","


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind":"panels.lottery"}', '{"kind":"x"}'])
def test_a_stored_lottery_that_cannot_be_read_is_said_so(files, text):
    lottery, _ = published(files, "--dice", "2x10")
    (files / "run.json").write_text(text)

    done = publius(
        "conclude", lottery, "--dice", "4,2", "--codes", files / "out" / "codes.csv",
        "--run", files / "run.json",
    )  # fmt: skip

    assert done.exit_code == 1
    assert "this is not a stored draw" in done.stderr
    assert not (files / "out" / "lottery-drawn.json").exists()


def test_a_stored_lottery_of_another_draw_is_refused(files):
    lottery, _ = published(files, "--dice", "2x10")
    lottery = lottery.rename(files / "lottery.json")
    codes = (files / "out" / "codes.csv").rename(files / "codes.csv")
    (files / "people.csv").write_text(PEOPLE.replace("p1,right", "p1,left"))
    other, _ = published(files, "--seed-rule")

    done = publius(
        "conclude", lottery, "--dice", "4,2", "--codes", codes,
        "--run", other.parent / "lottery-run.json",
    )  # fmt: skip

    assert done.exit_code == 1
    assert "it is of another lottery" in done.stderr


def test_codes_of_another_lottery_are_refused(files):
    lottery, _ = published(files, "--seed-rule")
    (files / "codes.csv").write_text("id,code\nada,abc\n")

    result = publius("conclude", lottery, "--seed", 7, "--codes", files / "codes.csv")

    assert result.exit_code == 1
    assert "Take the list that was made with this lottery." in result.stderr


def test_ids_that_a_spreadsheet_would_run_come_back_as_they_were(files):
    (files / "people.csv").write_text("id,side\n=1+1,left\n+2,left\n-3,right\n@4,right\n")
    lottery, _ = published(files, "--seed-rule")

    publius("conclude", lottery, "--seed", 7, "--codes", files / "out" / "codes.csv")

    assert [row["person"] for row in rows(files / "out" / "selected.csv")] == [
        "'+2", "'-3", "'=1+1", "'@4",
    ]  # fmt: skip


def test_a_lottery_that_weighs_fit_is_published_drawn_and_replayed(files):
    lines = PEOPLE.splitlines()
    people = [f"{lines[0]},fit", *(f"{line},{n / 20:.2f}" for n, line in enumerate(lines[1:]))]
    (files / "people.csv").write_text("\n".join(people))
    lottery, _ = published(files, "--dice", "2x10", "--fit-column", "fit", "--alpha", "0.5")
    kept = files / "out"

    publius(
        "conclude", lottery, "--dice", "4,2", "--codes", kept / "codes.csv",
        "--run", kept / "lottery-run.json",
    )  # fmt: skip

    assert publius("verify", kept / "lottery-drawn.json").exit_code == 0
    assert publius("--replay", kept / "run.json").exit_code == 0
