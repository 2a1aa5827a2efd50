"""The bands of the losses: how large an index still has positive complexity, and the ground state below which nothing is.

Theta decreases in each index, so that the largest index with Theta > 0 is found by bisection of whole numbers, on whole maps.
"""

from dataclasses import dataclass

import numpy as np

from ganmech.exact import exact_integer
from ganmech.spin_glass.active_sets import maxima
from ganmech.spin_glass.exponent import D, G, Exponent
from ganmech.spin_glass.highest_point import highest_point
from ganmech.spin_glass.loss_bounds import bound_arrays, index, indices
from ganmech.spin_glass.programmes import exponent_of

MOST = 1000


@dataclass(frozen=True)
class Bands:
    """``k_D`` (``k_G``): the largest discriminator's (generator's) index with positive complexity, in float64.

    -1 where not even the index 0 has it; inf where every finite index has, because an outlier at the edge costs nothing and the
    complexity is positive there; ``most`` where that index still has it and larger ones were not tried.
    """

    k_D: np.ndarray
    k_G: np.ndarray


def bands(model, u_D, u_G, most=MOST, other=0) -> Bands:
    """See `SpinGlassGAN.bands`."""
    u_D, u_G = bound_arrays(u_D=u_D, u_G=u_G)
    most, other = exact_integer("most", most, least=0), index("other", other)
    bounds = np.array([u_D.ravel(), u_G.ravel()])
    largest = (_largest_index(exponent_of(model), bounds, side, most, other).reshape(u_D.shape)[()] for side in (D, G))
    return Bands(*largest)


def ground_state(model, u_D, k_D=None, k_G=None):
    """See `SpinGlassGAN.ground_state`."""
    exponent, (u_D,) = exponent_of(model), bound_arrays(u_D=u_D)
    asked, unit = indices(exponent, k_D=k_D, k_G=k_G), _deviation(exponent)

    def theta(down, u_D):
        return _theta(exponent, np.array([u_D, -unit * down]), np.broadcast_to(asked, (2, u_D.size)))

    flat = u_D.ravel()
    found, positive = np.full(flat.shape, np.nan), theta(np.full(flat.shape, -np.inf), flat) > 0
    free = np.full(positive.sum(), np.inf)
    found[positive] = -unit * highest_point(theta, -free, free, flat[positive])
    return found.reshape(u_D.shape)[()]


def _largest_index(exponent, bounds, side, most, other):
    """-1, a whole number up to ``most``, or inf, at each point."""

    def positive(places, index):
        asked = np.full((2, places.size), float(other))
        asked[side] = index
        return _theta(exponent, bounds[:, places], asked) > 0

    found = np.full(bounds.shape[1], -1.0)
    some = np.flatnonzero(positive(np.arange(found.size), 0))
    if exponent.edges[side] == 0:      # no outliers
        found[some] = 0
        return found
    always = positive(some, np.inf)
    found[some[always]] = np.inf
    some = some[~always]
    low, high = np.zeros(some.size), np.full(some.size, most + 1.0)      # positive at low, taken not to be at high
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        good = positive(some, middle)
        low, high = np.where(good, middle, low), np.where(good, high, middle)
    found[some] = low
    return found


def _theta(exponent, bounds, asked):
    return maxima(exponent, bounds, asked).value


def _deviation(exponent: Exponent) -> float:
    """The standard deviation of L_G, in units of sqrt(N)."""
    return float(sum(slope**2 * variance for slope, variance in zip(exponent.losses[G], exponent.variances))) ** 0.5
