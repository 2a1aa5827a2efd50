"""A cost against a size, both logarithmic: the points measured, and dashed the power law fitted to the upper half."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

from ganmech.report.figures import png, use_style
from ganmech.report.speed_fit import exponent, upper

MARKERS = "osD^vPX"


def drawn(scaling: Mapping) -> bytes:
    """The picture."""
    with mpl.rc_context():
        use_style()
        figure, ax = plt.subplots()
        for place, series in enumerate(scaling["series"]):
            curve(ax, series, f"C{place}", MARKERS[place % len(MARKERS)])
        ax.set(xscale="log", yscale="log", xlabel=scaling["size"], ylabel=scaling["cost"])
        figure.legend(loc="outside upper center", ncols=2, fontsize=9, title="cost and its exponent")
        return png(figure)


def curve(ax, series: Mapping, colour: str, marker: str) -> None:
    """One series and its power law, which passes through the mean of the points it is fitted to."""
    sizes, seconds = (np.array(series[name], dtype=float) for name in ("sizes", "seconds"))
    slope, error = exponent(sizes, seconds)
    large, cost = sizes[upper(sizes)], seconds[upper(sizes)]
    scale = np.exp(np.mean(np.log(cost) - slope * np.log(large)))
    ax.plot(sizes, seconds, marker, color=colour, markersize=5, label=rf"{series['name']}: ${slope:.2f} \pm {error:.2f}$")
    ax.plot(large, scale * large**slope, "--", color=colour, linewidth=1.4)
