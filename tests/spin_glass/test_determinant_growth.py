"""Sampled determinants meet the exact mean of a GOE, which a density of eigenvalues gives, and near the closed form."""

import re

import numpy as np
import pytest
from scipy.special import gammaln
from scipy.stats import norm

from ganmech.spin_glass import CoupledEnsemble
from ganmech.spin_glass.determinant_growth import fitted_growth, sampled_determinant
from ganmech.spin_glass.goe_finite import density

ONE_BLOCK = CoupledEnsemble("1/2", 1, 0)           # a GOE of off-diagonal variance 1/(2N): its semicircle ends at sqrt(2)
TWO_BLOCKS = CoupledEnsemble("1/2", 1, 1)
INSIDE, EDGE, OUTSIDE = 0.3, 2**0.5, 2.0


def log_normalisation(N, c):
    """log of the integral of prod |l_i - l_j| exp(-c sum l^2) over N variables (Mehta, Random Matrices, chapter 17)."""
    j = np.arange(1, N + 1)
    return -(N / 2 + N * (N - 1) / 4) * np.log(2 * c) + N / 2 * np.log(2 * np.pi) + (gammaln(1 + j / 2) - gammaln(1.5)).sum()


def exact_log_mean(N, x, b=1.0):
    """One more eigenvalue at x: the density of N + 1 is exp(-c x^2) E_N|det(M - x)| (N + 1) Z_N / Z_{N+1}; odd N only."""
    c = N / (2 * b**2)
    one_more = density(x, N + 1, E=float(np.sqrt((N + 1) / c)))
    return np.log(one_more) + c * x**2 + log_normalisation(N + 1, c) - log_normalisation(N, c) - np.log(N + 1)


def test_the_oracle_at_one_row():
    """E|M - x| of one Gaussian number of variance 2/(2N) = 1, the mean of a folded normal law."""
    x = np.array([0.0, 0.7, 3.0])
    assert np.allclose(exact_log_mean(1, x), np.log(2 * norm.pdf(x) + x * (1 - 2 * norm.cdf(-x))), atol=1e-12)


@pytest.mark.parametrize("N, samples", [(3, 20_000), (9, 10_000), (25, 5000)])
def test_the_sampled_mean_is_the_exact_mean_of_a_goe(N, samples):
    x = np.array([0.0, INSIDE, 1.2, EDGE, OUTSIDE, 5.0])
    found = sampled_determinant(ONE_BLOCK, N, x, 0, samples, rng=1)
    assert np.all(np.abs(found.log_mean.value - exact_log_mean(N, x)) < 4 * found.log_mean.error)


def test_an_average_over_points_has_the_scatter_of_repeats():
    """Points share matrices, so their errors do not simply add: 12 repeats, chi squared of the stated error in 2..35 (0.1%)."""
    x = np.linspace(-1, 1, 9)
    found = [sampled_determinant(ONE_BLOCK, 9, x, 0, 500, rng=seed).log_mean for seed in range(12)]
    deviations = np.array([estimate.average for estimate in found]) - exact_log_mean(9, x).mean()
    assert 2 < np.sum((deviations / np.mean([estimate.average_error for estimate in found])) ** 2) < 35


@pytest.mark.parametrize("x, coefficient", [(0.0, 1 / 2), (INSIDE, 1 / 2), (EDGE, 1 / 6), (OUTSIDE, 0)])
def test_the_exact_growth_of_a_goe(x, coefficient):
    """log E|det| - N Phi grows as (1/2) log N inside, (1/6) log N at an edge and not at all outside: slopes on doubling."""
    excess = np.array([exact_log_mean(N, x) - N * ONE_BLOCK.log_determinant(x, 0) for N in (85, 169, 337)])
    slopes = np.diff(excess) / np.diff(np.log([85, 169, 337]))
    assert np.all(np.abs(slopes - coefficient) < 0.03) and abs(slopes[1] - coefficient) < abs(slopes[0] - coefficient) + 0.01


def test_outside_the_mean_is_the_limit_to_within_a_constant():
    """4 standard errors, and 1/N: at N = 20 and 80 the same excess of order 1/2."""
    few, many = (sampled_determinant(TWO_BLOCKS, N, 4.0, 0.5, 1000, rng=2) for N in (20, 80))
    excess = [found.log_mean.value - found.N * TWO_BLOCKS.log_determinant(4.0, 0.5) for found in (few, many)]
    assert np.abs(excess).max() < 0.5
    assert abs(excess[1] - excess[0]) < 4 * np.hypot(few.log_mean.error, many.log_mean.error) + 1 / 20


def test_inside_the_variance_of_the_logarithm_grows_as_log_N():
    """Coefficient 1 of log N; 4 standard errors."""
    few, many = (sampled_determinant(TWO_BLOCKS, N, INSIDE, 0.5, 1500, rng=3) for N in (10, 80))
    slope = (many.variance_log.value - few.variance_log.value) / np.log(8)
    assert abs(slope - 1) < 4 * np.hypot(few.variance_log.error, many.variance_log.error) / np.log(8)


def test_the_fit_finds_what_was_put_in():
    """Chi squared with 3 degrees of freedom is above 22 once in 10 000."""
    sizes, errors = np.array([10, 20, 40, 80, 160, 320]), np.full(6, 0.02)
    put_in = 0.5 * np.log(sizes) - 0.3 + 2 / sizes
    fit = fitted_growth(sizes, put_in + errors * np.random.default_rng(4).standard_normal(6), errors)
    assert np.all(np.abs(fit.coefficients - [0.5, -0.3, 2]) < 4 * fit.errors) and fit.chi_squared < 22 and fit.degrees == 3


def test_the_same_seed_gives_the_same_samples_and_points_share_their_matrices():
    both, one = (sampled_determinant(TWO_BLOCKS, 6, x, 0.5, 20, rng=5) for x in ([INSIDE, OUTSIDE], OUTSIDE))
    assert both.log_mean.value[1] == one.log_mean.value and one.log_mean.value.shape == ()


@pytest.mark.parametrize("call, error, message", [
    (lambda: sampled_determinant(TWO_BLOCKS, 1, 0, 0, 20), ValueError, "N must be a whole number of 2 or more, got 1"),
    (lambda: sampled_determinant(TWO_BLOCKS, 4, 0, 0, 5), ValueError, "samples must be a whole number of 10 or more, got 5"),
    (lambda: sampled_determinant(TWO_BLOCKS, 4, np.nan, 0, 20), ValueError, "x must be finite, got nan"),
    (lambda: fitted_growth([1, 2], [0, 0], [1, 1]), ValueError, "sizes must be four or more, got 2"),
    (lambda: fitted_growth([1, 2, 3, 4], [0] * 4, [1, 1, 0, 1]), ValueError, "errors must be positive, got 0.0"),
])
def test_what_is_not_allowed_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()
