"""``publius opinion VOTES``: map opinions from files, and write what other tools read."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from publius.cli.opinion_report import show_report
from publius.cli.panel.files import as_source, write_files
from publius.opinion import (
    FileError,
    OpinionError,
    OpinionMap,
    Report,
    VotesFile,
    export,
    fit,
    from_plain,
    read_votes,
    report,
    to_plain,
)
from publius.opinion.io.table import read_bytes

BAD_INPUT = 1
NOTHING_DONE = "Nothing was mapped; no file was changed."
ENGINES = ("stable", "mixture", "polis")
RECOGNISABLE = (
    "Warning: these files tell what single people said. Who knows five votes of somebody can "
    "recognise a sixth to a half of all people by them: do not publish them."
)

EPILOG = """\b
Exit codes:
  0  done
  1  a file or a setting cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know

\b
Examples:
  publius opinion votes.csv
  publius opinion votes.csv --comments comments.csv --out result
  publius opinion my-polis-export --engine polis
  publius opinion votes.csv --agree-is -1 --json > map.json
  publius opinion last-week.csv --people --out before
  publius opinion this-week.csv --previous before/map.json
  cat votes.csv | publius opinion -
"""


@click.command(epilog=EPILOG)
@click.argument("votes")
@click.option("--comments", metavar="FILE", help="The statements: their texts and moderation.")
@click.option(
    "--engine", type=click.Choice(ENGINES), default="stable", show_default=True,
    help="stable: the same groups whatever the order; mixture: those that predict votes best; "
    "polis: as Polis does it.",
)  # fmt: skip
@click.option("--k", type=click.IntRange(min=1), help="Form this many groups, not the best number.")
@click.option(
    "--min-votes", type=click.IntRange(min=1), default=7, show_default=True,
    help="Whoever cast fewer is in no group.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="What decides ties.")
@click.option("--previous", metavar="FILE", help="An earlier map (JSON) whose groups to keep.")
@click.option(
    "--agree-is", type=click.Choice(["1", "-1"]),
    help="Which number means agree, where the files' own counts do not tell.",
)  # fmt: skip
@click.option("--title", help="What the report is called.")
@click.option(
    "--top", type=click.IntRange(min=1), default=5, show_default=True,
    help="How many statements each list has.",
)  # fmt: skip
@click.option("--people", is_flag=True, help="Write what single people said, too.")
@click.option("--out", type=click.Path(path_type=Path), help="Write files to this folder.")
@click.option("--json", "as_json", is_flag=True, help="Write the map as one line of JSON.")
def opinion(
    votes: str,
    comments: str | None,
    engine: str,
    k: int | None,
    min_votes: int,
    seed: int,
    previous: str | None,
    agree_is: str | None,
    title: str | None,
    top: int,
    people: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Find groups of opinion in VOTES, what unites them and what divides them.

    VOTES is a CSV file with one vote per row (voter-id, comment-id, vote as in a Polis export,
    or participant, statement, vote), or with one person per row (participants-votes.csv);
    1 is agree, -1 disagree, 0 pass. Instead, name the folder of an export, or - for standard
    input. Nothing is told about fewer than five people, nor about single ones unless you ask
    for it with --people.
    """
    if votes == comments == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    with _plain_errors():
        with _working("Reading the votes"):
            file = _read(votes, comments, agree_is)
            before = None if previous is None else _earlier_map(previous)
        for note in file.notes:
            click.echo(f"Note: {_harmless(note)}", err=True)
        with _working("Mapping opinions"):
            found = fit(
                file.ballots, engine=engine, k=k, min_votes=min_votes, seed=seed, previous=before
            )
        told = report(found, file.statements, title=title or file.topic or _named(votes), top=top)
        if out is not None:
            _write(out, found, file, told, people=people)
        if as_json:
            click.echo(_as_json(found, people=people))
        else:
            show_report(told, Console(highlight=False))


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except OpinionError as error:
        click.echo(f"Error: {_harmless(str(error))}\n{NOTHING_DONE}", err=True)
        sys.exit(BAD_INPUT)


def _harmless(text: str) -> str:
    """What a file holds cannot steer the terminal, not even from a message about it."""
    return "\n".join("".join(c if c.isprintable() else "�" for c in line)
                     for line in text.split("\n"))  # fmt: skip


@contextmanager
def _working(what: str) -> Iterator[None]:
    """Say on standard error what takes long, where somebody is looking."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(f"{what} …"):
        yield


def _read(votes: str, comments: str | None, agree_is: str | None) -> VotesFile:
    statements = None if comments is None else as_source(comments)
    sign = None if agree_is is None else -1 if agree_is == "-1" else 1
    return read_votes(as_source(votes), statements=statements, agree_is=sign)


def _earlier_map(name: str) -> OpinionMap:
    path, data = read_bytes(as_source(name))
    try:
        found = from_plain(json.loads(data))
    except (ValueError, TypeError, RecursionError):
        raise FileError("bad-previous", file=path, reason="it is not JSON") from None
    except FileError as error:
        raise FileError("bad-previous", file=path, reason=error.params["reason"]) from None
    if not found.state:
        reason = "it was written without --people, so it does not know who was in which group"
        raise FileError("bad-previous", file=path, reason=reason)
    return found


def _named(votes: str) -> str:
    return "What people think" if votes == "-" else Path(votes).resolve().name


def _as_json(found: OpinionMap, *, people: bool) -> str:
    plain = to_plain(found, people=people)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _write(out: Path, found: OpinionMap, file: VotesFile, told: Report, *, people: bool) -> None:
    if people:
        click.echo(RECOGNISABLE, err=True)
    tables = export(found, file.statements, votes=file, people=people, topic=told.title)
    write_files(
        out,
        {
            "report.md": told.markdown(),
            "report.json": json.dumps(told.plain(), ensure_ascii=False, indent=1) + "\n",
            "map.json": _as_json(found, people=people) + "\n",
            **tables,
        },
    )
