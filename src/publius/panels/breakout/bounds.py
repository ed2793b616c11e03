"""What no seating can beat: how many pairs must meet again, how uneven tables must be."""

import numpy as np

from publius.panels.breakout.room import Floats, Room


def fewest_repeats(room: Room, rounds: int) -> int:
    """A lower bound on meetings of pairs that have met already, by counting.

    By person: somebody who meets others in all rounds more often than there are others must
    meet some again, and the people of their group every time. By table: of the people at one
    table, at least so many came from the same table of the round before (pigeonhole).
    """
    if rounds < 2:
        return 0
    mates = np.zeros(room.people)
    for group in room.groups:
        mates[list(group)] = len(group) - 1
    strangers = room.people - 1 - mates - room.apart.sum(axis=1)
    beside = float(room.sizes.min()) - 1 - mates
    again = (rounds - 1) * mates + np.maximum(0.0, rounds * beside - strangers)
    by_person = int(np.ceil(again.sum() / 2 - 1e-9))
    full, over = np.divmod(room.sizes, room.tables)
    pairs = over * (full + 1) * full // 2 + (room.tables - over) * full * (full - 1) // 2
    return max(by_person, (rounds - 1) * int(pairs.sum()))


def least_imbalance(room: Room, rounds: int) -> int:
    """A lower bound on unevenness: what groups that sit together cause, wherever they sit.

    Every group brings too much of some values to its table. What that leaves too little of, at
    its own table and elsewhere, is counted for one group only, because groups may share it.
    """
    if not room.groups:
        return 0
    spare = [_caused(room, group) for group in room.groups]
    least = [min(over for over, _ in each) for each in spare]
    whole = [min(over + under for over, under in each) for each in spare]
    best = max(both - over for both, over in zip(whole, least, strict=True))
    return rounds * round(sum(least) + best)


def _caused(room: Room, group: tuple[int, ...]) -> list[tuple[float, float]]:
    """Per table the group could sit at: too many of values there, too few there and elsewhere."""
    brings = room.values[list(group)].sum(axis=0)
    everywhere = room.values.sum(axis=0)
    found = []
    for table in np.flatnonzero(room.allowed[list(group)].all(axis=0)).tolist():
        free = int(room.sizes[table]) - len(group)
        over = np.maximum(brings - room.high[table], 0)
        short = room.low.sum(axis=0) - room.low[table] - (everywhere - brings)
        under = float(np.maximum(short[over > 0], 0).sum())
        if free >= 0:
            found.append((float(over.sum()), under + _missing(room, brings, table, free)))
    return found or [(0.0, 0.0)]


def _missing(room: Room, brings: Floats, table: int, free: int) -> float:
    """What the chairs a group leaves free are too few to make up for, feature by feature."""
    total = 0.0
    for feature in {name for name, _ in room.labels}:
        own = np.array([name == feature for name, _ in room.labels])
        if (room.values[:, own].sum(axis=1) > 1).any():
            continue  # somebody holds several values: one chair can make up for more than one
        wanted = np.maximum(room.low[table, own] - brings[own], 0).sum()
        total += max(0.0, float(wanted) - free)
    return total
