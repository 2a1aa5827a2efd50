"""Bounds on losses and numbers of outliers as a caller writes them.

A bound on a loss, in units of sqrt(N), is a number or inf for none, but not -inf or nan; texts are taken as numbers. Bounds may
be as low as -1e60, below which the shifts could leave what the ensemble computes with.
"""

import numpy as np

from ganmech.arrays import broadcast, entries
from ganmech.exact import exact_integer, nearest_float, said
from ganmech.spin_glass.exponent import Exponent

LEAST = -1e60
NO_CONDITION = -1       # in place of a number of outliers


def bound_arrays(**bounds) -> tuple[np.ndarray, ...]:
    """The bounds, each given under its name, as float64 arrays of their common shape. Raises ValueError or TypeError."""
    return broadcast(**{name: _bounds(name, value) for name, value in bounds.items()})


def bound(name: str, value) -> float:
    """One bound. Raises ValueError or TypeError."""
    found = _bounds(name, value)
    if found.ndim:
        raise TypeError(f"{name} must be one number, got {said(value)}")
    return float(found)


def indices(exponent: Exponent, **given) -> np.ndarray:
    """The numbers of outliers k_D and k_G, each given under its name, as a column (2, 1). Raises ValueError or TypeError."""
    found = [index(name, value) for name, value in given.items()]
    for (name, value), edge, number in zip(given.items(), exponent.edges, found):
        if edge == 0 and number > 0:
            raise ValueError(f"{name} must be 0 or None for a block without noise of its own, got {said(value)}")
    return np.array(found, float)[:, None]


def index(name: str, value) -> int:
    """A number of outliers, 0 or more, or NO_CONDITION for None. Raises ValueError or TypeError."""
    return NO_CONDITION if value is None else exact_integer(name, value, least=0)


def _bounds(name, value) -> np.ndarray:
    array = entries(name, value)
    if array.dtype.kind in "OUS":
        array = np.frompyfunc(lambda entry: _number(name, entry), 1, 1)(array)
    array = np.asarray(array, np.float64)
    wrong = ~(array >= LEAST)
    if wrong.any():
        raise ValueError(f"{name} must be a number of {LEAST:g} or more, or inf for no bound, got {said(array[wrong].flat[0])}")
    return array


def _number(name, entry) -> float:
    infinite = str(entry).strip().lower().lstrip("+") in ("inf", "infinity", "oo")
    return np.inf if infinite else nearest_float(name, entry)
