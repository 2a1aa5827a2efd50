"""Lemma 5: the bound on the norm holds for sampled matrices of every shape of variances, and is what its derivation says."""

import numpy as np
import pytest
from scipy.special import gammaln
from sympy import Rational

from derivations.spin_glass import norm_bound
from derivations.spin_glass.notation import N, k

CONSTANT = float(norm_bound.constant.result.subs(norm_bound.sigma, 1))
EPSILON = 5**0.5 - 2


def norms(deviations: np.ndarray, samples: int, seed: int) -> np.ndarray:
    """|X| of so many symmetric matrices with these standard deviations on and above the diagonal."""
    drawn = np.triu(np.random.default_rng(seed).standard_normal((samples, *deviations.shape)) * deviations)
    return np.linalg.norm(drawn + np.swapaxes(np.triu(drawn, 1), 1, 2), 2, axis=(1, 2))


def bounded(name: str, size: int) -> np.ndarray:
    """Standard deviations of at most 1/sqrt(N)."""
    rows, columns = np.indices((size, size))
    shape = {"all alike": np.ones((size, size)), "two blocks": np.where((rows < size / 2) & (columns < size / 2), 1, 0.3),
             "band": abs(rows - columns) < 3, "one row": (rows == 0) | (columns == 0), "diagonal": rows == columns}[name]
    return shape / size**0.5


@pytest.mark.parametrize("size", [1, 2, 5, 20, 80])
@pytest.mark.parametrize("name", ["all alike", "two blocks", "band", "one row", "diagonal"])
def test_the_mean_norm_is_below_the_constant_at_every_size(name, size):
    """At small sizes too, where Stirling's formula has not set in: the bound at N itself is below C 2^(1/2N)."""
    found = norms(bounded(name, size), 100, seed=size)
    assert found.mean() + 4 * found.std() / 10 < CONSTANT
    assert np.log(np.mean(found**size)) / size < np.log(CONSTANT) + np.log(2) / (2 * size)


def test_the_sharp_constant_is_two():
    """Semicircle edge: the mean norm approaches 2 from below, by about 1.2 N^(-2/3)."""
    for size in (40, 160):
        found = norms(bounded("all alike", size), 60, seed=1)
        assert abs(found.mean() - 2 + 1.2 * size ** (-2 / 3)) < 0.6 * size ** (-2 / 3) + 4 * found.std() / 60**0.5


def test_the_bound_at_finite_size_is_below_its_limit_times_a_factor_that_tends_to_one():
    """The root of net * moment, by scipy's gamma function, against C 2^(1/2N), for N from 1 to a million."""
    sizes = np.unique(np.geomspace(1, 1e6, 60).astype(int))
    log_moment = sizes / 2 * np.log(4 / sizes) + gammaln((sizes + 1) / 2) - np.log(np.pi) / 2
    log_root = np.log((1 + 2 / EPSILON) / (1 - 2 * EPSILON)) + log_moment / sizes
    excess = log_root - np.log(CONSTANT)
    assert np.all(excess <= np.log(2) / (2 * sizes) + 1e-12) and abs(excess[-1]) < 1e-6


@pytest.mark.parametrize("power", [1, 2, 3, 7, 10])
def test_the_moments_are_those_of_samples(power):
    """4 standard errors of 400 000 Gaussian numbers of variance 1/4."""
    drawn = np.abs(np.random.default_rng(3).standard_normal(400_000) / 2) ** power
    exact = float(norm_bound.moment.result.subs({k: power, norm_bound.V: Rational(1, 4)}))
    assert abs(drawn.mean() - exact) < 4 * drawn.std() / 400_000**0.5


def test_no_other_net_is_better():
    constant = norm_bound.asymptotic_constant.subs(norm_bound.sigma, 1)
    values = [float(constant.subs(norm_bound.epsilon, Rational(i, 1000))) for i in range(1, 500)]
    assert min(values) > CONSTANT and np.argmin(values) + 1 == round(1000 * EPSILON)


def test_the_variance_of_a_quadratic_form_is_at_most_two_over_N():
    """Sampled for one direction; the largest variance, 2 sigma^2/N, is approached by directions spread over many rows."""
    size, v = 30, np.ones(30) / 30**0.5
    drawn = np.random.default_rng(4).standard_normal((20_000, size, size)) / size**0.5
    X = np.triu(drawn) + np.swapaxes(np.triu(drawn, 1), 1, 2)
    forms = np.einsum("i,sij,j->s", v, X, v)
    exact = 2 / size - 1 / size**2
    assert abs(forms.var() - exact) < 4 * exact * (2 / 20_000) ** 0.5
    assert exact <= float(norm_bound.variance_bound.subs({norm_bound.sigma: 1, N: size}))
