"""Making an installation ready: tables, cache, static files and, if asked for, the demo place."""

import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import click

from publius.cli.installation import (
    data_folder,
    open_installation,
    reach_database,
)
from publius.cli.stops import Stop

# This file in the data folder says: the people in here are invented.
DEMO_MARK = "demonstration"


@click.command()
def prepare() -> None:
    """Make the database, its tables and the static files ready.

    Safe to run again; run it after every upgrade, before the server starts. Where PUBLIUS_DEMO
    is on and nobody is here yet, the demo place is loaded too.
    """
    open_installation()
    reach_database()
    make_tables()
    collect_static_files()
    load_demo_if_wanted()


def make_tables() -> None:
    from django.core.management import call_command

    from publius.site.schema import missing_migrations

    if missing_migrations():
        click.echo("Preparing the database ...", err=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static_files() -> None:
    from django.core.management import call_command

    with redirect_stdout(StringIO()):
        call_command("collectstatic", interactive=False, verbosity=0)


def load_demo_if_wanted() -> None:
    from django.conf import settings

    from publius.web.people.models import Person

    if not settings.DEMO:
        return
    if Person.objects.exists():
        if not Person.objects.filter(is_invented=True).exists():
            click.echo("Real people are in here, so the demonstration stays off.", err=True)
        else:
            demo_mark().touch()
        return
    click.echo("Nobody is here yet: building the demo place, Arden Vale ...", err=True)
    if subprocess.run([sys.executable, "-m", "publius", "demo"], check=False).returncode:
        raise Stop(
            "The demo place could not be built, for the reason above. The empty installation was "
            "kept. Start without it: PUBLIUS_DEMO=0 make run"
        )
    demo_mark().touch()


def demo_mark() -> Path:
    return data_folder() / DEMO_MARK
