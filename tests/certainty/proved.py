"""Numbers of every arithmetic as exact fractions, so that what a ball contains is decided without rounding."""

from fractions import Fraction

import mpmath
import numpy as np
from flint import arb

EPSILON = Fraction(float(np.finfo(float).eps))
LEAST_FLOAT = Fraction(5e-324)


def fraction(number) -> Fraction:
    """A float, an mpf or an exact ball, exactly. Raises ValueError for what is not finite."""
    if isinstance(number, arb):
        mantissa, exponent = map(int, number.man_exp())
        return mantissa * Fraction(2) ** exponent
    if isinstance(number, mpmath.mpf):
        if not mpmath.isfinite(number):
            raise ValueError(f"{number} is not finite")
        sign, mantissa, exponent, _ = number._mpf_
        return (-1) ** sign * int(mantissa) * Fraction(2) ** exponent
    return Fraction(float(number))


def centre(ball: arb) -> Fraction:
    return fraction(ball.mid())


def radius(ball: arb) -> Fraction:
    return fraction(ball.rad())


def apart(ball: arb, number) -> Fraction:
    """How far the number lies outside the ball; 0 inside."""
    return max(abs(fraction(number) - centre(ball)) - radius(ball), Fraction(0))


def is_proved(ball: arb, digits: int) -> bool:
    """Whether a ball is as small as a certificate of so many digits promises."""
    return ball.is_finite() and radius(ball) < Fraction(1, 10**digits)


def has_digits(number: mpmath.mpf, ball: arb, digits: int) -> bool:
    """Whether an mpf of so many digits lies within a unit of its last one, or of 10**-digits where it is smaller than 1."""
    return apart(ball, number) <= Fraction(10, 10**digits) * max(1, abs(centre(ball)))
