"""A map of an exponential rate over a plane, drawn so that maps of very different size can be compared.

Colours tell the sign, abound or rare, and the size, linear up to `LINEAR` and logarithmic beyond, the same in both directions.
The line where the rate vanishes is black; what does not exist at any rate, -inf, is grey.
"""

import numpy as np
from matplotlib.colors import SymLogNorm

LINEAR = 0.1
LEAST_REACH = 1.0


def draw_rate_map(ax, across, up, rate, reach: float):
    """Draw ``rate``, of shape (across, up), on the axes, colours from -reach to reach; returns what a colour bar needs."""
    ax.set_facecolor("0.8")
    ax.grid(False)
    values = np.ma.masked_invalid(np.asarray(rate, float).T)
    mesh = ax.pcolormesh(across, up, values, norm=SymLogNorm(LINEAR, vmin=-reach, vmax=reach), cmap="RdBu_r", shading="nearest",
                         rasterized=True)
    if values.count() and values.min() < 0 < values.max():
        ax.contour(across, up, values, levels=[0], colors="black", linewidths=1.5)
    return mesh


def reach_of(*rates) -> float:
    """How far the colours of maps that share a scale must reach: the largest size of a finite rate, at least 1."""
    finite = np.concatenate([np.abs(np.asarray(rate)[np.isfinite(rate)]).ravel() for rate in rates])
    return max(LEAST_REACH, finite.max(initial=0))
