"""``publius match``: rank people for needs, from files, and replay stored runs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from publius.cli.match_retrieval import retrieved
from publius.cli.match_table import show_ranking
from publius.matching import (
    Evidence,
    Matching,
    MatchingError,
    Need,
    Ranking,
    Vocabulary,
    match_all,
    replay,
    run_record,
)
from publius.matching.encoders import encoder
from publius.matching.io import find_folder, read_evidence, read_needs, read_record
from publius.matching.lines import Source
from publius.matching.model import Model
from publius.matching.records import canonical_json

BAD_INPUT, REPLAY_DIFFERS = 1, 3
NEEDS_SHOWN = 10

EPILOG = """\b
Exit codes:
  0  done; with --replay: the result is identical
  1  a file or a stored run cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know
  3  --replay computed another result than the one stored

\b
Examples:
  publius match needs.csv evidence.csv
  publius match needs.csv evidence.csv --need seat-3 --explain
  publius match needs.json evidence.json --profiles profiles.json --draw d_20_1
  publius match needs.csv evidence.csv --encoder minilm --words our-words.toml
  publius match needs.csv evidence.csv --json > run.json
  publius match --replay run.json
"""


@click.command(epilog=EPILOG)
@click.argument("needs", required=False)
@click.argument("evidence", required=False)
@click.option("--profiles", type=click.Path(path_type=Path), help="Who has which item (JSON).")
@click.option("--draw", help="Which of the profiles' draws to use; the first by default.")
@click.option("--need", "chosen", multiple=True, metavar="ID", help="Only this need; repeatable.")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many people per need.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Let evidence count less the older it is on this day.",
)
@click.option(
    "--encoder",
    "encoder_name",
    default="lexical",
    show_default=True,
    metavar="NAME",
    help="Compare meanings too: minilm, or the folder of a model.",
)
@click.option(
    "--words",
    "own_words",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Add a vocabulary of your own (TOML, or a folder of them); repeatable.",
)
@click.option("--explain", is_flag=True, help="Show every item that counted, and its share.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=f"Show every need; without it the first {NEEDS_SHOWN}.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the whole run as one line of JSON.")
@click.option("--replay", "stored", metavar="FILE", help="Compute a stored run again and compare.")
def match(
    needs: str | None,
    evidence: str | None,
    profiles: Path | None,
    draw: str | None,
    chosen: tuple[str, ...],
    top: int,
    today: datetime | None,
    encoder_name: str,
    own_words: tuple[Path, ...],
    explain: bool,
    everything: bool,
    as_json: bool,
    stored: str | None,
) -> None:
    """Rank people for NEEDS by their EVIDENCE, and say which words of it speak for them.

    NEEDS and EVIDENCE are CSV (UTF-8) or JSON files; - reads one of them from standard
    input. Instead of both, name a folder that holds needs, evidence and, if any, profiles.
    Needs have id and text, and may have kind (professional, practical, lived), skills and
    place. Evidence has id, person, kind, text and source, and may have weight, at, place
    and hidden.
    """
    with _plain_errors():
        if stored is not None:
            _refuse_with_replay(needs)
            _replay(stored, own_words, as_json=as_json)
            return
        sought, backing = _sources(needs, evidence, profiles, draw)
        matching = _ranked(
            _chosen(sought, chosen, None if everything or as_json or chosen else NEEDS_SHOWN),
            backing,
            top,
            today.date() if today else None,
            Model.of(vocabulary=_vocabulary(own_words), encoder=encoder(encoder_name)),
        )
        if as_json:
            click.echo(canonical_json(run_record(matching)))
        else:
            _show(matching, sought, explain=explain)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except MatchingError as error:
        click.echo(f"Error: {error}\nNothing was ranked; no file was changed.", err=True)
        sys.exit(BAD_INPUT)


def _sources(
    needs: str | None, evidence: str | None, profiles: Path | None, draw: str | None
) -> tuple[tuple[Need, ...], Iterator[Evidence]]:
    if needs is None:
        raise click.UsageError("Name a file of needs and a file of evidence, or a folder.")
    if evidence is None:
        if not Path(needs).is_dir():
            raise click.UsageError("Name a file of evidence too, or a folder that holds both.")
        folder = find_folder(Path(needs))
        listed = read_evidence(folder.evidence, profiles=profiles or folder.profiles, draw=draw)
        return read_needs(folder.needs), listed
    if needs == evidence == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    return read_needs(_source(needs)), read_evidence(
        _source(evidence), profiles=profiles, draw=draw
    )


def _source(name: str) -> Source:
    return sys.stdin.buffer if name == "-" else Path(name)


def _chosen(
    sought: tuple[Need, ...], chosen: tuple[str, ...], limit: int | None
) -> tuple[Need, ...]:
    unknown = [each for each in chosen if each not in {need.id for need in sought}]
    if unknown:
        raise click.BadParameter(
            f"there is no need with the id '{unknown[0]}'.", param_hint="--need"
        )
    return tuple(need for need in sought if not chosen or need.id in chosen)[:limit]


def _vocabulary(own_words: tuple[Path, ...]) -> Vocabulary:
    return Vocabulary.built_in().with_files(*own_words)


def _ranked(
    wanted: tuple[Need, ...],
    backing: Iterator[Evidence],
    top: int,
    today: date | None,
    model: Model,
) -> Matching:
    with _progress("Reading evidence") as told:
        evidence = tuple(_counted(backing, told))
    with _progress("Ranking") as told:
        return match_all(
            wanted,
            evidence,
            top=top,
            today=today,
            encoder=model.encoder,
            vocabulary=model.vocabulary,
            progress=told,
        )


def _in_file_order(matching: Matching, sought: tuple[Need, ...]) -> list[Ranking]:
    by_need = {ranking.need.id: ranking for ranking in matching.rankings}
    return [by_need[need.id] for need in sought if need.id in by_need]


def _counted(
    backing: Iterator[Evidence], told: Callable[[int, int | None], None]
) -> Iterator[Evidence]:
    for number, item in enumerate(backing, start=1):
        if number % 1000 == 0:
            told(number, None)
        yield item


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show how far the work is, on standard error and only where somebody can see it."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _show(matching: Matching, sought: tuple[Need, ...], *, explain: bool) -> None:
    console = Console(highlight=False)
    rankings = _in_file_order(matching, sought)
    for ranking in rankings:
        show_ranking(ranking, matching.input, console, explain=explain)
    if not sought:
        click.echo("The file holds no needs, so there is nothing to rank.")
    unseen = len(sought) - len(rankings)
    if unseen and len(rankings) == NEEDS_SHOWN:
        click.echo(
            f"{unseen} more needs are in the file. "
            "See one with --need ID, all of them with --all or --json."
        )


def _refuse_with_replay(needs: str | None) -> None:
    if needs is not None:
        raise click.UsageError("--replay needs no files: a stored run holds its own input.")


def _replay(name: str, own_words: tuple[Path, ...], *, as_json: bool) -> None:
    record = read_record(_source(name))
    with _progress("Ranking again") as told:
        again = run_record(replay(record, vocabulary=_vocabulary(own_words), progress=told))
    if as_json:
        click.echo(canonical_json(again))
    problem = _difference(record.get("result"), again["result"])
    if problem is None:
        click.echo("The result is identical, byte for byte.", err=as_json)
        return
    click.echo(f"The result differs from the stored one: {problem}.", err=True)
    if "retrieval" in record and not problem.startswith("it has another number"):
        click.echo(retrieved(record, again), err=True)
    sys.exit(REPLAY_DIFFERS)


def _difference(stored: Any, again: dict[str, Any]) -> str | None:
    """Say in words where a replayed result first departs from the stored one."""
    if canonical_json(stored) == canonical_json(again):
        return None
    rankings = stored.get("rankings") if isinstance(stored, dict) else None
    if not isinstance(rankings, list) or len(rankings) != len(again["rankings"]):
        return "it has another number of needs"
    for old, new in zip(rankings, again["rankings"], strict=True):
        if canonical_json(old) != canonical_json(new):
            return f"the first need ranked otherwise is '{new['need']['id']}'"
    return "something beside the rankings was changed"
