"""The port behind which evidence is kept and searched; the built-in one is ``MemoryIndex``."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from publius.matching.model import Means
from publius.matching.parameters import Parameters
from publius.matching.results import Fit, Found, Stats
from publius.matching.types import Evidence, Filters, Need, Profile


class Index(Protocol):
    """Keeps evidence and finds the people whose evidence fits a need.

    An index promises three things: the same evidence gives the same answers whatever
    the order or history of its arrival; a person's score for a need does not depend on
    who else is filtered in; ties are broken by ``publius.matching.ties``.
    """

    algorithm: str
    version: str
    parameters: Parameters
    means: Means

    @property
    def digest(self) -> str:
        """Name what is in the index: SHA-256 over the canonical JSON of what was taken in."""
        ...

    def upsert(self, evidence: Iterable[Evidence], profiles: Iterable[Profile] = ()) -> None:
        """Take in items and facts about people; an id or person known already is replaced.

        The same evidence id twice in one batch is refused and nothing of it is taken in.
        """
        ...

    def delete(self, *, evidence: Iterable[str] = (), people: Iterable[str] = ()) -> None:
        """Forget items by id and everything about people; no error where there is nothing."""
        ...

    def search(
        self, need: Need, *, top: int, filters: Filters | None = None, today: date | None = None
    ) -> Found:
        """Return the best ``top`` people for a need, with reasons."""
        ...

    def match(
        self,
        needs: Iterable[Need],
        *,
        top: int,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> Iterator[Found]:
        """Search for many needs, answering in their order."""
        ...

    def opportunities(
        self, person: str, needs: Iterable[Need], *, top: int, today: date | None = None
    ) -> tuple[tuple[Need, Fit], ...]:
        """Return the needs one person fits best, with the fit ``search`` would give them."""
        ...

    def stats(self) -> Stats:
        """Say how much is in the index."""
        ...
