"""Lots drawn from what was voted, never from who came when.

Everything that is left to chance (which votes are hidden, where a search begins, who is in a
sample) is drawn here, so that the same votes give the same map whatever people are called, in
whichever order they arrived and whichever way a statement is worded.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots

Lots = NDArray[np.uint64]
Mask = NDArray[np.bool_]
WHOLE = 2.0**64
MANY = 30  # different ballots: too many to be all doubled by chance


def of_people(ballots: Ballots, seed: int = 0) -> Lots:
    """One lot per person, from their votes; people who voted alike are told apart by number.

    >>> said = [("ada", "s1", 1), ("bo", "s1", 1), ("cy", "s1", -1)]
    >>> renamed = [("cy", "s1", 1), ("bo", "s1", 1), ("ada", "s1", -1)]
    >>> bool(np.all(of_people(Ballots.of(said)) == of_people(Ballots.of(renamed))))
    True
    """
    alike = _alike(ballots)
    return mix(alike + _turn_of_each(alike), seed)


def of_votes(ballots: Ballots, seed: int = 0) -> Lots:
    """One lot per vote, from the person's lot and the statement."""
    people, statements = of_people(ballots), of_statements(ballots)
    return mix(people[ballots.row] ^ statements[ballots.column], seed)


def of_statements(ballots: Ballots) -> Lots:
    """One lot per statement, from its id."""
    digests = [hashlib.blake2b(str(s.id).encode(), digest_size=8) for s in ballots.statements]
    return np.array([int.from_bytes(digest.digest()) for digest in digests], dtype=np.uint64)


def below(lots: Lots, share: float) -> Mask:
    """Which lots win when ``share`` of all win."""
    return lots < share * WHOLE


def sample(ballots: Ballots, among: Mask, most_votes: int) -> NDArray[np.int64]:
    """Draw people from ``among``, in a canonical order, who cast at most so many votes together.

    There is always somebody in it if there is anybody.

    >>> ballots = Ballots.of([("ada", "s1", 1), ("bo", "s1", 1), ("cy", "s1", -1)])
    >>> len(sample(ballots, np.array([True, True, True]), 2))
    2
    """
    rows = np.flatnonzero(among)
    rows = rows[np.argsort(of_people(ballots)[rows], kind="stable")]
    fits = np.cumsum(ballots.votes_of[rows]) <= most_votes
    return rows[: max(int(np.count_nonzero(fits)), 1)]


def only(ballots: Ballots, rows: NDArray[np.int64]) -> Ballots:
    """The ballots of these people in this order, statements in the order of their lots."""
    columns = np.argsort(of_statements(ballots), kind="stable")
    row = _places(rows, len(ballots.people))[ballots.row]
    kept = np.flatnonzero(row >= 0)
    row, column = row[kept], _places(columns, len(columns))[ballots.column[kept]]
    order = np.argsort(row * np.int64(len(columns)) + column)
    return Ballots(
        people=[ballots.people[n] for n in rows.tolist()],
        statements=[ballots.statements[n] for n in columns.tolist()],
        row=row[order],
        column=column[order],
        answer=ballots.answer[kept[order]],
    )


def mix(lots: Lots, seed: int = 0) -> Lots:
    """Stir 64 bits so that neighbours have nothing in common (splitmix64, Steele et al. 2014)."""
    lots = lots + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
    lots = (lots ^ (lots >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    lots = (lots ^ (lots >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    stirred: Lots = lots ^ (lots >> np.uint64(31))
    return stirred


def originals(ballots: Ballots, among: Mask) -> Mask:
    """Who of ``among`` is left when a list that names everybody several times is made simple.

    Where many different ballots all occur a multiple of g times, that is no coincidence: the
    list was copied, and copies are no further evidence.

    >>> votes = [(person, s, 1) for person in range(40) for s in range(person + 1)]
    >>> copied = votes + [(f"{person} again", s, 1) for person, s, _ in votes]
    >>> int(originals(Ballots.of(votes), np.ones(40, bool)).sum())
    40
    >>> int(originals(Ballots.of(copied), np.ones(80, bool)).sum())
    40
    """
    alike = _alike(ballots)[among]
    _, times = np.unique(alike, return_counts=True)
    copies = int(np.gcd.reduce(times)) if len(times) >= MANY else 1
    left = among.copy()
    left[among] = _turn_of_each(alike) % np.uint64(copies) == 0
    return left


def _alike(ballots: Ballots) -> Lots:
    """One lot per person, the same for those who voted alike."""
    heaped = np.append(np.uint64(0), np.cumsum(_of_answers(ballots)))
    ends = np.cumsum(ballots.votes_of)
    return mix(heaped[ends] - heaped[ends - ballots.votes_of])


def _of_answers(ballots: Ballots) -> Lots:
    """A lot per vote, the same whichever way the statement is worded: with most, or against."""
    balance = np.bincount(ballots.column, ballots.answer, minlength=len(ballots.statements))
    with_most = np.sign(balance)[:, None] * np.array([-1, 0, 1]) + 1
    of_each = mix(of_statements(ballots)[:, None] + with_most.astype(np.uint64))
    drawn: Lots = of_each[ballots.column, ballots.answer + 1]
    return drawn


def _turn_of_each(lots: Lots) -> Lots:
    """Number those who drew the same from 0: they voted alike, so any order is the same."""
    order = np.argsort(lots, kind="stable")
    starts = np.append(True, np.diff(lots[order]) != 0)[: len(lots)]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(lots)), 0))
    turn = np.empty(len(lots), np.uint64)
    turn[order] = np.arange(len(lots)) - first
    return turn


def _places(chosen: NDArray[np.int64], size: int) -> NDArray[np.int32]:
    """Where each of ``size`` stands among the chosen, -1 for the others."""
    places = np.full(size, -1, dtype=np.int32)
    places[chosen] = np.arange(len(chosen))
    return places
