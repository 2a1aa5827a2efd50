"""How many digits: what the caller asks for, what float64 needs, and a number rounded to so many."""

from fractions import Fraction
from math import ceil, log10
from numbers import Integral

import mpmath
import numpy as np
from flint import arb, fmpq
from mpmath import mpf

from ganmech.exact import said
from ganmech.lowering import multiprecision

LARGEST_DIGITS = 10_000
BEYOND_FLOAT64 = 25


def checked_digits(digits) -> int:
    """A whole number from 1 to 10000."""
    if isinstance(digits, (bool, np.bool_)) or not isinstance(digits, Integral):
        raise TypeError(f"digits must be a whole number from 1 to {LARGEST_DIGITS}, got {said(digits, repr)}")
    if not 1 <= digits <= LARGEST_DIGITS:
        raise ValueError(f"digits must lie between 1 and {LARGEST_DIGITS}, got {said(digits)}")
    return int(digits)


def asked_digits(digits, certified: bool) -> int | None:
    """The digits asked for, checked, or None for float64. A certified value has to say how many."""
    if digits is None and certified:
        raise ValueError("certified=True needs digits, the number of digits to prove, as in digits=30")
    return None if digits is None else checked_digits(digits)


def float_digits(*numbers: Fraction | fmpq) -> int:
    """Decimals that leave every float64 digit right in a quantity as large, or as small, as these numbers can make it."""
    sizes = (log10(abs(int(number.numerator))) - log10(int(number.denominator)) for number in numbers if number)
    return BEYOND_FLOAT64 + ceil(max(map(abs, sizes)))


def rounded(value, digits: int) -> mpf:
    """A number of any mpmath context, or the centre of a ball, as an ordinary mpf of so many significant digits."""
    with multiprecision(int(3.33 * digits) + 3) as arithmetic:
        if isinstance(value, arb):
            mantissa, exponent = map(int, value.mid().man_exp())
            value = arithmetic.context.ldexp(mantissa, exponent)
        return mpmath.mp.make_mpf((+arithmetic.context.mpf(value))._mpf_)
