"""The exact mean count on the torus meets the reference, brute-force sampling, decoupled circles and its own parts."""

import json
import re
from pathlib import Path

import mpmath
import numpy as np
import pytest
from flint import arb

from ganmech.lowering import FLOAT64, multiprecision
from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.expected_count import ON_TORUS, on_torus
from ganmech.spin_glass.finite_count import MeanCount
from ganmech.spin_glass.torus_variants import mean_counts

NUMBERS = Path(__file__).parents[1] / "reference" / "spin_glass.json"
REFERENCE = json.loads(NUMBERS.read_text())["expected_critical_points_2_2"]
DRAWS = 2_000_000
ERRORS = 4      # standard errors allowed
INDICES = (0, 1)


def model(p, q, sigma_z=1):
    return SpinGlassGAN(p, q, sigma_z, "1/2")


def sampled_entries(p, q, s, radial_difference=True, seed=5):
    """m_11, m_22, m_12 from a GOE and the radial derivatives (n l_G +- Delta)/2, and both gradients' variances."""
    rng, n = np.random.default_rng(seed), p + q
    spread = n * (n - 1) * 2 ** (n - 2)
    of_D, of_11, of_22, of_12, l_D, l_G, delta = rng.standard_normal((7, DRAWS))
    l_G, delta = 2 ** (n / 2) * l_G, radial_difference * np.sqrt(n * 2**n) * delta
    m_11 = np.sqrt(2 * p * (p - 1)) * of_D - p * l_D - s * (np.sqrt(2 * spread) * of_11 - (n * l_G + delta) / 2)
    m_22 = -s * (np.sqrt(2 * spread) * of_22 - (n * l_G - delta) / 2)
    return m_11, m_22, -s * np.sqrt(spread) * of_12, p + s**2 * n * 2 ** (n - 1), s**2 * n * 2 ** (n - 1)


def mean_count(m_11, m_22, m_12, of_D, of_G, where=True):
    """2 pi (v_D v_G)^(-1/2) E|det| over the draws where a condition holds, and its standard error."""
    values = 2 * np.pi / np.sqrt(of_D * of_G) * np.abs(m_11 * m_22 - m_12**2) * where
    return values.mean(), values.std() / np.sqrt(DRAWS)


@pytest.mark.parametrize("p, q", [(2, 1), (3, 1), (3, 3)])
def test_it_is_the_reference(p, q):
    reference = REFERENCE[f"p={p},q={q},sigma_z=1"]
    assert model(p, q).expected_critical_points(2, 2) == pytest.approx(float(reference), abs=6e-13)
    assert abs(model(p, q).expected_critical_points(2, 2, digits=40) - float(reference)) < 6e-13


@pytest.mark.parametrize("p, q, s", [(2, 1, 1.0), (3, 1, 0.25), (2, 2, 3.0), (4, 5, 0.5)])
def test_every_pair_of_indices_is_the_mean_over_sampled_matrices(p, q, s):
    entries = sampled_entries(p, q, s)
    for k_D in INDICES:
        for k_G in INDICES:
            mean, error = mean_count(*entries, where=((entries[0] < 0) == k_D) & ((entries[1] > 0) == k_G))
            assert abs(mean - model(p, q, s).expected_critical_points(2, 2, k_D, k_G)) < ERRORS * error


@pytest.mark.parametrize("p, q, s", [(2, 1, 1.0), (3, 2, 0.5)])
def test_dropping_delta_is_the_mean_over_matrices_without_it(p, q, s):
    entries = sampled_entries(p, q, s, radial_difference=False)
    total, minima, signed = mean_counts(model(p, q, s), "without Delta")
    sign = -np.sign(entries[0] * entries[1] - entries[2]**2)
    for exact, where in ((total, True), (minima, (entries[0] > 0) & (entries[1] < 0)), (signed, sign)):
        mean, error = mean_count(*entries, where)
        assert abs(mean - exact) < ERRORS * error


def test_the_released_variances_in_the_same_formula_by_sampling():
    """At p = 2, q = 1, sigma_z = 1, b^2 = 48 and b_1^2/kappa = 2; the shifts are n 2^n l_G and p l_D."""
    rng = np.random.default_rng(3)
    x, x1, first, second, third, fourth = rng.standard_normal((6, DRAWS)) * np.sqrt([[24**2 * 8], [4], [96], [4], [96], [48]])
    exact, minima, _ = mean_counts(model(2, 1), "released")
    entries = first + second + x + x1, third + x, fourth, 2 + 24, 24
    for value, where in ((exact, True), (minima, (entries[0] > 0) & (entries[1] < 0))):
        mean, error = mean_count(*entries, where)
        assert abs(mean - value) < ERRORS * error


