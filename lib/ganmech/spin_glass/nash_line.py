"""The line in the plane of size ratio and noise below which joint minima abound: the threshold in sigma_z along kappa."""

from itertools import count

import numpy as np
from scipy.optimize import brentq

from ganmech.spin_glass.model import SpinGlassGAN

LOWEST, HIGHEST = np.log(1e-8), np.log(1e4)     # of log(sigma_z)
START, STEP = np.log(1e-2), 0.4
ACCURACY = 1e-9


def nash_line(p: int, q: int, kappas) -> np.ndarray:
    """For each kappa the sigma_z at which max Theta_00 over all losses vanishes: positive below it, negative above.

    Float64, relative accuracy 1e-9; nan where the sign does not change between 1e-8 and 1e4. Each threshold is looked for from
    the one before, so that only the nearest would be found if there were several; `SpinGlassGAN.nash_thresholds` scans for all
    of them. Raises ValueError or TypeError for parameters that are not a model's.
    """
    found, start = [], START
    for kappa in kappas:
        found.append(_threshold(p, q, kappa, start))
        start = start if np.isnan(found[-1]) else found[-1]
    return np.exp(found)


def _threshold(p, q, kappa, start) -> float:
    """log(sigma_z) at the threshold, or nan."""

    def largest(noise):
        return float(SpinGlassGAN(p, q, float(np.exp(noise)), kappa).complexity(np.inf, np.inf, 0, 0))

    value = largest(start)
    direction = 1 if value > 0 else -1
    near = start
    for step in (STEP * 2**power for power in count()):
        far = min(max(near + direction * step, LOWEST), HIGHEST)
        if direction * largest(far) <= 0:
            return brentq(largest, near, far, xtol=ACCURACY, rtol=ACCURACY)
        if far in (LOWEST, HIGHEST):
            return np.nan
        near = far
