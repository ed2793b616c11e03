"""The functions inside a feed-forward network, against scipy's slow and exact ones."""

import numpy as np
import pytest
from scipy.special import erfc

from publius.matching.encoders.activations import gelu, relu


def slow_gelu(x):
    return x * 0.5 * erfc(-x / np.sqrt(2))


@pytest.mark.parametrize("furthest", [1e-300, 1e-8, 0.1, 1, 8, 40, 1e6])
def test_gelu_is_exact_near_zero_and_far_out(furthest):
    x = np.linspace(-furthest, furthest, 100_001)

    assert np.abs(gelu(x.copy()) - slow_gelu(x)).max() <= 2e-15 * max(1, furthest)


@pytest.mark.parametrize("shape", [(3, 4), (1, 16_384), (3, 16_385)])
def test_gelu_treats_every_number_alike_wherever_it_stands(shape):
    x = np.linspace(-5, 5, np.prod(shape)).reshape(shape)

    assert np.abs(gelu(x.copy()) - slow_gelu(x)).max() <= 2e-15


def test_gelu_keeps_a_transposed_array_right():
    x = np.linspace(-5, 5, 12).reshape(3, 4)

    assert np.array_equal(gelu(x.copy().T), gelu(x.copy()).T)


def test_relu_cuts_off_below_zero():
    assert relu(np.array([-1.0, 0.0, 2.0])).tolist() == [0, 0, 2]
