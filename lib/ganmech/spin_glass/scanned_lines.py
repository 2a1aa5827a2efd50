"""Every local maximum of an exponent along lines on which linear functions are held, found by scanning its slope.

For exponents that are not known to be concave. A line is scanned more finely where either shift crosses zero, because the
exponent has its finest structure in the spectrum; every change of the slope from + to - is then located to rounding.
"""

import numpy as np

from ganmech.spin_glass.conditioned import conditioned
from ganmech.spin_glass.exponent import Exponent
from ganmech.spin_glass.highest_point import sign_change

REACH = 8.0                                             # standard deviations
STEPS = np.sinh(np.linspace(-9, 9, 90)) / np.sinh(9)    # fine about 0, without it


def along_lines(exponent: Exponent, row, held: np.ndarray, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(value, functions, place in ``held``) of the maxima with the function ``row`` held at each value of ``held``.

    ``indices`` is (2,), alike for all. One variable must be left free by the row.
    """
    given = conditioned(exponent.functions, [row], exponent.variances)
    direction = given.spread.sum(axis=1)       # of its two columns one is 0

    def shifts(t, held):
        return given.mean[:2] * held + direction[:2, None] * t

    def slope(t, held):
        return direction[:2] @ exponent.slopes(shifts(t, held), np.tile(indices[:, None], t.size)) - t

    points = _scan(given.mean[:2], direction[:2], held)
    found = slope(points.ravel(), np.repeat(held, points.shape[1])).reshape(points.shape)
    place, before = np.nonzero((found[:, :-1] > 0) & (found[:, 1:] <= 0))
    t = sign_change(slope, points[place, before], points[place, before + 1], (held[place],))
    functions = given.mean * held[place] + direction[:, None] * t
    cost = (held[place]**2 * given.precision[0, 0] + t**2) / 2
    return exponent.of_shifts(functions[:2], np.tile(indices[:, None], t.size)) - cost, functions, place


def at_points(exponent: Exponent, rows, held: np.ndarray, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(value, functions) with two functions held at ``held`` (2, points), which leaves nothing free."""
    given = conditioned(exponent.functions, rows, exponent.variances)
    functions = given.mean @ held
    cost = np.einsum("ip,ij,jp->p", held, given.precision, held) / 2
    return exponent.of_shifts(functions[:2], np.tile(indices[:, None], held.shape[1])) - cost, functions


def _scan(mean, direction, held) -> np.ndarray:
    """Increasing t for each line, (lines, points)."""
    crossings = [-mean[side] * held / direction[side] for side in range(2) if direction[side] != 0]
    centres = np.array([np.zeros_like(held), *crossings])
    reach = REACH + np.abs(centres).max(axis=0)
    return np.sort(np.concatenate([centre[:, None] + reach[:, None] * STEPS for centre in centres], axis=1), axis=1)
