"""Least losses at which the mean count grows are bounds on what surfaces have, and not attained: annealed is not quenched."""

from math import inf

import numpy as np
import pytest

from ganmech.spin_glass import SpinGlassGAN, Surface, descend


@pytest.mark.parametrize("kappa", ["1/5", "1/2", "4/5"])
def test_the_mean_count_grows_below_the_lowest_value_that_a_typical_discriminator_has(kappa):
    """p = 2, sigma_z = 1/1000: L_D >= lambda_min - |L_G|, lambda_min of a matrix of 800 rows, its fluctuation below 0.02."""
    model = SpinGlassGAN(2, 2, "1/1000", kappa)
    normal = np.random.default_rng(1).standard_normal((800, 800))
    lowest = np.linalg.eigvalsh((normal + normal.T) / 2)[0] / (800 / float(model.kappa)) ** 0.5
    assert lowest == pytest.approx(-(2 * float(model.kappa)) ** 0.5, abs=0.02)
    below = lowest + model.minimum_losses().L_G - 0.05
    assert model.complexity(below, inf) > 0.005


def test_descent_stays_above_the_least_losses_of_the_theory():
    """Twenty runs on each of ten surfaces of 16 weights: the mean least l_D at rest lies above the bound by over 4 s.e."""
    model, rng = SpinGlassGAN(2, 2, "1/10", "1/2"), np.random.default_rng(2)
    found = []
    for _ in range(10):
        run = descend(Surface(model, 8, 8, rng), steps=1000, starts=20, rng=rng)
        found.append(run.reached()["L_D + L_G"].min())
    assert np.mean(found) - 4 * np.std(found) / 10**0.5 > model.minimum_losses().sum
