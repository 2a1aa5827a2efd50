"""How low the losses, their sum and their difference can be where critical points still abound.

The exponent is 0 or more on a convex set of the Gaussian variables (it is concave), and a linear function of them is least there where
the maximum of the exponent at a given value of the function, itself concave in that value, vanishes.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from ganmech.spin_glass.conditioned import conditioned
from ganmech.spin_glass.held_maximum import held_maximum
from ganmech.spin_glass.loss_bounds import index
from ganmech.spin_glass.programmes import exponent_of

ACCURACY = 1e-13     # relative, of a value of a function


@dataclass(frozen=True)
class MinimumLosses:
    """Over all losses at which the exponent is not negative: the least L_D, L_G and L_D + L_G, and the largest |L_D - L_G|.

    All four are nan where the exponent is negative everywhere.
    """

    L_D: float
    L_G: float
    sum: float
    difference: float


def minimum_losses(model, k_D=None, k_G=None) -> MinimumLosses:
    """See `SpinGlassGAN.minimum_losses`."""
    exponent, indices = exponent_of(model), np.array([[index("k_D", k_D)], [index("k_G", k_G)]], float)
    L_D, L_G = (np.array(row) for row in exponent.losses)
    least = [_least(exponent, row, indices) for row in (L_D, L_G, L_D + L_G, L_D - L_G, L_G - L_D)]
    return MinimumLosses(*least[:3], difference=-min(least[3:]))


def _least(exponent, row, indices) -> float:
    """The least value of a linear function where the exponent is not negative."""
    value, functions = held_maximum(exponent, conditioned((*exponent.functions, tuple(row)), (), exponent.variances),
                                    np.zeros((0, 1)), indices)
    if not value[0] >= 0:
        return np.nan
    given = conditioned(exponent.functions, [tuple(row)], exponent.variances)

    def largest(held):
        return held_maximum(exponent, given, np.array([[held]]), indices)[0][0]

    best = functions[-1, 0]
    step = 1 / float(given.precision[0, 0]) ** 0.5
    while largest(best - step) > 0:
        step *= 2
    return brentq(largest, best - step, best, xtol=ACCURACY * step, rtol=ACCURACY)
