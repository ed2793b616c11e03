"""How well people fit seats, as a sparse table; a pair that is not in it does not fit."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix

from publius.matching.assignment.errors import BadAssignmentInput
from publius.matching.errors import BadValueError
from publius.matching.records import Record, canonical_json

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Fits(Record):
    """The fit of people for seats: 0 or absent is no fit, higher is better, 1 is about the most.

    Seats and people stand in the order of their ids, whatever order they came in, so equal
    fits are equal however they were given.

    >>> fits = Fits.of([("cyclist", "Bo", 0.8), ("planner", "Ada", 0.5)])
    >>> fits.seats, fits.people, fits.table.toarray().tolist()
    (('cyclist', 'planner'), ('Ada', 'Bo'), [[0.0, 0.8], [0.5, 0.0]])
    """

    __slots__ = ("people", "seats", "table")

    def __init__(self, seats: Sequence[str], people: Sequence[str], table: ArrayLike) -> None:
        """Take an array of seats x people, or a sparse matrix of that shape."""
        matrix = csr_matrix(table, dtype=np.float64)
        if matrix.shape != (len(seats), len(people)):
            raise BadAssignmentInput(
                "fits_shape",
                found=" x ".join(map(str, matrix.shape)),
                expected=f"{len(seats)} x {len(people)}",
                seats=len(seats),
                people=len(people),
            )
        _refuse_repeated(seats, people)
        _refuse_bad(matrix, seats, people)
        by_seat, by_person = _order(seats), _order(people)
        matrix.eliminate_zeros()
        self.table = matrix[by_seat][:, by_person].tocsr()
        self.table.sort_indices()
        self.seats = tuple(seats[i] for i in by_seat)
        self.people = tuple(people[i] for i in by_person)

    @classmethod
    def of(cls, triples: Iterable[tuple[str, str, float]]) -> "Fits":
        """Gather (seat, person, fit) triples; each pair once."""
        given = list(triples)
        seats = sorted({seat for seat, _, _ in given})
        people = sorted({person for _, person, _ in given})
        row = {seat: number for number, seat in enumerate(seats)}
        column = {person: number for number, person in enumerate(people)}
        _refuse_twice(given)
        rows = [row[seat] for seat, _, _ in given]
        columns = [column[person] for _, person, _ in given]
        values = [float(fit) for _, _, fit in given]
        shape = (len(seats), len(people))
        return cls(seats, people, csr_matrix((values, (rows, columns)), shape=shape))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fits) and self.digest() == other.digest()

    def __hash__(self) -> int:
        return hash(self.digest())

    def __repr__(self) -> str:
        return f"Fits({len(self.seats)} seats, {len(self.people)} people, {self.table.nnz} pairs)"

    def to_json(self) -> dict[str, Any]:
        bounds = self.table.indptr
        columns, values = self.table.indices, self.table.data
        pairs = [
            [columns[start:end].tolist(), values[start:end].tolist()]
            for start, end in pairwise(bounds.tolist())
        ]
        return {"seats": list(self.seats), "people": list(self.people), "pairs": pairs}

    def digest(self) -> str:
        """Name the table by the SHA-256 of its names and numbers.

        >>> Fits.of([("s", "Bo", 0.5)]).digest()[:8]
        '283d9fc3'
        """
        named = hashlib.sha256(canonical_json([self.seats, self.people]).encode("ascii"))
        for array, kind in (
            (self.table.indptr, "<i8"),
            (self.table.indices, "<i8"),
            (self.table.data, "<f8"),
        ):
            named.update(array.astype(kind).tobytes())
        return named.hexdigest()

    @classmethod
    def from_json(cls, data: object) -> "Fits":
        if not isinstance(data, Mapping) or set(data) != {"seats", "people", "pairs"}:
            raise BadValueError(
                "wrong_type",
                field="fits",
                expected="an object with seats, people and pairs",
                found="something else",
            )
        try:
            return cls(data["seats"], data["people"], _matrix(data))
        except (TypeError, ValueError, IndexError) as error:
            raise BadValueError(
                "wrong_type", field="fits", expected="lists of pairs", found=str(error)
            ) from error


def _matrix(data: Mapping[str, Any]) -> csr_matrix:
    columns = [column for row, _ in data["pairs"] for column in row]
    values = [value for _, row in data["pairs"] for value in row]
    starts = np.cumsum([0, *(len(row) for row, _ in data["pairs"])])
    shape = (len(data["seats"]), len(data["people"]))
    return csr_matrix((np.array(values, dtype=np.float64), columns, starts), shape=shape)


def _order(names: Sequence[str]) -> list[int]:
    return sorted(range(len(names)), key=names.__getitem__)


def _refuse_repeated(seats: Sequence[str], people: Sequence[str]) -> None:
    for what, names in (("seat", seats), ("person", people)):
        if len(set(names)) < len(names):
            repeated = next(name for name in sorted(names) if names.count(name) > 1)
            raise BadAssignmentInput("repeated_name", what=what, id=repeated)


def _refuse_bad(matrix: csr_matrix, seats: Sequence[str], people: Sequence[str]) -> None:
    bad = np.flatnonzero(~(np.isfinite(matrix.data) & (matrix.data >= 0)))
    if len(bad):
        row = int(np.searchsorted(matrix.indptr, bad[0], side="right")) - 1
        person = people[matrix.indices[bad[0]]]
        raise BadAssignmentInput(
            "bad_fit", seat=seats[row], person=person, fit=float(matrix.data[bad[0]])
        )


def _refuse_twice(given: Sequence[tuple[str, str, float]]) -> None:
    seen: set[tuple[str, str]] = set()
    for seat, person, _ in given:
        if (seat, person) in seen:
            raise BadAssignmentInput("duplicate_fit", seat=seat, person=person)
        seen.add((seat, person))
