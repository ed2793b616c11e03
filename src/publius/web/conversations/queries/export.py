"""Maps as files for other tools: by statement and group for readers, by person for nobody else."""

import dataclasses
import io
import secrets
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from publius import opinion
from publius.opinion.io import export

from ..models import Conversation, MapVersion, RowsTaken, Statement, StatementState
from .counts import FEWEST
from .maps import found_of, record_of_run

PUBLIC = (StatementState.SHOWN, StatementState.REPLACED)
NAMES = ("summary.csv", "comments.csv", "comment-groups.csv", "report.md")
PEOPLE = ("participants-votes.csv", "votes.csv")
ANSWERS = ("agrees", "disagrees", "passes")


def files_of(version: MapVersion) -> dict[str, str]:
    """The tables of a Polis export without people, and the report, by their names."""
    found, listed = as_told(version), listed_statements(version)
    question = version.conversation.question
    tables = export(found, listed, topic=version.conversation.title, description=question)
    report = opinion.report(found, listed, title=version.conversation.title).markdown()
    return {**tables, "report.md": report}


def as_told(version: MapVersion) -> "opinion.OpinionMap":
    """The map with the figures of its page: those that wait until five people more answered.

    Where fewer than five voters are in no group, the totals are those of the groups alone.
    """
    found, rows = found_of(version), {row["number"]: row for row in version.shown["statements"]}
    statements = {key: _as_told(result, rows[key]) for key, result in found.statements.items()}
    return dataclasses.replace(found, statements=statements)


def _as_told(
    result: "opinion.StatementResult", row: Mapping[str, Any]
) -> "opinion.StatementResult":
    total = _tally(row)
    by_group = {
        label: dataclasses.replace(answer, tally=_tally(row["by_group"][label]))
        for label, answer in result.by_group.items()
    }
    grouped = _sum(answer.tally for answer in by_group.values())
    is_told = not by_group or not 0 < total.voted - grouped.voted < FEWEST
    return dataclasses.replace(result, tally=total if is_told else grouped, by_group=by_group)


def _tally(row: Mapping[str, Any]) -> "opinion.Tally":
    return opinion.Tally(*(row[answer] for answer in ANSWERS))


def _sum(tallies: Iterable["opinion.Tally"]) -> "opinion.Tally":
    each = list(tallies)
    return opinion.Tally(*(sum(getattr(tally, answer) for tally in each) for answer in ANSWERS))


def listed_statements(version: MapVersion) -> list["opinion.Statement"]:
    """The statements of a map with their words; words that are not public are left out."""
    rows = {
        row.number: row for row in Statement.objects.filter(conversation=version.conversation_id)
    }
    return [
        opinion.Statement(
            number,
            text=rows[number].text if rows[number].state in PUBLIC else "",
            status=opinion.Status(status),
            at=rows[number].shown_at.timestamp() if rows[number].shown_at else None,
            seed=seed,
        )
        for number, status, seed in record_of_run(version.run)["input"]["statements"]
    ]


def rows_of_people(version: MapVersion) -> bytes:
    """One row per person, under numbers made anew each time, packed into one file.

    The order of the people is by lot and no times are told, so that two such files cannot be
    laid side by side by them. Nothing that people said about themselves is in it.
    """
    found, listed = found_of(version), listed_statements(version)
    record = record_of_run(version.run)
    codes = _new_codes(found)
    votes = [
        opinion.Vote(codes[person], statement, answer)
        for person, statement, answer in record["input"]["votes"]
    ]
    votes.sort(key=lambda vote: (vote.person, vote.statement))
    nameless = dataclasses.replace(
        found, people={codes[person]: place for person, place in found.people.items()}
    )
    tables = export(nameless, listed, votes=votes, people=True, topic=version.conversation.title)
    return _packed({name: tables[name] for name in PEOPLE})


def _new_codes(found: "opinion.OpinionMap") -> dict[Any, int]:
    people = list(found.people)
    secrets.SystemRandom().shuffle(people)
    return {person: number for number, person in enumerate(people, 1)}


def _packed(files: Mapping[str, str]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return archive.getvalue()


def rows_taken(conversation: Conversation) -> list[RowsTaken]:
    """Who took a file with rows of people, when and what for, the latest first."""
    taken = RowsTaken.objects.filter(conversation=conversation).select_related("taken_by")
    return list(taken.order_by("-taken_at", "-pk"))


def own_taking(user, conversation: Conversation, key: int) -> RowsTaken | None:
    """A taking of this person's own: nobody fetches a file on somebody else's reason."""
    return RowsTaken.objects.filter(conversation=conversation, pk=key, taken_by=user).first()
