"""What it costs an eigenvalue of the GOE to leave the semicircle, and the whole spectrum to stay below a wall, as numbers.

Each rate takes numbers or arrays u and E > 0, which broadcast, and gives float64 of relative error below 1e-14, near the edge E
too; with ``digits`` an mpf (arrays: of objects), with ``certified=True`` too an arb of radius below 10**-digits.
"""
from collections.abc import Callable

import numpy as np
from sympy import Symbol

from derivations.spin_glass import goe_left_tail, goe_right_tail, notation
from ganmech.arrays import broadcast, float_array, is_single, object_array
from ganmech.exact import exact, exact_integer, nearest_float, said
from ganmech.lowering import FLOAT64, lower
from ganmech.rigour import to_digits
from ganmech.spin_glass import goe_float64

ABOVE, BELOW = 1, -1        # the edge
OUTSIDE = {
    ABOVE: "u must not lie below the edge E = {E}, got {u}: see left_tail_rate, of speed N^2",
    BELOW: "u must not lie above the edge E = {E}, got {u}: see right_tail_rate, of speed N",
}

_one = Symbol("I")
_k_rates = goe_right_tail.kth_rate.lines[0].expr
_right = lower(_k_rates, (notation.u, notation.E, notation.k))
_k_times_one = lower(_k_rates.subs(goe_right_tail.rate.result, _one), (_one, notation.k))
_left = lower(goe_left_tail.rate.result, (notation.u, notation.E))


def right_tail_rate(u, E=1, digits: int | None = None, certified: bool = False):
    """I(u) = -lim (1/N) log P(largest eigenvalue > u) = int_E^u (2/E^2) sqrt(t^2 - E^2) dt for u >= E > 0.

    Raises ValueError for u < E, where the speed is N^2: see `left_tail_rate`.
    """
    return kth_eigenvalue_rate(u, 1, E, digits, certified)


def kth_eigenvalue_rate(u, k, E=1, digits: int | None = None, certified: bool = False):
    """-lim (1/N) log P(k-th largest eigenvalue > u) = k I(u), for a whole number 1 <= k <= 10^9 that does not grow with N.

    Raises ValueError for u < E.
    """
    k = exact_integer("k", k, least=1)
    if digits is None and not certified:
        return _in_float64(lambda s: _k_times_one(FLOAT64, goe_float64.right(s), k), ABOVE, u, E)
    return _to_digits(lambda arithmetic, u, E: _right(arithmetic, u, E, k), ABOVE, u, E, digits, certified)


def left_tail_rate(u, E=1, digits: int | None = None, certified: bool = False):
    """F(u) = -lim (1/N^2) log P(largest eigenvalue < u) for u <= E; F(0) = log(3)/4.

    Raises ValueError for u > E, where the speed is N: see `right_tail_rate`.
    """
    if digits is None and not certified:
        return _in_float64(goe_float64.left, BELOW, u, E)
    return _to_digits(_left, BELOW, u, E, digits, certified)


def _refuse_outside(side: int, u: np.ndarray, E: np.ndarray):
    if np.any(E <= 0):
        raise ValueError(f"E must be positive, got {said(E[E <= 0].flat[0])}")
    wrong = side * u < side * E
    if np.any(wrong):
        raise ValueError(OUTSIDE[side].format(u=said(u[wrong].flat[0]), E=said(E[wrong].flat[0])))


def _in_float64(rate: Callable, side: int, u, E):
    u, E = broadcast(u=float_array("u", u), E=float_array("E", E, _not_vanishing))
    _refuse_outside(side, u, E)
    with np.errstate(all="ignore"):
        distance = side * (u - E) / E + 0.0     # 0.0 at the edge, not -0.0, which the rate would inherit
        found = np.asarray(rate(distance))
    if not (np.isfinite(distance) & np.isfinite(found)).all():
        raise ValueError("u must be nearer to E for float64 to hold the rate; with digits there is no such limit")
    return found[()]


def _not_vanishing(name: str, value) -> float:
    rounded = nearest_float(name, value)
    if rounded == 0 < exact(name, value):
        raise ValueError(f"{name} must be at least 5e-324 for float64, got {said(value)}")
    return rounded


def _to_digits(rate: Callable, side: int, u, E, digits, certified: bool):
    def at_point(u, E):
        at = exact("u", u), exact("E", E)
        _refuse_outside(side, *(np.asarray(number, object) for number in at))
        return to_digits(rate, at, digits, certified)

    if is_single(u) and is_single(E):
        return at_point(u, E)
    us, edges = broadcast(u=object_array("u", u), E=object_array("E", E))
    with np.errstate(all="ignore"):     # numpy would report what other libraries left in the processor's flags
        return np.frompyfunc(at_point, 2, 1)(us, edges)
