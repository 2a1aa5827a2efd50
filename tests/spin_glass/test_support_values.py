"""Edges are zeros of the quartic's discriminant where the density really ends; the bands merge at one x1 in closed form."""

import mpmath
import numpy as np
import pytest
from flint import arb
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from sympy import Poly, Rational, discriminant

from derivations.spin_glass.notation import b, b1, kappa, t, written_out, x1, z
from derivations.spin_glass.quartic import quartic
from ganmech.spin_glass import CoupledEnsemble

ENSEMBLE = CoupledEnsemble(kappa="9/10", b=1, b1="1/2")


def real_zeros_of_discriminant(shift):
    """All places where two solutions of the saddle equations cross, physical or not."""
    values = {kappa: Rational(9, 10), b: 1, b1: Rational(1, 2), x1: Rational(shift)}
    with mpmath.workdps(60):
        coefficients = Poly(discriminant(written_out(quartic).subs(values), t), z).all_coeffs()
        zeros = mpmath.polyroots([mpmath.mpf(int(c.p)) / int(c.q) for c in coefficients], maxsteps=500, extraprec=500)
        return [zero.real for zero in zeros if abs(zero.imag) < 1e-40]


@pytest.mark.parametrize("shift", ["1/10", "11/10", "3/2", "4", "-2"])
def test_edges_are_zeros_of_the_discriminant(shift):
    zeros = real_zeros_of_discriminant(shift)
    with mpmath.workdps(45):
        for edge in ENSEMBLE.edges(shift, digits=40):
            assert min(abs(edge - zero) for zero in zeros) < mpmath.mpf(10) ** -35


def test_the_gap_at_three_halves_is_0_0218():
    left, right = ENSEMBLE.edges("3/2")[1:3]
    assert right - left == pytest.approx(0.0218, abs=5e-5)


@pytest.mark.parametrize("spurious", [0.65635, 0.72127, 0.80785])
def test_other_double_roots_of_the_discriminant_do_not_split_the_band(spurious):
    for shift in (spurious - 1e-4, spurious, spurious + 1e-4):
        assert len(ENSEMBLE.edges(shift)) == 2


def test_the_merging_shift_of_figure_1():
    assert ENSEMBLE.merging_x1() == pytest.approx(1.42004863480015, abs=1e-14)
    ball = ENSEMBLE.merging_x1(digits=60, certified=True)
    assert ball.rad() < arb("1e-60") and mpmath.nstr(ENSEMBLE.merging_x1(digits=15), 15) == "1.42004863480015"


shares = st.floats(-6, -0.302).map(lambda power: 10**power) | st.floats(-6, -0.302).map(lambda power: 1 - 10**power)
ratios = st.just(0) | st.floats(-6, 6).map(lambda power: 10**power)


@seed(20224)
@settings(max_examples=60, deadline=None, database=None)
@given(shares, ratios)
def test_two_bands_beyond_the_merging_shift_and_one_before(kappa, ratio):
    ensemble = CoupledEnsemble(kappa, 1, ratio)
    touching = ensemble.merging_x1(digits=30)
    for sign in (1, -1):
        assert len(ensemble.edges(sign * touching * (1 + mpmath.mpf(10) ** -12))) == 4
        assert len(ensemble.edges(sign * touching * (1 - mpmath.mpf(10) ** -12))) == 2


@seed(20225)
@settings(max_examples=60, deadline=None, database=None)
@given(shares, ratios, st.floats(-20, 20))
def test_edges_mirror_and_scale(kappa, ratio, shift):
    edges = CoupledEnsemble(kappa, 1, ratio).edges(shift)
    assert np.array_equal(edges, -CoupledEnsemble(kappa, 1, ratio).edges(-shift)[::-1])
    assert np.allclose(CoupledEnsemble(kappa, 4, 4 * ratio).edges(4 * shift), 4 * edges, rtol=1e-15, atol=0)
    assert np.all(np.diff(edges) > 0)


TRACY_WIDOM = -1.2065336, 1.2679915      # mean and standard deviation of its law for real symmetric matrices


def test_sampled_extremes_fluctuate_about_the_edges_as_tracy_and_widom_say():
    """At N = 400, x1 = 4 and all four edges, where the density is a sqrt(distance) / pi and the scale is (N a)^(-2/3).

    The means of 24 spectra lie within four standard errors of the law's mean, the standard deviations within half of the law's.
    """
    N, edges, inwards = 400, ENSEMBLE.edges(4), np.array([1, -1, 1, -1])
    spectra = np.array([ENSEMBLE.sample_spectrum(N, 4, rng=seed) for seed in range(24)])
    extremes = spectra[:, [0, 359, 360, 399]]
    a = np.pi * ENSEMBLE.density(edges + 1e-6 * inwards, 4) / np.sqrt(1e-6)
    outwards = (edges - extremes) * inwards * (N * a) ** (2 / 3)
    mean, deviation = TRACY_WIDOM
    assert np.all(np.abs(outwards.mean(axis=0) - mean) < 4 * deviation / np.sqrt(24))
    assert np.all(np.abs(outwards.std(axis=0, ddof=1) / deviation - 1) < 0.5)
