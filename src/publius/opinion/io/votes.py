"""Reads votes: one per row (votes.csv), or one row per person (participants-votes.csv)."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from publius.opinion.ballots import Ballots
from publius.opinion.io.cells import (
    has_vote,
    is_word,
    read_answer,
    read_count,
    read_id,
    read_moment,
)
from publius.opinion.io.signs import AgreeIs, Evidence, settle_sign
from publius.opinion.io.statements import StatementsFile, read_statements
from publius.opinion.io.table import Source, Table, plain_title, read_table
from publius.opinion.types import Statement, Vote

PERSON = ("voter-id", "participant", "participant-id", "person", "voter", "pid")
STATEMENT = ("comment-id", "statement", "statement-id", "tid")
VOTE = ("vote", "answer")
AT = ("timestamp", "created", "at", "datetime")
GROUP = ("group-id", "polis-group", "group")
OF_PERSON = {*PERSON, *GROUP, "xid", "n-comments", "n-votes", "n-agree", "n-disagree"}
FIX = "write 1 (agree), -1 (disagree) or 0 (pass)"


@dataclass(frozen=True, eq=False)
class VotesFile:
    """What files of votes and statements hold, with agree as 1 whatever the files have.

    ``ballots`` is what ``fit`` takes; ``votes`` gives every row again with its time, changed
    votes included. ``groups`` are those that the file itself tells (Polis's, by person), if any;
    ``notes`` says in sentences what was assumed and what was counted once.
    """

    ballots: Ballots
    columns: "Columns"
    groups: dict[Hashable, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    topic: str = ""

    @property
    def statements(self) -> Sequence[Statement]:
        return self.ballots.statements

    @property
    def votes(self) -> Iterator[Vote]:
        return self.columns.votes()


@dataclass(eq=False)
class Columns:
    """Votes in parallel lists as a file has them; ``times`` is None where it tells none."""

    people: list[Hashable] = field(default_factory=list)
    votes_on: list[Hashable] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    times: list[float] | None = None

    def votes(self) -> Iterator[Vote]:
        times: Sequence[float] = self.times or [0.0] * len(self.people)
        return map(Vote, self.people, self.votes_on, self.answers, times)

    def ballots(self, statements: Sequence[Statement]) -> Ballots:
        return Ballots.from_columns(
            self.people, self.votes_on, self.answers, self.times, statements=statements
        )


def read_vote_files(
    votes: Source, statements: Source | None = None, *, agree_is: AgreeIs | None = None
) -> VotesFile:
    """Read one file of votes and, if there is one, the file of statements."""
    listed = None if statements is None else read_statements(statements)
    table = read_table(votes)
    rows = _rows_of_people(table) if _is_matrix(table) else _rows_of_votes(table)
    ballots = rows.columns.ballots(listed.statements if listed else ())
    counts = listed.counts if listed else {}
    sign = settle_sign(
        ballots, counts, rows.evidence, agree_is, told_by=Path(listed.name).name if listed else ""
    )
    if sign.value == -1:
        ballots = replace(ballots, answer=-ballots.answer)
        rows.columns.answers = [-answer for answer in rows.columns.answers]
    notes = (*rows.notes, sign.note, *_counted_once(ballots, rows), *_unlisted(ballots, listed))
    return VotesFile(ballots, rows.columns, rows.groups, tuple(notes))


@dataclass(eq=False)
class _Rows:
    """What one file of votes says."""

    columns: Columns
    groups: dict[Hashable, str] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    notes: tuple[str, ...] = ()


def _is_matrix(table: Table) -> bool:
    """Whether there is a row per person: no column tells a vote, or on which statement."""
    per_vote = table.where(*VOTE) is not None or table.where(*STATEMENT) is not None
    return not per_vote and table.where(*PERSON) is not None


def _rows_of_votes(table: Table) -> _Rows:
    where = table.need(person=PERSON, statement=STATEMENT, vote=VOTE)
    person, statement, vote = where["person"], where["statement"], where["vote"]
    ids, answers = _Ids(), _Answers()
    cells = [(line, row[person], row[statement], row[vote]) for line, row in table.rows]
    table.refuse(
        [
            (line, _complaint(who, what, answer))
            for line, who, what, answer in cells
            if answers[answer] is None or ids[who] == "" or ids[what] == ""
        ]
    )
    times, notes = _times(table)
    columns = Columns(
        people=[ids[who] for _, who, _, _ in cells],
        votes_on=[ids[what] for _, _, what, _ in cells],
        answers=[answers[answer] or 0 for _, _, _, answer in cells],
        times=times,
    )
    return _Rows(columns, evidence=Evidence(in_words=any(map(is_word, answers))), notes=notes)


class _Ids(dict[str, Any]):
    """Ids by their cells, each read once."""

    def __missing__(self, cell: str) -> Any:
        found = self[cell] = read_id(cell)
        return found


class _Answers(dict[str, int | None]):
    """Answers by their cells, each read once."""

    def __missing__(self, cell: str) -> int | None:
        found = self[cell] = read_answer(cell)
        return found


def _complaint(person: str, statement: str, vote: str) -> str:
    if not person.strip():
        return "the person is blank"
    if not statement.strip():
        return "the statement is blank"
    given = f"“{vote.strip()}”" if vote.strip() else "blank"
    return f"the vote of “{person.strip()}” on “{statement.strip()}” is {given}; {FIX}"


def _times(table: Table) -> tuple[list[float] | None, tuple[str, ...]]:
    """When each vote was cast, if every row says so."""
    index = table.where(*AT)
    if index is None:
        return None, ()
    times = [read_moment(row[index]) for _, row in table.rows]
    known = [time for time in times if time is not None]
    if len(known) == len(times):
        return known, ()
    lost = len(times) - len(known)
    if not known:
        return None, ()
    return None, (
        f"{_rows(lost)} no time that can be read, so votes count in the order of the rows.",
    )


def _rows(count: int) -> str:
    return "1 row has" if count == 1 else f"{count} rows have"


def _rows_of_people(table: Table) -> _Rows:
    where = table.need(person=PERSON)["person"]
    asked = [
        (index, read_id(title))
        for index, title in enumerate(table.header)
        if plain_title(title) not in OF_PERSON
    ]
    columns, problems, in_words = Columns(), [], False
    for line, row in table.rows:
        given = [(statement, row[index]) for index, statement in asked if has_vote(row[index])]
        answers = [(statement, read_answer(cell)) for statement, cell in given]
        problems += [(line, text) for text in _wrong(row[where], given)]
        in_words = in_words or any(is_word(cell) for _, cell in given)
        columns.people += [read_id(row[where])] * len(given)
        columns.votes_on += [statement for statement, _ in answers]
        columns.answers += [answer or 0 for _, answer in answers]
    table.refuse(problems)
    return _Rows(columns, read_groups(table), Evidence(_own_counts(table), in_words))


def _wrong(person: str, given: Sequence[tuple[Hashable, str]]) -> list[str]:
    if not person.strip():
        return [_complaint(person, "", "")]
    return [
        _complaint(person, str(statement), cell)
        for statement, cell in given
        if read_answer(cell) is None
    ]


def read_groups(table: Table) -> dict[Hashable, str]:
    """The group of everybody who is in one, by the file's own account."""
    person, group = table.where(*PERSON), table.where(*GROUP)
    if person is None or group is None:
        return {}
    return {read_id(row[person]): row[group].strip() for _, row in table.rows if row[group].strip()}


def _own_counts(table: Table) -> dict[Hashable, tuple[int, int]]:
    """How often everybody agreed and disagreed, by the file's own account."""
    agrees, disagrees = table.where("n-agree"), table.where("n-disagree")
    if agrees is None or disagrees is None:
        return {}
    person = table.need(person=PERSON)["person"]
    pairs = {
        read_id(row[person]): (read_count(row[agrees]), read_count(row[disagrees]))
        for _, row in table.rows
    }
    return {key: (a, d) for key, (a, d) in pairs.items() if a is not None and d is not None}


def _counted_once(ballots: Ballots, rows: _Rows) -> Iterator[str]:
    again = len(rows.columns.people) - len(ballots.row)
    if again:
        what = "1 vote was" if again == 1 else f"{again:,} votes were"
        which = "latest" if rows.columns.times is not None else "last row"
        yield f"{what} given again for the same statement by the same person; the {which} counts."


def _unlisted(ballots: Ballots, listed: StatementsFile | None) -> Iterator[str]:
    extra = len(ballots.statements) - len(listed.statements) if listed else 0
    if extra and listed:
        has = "1 statement has" if extra == 1 else f"{extra} statements have"
        yield f"{has} votes but no row in {Path(listed.name).name}; counted without text."
