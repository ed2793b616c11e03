"""Finding items of one person that say nearly the same, so that repeating adds nothing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.matching.parameters import Parameters


def near_copies(
    matrix: Any, person: NDArray[np.int64], parameters: Parameters
) -> NDArray[np.int64]:
    """Return pairs of rows of one person with a cosine of at least ``near_copy``, shape (n, 2).

    Rows are compared with the ``copies_window`` rows after them in the order of their
    words, so the work stays linear however many items one person has.
    """
    order = _by_first_words(matrix, person)
    found = [np.zeros((0, 2), dtype=np.int64)]
    for distance in range(1, parameters.copies_window + 1):
        near, far = order[:-distance], order[distance:]
        same = person[near] == person[far]
        if not same.any():
            break
        near, far = near[same], far[same]
        alike = _cosines(matrix, near, far) >= parameters.near_copy
        found.append(np.column_stack([near[alike], far[alike]]))
    return np.concatenate(found)


def _by_first_words(matrix: Any, person: NDArray[np.int64]) -> NDArray[np.int64]:
    """Order rows by person, then by their terms, so that copies stand side by side."""
    # Most significant byte first: the order of the terms, whichever other terms there are.
    pointers, columns = matrix.indptr, matrix.indices.astype(">i4")
    keys = [
        (int(person[row]), columns[pointers[row] : pointers[row + 1]].tobytes(), row)
        for row in range(len(person))
    ]
    return np.array([row for _, _, row in sorted(keys)], dtype=np.int64)


def _cosines(matrix: Any, near: NDArray[np.int64], far: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(matrix[near].multiply(matrix[far]).sum(axis=1)).ravel()
