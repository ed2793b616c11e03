"""Reads the list of statements: comments.csv of a Polis export, or a table of our own."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from publius.opinion.io.cells import read_count, read_id, read_moment, read_yes, unguarded
from publius.opinion.io.table import Source, Table, read_table
from publius.opinion.types import Statement, Status

ID = ("comment-id", "statement-id", "tid", "id", "statement")
TEXT = ("comment-body", "text", "comment", "comment-text", "body", "txt", "statement")
AUTHOR = ("author-id", "author")
MODERATED = ("moderated", "status", "mod")
META, SEED, AT = ("is-meta", "meta"), ("is-seed", "seed"), ("timestamp", "created", "at")
STATUSES = {
    "-1": Status.REJECTED, "rejected": Status.REJECTED,
    "0": Status.SHOWN, "1": Status.SHOWN, "shown": Status.SHOWN, "accepted": Status.SHOWN,
    "": Status.SHOWN, "meta": Status.META,
}  # fmt: skip

Counts = Mapping[Hashable, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class StatementsFile:
    """Statements as read, and how many agreed and disagreed by the file's own account."""

    name: str
    statements: tuple[Statement, ...]
    counts: Counts = field(default_factory=dict)


def read_statements(source: Source) -> StatementsFile:
    """Read statements from a CSV file.

    It needs an id (``comment-id``, ``statement``); it may have the text (``comment-body``,
    ``text``), ``author-id``, ``timestamp``, ``moderated`` (-1 rejected, 0 undecided, 1 accepted),
    ``is-meta``, ``is-seed``, and the counts ``agrees`` and ``disagrees``.

    >>> import io
    >>> file = read_statements(io.BytesIO(b"comment-id,comment-body,moderated\\n7,Spam!,-1\\n"))
    >>> file.statements[0].id, file.statements[0].status.value
    (7, 'rejected')
    """
    table = read_table(source)
    layout = _layout(table)
    statements: list[Statement] = []
    problems: list[tuple[int, str]] = []
    seen: dict[Hashable, int] = {}
    for line, row in table.rows:
        statement, wrong = _statement(row, layout)
        if statement.id in seen:
            wrong.append(f"the statement “{statement.id}” is there already, on line "
                         f"{seen[statement.id]}")  # fmt: skip
        seen.setdefault(statement.id, line)
        statements.append(statement)
        problems += [(line, text) for text in wrong]
    table.refuse(problems)
    return StatementsFile(table.name, tuple(statements), _counts(table, statements))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where in a row everything is."""

    id: int
    text: int | None
    author: int | None
    moderated: int | None
    meta: int | None
    seed: int | None
    at: int | None


def _layout(table: Table) -> _Layout:
    where = table.need(id=ID)["id"]
    text = table.where(*TEXT)
    return _Layout(
        id=where,
        text=None if text == where else text,
        author=table.where(*AUTHOR),
        moderated=table.where(*MODERATED),
        meta=table.where(*META),
        seed=table.where(*SEED),
        at=table.where(*AT),
    )


def _statement(row: Sequence[str], layout: _Layout) -> tuple[Statement, list[str]]:
    """The statement in a row, and what is wrong with the row."""
    moderated = _cell(row, layout.moderated).strip().casefold()
    status = STATUSES.get(moderated)
    author = _cell(row, layout.author)
    wrong = [] if row[layout.id].strip() else ["the id is blank"]
    if status is None:
        wrong.append(f"moderated is “{moderated}”; write -1 (rejected), 0 (undecided) or "
                     "1 (accepted)")  # fmt: skip
    if read_yes(_cell(row, layout.meta)) and status is not Status.REJECTED:
        status = Status.META
    statement = Statement(
        id=read_id(row[layout.id]),
        text=unguarded(_cell(row, layout.text)),
        status=status or Status.SHOWN,
        author=read_id(author) if author.strip() else None,
        at=read_moment(_cell(row, layout.at)),
        seed=read_yes(_cell(row, layout.seed)),
    )
    return statement, wrong


def _cell(row: Sequence[str], index: int | None) -> str:
    return "" if index is None else row[index]


def _counts(table: Table, statements: Sequence[Statement]) -> Counts:
    agrees, disagrees = table.where("agrees"), table.where("disagrees")
    if agrees is None or disagrees is None:
        return {}
    pairs = [(read_count(row[agrees]), read_count(row[disagrees])) for _, row in table.rows]
    return {
        statement.id: (agreed, disagreed)
        for statement, (agreed, disagreed) in zip(statements, pairs, strict=True)
        if agreed is not None and disagreed is not None
    }
