"""``publius panel reserves``: whom to call at the last minute, from a stored draw."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from publius.cli.panel.files import as_source, write_file
from publius.cli.panel.options import Numbers, names
from publius.cli.panel.screen import plain_errors
from publius.cli.panel.table import printable
from publius.panels import Reserve, as_plain, canonical_text, draw_of, reserves_for
from publius.panels.export import written
from publius.panels.plain import person_from, targets_from
from publius.panels.reserves import USUAL
from publius.panels.runfile import read_record

SHOWN = 5  # members spelt out for each reserve

EPILOG = """\b
Exit codes:
  0  done
  1  the run or a setting cannot be used (the message says which)
  2  the command was called in a way it does not know

\b
Examples:
  publius panel reserves --run drawn/run.json --count 10
  publius panel reserves --run drawn/run.json --dropout p017=0.6,p203=0.5 --out reserves.csv
"""


@click.command(epilog=EPILOG)
@click.option("--run", "stored", required=True, help="The run.json of the draw.")
@click.option("--count", type=click.IntRange(min=1), help="How many; a third of the panel.")
@click.option("--dropout", type=Numbers(), help="Chance to drop out: 0.2, or ID=0.6,ID=0.5.")
@click.option("--unavailable", callback=names, help="Ids of people who cannot come.")
@click.option("--seed", type=int, default=0, show_default=True, help="What decides among equals.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the list to this file.")
@click.option("--json", "as_json", is_flag=True, help="Write the list as one line of JSON.")
def reserves(
    stored: str,
    count: int | None,
    dropout: dict[str, float] | None,
    unavailable: list[str],
    seed: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """List whom to call, in order, so that little is missing when members drop out."""
    with plain_errors("No list was made; no file was changed."):
        record = read_record(as_source(stored))
        chances = dropout or {}
        listed = reserves_for(
            draw_of(record),
            [person_from(person) for person in record["input"]["pool"]],
            targets_from(record["input"]["targets"]),
            count=count,
            dropout=chances.get("", USUAL) if set(chances) <= {""} else chances,
            unavailable=[*record["input"]["unavailable"], *unavailable],
            seed=seed,
        )
        if out is not None:
            write_file(out, _csv(listed))
        if as_json:
            click.echo(canonical_text({"reserves": as_plain(listed), "seed": seed}))
        else:
            _show(listed, Console(highlight=False))


def _csv(listed: tuple[Reserve, ...]) -> str:
    rows = ((str(turn), r.person, ";".join(r.covers)) for turn, r in enumerate(listed, start=1))
    return written(("turn", "person", "covers"), rows)


def _show(listed: tuple[Reserve, ...], console: Console) -> None:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    table.add_column("turn", justify="right")
    table.add_column("person", overflow="fold")
    table.add_column("can stand in one for one for", overflow="fold")
    for turn, reserve in enumerate(listed, start=1):
        covers = ", ".join(printable(name) for name in reserve.covers[:SHOWN])
        more = len(reserve.covers) - SHOWN
        told = f"{covers} and {more} more" if more > 0 else covers
        table.add_row(str(turn), printable(reserve.person), told or "nobody alone")
    console.print(Text("Reserves, in the order in which to call them\n", "bold"))
    console.print(table)
