"""The obvious way to the log-determinant, kept to compare with: roots of the quartic point by point, and adaptive quadrature.

At each lambda the density is Im m / pi at the root of the quartic with Im m_D, Im m_G > 0; the log-determinant is the integral of
log|lambda - x| against it over the bands. Nothing of the closed form is used but the edges.
"""

import numpy as np
from scipy.integrate import quad

from ganmech.lowering import FLOAT64
from ganmech.spin_glass import CoupledEnsemble, saddle_point


def log_determinant(ensemble: CoupledEnsemble, x: float, x1: float) -> float:
    """int log|lambda - x| dmu(lambda) for one x and one x1, to about nine digits."""
    return sum(_over_band(ensemble, x, x1, left, right) for left, right in ensemble.edges(x1).reshape(-1, 2))


def density(ensemble: CoupledEnsemble, lam: float, x1: float) -> float:
    """Im m / pi at one real lambda, 0 where no root of the quartic lies in the upper half plane in both blocks."""
    kappa, kappa_G, beta, h = map(float, ensemble.law)
    point = kappa, kappa_G, beta, h, lam, lam + x1
    for t in np.roots(saddle_point.quartic_coefficients(FLOAT64, *point)[::-1]):
        m_D, m_G = saddle_point.m_D_from_t(FLOAT64, *point, t), -1 / t
        if m_D.imag > 0 and m_G.imag > 0:
            return (kappa * m_D + kappa_G * m_G).imag / np.pi
    return 0.0


def _over_band(ensemble, x, x1, left, right):
    centre, half = (left + right) / 2, (right - left) / 2

    def integrand(angle):      # lambda = centre - half cos(angle) takes the square roots at both ends away
        lam = centre - half * np.cos(angle)
        return density(ensemble, lam, x1) * np.log(abs(lam - x)) * half * np.sin(angle)

    singular = [np.arccos((centre - x) / half)] if left < x < right else None
    return quad(integrand, 0, np.pi, points=singular, epsabs=1e-10, epsrel=1e-10, limit=200)[0]
