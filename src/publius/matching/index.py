"""The port behind which evidence is kept and searched; the built-in one is ``MemoryIndex``."""

from datetime import date
from typing import Protocol

from publius.matching.parameters import Parameters
from publius.matching.results import Found
from publius.matching.types import Evidence, Filters, Need


class Index(Protocol):
    """Keeps evidence and finds the people whose evidence fits a need.

    An index promises three things: the same evidence gives the same answers whatever
    the order or history of its arrival; a person's score for a need does not depend on
    who else is filtered in; ties are broken by ``publius.matching.ties``.
    """

    algorithm: str
    version: str
    parameters: Parameters

    @property
    def digest(self) -> str:
        """Name what is in the index: SHA-256 over the canonical JSON of its evidence."""
        ...

    def add(self, evidence: Evidence) -> None:
        """Take in one new item; its id must be new."""
        ...

    def update(self, evidence: Evidence) -> None:
        """Replace the item that has the same id."""
        ...

    def remove(self, evidence_id: str) -> None:
        """Forget one item."""
        ...

    def remove_person(self, person: str) -> None:
        """Forget everything about one person; no error where there is nothing."""
        ...

    def search(
        self, need: Need, *, top: int, filters: Filters | None = None, today: date | None = None
    ) -> Found:
        """Return the best ``top`` people for a need, with reasons."""
        ...
