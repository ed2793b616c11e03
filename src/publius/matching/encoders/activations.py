"""The functions between the two halves of a feed-forward network.

The Gaussian error linear unit is x times the chance that a normal variable is below x (Hendrycks
& Gimpel 2016). The error function it needs takes longer in scipy, one number at a time, than the
matrix products around it; here it is made of operations that run on many numbers at once.
"""

from collections.abc import Callable

import numpy as np
from numpy.polynomial import Chebyshev, Polynomial
from numpy.typing import NDArray
from scipy.special import erfcx

Floats = NDArray[np.float64]

# Work on so many numbers at a time that all of them stay in the processor's own cache.
_BLOCK = 16_384
# erfcx(u) = exp(u u) erfc(u) falls smoothly to 0; as a function of t = 1 / (1 + u/3), divided
# by t, it is a polynomial of degree 16 to within 2e-15 for 0 <= u <= 9. Beyond, exp(-u u) rules.
_SCALE = 3.0
_FURTHEST = 9.0


def _fit() -> tuple[float, ...]:
    def tail(t: Floats) -> Floats:
        values: Floats = erfcx(_SCALE * (1 / t - 1)) / t
        return values

    domain = [_SCALE / (_SCALE + _FURTHEST), 1.0]
    fitted = Chebyshev.interpolate(tail, 16, domain=domain).convert(kind=Polynomial)
    return tuple(float(each) for each in fitted.coef[::-1])


_FIRST, *_OTHERS = _fit()


def gelu(x: Floats) -> Floats:
    """Compute the Gaussian error linear unit, overwriting x, to within 2e-15.

    >>> [round(float(each), 12) for each in gelu(np.array([-1.0, 0.0, 1.0]))]
    [-0.158655253931, 0.0, 0.841344746069]
    """
    flat = x.reshape(-1)
    for start in range(0, flat.size, _BLOCK):
        _gelu_block(flat[start : start + _BLOCK])
    return flat.reshape(x.shape)


def _gelu_block(x: Floats) -> None:
    """x where positive, less |x| erfc(|x| / sqrt 2) / 2: nothing cancels on either side."""
    size = np.abs(x)
    t = 1 / (1 + size * (np.sqrt(0.5) / _SCALE))
    tail = t * _FIRST
    for each in _OTHERS[:-1]:
        tail += each
        tail *= t
    tail += _OTHERS[-1]
    tail *= t
    tail *= np.exp(-0.5 * size * size)
    tail *= 0.5 * size
    np.maximum(x, 0, out=x)
    x -= tail


def relu(x: Floats) -> Floats:
    """Cut off what is below zero, overwriting x."""
    return np.maximum(x, 0, out=x)


ACTIVATIONS: dict[str, Callable[[Floats], Floats]] = {"gelu": gelu, "relu": relu}
