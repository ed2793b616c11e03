"""What the impact index knows about words and people, in one SQLite file beside the shards.

It translates: names of people into numbers, terms into numbers, values of filters into numbers; it
counts in how many items each term occurs, and keeps of every item what it takes to take it out
again. The texts themselves stay where they are, unless nobody else keeps them.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.errors import IndexDamagedError
from publius.matching.types import Evidence, Profile

SCHEMA = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, profile TEXT, area TEXT, cell TEXT);
CREATE TABLE IF NOT EXISTS item (
    id TEXT PRIMARY KEY, person INTEGER NOT NULL, traits TEXT NOT NULL, weight REAL NOT NULL,
    hidden INTEGER NOT NULL, terms BLOB NOT NULL, words BLOB NOT NULL, counts BLOB NOT NULL,
    concepts TEXT NOT NULL, digest TEXT NOT NULL, vector BLOB, evidence TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS item_of_person ON item (person, id);
CREATE TABLE IF NOT EXISTS term (
    number INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, df INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS facet (number INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
"""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one item, everything by number.

    ``traits`` are what filters on evidence ask for; ``terms`` all its terms, ``words`` those
    that are no pairs, with their ``counts``; ``evidence`` the item itself, if kept here.
    """

    id: str
    traits: tuple[str, str, str]
    weight: float
    hidden: bool
    terms: NDArray[np.int32]
    words: NDArray[np.int32]
    counts: NDArray[np.int32]
    concepts: tuple[tuple[int, float], ...]
    digest: str
    vector: bytes | None = None
    evidence: str | None = None


class Catalogue:
    """The SQLite file; every change is one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._base = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=60
            )
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.executescript(SCHEMA)
            if self._base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("its pages do not fit together")
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(
                "damaged", folder=path.parent, file=path.name, problem=f"cannot be read ({error})"
            ) from error

    def close(self) -> None:
        self._base.close()

    def begin(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")

    def end(self, *, keep: bool) -> None:
        self._base.execute("COMMIT" if keep else "ROLLBACK")

    def state(self, name: str) -> str:
        found = self._base.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def note(self, name: str, value: str) -> None:
        self._base.execute("REPLACE INTO state VALUES (?, ?)", (name, value))

    def number_of(self, person: str) -> int:
        """Give somebody's number, a new one to somebody new."""
        self._base.execute("INSERT OR IGNORE INTO person (name) VALUES (?)", (person,))
        found = self._base.execute("SELECT number FROM person WHERE name = ?", (person,))
        return int(found.fetchone()[0])

    def numbers_of(self, people: Iterable[str]) -> dict[str, int]:
        """Give the numbers of those people who are known."""
        rows = self._chunked("SELECT name, number FROM person WHERE name IN ({})", people)
        return dict(rows)

    def names_of(self, numbers: Sequence[int]) -> list[str]:
        """Give people's names in the order of their numbers given."""
        rows = self._chunked("SELECT number, name FROM person WHERE number IN ({})", numbers)
        names = dict(rows)
        return [names[number] for number in numbers if number in names]

    def set_profile(self, profile: Profile) -> int:
        number, point = self.number_of(profile.person), profile.point
        # Tenths of a degree: neighbours come together when shards are filled.
        cell = (
            f"{round(point.latitude * 10):+05d}{round(point.longitude * 10):+05d}" if point else ""
        )
        self._base.execute(
            "UPDATE person SET profile = ?, area = ?, cell = ? WHERE number = ?",
            (json.dumps(profile.to_json()), profile.area, cell, number),
        )
        return number

    def forget(self, numbers: Iterable[int]) -> None:
        """Forget people's names and profiles."""
        self._base.executemany("DELETE FROM person WHERE number = ?", [(n,) for n in numbers])

    def profiles(self, numbers: Iterable[int]) -> list[Profile]:
        return list(self.profiles_by_number(numbers).values())

    def profiles_by_number(self, numbers: Iterable[int]) -> dict[int, Profile]:
        rows = self._chunked(
            "SELECT number, profile FROM person WHERE profile IS NOT NULL AND number IN ({})",
            numbers,
        )
        return {number: Profile.from_json(json.loads(profile)) for number, profile in rows}

    def everybody(self) -> tuple[list[int], list[str]]:
        rows = self._base.execute("SELECT number, name FROM person ORDER BY number").fetchall()
        return [number for number, _ in rows], [name for _, name in rows]

    def in_order_of_place(self) -> list[int]:
        """List the people who have something to show, neighbours beside each other."""
        rows = self._base.execute(
            "SELECT number FROM person WHERE number IN (SELECT person FROM item WHERE NOT hidden)"
            " ORDER BY area, cell, number"
        )
        return [row[0] for row in rows]

    def put(self, person: int, item: Kept) -> set[int]:
        """Store an item in place of the one with its id; give everybody this concerns.

        Its terms are counted apart, for many items at once.
        """
        concerned = self.take_out(item.id) | {person}
        self._base.execute(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                item.id, person, json.dumps(item.traits), item.weight, item.hidden,
                item.terms.tobytes(), item.words.tobytes(), item.counts.tobytes(),
                json.dumps(item.concepts), item.digest, item.vector, item.evidence,
            ),
        )  # fmt: skip
        return concerned

    def count(self, found: Mapping[str, int]) -> None:
        """Add to the number of items that have each term."""
        self._base.executemany(
            "UPDATE term SET df = df + ? WHERE term = ?", [(n, term) for term, n in found.items()]
        )

    def take_out(self, item: str) -> set[int]:
        """Forget an item; give everybody this concerns."""
        found = self._base.execute(
            "DELETE FROM item WHERE id = ? RETURNING person, hidden, terms", (item,)
        ).fetchone()
        if found is None:
            return set()
        if not found[1]:
            gone = np.frombuffer(found[2], dtype=np.int32).tolist()
            self._base.executemany(
                "UPDATE term SET df = df - 1 WHERE number = ?", [(each,) for each in gone]
            )
        return {found[0]}

    def items_of(self, numbers: Iterable[int]) -> Iterator[tuple[int, Kept]]:
        """Give the shown items of some people by person and id, without their pairs of words."""
        rows = self._chunked(
            "SELECT person, id, traits, weight, words, counts, concepts, digest, vector"
            " FROM item WHERE NOT hidden AND person IN ({}) ORDER BY person, id",
            numbers,
        )
        for person, name, traits, weight, words, counts, concepts, digest, vector in rows:
            kind, visibility, place = json.loads(traits)
            yield person, Kept(
                name, (kind, visibility, place), weight, hidden=False,
                terms=np.zeros(0, dtype=np.int32),
                words=np.frombuffer(words, dtype=np.int32),
                counts=np.frombuffer(counts, dtype=np.int32),
                concepts=tuple((number, value) for number, value in json.loads(concepts)),
                digest=digest, vector=vector,
            )  # fmt: skip

    def digests_of(self, people: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Give the digest of every item of some people, hidden ones included."""
        return self._chunked(
            "SELECT id, digest FROM item JOIN person ON number = person WHERE name IN ({})", people
        )

    def vectors(self) -> Iterator[tuple[int, bytes]]:
        """Give whose each vector is, hidden items left out."""
        yield from self._base.execute(
            "SELECT person, vector FROM item WHERE NOT hidden AND vector IS NOT NULL"
            " ORDER BY person, id"
        )

    def ids_of(self, numbers: Iterable[int]) -> list[str]:
        rows = self._chunked("SELECT id FROM item WHERE person IN ({})", numbers)
        return [row[0] for row in rows]

    def evidence_of(self, people: Sequence[str]) -> list[Evidence]:
        """Give the items themselves, where they are kept here."""
        rows = self._chunked(
            "SELECT evidence FROM item JOIN person ON number = person"
            " WHERE evidence IS NOT NULL AND name IN ({})",
            people,
        )
        return [Evidence.from_json(json.loads(row[0])) for row in rows]

    def digests(self) -> Iterator[tuple[str, str]]:
        """Give the digest of every item and profile, in a fixed order."""
        yield from self._base.execute("SELECT id, digest FROM item ORDER BY id")
        yield from self._base.execute(
            "SELECT name, profile FROM person WHERE profile IS NOT NULL ORDER BY name"
        )

    def term_numbers(self, terms: Sequence[str]) -> dict[str, int]:
        """Give terms their numbers, new ones to new terms."""
        self._base.executemany(
            "INSERT OR IGNORE INTO term (term) VALUES (?)", [(each,) for each in terms]
        )
        return self.known_terms(terms)

    def known_terms(self, terms: Iterable[str]) -> dict[str, int]:
        return dict(self._chunked("SELECT term, number FROM term WHERE term IN ({})", terms))

    def texts_of_terms(self, numbers: Iterable[int]) -> dict[int, str]:
        return dict(self._chunked("SELECT number, term FROM term WHERE number IN ({})", numbers))

    def texts_of_facets(self) -> dict[int, str]:
        return dict(self._base.execute("SELECT number, value FROM facet"))

    def frequency(self, term: str) -> int:
        found = self._base.execute("SELECT df FROM term WHERE term = ?", (term,)).fetchone()
        return int(found[0]) if found else 0

    def facet(self, value: str) -> int:
        """Give the number of a filter value, a new one to a new value."""
        self._base.execute("INSERT OR IGNORE INTO facet (value) VALUES (?)", (value,))
        return self.known_facets([value])[0]

    def known_facets(self, values: Iterable[str]) -> tuple[int, ...]:
        rows = self._chunked("SELECT number FROM facet WHERE value IN ({})", values)
        return tuple(row[0] for row in rows)

    def totals(self) -> tuple[int, int, int]:
        """Count people with items, items and terms, hidden items left out."""
        people, items = self._base.execute(
            "SELECT count(DISTINCT person), count(*) FROM item WHERE NOT hidden"
        ).fetchone()
        terms = self._base.execute("SELECT count(*) FROM term WHERE df > 0").fetchone()[0]
        return people, items, terms

    def _chunked(self, query: str, values: Iterable[object]) -> Iterator[Any]:
        wanted = list(values)
        for first in range(0, len(wanted), AT_ONCE):
            some = wanted[first : first + AT_ONCE]
            yield from self._base.execute(query.format(",".join("?" * len(some))), some).fetchall()


class Frequencies(Mapping[str, int]):
    """In how many items each term occurs, looked up when first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[str, int] = {}

    def __getitem__(self, term: str) -> int:
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._catalogue.frequency(term)
        if not found:
            raise KeyError(term)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return self._catalogue.totals()[2]
