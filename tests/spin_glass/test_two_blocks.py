"""The log-determinant of any two-block matrix meets the coupled ensemble, solved cases, its quartic, pairings and samples."""

import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from sympy import lambdify

from derivations.spin_glass.notation import S_DD, S_DG, S_GG, kappa, kappa_G, t, y_D, y_G
from derivations.spin_glass.two_block_quartic import discriminator_block, quartic
from ganmech.spin_glass import CoupledEnsemble, right_tail_rate
from ganmech.spin_glass.two_blocks import TwoBlocks

CASES = [("3/5", 2, "1/3", 5), ("1/10", "1/2", 4, 3), ("9/10", 12, 3, 0), ("1/4", 3, 2, 0), ("1/2", 1, 1, 0),
         ("0.99", 1, "1e-4", 2)]
POINTS = np.array([(0.3, -1.2), (-2.5, 1.7), (1e-3, 0.02), (6, -0.4), (-9, 4), (0.5, 30)]).T


def semicircle_exponent(x, variance):
    """int log|lambda - x| over a semicircle of this variance."""
    radius, x = 2 * variance**0.5, np.abs(x)
    return x**2 / (4 * variance) + np.log(variance) / 2 - 0.5 - right_tail_rate(np.maximum(x, radius), radius)


@pytest.mark.parametrize("share, b, b1", [("9/10", 2, "1/2"), ("1/2", 1, 0), ("1/100", 3, 2), ("0.9999", "1/7", 30)])
def test_the_coupled_ensemble_is_the_case_of_equal_variances_but_one(share, b, b1):
    """500 points, values to 1e-13; gradients and second derivatives by the chain rule of y_D = x + x1, y_G = x."""
    ensemble = CoupledEnsemble(share, b, b1)
    shared, own = ensemble.b_squared / 2, ensemble.b1_squared / (2 * ensemble.kappa)
    blocks = TwoBlocks(share, shared + own, shared, shared)
    x, x1 = np.random.default_rng(1).normal(scale=4, size=(2, 500))
    assert np.allclose(blocks.log_determinant(x + x1, x), ensemble.log_determinant(x, x1), rtol=1e-13, atol=1e-13)
    by_x, by_x1 = ensemble.log_determinant_gradient(x, x1)
    by_D, by_G = blocks.log_determinant_gradient(x + x1, x)
    assert np.allclose([by_D + by_G, by_D], [by_x, by_x1], rtol=1e-10, atol=1e-11)
    xx, xx1, x1x1 = ensemble.log_determinant_hessian(x, x1)
    DD, DG, GG = blocks.log_determinant_hessian(x + x1, x)
    assert np.allclose([DD + 2 * DG + GG, DD + DG, DD], [xx, xx1, x1x1], rtol=1e-6, atol=1e-8)
    assert np.allclose(blocks.density(x, -x1, 0), ensemble.density(x, x1), rtol=1e-10, atol=1e-11)


@pytest.mark.parametrize("share, DD, GG", [("3/5", 2, 5), ("1/50", 1, 40)])
def test_blocks_that_do_not_touch_are_two_semicircles(share, DD, GG):
    """S_DG = 1e-40 S_DD: each block by itself, in units of its share."""
    blocks, share, (D, G) = TwoBlocks(share, DD, "1e-40", GG), float(Fraction(share)), POINTS
    alone = share * semicircle_exponent(D, share * DD) + (1 - share) * semicircle_exponent(G, (1 - share) * GG)
    assert np.allclose(blocks.log_determinant(D, G), alone, rtol=1e-13, atol=1e-13)


def test_without_the_generator_one_semicircle_is_left():
    """kappa -> 1: the discriminator's block alone, with an error of the order of 1 - kappa = 1e-12."""
    blocks = TwoBlocks(1 - Fraction(1, 10**12), 3, 2, 5)
    assert np.allclose(blocks.log_determinant(*POINTS), semicircle_exponent(POINTS[0], 3.0), rtol=0, atol=1e-10)


def wick_moments(blocks, D, G, powers):
    """The large-N limit of E tr (H0 + diag(y_D, y_G))^k / N: words of shifts and of pairs without crossings."""
    share, shift = (blocks.kappa, 1 - blocks.kappa), (Fraction(D), Fraction(G))
    variance = ((blocks.S_DD, blocks.S_DG), (blocks.S_DG, blocks.S_GG))
    words = [[Fraction(1)] * 2]
    for length in range(1, powers + 1):
        words.append([shift[i] * words[-1][i] + sum(
            variance[i][j] * share[j] * words[inside][j] * words[length - 2 - inside][i]
            for j in (0, 1) for inside in range(length - 1)) for i in (0, 1)])
    return [sum(part * word for part, word in zip(share, two)) for two in words]


