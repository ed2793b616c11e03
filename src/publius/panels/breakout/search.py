"""Seats people round by round and swaps them until tables are even and few meet twice.

A tabu search (Glover, 1989): every swap of two people is weighed at once, the best one is made
even where it makes things worse, and is not undone for a while.
"""

import numpy as np
from numpy.typing import NDArray

from publius.panels.breakout.places import move_group, seat_at_random
from publius.panels.breakout.room import Bools, Floats, Room
from publius.panels.breakout.round import Round
from publius.panels.problem import Ints
from publius.panels.randomness import Noise

NEVER = 10_000.0  # two people kept apart at one table
WALKING = 2.5  # what unevenness counts on the way: little enough to pass through it
FIRST, AGAIN = 200, 60  # swaps made in a round at first, and each time it is revised
SWEEPS = 12  # revisions of every round
MOVES = 150  # groups moved each time a round is revised, times the people in the room
STARTS = 8  # places tried for groups that sit together
LESS = 1e-6  # what counts as less: everything is a multiple of one or of the evenness
TENURE = 8  # swaps for which nobody returns to the table they left


def seat(room: Room, rounds: int, key: str, satisfied: float) -> Ints:
    """A row of table numbers per round; stops as soon as the cost is down to ``satisfied``."""
    noise = Noise(key)
    seats = np.zeros((0, room.people), dtype=np.int64)
    for _ in range(rounds):
        seats = np.vstack([seats, _new_round(room, seats, noise)])
    lowest = total_cost(room, seats)
    for _ in range(SWEEPS):
        for number in range(rounds):
            if lowest <= satisfied:
                return seats
            seats[number] = _revised(room, seats, number, noise)
            lowest = total_cost(room, seats)
    return seats


def _revised(room: Room, seats: Ints, number: int, noise: Noise) -> Ints:
    """One round made better, given the others; where groups sit together, with some moved."""
    clash = _clash(room, np.delete(seats, number, axis=0))
    made = [_walk(Round(room, seats[number], clash), AGAIN, noise)]
    for _ in range(max(1, min(4, MOVES // room.people)) if room.groups else 0):
        moved = move_group(Round(room, made[0], clash), noise)
        made.append(_walk(moved, AGAIN, noise))
    return min(made, key=lambda one: Round(room, one, clash).cost())


def _new_round(room: Room, others: Ints, noise: Noise) -> Ints:
    """A round after others; where groups sit together, at the best of some tables."""
    clash = _clash(room, others)
    steps = [FIRST, *([AGAIN] * STARTS if room.groups else [])]
    made = [_walk(Round(room, seat_at_random(room, noise), clash), each, noise) for each in steps]
    return min(made, key=lambda seats: Round(room, seats, clash).cost())


def _walk(current: Round, steps: int, noise: Noise) -> Ints:
    """The best seats met on a walk of so many swaps."""
    left_at = np.full((current.room.people, current.room.tables), -1, dtype=np.int64)
    free = _movable(current.room)
    cost = lowest = current.cost()
    best = current.seats.copy()
    for step in range(steps):
        if lowest <= 0:
            break
        rows = current.worst(noise)
        pairs, uneven = current.changes(rows)
        change = pairs + current.room.evenness * uneven
        welcome = ~_recent(left_at, step, rows, current.seats) | (cost + change < lowest - LESS)
        lot = noise.uniform(current.room.people)
        ways = pairs + min(WALKING, current.room.evenness) * uneven + 0.1 * (lot[rows, None] + lot)
        ways = np.where(_possible(current, rows, free) & welcome, ways, np.inf)
        row, other = divmod(int(ways.argmin()), current.room.people)
        if not np.isfinite(ways[row, other]):
            break
        cost += float(change[row, other])
        for person in (int(rows[row]), other):
            left_at[person, current.seats[person]] = step + TENURE + int(TENURE * lot[person])
        current.swap(int(rows[row]), other)
        if cost < lowest - LESS:
            lowest, best = cost, current.seats.copy()
    return best


def _recent(left_at: Ints, step: int, rows: NDArray[np.intp], seats: Ints) -> Bools:
    """Swaps that would bring somebody back to a table they left not long ago."""
    barred = (left_at > step)[:, seats]
    return np.asarray(barred[rows] | barred[:, rows].T)


def _possible(current: Round, rows: NDArray[np.intp], free: Bools) -> Bools:
    """Swaps of two people at different tables who can both use the other's."""
    usable = (current.room.allowed & free[:, None])[:, current.seats]
    apart = current.seats[rows, None] != current.seats
    return np.asarray(usable[rows] & usable[:, rows].T & apart)


def _movable(room: Room) -> Bools:
    """Everybody but those in groups, which stay where they were put."""
    free = np.ones(room.people, dtype=np.bool_)
    for group in room.groups:
        free[list(group)] = False
    return free


def _clash(room: Room, others: Ints) -> Floats:
    """A pair that has met in another round costs one; a pair kept apart is never worth it."""
    return np.asarray((room.meetings(others) > 0) + NEVER * room.apart)


def total_cost(room: Room, seats: Ints) -> float:
    """What is wrong with all rounds together, in the weights of the search."""
    uneven = sum(room.imbalance(one) for one in seats)
    broken = room.meetings(seats)[room.apart].sum() / 2
    return float(room.evenness * uneven + room.repeats(seats) + NEVER * broken)
