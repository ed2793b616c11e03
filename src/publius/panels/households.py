"""Puts people who share households on tickets: one per household, everybody equally often."""

import heapq
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from publius.panels.problem import Ints
from publius.panels.randomness import Noise

Entry = tuple[int, float, int]  # tickets had, a random tie-break, the person
FAR = 1e12  # a price nobody pays: this type does not live in that household


class Waiting:
    """People of one type, those who had fewest tickets first."""

    def __init__(self, people: Sequence[int], homes: Mapping[int, str], noise: Noise) -> None:
        ties = noise.uniform(len(people)).tolist()
        self._homes = homes
        self._heap: list[Entry] = [(0, tie, p) for tie, p in zip(ties, people, strict=True)]
        heapq.heapify(self._heap)

    def first(self, households: int) -> dict[str, Entry]:
        """Take out the first person of each of the next few households."""
        found: dict[str, Entry] = {}
        passed: list[Entry] = []
        while self._heap and len(found) < households:
            entry = heapq.heappop(self._heap)
            home = self._homes[entry[2]]
            if home in found:
                passed.append(entry)
            else:
                found[home] = entry
        for entry in passed:
            heapq.heappush(self._heap, entry)
        return found

    def put_back(self, entry: Entry, *, chosen: bool) -> None:
        """Return somebody to the queue, with one ticket more if they were chosen."""
        had, tie, person = entry
        heapq.heappush(self._heap, (had + 1 if chosen else had, tie, person))


def fill_by_household(
    people: Sequence[Sequence[int]], wanted: Ints, homes: Mapping[int, str], noise: Noise
) -> tuple[Ints, Ints]:
    """(ticket, person) pairs for types that live together.

    ``wanted`` has a row per ticket and a column per type.
    """
    queues = [Waiting(group, homes, noise) for group in people]
    pairs = [
        (int(ticket), person)
        for ticket in np.flatnonzero(wanted.any(axis=1))
        for person in _choose(queues, wanted[ticket].tolist())
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _choose(queues: Sequence[Waiting], seats: Sequence[int]) -> list[int]:
    """The people for one ticket: as a group, those who had the fewest tickets so far."""
    needed = sum(seats)
    found = [
        queue.first(needed if count else 0) for queue, count in zip(queues, seats, strict=True)
    ]
    kinds = [kind for kind, count in enumerate(seats) for _ in range(count)]
    taken = _cheapest(kinds, found)
    for kind, entries in enumerate(found):
        for home, entry in entries.items():
            queues[kind].put_back(entry, chosen=(kind, home) in taken)
    return [found[kind][home][2] for kind, home in sorted(taken)]


def _cheapest(kinds: Sequence[int], found: Sequence[Mapping[str, Entry]]) -> set[tuple[int, str]]:
    """Give every seat a household of its own, at the least total of tickets had."""
    if len(kinds) == 1:
        return {(kinds[0], next(iter(found[kinds[0]])))}
    homes = list(dict.fromkeys(home for entries in found for home in entries))
    price = np.array(
        [[found[kind][home][0] if home in found[kind] else FAR for home in homes] for kind in kinds]
    )
    rows, columns = linear_sum_assignment(price)
    return {(kinds[row], homes[column]) for row, column in zip(rows, columns, strict=True)}
