"""The highest points of a concave exponent along many lines of shifts, by the compiled loop."""

import numpy as np

from ganmech.spin_glass import compiled_blocks
from ganmech.spin_glass.exponent import Exponent
from ganmech.spin_glass.two_block_evaluation import units


def tops_of_lines(exponent: Exponent, direction: np.ndarray, centre: np.ndarray, low: np.ndarray, high: np.ndarray,
                  indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(t, right): the best t of centre + direction t, low <= t <= high, for every line, and where it is right.

    ``direction`` is (2,), ``centre`` and ``indices`` (2, lines), in the units of the exponent.
    """
    unit, law = units(exponent.blocks.law)
    found, right = np.empty(low.size), np.empty(low.size, bool)
    edges = tuple(edge / unit for edge in exponent.edges)
    compiled_blocks.loops().tops_of_lines(law, exponent.weights, edges, tuple(direction / unit),
                                          *map(np.ascontiguousarray, (centre / unit, low, high, indices)), found, right)
    return found, right
