"""Newton's method for a smooth concave exponent of two standard normals, many at once.

It settles in a few steps where the maximum is no outlier at an edge and no bound is met; what it does not settle is left to the
searches that need slopes alone.
"""

import numpy as np

from ganmech.spin_glass.exponent import Exponent

STEPS = 12
SETTLED = 1e-11       # relative to 1 + |t|; the step after is below rounding


def newton_maximum(exponent: Exponent, spread: np.ndarray, centre: np.ndarray,
                   indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """t at the maximum of -t.t/2 + of_shifts(centre + spread t), (2, points), and where it is found and within the bounds."""
    normals, settled = np.zeros_like(centre), np.zeros(centre.shape[1], bool)
    moving = np.flatnonzero(np.isfinite(indices).all(axis=0))
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            shifts = centre[:, moving] + spread @ normals[:, moving]
            step = _step(exponent, spread, shifts, normals[:, moving], indices[:, moving])
            moving, step = moving[np.isfinite(step).all(axis=0)], step[:, np.isfinite(step).all(axis=0)]
            normals[:, moving] += step
            size = np.abs(step).max(axis=0) / (1 + np.abs(normals[:, moving]).max(axis=0))
            settled[moving[size < SETTLED]] = True
            moving = moving[~(size < SETTLED)]
            if moving.size == 0:
                break
    low, high = exponent.bounds(indices)
    shifts = centre + spread @ normals
    return normals, settled & (low <= shifts).all(axis=0) & (shifts <= high).all(axis=0)


def _step(exponent, spread, shifts, normals, indices):
    """A Newton step where the second derivatives are those of a maximum, otherwise one along the slope."""
    slope = spread.T @ exponent.slopes(shifts, indices) - normals
    DD, DG, GG = exponent.bends(shifts, indices)
    (a, zero), (b, c) = spread
    first, mixed, second = 1 - a**2 * DD - 2 * a * b * DG - b**2 * GG, -c * (a * DG + b * GG), 1 - c**2 * GG
    determinant = first * second - mixed**2
    newton = np.array([second * slope[0] - mixed * slope[1], first * slope[1] - mixed * slope[0]]) / determinant
    return np.where((determinant > 0) & (first > 0), newton, slope)
