"""The bipartite coupling at N_D = N_G = 2: exact means against counts on sampled surfaces, found without solving anything.

For q = 1 the loss l_G = v.g(u) is critical in v at v = +-g/|g|, for q = 2 l_G = v.G(u)v is at the eigenvectors of G(u). What is
left is one equation in the angle of u on each branch, whose roots are counted by changes of sign.
"""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.finite_count import expected_critical_points

ANGLES = np.linspace(0, 2 * np.pi, 1500, endpoint=False)


def exact(spins, noise, *indices):
    return SpinGlassGAN(*spins, noise, "1/2", coupling="bipartite").expected_critical_points(2, 2, *indices)


def glasses(degree, shape, rng):
    """Independent fields of covariance cos(a - a')^degree on the angles with two derivatives, each shape + (angles,)."""
    cos, sin = np.cos(ANGLES), np.sin(ANGLES)
    powers = np.arange(degree + 1)
    weights = np.sqrt([float(np.prod(np.arange(degree - k + 1, degree + 1)) / np.prod(np.arange(1, k + 1))) for k in powers])
    features = weights[:, None] * np.array([cos ** (degree - k) * sin**k for k in powers])
    wave = 1j * np.fft.fftfreq(ANGLES.size, 1 / ANGLES.size)
    jets = np.array([np.fft.ifft(wave**order * np.fft.fft(features, axis=-1), axis=-1).real for order in range(3)])
    return np.tensordot(rng.standard_normal((*shape, degree + 1)), jets, (-1, 1)).transpose(-2, *range(len(shape)), -1)


def branches(spins, surfaces, rng):
    """(which, l_G' and l_G'' along u with v held at its critical point), ``which`` = 0 for the least l_G; twice for q = 2."""
    if spins[1] == 1:
        g = glasses(spins[0], (surfaces, 2), rng)
        v = g[0] / np.linalg.norm(g[0], axis=1, keepdims=True)
        yield 0, *(-np.einsum("sia,sia->sa", v, g[order]) for order in (1, 2))
        yield 1, *(np.einsum("sia,sia->sa", v, g[order]) for order in (1, 2))
        return
    Z = glasses(spins[0], (surfaces, 2, 2), rng).transpose(0, 1, 4, 2, 3)
    G = (Z + Z.swapaxes(-1, -2)) / 2
    vectors = np.linalg.eigh(G[0])[1]
    for which in (0, 1, 0, 1):      # v and -v
        yield which, *(_form(vectors[..., which], G[order]) for order in (1, 2))


def _form(e, G):
    return (e * (G @ e[..., None])[..., 0]).sum(axis=-1)


def counts(spins, noise, surfaces, rng):
    """The number of critical points, and of joint minima, of each surface."""
    _, slope, bend = glasses(spins[0], (surfaces,), rng)
    every, minima = np.zeros(surfaces), np.zeros(surfaces)
    for which, slope_G, bend_G in branches(spins, surfaces, rng):
        by_u = slope - noise * slope_G
        crossing = np.sign(by_u) != np.sign(np.roll(by_u, -1, axis=1))
        every += crossing.sum(axis=1)
        minima += (crossing & (bend - noise * bend_G > 0)).sum(axis=1) * (which == 0)
    return every, minima


@pytest.mark.parametrize("spins, noise", [((2, 1), 1), ((3, 1), 0.5), ((2, 2), 1), ((3, 2), 2)])
def test_means_over_sampled_surfaces_are_the_exact_ones(spins, noise):
    """500 surfaces: critical points and joint minima within four standard errors; every count is even (Poincare and Hopf)."""
    every, minima = counts(spins, noise, 500, np.random.default_rng(2021))
    assert np.all(every % 2 == 0)
    for found, indices in ((every, ()), (minima, (0, 0))):
        assert abs(found.mean() - exact(spins, noise, *indices)) < 4 * found.std(ddof=1) / np.sqrt(found.size)


@pytest.mark.parametrize("spins, noise", [((2, 1), 1), ((3, 2), 2), ((4, 3), 0.5)])
def test_the_sampled_determinant_has_the_exact_mean(spins, noise):
    """Of all critical points, joint minima and mixed ones, 10 000 draws each, within four standard errors."""
    model = SpinGlassGAN(*spins, noise, "1/2", coupling="bipartite")
    for indices in ((), (0, 0), (1, 0)):
        found = expected_critical_points(model, 2, 2, *indices, rng=5)
        assert abs(found.mean / exact(spins, noise, *indices) - 1) < 4 * found.relative_error


@pytest.mark.parametrize("spins, noise, squared", [((2, 1), "1", Fraction(3)), ((3, 2), "1/2", Fraction(134, 5)),
                                                   ((2, 2), "2", Fraction(64, 5))])
def test_joint_minima_are_a_square_root(spins, noise, squared):
    """(3p-2)(3q-2) - pq s^2/(1+s^2), squared, at 30 digits."""
    found = SpinGlassGAN(*spins, noise, "1/2", coupling="bipartite").expected_critical_points(2, 2, 0, 0, digits=30)
    with mpmath.workdps(40):
        assert abs(found**2 - mpmath.mpf(squared.numerator) / squared.denominator) < 1e-28
