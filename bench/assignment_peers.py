"""Plain stand-ins for two published ways of assigning reviewers, run as a process of their own.

Written after the published descriptions and a reading of the originals (openreview-matcher,
MIT licence), which no package registry holds; they share no code with them and are named as
stand-ins wherever their figures are shown. Reads one JSON object from standard input
(``method``, ``fit`` as seats x people, ``size`` per seat, ``minimum`` and ``maximum`` load per
person) and writes ``places`` (pairs of seat and person) and ``seconds``.

- ``FairSequence`` (Payan and Zick, "I Will Have Order!", IJCAI 2022): seats pick in turn, the one
  with the smallest share of its places filled first, ties going to the best pair; a pick that
  would make another seat envious by more than one person is passed over. If that leaves a place
  open, the sequence is run again without the check, trading where it gets stuck.
- ``MinMax``: two cheapest flows, the minimum loads first and then the rest, on fits cut to two
  decimals; a fit below .01 is no edge.
"""

import json
import sys
import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix


class StuckError(Exception):
    """The picking sequence cannot fill a place."""


class FairSequence:
    def __init__(self, fit, size, minimum, maximum, *, envy_checked):
        self.fit, self.size, self.envy_checked = fit, size, envy_checked
        self.taken = np.zeros(fit.shape, dtype=bool)
        self.open = maximum.copy()
        self.owed = minimum.copy()
        self.own = np.zeros(len(fit))
        self.order = [list(np.argsort(-row, kind="stable")) for row in fit]

    def run(self):
        restricted = False
        for left in range(int(self.size.sum()), 0, -1):
            if not restricted and self.owed.sum() >= left:
                self.open, restricted = self.owed.copy(), True
            seat, person = self._pick() or (None, None)
            if seat is None:
                if self.envy_checked:
                    raise StuckError
                person = self._trade()
            else:
                self._give(seat, person)
            self.open[person] -= 1
            self.owed[person] = max(0, self.owed[person] - 1)
        return self.taken

    def _give(self, seat, person):
        self.taken[seat, person] = True
        self.own[seat] += self.fit[seat, person]

    def _take(self, seat, person):
        self.taken[seat, person] = False
        self.own[seat] -= self.fit[seat, person]

    def _turn(self):
        share = self.taken.sum(axis=1) / self.size
        return np.flatnonzero(share == share.min())

    def _pick(self):
        best, found = 0.0, None
        for seat in self._turn():
            order = self.order[seat]
            self.order[seat] = order = [
                p for p in order if self.open[p] > 0 and self.fit[seat, p] > 0
            ]
            for person in order:
                if self.taken[seat, person]:
                    continue
                if self.fit[seat, person] <= best:
                    break
                if not self.envy_checked or self._calm(seat, person):
                    best, found = self.fit[seat, person], (seat, person)
                    break
        return found

    def _calm(self, seat, person):
        """Nobody would envy the seat by more than one person if it took this one too."""
        bundle = [*np.flatnonzero(self.taken[seat]), person]
        worth = self.fit[:, bundle]
        envied = (worth.sum(axis=1) - worth.max(axis=1)) / self.size[seat]
        content = envied <= self.own / self.size + 1e-9
        content[seat] = True
        return bool(content.all())

    def _trade(self):
        """Hand people along a shortest path from somebody who is free to an open place."""
        turn = self._turn()
        free = np.flatnonzero(self.open > 0)
        paths = [((None, seat),) for seat in turn]
        seen = set(turn.tolist())
        while paths:
            longer = []
            for path in paths:
                for step in self._steps(path[-1][1], seen):
                    longer.append((*path, step))
                    seen.add(step[1])
                    ends = [p for p in free if self._could_take(step[1], p)]
                    if ends:
                        end = max(ends, key=lambda p: self.fit[step[1], p])
                        self._hand_along(longer[-1], end)
                        return end
            paths = longer
        raise StuckError

    def _could_take(self, seat, person):
        return self.fit[seat, person] > 0 and not self.taken[seat, person]

    def _steps(self, seat, seen):
        pairs = np.argwhere(self.taken & (self.fit[seat] > 0) & ~self.taken[seat])
        worth = self.fit[seat, pairs[:, 1]]
        for other, person in pairs[np.argsort(-worth, kind="stable")].tolist():
            if other not in seen:
                yield person, other

    def _hand_along(self, path, end):
        movers = [person for person, _ in path[1:]] + [end]
        for (leaving, seat), coming in zip(path, movers, strict=True):
            if leaving is not None:
                self._take(seat, leaving)
            self._give(seat, coming)


def fair_sequence(fit, size, minimum, maximum):
    minimum = np.where((fit > 0).any(axis=0), minimum, 0)
    for envy_checked in (True, False):
        try:
            return FairSequence(fit, size, minimum, maximum, envy_checked=envy_checked).run()
        except StuckError:
            continue
    raise StuckError


def min_max(fit, size, minimum, maximum):
    worth = np.floor(fit * 100 + 1e-9)
    first = _flow(worth, size, minimum)
    rest = _flow(np.where(first, 0, worth), size - first.sum(axis=1), maximum - first.sum(axis=0))
    return first | rest


def _flow(worth, size, loads):
    """The most people placed, then the most worth among those ways."""
    if loads.sum() == 0:
        return np.zeros(worth.shape, dtype=bool)
    seats, people = np.nonzero(worth)
    edges = np.arange(len(seats))
    shape = (len(size) + len(loads), len(edges))
    rows = np.concatenate([seats, len(size) + people])
    matrix = coo_matrix((np.ones(2 * len(edges)), (rows, np.concatenate([edges, edges]))), shape)
    solved = milp(
        -(worth[seats, people] + 1e5),
        constraints=LinearConstraint(matrix.tocsr(), 0, np.concatenate([size, loads])),
        bounds=Bounds(0, 1),
    )
    taken = np.zeros(worth.shape, dtype=bool)
    chosen = solved.x > 0.5
    taken[seats[chosen], people[chosen]] = True
    return taken


METHODS = {"FairSequence": fair_sequence, "MinMax": min_max}


def main():
    asked = json.load(sys.stdin)
    arrays = [np.array(asked[name]) for name in ("fit", "size", "minimum", "maximum")]
    start = time.perf_counter()
    taken = METHODS[asked["method"]](*arrays)
    seconds = time.perf_counter() - start
    json.dump({"places": np.argwhere(taken).tolist(), "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
