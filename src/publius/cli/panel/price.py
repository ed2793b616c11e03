"""``publius panel price``: what each setting of the relevance dial gives and takes."""

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from publius.cli.panel.files import find_sources, read_files
from publius.cli.panel.screen import plain_errors
from publius.cli.panel.settings import settings_option
from publius.panels import PricePoint, as_plain, canonical_text, price_of_relevance
from publius.panels.certify import in_percent
from publius.panels.objectives.price import ALPHAS

EPILOG = """\b
Exit codes:
  0  done
  1  a file or a setting cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know
  4  no panel satisfies the targets (the message says why and what would help)

\b
Examples:
  publius panel price people.csv targets.csv --size 30 --fit-column fit
  publius panel price people.csv targets.csv --size 30 --fit-column fit --alphas 1,0.9,0.8
"""


def _shares(context: click.Context, parameter: click.Parameter, text: str) -> tuple[float, ...]:
    try:
        found = tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        found = ()
    if not found or not all(0 <= alpha <= 1 for alpha in found):
        raise click.BadParameter("give numbers from 0 to 1 with commas between them.")
    return found


@click.command(epilog=EPILOG)
@click.argument("people")
@click.argument("targets", required=False)
@click.option("--size", type=click.IntRange(min=1), help="How many people the panel has.")
@click.option("--fit-column", required=True, metavar="NAME", help="How well people fit, 0 to 1.")
@click.option(
    "--alphas",
    default=",".join(f"{alpha:g}" for alpha in ALPHAS),
    callback=_shares,
    show_default=True,
    help="Settings of the dial, with commas.",
)
@click.option("--id-column", help="The column that holds the id, when it is not obvious.")
@click.option("--address-columns", help="Columns (with commas) that make a household together.")
@click.option("--seats", "seats_file", help="Role seats: id, title, min, max.")
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Write the answer as one line of JSON.")
def price(
    people: str,
    targets: str | None,
    size: int | None,
    fit_column: str,
    alphas: tuple[float, ...],
    id_column: str | None,
    address_columns: str | None,
    seats_file: str | None,
    as_json: bool,
) -> None:
    """Show what it costs to prefer people of high fit when drawing from PEOPLE under TARGETS.

    Each line is one setting of the dial: everybody keeps that part of their fairest chance.
    """
    with plain_errors("Nothing was worked out."):
        pool_source, target_source, size = find_sources(people, targets, size)
        rules, pool = read_files(pool_source, target_source, id_column, address_columns, seats_file)
        fit = pool.numbers(fit_column)
        points = price_of_relevance(pool.people, rules, size=size, fit=fit, alphas=alphas)
    if as_json:
        click.echo(canonical_text([as_plain(point) for point in points]))
    else:
        _show(points, Console(highlight=False))


def _show(points: tuple[PricePoint, ...], console: Console) -> None:
    if not points:
        console.print("Nobody is left to draw.")
        return
    table = Table(box=None, padding=(0, 1), header_style="dim")
    for title in ("alpha", "fit of a place", "smallest", "largest", "Gini", "without a chance"):
        table.add_column(title, justify="right", no_wrap=True)
    for point in points:
        table.add_row(
            f"{point.alpha:g}",
            f"{point.fit:.3f}",
            in_percent(point.smallest),
            in_percent(point.largest),
            f"{point.gini:.3f}",
            str(point.without),
        )
    console.print(table)
    console.print(Text(f"The mean fit of the pool is {points[0].pool_fit:.3f}."))
