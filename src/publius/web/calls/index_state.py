"""How the index is, looked at without changing it; and comparing it with the database."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from publius.matching.impact import ImpactError, IndexDamagedError
from publius.matching.impact.catalogue import Catalogue
from publius.matching.impact.generation import open_generation
from publius.matching.records import digest_of
from publius.matching.text import terms_of

from .index_copies import FolderIndex, Progress, placed, quiet
from .index_folder import Copy, in_force, made_with_now, reading, root
from .needs import evidence_in_turn
from .places import Place, changed_since, newest_place

SHARDS, CATALOGUE = "shards", "catalogue.sqlite"
WITH = {
    "encoder": "encoder",
    "encoder_version": "version of the encoder",
    "vocabulary": "vocabulary",
    "parameters": "constants",
    "format": "format",
}


class Condition(StrEnum):
    """How the index on disk is; all but the first are mended when it is next used."""

    IN_STEP = "in_step"
    BEHIND = "behind"
    MISSING = "missing"
    OUTDATED = "outdated"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class IndexState:
    """What is to be known of the index: numbers where it can be read, else the reason why not."""

    condition: Condition
    problem: str = ""
    people: int = 0
    items: int = 0
    terms: int = 0
    bytes: int = 0
    generation: int = 0
    built_at: datetime | None = None
    place: Place | None = None
    behind: int = 0
    made_with: dict[str, Any] | None = None


def index_state() -> IndexState:
    """Look at the index on disk: every byte of its shards is compared with what was written."""
    if not root().is_dir():
        return IndexState(Condition.MISSING)
    with reading():
        try:
            copy = in_force()
            if copy is None:
                return IndexState(Condition.MISSING)
            return _look_at(copy)
        except (ImpactError, sqlite3.DatabaseError) as error:
            return IndexState(Condition.DAMAGED, str(error), bytes=_size())


def _look_at(copy: Copy) -> IndexState:
    if not (copy.folder / CATALOGUE).is_file():
        raise IndexDamagedError("damaged", folder=copy.folder, file=CATALOGUE, problem="is missing")
    with closing(Catalogue(copy.folder / CATALOGUE)) as catalogue:
        generation = open_generation(copy.folder / SHARDS)
        place, totals = placed(catalogue), catalogue.totals()
        is_whole = generation.note == catalogue.state("mark") and place is not None
    condition, problem = _condition(copy, place, is_whole)
    people, items, terms = totals
    return IndexState(
        condition,
        problem,
        people,
        items,
        terms,
        _size(),
        generation.number,
        copy.built_at,
        place,
        _behind(place),
        copy.made_with,
    )


def _condition(copy: Copy, place: Place | None, is_whole: bool) -> tuple[Condition, str]:
    now = made_with_now()
    other = [words for key, words in WITH.items() if copy.made_with.get(key) != now[key]]
    if other:
        return Condition.OUTDATED, f"It was made with another {other[0]}."
    newest = newest_place()
    if place is not None and place != newest and not place.is_known:
        return Condition.OUTDATED, "It was made from another database."
    if not is_whole:
        return Condition.BEHIND, "The last change to it stopped half-way."
    return (Condition.IN_STEP if _behind(place) == 0 else Condition.BEHIND), ""


def _behind(place: Place | None) -> int:
    """How many people changed something the index has not taken in yet."""
    return 0 if place is None else len(changed_since(place))


def _size() -> int:
    return sum(path.stat().st_size for path in root().rglob("*") if path.is_file())


@dataclass(frozen=True)
class Comparison:
    """What a copy holds beside what the database holds; all noughts where it is right."""

    missing: int
    other: int
    too_many: int
    terms: int

    @property
    def is_right(self) -> bool:
        return self == Comparison(0, 0, 0, 0)


def compare(index: FolderIndex, progress: Progress = quiet) -> Comparison:
    """Compare every item, and in how many items each term occurs, with the database.

    Sums on disk show a damaged file; this shows one that can be read and is wrong all the same.
    """
    sums: dict[str, str] = {}
    terms: Counter[str] = Counter()
    for item in evidence_in_turn(progress):
        sums[item.id] = digest_of(item.to_json())
        terms.update(terms_of(item.text).keys())
    known = dict(index.catalogue.digests_of(index.catalogue.everybody()[1]))
    return Comparison(
        missing=len(sums.keys() - known.keys()),
        other=sum(known[each] != sums[each] for each in sums.keys() & known.keys()),
        too_many=len(known.keys() - sums.keys()),
        terms=_wrong_terms(index, terms),
    )


def _wrong_terms(index: FolderIndex, terms: Counter[str]) -> int:
    wrong = sum(index.catalogue.frequency(term) != count for term, count in terms.items())
    return wrong + max(0, index.catalogue.totals()[2] - len(terms))
