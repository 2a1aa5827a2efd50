"""The least losses to any number of digits, each isolated as the only root of a complexity that rises with its bound.

The maximum of a concave exponent under a bound u on one linear function of its variables is a concave function of u that does
not fall; below its largest value it rises strictly. So it is negative up to one point and never again beyond it: two proved
signs enclose that point.
"""

from dataclasses import replace

import numpy as np
from flint import arb, fmpq
from mpmath import mpf

from ganmech.digits import checked_digits, rounded
from ganmech.lowering import balls
from ganmech.spin_glass.certified_complexity import enclosure, index_numbers
from ganmech.spin_glass.enclosed_maximum import enclosed_maximum
from ganmech.spin_glass.exponent import G
from ganmech.spin_glass.exponent_balls import BallExponent, ball_exponent_of
from ganmech.spin_glass.minimum_losses import MinimumLosses, functions, least_value
from ganmech.spin_glass.sign_change import sign_change

SIGN_DIGITS = 20


def certified_losses(model, k_D, k_G, digits: int, certified: bool) -> MinimumLosses:
    """See `SpinGlassGAN.minimum_losses`: mpf, or arb if certified; nan where the exponent is negative everywhere."""
    exponent, asked = ball_exponent_of(model), checked_digits(digits)
    if certified and not exponent.exponent.concave:
        raise ValueError(f"certified must be False where the exponent is not known to be concave ({model.convention}, "
                         f"{model.coupling}, q = {model.q}): losses may be lower than scans find")
    indices = index_numbers(exponent, k_D, k_G)
    if enclosure(exponent, (None, None), indices, SIGN_DIGITS) < 0:
        return MinimumLosses(*[arb.nan() if certified else mpf("nan")] * 4)
    least = [_least(exponent, row, indices, asked, relative=not certified) for row in functions(exponent.exponent)]
    with balls(4 * asked + 64):
        found = [*least[:3], (-least[3]).max(-least[4])]
    return MinimumLosses(*(found if certified else (rounded(ball, asked) for ball in found)))


def _least(exponent: BallExponent, row, indices, digits: int, relative: bool) -> arb:
    """The least value of this linear function."""
    near = least_value(exponent.exponent, row, np.array(indices, float)[:, None])
    bounded = replace(exponent, exponent=replace(exponent.exponent, losses=(row, exponent.exponent.losses[G])))

    def largest(arithmetic, bound: fmpq):
        found = enclosed_maximum(bounded, (bound, None), indices, arithmetic)
        return None if found is None else found.ball if exponent.exponent.concave else found.low

    return sign_change(largest, fmpq(*map(int, near.as_integer_ratio())), digits, relative)
