"""``publius panel PEOPLE TARGETS``: draw a fair panel from files, and replay stored draws."""

import secrets
import sys
from pathlib import Path

import click
from rich.console import Console

from publius.cli.panel.aims import Aim, aim_options
from publius.cli.panel.files import as_source, find_sources, read_files, write_files
from publius.cli.panel.screen import DIFFERS, plain_errors, progress_bar
from publius.cli.panel.settings import settings_option
from publius.cli.panel.table import show_draw
from publius.panels import (
    Lottery,
    Objective,
    ReplayError,
    Targets,
    canonical_text,
    check_replay,
    draw_of,
    prepare,
    run_record,
)
from publius.panels.export import lottery_csv, remaining_csv, report_csv, selected_csv
from publius.panels.io import PoolFile
from publius.panels.runfile import read_record
from publius.panels.types import Draw

EPILOG = """\b
Exit codes:
  0  done; with --replay: the draw is identical
  1  a file or a setting cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know
  3  --replay made another draw than the one stored
  4  no panel satisfies the targets (the message says why and what would help)

\b
Examples:
  publius panel people.csv targets.csv --size 30
  publius panel people.csv targets.csv --size 30 --seed 2026 --out drawn
  publius panel people.csv targets.csv --size 30 --address-columns street,postcode
  publius panel people.csv targets.csv --size 30 --method goldilocks
  publius panel people.csv targets.csv --size 30 --fit-column fit --alpha 0.9
  publius panel pools/harbour_35
  publius panel people.csv targets.csv --size 30 --json > run.json
  publius panel --replay run.json
"""


@click.command(epilog=EPILOG)
@click.argument("people", required=False)
@click.argument("targets", required=False)
@click.option("--size", type=click.IntRange(min=1), help="How many people the panel has.")
@click.option("--seed", type=int, help="What decides the draw; chosen at random if not given.")
@click.option("--id-column", help="The column that holds the id, when it is not obvious.")
@click.option("--address-columns", help="Columns (with commas) that make a household together.")
@click.option("--seats", "seats_file", help="CSV of role seats: id, title, min, max.")
@aim_options
@click.option("--reserves", type=click.IntRange(min=0), help="How many; a third of the panel.")
@settings_option
@click.option("--keep", help="Columns (with commas) to write out beside the id and features.")
@click.option("--out", type=click.Path(path_type=Path), help="Write CSV files to this folder.")
@click.option("--json", "as_json", is_flag=True, help="Write the whole run as one line of JSON.")
@click.option("--replay", "stored", metavar="FILE", help="Make a stored draw again and compare.")
def draw(
    people: str | None,
    targets: str | None,
    size: int | None,
    seed: int | None,
    id_column: str | None,
    address_columns: str | None,
    seats_file: str | None,
    aim: Aim,
    reserves: int | None,
    keep: str | None,
    out: Path | None,
    as_json: bool,
    stored: str | None,
) -> None:
    """Draw a panel from PEOPLE that satisfies TARGETS, and show everybody's chance.

    PEOPLE is a CSV file with an id, a column for every feature that TARGETS names, and
    anything else; TARGETS is a CSV file with feature, value, min and max (category,name and
    category,feature work too). - reads one of them from standard input. Instead of both,
    name a folder that holds respondents.csv and categories.csv; a folder called NAME_35
    also says that the panel has 35 people.
    """
    with plain_errors():
        if stored is not None:
            _refuse_with_replay(people)
            _replay(stored, as_json=as_json)
            return
        pool_source, target_source, size = find_sources(people, targets, size)
        rules, pool = read_files(pool_source, target_source, id_column, address_columns, seats_file)
        lottery = _lottery(pool, rules, size, aim.objective(pool), reserves)
        drawn = lottery.draw(secrets.randbits(53) if seed is None else seed)
        if out is not None:
            write_files(out, _files(drawn, _written_out(pool, rules, keep), rules, lottery))
        if as_json:
            click.echo(canonical_text(run_record(drawn, pool.people, rules)))
        else:
            show_draw(drawn, len(pool.people), Console(highlight=False))


def _refuse_with_replay(people: str | None) -> None:
    if people is not None:
        raise click.UsageError("--replay needs no files: a stored run holds its own input.")


def _lottery(
    pool: PoolFile, rules: Targets, size: int, method: Objective, reserves: int | None
) -> Lottery:
    with progress_bar() as shown:
        return prepare(
            pool.people, rules, size=size, method=method, reserves=reserves, progress=shown
        )


def _written_out(pool: PoolFile, rules: Targets, keep: str | None) -> PoolFile:
    """The pool with the columns that are to be kept; all of them, if nobody said which."""
    if keep is None:
        return pool
    return pool.only([*keep.split(","), *(target.feature for target in rules.targets)])


def _files(drawn: Draw, pool: PoolFile, rules: Targets, lottery: Lottery) -> dict[str, str]:
    return {
        "selected.csv": selected_csv(drawn, pool),
        "remaining.csv": remaining_csv(drawn, pool, one_per_household=rules.one_per_household),
        "report.csv": report_csv(drawn),
        "lottery.csv": lottery_csv(lottery),
        "run.json": canonical_text(run_record(drawn, pool.people, rules)) + "\n",
    }


def _replay(name: str, *, as_json: bool) -> None:
    record = read_record(as_source(name))
    try:
        with progress_bar() as shown:
            check_replay(record, progress=shown)
    except ReplayError as error:
        click.echo(str(error), err=True)
        sys.exit(DIFFERS)
    if as_json:
        click.echo(canonical_text(record))
    else:
        show_draw(draw_of(record), len(record["input"]["pool"]), Console(highlight=False))
    click.echo("The draw is identical, byte for byte.", err=as_json)
