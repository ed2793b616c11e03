"""What a panel looks like after people dropped out, many times over, and whom it then needs."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from publius.panels.problem import Ints
from publius.panels.randomness import Noise
from publius.panels.standins import Floats, StandIns

Bools = NDArray[np.bool_]
PROMISING = 5  # stand-ins tried for each reserve on the list; more of them find no better list
PASSES = 6  # over the whole list; it nearly always settles before


def sample_dropouts(rates: Floats, scenarios: int, key: str) -> Bools:
    """A row per scenario: who of the panel drops out, each on their own with their own rate."""
    chances = Noise(key).uniform(scenarios * len(rates)).reshape(scenarios, len(rates))
    return np.asarray(chances < rates)


class Aftermath:
    """Panels after drop-outs, one per scenario, while reserves step in one by one.

    ``counts`` has a row per scenario: what the rules count of the panel as it stands;
    ``chairs`` says how many places are empty.
    """

    def __init__(self, stand_ins: StandIns, gone: Bools) -> None:
        self.stand_ins = stand_ins
        self.start: Floats = (~gone).astype(np.float64) @ stand_ins.members
        self.chairs: Floats = gone.sum(axis=1).astype(np.float64)
        self.allowed = np.ones((len(gone), len(stand_ins.groups)), dtype=np.bool_)
        for group, blocked in enumerate(stand_ins.blocked):
            for member in blocked:
                self.allowed[:, group] &= gone[:, member]

    def column_gains(self, counts: Floats) -> Floats:
        """By how much the error falls when one person steps in: scenario x column."""
        return -self.stand_ins.rules.of_one_more(counts) @ self.stand_ins.columns.T

    def gains(self, counts: Floats, free: Floats) -> Floats:
        """The same per group, on its best place; 0 where nobody can or should come."""
        best = self.stand_ins.best_of_group(self.column_gains(counts))
        usable = self.allowed & (free > 0)[:, None]
        return np.where(usable, np.maximum(best, 0.0), 0.0)

    def step_in(self, counts: Floats, free: Floats, group: int) -> Bools:
        """Let one of the group step in wherever that helps; say in which scenarios they did."""
        mine = np.flatnonzero(self.stand_ins.owner == group)
        gains = -self.stand_ins.rules.of_one_more(counts) @ self.stand_ins.columns[mine].T
        comes = (gains.max(axis=1) > 0) & self.allowed[:, group] & (free > 0)
        counts[comes] += self.stand_ins.columns[mine[gains.argmax(axis=1)[comes]]]
        free[comes] -= 1
        return np.asarray(comes)

    def after(self, reserves: Sequence[int]) -> tuple[Floats, Floats]:
        """Counts and empty places when these reserves are called, the most helpful first."""
        counts, free = self.start.copy(), self.chairs.copy()
        called = _Called(self, reserves)
        while called.step_in(counts, free):
            pass
        return counts, free

    def left_over(self, reserves: Sequence[int]) -> float:
        """The mean error over the scenarios when these reserves are called."""
        return float(self.stand_ins.rules.error(self.after(reserves)[0]).mean())


class _Called:
    """Some reserves, of whom the most helpful steps in first, scenario by scenario."""

    def __init__(self, aftermath: Aftermath, reserves: Sequence[int]) -> None:
        places = [np.flatnonzero(aftermath.stand_ins.owner == group) for group in reserves]
        self._of_one_more = aftermath.stand_ins.rules.of_one_more
        self._columns = aftermath.stand_ins.columns[_joined(places)]
        self._owner = np.repeat(np.arange(len(places)), [len(place) for place in places])
        self._waiting = aftermath.allowed[:, list(reserves)]

    def step_in(self, counts: Floats, free: Floats) -> bool:
        """Let one reserve step in wherever one helps; False when nobody does any more."""
        if not len(self._owner):
            return False
        gains = -self._of_one_more(counts) @ self._columns.T
        gains = np.where(self._waiting[:, self._owner] & (free > 0)[:, None], gains, 0.0)
        best = gains.argmax(axis=1)
        comes = np.flatnonzero(gains[np.arange(len(gains)), best] > 0)
        counts[comes] += self._columns[best[comes]]
        free[comes] -= 1
        self._waiting[comes, self._owner[best[comes]]] = False
        return bool(len(comes))


def _joined(places: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    return np.concatenate(places) if places else np.zeros(0, dtype=np.intp)


def exchange(aftermath: Aftermath, groups: Sequence[int], sizes: Ints) -> list[int]:
    """Exchange one reserve at a time for a more helpful one, until none is found.

    ``sizes`` says how many people each group has.
    """
    chosen = list(groups)
    lowest = aftermath.left_over(chosen)
    for _ in range(PASSES):
        before = lowest
        for number in range(len(chosen)):
            rest = chosen[:number] + chosen[number + 1 :]
            for other in _promising(aftermath, rest, sizes):
                error = aftermath.left_over([*rest, other])
                if error < lowest - 1e-9:
                    lowest, chosen = error, [*rest[:number], other, *rest[number:]]
                    break
        if lowest == before:
            break
    return chosen


def _promising(aftermath: Aftermath, rest: Sequence[int], sizes: Ints) -> list[int]:
    """The groups that would help most where these reserves leave places empty."""
    gains = aftermath.gains(*aftermath.after(rest)).sum(axis=0)
    gains[np.bincount(rest, minlength=len(sizes)) >= sizes] = 0.0
    order = np.argsort(-gains, kind="stable")[:PROMISING]
    return [int(group) for group in order if gains[group] > 0]


def rates_for(panel: Sequence[str], dropout: float | Mapping[str, float], usual: float) -> Floats:
    """Everybody's chance to drop out, in the order of the panel."""
    if isinstance(dropout, Mapping):
        return np.array([dropout.get(name, usual) for name in panel])
    return np.full(len(panel), float(dropout))
