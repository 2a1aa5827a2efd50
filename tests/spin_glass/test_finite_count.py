"""The mean number of critical points at finite N meets exact counts, its sum over indices, plain sampling and its limit."""

import json
import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from ganmech.spin_glass.finite_count import MeanCount, expected_critical_points
from ganmech.spin_glass.finite_law import finite_law
from ganmech.spin_glass.loss_bounds import LEAST
from ganmech.spin_glass.model import SpinGlassGAN

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "spin_glass.json").read_text())
MODEL = SpinGlassGAN(2, 2, 1, "1/2")
WEAK = SpinGlassGAN(2, 1, "1e-7", "1/2")      # so weak a noise that L_D is the quadratic form l_D
ERRORS = 4                                    # standard errors allowed


def meets(count: MeanCount, exact: float, its_error: float = 0.0) -> bool:
    return abs(count.mean - exact) < ERRORS * np.hypot(count.relative_error * count.mean, its_error)


@pytest.mark.parametrize("p, q", [(2, 1), (3, 1), (3, 3)])
def test_on_the_torus_it_is_the_exact_mean(p, q):
    exact = float(REFERENCE["expected_critical_points_2_2"][f"p={p},q={q},sigma_z=1"])
    assert meets(expected_critical_points(SpinGlassGAN(p, q, 1, "1/2"), 2, 2, rng=1), exact)


def test_on_the_torus_joint_minima_are_the_exact_mean():
    count = expected_critical_points(SpinGlassGAN(2, 1, 1, "1/2"), 2, 2, k_D=0, k_G=0, samples=20_000, rng=1)
    assert count.relative_error < 0.01 and meets(count, 3.8914)


@pytest.mark.parametrize("k_D, k_G, exact", [
    (None, None, 48), (0, None, 8), (3, None, 8), (5, None, 8), (None, 0, 24), (None, 1, 24), (0, 0, 4), (2, 1, 4)])
def test_without_noise_eigenvectors_of_a_quadratic_form_times_points_of_a_circle(k_D, k_G, exact):
    """l_D = u.Xu on the sphere of R^6 has 12 critical points, two of each index. Given u, l_G on the circle of v has
    2 sqrt(r''''/-r'') critical points, of its covariance r = (1 + cos)^3: r'' = -12 and r'''' = 48 at 0; half are minima."""
    assert meets(expected_critical_points(WEAK, 6, 2, k_D, k_G, rng=2), exact)


@pytest.mark.parametrize("k_D, k_G, exact", [(None, None, 24), (4, None, 4), (None, 3, 12), (1, 0, 2)])
def test_without_noise_the_bipartite_glass_of_one_generator_spin_is_linear_in_v(k_D, k_G, exact):
    """Given one of the 12 critical points u, L_G has one minimum and one maximum on the sphere of R^4."""
    weak = SpinGlassGAN(2, 1, "1e-7", "1/2", coupling="bipartite")
    assert meets(expected_critical_points(weak, 6, 4, k_D, k_G, rng=2), exact)


def test_half_of_the_bipartite_points_have_a_negative_loss():
    """y_G = q L_G exactly. Changing the sign of l_D and l_G changes no count, so half of all points have L_G below 0."""
    bipartite = SpinGlassGAN(3, 2, 1, "1/2", coupling="bipartite")
    either, low, high = (expected_critical_points(bipartite, 3, 3, u_G=u, samples=20_000, rng=3) for u in (np.inf, 0, 100))
    assert meets(low, either.mean / 2, either.mean * either.relative_error / 2) and meets(high, either.mean)


def test_counts_of_all_indices_add_up_to_the_total():
    total = expected_critical_points(MODEL, 3, 3, samples=20_000, rng=3)
    parts = [expected_critical_points(MODEL, 3, 3, *indices, samples=4000, rng=4) for indices in product(range(3), repeat=2)]
    error = np.linalg.norm([part.mean * part.relative_error for part in parts])
    assert error < 0.02 * total.mean and meets(total, sum(part.mean for part in parts), error)


def test_minima_are_as_many_as_maxima():
    minima, maxima = (expected_critical_points(MODEL, 4, 3, *indices, rng=5) for indices in ((0, 0), (3, 2)))
    assert meets(minima, maxima.mean, maxima.mean * maxima.relative_error)


def one_at_a_time(law, N_D, N_G, bounds, indices, samples, rng):
    """The slow way: dense matrices from the model's law, one after another, no weights; losses given the shifts."""
    counted = []
    for _ in range(samples):
        scaled = rng.multivariate_normal([0, 0], law.correlation)
        y_D, y_G = law.spread * scaled
        losses = law.regression @ scaled + law.rest * rng.standard_normal()
        A = law.block_variances[0] ** 0.5 * goe(N_D - 1, rng)
        B = law.block_variances[2] ** 0.5 * goe(N_G - 1, rng)
        Z = law.block_variances[1] ** 0.5 * rng.standard_normal((N_D - 1, N_G - 1))
        hess_D, hess_G = A + y_D * np.eye(N_D - 1), B - y_G * np.eye(N_G - 1)
        found = tuple(int((np.linalg.eigvalsh(hess) < 0).sum()) for hess in (hess_D, hess_G))
        met = (losses <= bounds).all() and all(asked in (None, k) for asked, k in zip(indices, found))
        counted.append(met * abs(np.linalg.det(np.block([[hess_D, -Z], [Z.T, hess_G]]))))
    return np.exp(law.log_factor) * np.array([np.mean(counted), np.std(counted) / samples**0.5])


