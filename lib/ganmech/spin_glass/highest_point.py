"""Where concave functions of one variable are highest on an interval, found from their decreasing slopes alone."""

from collections.abc import Callable

import numpy as np
from scipy.optimize.elementwise import find_root

FIRST_STEP, GROWTH = 1.0, 4.0


def highest_point(slope: Callable, low: np.ndarray, high: np.ndarray, *arguments: np.ndarray) -> np.ndarray:
    """The points of [low, high], which may be infinite, where ``slope(t, *arguments)`` changes sign; or the end it points to.

    All arrays have one dimension and one length; the functions of different entries have nothing to do with one another.
    Only the sign of the slope matters, so that slopes with infinite derivatives, as at an edge of a spectrum, do no harm.
    """
    left = np.where(np.isfinite(low), low, np.minimum(np.where(np.isfinite(high), high, 0), 0) - FIRST_STEP)
    right = np.where(np.isfinite(high), high, np.maximum(left, 0) + FIRST_STEP)
    left = _outwards(slope, left, -1, np.isinf(low), arguments)
    found = np.array(left)
    inside = np.flatnonzero(slope(left, *arguments) > 0)
    right, kept = right[inside], tuple(argument[inside] for argument in arguments)
    right = _outwards(slope, right, 1, np.isinf(high)[inside], kept)
    found[inside] = right
    turning = slope(right, *kept) < 0
    inside, kept = inside[turning], tuple(argument[turning] for argument in kept)
    found[inside] = sign_change(slope, left[inside], right[turning], kept)
    return found


def _outwards(slope, points, direction, free, arguments):
    """Points moved on in a direction, by growing steps, as long as the slope still points there."""
    points, step = points.copy(), FIRST_STEP
    moving = np.flatnonzero(free)
    while moving.size:
        kept = tuple(argument[moving] for argument in arguments)
        moving = moving[direction * slope(points[moving], *kept) > 0]
        points[moving] += direction * step
        step *= GROWTH
    return points


def sign_change(slope: Callable, left: np.ndarray, right: np.ndarray, arguments: tuple) -> np.ndarray:
    """Where the slope changes sign between ``left`` and ``right``, at whose ends it has opposite signs or is 0."""
    if left.size == 0:
        return left
    with np.errstate(invalid="ignore"):      # scipy takes a square root that it may not use
        return find_root(slope, (left, right), args=arguments).x
