"""The exponent of the complexity over the plane of the two shifts (x, x1), the losses kept below their bounds.

Of all Gaussian variables that make a pair of shifts the cheapest within the bounds is taken. In the model one number is left
free by the shifts, and both losses rise with it: so every pair of shifts can be had under any bounds, at a price, t^2/2 for a
number that must lie t standard deviations below its best value. Where the losses follow from the shifts, as in the released
code and in the bipartite coupling, a bound cuts the plane along a line instead.
"""

import numpy as np

from ganmech.arrays import broadcast, float_array
from ganmech.spin_glass.conditioned import conditioned
from ganmech.spin_glass.exponent import Exponent
from ganmech.spin_glass.loss_bounds import bound, indices
from ganmech.spin_glass.programmes import exponent_of


def exponent_at_shifts(model, x, x1, u_D=np.inf, u_G=np.inf, k_D=None, k_G=None):
    """The largest exponent over Gaussian variables that make the shifts x and x1, with L_D <= u_D and L_G <= u_G.

    Its maximum over the plane is `SpinGlassGAN.complexity`. x and x1 are arrays of numbers that broadcast, u_D and u_G one
    number each, k_D and k_G as there. -inf where the shifts do not admit the index, or force a loss above its bound. Float64.
    """
    exponent, (x, x1) = exponent_of(model), broadcast(x=float_array("x", x), x1=float_array("x1", x1))
    bounds, asked = np.array([[bound("u_D", u_D)], [bound("u_G", u_G)]]), indices(exponent, k_D=k_D, k_G=k_G)
    shifts = np.array([(x + x1).ravel(), x.ravel()])
    value = exponent.of_shifts(shifts, np.broadcast_to(asked, shifts.shape)) - _price(exponent, shifts, bounds)
    conditioned_on = asked > 0 if exponent.either_sign else asked >= 0
    value[(conditioned_on & (exponent.outwards(shifts) < 1)).any(axis=0)] = -np.inf
    return value.reshape(x.shape)[()]


def least_bounds(model, x, x1):
    """The losses (L_D, L_G) at the cheapest variables that make the shifts x and x1: bounds above both cost nothing there."""
    exponent, (x, x1) = exponent_of(model), broadcast(x=float_array("x", x), x1=float_array("x1", x1))
    losses = conditioned(exponent.losses, exponent.shifts, exponent.variances).mean @ np.array([(x + x1).ravel(), x.ravel()])
    return tuple(loss.reshape(x.shape)[()] for loss in losses)


def _price(exponent: Exponent, shifts, bounds) -> np.ndarray:
    """What the cheapest variables cost, inf where the bounds leave none."""
    given = conditioned(exponent.losses, exponent.shifts, exponent.variances)
    free = given.spread.sum(axis=1, keepdims=True)      # one number at most is free: one column at most is not 0
    slack = bounds - given.mean @ shifts
    with np.errstate(divide="ignore", invalid="ignore"):
        highest = np.where(free > 0, slack / free, np.where(slack >= 0, np.inf, -np.inf)).min(axis=0)
    return np.einsum("ip,ij,jp->p", shifts, given.precision, shifts) / 2 + np.minimum(highest, 0)**2 / 2
