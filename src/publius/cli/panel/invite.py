"""``publius panel invite``: draw the addresses that are invited, from a file."""

import secrets
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from publius.cli.panel.files import as_source, write_file
from publius.cli.panel.options import Numbers, names
from publius.cli.panel.screen import plain_errors
from publius.cli.panel.table import printable
from publius.panels import Sample, as_plain, canonical_text, letters_needed, sample_invitations
from publius.panels.addresses import invited_csv, read_addresses
from publius.panels.certify import in_percent

EPILOG = """\b
Exit codes:
  0  done
  1  the file or a setting cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know

\b
Examples:
  publius panel invite addresses.csv --count 10000 --out invited.csv
  publius panel invite addresses.csv --count 10000 --strata imd_decile --weight 1=2,2=1.5
  publius panel invite addresses.csv --answers 300 --rate 0.03 --one-per street,postcode
"""


SHOWN = 40  # strata in the table; all of them are in the JSON


@click.command(epilog=EPILOG)
@click.argument("addresses")
@click.option("--count", type=click.IntRange(min=1), help="How many letters are sent.")
@click.option("--answers", type=click.IntRange(min=1), help="Instead: how many answers to get.")
@click.option("--strata", help="The column that divides the list: a ward, a decile.")
@click.option("--weight", type=Numbers(), help="How much more often: STRATUM=2,STRATUM=1.5.")
@click.option("--rate", type=Numbers(), help="Share of letters answered: 0.03, or by stratum.")
@click.option("--one-per", callback=names, help="Columns that make a household together.")
@click.option("--id-column", help="The column that holds the id, when it is not obvious.")
@click.option("--seed", type=int, help="What decides; chosen at random if not given.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the chosen to this file.")
@click.option("--json", "as_json", is_flag=True, help="Write the sample as one line of JSON.")
def invite(
    addresses: str,
    count: int | None,
    answers: int | None,
    strata: str | None,
    weight: dict[str, float] | None,
    rate: dict[str, float] | None,
    one_per: list[str],
    id_column: str | None,
    seed: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Draw whom letters go to from ADDRESSES, a CSV file, with everybody's chance known."""
    with plain_errors():
        letters = _letters(count, answers, rate or {})
        file = read_addresses(
            as_source(addresses), id_column=id_column, strata=strata, one_per=one_per
        )
        sample = sample_invitations(
            file.addresses,
            count=letters,
            weights=weight,
            rates=_by_stratum(rate or {}, {address.stratum for address in file.addresses}),
            seed=secrets.randbits(53) if seed is None else seed,
        )
        if out is not None:
            write_file(out, invited_csv(sample, file))
        if as_json:
            click.echo(canonical_text(_plain(sample)))
        else:
            _show(sample, Console(highlight=False))


def _letters(count: int | None, answers: int | None, rate: Mapping[str, float]) -> int:
    if (count is None) == (answers is None):
        raise click.UsageError("Say either how many letters (--count) or how many --answers.")
    if count is not None:
        return count
    if list(rate) != [""] or answers is None:
        raise click.UsageError("--answers needs one --rate for the whole list, such as 0.03.")
    return letters_needed(answers, rate=rate[""])


def _by_stratum(rate: Mapping[str, float], strata: set[str]) -> dict[str, float]:
    """One rate alone goes for every stratum."""
    if list(rate) == [""]:
        return dict.fromkeys(strata, rate[""])
    return dict(rate)


def _plain(sample: Sample) -> dict[str, object]:
    """The sample without the chances of those who were not chosen: strata tell these."""
    chosen = [
        {"id": name, "inclusion_probability": sample.inclusion[name], "weight": sample.weight(name)}
        for name in sample.chosen
    ]
    return {"seed": sample.seed, "chosen": chosen, "strata": as_plain(sample.strata)}


def _show(sample: Sample, console: Console) -> None:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    table.add_column("stratum", overflow="fold")
    for title in ("addresses", "letters", "chance", "answers"):
        table.add_column(title, justify="right", no_wrap=True)
    for part in sample.strata[:SHOWN]:
        answers = "" if part.answers is None else f"{part.answers:,.0f}"
        table.add_row(
            printable(part.name) or "all",
            f"{part.addresses:,}",
            f"{part.letters:,}",
            in_percent(part.chance),
            answers,
        )
    console.print(Text(f"{len(sample.chosen):,} letters\n", "bold"))
    console.print(table)
    if len(sample.strata) > SHOWN:
        console.print(Text(f"and {len(sample.strata) - SHOWN:,} more strata"))
    console.print(Text(f"\nSeed {sample.seed}."))
