"""What one map hands to the next: who was in which group, and which letters are taken."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from publius.opinion.ballots import Ballots
from publius.opinion.grouping import NOBODY
from publius.opinion.stable.choice import NOTHING_WAITS, Choice, Waiting

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

CLEARLY_NEARER = 1.25  # as far again must the old group's centre be before somebody changes


@dataclass(frozen=True, eq=False)
class Memory:
    """The groups of an earlier map among the people who are grouped today.

    ``labels`` are the earlier groups, ``own`` the number of each person's among them (NOBODY for
    newcomers), ``taken`` how many letters were ever given.
    """

    labels: tuple[str, ...]
    own: Numbers
    taken: int = 0
    waiting: Waiting = NOTHING_WAITS

    @classmethod
    def of(
        cls, state: Mapping[str, Any] | None, ballots: Ballots, inside: NDArray[np.bool_]
    ) -> "Memory":
        """Read the ``state`` of an earlier map; without one nothing is remembered."""
        members = (state or {}).get("members", {})
        number = {person: n for n, ids in enumerate(members.values()) for person in ids}
        rows = np.flatnonzero(inside)
        if not number:
            return cls((), np.full(len(rows), NOBODY))
        ids = [repr(ballots.people[row]) for row in rows.tolist()]
        own = np.array([number.get(person, NOBODY) for person in ids], np.int64)
        waiting = Waiting(**(state or {}).get("waiting", {}))
        return cls(tuple(members), own, (state or {}).get("taken", len(members)), waiting)

    def centres(self, places: Floats) -> Floats:
        """Where the members of the earlier groups stand today (groups x 2); empty ones are gone."""
        there = [places[self.own == number] for number in range(len(self.labels))]
        return np.array([each.mean(axis=0) for each in there if len(each)]).reshape(-1, 2)

    def name(self, own: Numbers, choice: Choice) -> tuple[tuple[str, ...], "Memory"]:
        """Give every group of today the letter of the earlier one it shares most people with.

        A letter that nobody holds any more is never given again.
        """
        names = self._inherited(own, choice.k)
        taken = self.taken
        for number in _largest_first(own, choice):
            if number in names:
                continue
            while letters(taken) in self.labels:
                taken += 1
            names[number] = letters(taken)
            taken += 1
        labels = tuple(names[number] for number in range(choice.k))
        return labels, replace(self, taken=taken, waiting=choice.waiting)

    def before(self, labels: tuple[str, ...]) -> Numbers:
        """The earlier group of each person as a number among today's ``labels``, or NOBODY."""
        today = {label: number for number, label in enumerate(labels)}
        moved_to = np.array([today.get(label, NOBODY) for label in self.labels] + [NOBODY])
        before: Numbers = moved_to[self.own]
        return before

    def stay(
        self, own: Numbers, labels: tuple[str, ...], places: Floats, choice: Choice
    ) -> Numbers:
        """Leave people where they were unless another group is clearly nearer, or new."""
        before = self.before(labels)
        rows = np.arange(len(own))
        is_new = np.array([label not in self.labels for label in labels], dtype=bool)
        far = np.sqrt(((places[:, None, :] - choice.centres) ** 2).sum(axis=2))
        stays = (before != NOBODY) & (far[rows, before] <= CLEARLY_NEARER * far[rows, own])
        return np.where(stays & ~is_new[own], before, own)

    def to_keep(self, ballots: Ballots, group: Numbers, labels: tuple[str, ...]) -> dict[str, Any]:
        """The same as plain JSON, with the groups of today."""
        ids = np.array([repr(person) for person in ballots.people], dtype=object)
        return {
            "members": {label: ids[group == n].tolist() for n, label in enumerate(labels)},
            "taken": self.taken,
            "waiting": {"k": self.waiting.k, "seen": self.waiting.seen},
        }

    def _inherited(self, own: Numbers, k: int) -> dict[int, str]:
        known = self.own != NOBODY
        shared = np.zeros((len(self.labels), k))
        np.add.at(shared, (self.own[known], own[known]), 1)
        before, today = linear_sum_assignment(shared, maximize=True)
        return {
            int(new): self.labels[old]
            for old, new in zip(before, today, strict=True)
            if shared[old, new]
        }


def _largest_first(own: Numbers, choice: Choice) -> list[int]:
    size = np.bincount(own, minlength=choice.k)
    return sorted(range(choice.k), key=lambda n: (-size[n], *choice.centres[n].round(9)))


def letters(number: int) -> str:
    """A, B … Z, AA, AB …

    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    name = ""
    while number >= 0:
        name = chr(ord("A") + number % 26) + name
        number = number // 26 - 1
    return name
