"""The density is a probability, has the moments that Wick pairings give, and is what sampled matrices show."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from sympy import sqrt

from ganmech.spin_glass import CoupledEnsemble

CASES = [(CoupledEnsemble("9/10", 1, "1/2"), x1) for x1 in (0, 1.1, 1.5, -4)] + [
    (CoupledEnsemble("1/2", 1, 0), 0), (CoupledEnsemble("1/5", 2, 3), 1.25), (CoupledEnsemble("0.99", "1/3", 5), -7),
    (CoupledEnsemble("1/20", 1, 4), 2)]


def moment(ensemble, x1, power, nodes=60_000):
    """int lambda^power density, by the midpoint rule in the angle, in which the density has no square roots at the edges."""
    angle = (np.arange(nodes) + 0.5) * np.pi / nodes
    total = 0.0
    for left, right in ensemble.edges(x1).reshape(-1, 2):
        lam = (left + right) / 2 - (right - left) / 2 * np.cos(angle)
        total += np.sum(lam**power * ensemble.density(lam, x1) * (right - left) / 2 * np.sin(angle)) * np.pi / nodes
    return total


def wick_moment(ensemble, x1, power):
    """The large-N limit of E tr H^power / N: a word of powers, its first letter a shift or paired without crossings."""
    share = (ensemble.kappa, 1 - ensemble.kappa)
    shift = (-Fraction(x1), Fraction(0))
    shared = ensemble.b_squared / 2
    variance = ((shared + ensemble.b1_squared / (2 * ensemble.kappa), shared), (shared, shared))
    words = [[Fraction(1)] * 2]
    for length in range(1, power + 1):
        words.append([shift[i] * words[-1][i] + sum(
            variance[i][j] * share[j] * words[inside][j] * words[length - 2 - inside][i]
            for j in (0, 1) for inside in range(length - 1)) for i in (0, 1)])
    return float(sum(part * word for part, word in zip(share, words[power])))


@pytest.mark.parametrize("ensemble, x1", CASES)
@pytest.mark.parametrize("power", range(7))
def test_moments_are_those_of_noncrossing_pairings(ensemble, x1, power):
    scale = max(abs(ensemble.edges(x1))) ** power
    assert moment(ensemble, x1, power) == pytest.approx(wick_moment(ensemble, x1, power), abs=2e-8 * scale)


def test_one_semicircle():
    lam = np.linspace(-2.2, 2.2, 23)
    expected = np.sqrt(np.clip(2 * 1.5**2 - lam**2, 0, None)) / (np.pi * 1.5**2)
    assert np.allclose(CoupledEnsemble("2/7", 1.5, 0).density(lam, 0), expected, rtol=0, atol=1e-15)


@pytest.mark.parametrize("ensemble, x1", CASES)
def test_it_is_positive_within_the_edges_and_exactly_zero_beyond(ensemble, x1):
    for place, edge in enumerate(ensemble.edges(x1, digits=40)):
        with mpmath.workdps(40):
            step = mpmath.mpf(10) ** -12 * (-1) ** place
            inside, outside = (ensemble.density(edge + side * step, x1, digits=20) for side in (1, -1))
        assert inside > 0 and outside == 0
    beyond = np.array([2.0, 10.0, 1e6]) * abs(ensemble.edges(x1)).max()
    assert np.all(ensemble.density(beyond, x1) == 0) and np.all(ensemble.density(-beyond, x1) == 0)


def test_a_square_root_at_an_edge_and_a_cube_root_where_bands_touch():
    """Density at distance d from an edge is proportional to d^(1/2), from the touching point to d^(1/3): local exponents."""
    ensemble = CoupledEnsemble("1/2", sqrt(2), 0)
    with mpmath.workdps(40):
        def exponent(place, x1, sign):
            near, nearer = (ensemble.density(place + sign * mpmath.mpf(10) ** -power, x1, digits=30) for power in (20, 21))
            return mpmath.log10(near / nearer)

        edge = ensemble.edges(1, digits=35)[0]
        assert abs(exponent(edge, 1, +1) - mpmath.mpf(1) / 2) < 1e-8
        assert abs(exponent(mpmath.mpf(-1), 2, +1) - mpmath.mpf(1) / 3) < 1e-6
        assert abs(exponent(mpmath.mpf(-1), 2, -1) - mpmath.mpf(1) / 3) < 1e-6


@pytest.mark.parametrize("ensemble, x1", CASES[:5])
def test_sampled_spectra_fill_it(ensemble, x1):
    """50 matrices of size 120: the share of eigenvalues below four levels, within four standard errors and 1/N."""
    rng = np.random.default_rng(1)
    spectra = np.array([ensemble.sample_spectrum(120, x1, rng) for _ in range(50)])
    for level in np.quantile(spectra, [0.15, 0.4, 0.6, 0.85]):
        shares = np.mean(spectra < level, axis=1)
        assert abs(shares.mean() - mass_below(ensemble, x1, level)) < 4 * shares.std() / np.sqrt(50) + 1 / 120


def mass_below(ensemble, x1, level, nodes=4000):
    angle = (np.arange(nodes) + 0.5) * np.pi / nodes
    total = 0.0
    for left, right in ensemble.edges(x1).reshape(-1, 2):
        right = min(right, max(level, left))
        lam = (left + right) / 2 - (right - left) / 2 * np.cos(angle)
        total += np.sum(ensemble.density(lam, x1) * (right - left) / 2 * np.sin(angle)) * np.pi / nodes
    return total
