"""``publius panel conclude``: draw from a published lottery with what the dice or beacon said."""

from datetime import UTC, datetime
from pathlib import Path

import click

from publius.cli.panel.files import write_files
from publius.cli.panel.lists import private_files
from publius.cli.panel.screen import plain_errors
from publius.fetching import Fetcher, FetchError, GuardedFetcher
from publius.panels import PublicLotteryError
from publius.panels.csvfile import read_bytes
from publius.panels.io import read_pool
from publius.panels.public import (
    BeaconOutcome,
    BeaconRule,
    DiceOutcome,
    SeedOutcome,
    ask_beacon,
    lottery_text,
    read_codes,
    read_lottery,
    rule_from,
)
from publius.panels.public import (
    conclude as conclude_lottery,
)
from publius.panels.public.beacon import MOST_BYTES
from publius.panels.public.document import Document
from publius.panels.public.form import fault_of_form
from publius.panels.public.outcomes import Outcome
from publius.panels.public.rules import MOMENT
from publius.panels.types import Targets

EPILOG = """\b
Exit codes:
  0  drawn
  1  a file cannot be used, or the published rule does not fit (the message says why)
  2  the command was called in a way it does not know

\b
Examples:
  publius panel conclude streets/lottery.json --dice 3,1,4,1
  publius panel conclude streets/lottery.json --dice 9,9,9,9 --dice 0,4,2,7
  publius panel conclude streets/lottery.json --beacon --codes streets/codes.csv
  publius panel conclude streets/lottery.json --dice 3,1,4,1 --codes streets/codes.csv \\
      --run streets/lottery-run.json --people people.csv
"""
KEPT = "The published lottery is unchanged; no file was written."


@click.command(epilog=EPILOG)
@click.argument("lottery", type=click.Path(path_type=Path))
@click.option(
    "--dice", "throws", metavar="3,1,4,1", multiple=True, help="A throw; every throw, in order."
)
@click.option("--beacon", is_flag=True, help="Fetch the round of the beacon that was fixed.")
@click.option("--seed", type=int, help="The number that was stated.")
@click.option(
    "--codes", type=click.Path(path_type=Path), help="The private codes.csv: names people."
)
@click.option(
    "--people", type=click.Path(path_type=Path), help="The file of people, for full rows."
)
@click.option("--run", "stored", type=click.Path(path_type=Path), help="lottery-run.json.")
@click.option("--id-column", help="The column of --people that holds the id.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder; that of the lottery if not given."
)
@click.pass_obj
def conclude(
    fetcher: Fetcher | None,
    lottery: Path,
    throws: tuple[str, ...],
    beacon: bool,
    seed: int | None,
    codes: Path | None,
    stored: Path | None,
    people: Path | None,
    id_column: str | None,
    out: Path | None,
) -> None:
    """Draw from a published LOTTERY by its own rule, and write who was selected.

    Writes lottery-drawn.json, which holds the published lottery and what decided it. With
    --codes also selected.csv and remaining.csv, by id; with --people, with everything the file
    says about them; with --run, with seats and reserves, and run.json, from which people who
    drop out can be replaced.
    """
    if (len(throws) > 0) + beacon + (seed is not None) != 1:
        raise click.UsageError("Give what decides the draw: --dice 3,1,4,1, --beacon or --seed 7.")
    if codes is None and (people is not None or stored is not None):
        raise click.UsageError("--people and --run need --codes, which says whose code is whose.")
    with plain_errors(KEPT):
        document = _read(lottery)
        outcome = _outcome(document, throws, seed, fetcher or GuardedFetcher())
        drawn = conclude_lottery(document, outcome)
        files = {"lottery-drawn.json": lottery_text(drawn)}
        if codes is not None:
            pool = None if people is None else read_pool(people, Targets(), id_column=id_column)
            files |= private_files(drawn, read_codes(read_bytes(codes)[1]), pool, stored)
        write_files(out or lottery.parent, files)
    result = drawn["result"]
    click.echo(f"Ticket {result['ticket']} is drawn. Selected: {', '.join(result['selected'])}")


def _read(path: Path) -> Document:
    document = read_lottery(read_bytes(path)[1])
    fault = fault_of_form(document)
    if fault is not None:
        raise PublicLotteryError("not-a-lottery", reason=fault)
    return document


def _outcome(
    document: Document, throws: tuple[str, ...], seed: int | None, fetcher: Fetcher
) -> Outcome:
    if throws:
        return DiceOutcome(tuple(_throw(each) for each in throws))
    if seed is not None:
        return SeedOutcome(seed)
    rule = rule_from(document["sections"]["draw"])
    if not isinstance(rule, BeaconRule):
        kind = rule.as_plain()["kind"]
        raise PublicLotteryError("other-rule", expected=kind, given="beacon")
    return fetch_round(rule, fetcher)


def fetch_round(rule: BeaconRule, fetcher: Fetcher) -> BeaconOutcome:
    """What two mirrors say about the round, once it is out."""
    now = datetime.now(UTC).strftime(MOMENT)
    if rule.at is not None and now < rule.at:
        raise PublicLotteryError("round-not-out", round=rule.round, at=rule.at)

    def ask(url: str) -> bytes | None:
        try:
            answer = fetcher.fetch(url, accept="application/json", most_bytes=MOST_BYTES)
        except FetchError as error:
            click.echo(str(error), err=True)
            return None
        return answer.body if answer.status == 200 else None

    return ask_beacon(rule, ask, at=now)


def _throw(given: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in given.split(","))
    except ValueError:
        raise click.UsageError(
            f"--dice {given}: write the numbers with commas, like 3,1,4,1."
        ) from None
