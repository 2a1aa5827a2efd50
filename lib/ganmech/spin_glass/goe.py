"""What it costs to move the largest eigenvalues of the GOE: the rate functions on both sides of the semicircle's edge E.

All accept a number or an array u and a number or an array E > 0, which broadcast, and give float64; with ``digits`` an mpf for a
number (an object array for arrays), with ``certified=True`` too an arb of radius below 10**-digits.
"""

from collections.abc import Callable

import numpy as np

from derivations.spin_glass import goe_left_tail, goe_right_tail, goe_right_tail_limits
from derivations.spin_glass.notation import E, k, u
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass.exact import exact, exact_integer, float_array
from ganmech.spin_glass.rigour import to_digits

SMALL_ANGLE = 1.0      # below it the series of the rate, whose terms are all positive; above it the closed form

_right = lower(goe_right_tail.rate.result, (u, E))
_left = lower(goe_left_tail.rate.result, (u, E))
_several = lower(goe_right_tail.kth_rate.lines[0].expr, (k, u, E))
_angle = lower(goe_right_tail_limits.angle.result, (goe_right_tail_limits.s,))
_at_angle = lower(goe_right_tail_limits.at_angle.result, (goe_right_tail_limits.phi,))
_at_small_angle = lower(goe_right_tail_limits.small_angle.result.doit(), (goe_right_tail_limits.phi,))


def right_tail_rate(u, E=1, digits: int | None = None, certified: bool = False):
    """I(u) = u sqrt(u^2 - E^2)/E^2 - log((u + sqrt(u^2 - E^2))/E) for u >= E.

    P(largest eigenvalue > u) = exp(-N I(u) + o(N)), N the size of the matrix. In float64 accurate to a few rounding units of
    the distance u - E.
    """
    if digits is not None or certified:
        return _elementwise(_right, u, E, digits, certified, _above)
    u, E = np.broadcast_arrays(float_array("u", u), float_array("E", E))
    _above(u, E)
    angle = _angle(FLOAT64, (u - E) / E)
    return np.where(angle < SMALL_ANGLE, _at_small_angle(FLOAT64, np.minimum(angle, SMALL_ANGLE)), _at_angle(FLOAT64, angle))[()]


def kth_eigenvalue_rate(k, u, E=1, digits: int | None = None, certified: bool = False):
    """k I(u): P(the k-th largest eigenvalue > u) = exp(-N k I(u) + o(N)), for u >= E and a whole number k >= 1."""
    k = exact_integer("k", k, least=1)
    if digits is not None or certified:
        return _elementwise(lambda arithmetic, u, E: _several(arithmetic, k, u, E), u, E, digits, certified, _above)
    return k * right_tail_rate(u, E)


def left_tail_rate(u, E=1, digits: int | None = None, certified: bool = False):
    """F(u) for u <= E: P(largest eigenvalue < u) = exp(-N^2 F(u) + o(N^2)); F(0) = log(3)/4 for all eigenvalues negative."""
    return _elementwise(_left, u, E, digits, certified, _below)


def _elementwise(rate: Callable, u, E, digits, certified, check: Callable):
    """One exact number after another: the closed form cancels near the edge, and only many digits mend that."""
    def value(u, E):
        at = exact("u", u), exact("E", E)
        check(*at)
        return to_digits(rate, at, digits, certified)

    if np.ndim(u) == np.ndim(E) == 0:
        return value(u, E)
    values = np.frompyfunc(value, 2, 1)(np.asarray(u, object), np.asarray(E, object))
    return values.astype(float) if digits is None else values


def _above(u, E):
    _positive(E)
    if np.any(u < E):
        raise ValueError(f"u must not lie below the edge E = {np.max(E)}, got {np.min(u)}")


def _below(u, E):
    _positive(E)
    if np.any(u > E):
        raise ValueError(f"u must not lie above the edge E = {np.min(E)}, got {np.max(u)}")


def _positive(E):
    if np.any(E <= 0):
        raise ValueError(f"E must be positive, got {np.min(E)}")
