"""The assignment as pairs of a seat and a person under rules, with every index resolved.

A pair is in view when the person fits the seat, has no conflict of interest there, and is
among the seat's best people or the seat among the person's best. Rules are rows: one for each
seat, load and quota, and one for each person in each call.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from publius.matching.assignment.fits import Floats, Whole
from publius.matching.assignment.given import AssignInput
from publius.matching.assignment.types import Quota
from publius.matching.ties import tie_key

NO_LIMIT = float("inf")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: ``kind`` is ``seat``, ``load``, ``quota`` or ``call``; ``index`` says which one.

    ``index`` points into the seats, people, quotas or (person, call) pairs of the problem.
    """

    kind: str
    index: int
    minimum: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Seats and people in the order of their lots, the pairs in view, and the rules.

    - ``fits``: seats x people, conflicts of interest taken out
    - ``seat``, ``person``, ``fit``, ``confirmed``: one entry per pair in view
    - ``size``: the places each seat's score is shared over
    - ``wished``: the minimum of seats that are not a must, else 0
    - ``matrix``: rules x pairs, 1 where a rule counts a pair
    """

    given: AssignInput
    seats: tuple[str, ...]
    people: tuple[str, ...]
    fits: csr_matrix
    seat: Whole
    person: Whole
    fit: Floats
    confirmed: NDArray[np.bool_]
    size: Floats
    wished: Floats
    must: NDArray[np.bool_]
    calls: tuple[tuple[int, str], ...]
    rules: tuple[Rule, ...]
    matrix: csr_matrix
    complete: bool

    @property
    def score_matrix(self) -> csr_matrix:
        """Seats x pairs: what each pair adds to its seat's score."""
        pairs = np.arange(len(self.seat))
        shape = (len(self.seats), len(self.seat))
        return csr_matrix((self.fit / self.size[self.seat], (self.seat, pairs)), shape=shape)


def view(given: AssignInput, nearest: int | None) -> Problem:
    """Build the problem with the ``nearest`` best pairs in view, or all that fit."""
    seats = _by_lot([seat.id for seat in given.seats], "seat")
    people = _by_lot([load.person for load in given.loads], "person")
    seat_at, person_at = _numbers(seats), _numbers(people)
    fits = _fits(given, seat_at, person_at)
    confirmed = [(seat_at[p.seat], person_at[p.person]) for p in given.confirmed]
    chosen = _chosen(given, fits, seats, people, nearest)
    seat, person = _pairs(chosen, confirmed)
    in_call = _calls(given, seat_at, seat, person)
    rules, matrix = _rules(given, seats, people, seat, person, in_call)
    of = {each.id: each for each in given.seats}
    held = set(confirmed)
    pairs = zip(seat.tolist(), person.tolist(), strict=True)
    return Problem(
        given=given, seats=seats, people=people, fits=fits, seat=seat, person=person,
        fit=_looked_up(fits, seat, person),
        confirmed=np.array([pair in held for pair in pairs], dtype=bool),
        size=np.array([of[s].size for s in seats], dtype=np.float64),
        wished=np.array([0 if of[s].must else of[s].minimum for s in seats], dtype=np.float64),
        must=np.array([of[s].must and of[s].minimum > 0 for s in seats], dtype=bool),
        calls=tuple(in_call), rules=rules, matrix=matrix, complete=chosen.nnz == fits.nnz,
    )  # fmt: skip


def _by_lot(ids: list[str], what: str) -> tuple[str, ...]:
    """Order by lot, so that nobody gains from an early place in the alphabet."""
    return tuple(sorted(ids, key=lambda each: tie_key(what, each)))


def _numbers(ids: tuple[str, ...]) -> dict[str, int]:
    return {each: number for number, each in enumerate(ids)}


def _fits(given: AssignInput, seat_at: dict[str, int], person_at: dict[str, int]) -> csr_matrix:
    table = given.fits.table.tocoo()
    rows = np.array([seat_at[seat] for seat in given.fits.seats], dtype=np.int64)[table.row]
    columns = np.array([person_at[p] for p in given.fits.people], dtype=np.int64)[table.col]
    shape = (len(seat_at), len(person_at))
    fits = csr_matrix((table.data, (rows, columns)), shape=shape)
    if given.conflicts:
        kept_apart = {(seat_at[p.seat], person_at[p.person]) for p in given.conflicts}
        for pair in kept_apart:
            if fits[pair]:
                fits[pair] = 0.0
        fits.eliminate_zeros()
    fits.sort_indices()
    return fits


