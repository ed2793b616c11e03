"""``publius panel verify``: check a published lottery; needs no database and no settings."""

import json
import sys

import click

from publius.cli.panel.files import as_source
from publius.cli.panel.screen import DIFFERS, plain_errors
from publius.panels.csvfile import read_bytes
from publius.panels.public import Verification, read_lottery, say_standing
from publius.panels.public import verify as verify_lottery

EPILOG = """\b
Exit codes:
  0  no check failed
  1  the file cannot be read
  2  the command was called in a way it does not know
  3  something is wrong with the lottery

\b
Examples:
  publius panel verify lottery.json --commitment 3f2a...
  publius panel verify lottery-drawn.json --code k7m39x2q
  publius panel verify lottery-drawn.json --json
"""


@click.command(epilog=EPILOG)
@click.argument("lottery")
@click.option("--commitment", help="The commitment that was published before the draw.")
@click.option("--code", help="Say how the person with this code stands.")
@click.option("--json", "as_json", is_flag=True, help="Write every check as one line of JSON.")
def verify(lottery: str, commitment: str | None, code: str | None, as_json: bool) -> None:
    """Check a LOTTERY file: every ticket, chance, figure, proof and hash is computed again.

    - reads it from standard input. docs/verify_lottery.py does the same without Publius.
    """
    with plain_errors("Nothing was checked."):
        _, data = read_bytes(as_source(lottery))
    found = verify_lottery(data, commitment=commitment)
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False))
    else:
        _show(found)
    if not found.ok:
        sys.exit(DIFFERS)
    if code is not None:
        with plain_errors("Everything else was checked."):
            click.echo(say_standing(read_lottery(data), code.strip().lower()), err=as_json)


def _plain(found: Verification) -> dict[str, object]:
    return {
        "ok": found.ok,
        "phase": found.phase,
        "commitment": found.commitment,
        "checks": [
            {"code": c.code, "verdict": c.verdict.value, "sentence": c.sentence}
            for c in found.checks
        ],
    }


def _show(found: Verification) -> None:
    for check in found.checks:
        click.echo(f"{check.verdict.value:<12} {check.code:<13} {check.sentence}")
    if not found.ok:
        click.echo("\nSomething is wrong with this lottery.")
    elif found.complete:
        click.echo("\nNothing is wrong with this lottery.")
    else:
        click.echo("\nNothing is wrong with what could be checked.")