@pytest.mark.parametrize("case", CASES)
def test_its_expansion_at_infinity_has_the_moments_of_noncrossing_pairings(case):
    """Phi(z - y_D, z - y_G) = log z - sum m_k / (k z^k): at z = 1e8 twelve moments leave less than 1e-90."""
    blocks, z = TwoBlocks(*case), 10**8
    moments = wick_moments(blocks, "3/2", "-1/4", 12)
    with mpmath.workdps(110):
        terms = (mpmath.mpf(m.numerator) / m.denominator / (k * mpmath.mpf(z) ** k) for k, m in enumerate(moments) if k)
        series = mpmath.log(z) - sum(terms)
        assert abs(blocks.log_determinant(z - Fraction(3, 2), z + Fraction(1, 4), digits=105) - series) < mpmath.mpf(10) ** -88


SYMBOLS = (kappa, kappa_G, S_DD, S_DG, S_GG, y_D, y_G)
coefficients = lambdify(SYMBOLS, [quartic.expand().coeff(t, power) for power in range(4, -1, -1)], "mpmath")
m_D_of_t = lambdify((*SYMBOLS, t), discriminator_block.result[0], "mpmath")


@pytest.mark.parametrize("case", CASES)
def test_the_density_is_that_of_the_one_root_of_the_quartic_in_the_upper_half_plane(case):
    """All four roots at Im z = 1e-25: exactly one has Im m_D > 0 and Im m_G > 0, and the density is its Im m / pi."""
    blocks = TwoBlocks(*case)
    for lam in np.linspace(-4, 4, 17):
        with mpmath.workdps(60):
            law = [mpmath.mpf(number.numerator) / number.denominator for number in law_of(blocks)]
            point = [mpmath.mpc(lam - shift, "1e-25") for shift in (0.25, -0.75)]
            roots = mpmath.polyroots(coefficients(*law, *point), maxsteps=1000, extraprec=400)
            solutions = [(m_D_of_t(*law, *point, root), -1 / root) for root in roots if abs(root) > 1e-40]
            physical = [law[0] * D.imag + law[1] * G.imag for D, G in solutions if D.imag > 0 and G.imag > 0]
            assert len(physical) == 1
            assert blocks.density(lam, 0.25, -0.75) == pytest.approx(float(physical[0] / mpmath.pi), rel=1e-9, abs=1e-10)


def law_of(blocks):
    return blocks.kappa, 1 - blocks.kappa, blocks.S_DD, blocks.S_DG, blocks.S_GG


