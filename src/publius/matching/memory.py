"""The built-in index: everything in this process, rebuilt when asked after a change."""

from array import array
from collections.abc import Iterable
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from publius.matching.errors import BadValueError, DuplicateEvidenceError, UnknownEvidenceError
from publius.matching.parameters import ALGORITHM, PARAMETERS, VERSION, Parameters
from publius.matching.pooling import MILLION
from publius.matching.reasons import telling_words
from publius.matching.records import digest_of
from publius.matching.results import Band, Fit, Found, Reason
from publius.matching.scoring import Scores, score
from publius.matching.snapshot import Item, Snapshot, take_snapshot
from publius.matching.text import terms_of
from publius.matching.ties import tie_key
from publius.matching.types import Evidence, Filters, Need

EVERYBODY = Filters()


class MemoryIndex:
    """Evidence in memory, searchable by need; good for some hundred thousand items.

    Words are counted when an item arrives; the arrays are built at the next search, from
    the items in a fixed order, so an index that grew and shrank equals one built afresh.

    >>> from publius.matching import Evidence, Kind, MemoryIndex, Need
    >>> index = MemoryIndex([Evidence("e1", "Ada", Kind.PRACTICAL, "I cycle to work.", "role")])
    >>> [fit.person for fit in index.search(Need("n1", "Cycling to work"), top=5).fits]
    ['Ada']
    """

    algorithm = ALGORITHM
    version = VERSION

    def __init__(
        self, evidence: Iterable[Evidence] = (), *, parameters: Parameters = PARAMETERS
    ) -> None:
        self.parameters = parameters
        self._items: dict[str, Item] = {}
        self._of_person: dict[str, set[str]] = {}
        self._words: dict[str, int] = {}
        self._snapshot: Snapshot | None = None
        self._digest: str | None = None
        for each in evidence:
            self.add(each)

    def __len__(self) -> int:
        return len(self._items)

    def add(self, evidence: Evidence) -> None:
        if evidence.id in self._items:
            raise DuplicateEvidenceError("duplicate_evidence", id=evidence.id)
        self._put(evidence)

    def update(self, evidence: Evidence) -> None:
        self.remove(evidence.id)
        self._put(evidence)

    def remove(self, evidence_id: str) -> None:
        item = self._items.pop(evidence_id, None)
        if item is None:
            raise UnknownEvidenceError("unknown_evidence", id=evidence_id)
        theirs = self._of_person[item.evidence.person]
        theirs.discard(evidence_id)
        if not theirs:
            del self._of_person[item.evidence.person]
        self._changed()

    def remove_person(self, person: str) -> None:
        for evidence_id in sorted(self._of_person.get(person, ())):
            self.remove(evidence_id)

    @property
    def digest(self) -> str:
        if self._digest is None:
            items = sorted(self._items.items())
            self._digest = digest_of([item.evidence.to_json() for _, item in items])
        return self._digest

    def search(
        self, need: Need, *, top: int, filters: Filters | None = None, today: date | None = None
    ) -> Found:
        if top < 1:
            raise BadValueError("top", top=top)
        snapshot = self._current()
        direction = snapshot.direction(need, self.parameters)
        scores = score(snapshot, need, direction, filters or EVERYBODY, today, self.parameters)
        considered = len(np.unique(snapshot.person[scores.rows]))
        best = _best(snapshot, scores, need, top)
        return Found(
            considered, tuple(self._fit(snapshot, direction, scores, each) for each in best)
        )

    def _put(self, evidence: Evidence) -> None:
        terms = terms_of(evidence.text)
        numbers = array("i", (self._words.setdefault(t, len(self._words)) for t in terms))
        self._items[evidence.id] = Item(
            evidence,
            np.frombuffer(numbers, dtype=np.int32) if terms else np.zeros(0, dtype=np.int32),
            np.fromiter(terms.values(), dtype=np.int32, count=len(terms)),
        )
        self._of_person.setdefault(evidence.person, set()).add(evidence.id)
        self._changed()

    def _changed(self) -> None:
        self._snapshot = None
        self._digest = None

    def _current(self) -> Snapshot:
        # Kept in a local name: another thread may drop the attribute meanwhile.
        snapshot = self._snapshot
        if snapshot is None:
            snapshot = take_snapshot(
                tuple(self._items.values()), tuple(self._words), self.parameters
            )
            self._snapshot = snapshot
        return snapshot

    def _fit(
        self, snapshot: Snapshot, direction: dict[str, float], scores: Scores, person: int
    ) -> Fit:
        theirs = np.flatnonzero((snapshot.person[scores.rows] == person) & (scores.parts > 0))
        order = sorted(theirs.tolist(), key=lambda at: (-scores.parts[at], at))
        total = int(scores.parts[theirs].sum()) / MILLION
        reasons = tuple(
            self._reason(snapshot, direction, int(scores.rows[at]), int(scores.parts[at]))
            for at in order
        )
        return Fit(snapshot.people[person], total, Band.of(total, self.parameters), reasons)

    def _reason(
        self, snapshot: Snapshot, direction: dict[str, float], row: int, part: int
    ) -> Reason:
        item = snapshot.rows[row]
        words = telling_words(item.text, direction, snapshot, self.parameters)
        return Reason(item.id, item.kind, item.source, words, part / MILLION)


def _best(snapshot: Snapshot, scores: Scores, need: Need, top: int) -> list[int]:
    """Number the people with the highest scores, equals in the order of their lot."""
    totals = _totals(snapshot, scores)
    people = np.flatnonzero(totals > 0)
    if len(people) > top:
        least = np.partition(totals[people], -top)[-top]
        people = people[totals[people] >= least]
    names = snapshot.people
    ranked = sorted(people.tolist(), key=lambda at: (-totals[at], tie_key(need.id, names[at])))
    return list(islice(ranked, top))


def _totals(snapshot: Snapshot, scores: Scores) -> NDArray[np.int64]:
    totals = np.zeros(len(snapshot.people), dtype=np.int64)
    np.add.at(totals, snapshot.person[scores.rows], scores.parts)
    return totals
