"""The log-determinant meets solved cases, its symmetries, quadrature of the density, and itself in three arithmetics."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import arb
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from sympy import Rational, sqrt

from ganmech.spin_glass import CoupledEnsemble, SpinGlassGAN, right_tail_rate

ENSEMBLE = CoupledEnsemble(kappa="9/10", b=1, b1="1/2")
POINTS = np.array([(0, 0), (0.3, -1.2), (-2.5, 1.7), (-0.04, 1.5), (0.9, 4), (-5, 4), (40, -3)]).T


def semicircle_exponent(x, variance):
    """int log|lambda - x| over a semicircle of this variance: a parabola, less the rate of the largest eigenvalue outside."""
    radius, x = 2 * variance**0.5, np.abs(x)
    return x**2 / (4 * variance) + np.log(variance) / 2 - 0.5 - right_tail_rate(np.maximum(x, radius), radius)


@pytest.mark.parametrize("kappa", ["1e-6", "0.3", "0.999999"])
def test_one_semicircle_when_the_blocks_do_not_differ(kappa):
    x = np.linspace(-5, 5, 41)
    assert np.allclose(CoupledEnsemble(kappa, 1.25, 0).log_determinant(x, 0), semicircle_exponent(x, 1.25**2 / 2), rtol=0, atol=4e-15)


def test_the_pure_p_spin_limit_is_a_shifted_semicircle():
    """kappa -> 1: variance (b^2 + b1^2)/2 at x + x1, with an error of the order of 1 - kappa = 1e-12."""
    ensemble = CoupledEnsemble(Fraction(10**12 - 1, 10**12), 1, "3/2")
    x = np.linspace(-6, 6, 25)
    assert np.allclose(ensemble.log_determinant(x, 0.75), semicircle_exponent(x + 0.75, 3.25 / 2), rtol=0, atol=1e-10)


def test_far_away_it_is_the_logarithm():
    """log|x| - mean/x, mean -kappa x1, to within the second moment over x^2."""
    x = np.array([1e5, -1e8, 1e50, 1e100])
    assert np.allclose(ENSEMBLE.log_determinant(x, 2), np.log(np.abs(x)) + 0.9 * 2 / x, rtol=1e-15, atol=5e-10)
    assert ENSEMBLE.log_determinant_gradient(1e100, 2)[0] == pytest.approx(1e-100, rel=1e-14)


@pytest.mark.parametrize("x, x1", POINTS.T)
def test_changing_both_signs_changes_nothing(x, x1):
    assert ENSEMBLE.log_determinant(-x, -x1) == pytest.approx(ENSEMBLE.log_determinant(x, x1), abs=1e-15)
    assert np.allclose(ENSEMBLE.log_determinant_gradient(-x, -x1), -np.array(ENSEMBLE.log_determinant_gradient(x, x1)), atol=1e-14)


@pytest.mark.parametrize("scale", [1e-140, 1e-6, 7.5, 1e140])
def test_a_unit_of_length_adds_its_logarithm(scale):
    scaled = CoupledEnsemble("9/10", scale, Fraction(scale) / 2)
    assert np.allclose(scaled.log_determinant(*(scale * POINTS)), ENSEMBLE.log_determinant(*POINTS) + np.log(scale), rtol=1e-15,
                       atol=1e-14)


@pytest.mark.parametrize("x, x1", POINTS.T)
def test_it_is_the_integral_of_the_logarithm_over_the_density(x, x1):
    edges = ENSEMBLE.edges(x1)
    total = sum(quad(lambda s: ENSEMBLE.density(_in_band(s, band), x1) * _stretch(s, band) * np.log(abs(_in_band(s, band) - x)), 0, np.pi,
                     points=[_angle(x, band)] if band[0] < x < band[1] else None, epsabs=1e-11, epsrel=1e-11, limit=400)[0]
                for band in edges.reshape(-1, 2))
    assert ENSEMBLE.log_determinant(x, x1) == pytest.approx(total, abs=1e-9)


def _in_band(angle, band):
    """lambda = centre - half cos(angle): takes the square roots at both ends away."""
    return (band[0] + band[1]) / 2 - (band[1] - band[0]) / 2 * np.cos(angle)


def _stretch(angle, band):
    return (band[1] - band[0]) / 2 * np.sin(angle)


def _angle(x, band):
    return np.arccos((band[0] + band[1] - 2 * x) / (band[1] - band[0]))


@pytest.mark.parametrize("x, x1", POINTS.T)
def test_gradient_and_hessian_are_central_differences(x, x1):
    """At 60 digits a step of 1e-20 leaves an error of 1e-38 or so."""
    with mpmath.workdps(60):
        x, x1, step = mpmath.mpf(float(x)), mpmath.mpf(float(x1)), mpmath.mpf(10) ** -20
        by_x, by_x1 = ENSEMBLE.log_determinant_gradient(x, x1, digits=50)
        by_xx, by_xx1, by_x1x1 = ENSEMBLE.log_determinant_hessian(x, x1, digits=50)

        def difference(function, dx, dx1):
            return (function(x + dx * step, x1 + dx1 * step, digits=60) - function(x - dx * step, x1 - dx1 * step, digits=60)) / (2 * step)

        assert abs(difference(ENSEMBLE.log_determinant, 1, 0) - by_x) < 1e-30
        assert abs(difference(ENSEMBLE.log_determinant, 0, 1) - by_x1) < 1e-30
        slope = lambda part: lambda *at, **kw: ENSEMBLE.log_determinant_gradient(*at, **kw)[part]
        assert abs(difference(slope(0), 1, 0) - by_xx) < 1e-30
        assert abs(difference(slope(0), 0, 1) - by_xx1) < 1e-30
        assert abs(difference(slope(1), 0, 1) - by_x1x1) < 1e-30
        assert np.allclose(ENSEMBLE.log_determinant_hessian(float(x), float(x1)), [float(v) for v in (by_xx, by_xx1, by_x1x1)], rtol=1e-11)


def agree_in_all_arithmetics(ensemble, x, x1):
    ball = ensemble.log_determinant(x, x1, digits=30, certified=True)
    assert ball.rad() < arb("1e-30")
    with mpmath.workdps(40):
        centre = mpmath.mpf(ball.mid().str(40, radius=False))
        assert abs(ensemble.log_determinant(x, x1, digits=30) - centre) < mpmath.mpf(10) ** -28 * max(1, abs(centre))
        assert abs(ensemble.log_determinant(x, x1) - centre) < 1e-13 * max(1, abs(centre))


shares = st.floats(-6, -0.302).map(lambda power: Fraction(10**power)) | st.floats(-6, -0.302).map(lambda power: 1 - Fraction(10**power))
ratios = st.just(0) | st.floats(-6, 6).map(lambda power: 10**power)
places = st.just(0.0) | st.tuples(st.sampled_from([-1.0, 1.0]), st.floats(-7, 7)).map(lambda pair: pair[0] * 10 ** pair[1])


@seed(20221)
@settings(max_examples=1000, deadline=None, database=None)
@given(shares, ratios, places, places)
def test_the_arithmetics_agree_over_the_whole_domain(kappa, ratio, x, x1):
    agree_in_all_arithmetics(CoupledEnsemble(kappa, 1, ratio), x, x1)


@seed(20222)
@settings(max_examples=200, deadline=None, database=None)
@given(shares, ratios, places, st.sampled_from([0, 1e-15, -1e-12, 1e-9, 1e-5, -1e-3]), st.integers(0, 3))
def test_they_agree_at_edges_and_near_them(kappa, ratio, x1, relative_distance, which):
    ensemble = CoupledEnsemble(kappa, 1, ratio)
    edges = ensemble.edges(x1)
    agree_in_all_arithmetics(ensemble, edges[which % len(edges)] * (1 + relative_distance), x1)


@seed(20223)
@settings(max_examples=100, deadline=None, database=None)
@given(shares, ratios, st.sampled_from([0, 1e-15, -1e-15, 1e-8, -1e-6]))
def test_they_agree_where_the_bands_merge(kappa, ratio, relative_distance):
    ensemble = CoupledEnsemble(kappa, 1, ratio)
    x1 = ensemble.merging_x1() * (1 + relative_distance)
    for edge in ensemble.edges(x1)[1:]:
        agree_in_all_arithmetics(ensemble, float(edge), x1)


@pytest.mark.parametrize("x, x1, exact", [(2, 0, "0.5"), (-2, 0, "0.5"), (0, 0, "-0.5")])
def test_exact_double_roots(x, x1, exact):
    """b1 = x1 = 0 and b^2 = 2: a semicircle ending at 2 exactly, where all roots of the quartic are rational and double."""
    ensemble = CoupledEnsemble("1/2", sqrt(2), 0)
    assert ensemble.log_determinant(x, x1, digits=50, certified=True).contains(arb(exact))
    assert ensemble.log_determinant(x, x1, digits=50) == mpmath.mpf(exact)
    assert ensemble.log_determinant(x, x1) == pytest.approx(float(exact), abs=1e-15)


def test_an_exact_triple_root():
    """kappa = 1/2, b^2 = 2, b1 = 0: the bands touch at x = -1 exactly when x1 = 2, and the density vanishes there."""
    ensemble = CoupledEnsemble("1/2", sqrt(2), 0)
    assert ensemble.merging_x1(digits=30) == 2 and len(ensemble.edges(2)) == 2
    agree_in_all_arithmetics(ensemble, -1, 2)
    assert ensemble.density(-1, 2, digits=25, certified=True) == 0
    assert abs(ensemble.density(-1, 2, digits=25)) < 1e-25


def test_balls_shrink_around_the_same_number():
    wide, narrow = (SpinGlassGAN(3, 3, 1, "9/10").ensemble.log_determinant(30, 45, digits=digits, certified=True) for digits in (20, 1000))
    assert wide.contains(narrow) and narrow.rad() < arb("1e-1000")


def test_amplitudes_may_be_square_roots():
    by_root, by_square = CoupledEnsemble("1/3", sqrt(Rational(7, 3)), sqrt(5)), CoupledEnsemble.from_squares("1/3", "7/3", 5)
    assert by_root == by_square and hash(by_root) == hash(by_square)
