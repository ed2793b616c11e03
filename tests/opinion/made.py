"""Conversations made up for tests."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from publius.opinion import Ballots, Statement


def camps(
    *, sizes: tuple[int, ...], statements: int, noise: float = 0.1, seen: float = 0.6, seed: int = 1
) -> tuple[Ballots, NDArray[np.int64]]:
    """Camps that hold opposite views at random, and who is in which.

    ``noise`` is the share of votes against one's camp, ``seen`` that of statements voted on.
    """
    rng = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    view = rng.choice([-1, 1], (len(sizes), statements))
    answer = view[camp] * rng.choice([1, -1], (len(camp), statements), p=[1 - noise, noise])
    row, column = np.nonzero(rng.random(answer.shape) < seen)
    listed = [Statement(f"s{number}") for number in range(statements)]
    return Ballots(
        [f"p{number}" for number in range(len(camp))],
        listed,
        row.astype(np.int32),
        column.astype(np.int32),
        answer[row, column].astype(np.int8),
    ), camp


def tiny_votes() -> st.SearchStrategy[list[tuple[int, int, int | None]]]:
    """Any votes of a few people on a few statements, taken back ones among them."""
    vote = st.tuples(
        st.integers(0, 11), st.integers(0, 7), st.sampled_from([1, 1, -1, -1, 0, None])
    )
    return st.lists(vote, max_size=90)
