"""Where a row of a collapse diagram passes a level."""

import numpy as np


def crossing(phis: np.ndarray, values: np.ma.MaskedArray, level: float) -> float:
    """The coupling at which ``values``, along rising ``phis``, first fall below ``level``, by linear interpolation.

    nan where they do not within the row: below at the smallest phi, above to its end, or next to a masked value.
    """
    below = np.flatnonzero(np.ma.filled(values, np.inf) < level)
    if not below.size or below[0] == 0 or np.ma.getmaskarray(values)[below[0] - 1]:
        return np.nan
    right, left = below[0], below[0] - 1
    return phis[left] + (phis[right] - phis[left]) * (values[left] - level) / (values[left] - values[right])
