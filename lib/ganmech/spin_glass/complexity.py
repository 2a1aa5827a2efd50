"""Theta(u_D, u_G): the exponential rate of the mean number of critical points with losses below given bounds.

    Theta = K + max over L_D <= u_D, L_G <= u_G of  -sum xi^2 / (2 var xi) + Phi(y_D, y_G)

and with k_D, k_G outliers among the eigenvalues of the two Hessians (their indices), the maximum also keeps y_D >= E_D,
-y_G >= E_G and pays k_D kappa I(y_D / E_D) + k_G kappa' I(-y_G / E_G). Losses are in units of sqrt(N).
"""

import numpy as np

from ganmech.spin_glass.active_sets import maxima
from ganmech.spin_glass.loss_bounds import bound_arrays, indices
from ganmech.spin_glass.programmes import exponent_of


def complexity(model, u_D, u_G, k_D=None, k_G=None):
    """See `SpinGlassGAN.complexity`."""
    u_D, u_G = bound_arrays(u_D=u_D, u_G=u_G)
    exponent, bounds = exponent_of(model), np.array([u_D.ravel(), u_G.ravel()])
    asked = np.broadcast_to(indices(exponent, k_D=k_D, k_G=k_G), bounds.shape)
    return maxima(exponent, bounds, asked).value.reshape(u_D.shape)[()]