@pytest.mark.parametrize("case", CASES)
def test_the_solution_is_continued_from_large_imaginary_part(case):
    """Newton steps on the two saddle equations, written out here, along Im z = 100 down to 1e-9 by factors of 1.15."""
    blocks, D, G = TwoBlocks(*case), 0.6, -1.1
    share, rest, SDD, SDG, SGG = map(float, blocks.law)
    m = np.array([1j, 1j]) / 100
    for height in 100 / 1.15 ** np.arange(182):
        y = np.array([D, G]) + 1j * height
        for _ in range(6):
            flow = np.array([[share * SDD, rest * SDG], [share * SDG, rest * SGG]])
            m = m - np.linalg.solve(flow - np.diag(1 / m**2), 1 / m + y + flow @ m)
    assert np.all(m.imag > 0)
    expected = -np.array([share, rest]) * m.real
    assert np.allclose(blocks.log_determinant_gradient(D, G), expected, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("case", CASES)
def test_gradient_and_hessian_are_central_differences(case):
    """At 60 digits a step of 1e-20 leaves an error of 1e-38 or so."""
    blocks = TwoBlocks(*case)
    with mpmath.workdps(60):
        D, G, step = mpmath.mpf("0.8"), mpmath.mpf("-1.9"), mpmath.mpf(10) ** -20

        def differences(function):
            return [(function(D + a, G + b) - function(D - a, G - b)) / (2 * step) for a, b in ((step, 0), (0, step))]

        by_D, by_G = blocks.log_determinant_gradient(D, G, digits=50)
        DD, DG, GG = blocks.log_determinant_hessian(D, G, digits=50)
        found = differences(lambda *at: blocks.log_determinant(*at, digits=60))
        assert max(abs(found[0] - by_D), abs(found[1] - by_G)) < 1e-30
        for part, expected in enumerate(((DD, DG), (DG, GG))):
            found = differences(lambda *at: blocks.log_determinant_gradient(*at, digits=60)[part])
            assert max(abs(a - b) for a, b in zip(found, expected)) < 1e-30
    assert np.allclose(blocks.log_determinant_hessian(0.8, -1.9), [float(v) for v in (DD, DG, GG)], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_sampled_determinants_tend_to_it(case):
    """20 matrices of size 300: the mean of (1/N) log|det| within four standard errors and 3/N, the order of its correction."""
    blocks, rng, size, (D, G) = TwoBlocks(*case), np.random.default_rng(7), 300, (0.7, -0.4)
    share = blocks.block_sizes(size)[0] / size
    blocks = TwoBlocks(Fraction(share).limit_denominator(size), *case[1:])
    logs = np.array([np.log(np.abs(blocks.sample_spectrum(size, D, G, rng))).mean() for _ in range(20)])
    assert abs(logs.mean() - blocks.log_determinant(D, G)) < 4 * logs.std(ddof=1) / np.sqrt(20) + 3 / size


@pytest.mark.parametrize("case", CASES)
def test_sampled_spectra_have_its_first_moments(case):
    """40 matrices of size 150: the eigenvalues' first four powers, within four standard errors and a 1/N correction."""
    blocks, rng, size = TwoBlocks(*case), np.random.default_rng(5), 150
    N_D, _ = blocks.block_sizes(size)
    blocks = TwoBlocks(Fraction(N_D, size), *case[1:])
    moments = [float(moment) for moment in wick_moments(blocks, 1, "-1/2", 4)]
    spectra = np.array([blocks.sample_spectrum(size, 1, -0.5, rng) for _ in range(40)])
    for power in (1, 2, 3, 4):
        means = (spectra**power).mean(axis=1)
        width = max(abs(moments[2]), 1) ** (power / 2)
        assert abs(means.mean() - moments[power]) < 4 * means.std(ddof=1) / np.sqrt(40) + 10 * width / size


@pytest.mark.parametrize("share, expected", [("1/4", -np.inf), ("1/2", (np.log(1.5) - 1) / 2)])
def test_dependent_rows_of_a_generator_without_noise(share, expected):
    """y_G = 0, S_GG = 0: more than half the rows are the generator's, or half: det [[A, B], [B^T, 0]] = -+det(B)^2."""
    blocks = TwoBlocks(share, 2, 3, 0)
    assert np.all(blocks.log_determinant([0, 1, -7], 0) == pytest.approx(expected, abs=1e-15))
    assert blocks.log_determinant(1, 0, digits=20) == pytest.approx(expected, abs=1e-15)
    slope = (blocks.log_determinant(1, 1e-12) - blocks.log_determinant(1, 1e-14)) / np.log(100)
    assert slope == pytest.approx(1 - 2 * float(blocks.kappa), abs=1e-6)


def test_the_rest_of_the_spectrum_of_a_noiseless_generator_is_an_atom():
    """(kappa' - kappa) N eigenvalues are y_G exactly, so the density holds 2 kappa = 1/2 of them: midpoint rule on both bands."""
    blocks = TwoBlocks("1/4", 2, 3, 0)
    lam = (np.arange(400_000) + 0.5) / 400_000 * 8 - 4
    assert blocks.density(lam, 0, 0).sum() * 8 / 400_000 == pytest.approx(0.5, abs=1e-4)
    assert (np.abs(blocks.sample_spectrum(40, 1, -2, rng=1) + 2) < 1e-12).sum() == 20


@pytest.mark.parametrize("scale", ["1e-60", "1/7", "1e60"])
def test_a_unit_of_length_adds_its_logarithm(scale):
    scale = Fraction(scale)
    blocks, scaled = TwoBlocks("3/5", 2, 1, 3), TwoBlocks("3/5", 2 * scale**2, scale**2, 3 * scale**2)
    expected = blocks.log_determinant(*POINTS) + np.log(float(scale))
    assert np.allclose(scaled.log_determinant(*(float(scale) * POINTS)), expected, rtol=1e-14, atol=1e-14)


@pytest.mark.parametrize("case", CASES)
def test_changing_both_signs_changes_nothing(case):
    blocks = TwoBlocks(*case)
    assert np.allclose(blocks.log_determinant(*-POINTS), blocks.log_determinant(*POINTS), rtol=0, atol=1e-14)


def test_float64_agrees_with_25_digits_over_the_whole_domain():
    """1000 cases: shares to within 1e-6 of 0 and 1, variances over twelve decades or absent, shifts over fourteen or 0."""
    rng = np.random.default_rng(3)
    for _ in range(1000):
        share = Fraction(10 ** rng.uniform(-6, -0.302))
        variances = [10 ** rng.uniform(-6, 6) * (place < 2 or rng.random() < 0.6) for place in range(3)]
        D, G = (rng.choice([-1, 1]) * 10 ** rng.uniform(-7, 7) * (rng.random() < 0.85) for _ in range(2))
        blocks = TwoBlocks(share if rng.random() < 0.5 else 1 - share, *variances)
        exact = float(blocks.log_determinant(D, G, digits=25))
        assert blocks.log_determinant(D, G) == pytest.approx(exact, rel=1e-13, abs=1e-13)


@pytest.mark.parametrize("arguments, error, message", [
    (dict(kappa=1), ValueError, "kappa must lie strictly between 0 and 1, got 1"),
    (dict(kappa="1e-60"), ValueError, "kappa must stay 1e-50 away from 0 and from 1, got 1e-60"),
    (dict(S_DD=0), ValueError, "S_DD must be positive, got 0"),
    (dict(S_DG=0), ValueError, "S_DG must be positive, got 0"),
    (dict(S_GG="-1/2"), ValueError, "S_GG must be 0 or positive, got -1/2"),
    (dict(S_GG="1e-250"), ValueError, "S_GG must be at most 1e300, at least 1e-200 of the largest variance, got 1e-250"),
    (dict(S_DG="one"), ValueError, "S_DG must be a number such as '9/10' or '0.1', got 'one'"),
    (dict(S_DG=None), TypeError, "S_DG must be a real number, got None"),
])
def test_bad_variances_are_named(arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        TwoBlocks(**{"kappa": "1/2", "S_DD": 1, "S_DG": 1, "S_GG": 1} | arguments)


BLOCKS, NOISELESS = TwoBlocks("1/4", 1, 1, 1), TwoBlocks("1/4", 1, 1, 0)


@pytest.mark.parametrize("call, error, message", [
    (lambda: BLOCKS.log_determinant(np.nan, 0), ValueError, "y_D must be finite, got nan"),
    (lambda: BLOCKS.log_determinant(0, "1e101"), ValueError,
     "y_G must be at most 1e100 times the square root of the largest variance in size, got 1e101"),
    (lambda: BLOCKS.density([1, 2], [1, 2, 3]), ValueError,
     "lam and y_D and y_G must have shapes that broadcast, got (2,) and (3,) and ()"),
    (lambda: BLOCKS.log_determinant(0, 0, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: NOISELESS.log_determinant_gradient(1, 0), ValueError,
     "y_G must not be 0 where S_GG = 0 and kappa <= 1/2, got 0: there the determinant vanishes"),
    (lambda: NOISELESS.log_determinant_hessian(1, 0, digits=9), ValueError,
     "y_G must not be 0 where S_GG = 0 and kappa <= 1/2, got 0: there the determinant vanishes"),
    (lambda: BLOCKS.sample_spectrum(1), ValueError, "N must be a whole number of 2 or more, got 1"),
])
def test_bad_points_are_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()


def test_a_divergent_second_derivative_is_not_a_number():
    """Equal variances, kappa = 1/2, S = 1: a semicircle that ends at 2 exactly."""
    with pytest.raises(ArithmeticError, match="the value diverges here"):
        TwoBlocks("1/2", 1, 1, 1).log_determinant_hessian(2, 2, digits=20)


def test_shapes():
    column, row = np.zeros((3, 1)), np.ones(4)
    assert BLOCKS.log_determinant(column, row).shape == BLOCKS.density(0, column, row, digits=5).shape == (3, 4)
    assert isinstance(BLOCKS.log_determinant("1/3", 0), float) and isinstance(BLOCKS.density(0, 0, 1, digits=5), mpmath.mpf)
    assert BLOCKS.log_determinant([], 0).shape == (0,) and BLOCKS.log_determinant_gradient([], 0, digits=5)[1].shape == (0,)
