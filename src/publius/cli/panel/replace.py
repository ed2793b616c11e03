"""``publius panel replace``: fill the places of people who dropped out of a stored draw."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from publius.cli.panel.files import as_source, write_files
from publius.cli.panel.options import names
from publius.cli.panel.screen import plain_errors, progress_bar
from publius.cli.panel.table import printable, show_draw
from publius.panels import (
    Draw,
    InfeasibleError,
    Place,
    PoolError,
    canonical_text,
    draw_of,
    run_record,
)
from publius.panels import replace as fill
from publius.panels.export import written
from publius.panels.nearest import did_you_mean
from publius.panels.objectives.objective import objective_from
from publius.panels.plain import person_from, targets_from
from publius.panels.runfile import read_record

EPILOG = """\b
Exit codes:
  0  done
  1  the run or an id cannot be used (the message says which)
  2  the command was called in a way it does not know
  4  nobody left fits what the targets still ask for (the message says why; see --flexible
     and --at-most)

\b
Examples:
  publius panel replace --run drawn/run.json --dropped p017,p203
  publius panel replace --run drawn/run.json --dropped p017,p203 --reserves-only
  publius panel replace --run drawn/run.json --dropped p017,p203 --flexible --out again
"""


@click.command(epilog=EPILOG)
@click.option("--run", "stored", required=True, help="The run.json of the draw.")
@click.option("--dropped", required=True, callback=names, help="Ids of members who leave.")
@click.option("--unavailable", callback=names, help="Ids of others who cannot come.")
@click.option("--reserves-only", is_flag=True, help="Draw from the run's reserves alone.")
@click.option("--flexible", is_flag=True, help="Let the limits that cost least give way.")
@click.option("--at-most", is_flag=True, help="Leave places open that nobody can fill.")
@click.option("--seed", type=int, help="What decides the draw; chosen at random if not given.")
@click.option("--out", type=click.Path(path_type=Path), help="Write files to this folder.")
@click.option("--json", "as_json", is_flag=True, help="Write the whole run as one line of JSON.")
def replace(
    stored: str,
    dropped: list[str],
    unavailable: list[str],
    reserves_only: bool,
    flexible: bool,
    at_most: bool,
    seed: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Draw people for the places of those who dropped out, under what is left of the targets."""
    with plain_errors(), _ways_out():
        record = read_record(as_source(stored))
        before = draw_of(record)
        pool = [person_from(person) for person in record["input"]["pool"]]
        targets = targets_from(record["input"]["targets"])
        staying = _staying(before, dropped)
        away = _away(record, before, dropped, unavailable, reserves_only=reserves_only)
        with progress_bar() as shown:
            drawn = fill(
                pool,
                targets,
                size=before.size,
                confirmed=staying,
                unavailable=away,
                seed=secrets.randbits(53) if seed is None else seed,
                flexible=flexible,
                at_most=at_most,
                method=objective_from(record["parameters"]),
                progress=shown,
            )
        run = run_record(drawn, pool, targets, confirmed=staying, unavailable=away)
        if out is not None:
            write_files(out, _files(drawn, staying, run))
        if as_json:
            click.echo(canonical_text(run))
        else:
            _show(drawn, staying, len(pool), Console(highlight=False))


@contextmanager
def _ways_out() -> Iterator[None]:
    """Say which options help where nobody fits."""
    try:
        yield
    except InfeasibleError:
        click.echo(
            "--at-most fills as many places as can be filled; --flexible lets limits give way, as "
            "little as possible, and lists them.",
            err=True,
        )
        raise


def _staying(before: Draw, dropped: Sequence[str]) -> list[Place]:
    members = {place.person for place in before.panel}
    for name in dropped:
        if name not in members:
            meant = did_you_mean(name, members) or ". Check the id."
            raise PoolError("not-a-member", id=name, meant=meant)
    return [place for place in before.panel if place.person not in set(dropped)]


def _away(
    record: dict[str, Any],
    before: Draw,
    dropped: Sequence[str],
    unavailable: Sequence[str],
    *,
    reserves_only: bool,
) -> list[str]:
    """Who is not drawn: those who left, now or before, and others who cannot come."""
    away = {*record["input"]["unavailable"], *dropped, *unavailable}
    if reserves_only:
        able = {place.person for place in before.panel} | {r.person for r in before.reserves}
        away |= {person["id"] for person in record["input"]["pool"]} - able
    return sorted(away)


def _newcomers(drawn: Draw, staying: Sequence[Place]) -> list[Place]:
    stayed = {place.person for place in staying}
    return [place for place in drawn.panel if place.person not in stayed]


def _files(drawn: Draw, staying: Sequence[Place], run: dict[str, Any]) -> dict[str, str]:
    rows = (
        (place.person, place.seat or "", f"{drawn.chances[place.person]:.6f}")
        for place in _newcomers(drawn, staying)
    )
    return {
        "replacements.csv": written(("person", "seat", "chance"), rows),
        "run.json": canonical_text(run) + "\n",
    }


def _show(drawn: Draw, staying: Sequence[Place], pool: int, console: Console) -> None:
    came = ", ".join(printable(place.person) for place in _newcomers(drawn, staying))
    console.print(Text.assemble(("Stepping in: ", "bold"), came or "nobody"))
    for change in drawn.eased:
        console.print(Text.assemble(("Gave way: ", "bold"), printable(str(change))))
    left = drawn.size - len(drawn.panel)
    if left:
        places = "1 place stays" if left == 1 else f"{left} places stay"
        asked = "; ".join(printable(str(rule)) for rule in drawn.awaited)
        console.print(Text(f"{places} open" + (f", for {asked}" if asked else "") + ".", "bold"))
    console.print()
    show_draw(drawn, pool, console)
