"""A first seating that keeps groups together and everybody at a table they can use."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from publius.panels.breakout.room import Bools, Room
from publius.panels.breakout.round import Round
from publius.panels.errors import SettingError
from publius.panels.problem import Ints
from publius.panels.randomness import Noise

TRIES = 50  # orders of the groups before giving up


def seat_at_random(room: Room, noise: Noise) -> Ints:
    """Everybody's table: groups first, the largest first; then the others, at random."""
    for _ in range(TRIES):
        seats = _with_groups(room, noise)
        if seats is not None and _fill(room, seats, noise):
            return seats
    raise SettingError("tables-impossible")


def _with_groups(room: Room, noise: Noise) -> Ints | None:
    seats = np.full(room.people, -1, dtype=np.int64)
    lot = noise.uniform(len(room.groups)).tolist()
    order = sorted(range(len(room.groups)), key=lambda n: (-len(room.groups[n]), lot[n]))
    for number in order:
        group = list(room.groups[number])
        taken = np.bincount(seats[seats >= 0], minlength=room.tables)
        fits = room.allowed[group].all(axis=0) & (room.sizes - taken >= len(group))
        fits &= ~_rivals_there(room, seats, group)
        if not fits.any():
            return None
        draws = np.where(fits, noise.uniform(room.tables), -1.0)
        seats[group] = int(draws.argmax())
    return seats


def _rivals_there(room: Room, seats: Ints, group: Sequence[int]) -> Bools:
    rivals = seats[room.apart[group].any(axis=0) & (seats >= 0)]
    return np.asarray(np.bincount(rivals, minlength=room.tables) > 0)


def _fill(room: Room, seats: Ints, noise: Noise) -> bool:
    """Give everybody else a chair at a table they can use; False where there are too few."""
    waiting = np.flatnonzero(seats < 0)
    free = room.sizes - np.bincount(seats[seats >= 0], minlength=room.tables)
    chairs = np.repeat(np.arange(room.tables), free)
    if room.allowed[waiting].all():
        seats[waiting] = chairs[np.argsort(noise.uniform(len(chairs)), kind="stable")]
        return True
    price = noise.uniform(len(waiting) * len(chairs)).reshape(len(waiting), len(chairs))
    price += np.where(room.allowed[waiting][:, chairs], 0.0, 1e6)
    rows, columns = linear_sum_assignment(price)
    seats[waiting[rows]] = chairs[columns]
    return bool(room.allowed[waiting[rows], chairs[columns]].all())


def move_group(current: Round, noise: Noise) -> Round:
    """Swap a group with people of another table, drawn by lot, each with whoever costs least."""
    room = current.room
    lot = noise.uniform(2)
    group = list(room.groups[int(lot[0] * len(room.groups))])
    alone = np.ones(room.people, dtype=np.bool_)
    alone[[person for each in room.groups for person in each]] = False
    here = int(current.seats[group[0]])
    able = [
        table
        for table in np.flatnonzero(room.allowed[group].all(axis=0)).tolist()
        if (_willing(current, alone, table, here)).sum() >= len(group) and table != here
    ]
    if able:
        table = able[int(lot[1] * len(able))]
        for person in group:
            pairs, uneven = current.changes(np.array([person]))
            cost = (pairs + room.evenness * uneven)[0]
            there = _willing(current, alone, table, here)
            current.swap(person, int(np.where(there, cost, np.inf).argmin()))
    return current


def _willing(current: Round, alone: Bools, table: int, here: int) -> Bools:
    """People at a table who sit there on their own and could sit here."""
    return np.asarray(alone & (current.seats == table) & current.room.allowed[:, here])
