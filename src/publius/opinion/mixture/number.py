"""How many kinds of voters there are: as many as help to predict votes that were kept back."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.opinion import held_out
from publius.opinion.ballots import Ballots
from publius.opinion.held_out import Hidden
from publius.opinion.mixture.classes import clear_votes, find
from publius.opinion.mixture.starts import starts
from publius.opinion.pca import project

Floats = NDArray[np.float64]
STRENGTH = 4.0  # imagined votes of everybody beside those of a class, when it predicts
FEWEST_PEOPLE = 5  # in a class
FEWEST_VOTES = 5  # of whoever has votes kept back: nearly everybody who is grouped
ENOUGH_HIDDEN = 4000  # votes, from as many repeats as that takes
FEWEST_REPEATS, MOST_REPEATS = 2, 8


@dataclass(frozen=True, eq=False)
class Trial:
    """What each number of classes ``saved`` on everybody's hidden votes (bits per person), and
    what these cost without."""

    saved: Mapping[int, Floats]
    cost: float

    def gain(self, k: int) -> float:
        """The share of bits that ``k`` classes save; 0 for a number that was not tried."""
        return float(self.saved[k].sum()) / self.cost if self.cost and k in self.saved else 0.0

    def simplest(self, known: int = 0) -> int:
        """The fewest classes that are as good as the best, give or take one standard error.

        Breiman et al., Classification and Regression Trees, 1984, section 3.4.3. Where a
        ``known`` number is as good, it stays. 1 means: no groups.

        >>> saved = {1: np.zeros(4), 2: np.array([1, 2, 1, 2]), 3: np.array([1, 2, 2, 1])}
        >>> Trial(saved, cost=10.0).simplest()
        2
        """
        best = max(self.saved, key=lambda k: (round(self.gain(k), 9), -k))
        as_good = [k for k in self.saved if _as_good(self.saved[best] - self.saved[k])]
        return known if known in as_good else min(as_good)


def try_numbers(ballots: Ballots, numbers: Iterable[int], seed: int = 0) -> Trial:
    """Try 1 and every other number of classes on votes that are kept back.

    A number is left out if one of its classes is too small to speak for anybody.
    """
    saved: dict[int, Floats] = {k: np.zeros(len(ballots.people)) for k in {1, *numbers}}
    cost = 0.0
    for train, hidden in _splits(ballots, seed):
        alone, each = _saved(train, hidden, saved, seed)
        cost += float(alone.sum())
        saved = {k: so_far + each[k] for k, so_far in saved.items() if k in each}
    return Trial(saved, cost)


def _as_good(behind: Floats) -> bool:
    """Whether a difference (per person) is within one standard error of none."""
    voters = behind[behind != 0]
    return float(voters.sum()) <= math.sqrt(float((voters**2).sum()))


def _splits(ballots: Ballots, seed: int) -> Iterator[tuple[Ballots, Hidden]]:
    """Hide votes until enough were hidden in all."""
    hidden_so_far = 0
    every = held_out.splits(ballots, seed=seed, repeats=MOST_REPEATS, enough=FEWEST_VOTES)
    for repeat, (train, hidden) in enumerate(every, 1):
        yield train, hidden
        hidden_so_far += len(hidden.row)
        if repeat >= FEWEST_REPEATS and hidden_so_far >= ENOUGH_HIDDEN:
            return


def _saved(
    train: Ballots, hidden: Hidden, numbers: Iterable[int], seed: int
) -> tuple[Floats, dict[int, Floats]]:
    """What the hidden votes cost alone, and what each number of classes saves of it.

    A class has to stand on its own votes: imagined ones count half as much as when it was found.
    """
    nobody = np.zeros(len(train.people), dtype=np.int64)
    alone, _ = held_out.saved_bits(train, hidden, nobody)
    saved: dict[int, Floats] = {1: np.zeros(len(train.people))}
    votes, positions = clear_votes(train), project(train).positions
    for k in sorted(set(numbers) - {1}):
        classes = find(votes, starts(train, k, positions, seed))
        group = classes.belonging(votes)[0][0].argmax(axis=1)
        if np.bincount(group, minlength=k).min() >= FEWEST_PEOPLE:
            _, bits = held_out.saved_bits(train, hidden, group, STRENGTH)
            saved[k] = np.zeros(len(train.people))
            np.add.at(saved[k], hidden.row, bits)
    return alone, saved