def _chosen(
    given: AssignInput,
    fits: csr_matrix,
    seats: tuple[str, ...],
    people: tuple[str, ...],
    nearest: int | None,
) -> csr_matrix:
    """The pattern of pairs in view, without confirmed ones."""
    if nearest is None:
        return fits
    of_seat = {seat.id: seat.maximum for seat in given.seats}
    of_person = {load.person: load.maximum for load in given.loads}
    by_seat = np.array([max(nearest, 3 * of_seat[s]) for s in seats])
    by_person = np.array([max(nearest, 3 * of_person[p]) for p in people])
    best = _best(fits, by_seat) + _best(csr_matrix(fits.T), by_person).T
    return csr_matrix(best)


def _best(table: csr_matrix, most: Whole) -> csr_matrix:
    """The highest entries of each row, at most so many; equals in the order of columns."""
    kept = np.zeros(table.nnz, dtype=bool)
    starts = table.indptr
    for row, (start, end) in enumerate(pairwise(starts.tolist())):
        best = np.argsort(-table.data[start:end], kind="stable")[: most[row]]
        kept[start + best] = True
    rows = np.repeat(np.arange(table.shape[0]), np.diff(starts))[kept]
    return csr_matrix((table.data[kept], (rows, table.indices[kept])), shape=table.shape)


def _pairs(chosen: csr_matrix, confirmed: list[tuple[int, int]]) -> tuple[Whole, Whole]:
    rows, columns = chosen.nonzero()
    width = chosen.shape[1]
    extra = np.array([seat * width + person for seat, person in confirmed], dtype=np.int64)
    keys = np.union1d(rows.astype(np.int64) * width + columns, extra)
    return keys // max(width, 1), keys % max(width, 1)


def _looked_up(fits: csr_matrix, seat: Whole, person: Whole) -> Floats:
    if not len(seat):
        return np.zeros(0)
    return np.asarray(fits[seat, person], dtype=np.float64).ravel()


def _calls(
    given: AssignInput, seat_at: dict[str, int], seat: Whole, person: Whole
) -> dict[tuple[int, str], list[int]]:
    """The pairs of every (person, call) in which the person could have two seats."""
    call_of = {seat_at[each.id]: each.call for each in given.seats if each.call is not None}
    seen: dict[tuple[int, str], list[int]] = {}
    for pair, (one, somebody) in enumerate(zip(seat.tolist(), person.tolist(), strict=True)):
        if one in call_of:
            seen.setdefault((somebody, call_of[one]), []).append(pair)
    return {key: pairs for key, pairs in sorted(seen.items()) if len(pairs) > 1}


def _rules(
    given: AssignInput,
    seats: tuple[str, ...],
    people: tuple[str, ...],
    seat: Whole,
    person: Whole,
    in_call: dict[tuple[int, str], list[int]],
) -> tuple[tuple[Rule, ...], csr_matrix]:
    of_seat = {each.id: each for each in given.seats}
    of_person = {load.person: load for load in given.loads}
    rules = [
        Rule("seat", i, of_seat[s].minimum if of_seat[s].must else 0, of_seat[s].maximum)
        for i, s in enumerate(seats)
    ]
    rules += [
        Rule("load", i, of_person[p].minimum, of_person[p].maximum) for i, p in enumerate(people)
    ]
    pairs = np.arange(len(seat))
    rows, columns = [seat, len(seats) + person], [pairs, pairs]
    for number, quota in enumerate(given.quotas):
        counted = _counted(quota, seats, people, seat, person)
        rows.append(np.full(len(counted), len(rules)))
        columns.append(counted)
        most = NO_LIMIT if quota.maximum is None else quota.maximum
        rules.append(Rule("quota", number, quota.minimum, most))
    for number, together in enumerate(in_call.values()):
        rows.append(np.full(len(together), len(rules)))
        columns.append(np.array(together))
        rules.append(Rule("call", number, 0, 1))
    where = (np.concatenate(rows), np.concatenate(columns))
    matrix = coo_matrix((np.ones(len(where[0])), where), shape=(len(rules), len(pairs)))
    return tuple(rules), csr_matrix(matrix)


def _counted(
    quota: Quota, seats: tuple[str, ...], people: tuple[str, ...], seat: Whole, person: Whole
) -> Whole:
    """The pairs a quota counts."""
    with_feature = np.array([each in quota.people for each in people], dtype=bool)
    where = np.array([quota.seats is None or each in quota.seats for each in seats], dtype=bool)
    return np.flatnonzero(with_feature[person] & where[seat])
