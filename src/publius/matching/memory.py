"""The built-in index: everything in this process, rebuilt when asked after a change."""

from collections.abc import Iterable, Iterator
from datetime import date

from publius.matching.encoders import Encoder
from publius.matching.errors import DuplicateEvidenceError
from publius.matching.items import Item, TermTable, count_terms
from publius.matching.judging import find, with_missing
from publius.matching.model import WORDS_ALONE, Model
from publius.matching.parameters import ALGORITHM, PARAMETERS, VERSION, Parameters
from publius.matching.records import digest_of
from publius.matching.results import Fit, Found, Stats
from publius.matching.snapshot import Snapshot, Vector, take_snapshot
from publius.matching.statistics import Statistics
from publius.matching.ties import tie_key
from publius.matching.types import Evidence, Filters, Need, Profile
from publius.matching.vocabulary import Vocabulary


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
        self,
        evidence: Iterable[Evidence] = (),
        profiles: Iterable[Profile] = (),
        *,
        parameters: Parameters = PARAMETERS,
        encoder: Encoder = WORDS_ALONE,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.model = Model.of(parameters, vocabulary, encoder)
        self.parameters = parameters
        self.means = self.model.named()
        self._vectors: dict[str, Vector] = {}
        self._items: dict[str, Item] = {}
        self._of_person: dict[str, set[str]] = {}
        self._profiles: dict[str, Profile] = {}
        self._table = TermTable()
        self._snapshot: Snapshot | None = None
        self._digest: str | None = None
        self.upsert(evidence, profiles)

    def __len__(self) -> int:
        return len(self._items)

    def upsert(self, evidence: Iterable[Evidence], profiles: Iterable[Profile] = ()) -> None:
        for each in _each_once(evidence):
            self._take_out(each.id)
            self._items[each.id] = self._table.item(each)
            self._of_person.setdefault(each.person, set()).add(each.id)
        self._profiles |= {profile.person: profile for profile in profiles}
        self._changed()

    def delete(self, *, evidence: Iterable[str] = (), people: Iterable[str] = ()) -> None:
        for evidence_id in evidence:
            self._take_out(evidence_id)
        for person in people:
            for evidence_id in tuple(self._of_person.get(person, ())):
                self._take_out(evidence_id)
            self._profiles.pop(person, None)
        self._changed()

    @property
    def digest(self) -> str:
        if self._digest is None:
            items = [item.evidence for item in self._items.values()]
            self._digest = name_of(items, self._profiles.values())
        return self._digest

    def search(
        self, need: Need, *, top: int, filters: Filters | None = None, today: date | None = None
    ) -> Found:
        return find(self.snapshot(), need, self.model, top=top, filters=filters, today=today)

    def match(
        self,
        needs: Iterable[Need],
        *,
        top: int,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> Iterator[Found]:
        for need in needs:
            yield self.search(need, top=top, filters=filters, today=today)

    def opportunities(
        self, person: str, needs: Iterable[Need], *, top: int, today: date | None = None
    ) -> tuple[tuple[Need, Fit], ...]:
        only = Filters(people=frozenset({person}))
        needs = tuple(needs)
        found = [
            (need, fit)
            for need, each in zip(
                needs, self.match(needs, top=1, filters=only, today=today), strict=True
            )
            for fit in each.fits
        ]
        found.sort(key=lambda pair: (-pair[1].score, tie_key(person, pair[0].id)))
        return tuple(found[:top])

    def evidence_of(self, person: str) -> tuple[Evidence, ...]:
        """Give all of a person's items, by id; what ``explain`` and ``why_not`` want."""
        return tuple(self._items[each].evidence for each in sorted(self._of_person.get(person, ())))

    @property
    def statistics(self) -> Statistics:
        """How rare each term is among the items kept here; what ``judge`` wants."""
        return self.snapshot().statistics

    def stats(self) -> Stats:
        snapshot = self.snapshot()
        return Stats(
            people=len(snapshot.people),
            items=len(snapshot.rows),
            terms=len(snapshot.statistics.df),
            generation=self.digest,
            means=self.means,
        )

    def _take_out(self, evidence_id: str) -> None:
        item = self._items.pop(evidence_id, None)
        self._vectors.pop(evidence_id, None)
        if item is not None:
            theirs = self._of_person[item.evidence.person]
            theirs.discard(evidence_id)
            if not theirs:
                del self._of_person[item.evidence.person]

    def _changed(self) -> None:
        self._snapshot = None
        self._digest = None

    def snapshot(self) -> Snapshot:
        """Give the arrays a search works on, built now if anything changed."""
        # Kept in a local name: another thread may drop the attribute meanwhile.
        snapshot = self._snapshot
        if snapshot is None:
            items, words = tuple(self._items.values()), self._table.words()
            self._vectors = dict(with_missing(self._vectors, items, self.model.encoder))
            snapshot = take_snapshot(
                items,
                words,
                count_terms(items, words),
                dict(self._profiles),
                self._vectors,
                self.model,
            )
            self._snapshot = snapshot
        return snapshot


def name_of(evidence: Iterable[Evidence], profiles: Iterable[Profile]) -> str:
    """Name some evidence by a digest that does not depend on how it came.

    >>> name_of([], []) == MemoryIndex().digest
    True
    """
    items = sorted(evidence, key=lambda item: item.id)
    people = sorted(profiles, key=lambda profile: profile.person)
    written = {"evidence": [each.to_json() for each in items]}
    return digest_of({**written, "profiles": [each.to_json() for each in people]})


def _each_once(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Refuse a batch that names one id twice, before anything of it is taken in."""
    batch = tuple(evidence)
    seen: set[str] = set()
    for each in batch:
        if each.id in seen:
            raise DuplicateEvidenceError("duplicate_evidence", id=each.id)
        seen.add(each.id)
    return batch
