"""``publius panel publish``: fix a lottery and its rule before the draw, for everybody to see."""

import re
from datetime import UTC, datetime
from pathlib import Path

import click

from publius.cli.panel.aims import Aim, aim_options
from publius.cli.panel.files import find_sources, read_files, write_files
from publius.cli.panel.screen import plain_errors, progress_bar
from publius.cli.panel.settings import settings_option
from publius.panels import Lottery, canonical_text, prepare
from publius.panels.certify import in_percent
from publius.panels.public import (
    DEFAULT_CHAIN,
    BeaconRule,
    DiceRule,
    SeedRule,
    chances_csv,
    codes_csv,
    codes_of,
    lottery_text,
    new_salt,
    redact,
    round_at,
    tickets_csv,
)
from publius.panels.public import (
    publish as publish_lottery,
)
from publius.panels.public.rules import CHAINS, Rule
from publius.panels.stored import lottery_record

EPILOG = """\b
Exit codes:
  0  published
  1  a file or a setting cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know
  4  no panel satisfies the targets (the message says why and what would help)

\b
Examples:
  publius panel publish people.csv targets.csv --size 30 --dice 4x10 --out streets
  publius panel publish people.csv targets.csv --size 30 --beacon 2026-12-01T18:00 --out streets
  publius panel conclude streets/lottery.json --dice 3,1,4,1
"""
PRIVATE = ("lottery.json", "lottery-run.json", "codes.csv", "salt.txt")
KEPT = "Nothing was published; no file was changed."


@click.command(epilog=EPILOG)
@click.argument("people", required=False)
@click.argument("targets", required=False)
@click.option("--size", type=click.IntRange(min=1), help="How many people the panel has.")
@click.option("--id-column", help="The column that holds the id, when it is not obvious.")
@click.option("--address-columns", help="Columns (with commas) that make a household together.")
@click.option("--seats", "seats_file", help="CSV of role seats: id, title, min, max.")
@settings_option
@aim_options
@click.option("--tickets", type=click.IntRange(min=1), help="How many; 10,000 for most pools.")
@click.option("--dice", metavar="4x10", help="Draw with this many dice of this many sides.")
@click.option(
    "--beacon", metavar="ROUND", help="Draw with this drand round, or the first at a UTC time."
)
@click.option("--chain", default=DEFAULT_CHAIN, help="Another chain of the beacon, by its hash.")
@click.option("--seed-rule", is_flag=True, help="Draw with a number that somebody states.")
@click.option("--title", default="", help="What the panel is for; published.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the files.")
def publish(
    people: str | None,
    targets: str | None,
    size: int | None,
    id_column: str | None,
    address_columns: str | None,
    seats_file: str | None,
    aim: Aim,
    tickets: int | None,
    dice: str | None,
    beacon: str | None,
    chain: str,
    seed_rule: bool,
    title: str,
    out: Path,
) -> None:
    """Publish a lottery before it is drawn, so that nobody can change it afterwards.

    Writes lottery.json (everything, under codes), lottery-public.json (the same without
    anybody's features), lottery.csv and chances.csv to publish; codes.csv, salt.txt and
    lottery-run.json, which name people, to keep. Publish the commitment that is shown: one
    number that stands for all of it.
    """
    rule = _rule(dice, beacon, chain, seed_rule=seed_rule)
    if (out / "lottery.json").exists():
        raise click.UsageError(
            f"{out} holds a published lottery already. A lottery is published once: "
            "choose another --out."
        )
    with plain_errors(KEPT):
        pool_source, target_source, size = find_sources(people, targets, size)
        rules, pool = read_files(pool_source, target_source, id_column, address_columns, seats_file)
        with progress_bar() as shown:
            lottery = prepare(
                pool.people,
                rules,
                size=size,
                method=aim.objective(pool),
                tickets=tickets,
                progress=shown,
            )
        _publish(lottery, rule, title, out)


def _publish(lottery: Lottery, rule: Rule, title: str, out: Path) -> None:
    salt = new_salt()
    document = publish_lottery(
        lottery, rule=rule, salt=salt, title=title, published_at=datetime.now(UTC)
    )
    write_files(
        out,
        {
            "lottery.json": lottery_text(document),
            "lottery-public.json": lottery_text(redact(document)),
            "lottery.csv": tickets_csv(document),
            "chances.csv": chances_csv(document),
            "codes.csv": codes_csv(codes_of(lottery, salt)),
            "salt.txt": salt + "\n",
            "lottery-run.json": canonical_text(lottery_record(lottery)) + "\n",
        },
    )
    for name in PRIVATE:
        (out / name).chmod(0o600)
    report = document["sections"]["report"]
    click.echo(_how_it_goes_on(rule, report["tickets"]), err=True)
    click.echo(
        f"Commitment {document['commitment']}\n\n"
        f"{report['tickets']:,} equally likely tickets for {report['people']} people. "
        f"The smallest chance is {in_percent(float(report['smallest']))}; this file proves that no "
        f"lottery can give everybody more than {in_percent(float(report['bound']))}.\n"
        f"Publish the commitment, lottery-public.json, lottery.csv and chances.csv. "
        f"Keep the rest: codes.csv, salt.txt and lottery-run.json name people, and lottery.json "
        f"holds their features under codes."
    )


def _how_it_goes_on(rule: Rule, tickets: int) -> str:
    """What happens on the day, said while the rule can still be chosen differently."""
    if isinstance(rule, BeaconRule):
        due = f", due at {rule.at}" if rule.at else ""
        return f"The draw waits for round {rule.round} of the beacon{due}."
    if isinstance(rule, DiceRule):
        throws = rule.sides**rule.dice
        again = in_percent(throws % tickets / throws)
        return f"Throw {rule.dice} dice with {rule.sides} sides; {again} of throws do not count."
    return (
        "Whoever states the number can try many first. Where trust matters, use dice or a beacon."
    )


def _rule(dice: str | None, beacon: str | None, chain: str, *, seed_rule: bool) -> Rule:
    if sum((dice is not None, beacon is not None, seed_rule)) != 1:
        raise click.UsageError(
            "Say how the ticket will be found: --dice 4x10, --beacon ROUND or --seed-rule."
        )
    if dice is not None:
        shape = re.fullmatch(r"(\d{1,3})[x×](\d{1,4})", dice)
        if shape is None:
            raise click.UsageError(f"--dice {dice}: write it like 4x10, four ten-sided dice.")
        return DiceRule(int(shape[1]), int(shape[2]))
    return SeedRule() if beacon is None else BeaconRule(_round(beacon, chain), chain)


def _round(given: str, chain: str) -> int:
    """A round by its number or by a time."""
    if given.isascii() and given.isdigit() and len(given) < 12:
        return int(given)
    if chain not in CHAINS:
        raise click.UsageError("The clock of this chain is not known: give the number of a round.")
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise click.UsageError(
            f"--beacon {given}: give the number of a round, or a time like 2026-12-01T18:00."
        ) from None
    return round_at(moment.replace(tzinfo=moment.tzinfo or UTC), chain)
