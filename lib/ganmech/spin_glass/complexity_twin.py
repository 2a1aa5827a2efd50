"""The obvious way to a map of the complexity, kept to compare with: the exponent on a grid point by point, a masked maximum.

The grid is that of the bounds themselves, L_D = u_D and L_G = u_G, times values of the third variable, D. Nothing is known of
the maximum, and each log-determinant is an integral over the density (``quadrature_twin``), as in the code released with the paper.
"""

from collections.abc import Callable

import numpy as np

from derivations.spin_glass.complexity import shared
from derivations.spin_glass.notation import D, L_G, l_D, p, q, sigma_z, u_D
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass import SpinGlassGAN, quadrature_twin

_at_losses = {l_D: u_D + L_G}      # u_D stands for L_D
_at = lower(tuple(part.subs(_at_losses) for part in (shared.energy, *shared.shifts)), (p, q, sigma_z, u_D, L_G, D))


def complexity_map(model: SpinGlassGAN, L_D: np.ndarray, L_G: np.ndarray, D: np.ndarray,
                   log_determinant: Callable | None = None) -> np.ndarray:
    """Theta at all pairs of increasing bounds L_D and L_G, an array (len(L_D), len(L_G)), as well as this grid can tell.

    ``log_determinant(y_D, y_G)`` takes the place of quadrature, to study the grid alone.
    """
    exponent = np.max([exponent_at(model, L_D[:, None], L_G, third, log_determinant) for third in D], axis=0)
    return np.maximum.accumulate(np.maximum.accumulate(exponent, axis=0), axis=1)


def exponent_at(model: SpinGlassGAN, L_D, L_G, D, log_determinant: Callable | None = None) -> np.ndarray:
    """K - energy + Phi, at each point of the arrays' common shape in turn."""
    energy, y_D, y_G = _at(FLOAT64, model.p, model.q, float(model.sigma_z), *np.broadcast_arrays(L_D, L_G, D))
    return model.constant() - energy + (log_determinant or _by_quadrature(model))(y_D, y_G)


def _by_quadrature(model: SpinGlassGAN) -> Callable:
    return np.vectorize(lambda y_D, y_G: quadrature_twin.log_determinant(model.ensemble, y_G, y_D - y_G), otypes=[float])
