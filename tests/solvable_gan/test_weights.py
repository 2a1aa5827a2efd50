"""Entries of the weights move as the propagator says: regression on where they started, and what is left is Gaussian.

One run at n = 3000 and t = 5. Coefficients and variances are compared within four standard errors of independent entries, plus
2/sqrt(n) for what the entries share: the run's order parameters depart from their limit by so much.
"""

import numpy as np
import pytest
from scipy.stats import kurtosis, skew

from ganmech.solvable_gan import SolvableGAN

MODEL, START = SolvableGAN(5, 2, 2, "0.2", "0.04"), {"P": "0.3", "q": "0.4"}
n, T = 3000, 5
DEVIATION = 2 / n**0.5


@pytest.fixture(scope="module")
def run():
    before, after = MODEL.weights(n, T, rng=7, initial=START)
    coefficients = np.linalg.lstsq(before, after, rcond=None)[0].T
    return before, coefficients, after - before @ coefficients.T


def test_the_start_has_signs_for_features_and_the_gram_matrix_asked_for(run):
    before, _, _ = run
    assert np.allclose(np.abs(before[:, 0]), 1, atol=1e-12)
    assert np.allclose(before.T @ before / n, [[1, 0.3, 0.4], [0.3, 1, 0.12], [0.4, 0.12, 1]], atol=1e-12)


def test_the_regression_is_the_propagator(run):
    before, coefficients, rest = run
    found = MODEL.propagator(T, initial=START)
    errors = np.sqrt(np.outer(np.diag(found.N[0]), np.diag(np.linalg.inv(before.T @ before))))
    assert np.all(np.abs(coefficients - found.Phi[0]) < 4 * errors + DEVIATION)
    variances = np.diag(found.N[0])
    spread = np.sqrt((np.outer(variances, variances) + found.N[0]**2) / n)
    assert np.all(np.abs(rest.T @ rest / n - found.N[0]) < 4 * spread + DEVIATION * variances.max())


def test_the_noise_of_the_discriminator_is_gaussian(run):
    """Skewness and excess kurtosis of n Gaussian numbers have the standard errors sqrt(6/n) and sqrt(24/n)."""
    noise = run[2][:, -1]
    assert abs(skew(noise)) < 4 * np.sqrt(6 / n) and abs(kurtosis(noise)) < 4 * np.sqrt(24 / n)
