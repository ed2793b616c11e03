"""Chance that anybody can recompute: SHA-256 and a bit stream that never changes.

NumPy promises a stable stream for its bit generators but not for the distributions on top of
them, so only raw bits are taken from it.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray


def digest(*parts: str) -> str:
    """Hash some texts into one hexadecimal SHA-256, unambiguously.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()


def index_below(limit: int, *parts: str) -> int:
    """Turn texts into a fair whole number from 0 to ``limit - 1``.

    Values above the largest multiple of ``limit`` are thrown away, so no number is favoured.

    >>> index_below(10_000, "the published lottery", "seed 7")
    8522
    """
    ceiling = 2**64 - 2**64 % limit
    for attempt in range(1_000):
        value = int(digest(*parts, str(attempt))[:16], 16)
        if value < ceiling:
            return value % limit
    raise ValueError(limit)


class Noise:
    """A reproducible stream of numbers between 0 and 1, the same on every machine.

    >>> Noise("key").uniform(2).round(3).tolist() == Noise("key").uniform(2).round(3).tolist()
    True
    """

    def __init__(self, key: str) -> None:
        self._bits = np.random.PCG64(int(digest(key), 16))

    def uniform(self, count: int) -> NDArray[np.float64]:
        """Take the next ``count`` numbers."""
        raw = self._bits.random_raw(count)
        return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
