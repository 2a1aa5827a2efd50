"""Where the ensemble is asked: at points x and shifts x1 of at most 1e100 b in size.

Farther out powers of x leave float64 and the exact polynomials grow without end, while all there is to know is log|x|.
"""

from fractions import Fraction

import numpy as np
from flint import fmpq

from ganmech.arrays import float_array
from ganmech.exact import exact, rational, said

FARTHEST = 10**100              # times b
_FARTHEST_SQUARED = fmpq(2 * FARTHEST**2)     # times beta = b^2/2


def point(law, name: str, value) -> Fraction:
    """The rational number meant. Raises ValueError beyond 1e100 b, and what `exact` raises."""
    number, beta = exact(name, value), law[2]
    if rational(number) ** 2 > _FARTHEST_SQUARED * beta:
        raise _too_far(name, value)
    return number


def float_points(law, name: str, value) -> np.ndarray:
    """The numbers meant as a float64 array. Raises ValueError where one lies beyond 1e100 b, and what `float_array` raises."""
    found = float_array(name, value, lambda name, entry: float(point(law, name, entry)))
    far = np.abs(found) > FARTHEST * float(2 * law[2]) ** 0.5
    if far.any():
        raise _too_far(name, found[far].flat[0])
    return found


def _too_far(name: str, value) -> ValueError:
    return ValueError(f"{name} must be at most 1e100 times b in size, got {said(value)}")
