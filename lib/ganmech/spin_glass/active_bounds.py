"""Which bounds on the losses the complexity feels: the bounds that are met where the exponent is largest."""

import numpy as np

from ganmech.spin_glass.active_sets import maxima
from ganmech.spin_glass.loss_bounds import bound_arrays, indices
from ganmech.spin_glass.programmes import exponent_of


def active_bounds(model, u_D, u_G, k_D=None, k_G=None) -> tuple[np.ndarray, np.ndarray]:
    """Whether L_D = u_D, and whether L_G = u_G, at the maximum that Theta is: arrays of booleans; arguments as for complexity.

    Where the exponent is concave, as derived, a bound that is not active could be left out: Theta does not change. In the
    released code a higher maximum may lie beyond it.
    """
    u_D, u_G = bound_arrays(u_D=u_D, u_G=u_G)
    exponent, bounds = exponent_of(model), np.array([u_D.ravel(), u_G.ravel()])
    found = maxima(exponent, bounds, np.broadcast_to(indices(exponent, k_D=k_D, k_G=k_G), bounds.shape))
    return tuple(active.reshape(u_D.shape) for active in found.active)
