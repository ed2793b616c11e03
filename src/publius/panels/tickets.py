"""Puts real people on tickets: whoever is alike is on equally many of them."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from publius.panels.households import fill_by_household
from publius.panels.problem import Ints, Problem
from publius.panels.randomness import Noise
from publius.panels.realise import Mixture
from publius.panels.solver import Floats

SHUFFLES = 100  # how often the turns are shuffled anew over the whole list
Tickets = NDArray[np.int32]


def name_people(
    problem: Problem, mixture: Mixture, order: Ints, key: str
) -> tuple[tuple[str, ...], Tickets]:
    """Put people on tickets: (everybody's id in order, one row of indexes into it per ticket).

    People of one type take turns, so their numbers of tickets differ by at most one (where
    several types share households, by very little more). The turns are shuffled anew again and
    again, so that the same people do not always sit together.
    """
    ids = tuple(sorted(person for people in problem.members for person in people))
    number = {person: index for index, person in enumerate(ids)}
    homes = {number[person]: home for person, home in problem.households.items()}
    noise = Noise(key)
    sheet = _Sheet(len(order), problem.size)
    for kinds in _kinds_together(problem):
        people = [np.array([number[p] for p in problem.members[kind]]) for kind in kinds]
        wanted = mixture.panels[:, kinds]
        if problem.types[kinds[0]].household and wanted.sum(axis=1).max() > 1:
            groups = [group.tolist() for group in people]
            sheet.write(*fill_by_household(groups, wanted[order], homes, noise))
        else:
            for group, places in zip(people, wanted.T, strict=True):
                _take_turns(sheet, group, places[order], noise)
    return ids, sheet.rows()


class _Sheet:
    """The tickets while they are being filled."""

    def __init__(self, tickets: int, size: int) -> None:
        self._rows = np.zeros((tickets, size), dtype=np.int32)
        self._next = np.zeros(tickets, dtype=np.int64)

    def write(self, tickets: Ints, people: Ints) -> None:
        """Add people to tickets; a ticket that is named several times comes up side by side."""
        first = np.flatnonzero(np.diff(tickets, prepend=-1))
        lengths = np.diff(first, append=len(tickets))
        within = np.arange(len(tickets)) - np.repeat(first, lengths)
        self._rows[tickets, self._next[tickets] + within] = people
        self._next[tickets[first]] += lengths

    def rows(self) -> Tickets:
        """Every ticket with its people in order."""
        self._rows.sort(axis=1)
        return self._rows


def _kinds_together(problem: Problem) -> list[list[int]]:
    """Types whose people live together, side by side; every other type alone."""
    groups: dict[object, list[int]] = defaultdict(list)
    for kind, person_type in enumerate(problem.types):
        groups[person_type.household or kind].append(kind)
    return list(groups.values())


def _take_turns(sheet: _Sheet, people: Ints, wanted: Ints, noise: Noise) -> None:
    """Fill one type's places: everybody once, then everybody once more, and so on."""
    holding = np.flatnonzero(wanted)
    tickets = np.repeat(holding, wanted[holding])
    if not len(tickets):
        return
    if len(people) == 1:
        sheet.write(tickets, np.repeat(people, len(tickets)))
        return
    length = len(people) * -(-len(tickets) // (len(people) * SHUFFLES))
    stages = -(-len(tickets) // length)
    orders = np.argsort(noise.uniform(stages * len(people)).reshape(stages, -1), kind="stable")
    if len(holding) < len(tickets):
        _keep_apart(orders, tickets, length)
    turns = np.tile(orders, length // len(people)).ravel()[: len(tickets)]
    sheet.write(tickets, people[turns])


def _keep_apart(orders: Ints, tickets: Ints, length: int) -> None:
    """Where a ticket begins before a shuffle and ends after it, let nobody be on it twice."""
    for stage in range(1, len(orders)):
        border = stage * length
        before = border - int(np.searchsorted(tickets, tickets[border]))
        if before > 0:
            last = orders[stage - 1][len(orders[stage]) - before :]
            again = (orders[stage][:, None] == last).any(axis=1)
            orders[stage] = np.concatenate([orders[stage][~again], orders[stage][again]])


def chances_of(tickets: Tickets, people: int) -> Floats:
    """The share of the tickets that each person is on."""
    return np.asarray(np.bincount(tickets.ravel(), minlength=people) / len(tickets))
