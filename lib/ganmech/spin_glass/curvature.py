"""How much of the Gaussian densities' curvature the log-determinant takes back: the exponent is concave where it is below 1.

In shifts made independent and of variance 1 the Gaussian part of the exponent has curvature -1 in every direction, and Phi has
the symmetric matrix Sigma^(1/2) Hess Phi Sigma^(1/2), Sigma = Cov(y_D, y_G).
"""

import numpy as np

from ganmech.arrays import broadcast, float_array
from ganmech.spin_glass.programmes import exponent_of


def shift_covariance(model) -> np.ndarray:
    """Cov(y_D, y_G), a 2 x 2 array, in units in which the matrix is of order 1."""
    exponent = exponent_of(model)
    rows = np.array(exponent.shifts, float) * np.array([float(variance) for variance in exponent.variances])**0.5
    return rows @ rows.T


def relative_curvature(model, y_D, y_G):
    """The largest eigenvalue of Sigma^(1/2) Hess Phi(y_D, y_G) Sigma^(1/2), float64; arguments are numbers that broadcast.

    Second derivatives diverge to -infinity at an edge of the spectrum, from outside it, and are inaccurate within 1e-8 of one.
    """
    y_D, y_G = broadcast(y_D=float_array("y_D", y_D), y_G=float_array("y_G", y_G))
    factor = np.linalg.cholesky(shift_covariance(model))
    DD, DG, GG = exponent_of(model).blocks.log_determinant_hessian(y_D, y_G)
    hessian = np.moveaxis(np.array([[DD, DG], [DG, GG]]), (0, 1), (-2, -1))
    return np.linalg.eigvalsh(factor.T @ hessian @ factor)[..., -1]
