"""The port behind which texts become vectors, and the grid that makes their products exact."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

STEPS = 2_048


class Encoder(Protocol):
    """Turns texts into vectors whose cosine says how close their meanings are.

    ``name`` and ``version`` (12 hex digits) say together which model made a vector, so that
    vectors of different models are never compared; both belong into a stored run.
    """

    def __hash__(self) -> int: ...

    @property
    def name(self) -> str:
        """A short word for people: ``lexical``, ``minilm`` or the name of a folder."""
        ...

    @property
    def version(self) -> str:
        """The first 12 hex digits of SHA-256 over weights and settings that change vectors."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has; 0 where there are no vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (texts, dimension): rows of length 1 on the grid, or zeros.

        A row is all zeros where its text holds no word the model knows. A text's row does not
        depend on the other texts.
        """
        ...


class NoVectors:
    """The twin that does nothing: matching by words alone.

    >>> NoVectors().name, NoVectors().encode(["I cycle to work."]).shape
    ('lexical', (1, 0))
    """

    name = "lexical"
    version = "000000000000"
    dimension = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of no numbers for each text."""
        return np.zeros((len(texts), 0), np.float32)


def on_grid(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """Bring rows to length 1 and their components to whole 2,048ths; zero rows stay zero.

    Adding floating-point numbers in another order gives another sum, and every processor,
    thread count and linear algebra library has an order of its own. Not here: products of
    2,048ths are whole multiples of 2**-22, and because two such rows are hardly longer than 1,
    every partial sum, whatever the order, stays below 4 (Cauchy-Schwarz): a whole number
    below 2**24, which float32 holds without loss. So a dot product of two rows is the same
    to the last bit everywhere, with or without fused multiply-add.

    >>> on_grid(np.array([[3.0, 4.0], [0.0, 0.0]])) * STEPS
    array([[1229., 1638.],
           [   0.,    0.]], dtype=float32)
    """
    rows = np.asarray(vectors, np.float64)
    # Not np.sum along an axis only: einsum keeps to one row, whatever stands beside it.
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    units = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    # Adding zero turns -0.0 into 0.0, so that equal rows are equal bytes.
    grid: NDArray[np.float32] = (np.rint(units * STEPS) / STEPS + 0.0).astype(np.float32)
    return grid
