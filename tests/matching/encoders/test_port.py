"""The grid: rows of length 1 whose products are the same to the last bit everywhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from publius.matching.encoders import NoVectors, on_grid
from publius.matching.encoders.port import STEPS

SIZES = st.floats(1e-9, 1e9)
COMPONENTS = st.just(0.0) | SIZES | SIZES.map(lambda size: -size)
PAIRS = arrays.arrays(np.float64, st.tuples(st.just(2), st.integers(1, 1_024)), elements=COMPONENTS)


def exact(one, other) -> int:
    """The product in whole 2**-22, by Python's integers."""
    return sum(int(a * STEPS) * int(b * STEPS) for a, b in zip(one, other, strict=True))


def in_blocks(products, size: int) -> np.float32:
    """Add up in float32, block by block, the way a parallel routine would."""
    total = np.float32(0)
    for start in range(0, len(products), size):
        block = np.float32(0)
        for each in products[start : start + size]:
            block = np.float32(block + each)
        total = np.float32(total + block)
    return total


@settings(max_examples=40)
@given(PAIRS, st.randoms(use_true_random=False), st.integers(1, 300))
def test_products_are_exact_in_any_order_and_in_any_blocks(pair, random, size):
    one, other = on_grid(pair)
    order = random.sample(range(len(one)), len(one))
    products = (one * other)[order]

    truth = exact(one, other) / STEPS**2

    assert float(np.float32(one @ other)) == truth
    assert float(one[order] @ other[order]) == truth
    assert float(in_blocks(products, size)) == truth


def test_without_the_grid_the_order_shows():
    pair = np.random.default_rng(1).normal(size=(2, 384)).astype(np.float32)
    pair /= np.linalg.norm(pair, axis=1, keepdims=True)
    products = pair[0] * pair[1]

    assert in_blocks(products, 7) != in_blocks(products[::-1], 7)


@given(PAIRS)
def test_components_are_whole_steps_and_rows_have_length_1_or_0(pair):
    grid = on_grid(pair)

    assert np.array_equal(grid * STEPS, np.rint(grid * STEPS))
    rounding = 0.5 * np.sqrt(pair.shape[1]) / STEPS
    for row, given_row in zip(grid.astype(np.float64), pair, strict=True):
        assert np.linalg.norm(row) == pytest.approx(float(given_row.any()), abs=rounding + 1e-9)


@given(PAIRS)
def test_the_grid_does_not_move_what_is_on_it_by_more_than_half_a_step(pair):
    unit = pair / np.maximum(np.linalg.norm(pair, axis=1, keepdims=True), 1e-9)

    assert np.abs(on_grid(pair) - unit).max() <= 0.5 / STEPS + 1e-12


def test_zero_rows_stay_zero_and_no_zero_is_negative():
    grid = on_grid(np.array([[0.0, 0.0], [-1e-9, 1.0]]))

    assert grid.tobytes() == np.array([[0, 0], [0, 1]], np.float32).tobytes()


def test_the_lexical_encoder_makes_no_numbers():
    encoder = NoVectors()

    assert (encoder.name, encoder.dimension) == ("lexical", 0)
    assert encoder.encode(["I cycle to work.", ""]).shape == (2, 0)
