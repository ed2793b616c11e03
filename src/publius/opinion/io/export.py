"""Writes a map and its votes as the five tables of a Polis export, for other tools to read.

What fewer than five people answered is left blank. Rows about single people are written only when
asked for: five known votes are enough to recognise a sixth to a half of all people.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.io.cells import guarded
from publius.opinion.io.votes import VotesFile
from publius.opinion.listing import Statements, listed
from publius.opinion.published import published
from publius.opinion.types import (
    GroupAnswer,
    OpinionMap,
    Statement,
    StatementResult,
    Status,
    Vote,
)

MODERATED = {Status.SHOWN: 1, Status.META: 1, Status.REJECTED: -1}
MILLISECONDS = 1e11  # times beyond this are in milliseconds
PARTS = ("votes", "agrees", "disagrees", "passes")
Cells = Iterable[Any]


def export(
    found: OpinionMap,
    statements: Statements,
    *,
    votes: VotesFile | Ballots | Iterable[Vote] | None = None,
    people: bool = False,
    topic: str = "",
    description: str = "",
) -> dict[str, str]:
    """Write a map in the tables of a Polis export: the texts of the files by their names.

    Always summary.csv, comments.csv and comment-groups.csv. With ``people`` also who wrote each
    statement, votes.csv and participants-votes.csv, which need ``votes``. These tell what single
    people said: only for those who may know it. Agree is 1. Raises SettingError if ``votes``
    are missing.

    >>> from publius.opinion import fit
    >>> files = export(fit([(n, "s1", 1) for n in range(6)]), [Statement("s1", "=Buses!")])
    >>> print(files["comment-groups.csv"].splitlines()[1])
    s1,'=Buses!,6,6,0,0,6,6,0,0
    """
    known = {statement.id: statement for statement in listed(statements)}
    told = found if people else published(found)
    files = {
        "summary.csv": _summary(found, known.values(), topic, description),
        "comments.csv": _comments(found, told, known, authors=people),
        "comment-groups.csv": _comment_groups(found, told, known),
    }
    if not people:
        return files
    if votes is None:
        raise SettingError("bad-setting", name="votes", value=None, must="given to write people")
    ballots, events = _ballots_and_events(votes, known.values())
    return files | {
        "votes.csv": _votes(events),
        "participants-votes.csv": _participants(found, ballots, known.values()),
    }


def _summary(
    found: OpinionMap, statements: Collection[Statement], topic: str, description: str
) -> str:
    authors = {each.author for each in statements if each.author is not None}
    return _written(
        [
            ("topic", guarded(topic)),
            ("url", ""),
            ("voters", len(found.people) or ""),
            ("voters-in-conv", sum(group.size for group in found.groups.values())),
            ("commenters", len(authors)),
            ("comments", len(found.statements)),
            ("groups", found.k),
            ("conversation-description", guarded(description)),
        ]
    )


def _comments(
    found: OpinionMap,
    told: OpinionMap,
    known: Mapping[Hashable, Statement],
    *,
    authors: bool,
) -> str:
    marks = {"is-meta": Status.META, "is-seed": True}
    every = [known.get(key) or Statement(key) for key in found.statements]
    used = [title for title, mark in marks.items() if any(mark in _marks(s) for s in every)]
    header = ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees",
              "moderated", *used, "comment-body")  # fmt: skip
    rows = (
        (
            *_moment(statement.at),
            _id(statement.id),
            _id(statement.author) if authors else "",
            *_counts(told.statements.get(statement.id))[1:3],
            MODERATED[statement.status],
            *(int(marks[title] in _marks(statement)) for title in used),
            guarded(statement.text),
        )
        for statement in every
    )
    return _written([header, *rows])


def _marks(statement: Statement) -> set[object]:
    return {statement.status, statement.seed}


def _comment_groups(
    found: OpinionMap, told: OpinionMap, known: Mapping[Hashable, Statement]
) -> str:
    titles = [f"group-{label.lower()}-{part}" for label in told.groups for part in PARTS]
    header = ("comment-id", "comment", *(f"total-{part}" for part in PARTS), *titles)
    rows = []
    for key in found.statements:
        result = told.statements.get(key)
        by_group = result.by_group if result else {}
        text = known[key].text if key in known else ""
        counts = [_counts(by_group.get(label)) for label in told.groups]
        rows.append((_id(key), guarded(text), *_counts(result), *chain(*counts)))
    return _written([header, *rows])


def _counts(known: StatementResult | GroupAnswer | None) -> tuple[int | str, ...]:
    """Votes, agrees, disagrees and passes; blank where they are not told."""
    if known is None:
        return ("",) * len(PARTS)
    tally = known.tally
    return tally.voted, tally.agrees, tally.disagrees, tally.passes


def _votes(events: Iterable[Vote]) -> str:
    header = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
    rows = (
        (*_moment(vote.at or None), _id(vote.statement), _id(vote.person), vote.answer)
        for vote in events
    )
    return _written([header, *rows])


def _participants(found: OpinionMap, ballots: Ballots, statements: Collection[Statement]) -> str:
    wrote = Counter(each.author for each in statements)
    header = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree",
              *(_id(statement.id) for statement in ballots.statements))  # fmt: skip
    ends = ballots.votes_of.cumsum()
    rows = []
    for person, votes, end in zip(ballots.people, ballots.votes_of, ends, strict=True):
        own = slice(int(end - votes), int(end))
        columns, answers = ballots.column[own].tolist(), ballots.answer[own].tolist()
        given = dict(zip(columns, answers, strict=True))
        rows.append((
            _id(person), _group_number(found, person), wrote[person], len(answers),
            answers.count(1), answers.count(-1),
            *(given.get(column, "") for column in range(len(ballots.statements))),
        ))  # fmt: skip
    return _written([header, *rows])


def _group_number(found: OpinionMap, person: Hashable) -> int | str:
    position = found.people.get(person)
    label = position.group if position else None
    return "" if label is None else list(found.groups).index(label)


def _ballots_and_events(
    votes: VotesFile | Ballots | Iterable[Vote], statements: Iterable[Statement]
) -> tuple[Ballots, Iterable[Vote]]:
    if isinstance(votes, VotesFile):
        return votes.ballots, votes.votes
    if isinstance(votes, Ballots):
        return votes, _events(votes)
    events = [Vote(*vote) for vote in votes]
    return Ballots.of(events, statements), events


def _events(ballots: Ballots) -> Iterator[Vote]:
    entries = (ballots.row.tolist(), ballots.column.tolist(), ballots.answer.tolist())
    for row, column, answer in zip(*entries, strict=True):
        yield Vote(ballots.people[row], ballots.statements[column].id, answer)


def _moment(at: float | None) -> tuple[str, str]:
    """A time as a number and in words; both blank where it is not known."""
    if at is None:
        return "", ""
    number = f"{at:.0f}" if at == int(at) else repr(at)
    try:
        moment = datetime.fromtimestamp(at / 1000 if at > MILLISECONDS else at, UTC)
    except (OverflowError, ValueError, OSError):
        return number, ""
    return number, f"{moment:%a %b %d %Y %H:%M:%S} GMT+0000 (Coordinated Universal Time)"


def _id(key: Hashable | None) -> object:
    return "" if key is None else key if isinstance(key, int) else guarded(str(key))


def _written(rows: Iterable[Cells]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
