"""Reads a whole export: a folder with votes, statements and a summary under their usual names."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from publius.opinion.errors import FileError
from publius.opinion.io.cells import unguarded
from publius.opinion.io.signs import AgreeIs
from publius.opinion.io.table import Source, read_pairs, read_table
from publius.opinion.io.votes import VotesFile, read_groups, read_vote_files

PEOPLE = ("participants-votes.csv", "participants.csv")
VOTES = ("vote_events.csv", "votes.csv")
STATEMENTS = ("comments.csv", "statements.csv")
SUMMARY = ("summary.csv",)
Found = TypeVar("Found")


def read_votes(
    source: Source, *, statements: Source | None = None, agree_is: AgreeIs | None = None
) -> VotesFile:
    """Read votes, from one file or from the folder of an export.

    A file holds one vote per row (``voter-id``, ``comment-id``, ``vote`` and perhaps
    ``timestamp``, as Polis exports them; ``participant``, ``statement``, ``vote``), or one person
    per row and one statement per column (participants-votes.csv). A folder is looked through for
    these and for comments.csv and summary.csv; their names may have something before them.
    Whether 1 or -1 means agree is found by comparing with the counts in the files, unless
    ``agree_is`` says so. Raises FileError, which names the file, the line and the fix.

    >>> import io
    >>> file = read_votes(io.BytesIO(b"voter-id,comment-id,vote\\n3,7,1\\n3,7,-1\\n"))
    >>> file.ballots.people, file.ballots.answer.tolist()
    ([3], [-1])
    >>> print(file.notes[1])
    1 vote was given again for the same statement by the same person; the last row counts.
    """
    folder = _as_folder(source)
    if folder is None:
        return read_vote_files(source, statements, agree_is=agree_is)
    by_person = _find(folder, PEOPLE)
    votes = _find(folder, VOTES) or by_person
    if votes is None:
        raise FileError("no-votes-file", file=str(folder))
    listed = statements or _find(folder, STATEMENTS)
    found = read_vote_files(votes, listed, agree_is=agree_is)
    groups, without_groups = _if_readable(_groups, by_person)
    topic, without_topic = _if_readable(_topic, _find(folder, SUMMARY))
    notes = (*found.notes, *without_groups, *without_topic)
    return replace(found, groups=groups or {}, topic=topic or "", notes=notes)


def _as_folder(source: Source) -> Path | None:
    if isinstance(source, (str, Path)) and Path(source).is_dir():
        return Path(source)
    return None


def _find(folder: Path, names: tuple[str, ...]) -> Path | None:
    """The file of one of these names; else the only one whose name ends on one of them."""
    for name in names:
        if (folder / name).is_file():
            return folder / name
        ends = [path for path in sorted(folder.glob(f"*[-_.]{name}")) if _means(path, name)]
        if len(ends) > 1:
            listed = ", ".join(path.name for path in ends)
            raise FileError("several-files", file=str(folder), wanted=name, names=listed)
        if ends:
            return ends[0]
    return None


def _means(path: Path, name: str) -> bool:
    """Whether a file is of this kind, and not of one whose name ends alike."""
    return name not in VOTES or not path.name.endswith(PEOPLE)


def _if_readable(
    read: Callable[[Path], Found], path: Path | None
) -> tuple[Found | None, tuple[str, ...]]:
    """What a file adds that one can do without; if it cannot be read, that is said instead."""
    if path is None:
        return None, ()
    try:
        return read(path), ()
    except FileError as error:
        return None, (f"Left aside: {error}",)


def _groups(path: Path) -> dict[Hashable, str]:
    return read_groups(read_table(path))


def _topic(path: Path) -> str:
    return unguarded(read_pairs(path).get("topic", "").strip())
