"""People whose items are closest in meaning: every vector is compared, nothing is approximated."""

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.catalogue import Catalogue
from publius.matching.impact.rows import Ints

AT_ONCE = 65_536


def as_bytes(vector: NDArray[np.float32]) -> bytes:
    """Keep a vector in half the space; whole 2,048ths up to 1 lose nothing as float16."""
    return vector.astype("<f2").tobytes()


def from_bytes(content: bytes) -> NDArray[np.float32]:
    return np.frombuffer(content, dtype="<f2").astype(np.float32)


class Nearest:
    """The vectors of all items, read once for every state of the index."""

    def __init__(self, catalogue: Catalogue, dimension: int) -> None:
        found = list(catalogue.vectors())
        self._person = np.array([person for person, _ in found], dtype=np.int64)
        joined = b"".join(vector for _, vector in found)
        self._vectors = np.frombuffer(joined, dtype="<f2").reshape(-1, dimension)

    def best(self, vector: NDArray[np.float32], among: Ints, k: int) -> list[int]:
        """Give the k people with the closest item, of those named (ascending)."""
        if not len(self._person) or not len(among):
            return []
        closest = np.full(len(among), -1.0, dtype=np.float32)
        for first in range(0, len(self._person), AT_ONCE):
            some = slice(first, first + AT_ONCE)
            cosine = self._vectors[some].astype(np.float32) @ vector
            at = np.minimum(np.searchsorted(among, self._person[some]), len(among) - 1)
            asked = among[at] == self._person[some]
            np.maximum.at(closest, at[asked], cosine[asked])
        order = np.lexsort((among, -closest))[:k]
        return [int(person) for person in among[order[closest[order] > 0]]]
