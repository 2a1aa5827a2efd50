"""Arrays of numbers as the caller meant them: rounded once to float64, or left untouched for exact arithmetic."""

from collections.abc import Callable

import numpy as np

from ganmech.exact import nearest_float, said


def is_single(value) -> bool:
    """Whether this is one number, rather than an array or nested lists of them."""
    return isinstance(value, (float, int, str)) or not isinstance(value, (list, tuple)) and np.ndim(value) == 0


def entries(name: str, value) -> np.ndarray:
    """The same numbers, still as they were given, as an array of objects or of float64, ints or texts."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be a number or an array of one shape, got {said(value)}") from None
    if array.dtype.kind not in "iufOUS":
        raise TypeError(f"{name} must be real numbers, got an array of type {array.dtype}")
    return array


def object_array(name: str, value) -> np.ndarray:
    """The same numbers, untouched, as an array of objects."""
    shape = entries(name, value).shape
    return np.asarray(value, object).reshape(shape)


def float_array(name: str, value, rounded: Callable = nearest_float) -> np.ndarray:
    """Real numbers as a float64 array of the same shape, each rounded once; what is not real and finite is refused.

    ``rounded(name, entry)`` rounds the entries that numpy does not hold as numbers.
    """
    array = entries(name, value)
    if array.dtype.kind in "OUS":
        array = np.frompyfunc(lambda entry: rounded(name, entry), 1, 1)(array)
    array = np.asarray(array, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, got {array[~np.isfinite(array)].flat[0]}")
    return array


def broadcast(**arrays: np.ndarray) -> tuple[np.ndarray, ...]:
    """The arrays, each given under its name, in their common shape."""
    try:
        return np.broadcast_arrays(*arrays.values())
    except ValueError:
        shapes = " and ".join(str(array.shape) for array in arrays.values())
        raise ValueError(f"{' and '.join(arrays)} must have shapes that broadcast, got {shapes}") from None
