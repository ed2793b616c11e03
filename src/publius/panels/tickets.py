"""Turns a mixture of panels into a list of equally likely tickets, each naming real people."""

from collections import defaultdict, deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from publius.panels.problem import Ints, Problem
from publius.panels.randomness import digest
from publius.panels.realise import Mixture
from publius.panels.solver import Floats

STANDARD = 10_000  # tickets: four ten-sided dice thrown in public pick one of them
PER_PERSON = 20  # with very large pools, about this many tickets for everybody


def ticket_count(problem: Problem) -> int:
    """10,000, or the next multiple that gives everybody in a very large pool enough tickets."""
    wanted = PER_PERSON * int(problem.counts.sum()) / max(problem.size, 1)
    return STANDARD * max(1, round(wanted / STANDARD))


def share_out(mixture: Mixture, counts: Ints, tickets: int) -> Ints:
    """Give each panel a whole number of tickets, keeping everybody's chance as near as possible.

    Shares are rounded down; each ticket left over goes where it most reduces the squared
    shortfall of chances, relative to the chance itself.
    """
    given = np.floor(mixture.shares * tickets + 1e-9).astype(np.int64)
    chances = mixture.panels / counts
    wanted = mixture.shares @ chances
    scale = np.where(wanted > 0, 1.0 / np.maximum(wanted, 1e-12), 0.0)
    lean = chances * scale
    norms = (lean**2).sum(axis=1)
    behind = (mixture.shares * tickets - given) @ lean
    closed = mixture.shares <= 0
    for _ in range(tickets - int(given.sum())):
        gain = np.where(closed, -np.inf, 2 * lean @ behind - norms)
        best = int(gain.argmax())
        given[best] += 1
        behind -= lean[best]
    return given


def interleave(given: Ints) -> Ints:
    """Order the tickets so that each panel's are spread evenly over the list.

    >>> interleave(np.array([2, 1])).tolist()
    [0, 1, 0]
    """
    panels = np.repeat(np.arange(len(given)), given)
    starts = np.repeat(np.cumsum(given) - given, given)
    turn = (np.arange(len(panels)) - starts + 0.5) / np.repeat(given, given)
    return panels[np.lexsort((panels, turn))]


def name_people(
    problem: Problem, mixture: Mixture, order: Ints, key: str
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Put people on tickets: (everybody's id in order, one row of indexes into it per ticket).

    People of one type take turns, so their numbers of tickets differ by at most one (where
    several kinds of people share households, by very little more).
    """
    ids = tuple(sorted(person for people in problem.members for person in people))
    number = {person: index for index, person in enumerate(ids)}
    queues = [
        [number[p] for p in sorted(people, key=lambda p: digest(key, p))]
        for people in problem.members
    ]
    shared: dict[object, list[int]] = defaultdict(list)
    pairs: list[tuple[Ints, Ints]] = []
    for kind, person_type in enumerate(problem.types):
        if person_type.household:
            shared[person_type.household].append(kind)
        else:
            pairs.append(_turns(queues[kind], mixture.panels[order, kind]))
    homes = {number[person]: home for person, home in problem.households.items()}
    for kinds in shared.values():
        wanted = mixture.panels[order][:, kinds]
        pairs.append(_turns_by_household([queues[kind] for kind in kinds], wanted, homes))
    return ids, _as_rows(pairs, len(order), problem.size)


def _turns(queue: Sequence[int], wanted: Ints) -> tuple[Ints, Ints]:
    """(ticket, person) pairs when people simply take turns."""
    tickets = np.repeat(np.arange(len(wanted)), wanted)
    people = np.array(queue, dtype=np.int64)[np.arange(len(tickets)) % len(queue)]
    return tickets, people


def _turns_by_household(
    queues: Sequence[Sequence[int]], wanted: Ints, homes: dict[int, str]
) -> tuple[Ints, Ints]:
    """The same, where nobody may be on a ticket with somebody from their household."""
    waiting = [deque(queue) for queue in queues]
    pairs: list[tuple[int, int]] = []
    for ticket in np.flatnonzero(wanted.any(axis=1)):
        taken: set[str] = set()
        for queue, seats in zip(waiting, wanted[ticket], strict=True):
            pairs += [(int(ticket), person) for person in _next(queue, int(seats), homes, taken)]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _next(queue: deque[int], seats: int, homes: dict[int, str], taken: set[str]) -> list[int]:
    """Take the next people in turn; those whose household is taken keep their turn."""
    chosen: list[int] = []
    passed: list[int] = []
    while len(chosen) < seats:
        person = queue.popleft()
        if homes[person] in taken:
            passed.append(person)
        else:
            taken.add(homes[person])
            chosen.append(person)
    queue.extendleft(reversed(passed))
    queue.extend(chosen)
    return chosen


def _as_rows(pairs: Sequence[tuple[Ints, Ints]], tickets: int, size: int) -> NDArray[np.int32]:
    if size == 0:
        return np.zeros((tickets, 0), dtype=np.int32)
    ticket = np.concatenate([first for first, _ in pairs])
    people = np.concatenate([second for _, second in pairs])
    return people[np.lexsort((people, ticket))].reshape(tickets, size).astype(np.int32)


def chances_of(tickets: NDArray[np.int32], people: int) -> Floats:
    """The share of the tickets that each person is on."""
    return np.asarray(np.bincount(tickets.ravel(), minlength=people) / len(tickets))
