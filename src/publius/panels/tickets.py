"""Turns a mixture of panels into a list of equally likely tickets, each naming real people."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from publius.panels.households import fill_by_household
from publius.panels.problem import Ints, Problem
from publius.panels.randomness import Noise
from publius.panels.realise import Mixture
from publius.panels.solver import Floats

STANDARD = 10_000  # tickets: four ten-sided dice thrown in public pick one of them
SHUFFLES = 100  # how often the turns are shuffled anew over the whole list
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
    several types share households, by very little more). The turns are shuffled anew for
    every block of tickets, so that the same people do not always sit together.
    """
    ids = tuple(sorted(person for people in problem.members for person in people))
    number = {person: index for index, person in enumerate(ids)}
    homes = {number[person]: home for person, home in problem.households.items()}
    noise = Noise(key)
    pairs: list[tuple[Ints, Ints]] = []
    for kinds in _kinds_together(problem):
        people = [[number[p] for p in problem.members[kind]] for kind in kinds]
        wanted = mixture.panels[:, kinds][order]
        if people[0][0] in homes:
            pairs.append(fill_by_household(people, wanted, homes, noise))
        else:
            pairs += _filled(people[0], wanted[:, 0], noise)
    return ids, _as_rows(pairs, len(order), problem.size)


def _kinds_together(problem: Problem) -> list[list[int]]:
    """Types whose people live together, side by side; every other type alone."""
    groups: dict[object, list[int]] = defaultdict(list)
    for kind, person_type in enumerate(problem.types):
        groups[person_type.household or kind].append(kind)
    return list(groups.values())


def _filled(people: Sequence[int], wanted: Ints, noise: Noise) -> list[tuple[Ints, Ints]]:
    """(ticket, person) pairs for one type: whoever had fewest goes first, equals at random."""
    everybody = np.array(people, dtype=np.int64)
    had = np.zeros(len(people), dtype=np.int64)
    pairs = []
    step = max(1, len(wanted) // SHUFFLES)
    for start in range(0, len(wanted), step):
        block = wanted[start : start + step]
        tickets = np.repeat(np.arange(start, start + len(block)), block)
        if len(tickets):
            order = np.lexsort((noise.uniform(len(people)), had))
            turns = np.resize(order, len(tickets))
            had += np.bincount(turns, minlength=len(had))
            pairs.append((tickets, everybody[turns]))
    return pairs


def _as_rows(pairs: Sequence[tuple[Ints, Ints]], tickets: int, size: int) -> NDArray[np.int32]:
    if size == 0:
        return np.zeros((tickets, 0), dtype=np.int32)
    ticket = np.concatenate([first for first, _ in pairs])
    people = np.concatenate([second for _, second in pairs])
    return people[np.lexsort((people, ticket))].reshape(tickets, size).astype(np.int32)


def chances_of(tickets: NDArray[np.int32], people: int) -> Floats:
    """The share of the tickets that each person is on."""
    return np.asarray(np.bincount(tickets.ravel(), minlength=people) / len(tickets))
