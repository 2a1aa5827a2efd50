"""Thresholds of joint minima to any number of digits: at both ends of each ball the sign of max Theta_00 is proved.

float64 scans for them (`nash_thresholds`); the largest Theta_00 is enclosed from both sides at rational values of the parameter
on either side. It is continuous in the parameter, so it vanishes in between.
"""

from dataclasses import replace
from fractions import Fraction

from flint import fmpq

from ganmech.digits import checked_digits, rounded
from ganmech.spin_glass.enclosed_maximum import enclosed_maximum
from ganmech.spin_glass.exponent_balls import ball_exponent_of
from ganmech.spin_glass.nash_thresholds import nash_thresholds
from ganmech.spin_glass.sign_change import sign_change

JOINT_MINIMA = 0, 0


def certified_thresholds(model, vary: str, digits: int, certified: bool) -> tuple:
    """See `SpinGlassGAN.nash_thresholds`: mpf, or arb if certified."""
    asked = checked_digits(digits)
    if certified and not ball_exponent_of(model).exponent.concave:
        raise ValueError(f"certified must be False where the exponent is not known to be concave ({model.coupling}, "
                         f"q = {model.q}): max Theta_00 is proved from below only")

    def largest(arithmetic, at: fmpq):
        exponent = ball_exponent_of(replace(model, **{vary: Fraction(int(at.p), int(at.q))}))
        found = enclosed_maximum(exponent, (None, None), JOINT_MINIMA, arithmetic)
        return None if found is None else found.ball if exponent.exponent.concave else found.low

    near = [fmpq(*map(int, float(value).as_integer_ratio())) for value in nash_thresholds(model, vary)]
    found = [sign_change(largest, start, asked, relative=not certified) for start in near]
    return tuple(found if certified else (rounded(ball, asked) for ball in found))
