"""``publius panel``: draw a fair panel from files, and replay stored draws."""

import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress as Bar

from publius.cli.panel_table import show_draw
from publius.panels import (
    METHODS,
    InfeasibleError,
    Lottery,
    PanelsError,
    ReplayError,
    Targets,
    canonical_text,
    check_replay,
    draw_of,
    prepare,
    run_record,
)
from publius.panels.csvfile import Source
from publius.panels.export import lottery_csv, remaining_csv, selected_csv
from publius.panels.io import PoolFile, read_pool, read_seats, read_targets
from publius.panels.runfile import read_record
from publius.panels.types import Draw

BAD_INPUT, REPLAY_DIFFERS, INFEASIBLE = 1, 3, 4

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
@click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True)
@click.option("--reserves", type=click.IntRange(min=0), help="How many; a third of the panel.")
@click.option("--out", type=click.Path(path_type=Path), help="Write CSV files to this folder.")
@click.option("--json", "as_json", is_flag=True, help="Write the whole run as one line of JSON.")
@click.option("--replay", "stored", metavar="FILE", help="Make a stored draw again and compare.")
def panel(
    people: str | None,
    targets: str | None,
    size: int | None,
    seed: int | None,
    id_column: str | None,
    address_columns: str | None,
    seats_file: str | None,
    method: str,
    reserves: int | None,
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
    with _plain_errors():
        if stored is not None:
            _refuse_with_replay(people)
            _replay(stored, as_json=as_json)
            return
        pool_source, target_source, size = _sources(people, targets, size)
        rules, pool = _read(pool_source, target_source, id_column, address_columns, seats_file)
        lottery = _lottery(pool, rules, size, method, reserves)
        drawn = lottery.draw(secrets.randbits(53) if seed is None else seed)
        if out is not None:
            _write(out, drawn, pool, rules, lottery)
        if as_json:
            click.echo(canonical_text(run_record(drawn, pool.people, rules)))
        else:
            show_draw(drawn, len(pool.people), Console(highlight=False))


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except InfeasibleError as error:
        lines = "\n".join(f"  {sentence}" for sentence in error.conflict.sentences)
        click.echo(f"No panel satisfies these targets.\n{lines}\nNothing was drawn.", err=True)
        sys.exit(INFEASIBLE)
    except PanelsError as error:
        click.echo(f"Error: {error}\nNothing was drawn; no file was changed.", err=True)
        sys.exit(BAD_INPUT)


def _refuse_with_replay(people: str | None) -> None:
    if people is not None:
        raise click.UsageError("--replay needs no files: a stored run holds its own input.")


def _sources(
    people: str | None, targets: str | None, size: int | None
) -> tuple[Source, Source, int]:
    """The two files and the size, from the arguments or from a folder."""
    if people is None:
        raise click.UsageError("Name a file of people and a file of targets, or a folder.")
    if targets is None:
        folder = Path(people)
        if not folder.is_dir():
            raise click.UsageError("Name a file of targets too, or a folder that holds both.")
        return folder / "respondents.csv", folder / "categories.csv", size or _size_of(folder)
    if size is None:
        raise click.UsageError("Say how many people the panel has: --size 30.")
    if people == targets == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    return _source(people), _source(targets), size


def _size_of(folder: Path) -> int:
    named = re.search(r"_(\d{1,6})$", folder.resolve().name)
    if named is None or int(named[1]) == 0:
        raise click.UsageError("The folder's name says no size (NAME_35): add --size 30.")
    return int(named[1])


def _source(name: str) -> Source:
    return sys.stdin.buffer if name == "-" else Path(name)


def _read(
    people: Source,
    targets: Source,
    id_column: str | None,
    address_columns: str | None,
    seats_file: str | None,
) -> tuple[Targets, PoolFile]:
    addresses = [name.strip() for name in (address_columns or "").split(",") if name.strip()]
    seats = read_seats(Path(seats_file)) if seats_file else ()
    rules = Targets(read_targets(targets).targets, seats, one_per_household=bool(addresses))
    return rules, read_pool(people, rules, id_column=id_column, address_columns=addresses)


class _OnScreen:
    """Shows the library's progress on standard error."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("Reading", total=None)

    def step(self, done: int, total: int, message: str) -> None:
        self._bar.update(self._task, description=message, completed=done, total=total)


def _lottery(
    pool: PoolFile, rules: Targets, size: int, method: str, reserves: int | None
) -> Lottery:
    with _progress() as shown:
        return prepare(
            pool.people, rules, size=size, method=method, reserves=reserves, progress=shown
        )


@contextmanager
def _progress() -> Iterator[_OnScreen]:
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _OnScreen(bar)


def _write(out: Path, drawn: Draw, pool: PoolFile, rules: Targets, lottery: Lottery) -> None:
    files = {
        "selected.csv": selected_csv(drawn, pool),
        "remaining.csv": remaining_csv(drawn, pool),
        "lottery.csv": lottery_csv(lottery),
        "run.json": canonical_text(run_record(drawn, pool.people, rules)) + "\n",
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise click.ClickException(
            f"{out}: the files cannot be written ({error.strerror}). Choose another --out."
        ) from None
    click.echo(f"Wrote {', '.join(files)} to {out}.", err=True)


def _replay(name: str, *, as_json: bool) -> None:
    record = read_record(_source(name))
    try:
        with _progress() as shown:
            check_replay(record, progress=shown)
    except ReplayError as error:
        click.echo(str(error), err=True)
        sys.exit(REPLAY_DIFFERS)
    if as_json:
        click.echo(canonical_text(record))
    else:
        show_draw(draw_of(record), len(record["input"]["pool"]), Console(highlight=False))
    click.echo("The draw is identical, byte for byte.", err=as_json)
