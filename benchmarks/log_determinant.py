"""The log-determinant exponent: compiled against NumPy, that against eigenvalues and the obvious twin, balls against mpmath."""

import os
from collections.abc import Callable
from unittest.mock import patch

import numpy as np

from benchmarks.timing import Comparison, compare
from ganmech.lowering import FLOAT64
from ganmech.spin_glass import SpinGlassGAN, quadrature_twin, saddle_point

ENSEMBLE = SpinGlassGAN(p=3, q=3, sigma_z=1, kappa="9/10").ensemble
X, X1 = np.meshgrid(np.linspace(-50, 200, 200), np.linspace(-15, 10, 75))
SOME = np.random.default_rng(0).choice(X.size, 12, replace=False)      # points for what is too slow for all 15 000
DIGITS = 50
WORKLOAD = """\
The exponent of the determinant of the coupled ensemble at p = q = 3, sigma_z = 1, kappa = 9/10, the parameters of the \
spin-glass paper's figures, on a 200 x 75 grid that covers its spectra: x from -50 to 200, x1 from -15 to 10. The \
obvious way takes the roots of the quartic point by point and integrates log|lambda - x| adaptively."""


def comparisons() -> list[Comparison]:
    """The ratios, each of times taken in turn."""
    matrices = companion_matrices()
    points = [(float(X.flat[place]), float(X1.flat[place])) for place in SOME]
    values, gradients = (lambda: ENSEMBLE.log_determinant(X, X1)), (lambda: ENSEMBLE.log_determinant_gradient(X, X1))
    return [
        compare("compiled, 200 x 75 grid", compiled(values), X.size, "NumPy", by_numpy(values), X.size, at_most=1 / 8),
        compare("gradient, compiled", compiled(gradients), X.size, "NumPy", by_numpy(gradients), X.size, at_most=1 / 8),
        compare("NumPy, 200 x 75 grid", by_numpy(values), X.size,
                "eigvals of the companion matrices alone", lambda: np.linalg.eigvals(matrices), X.size, at_most=1.5),
        compare("NumPy, 200 x 75 grid", by_numpy(values), X.size,
                "roots and adaptive quadrature, 12 points",
                lambda: [quadrature_twin.log_determinant(ENSEMBLE, *point) for point in points], len(points), rounds=2),
        compare(f"certified, {DIGITS} digits", lambda: [certified(*point) for point in points], len(points),
                f"mpmath, {DIGITS} digits", lambda: [many_digits(*point) for point in points], len(points), at_most=0.1),
    ]


def compiled(work: Callable) -> Callable:
    """The same work, whatever can be compiled compiled."""
    return lambda: _by("1", work)


def by_numpy(work: Callable) -> Callable:
    return lambda: _by("0", work)


def _by(choice: str, work: Callable):
    with patch.dict(os.environ, GANMECH_COMPILED=choice):
        return work()


def certified(x: float, x1: float):
    return ENSEMBLE.log_determinant(x, x1, digits=DIGITS, certified=True)


def many_digits(x: float, x1: float):
    return ENSEMBLE.log_determinant(x, x1, digits=DIGITS)


def companion_matrices() -> np.ndarray:
    """Of the quartic in t at every point of the grid, (15000, 4, 4); making them is not timed."""
    *lower, leading = saddle_point.quartic_coefficients(FLOAT64, *map(float, ENSEMBLE.law), X.ravel(), (X + X1).ravel())
    matrices = np.zeros((X.size, 4, 4))
    matrices[:, [1, 2, 3], [0, 1, 2]] = 1
    for row, coefficient in enumerate(lower):
        matrices[:, row, 3] = -coefficient / leading
    return matrices
