"""``publius assign``: people to several seats and calls at once, from files."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from publius.cli.assign_table import show_assignment
from publius.matching import MatchingError
from publius.matching.assignment import (
    AssignInput,
    Assignment,
    NoAssignmentError,
    assign_given,
    replay,
    run_record,
)
from publius.matching.assignment.io import read_fits, read_loads, read_places, read_seats
from publius.matching.assignment.quota_io import read_quotas
from publius.matching.io import read_record
from publius.matching.lines import Source
from publius.matching.records import canonical_json

BAD_INPUT, REPLAY_DIFFERS, NOT_POSSIBLE = 1, 3, 4

EPILOG = """\b
Exit codes:
  0  done; with --replay: the result is identical
  1  a file or a stored run cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know
  3  --replay computed another result than the one stored
  4  the rules cannot all be kept (the message names them and the smallest way out)

\b
Examples:
  publius assign seats.csv people.csv fits.csv
  publius assign seats.csv people.csv fits.csv --conflicts conflicts.csv --best-effort
  publius assign seats.csv people.csv fits.csv --json > run.json
  publius assign --replay run.json
"""
FILE = click.Path(path_type=Path, allow_dash=True)


@click.command(epilog=EPILOG)
@click.argument("seats", required=False, type=FILE)
@click.argument("people", required=False, type=FILE)
@click.argument("fits", required=False, type=FILE)
@click.option("--conflicts", type=FILE, help="Who must stay off which seat (seat, person).")
@click.option("--confirmed", type=FILE, help="Places already promised (seat, person).")
@click.option(
    "--quotas", type=FILE, help="What groups of people need (feature, minimum, maximum, seats)."
)
@click.option("--features", type=FILE, help="Who has which feature (feature, person).")
@click.option("--best-effort", is_flag=True, help="Give up the least instead of refusing.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=20.0,
    show_default=True,
    help="The longest search for whole people.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the whole run as one line of JSON.")
@click.option("--replay", "stored", type=FILE, help="Assign a stored run again and compare.")
def assign(
    seats: Path | None,
    people: Path | None,
    fits: Path | None,
    conflicts: Path | None,
    confirmed: Path | None,
    quotas: Path | None,
    features: Path | None,
    best_effort: bool,
    seconds: float,
    as_json: bool,
    stored: Path | None,
) -> None:
    """Assign PEOPLE to SEATS by their FITS: well, evenly, and with every limit kept.

    All are CSV (UTF-8) or JSON files, one of them may be - for standard input. Seats have seat,
    minimum and maximum, and may have must (yes, no) and call: a person has one place in a call.
    People have person, minimum and maximum, the places they take. Fits have seat, person and
    fit; a pair that is not listed does not fit.
    """
    with _plain_errors():
        if stored is not None:
            _replay(stored, as_json=as_json)
            return
        if seats is None or people is None or fits is None:
            raise click.UsageError("Name three files: seats, people and fits.")
        if (quotas is None) != (features is None):
            raise click.UsageError("--quotas and --features belong together.")
        given = AssignInput.of(
            read_seats(_source(seats)),
            read_loads(_source(people)),
            read_fits(_source(fits)),
            conflicts=read_places(_source(conflicts)) if conflicts else (),
            confirmed=read_places(_source(confirmed)) if confirmed else (),
            quotas=read_quotas(_source(quotas), _source(features)) if quotas and features else (),
        )
        found = _assigned(given, best_effort, seconds)
        if as_json:
            click.echo(canonical_json(run_record(given, found, best_effort=best_effort)))
        else:
            show_assignment(found, Console(highlight=False))


def _assigned(given: AssignInput, best_effort: bool, seconds: float) -> Assignment:
    console = Console(stderr=True)
    if not console.is_terminal:
        return assign_given(given, best_effort=best_effort, seconds=seconds)
    with console.status("Reading the rules") as status:
        return assign_given(
            given,
            best_effort=best_effort,
            seconds=seconds,
            progress=lambda _done, _steps, doing: status.update(doing),
        )


def _source(path: Path) -> Source:
    return sys.stdin.buffer if str(path) == "-" else path


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except NoAssignmentError as error:
        click.echo("\n".join(error.clash.sentences), err=True)
        click.echo("--best-effort makes the smallest changes and lists them.", err=True)
        sys.exit(NOT_POSSIBLE)
    except MatchingError as error:
        click.echo(f"Error: {error}\nNobody was assigned; no file was changed.", err=True)
        sys.exit(BAD_INPUT)


def _replay(stored: Path, *, as_json: bool) -> None:
    record = read_record(_source(stored))
    again = replay(record).to_json()
    if as_json:
        click.echo(canonical_json({**record, "result": again}))
    if canonical_json(record.get("result")) != canonical_json(again):
        click.echo("The result differs from the stored one.", err=True)
        sys.exit(REPLAY_DIFFERS)
    click.echo("The result is identical, byte for byte.", err=as_json)
