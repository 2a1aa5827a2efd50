"""Numbers as the caller meant them: "9/10" and "0.1" are exact, a float is its exact binary value.

Every public function reads its numbers here, so that what is wrong with one is said once, in a sentence.
"""

import re
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Integral, Rational

import numpy as np

LARGEST_EXPONENT = 2000     # of ten; what lies beyond is a slip, and as a fraction would fill the memory
_WRITTEN = re.compile(r"\s*[+-]?(\d+/\d+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)\s*", re.ASCII)


def exact(name: str, value) -> Fraction:
    """The rational number that ``value`` denotes exactly.

    Accepts int, Fraction, str ("9/10", "0.1", "1e-6"), float, Decimal, numpy and mpmath real numbers, and SymPy numbers that are
    rational. Raises TypeError for another type and ValueError for what is not a finite real number.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (bool, np.bool_)) or value is None:
        raise TypeError(f"{name} must be a real number, got {value!r}")
    if isinstance(value, (str, Decimal)):
        return _written(name, str(value))
    if isinstance(value, (float, np.floating)):
        return _binary(name, value)
    if hasattr(value, "_mpf_"):
        return _from_mpf(name, value)
    if isinstance(value, (Integral, Rational)):
        return Fraction(int(value.numerator), int(value.denominator))
    raise TypeError(f"{name} must be a real number or a string such as '9/10', got {value!r}")


def exact_square(name: str, value) -> Fraction:
    """The square of an amplitude, exactly; ``value`` may also be a SymPy number whose square is rational, as sqrt(960).

    Raises ValueError for a negative amplitude, and TypeError or ValueError as `exact` does.
    """
    if getattr(value, "is_number", False) and not value.is_Rational and not value.is_Float:
        square = (value**2).expand()
        if not square.is_Rational or value.is_negative:
            raise ValueError(f"{name} must be a number of 0 or more whose square is rational, got {value}")
        return Fraction(int(square.p), int(square.q))
    amplitude = exact(name, value)
    if amplitude < 0:
        raise ValueError(f"{name} must not be negative, got {value}")
    return amplitude**2


def exact_integer(name: str, value, least: int) -> int:
    """A whole number of ``least`` or more."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (Integral, str, float, Fraction)):
        raise TypeError(f"{name} must be a whole number of {least} or more, got {value!r}")
    number = exact(name, value)
    if number.denominator != 1 or number < least:
        raise ValueError(f"{name} must be a whole number of {least} or more, got {value}")
    return int(number)


def float_array(name: str, value) -> np.ndarray:
    """Real numbers as a float64 array of the same shape, each rounded once; complex, boolean and non-finite ones are refused."""
    array = np.asarray(value)
    if array.dtype.kind in "OUS":
        array = np.asarray(np.frompyfunc(lambda entry: float(exact(name, entry)), 1, 1)(array))
    if array.dtype.kind in "cb":
        raise TypeError(f"{name} must be real numbers, got an array of type {array.dtype}")
    array = np.asarray(array, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, got {array[~np.isfinite(array)].flat[0]}")
    return array


def broadcast(x: np.ndarray, x1: np.ndarray, name: str = "x") -> tuple[np.ndarray, np.ndarray]:
    """Both arrays in their common shape."""
    try:
        return np.broadcast_arrays(x, x1)
    except ValueError:
        raise ValueError(f"{name} and x1 must have shapes that broadcast, got {x.shape} and {x1.shape}") from None


def random_generator(rng) -> np.random.Generator:
    """The numpy Generator meant by None, a whole number as seed, or a Generator."""
    is_seed = isinstance(rng, Integral) and not isinstance(rng, bool) and rng >= 0
    if rng is None or isinstance(rng, np.random.Generator) or is_seed:
        return np.random.default_rng(rng)
    raise TypeError(f"rng must be None, a whole number of 0 or more, or a numpy Generator, got {rng!r}")


def _written(name: str, text: str) -> Fraction:
    if not _WRITTEN.fullmatch(text) or re.search(r"/0*$", text.strip()):
        raise ValueError(f"{name} must be a number such as '9/10' or '0.1', got {text!r}")
    if "/" not in text and abs(Decimal(text).adjusted()) > LARGEST_EXPONENT:
        raise ValueError(f"{name} must lie between 1e-{LARGEST_EXPONENT} and 1e{LARGEST_EXPONENT} in size, got {text!r}")
    return Fraction(text.strip())


def _binary(name: str, value) -> Fraction:
    if not isfinite(value):
        raise ValueError(f"{name} must be finite, got {value}")
    return Fraction(*value.as_integer_ratio())


def _from_mpf(name: str, value) -> Fraction:
    sign, mantissa, exponent, _ = value._mpf_
    if not mantissa and exponent:
        raise ValueError(f"{name} must be finite, got {value}")
    if mantissa and abs(exponent) > 4 * LARGEST_EXPONENT:
        raise ValueError(f"{name} must lie between 1e-{LARGEST_EXPONENT} and 1e{LARGEST_EXPONENT} in size, got {value}")
    magnitude = Fraction(int(mantissa)) * Fraction(2) ** exponent
    return -magnitude if sign else magnitude
