"""How slowly the mean number of joint minima nears its rate, at the numbers of a model."""

import numpy as np
from sympy import simplify

from derivations.spin_glass import pushed_minima
from derivations.spin_glass.notation import E, N, kappa
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass.active_sets import maxima
from ganmech.spin_glass.conditioned import conditioned
from ganmech.spin_glass.exponent import SIDES
from ganmech.spin_glass.programmes import exponent_of

_worth = lower(simplify(pushed_minima.worth.result / N**pushed_minima.HALF), (pushed_minima.g, E, kappa))


def push_of_minima(model) -> float:
    """c such that log(mean number of joint minima) = N Theta_00 + c sqrt(N) + o(sqrt(N)), all losses allowed.

    The sum over both blocks of (2/3) (g E)^(3/2) / kappa, with g the slope of the exponent at its maximum, towards the block's
    spectrum; 0 for a block whose shift is not held at its edge. Raises ValueError for the released convention.
    """
    if model.convention != "derived":
        raise ValueError(f"convention must be derived for a count at finite N, got {model.convention!r}")
    exponent, none = exponent_of(model), np.full((2, 1), np.inf)
    indices = np.zeros((2, 1), int)
    shifts = maxima(exponent, none, indices).functions[:2]
    precision = conditioned(exponent.losses, exponent.shifts, exponent.variances).precision
    slopes = np.maximum(SIDES * (precision @ shifts - exponent.slopes(shifts, indices)), 0)[:, 0]
    shares = float(model.kappa), float(1 - model.kappa)
    return float(sum(_worth(FLOAT64, *block) for block in zip(slopes, exponent.edges, shares)))
