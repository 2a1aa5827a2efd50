"""The maximum of an exponent of two Gaussian variables that is not concave: the best of all its local maxima.

Under bounds on both losses, and with shifts kept beyond their edges, the maximum is a local maximum in the plane, or along a
line on which one bound or edge is met, or a point where two are. All of these are collected, each different line once, and the
best that the bounds allow is taken at every point. That none is missed rests on the resolution of the scans, not on a theorem.
"""

from functools import lru_cache

import numpy as np
from scipy.ndimage import maximum_filter
from scipy.optimize import minimize

from ganmech.spin_glass.exponent import D, G, Exponent
from ganmech.spin_glass.scanned_lines import STEPS, along_lines, at_points

SLACK = 1e-12      # relative; by so much a bound may be missed that is met by construction
FIRST_LOSS, FIRST_VARIABLE = 2, 4


def scanned_maxima(exponent: Exponent, bounds: np.ndarray, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(value, functions) under ``bounds`` on the losses (2, points), with ``indices`` (2, points)."""
    value = np.full(bounds.shape[1], -np.inf)
    functions = np.full((FIRST_VARIABLE + len(exponent.variances), bounds.shape[1]), np.nan)
    for kind in np.unique(indices, axis=1).T:
        places = np.flatnonzero((indices == kind[:, None]).all(axis=0))
        value[places], functions[:, places] = _of_one_kind(exponent, bounds[:, places], kind)
    return value, functions


def _of_one_kind(exponent, bounds, indices):
    best = _Best(exponent, bounds, indices)
    for candidate in _free_of_losses(exponent, tuple(indices)):
        best.offer(*candidate, everywhere=True)
    edges = _edges_that_matter(exponent, indices)
    for loss in (D, G):
        row, places = exponent.losses[loss], np.flatnonzero(np.isfinite(bounds[loss]))
        levels, level = np.unique(bounds[loss, places], return_inverse=True)
        value, functions, line = along_lines(exponent, row, levels, indices)
        for candidate in range(_most_on_a_line(line)):
            best.offer(*_nth_on_lines(value, functions, line, levels.size, candidate, level), places)
        for side, edge in edges:
            if _independent(row, exponent.shifts[side]):
                held = np.array([levels, np.full(levels.size, edge)])
                value, functions = at_points(exponent, [row, exponent.shifts[side]], held, indices)
                best.offer(value[level], functions[:, level], places)
    both = np.flatnonzero(np.isfinite(bounds).all(axis=0))
    if both.size:
        best.offer(*at_points(exponent, exponent.losses, bounds[:, both], indices), both)
    return best.value, best.functions


class _Best:
    """The best candidate so far at every point."""

    def __init__(self, exponent, bounds, indices):
        self.exponent, self.bounds, self.indices = exponent, bounds, indices
        self.value = np.full(bounds.shape[1], -np.inf)
        self.functions = np.full((FIRST_VARIABLE + len(exponent.variances), bounds.shape[1]), np.nan)

    def offer(self, value, functions, places=None, everywhere=False):
        """Candidates for these places, one each, or one for all."""
        if everywhere:
            places = np.arange(self.value.size)
            value, functions = np.full(places.size, value), np.tile(functions[:, None], places.size)
        good = self._allowed(functions, self.bounds[:, places]) & (value > self.value[places])
        self.value[places[good]], self.functions[:, places[good]] = value[good], functions[:, good]

    def _allowed(self, functions, bounds):
        losses, asked = functions[FIRST_LOSS:FIRST_VARIABLE], self.exponent.asks(self.indices)
        below = (losses <= bounds + SLACK * np.abs(losses)).all(axis=0)
        outwards = self.exponent.outwards(functions[:2])
        beyond = (~asked[:, None] | (outwards >= 1 - SLACK)).all(axis=0)
        held = (~np.isinf(self.indices)[:, None] | (outwards <= 1 + SLACK)).all(axis=0)
        return below & beyond & held


def _edges_that_matter(exponent, indices):
    """(side, value of the shift) on the lines where an index condition is met.

    A block without noise has its edge at 0, where Phi is -inf for kappa < 1/2 and least across the line for kappa = 1/2
    (``noiseless_generator``): a candidate from there never wins.
    """
    signs = (1, -1) if exponent.either_sign else ()
    own = ((D, 1), (G, -1))
    pairs = [(side, sign) for side in (D, G) for sign in signs] or own
    return [(side, sign * exponent.edges[side]) for side, sign in pairs if exponent.asks(indices)[side]]


@lru_cache(maxsize=256)
def _free_of_losses(exponent, indices: tuple[float, float]) -> tuple:
    """(value, functions) of every maximum that meets no bound on a loss."""
    return tuple(_tops(exponent, np.array(indices)))


def _tops(exponent, indices):
    yield from _in_the_plane(exponent, indices)
    edges = _edges_that_matter(exponent, indices)
    for side, edge in edges:
        value, functions, _ = along_lines(exponent, exponent.shifts[side], np.array([edge]), indices)
        yield from zip(value, functions.T)
    for y_D in [edge for side, edge in edges if side == D]:
        for y_G in [edge for side, edge in edges if side == G]:
            value, functions = at_points(exponent, exponent.shifts, np.array([[y_D], [y_G]]), indices)
            yield value[0], functions[:, 0]


def _in_the_plane(exponent, indices):
    """Local maxima of a grid of the two variables, each followed to its top."""
    deviations = np.array([float(variance) ** 0.5 for variance in exponent.variances])
    rows = np.array(exponent.functions, float) * deviations

    def exponent_at(place):
        shifts = rows[:2] @ place
        return exponent.of_shifts(shifts, np.tile(indices[:, None], place.shape[1])) - (place**2).sum(axis=0) / 2

    def downhill(place):
        slope = rows[:2].T @ exponent.slopes(rows[:2] @ place[:, None], indices[:, None])[:, 0] - place
        return -exponent_at(place[:, None])[0], -slope

    axis = 4 * STEPS
    grid = np.array(np.meshgrid(axis, axis, indexing="ij"))
    values = exponent_at(grid.reshape(2, -1)).reshape(axis.size, axis.size)
    for row, column in np.argwhere(values == maximum_filter(values, 3)):
        top = minimize(downhill, grid[:, row, column], jac=True, method="BFGS", options={"gtol": 1e-12}).x
        yield exponent_at(top[:, None])[0], rows @ top


def _independent(row, other) -> bool:
    return row[0] * other[1] != row[1] * other[0]


def _most_on_a_line(line) -> int:
    return int(np.bincount(line).max()) if line.size else 0


def _nth_on_lines(value, functions, line, lines, nth, level):
    """The nth maximum on the line of each level, -inf where there are fewer."""
    order = np.arange(line.size) - np.searchsorted(line, line)      # lines come sorted
    chosen = np.flatnonzero(order == nth)
    values, tops = np.full(lines, -np.inf), np.full((functions.shape[0], lines), np.nan)
    values[line[chosen]], tops[:, line[chosen]] = value[chosen], functions[:, chosen]
    return values[level], tops[:, level]