def goe(size, rng):
    """Off-diagonal variance 1, diagonal 2."""
    square = rng.standard_normal((size, size))
    return (square + square.T) / 2**0.5


@pytest.mark.parametrize("u_D, u_G, k_D, k_G", [
    (np.inf, np.inf, None, None), (np.inf, np.inf, 1, 0), (-0.2, np.inf, None, None), (0.1, -0.3, None, None),
    (0.5, np.inf, 0, None)])
def test_the_fast_way_is_the_slow_way(u_D, u_G, k_D, k_G):
    fast = expected_critical_points(MODEL, 4, 3, k_D, k_G, u_D, u_G, samples=20_000, rng=6)
    bounds, law = np.array([u_D, u_G]) * 7**0.5, finite_law(MODEL, 4, 3)
    mean, error = one_at_a_time(law, 4, 3, bounds, (k_D, k_G), 8000, np.random.default_rng(7))
    assert error < 0.15 * mean and meets(fast, mean, error)


def test_the_losses_have_the_law_of_their_gaussian_numbers():
    """L_D = l_D - L_G, l_D of variance 1, L_G of variance s^2 2^n; Cov(y_G, L_G) = s^2 Cov(R_G, l_G) = s^2 n 2^(n-1)."""
    law = finite_law(MODEL, 4, 3)
    covariance = law.regression @ law.correlation @ law.regression.T + np.outer(law.rest, law.rest)
    assert np.allclose(covariance, [[1 + 16, -16], [-16, 16]], rtol=1e-12)
    assert (law.regression @ law.correlation)[1, 1] * law.spread[1] == pytest.approx(32, rel=1e-12)


def test_bounds_that_nothing_meets_make_it_smaller_and_far_bounds_leave_it():
    counts = [expected_critical_points(MODEL, 5, 5, u_D=u, u_G=u, rng=8) for u in (-1, 0, 100, np.inf)]
    assert counts[0].log_mean < counts[1].log_mean - 5 and counts[2].log_mean == counts[3].log_mean


@pytest.mark.parametrize("bounds", [(np.inf, np.inf), (-1, -1)])
def test_it_grows_at_the_rate_of_the_complexity(bounds):
    """Between N = 20 and 40 the growth is within (c/N) of N Theta, c of order 1: the constant cancels, 1/N terms do not."""
    u_D, u_G = bounds
    few, many = (expected_critical_points(MODEL, N // 2, N // 2, u_D=u_D, u_G=u_G, samples=4000, rng=9) for N in (20, 40))
    growth = (many.log_mean - few.log_mean) / 20
    assert abs(growth - MODEL.complexity(*bounds)) < 0.05 + ERRORS * np.hypot(few.relative_error, many.relative_error) / 20


@pytest.mark.slow
def test_the_stated_error_is_the_scatter_of_repeats():
    """Sixteen repeats: the sum of squared deviations in standard errors has mean 15 and is below 45 but for 1 in 10 000."""
    counts = [expected_critical_points(MODEL, 8, 8, k_D=0, k_G=0, samples=3000, rng=seed) for seed in range(16)]
    means, errors = np.array([(c.mean, c.mean * c.relative_error) for c in counts]).T
    assert 3 < (((means - means.mean()) / errors.mean()) ** 2).sum() < 45


def test_the_same_seed_gives_the_same_count():
    first, second = (expected_critical_points(MODEL, 3, 2, samples=200, rng=1) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("arguments, error, message", [
    (dict(N_D=1), ValueError, "N_D must be a whole number of 2 or more, got 1"),
    (dict(N_G=201), ValueError, "N_G must be at most 200, got 201"),
    (dict(k_D=3), ValueError, "k_D must be at most 2, got 3"),
    (dict(k_G=-1), ValueError, "k_G must be a whole number of 0 or more, got -1"),
    (dict(u_D=float("nan")), ValueError, f"u_D must be a number of {LEAST:g} or more, or inf for no bound, got nan"),
    (dict(u_D=[0, 1]), TypeError, "u_D must be one number, got [0, 1]"),
    (dict(samples=10), ValueError, "samples must be a whole number of 100 or more, got 10"),
    (dict(rng="x"), TypeError, "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'x'"),
    (dict(model=SpinGlassGAN(2, 2, 1, "1/2", "released")), ValueError,
     "convention must be derived for a count at finite N, of which the released code has no formula, got 'released'"),
])
def test_what_is_not_allowed_is_named(arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        expected_critical_points(**{"model": MODEL, "N_D": 3, "N_G": 2} | arguments)


def test_bounds_that_no_draw_meets_are_named():
    with pytest.raises(ArithmeticError, match="^draws meet the bounds and the indices too rarely"):
        expected_critical_points(MODEL, 3, 3, u_D=-1e30, rng=1)


@pytest.mark.parametrize("p, q, sigma_z", [(200, 200, "1e50"), (2, 1, "1e-50"), (200, 1, "1e-50")])
def test_every_model_has_a_finite_count(p, q, sigma_z):
    assert np.isfinite(expected_critical_points(SpinGlassGAN(p, q, sigma_z, "1/2"), 3, 3, samples=200, rng=1).log_mean)
