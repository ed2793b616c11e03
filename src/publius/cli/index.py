"""``publius index``: make, compare and describe the index on disk; help with a batch."""

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from publius.cli.installation import open_installation, require_prepared
from publius.cli.stops import BadSetting, Stop

PAUSE = 5.0  # seconds between two looks at the queue


@click.group()
def index() -> None:
    """The index of everybody's evidence on disk, used where PUBLIUS_INDEX is folder."""


@index.command()
def build() -> None:
    """Make the index anew from the database; the one in force serves until it is done."""
    _open()
    from publius.web.calls.index_copies import FolderError
    from publius.web.calls.index_copies import build as build_copy

    try:
        with _progress("Reading what people know") as told:
            build_copy(told)
    except FolderError as error:
        raise Stop(str(error)) from error
    click.echo(_described())


@index.command()
def check() -> None:
    """Compare every byte, every item and every count of a word with the database.

    Ends with 0 where all is right, with 1 where not.
    """
    _open()
    from publius.web.calls.index_state import Condition, index_state
    from publius.web.calls.index_words import in_words

    state = index_state()
    if state.condition not in (Condition.IN_STEP, Condition.BEHIND):
        click.echo(in_words(state))
        sys.exit(1)
    sentence, is_right = _compared()
    click.echo(sentence)
    sys.exit(not is_right)


def _compared() -> tuple[str, bool]:
    from publius.web.calls.index_state import compare
    from publius.web.calls.index_words import comparison_in_words
    from publius.web.calls.indexing import index_at_hand
    from publius.web.calls.places import changed_since, newest_place

    with _progress("Comparing with the database") as told, index_at_hand() as opened:
        begun = newest_place()
        found = compare(opened, told)
    if not found.is_right and changed_since(begun):
        return "People changed something meanwhile, so nothing can be said. Check again.", False
    return comparison_in_words(found), found.is_right


@index.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
def stats(as_json: bool) -> None:
    """Say how much is in the index, what it was made with and whether it is in step."""
    _open()
    from publius.web.calls.index_state import index_state
    from publius.web.calls.index_words import facts_of

    facts = facts_of(index_state())
    if as_json:
        click.echo(json.dumps(facts, indent=2))
        return
    for name, value in facts.items():
        click.echo(f"{name.replace('_', ' '):18} {value}")


@index.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--stay", is_flag=True, help="Wait for the next batch instead of ending.")
def work(folder: Path, stay: bool) -> None:
    """Help with a batch: take shards of the index in FOLDER that wait in PostgreSQL.

    FOLDER holds `current.json`; another generation of it than the batch wants is refused.
    """
    open_installation()
    from publius.matching.impact import lease

    name = f"{platform.node()}-{os.getpid()}"
    with _queue() as connection:
        lease.create_tables(connection)
        done = lease.work(connection, folder, worker=name)
        while stay:
            time.sleep(PAUSE)
            done += lease.work(connection, folder, worker=name)
    click.echo(f"Shards done: {done}.")


@contextmanager
def _queue() -> Iterator[Any]:
    """A connection of its own to the site's PostgreSQL."""
    from django.db import connection as site

    if site.vendor != "postgresql":
        raise BadSetting(
            "Shards are leased from PostgreSQL, and this installation keeps its data elsewhere. "
            "Nothing was done. Set PUBLIUS_DATABASE_URL, or use the threads of one machine."
        )
    import psycopg

    known = site.get_connection_params()
    wanted = {key: known[key] for key in ("host", "port", "user", "password", "dbname")
              if known.get(key)}  # fmt: skip
    with psycopg.connect(**wanted, autocommit=True) as connection:
        yield connection


def _open() -> None:
    open_installation()
    require_prepared()
    from django.conf import settings

    if settings.INDEX != "folder":
        raise BadSetting(
            "This site keeps its index in memory, so there is none on disk. Nothing was done. "
            "Set PUBLIUS_INDEX=folder to keep it in the data folder."
        )


def _described() -> str:
    from publius.web.calls.index_state import index_state
    from publius.web.calls.index_words import in_words

    return in_words(index_state())


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how many people are done, on standard error and only where somebody can see it."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
