"""Where joint minima of both losses begin to abound: the parameter values at which the largest Theta_00 changes sign.

A joint minimum (a Nash point) has no negative eigenvalue in either Hessian, k_D = k_G = 0. Its complexity without bounds on the
losses is followed over the whole range of one parameter, and every change of its sign is then located.
"""

from dataclasses import replace

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from ganmech.spin_glass.active_sets import maxima
from ganmech.spin_glass.programmes import exponent_of

# A parameter, and how it follows from a number that is varied evenly between two ends.
WAYS = {
    "sigma_z": (np.exp, np.log(1e-8), np.log(1e4)),
    "kappa": (expit, np.log(1e-6), -np.log(1e-6)),
}
SCANNED = 48
NOTHING = 1e-13     # complexities smaller than this have no sign


def nash_thresholds(model, vary="sigma_z") -> np.ndarray:
    """See `SpinGlassGAN.nash_thresholds`."""
    if vary not in tuple(WAYS):
        raise ValueError(f"vary must be one of {', '.join(WAYS)}, got {vary!r}")
    if exponent_of(model).either_sign:
        raise ValueError(f"convention must be derived for joint minima, got {model.convention!r}: "
                         "there an index of 0 asks for nothing")
    way, first, last = WAYS[vary]

    def largest(at):
        return _without_bounds(replace(model, **{vary: float(way(at))}))

    points = np.linspace(first, last, SCANNED)
    values = np.array([largest(point) for point in points])
    clear = np.flatnonzero(np.abs(values) > NOTHING)
    crossed = [(left, right) for left, right in zip(clear, clear[1:]) if values[left] * values[right] < 0]
    return np.array([way(brentq(largest, points[left], points[right], xtol=1e-13, rtol=1e-13)) for left, right in crossed])


def _without_bounds(model) -> float:
    """The largest complexity of joint minima."""
    return float(maxima(exponent_of(model), np.full((2, 1), np.inf), np.zeros((2, 1))).value[0])
