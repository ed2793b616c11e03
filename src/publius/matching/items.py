"""Evidence as counted terms, each term a number of one table."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.standpoints import Denial, Standpoint, denials_in, standpoints_of
from publius.matching.statistics import Statistics
from publius.matching.text import terms_of
from publius.matching.types import Evidence


@dataclass(frozen=True, slots=True)
class Item:
    """One item of evidence with its terms as numbers of a ``TermTable``."""

    evidence: Evidence
    terms: NDArray[np.int32]
    counts: NDArray[np.int32]
    standpoints: frozenset[Standpoint] = frozenset()
    denials: tuple[Denial, ...] = ()


class TermTable:
    """Numbers terms in the order they are met.

    >>> table = TermTable()
    >>> from publius.matching import Evidence, Kind
    >>> table.item(Evidence("e1", "Bo", Kind.PRACTICAL, "Cab, cab, rank.", "role")).counts
    array([2, 1], dtype=int32)
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def item(self, evidence: Evidence) -> Item:
        """Count the terms of an item's text."""
        terms = terms_of(evidence.text)
        numbers = array("i", (self._numbers.setdefault(t, len(self._numbers)) for t in terms))
        return Item(
            evidence,
            np.frombuffer(numbers, dtype=np.int32) if terms else np.zeros(0, dtype=np.int32),
            np.fromiter(terms.values(), dtype=np.int32, count=len(terms)),
            standpoints_of(evidence.text),
            denials_in(evidence.text),
        )

    def words(self) -> tuple[str, ...]:
        """Give the terms by their numbers."""
        return tuple(self._numbers)


def count_terms(items: Iterable[Item], words: tuple[str, ...]) -> Statistics:
    """Count in how many items, hidden ones left out, each term occurs."""
    shown = [item.terms for item in items if not item.evidence.hidden]
    frequencies = np.bincount(joined(shown), minlength=len(words))
    used = np.flatnonzero(frequencies).tolist()
    return Statistics(len(shown), {words[number]: int(frequencies[number]) for number in used})


def joined(parts: list[NDArray[np.int32]]) -> NDArray[np.int64]:
    """Join the arrays of several items into one."""
    if not parts:
        return np.zeros(0, dtype=np.int64)
    return np.concatenate(parts).astype(np.int64)
