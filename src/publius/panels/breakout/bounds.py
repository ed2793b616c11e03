"""What no seating can beat: how many pairs must meet again, how uneven tables must be."""

import numpy as np

from publius.panels.breakout.room import Room


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
    """A lower bound on unevenness: what groups that sit together bring to any table."""
    most = room.high.max(axis=0, initial=0.0)
    extra = sum(
        float(np.maximum(room.values[list(group)].sum(axis=0) - most, 0).sum())
        for group in room.groups
    )
    return rounds * round(extra)
