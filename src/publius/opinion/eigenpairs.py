"""The two largest eigenvalues of a sparse table's cross-products, exactly and always the same."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

Floats = NDArray[np.float64]
AXES = 2
SMALL = 40  # up to this many people or statements the whole table is solved at once
PRECISION = 1e-12
SETTLED = 1e-14  # two digits more cost nothing, and figures stay comparable to the last digits
MOST_STEPS = 400
CHECK_EVERY = 4


def two_largest(difference: sparse.csr_array) -> tuple[Floats, Floats]:
    """The largest two eigenvalues of Z'Z and their vectors (statements x 2), largest first."""
    people, statements = difference.shape
    if statements <= SMALL:
        return _largest(np.asarray((difference.T @ difference).todense()))
    if people <= SMALL:
        values, vectors = _largest(np.asarray((difference @ difference.T).todense()))
        back = difference.T @ vectors
        return values, back / np.maximum(np.linalg.norm(back, axis=0), np.finfo(float).tiny)
    return _lanczos(lambda vector: difference.T @ (difference @ vector), statements)


def _largest(symmetric: Floats) -> tuple[Floats, Floats]:
    size = len(symmetric)
    values, vectors = linalg.eigh(symmetric, subset_by_index=[max(size - AXES, 0), size - 1])
    return values[::-1], vectors[:, ::-1]


def _lanczos(times: Callable[[Floats], Floats], size: int) -> tuple[Floats, Floats]:
    """The largest two eigenpairs of a symmetric operator, to machine precision.

    Lanczos's iteration with full reorthogonalisation (Golub & Van Loan, Matrix Computations,
    section 10.3), from a start that is always the same. SciPy's ARPACK draws another start from
    chance when people vote in few patterns, so that two runs would differ; here it is the next of
    the same numbers. One more start is needed to see whether the largest value is there twice.
    """
    numbers = np.random.default_rng(0)
    steps = min(MOST_STEPS, size)
    basis = np.zeros((steps + 1, size))
    start = numbers.standard_normal(size)
    basis[0] = start / np.linalg.norm(start)
    diagonal, beside = np.zeros(steps), np.zeros(steps)
    starts = 1
    for step in range(steps):
        image = times(basis[step])
        diagonal[step] = image @ basis[step]
        image = _less(image, basis[: step + 1])
        beside[step] = np.linalg.norm(image)
        has_ended = beside[step] <= PRECISION * np.max(diagonal)
        is_over = step + 1 == steps or (has_ended and starts == AXES)
        if is_over or step % CHECK_EVERY == 0:
            values, inner = _ritz(diagonal[: step + 1], beside[:step])
            if is_over or (not has_ended and _has_settled(values, inner, beside[step])):
                break
        if has_ended:
            beside[step], starts = 0, starts + 1
            image = _less(numbers.standard_normal(size), basis[: step + 1])
        basis[step + 1] = image / np.linalg.norm(image)
    vectors = basis[: step + 1].T @ inner
    return values, vectors / np.linalg.norm(vectors, axis=0)


def _less(vector: Floats, basis: Floats) -> Floats:
    """The vector without its parts along the basis.

    Not as matrix products: those wait for every core, which other programs may be using.
    """
    for _ in range(2):  # once loses orthogonality by rounding, twice is enough
        along = np.einsum("ij,j->i", basis, vector)
        vector = vector - np.einsum("ij,i->j", basis, along)
    return vector


def _ritz(diagonal: Floats, beside: Floats) -> tuple[Floats, Floats]:
    size = len(diagonal)
    values, vectors = linalg.eigh_tridiagonal(
        diagonal, beside, select="i", select_range=(max(size - AXES, 0), size - 1)
    )
    return values[::-1], vectors[:, ::-1]


def _has_settled(values: Floats, inner: Floats, beside: float) -> bool:
    """Whether what is left out of the two best vectors is rounding error."""
    left_out = beside * np.abs(inner[-1])
    return len(values) == AXES and bool(np.all(left_out <= SETTLED * values[0]))
