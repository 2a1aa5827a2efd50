"""The exponent a in cost ~ size^a, where sizes are large."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def upper(sizes: Sequence) -> slice:
    """The places that are fitted: the upper half of the sizes, at least three."""
    return slice(-max(3, -(-len(sizes) // 2)), None)


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> tuple[float, float]:
    """The slope of log seconds against log size over the upper half of the increasing sizes, and its standard error.

    Below, what a call costs once hides how the cost grows. Raises ValueError for fewer than three sizes.
    """
    if len(sizes) < 3:
        raise ValueError(f"sizes must be at least three, got {len(sizes)}")
    large, cost = (np.log(np.asarray(values, dtype=float)[upper(sizes)]) for values in (sizes, seconds))
    line, covariance = np.polyfit(large, cost, 1, cov=True)
    return float(line[0]), float(np.sqrt(covariance[0, 0]))
