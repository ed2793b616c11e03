"""``publius panel tables``: break-out tables for the people in a file."""

import secrets
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from publius.cli.panel.files import as_source, write_file
from publius.cli.panel.options import names
from publius.cli.panel.screen import plain_errors
from publius.cli.panel.table import printable
from publius.panels import Seating, as_plain, canonical_text
from publius.panels import tables as arrange
from publius.panels.breakout.arrange import EVENNESS
from publius.panels.breakout.files import read_people, tables_csv

EPILOG = """\b
Exit codes:
  0  done
  1  the file or a wish cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know

\b
Examples:
  publius panel tables drawn/selected.csv --tables 6 --rounds 3 --diversify gender,age
  publius panel tables drawn/selected.csv --size 8 --together interpreter --out tables.csv
"""


@click.command(epilog=EPILOG)
@click.argument("people")
@click.option("--tables", "count", type=click.IntRange(min=1), help="How many tables there are.")
@click.option("--size", type=click.IntRange(min=1), help="Instead: the most people at one table.")
@click.option("--rounds", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--diversify", callback=names, help="Columns of which every table gets its share.")
@click.option("--together", callback=names, help="Columns: the same entry shares a table.")
@click.option("--apart", callback=names, help="Columns: the same entry never shares a table.")
@click.option("--at", help="Column with the tables (1;2) that somebody can use.")
@click.option(
    "--evenness", type=float, default=EVENNESS, show_default=True,
    help="Meetings again that outweigh one person too many; 1 or less: more new faces.",
)  # fmt: skip
@click.option("--id-column", help="The column that holds the id, when it is not obvious.")
@click.option("--seed", type=int, help="What decides; chosen at random if not given.")
@click.option("--out", type=click.Path(path_type=Path), help="Write who sits where to this file.")
@click.option("--json", "as_json", is_flag=True, help="Write the tables as one line of JSON.")
def tables(
    people: str,
    count: int | None,
    size: int | None,
    rounds: int,
    diversify: list[str],
    together: list[str],
    apart: list[str],
    at: str | None,
    evenness: float,
    id_column: str | None,
    seed: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Seat PEOPLE, a CSV file, at tables that are alike, so that few meet twice."""
    with plain_errors("Nobody was seated; no file was changed."):
        file = read_people(
            as_source(people),
            id_column=id_column,
            diversify=diversify,
            together=together,
            apart=apart,
            at=at,
        )
        seed = secrets.randbits(53) if seed is None else seed
        seating = arrange(
            file.people,
            tables=count,
            size=size,
            rounds=rounds,
            diversify=diversify,
            together=file.together,
            apart=file.apart,
            at=file.at,
            evenness=evenness,
            seed=seed,
        )
        if out is not None:
            write_file(out, tables_csv(seating, file))
        if as_json:
            click.echo(canonical_text({**as_plain(seating), "seed": seed}))
        else:
            _show(seating, seed, Console(highlight=False))


def _show(seating: Seating, seed: int, console: Console) -> None:
    for number, one in enumerate(seating.rounds, start=1):
        console.print(Text(f"Round {number}", "bold"))
        for place, table in enumerate(one, start=1):
            people = ", ".join(printable(name) for name in table)
            console.print(Text(f"  Table {place}: {people}"))
        console.print()
    console.print(Text(f"{seating.statement}\nSeed {seed}."))