@pytest.mark.parametrize("p, q", [(2, 1), (3, 2), (5, 4), (20, 30)])
def test_without_noise_the_two_circles_are_counted_one_after_the_other(p, q):
    """A stationary field on a circle has 2 sqrt(r''''/-r'') critical points, half of them minima: r'''' / -r'' is 3 p - 2 for
    cos^p, (3 n - 1)/2 for (1 + cos)^n."""
    n = p + q
    both = np.sqrt((3 * p - 2) * (3 * n - 1) / 2)
    weak = model(p, q, "1e-40")
    assert weak.expected_critical_points(2, 2) == pytest.approx(4 * both, rel=1e-15)
    assert weak.expected_critical_points(2, 2, 0, 0) == pytest.approx(both, rel=1e-15)


@pytest.mark.parametrize("p, q, s", [(2, 1, 1), (7, 3, "1/10"), (100, 100, 3), (2, 1, "1e50")])
def test_the_pairs_of_indices_add_up_to_the_total(p, q, s):
    m = model(p, q, s)
    pairs = {(k_D, k_G): m.expected_critical_points(2, 2, k_D, k_G, digits=30) for k_D in INDICES for k_G in INDICES}
    total = m.expected_critical_points(2, 2, digits=30)
    with mpmath.workdps(30):
        assert abs(sum(pairs.values()) / total - 1) < 1e-28
        assert abs((pairs[0, 0] + pairs[0, 1]) / m.expected_critical_points(2, 2, 0, digits=30) - 1) < 1e-28
        assert abs(2 * m.expected_critical_points(2, 2, None, 1, digits=30) / total - 1) < 1e-28


def test_float_mpf_and_ball_agree():
    m = model(3, 3, "1/7")
    ball = on_torus(m, digits=40, certified=True)
    assert ball.rad() < arb("1e-40")
    with mpmath.workdps(60):
        assert abs(mpmath.mpf(ball.mid().str(45, radius=False)) - m.expected_critical_points(2, 2, digits=50)) < 1e-40
    assert abs(float(ball.mid()) - m.expected_critical_points(2, 2)) < 1e-14 * float(ball.mid())


def test_the_elliptic_integrals_are_the_same_in_every_arithmetic():
    """The lowered formula itself in float64 and mpmath, against the balls that the exact mean is read from."""
    total = ON_TORUS["shared"][None, None]
    with multiprecision(200) as arithmetic:
        by_mpmath = total(arithmetic, 3, 3, arithmetic.rational(1, 7))
        with mpmath.workdps(50):
            assert abs(by_mpmath - on_torus(model(3, 3, "1/7"), digits=50)) < mpmath.mpf(10) ** -46
    assert total(FLOAT64, 3, 3, 1 / 7) == pytest.approx(float(by_mpmath), rel=1e-14)


@pytest.mark.parametrize("p, q, s", [(2, 1, 1), (3, 1, "1/10"), (6, 6, 20)])
def test_the_integral_over_the_angle_is_the_elliptic_form(p, q, s):
    m = model(p, q, s)
    exact = m.expected_critical_points(2, 2), m.expected_critical_points(2, 2, 0, 0)
    total, minima, signed = mean_counts(m, "derived")
    assert np.allclose((total, minima), exact, rtol=1e-13, atol=0) and abs(signed) < 1e-13


def test_elsewhere_it_is_sampled():
    assert isinstance(model(2, 1).expected_critical_points(3, 2, samples=200, rng=1), MeanCount)


@pytest.mark.parametrize("call, error, message", [
    (lambda m: m.expected_critical_points(1, 2), ValueError, "N_D must be a whole number of 2 or more, got 1"),
    (lambda m: m.expected_critical_points(2, None), TypeError, "N_G must be a whole number of 2 or more, got None"),
    (lambda m: m.expected_critical_points(2, 2, k_D=2), ValueError, "k_D must be 0 or 1 on a circle, got 2"),
    (lambda m: m.expected_critical_points(2, 2, k_G=-1), ValueError, "k_G must be a whole number of 0 or more, got -1"),
    (lambda m: m.expected_critical_points(2, 2, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda m: m.expected_critical_points(2, 2, samples=10), ValueError,
     "samples must be a whole number of 100 or more, got 10"),
    (lambda m: m.expected_critical_points(3, 2, digits=20), ValueError,
     "digits need the exact mean, of N_D = N_G = 2 in the derived convention, got N_D = 3, N_G = 2, derived"),
    (lambda m: mean_counts(m, "printed"), ValueError, "variant must be one of derived, without Delta, released, got 'printed'"),
])
def test_what_is_wrong_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call(model(2, 1))
