"""The two rates of the largest eigenvalue in float64, without cancellation: three derived forms of each share the work.

On the right a series of positive terms in the angle is used near the edge, and the form in the distance from the edge beyond
it. On the left a series of positive terms in the shortening d of the gas, the closed form in d, and the form in the length of the
gas follow one another. The relative error stays below 1e-14 for every float64 distance.
"""
import numpy as np
from sympy import horner

from derivations.spin_glass import goe_left_tail_limits as left_forms
from derivations.spin_glass import goe_right_tail_limits as right_forms
from ganmech.lowering import FLOAT64, lower

SMALL_ANGLE = 1.0           # where the terms left out of the series of the right tail reach a rounding unit
LONG = 0.9                  # length of the gas, in units of 2E, from which the series of the left tail does the same
SHORT = 0.45                # length below which 1 - d = length^2 would cancel

_angle = lower(right_forms.angle.result, (right_forms.s,))
_right_series = lower(horner(right_forms.small_angle.result.doit()), (right_forms.phi,))
_right_from_edge = lower(right_forms.from_edge.result, (right_forms.s,))

_length = lower(left_forms.length.result, (left_forms.s,))
_shortening = lower(left_forms.shortening.result, (left_forms.s,))
_left_series = lower(horner(left_forms.small_shortening.result.doit()), (left_forms.d,))
_left_from_edge = lower(left_forms.from_edge.result, (left_forms.d,))
_left_at_length = lower(left_forms.at_length.result, (left_forms.r,))


def right(s: np.ndarray) -> np.ndarray:
    """I(E (1 + s)) for s >= 0; not finite where float64 cannot hold it."""
    with np.errstate(over="ignore", invalid="ignore"):
        angle = _angle(FLOAT64, s)
        near = _right_series(FLOAT64, np.minimum(angle, SMALL_ANGLE))
        return np.where(angle < SMALL_ANGLE, near, _right_from_edge(FLOAT64, s))


def left(s: np.ndarray) -> np.ndarray:
    """F(E (1 - s)) for s >= 0; not finite where float64 cannot hold it."""
    with np.errstate(over="ignore", divide="ignore"):
        length, shortening = _length(FLOAT64, s), _shortening(FLOAT64, s)
        near = _left_series(FLOAT64, np.minimum(shortening, 1 - LONG**2))
        middle = _left_from_edge(FLOAT64, np.minimum(shortening, 1 - SHORT**2))
        far = _left_at_length(FLOAT64, length)
    return np.select([length > LONG, length > SHORT], [near, middle], far)
