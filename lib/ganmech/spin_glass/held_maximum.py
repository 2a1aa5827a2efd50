"""The largest exponent while some linear functions of the Gaussian variables keep given values.

Held functions leave the two shifts driven by at most two standard normals, shifts = mean . h + spread . t, so that

    F = K - h.P.h/2 - t.t/2 + Phi(y_D, y_G) - costs of the indices

is to be maximised over t in the plane, on a line, or at a point. F is concave, hence so is its maximum over t_G as a function of
t_D, whose slope is the partial one: two nested searches for the sign change of a decreasing function, on all points at once,
find it wherever Newton's method does not.
"""

import numpy as np

from ganmech.lowering.compiled import wanted
from ganmech.spin_glass import compiled_blocks, compiled_lines
from ganmech.spin_glass.conditioned import Conditioned
from ganmech.spin_glass.exponent import D, G, Exponent
from ganmech.spin_glass.highest_point import highest_point
from ganmech.spin_glass.newton_maximum import newton_maximum

ROUNDING = 1e-12      # relative; by so much may a bound be missed that the held values have already fixed


def held_maximum(exponent: Exponent, given: Conditioned, held: np.ndarray,
                 indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The maximum at each point, -inf where the bounds leave nothing, and every function there.

    ``held`` is (held functions, points), ``indices`` (2, points); the functions, as in ``given``, come as (functions, points).
    """
    centre = given.mean[:2] @ held
    normals, allowed = _normals(exponent, given.spread[:2], centre, indices)
    functions = given.mean @ held + given.spread @ normals
    functions[:2] = np.clip(functions[:2], *exponent.bounds(indices))
    cost = (np.einsum("ip,ij,jp->p", held, given.precision, held) + (normals**2).sum(axis=0)) / 2
    value = np.full(allowed.shape, -np.inf)
    value[allowed] = exponent.of_shifts(functions[:2, allowed], indices[:, allowed]) - cost[allowed]
    return value, functions


def _normals(exponent, spread, centre, indices):
    """t at the maximum, (2, points), and whether any t is allowed."""
    moving = spread.any(axis=0)
    if moving.all():
        return _in_the_plane(exponent, spread, centre, indices)
    normals, direction = np.zeros_like(centre), spread.sum(axis=1)      # at most one column is not 0
    low, high = _interval(direction, centre, *exponent.bounds(indices))
    allowed = low <= high
    if moving.any():
        normals[np.flatnonzero(moving)[0], allowed] = _on_a_line(
            exponent, direction, centre[:, allowed], low[allowed], high[allowed], indices[:, allowed])
    return normals, allowed


def _in_the_plane(exponent, spread, centre, indices):
    """y_D depends on t_D alone; the outer search is over t_D, the inner one over t_G."""
    low, high = exponent.bounds(indices)
    along, across, down = spread[D, D], spread[G, D], spread[G, G]

    def inner(t_D, *point):
        centre, indices = np.array(point[:2]), np.array(point[2:])
        middle = centre + np.array([along, across])[:, None] * t_D
        bounds = exponent.bounds(indices)
        t_G = _on_a_line(exponent, np.array([0, down]), middle, *((bound[G] - middle[G]) / down for bound in bounds), indices)
        return t_G, np.array([middle[D], middle[G] + down * t_G])

    def slope(t_D, *point):
        t_G, shifts = inner(t_D, *point)
        return -t_D + along * exponent.slopes(shifts, np.array(point[2:]))[D] + across / down * t_G

    normals, settled = newton_maximum(exponent, spread, centre, indices)
    for side, bound in ((D, low), (G, high)):
        held = np.flatnonzero(~settled & np.isfinite(bound[side]))
        if held.size:
            normals[:, held], settled[held] = _at_an_edge(exponent, side, spread, centre[:, held], indices[:, held])
    rest = np.flatnonzero(~settled)
    if rest.size == 0:
        return normals, np.full(settled.shape, True)
    low, high, point = low[:, rest], high[:, rest], (*centre[:, rest], *indices[:, rest])
    t_D = highest_point(slope, (low[D] - point[D]) / along, (high[D] - point[D]) / along, *point)
    normals[:, rest] = t_D, inner(t_D, *point)[0]
    return normals, np.full(settled.shape, True)


def _at_an_edge(exponent, side, spread, centre, indices):
    """The best t with one shift at its edge, and whether it is the best of all: the slope points out, the other shift is free.

    One search along a line in place of two nested ones, which are left what has both shifts at their edges.
    """
    other, (low, high) = 1 - side, exponent.bounds(indices)
    edge, outwards = (low, -1) if side == D else (high, 1)
    normal = spread[side] / np.hypot(*spread[side])
    along = np.array([normal[1], -normal[0]])
    nearest = normal[:, None] * (edge[side] - centre[side]) / np.hypot(*spread[side])
    direction, middle = np.zeros(2), centre + spread @ nearest
    direction[other], middle[side] = spread[other] @ along, edge[side]
    ends = np.sort([(bound[other] - middle[other]) / direction[other] for bound in (low, high)], axis=0)
    place = _on_a_line(exponent, direction, middle, *ends, indices)
    normals = nearest + along[:, None] * place
    slope = spread.T @ exponent.slopes(middle + direction[:, None] * place, indices) - normals
    return normals, (outwards * (normal @ slope) > 0) & (ends[0] < place) & (place < ends[1])


def _on_a_line(exponent, direction, centre, low, high, indices):
    """The best t of centre + direction t between bounds on t."""
    if not wanted(low.size, compiled_blocks.ENOUGH):
        return _on_a_line_in_numpy(exponent, direction, centre, low, high, indices)
    t, right = compiled_lines.tops_of_lines(exponent, direction, centre, low, high, indices)
    return compiled_blocks.completed(
        [t], right, lambda *rest: [_on_a_line_in_numpy(exponent, direction, *(part.T for part in rest))],
        centre.T, low, high, indices.T)[0]


def _on_a_line_in_numpy(exponent, direction, centre, low, high, indices):
    def slope(t, *point):
        shifts = np.array(point[:2]) + direction[:, None] * t
        return -t + direction @ exponent.slopes(shifts, np.array(point[2:]))

    return highest_point(slope, low, high, *centre, *indices)


def _interval(direction, centre, low, high):
    """The t for which centre + direction t keeps within the bounds; empty where low > high."""
    least, most = np.full(centre.shape[1], -np.inf), np.full(centre.shape[1], np.inf)
    for side in (D, G):
        slack = ROUNDING * np.abs(centre[side])
        below, above = low[side] - centre[side] - slack, high[side] - centre[side] + slack
        if direction[side] == 0:
            most = np.where((below > 0) | (above < 0), -np.inf, most)
            continue
        ends = np.sort([below / direction[side], above / direction[side]], axis=0)
        least, most = np.maximum(least, ends[0]), np.minimum(most, ends[1])
    return least, most
