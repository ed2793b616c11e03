"""What the best chances must satisfy over every valid panel, with no code of the library.

A concave aim is at its best where no valid panel leans further up its slope than the mixture
itself does (the variational inequality); for floors and caps scipy solves the linear programs.
"""

import numpy as np
from scipy.optimize import linprog, minimize_scalar

from tests.panels.checker import all_panels


def exact_chances(lottery):
    """Everybody's chance before it is divided into tickets, by person."""
    held = lottery.mixture.shares @ (lottery.mixture.panels / lottery.problem.counts)
    pairs = zip(lottery.problem.members, held.tolist(), strict=True)
    chances = {person.id: 0.0 for person in lottery.request.pool}
    chances.update({person: chance for people, chance in pairs for person in people})
    return chances


def membership(pool, targets, size):
    """A row per person, a column per valid panel."""
    panels = all_panels(pool, targets, size)
    member = np.zeros((len(pool), len(panels)))
    for number, panel in enumerate(panels):
        member[list(panel), number] = 1
    return member


def climb_left(member, chances, slope):
    """How much further up the slope the best valid panel lies than these chances."""
    return float((slope @ member).max() - slope @ chances)


def best_fit(member, fit, floor, cap=1.0):
    """The highest expected fit when everybody keeps their floor and nobody exceeds the cap."""
    people, panels = member.shape
    result = linprog(
        -(fit @ member),
        A_ub=np.vstack([-member, member]),
        b_ub=np.concatenate([-floor + 1e-9, np.full(people, cap)]),
        A_eq=np.ones((1, panels)),
        b_eq=[1.0],
    )
    return -result.fun


def lowest_cap(member, floor):
    """The lowest cap when everybody who is in some panel keeps the floor; None if none does."""
    people, panels = member.shape
    able = member.any(axis=1)
    result = linprog(
        np.append(np.zeros(panels), 1.0),
        A_ub=np.vstack(
            [
                np.hstack([-member[able], np.zeros((able.sum(), 1))]),
                np.hstack([member, -np.ones((people, 1))]),
            ]
        ),
        b_ub=np.concatenate([np.full(able.sum(), -floor), np.zeros(people)]),
        A_eq=[np.append(np.ones(panels), 0.0)],
        b_eq=[1.0],
    )
    return result.fun if result.success else None


def highest_floor(member):
    """The highest smallest chance of those who are in some panel."""
    able = member[member.any(axis=1)]
    result = linprog(
        np.append(np.zeros(able.shape[1]), -1.0),
        A_ub=np.hstack([-able, np.ones((len(able), 1))]),
        b_ub=np.zeros(len(able)),
        A_eq=[np.append(np.ones(able.shape[1]), 0.0)],
        b_eq=[1.0],
    )
    return -result.fun


def goldilocks_value(member, size):
    """The least of ``largest / average + average / smallest``, by a search over the smallest."""
    average = size / member.any(axis=1).sum()
    top = highest_floor(member)

    def value(floor):
        cap = lowest_cap(member, min(floor, top - 1e-10))
        return cap / average + average / floor

    found = minimize_scalar(value, bounds=(1e-4, top), method="bounded", options={"xatol": 1e-9})
    return min(found.fun, value(top))
