"""Looking at an installation and saying in plain words what is wrong with it."""

import json
import sys

import click

from publius.cli.installation import open_installation

MARKS = {"good": click.style("good   ", fg="green"), "warning": click.style("warning", fg="yellow")}
MARKS["problem"] = click.style("problem", fg="red", bold=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@click.option("--quiet", is_flag=True, help="Leave out what is good.")
def check(as_json: bool, quiet: bool) -> None:
    """Check settings, files, database, ledger, mail and worker of this installation.

    Ends with 0 where nothing is wrong (there may be warnings), with 1 where there are problems.
    """
    open_installation()
    from publius.site.checks import Level, check_installation

    findings = check_installation()
    shown = [each for each in findings if not (quiet and each.level == Level.GOOD)]
    if as_json:
        lines = [{"level": str(each.level), "sentence": each.sentence} for each in shown]
        click.echo(json.dumps({"findings": lines}, indent=2))
    else:
        for each in shown:
            click.echo(f"{MARKS[each.level]}  {each.sentence}")
    sys.exit(any(each.level == Level.PROBLEM for each in findings))
