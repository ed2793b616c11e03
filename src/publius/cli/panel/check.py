"""``publius panel check``: can these targets be met from this pool, and if not, what would help."""

import sys
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from publius.cli.panel.files import find_sources, read_files
from publius.cli.panel.screen import INFEASIBLE, plain_errors
from publius.cli.panel.settings import settings_option
from publius.cli.panel.table import as_range, printable
from publius.panels import Conflict, Feasible, Person, Place, Targets, as_plain, canonical_text
from publius.panels import check as check_panel
from publius.panels.certify import count_seats, count_targets

SHOWN = 20  # people named in the terminal; --json names all

EPILOG = """\b
Exit codes:
  0  a panel is possible
  1  a file or a setting cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know
  4  no panel satisfies the targets (the message says why and what would help)

\b
Examples:
  publius panel check people.csv targets.csv --size 30
  publius panel check people.xlsx targets.xlsx --size 30 --json
  publius panel check people.csv targets.csv --size 30 --confirmed ada,bo
"""


@click.command(epilog=EPILOG)
@click.argument("people")
@click.argument("targets", required=False)
@click.option("--size", type=click.IntRange(min=1), help="How many people the panel has.")
@click.option("--id-column", help="The column that holds the id, when it is not obvious.")
@click.option("--address-columns", help="Columns (with commas) that make a household together.")
@click.option("--seats", "seats_file", help="Role seats: id, title, min, max.")
@settings_option
@click.option("--confirmed", help="Ids (with commas) of people who are on the panel already.")
@click.option("--unavailable", help="Ids (with commas) of people who cannot be drawn.")
@click.option("--json", "as_json", is_flag=True, help="Write the answer as one line of JSON.")
def check(
    people: str,
    targets: str | None,
    size: int | None,
    id_column: str | None,
    address_columns: str | None,
    seats_file: str | None,
    confirmed: str | None,
    unavailable: str | None,
    as_json: bool,
) -> None:
    """Say whether a panel from PEOPLE can satisfy TARGETS, and who could be in none.

    If none can, name the targets that clash and the smallest changes that would help.
    """
    with plain_errors("Nothing was checked."):
        pool_source, target_source, size = find_sources(people, targets, size)
        rules, pool = read_files(pool_source, target_source, id_column, address_columns, seats_file)
        answer = check_panel(
            pool.people,
            rules,
            size=size,
            confirmed=[Place(person) for person in _listed(confirmed)],
            unavailable=_listed(unavailable),
        )
    if as_json:
        click.echo(canonical_text(_as_json(answer, pool.people, rules, size)))
    else:
        _show(answer, pool.people, rules, size, Console(highlight=False))
    if not answer:
        sys.exit(INFEASIBLE)


def _listed(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(",") if name.strip()]


def _as_json(
    answer: Feasible | Conflict, pool: Sequence[Person], rules: Targets, size: int
) -> dict[str, object]:
    """The answer with its sentences, and every target beside the pool."""
    plain = as_plain(answer)
    if isinstance(answer, Feasible):
        for shown, each in zip(plain["unselectable"], answer.unselectable, strict=True):
            shown["sentence"] = each.sentence
    return {
        "feasible": bool(answer),
        "size": size,
        "pool": len(pool),
        "targets": as_plain(count_targets(pool, (), rules)),
        "seats": as_plain(count_seats(pool, (), rules)),
        "sentences": list(answer.sentences),
        **plain,
    }


def _show(
    answer: Feasible | Conflict,
    pool: Sequence[Person],
    rules: Targets,
    size: int,
    console: Console,
) -> None:
    console.print(Text(f"A panel of {size} from a pool of {len(pool)} people\n", "bold"))
    console.print(_table(pool, rules))
    if isinstance(answer, Feasible):
        _show_feasible(answer, console)
    else:
        console.print(Text("\nNo panel satisfies these targets.", "bold"))
        for sentence in answer.sentences:
            console.print(Text(f"  {printable(sentence)}"), soft_wrap=True)


def _show_feasible(answer: Feasible, console: Console) -> None:
    console.print(Text("\nA panel is possible.", "bold"))
    shut_out = len(answer.unselectable)
    if not answer.sentences:
        console.print(Text("Everybody in the pool can be on it."))
    if shut_out:
        count = "1 person" if shut_out == 1 else f"{shut_out} people"
        console.print(Text(f"{count} can be in no valid panel:"))
    for sentence in answer.sentences[:SHOWN]:
        console.print(Text(f"  {printable(sentence)}"), soft_wrap=True)
    if len(answer.sentences) > SHOWN:
        console.print(Text(f"  and {len(answer.sentences) - SHOWN} more (--json lists all)"))


def _table(pool: Sequence[Person], rules: Targets) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    table.add_column("target", overflow="fold")
    for title in ("asked for", "pool"):
        table.add_column(title, justify="right", no_wrap=True)
    for target in count_targets(pool, (), rules):
        name = f"{target.feature}: {target.value}"
        table.add_row(printable(name), as_range(target.minimum, target.maximum), str(target.pool))
    for seat in count_seats(pool, (), rules):
        name = f"seat: {seat.title}"
        table.add_row(printable(name), as_range(seat.minimum, seat.maximum), str(seat.pool))
    return table
