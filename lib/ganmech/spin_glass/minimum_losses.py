"""How low the losses, their sum and their difference can be where critical points still abound.

A linear function of the Gaussian variables is least, among points where the exponent is not negative, at the lowest bound on it
under which the maximum of the exponent is not negative; that maximum rises with the bound.
"""

from dataclasses import dataclass, replace

import numpy as np
from flint import arb
from mpmath import mpf
from scipy.optimize import brentq

from ganmech.spin_glass.active_sets import Maxima, maxima
from ganmech.spin_glass.exponent import D, G, Exponent
from ganmech.spin_glass.loss_bounds import indices
from ganmech.spin_glass.programmes import exponent_of

ACCURACY = 1e-13     # relative, of a value of a function


@dataclass(frozen=True)
class MinimumLosses:
    """Over all losses at which the exponent is not negative: the least L_D, L_G and L_D + L_G, and the largest |L_D - L_G|.

    All four are nan where the exponent is negative everywhere.
    """

    L_D: float | mpf | arb
    L_G: float | mpf | arb
    sum: float | mpf | arb
    difference: float | mpf | arb


def minimum_losses(model, k_D=None, k_G=None) -> MinimumLosses:
    """See `SpinGlassGAN.minimum_losses`."""
    exponent = exponent_of(model)
    asked = indices(exponent, k_D=k_D, k_G=k_G)
    least = [least_value(exponent, row, asked) for row in functions(exponent)]
    return MinimumLosses(*least[:3], difference=-min(least[3:]))


def functions(exponent: Exponent) -> list[tuple]:
    """Rows of L_D, L_G, L_D + L_G, L_D - L_G and L_G - L_D."""
    L_D, L_G = (np.array(row) for row in exponent.losses)
    return [tuple(row) for row in (L_D, L_G, L_D + L_G, L_D - L_G, L_G - L_D)]


def least_value(exponent: Exponent, row: tuple, asked: np.ndarray) -> float:
    """The least value of a linear function of the variables where the exponent is not negative; nan if it is so everywhere."""
    bounded = replace(exponent, losses=(row, exponent.losses[G]))

    def under(bound) -> Maxima:
        return maxima(bounded, np.array([[bound], [np.inf]]), asked)

    best = under(np.inf)
    if not best.value[0] >= 0:
        return np.nan
    top = best.losses[D, 0]
    step = float(sum(slope**2 * variance for slope, variance in zip(row, exponent.variances))) ** 0.5
    while under(top - step).value[0] > 0:
        step *= 2
    return brentq(lambda bound: under(bound).value[0], top - step, top, xtol=ACCURACY * step, rtol=ACCURACY)
