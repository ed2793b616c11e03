"""One round at the tables, and what any swap of two people would change in it."""

import numpy as np
from numpy.typing import NDArray

from publius.panels.breakout.room import Floats, Room
from publius.panels.problem import Ints
from publius.panels.randomness import Noise

ROWS = 128  # people considered for a swap at a time; with more, those who sit worst


class Round:
    """Who sits where; ``clash`` is what each pair at one table costs."""

    def __init__(self, room: Room, seats: Ints, clash: Floats) -> None:
        self.room = room
        self.seats = seats.copy()
        self._clash = clash
        here = room.onehot(seats)
        self._beside: Floats = clash @ here  # person x table: what they would cost there
        self._counts: Floats = here.T @ room.values

    def cost(self) -> float:
        """What the whole round costs."""
        pairs = float(self._own().sum()) / 2
        return pairs + self.room.evenness * self.room.imbalance(self.seats)

    def _own(self) -> Floats:
        """What everybody costs where they sit."""
        return np.asarray(self._beside[np.arange(self.room.people), self.seats])

    def changes(self, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """What swapping these people with everybody would change: cost of pairs, unevenness."""
        beside = self._beside[:, self.seats]
        own = self._own()
        pairs = beside[rows] + beside[:, rows].T - own[rows, None] - own - 2 * self._clash[rows]
        return np.asarray(pairs), self._unevenness(rows)

    def _unevenness(self, rows: NDArray[np.intp]) -> Floats:
        """Who leaves takes their values away, who comes brings theirs."""
        room, counts = self.room, self._counts
        gain = (counts >= room.high).astype(float) - (counts < room.low)
        loss = (counts <= room.low).astype(float) - (counts > room.high)
        has, lacks = room.values, 1 - room.values
        leave, join = has * loss[self.seats], lacks * gain[self.seats]
        out = leave[rows] @ lacks.T + has[rows] @ join.T
        back = lacks[rows] @ leave.T + join[rows] @ has.T
        return np.asarray(out + back)

    def swap(self, one: int, other: int) -> None:
        """Let two people change places."""
        here, there = self.seats[one], self.seats[other]
        moved = self._clash[:, other] - self._clash[:, one]
        self._beside[:, here] += moved
        self._beside[:, there] -= moved
        brought = self.room.values[other] - self.room.values[one]
        self._counts[here] += brought
        self._counts[there] -= brought
        self.seats[one], self.seats[other] = there, here

    def worst(self, noise: Noise) -> NDArray[np.intp]:
        """The people to consider: all, or those who sit worst."""
        if self.room.people <= ROWS:
            return np.arange(self.room.people)
        counts, room = self._counts, self.room
        off = np.abs(counts - np.clip(counts, room.low, room.high)).sum(axis=1)
        score = self._own() + off[self.seats] + 2 * noise.uniform(room.people)
        return np.argsort(-score, kind="stable")[:ROWS]
