"""The two-stage index: the engine finds a few hundred people, the full model judges them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from publius.matching.aims import Aim, aim_for
from publius.matching.errors import BadValueError
from publius.matching.filtering import keeps_person
from publius.matching.impact.asking import within
from publius.matching.impact.keeping import Keeper
from publius.matching.impact.rows import Query
from publius.matching.impact.signals import SHIFT, looked_for
from publius.matching.impact.tops import NOBODY, Tops
from publius.matching.judging import judge
from publius.matching.parameters import ALGORITHM, VERSION
from publius.matching.results import Fit, Found, Stats
from publius.matching.ties import tie_key
from publius.matching.types import Evidence, Filters, Need

CANDIDATES = 400
"""So many people, or four times those asked for, are judged by the full model."""
NEEDS_AT_ONCE = 200
EVERYBODY = Filters()


@dataclass(frozen=True, slots=True)
class Asked:
    """One side of a need, ready for the engine."""

    aim: Aim
    query: Query


class ImpactIndex(Keeper):
    """Evidence of any number of people on disk, searchable by need.

    ``evidence`` gives the items of the people named, from where they are kept; without it the
    index keeps a copy of its own. ``everything`` gives all there is: with it the index
    rebuilds itself where it is damaged, or was made by other means.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from publius.matching import Evidence, Kind, Need
    >>> index = ImpactIndex(Path(mkdtemp()))
    >>> index.upsert([Evidence("e1", "Ada", Kind.PRACTICAL, "I cycle to work.", "role")])
    >>> [fit.person for fit in index.search(Need("n1", "Cycling to work"), top=5).fits]
    ['Ada']
    """

    algorithm = ALGORITHM
    version = VERSION
    candidates = CANDIDATES

    def search(
        self, need: Need, *, top: int, filters: Filters | None = None, today: date | None = None
    ) -> Found:
        return next(self.match([need], top=top, filters=filters, today=today))

    def match(
        self,
        needs: Iterable[Need],
        *,
        top: int,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> Iterator[Found]:
        if top < 1:
            raise BadValueError("top", top=top)
        wish = _Wish(top, filters or EVERYBODY, today)
        needs = tuple(needs)
        for first in range(0, len(needs), NEEDS_AT_ONCE):
            yield from self._answers(needs[first : first + NEEDS_AT_ONCE], wish)

    def opportunities(
        self, person: str, needs: Iterable[Need], *, top: int, today: date | None = None
    ) -> tuple[tuple[Need, Fit], ...]:
        evidence, only = self._current_items([person]), Filters(people=frozenset({person}))
        found = [
            (need, fit)
            for need in needs
            for fit in self._judge(need, evidence, [], _Wish(1, only, today)).fits
        ]
        found.sort(key=lambda pair: (-pair[1].score, tie_key(person, pair[0].id)))
        return tuple(found[:top])

    def stats(self) -> Stats:
        people, items, terms = self.catalogue.totals()
        return Stats(people, items, terms, self.digest, self.means)

    def candidates_for(
        self, need: Need, k: int | None = None, filters: Filters | None = None
    ) -> list[str]:
        """Name the people the engine finds for a need, before anybody is judged."""
        sides = self._asked(need, filters or EVERYBODY)
        tops = self.engine.candidates([side.query for side in sides], k or self.candidates)
        return self.catalogue.names_of(self._people_of(sides, tops, 0)[0])

    def _answers(self, needs: Sequence[Need], wish: "_Wish") -> Iterator[Found]:
        asked = [self._asked(need, wish.filters) for need in needs]
        k = max(self.candidates, 4 * wish.top)
        tops = self.engine.candidates([side.query for sides in asked for side in sides], k)
        first = 0
        for need, sides in zip(needs, asked, strict=True):
            yield self._settled(need, sides, tops, first, wish)
            first += len(sides)

    def _settled(
        self, need: Need, sides: list[Asked], tops: Tops, first: int, wish: "_Wish"
    ) -> Found:
        """Judge the candidates; find more while fewer fit than were asked for."""
        considered = self._considered(sides, tops, first, wish.filters)
        while True:
            people, complete = self._people_of(sides, tops, first)
            names = self.catalogue.names_of(people)
            found = self._judge(need, self._current_items(names), people, wish)
            if complete or len(found.fits) >= wish.top:
                return Found(considered, found.fits)
            k, first = 4 * tops.keys.shape[1], 0
            tops = self.engine.candidates([side.query for side in sides], k)

    def _asked(self, need: Need, filters: Filters) -> list[Asked]:
        statistics = self.statistics
        return [
            Asked(aim, looked_for(need.id, aim, filters, self.catalogue, self.model))
            for aim in (aim_for(side, statistics, self.model) for side in need.sides())
        ]

    def _people_of(self, sides: list[Asked], tops: Tops, first: int) -> tuple[list[int], bool]:
        """Give the candidates of all sides, and say whether there can be no others.

        Where no more people are left by kind and filters than would be judged, all of them are.
        """
        found: dict[int, None] = {}
        k = tops.keys.shape[1]
        complete = True
        for row, side in enumerate(sides, first):
            if tops.eligible[row] <= k:
                found |= dict.fromkeys(self.engine.people(side.query.where).tolist())
                continue
            keys = tops.keys[row][tops.keys[row] != NOBODY]
            near = self._nearest(side, k)
            found |= dict.fromkeys([*(keys >> SHIFT).tolist(), *near])
            complete &= len(keys) < k and len(near) < k
        return list(found), complete

    def _nearest(self, side: Asked, k: int) -> list[int]:
        if not len(side.aim.vector):
            return []
        return self.nearest.best(side.aim.vector, self.engine.people(side.query.where), k)

    def _considered(self, sides: list[Asked], tops: Tops, first: int, filters: Filters) -> int:
        """Count exactly the people who have evidence left; whoever is at an edge is measured."""
        if len(sides) == 1 and filters.near is None:
            return int(tops.eligible[first])
        wheres = [side.query.where for side in sides]
        inside = np.unique(np.concatenate([self.engine.people(within(w)) for w in wheres]))
        edge = np.setdiff1d(np.concatenate([self.engine.people(w) for w in wheres]), inside)
        profiles = self.catalogue.profiles(edge.tolist())
        return len(inside) + sum(keeps_person(profile, filters) for profile in profiles)

    def _judge(
        self, need: Need, evidence: list[Evidence], people: list[int], wish: "_Wish"
    ) -> Found:
        return judge(
            need,
            evidence,
            self.statistics,
            profiles=self.catalogue.profiles(people),
            top=wish.top,
            filters=wish.filters,
            today=wish.today,
            parameters=self.parameters,
            encoder=self.model.encoder,
            vocabulary=self.model.vocabulary,
            vectors=self._vectors_of(people),
        )


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is the same for all needs of a batch."""

    top: int
    filters: Filters
    today: date | None
