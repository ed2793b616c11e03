"""Keeping the impact index in step with the evidence: taking in, taking out, rebuilding, repairing.

The catalogue (words, people) and the shards carry the mark of the change that made them. Where
the marks differ, something stopped half-way, and the shards are made anew from the catalogue;
where the catalogue is damaged or was made by other means, both are made anew from the evidence.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from publius.matching.encoders import Encoder
from publius.matching.errors import DuplicateEvidenceError
from publius.matching.impact.catalogue import Catalogue, Frequencies
from publius.matching.impact.engine import ImpactEngine, build
from publius.matching.impact.errors import IndexDamagedError, IndexMissingError
from publius.matching.impact.nearest import Nearest, as_bytes, from_bytes
from publius.matching.impact.rows import People
from publius.matching.impact.signals import AVERAGE_WORDS, SHIFT, kept, rows_of
from publius.matching.model import WORDS_ALONE, Model
from publius.matching.parameters import PARAMETERS, Parameters
from publius.matching.records import digest_of
from publius.matching.statistics import Statistics
from publius.matching.text import terms_of
from publius.matching.types import Evidence, Profile
from publius.matching.vocabulary import Vocabulary

FORMAT = 1
MANY = 20_000
"""The rows of so many people are built quicker than changed."""
AT_ONCE = 2_000
EvidenceOf = Callable[[Sequence[str]], Iterable[Evidence]]
Everything = Callable[[], tuple[Iterable[Evidence], Iterable[Profile]]]
Progress = Callable[[int], None]


class Keeper:
    """What an ``ImpactIndex`` holds, and how it changes."""

    def __init__(
        self,
        folder: Path,
        *,
        evidence: EvidenceOf | None = None,
        everything: Everything | None = None,
        parameters: Parameters = PARAMETERS,
        encoder: Encoder = WORDS_ALONE,
        vocabulary: Vocabulary | None = None,
        using: str | None = None,
    ) -> None:
        self.folder = Path(folder)
        self.model = Model.of(parameters, vocabulary, encoder)
        self.parameters, self.means = parameters, self.model.named()
        self._port, self._everything, self._using = evidence, everything, using
        self._lock = RLock()
        self._seen: tuple[str, Frequencies, int] | None = None
        self._closest: tuple[str, Nearest] | None = None
        self._summed: tuple[str, str] | None = None
        self.folder.mkdir(parents=True, exist_ok=True)
        self._open()

    # Opening and repairing

    def _open(self) -> None:
        try:
            self.catalogue = Catalogue(self.folder / "catalogue.sqlite")
        except IndexDamagedError:
            if self._everything is None:
                raise
            self._throw_away(self.folder / "catalogue.sqlite")
            self.catalogue = Catalogue(self.folder / "catalogue.sqlite")
        made_with = self.catalogue.state("made_with")
        if made_with and made_with != self._made_with:
            self.rebuild()
        elif not made_with:
            self._begin_anew()
        self._open_shards()

    def _begin_anew(self) -> None:
        self.catalogue.note("made_with", self._made_with)
        if self._everything is not None:
            self.rebuild()

    def _open_shards(self) -> None:
        try:
            self.engine = ImpactEngine(self.folder / "shards", using=self._using)
            if self.engine.generation.note == self.catalogue.state("mark"):
                return
        except (IndexMissingError, IndexDamagedError):
            # Derived data: the catalogue knows all it takes to write them again.
            self._throw_away(self.folder / "shards" / "current.json")
        with self._changing():
            self._build_shards()

    @property
    def _made_with(self) -> str:
        means = {"means": self.means.to_json(), "parameters": self.parameters.to_json()}
        return digest_of({"format": FORMAT, **means})

    def rebuild(self, progress: Progress = lambda done: None) -> None:
        """Make everything anew from the evidence; ``progress`` hears how many items are done.

        The index answers from its old state until the new one is whole.
        """
        with self._lock:
            place = self.folder / "catalogue.sqlite"
            fresh = place.with_name("catalogue-new.sqlite")
            self._throw_away(fresh)
            evidence, profiles = (self._everything or self._own_everything)()
            new = Catalogue(fresh)
            new.begin()
            done = 0
            for done, _ in enumerate(self._take_in(new, evidence), 1):
                if not done % AT_ONCE:
                    progress(done)
            progress(done)
            for profile in profiles:
                new.set_profile(profile)
            new.note("made_with", self._made_with)
            new.end(keep=True)
            new.close()
            self.catalogue.close()
            self._throw_away(place)
            fresh.rename(place)
            self.catalogue = Catalogue(place)
            with self._changing():
                self._build_shards()

    def _own_everything(self) -> tuple[Iterable[Evidence], Iterable[Profile]]:
        numbers, names = self.catalogue.everybody()
        evidence = (
            item
            for first in range(0, len(names), AT_ONCE)
            for item in self._evidence_of(names[first : first + AT_ONCE])
        )
        return evidence, self.catalogue.profiles(numbers)

    @staticmethod
    def _throw_away(path: Path) -> None:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)

    # Changing

    def upsert(self, evidence: Iterable[Evidence], profiles: Iterable[Profile] = ()) -> None:
        batch = _each_once(evidence)
        with self._changing():
            concerned: set[int] = set().union(*self._take_in(self.catalogue, batch))
            concerned |= {self.catalogue.set_profile(profile) for profile in profiles}
            self._change_shards(concerned)

    def delete(self, *, evidence: Iterable[str] = (), people: Iterable[str] = ()) -> None:
        with self._changing():
            numbers = list(self.catalogue.numbers_of(people).values())
            ids = [*evidence, *self.catalogue.ids_of(numbers)]
            concerned = set(numbers).union(*(self.catalogue.take_out(each) for each in ids))
            self.catalogue.forget(numbers)
            self._change_shards(concerned)

    def _take_in(self, catalogue: Catalogue, evidence: Iterable[Evidence]) -> Iterator[set[int]]:
        """Put items into a catalogue, and give for each the people it concerns."""
        for some in _chunks(evidence):
            counted = [terms_of(each.text) for each in some]
            numbers = catalogue.term_numbers(list(dict.fromkeys(t for ts in counted for t in ts)))
            vectors = self.model.encoder.encode([each.text for each in some])
            for each, terms, vector in zip(some, counted, vectors, strict=True):
                stored = as_bytes(vector) if len(vector) else None
                whole = self._port is None
                item = kept(each, terms, numbers, self.model, whole=whole, vector=stored)
                yield catalogue.put(catalogue.number_of(each.person), item)
            shown = zip(some, counted, strict=True)
            catalogue.count(Counter(t for each, ts in shown if not each.hidden for t in ts))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Make one change whole: everything is kept, or nothing."""
        with self._lock:
            self.catalogue.begin()
            try:
                yield
            except BaseException:
                self.catalogue.end(keep=False)
                raise
            self.catalogue.end(keep=True)

    def _new_mark(self) -> str:
        """Mark the change when its words are counted: nobody may keep half of them under it."""
        mark = secrets.token_hex(8)
        self.catalogue.note("mark", mark)
        return mark

    def _change_shards(self, concerned: set[int]) -> None:
        if len(concerned) > MANY:
            self._build_shards()
            return
        numbers = sorted(concerned)
        rows = self._rows(numbers)
        self.engine.change(rows, gone=numbers, note=self._new_mark())

    def _build_shards(self) -> None:
        everybody = self.catalogue.in_order_of_place()
        chunks = (
            self._rows(everybody[first : first + AT_ONCE])
            for first in range(0, len(everybody), AT_ONCE)
        )
        place, mark = self.folder / "shards", self._new_mark()
        build(place, chunks, average=AVERAGE_WORDS, shift=SHIFT, note=mark, using=self._using)
        self.engine = ImpactEngine(place, using=self._using)

    def _rows(self, numbers: Sequence[int]) -> People:
        return rows_of(self.catalogue, numbers, self.catalogue.profiles_by_number(numbers))

    # Reading

    @property
    def statistics(self) -> Statistics:
        """How rare each term is among all items; what ``judge`` wants."""
        mark = self.catalogue.state("mark")
        if self._seen is None or self._seen[0] != mark:
            self._seen = (mark, Frequencies(self.catalogue), self.catalogue.totals()[1])
        return Statistics(self._seen[2], self._seen[1])

    @property
    def nearest(self) -> Nearest:
        mark = self.catalogue.state("mark")
        if self._closest is None or self._closest[0] != mark:
            self._closest = (mark, Nearest(self.catalogue, self.model.encoder.dimension))
        return self._closest[1]

    @property
    def digest(self) -> str:
        """Name what is in the index: SHA-256 over the digests of its items and its profiles."""
        mark = self.catalogue.state("mark")
        if self._summed is None or self._summed[0] != mark:
            whole = hashlib.sha256()
            for name, digest in self.catalogue.digests():
                whole.update(f"{len(name)}:{name}{digest}\n".encode("utf-8", "replace"))
            self._summed = (mark, whole.hexdigest())
        return self._summed[1]

    def _evidence_of(self, names: Sequence[str]) -> Iterable[Evidence]:
        return self.catalogue.evidence_of(names) if self._port is None else self._port(names)

    def _current_items(self, names: Sequence[str]) -> list[Evidence]:
        """Read people's items from where they are kept; what changed unsaid is taken in at once."""
        wanted = set(names)
        items = [each for each in self._evidence_of(names) if each.person in wanted]
        if self._port is None:
            return items
        given = {each.id: digest_of(each.to_json()) for each in items}
        known = dict(self.catalogue.digests_of(names))
        if given != known:
            self.delete(evidence=sorted(known.keys() - given.keys()))
            self.upsert(each for each in items if known.get(each.id) != given[each.id])
        return items

    def _vectors_of(self, people: Sequence[int]) -> dict[str, NDArray[np.float32]]:
        if not self.model.encoder.dimension:
            return {}
        return {
            item.id: from_bytes(item.vector)
            for _, item in self.catalogue.items_of(people)
            if item.vector is not None
        }


def _chunks(evidence: Iterable[Evidence]) -> Iterator[list[Evidence]]:
    some: list[Evidence] = []
    for each in evidence:
        some.append(each)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _each_once(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Refuse a batch that names one id twice, before anything of it is taken in."""
    batch, seen = tuple(evidence), set()
    for each in batch:
        if each.id in seen:
            raise DuplicateEvidenceError("duplicate_evidence", id=each.id)
        seen.add(each.id)
    return batch
