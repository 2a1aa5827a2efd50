"""Numbers as the caller meant them: "9/10" and "0.1" are exact, a float is its exact binary value.

Every public function reads its numbers here, so that what is wrong with one is said once, in a sentence.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import isfinite
from numbers import Integral, Rational

import numpy as np
from flint import arb, fmpq, fmpz

LARGEST_EXPONENT = 2000     # of ten; what lies beyond is a slip, and as a fraction would fill the memory
LARGEST_POWER_OF_TWO = int(LARGEST_EXPONENT * 3.3219) + 1
LONGEST = 4000              # characters of a written number; Python itself stops a little beyond
LARGEST_INTEGER = 10**9
_WRITTEN = re.compile(r"\s*[+-]?(\d+/\d+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)\s*", re.ASCII)


def exact(name: str, value) -> Fraction:
    """The rational number that ``value`` denotes exactly.

    Accepts int, Fraction, str ("9/10", "0.1", "1e-6"), float, Decimal, numpy, mpmath and python-flint real numbers, and SymPy
    numbers that are rational. Raises TypeError for another type and ValueError for what is not a finite real number, is a ball of
    positive radius, or lies beyond 1e2000 or, not being 0, below 1e-2000 in size.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (float, np.floating)):
        return _binary(name, value)
    if isinstance(value, (bool, np.bool_, np.timedelta64)) or value is None:
        raise TypeError(f"{name} must be a real number, got {value!r}")
    if isinstance(value, arb) and not value.is_exact():
        raise ValueError(f"{name} must be an exact number, got the ball {said(value)}")
    if isinstance(value, (str, Decimal)):
        return _written(name, str(value))
    if hasattr(value, "_mpf_"):
        return _from_mpf(name, value)
    if isinstance(value, (fmpz, fmpq)):
        value = fmpq(value)
        return _from_quotient(name, int(value.p), int(value.q), value)
    if isinstance(value, (Integral, Rational)):
        return _from_quotient(name, int(value.numerator), int(value.denominator), value)
    raise TypeError(f"{name} must be a real number or a string such as '9/10', got {said(value, repr)}")


def exact_square(name: str, value) -> Fraction:
    """The square of an amplitude, exactly; ``value`` may also be a SymPy number whose square is rational, as sqrt(960).

    Raises ValueError for a negative amplitude, and TypeError or ValueError as `exact` does.
    """
    if getattr(value, "is_number", False) and not value.is_Rational and not value.is_Float:
        square = (value**2).expand()
        if not square.is_Rational or square < 0 or value.is_negative:
            raise ValueError(f"{name} must be a number of 0 or more whose square is rational, got {value}")
        return Fraction(int(square.p), int(square.q))
    amplitude = exact(name, value)
    if amplitude < 0:
        raise ValueError(f"{name} must not be negative, got {said(value)}")
    return amplitude**2


def exact_integer(name: str, value, least: int, most: int = LARGEST_INTEGER) -> int:
    """A whole number from ``least`` to ``most``."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (Integral, str, float, Fraction)):
        raise TypeError(f"{name} must be a whole number of {least} or more, got {said(value, repr)}")
    number = exact(name, value)
    if number.denominator != 1 or number < least:
        raise ValueError(f"{name} must be a whole number of {least} or more, got {said(value)}")
    if number > most:
        raise ValueError(f"{name} must be at most {most}, got {said(value)}")
    return int(number)


def nearest_float(name: str, value) -> float:
    """The float64 nearest to a number, which must not lie beyond the largest."""
    try:
        return float(exact(name, value))
    except OverflowError:
        raise ValueError(f"{name} must be at most 1.797e308 in size for float64, got {said(value)}") from None


def rational(number: Fraction | int | fmpq) -> fmpq:
    return number if isinstance(number, fmpq) else fmpq(number.numerator, number.denominator)


def said(value, written: Callable = str, longest: int = 60) -> str:
    """A value as an error message shows it: cut short where it is long."""
    try:
        text = written(value)
    except ValueError:      # an integer of more digits than Python writes out
        return f"{type(value).__name__} of thousands of digits"
    return text if len(text) <= longest else f"{text[:longest]}... of {len(text)} characters"


def random_generator(rng) -> np.random.Generator:
    """The numpy Generator meant by None, a whole number as seed, or a Generator."""
    is_seed = isinstance(rng, Integral) and not isinstance(rng, bool) and rng >= 0
    if rng is None or isinstance(rng, np.random.Generator) or is_seed:
        return np.random.default_rng(rng)
    raise TypeError(f"rng must be None, a whole number of 0 or more, or a numpy Generator, got {rng!r}")


def _written(name: str, text: str) -> Fraction:
    if len(text) > LONGEST:
        raise ValueError(f"{name} must be written in at most {LONGEST} characters, got {len(text)}")
    if text.strip().lower().lstrip("+-") in ("nan", "snan", "inf", "infinity"):
        raise ValueError(f"{name} must be finite, got {text}")
    if not _WRITTEN.fullmatch(text) or re.search(r"/0*$", text.strip()):
        raise ValueError(f"{name} must be a number such as '9/10' or '0.1', got {said(text, repr)}")
    if "/" not in text and _power_of_ten(text) > LARGEST_EXPONENT:
        raise _out_of_size(name, said(text, repr))
    number = Fraction(text.strip())
    return _from_quotient(name, number.numerator, number.denominator, text)


def _power_of_ten(text: str) -> float:
    try:
        return abs(Decimal(text).adjusted())
    except InvalidOperation:      # an exponent that no Decimal holds
        return float("inf")


def _out_of_size(name: str, what: str) -> ValueError:
    return ValueError(f"{name} must lie between 1e-{LARGEST_EXPONENT} and 1e{LARGEST_EXPONENT} in size, got {what}")


def _from_quotient(name: str, numerator: int, denominator: int, value) -> Fraction:
    if numerator and abs(numerator.bit_length() - denominator.bit_length()) > LARGEST_POWER_OF_TWO:
        raise _out_of_size(name, said(value))
    return Fraction(numerator, denominator)


def _binary(name: str, value) -> Fraction:
    if not isfinite(value):
        raise ValueError(f"{name} must be finite, got {value}")
    return Fraction(*value.as_integer_ratio())


def _from_mpf(name: str, value) -> Fraction:
    sign, mantissa, exponent, _ = value._mpf_
    if not mantissa and exponent:
        raise ValueError(f"{name} must be finite, got {value}")
    if mantissa and abs(exponent + int(mantissa).bit_length()) > LARGEST_POWER_OF_TWO:
        raise _out_of_size(name, said(value))
    magnitude = Fraction(int(mantissa)) * Fraction(2) ** exponent
    return -magnitude if sign else magnitude
