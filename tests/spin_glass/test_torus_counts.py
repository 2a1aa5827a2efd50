"""Direct counts on sampled surfaces: another root finder sees the same points, topology is respected, means agree."""

import re

import numpy as np
import pytest

from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.ball_isolation import solution_near
from ganmech.spin_glass.continuation import followed
from ganmech.spin_glass.counting import real_solutions
from ganmech.spin_glass.critical_system import Coefficients, CriticalSystem
from ganmech.spin_glass.generic_roots import generic_roots, repeated, torus_bound
from ganmech.spin_glass.isolation import disjoint, radii

ERRORS = 3      # standard errors allowed
MESH = 512


def model(p, q, sigma_z=1):
    return SpinGlassGAN(p, q, sigma_z, "1/2")


def circle(angle):
    return np.column_stack([np.cos(angle), np.sin(angle)])


def fourier(found, surface):
    """The coefficients of L_D and L_G in exp(i (j a + k b)), from their values on a grid finer than their degree; and j, k."""
    angle = 2 * np.pi * np.arange(32) / 32
    a, b = (grid.ravel() for grid in np.meshgrid(angle, angle, indexing="ij"))
    waves = np.fft.fftfreq(32, 1 / 32)
    return [np.fft.fft2(loss.reshape(32, 32)) / 32**2 for loss in found.losses(surface, circle(a), circle(b))], waves


def derivative(coefficients, waves, in_a, in_b, a, b):
    """A derivative of such a series at points (a, b)."""
    terms = coefficients * (1j * waves[:, None]) ** in_a * (1j * waves) ** in_b
    return np.einsum("pj,jk,pk->p", np.exp(1j * np.outer(a, waves)), terms, np.exp(1j * np.outer(b, waves))).real


def on_mesh(coefficients, waves, in_a, in_b):
    """A derivative on the whole mesh, by one Fourier transform."""
    padded, half = np.zeros((MESH, MESH), complex), len(waves) // 2
    padded[:2 * half, :2 * half] = np.fft.fftshift(coefficients * (1j * waves[:, None]) ** in_a * (1j * waves) ** in_b)
    return np.fft.ifft2(np.roll(padded, (-half, -half), axis=(0, 1))).real * MESH**2


def roots_by_mesh(found, surface):
    """Newton from every cell of a fine mesh in which both derivatives change their sign; distinct angles, sorted."""
    (of_D, of_G), waves = fourier(found, surface)
    angle = 2 * np.pi * np.arange(MESH) / MESH
    a, b = (grid.ravel() for grid in np.meshgrid(angle, angle, indexing="ij"))
    near = np.ones(MESH**2, bool)
    for loss, order in ((of_D, (1, 0)), (of_G, (0, 1))):
        sign = on_mesh(loss, waves, *order) > 0
        corners = [np.roll(sign, (-i, -j), axis=(0, 1)) for i in range(3) for j in range(3)]     # two cells: none missed
        near &= (np.any(corners, axis=0) & ~np.all(corners, axis=0)).ravel()
    a, b = a[near], b[near]
    for _ in range(12):
        value = np.array([derivative(of_D, waves, 1, 0, a, b), derivative(of_G, waves, 0, 1, a, b)])
        jacobian = np.array([[derivative(of_D, waves, 2, 0, a, b), derivative(of_D, waves, 1, 1, a, b)],
                             [derivative(of_G, waves, 1, 1, a, b), derivative(of_G, waves, 0, 2, a, b)]])
        step = np.linalg.solve(jacobian.transpose(2, 0, 1), value.T[:, :, None])[:, :, 0]
        a, b = a - step[:, 0], b - step[:, 1]
    residual = np.abs(derivative(of_D, waves, 1, 0, a, b)) + np.abs(derivative(of_G, waves, 0, 1, a, b))
    points = np.column_stack([a, b])[residual < 1e-9] % (2 * np.pi)
    return np.unique(np.round(points, 6) % np.round(2 * np.pi, 6), axis=0)


@pytest.mark.parametrize("p, q, s, seed", [(2, 1, 1, 1), (3, 1, "1/2", 2), (2, 2, 2, 3)])
def test_a_fine_mesh_and_newton_find_the_same_points(p, q, s, seed):
    found = model(p, q, s).count_critical_points(samples=3, rng=seed)
    for surface in range(3):
        angles = found.angles[found.surface == surface]
        by_mesh = roots_by_mesh(found, surface)
        distance = np.abs((angles[:, None] - by_mesh + np.pi) % (2 * np.pi) - np.pi).max(axis=2)
        assert len(angles) == len(by_mesh)
        assert (distance.min(axis=0) < 1e-5).all() and (distance.min(axis=1) < 1e-5).all()


def test_indices_and_signs_are_those_of_the_derivatives_in_the_angles():
    found = model(2, 1).count_critical_points(samples=4, rng=4)
    for surface in range(4):
        here = found.surface == surface
        (of_D, of_G), waves = fourier(found, surface)
        aa, ab, ba, bb = (derivative(loss, waves, *order, *found.angles[here].T) for loss, order in (
            (of_D, (2, 0)), (of_D, (1, 1)), (of_G, (1, 1)), (of_G, (0, 2))))
        assert np.array_equal(found.k_D[here], aa < 0) and np.array_equal(found.k_G[here], bb < 0)
        assert np.array_equal(found.sign[here], np.sign(aa * bb - ab * ba))
        assert np.allclose(derivative(of_D, waves, 1, 0, *found.angles[here].T), 0, atol=1e-10)
        assert np.allclose(derivative(of_D, waves, 0, 0, *found.angles[here].T), found.L_D[here])


@pytest.mark.parametrize("p, q, s, N_D, N_G, samples, characteristic", [
    (2, 1, 1, 2, 2, 60, 0), (2, 1, "1/1000", 2, 2, 20, 0), (3, 1, 1000, 2, 2, 20, 0), (2, 1, 1, 3, 2, 6, 0)])
def test_signed_counts_are_the_euler_characteristic_and_counts_are_even(p, q, s, N_D, N_G, samples, characteristic):
    found = model(p, q, s).count_critical_points(N_D, N_G, samples=samples, rng=6)
    assert (found.signed_counts == characteristic).all() and (found.counts() % 2 == 0).all()
    assert np.allclose(np.linalg.norm(found.u, axis=1), 1) and np.allclose(np.linalg.norm(found.v, axis=1), 1)


def test_with_weak_noise_circles_are_counted_one_after_the_other():
    """L_D = l_D nearly: its critical points in u are the eigenvectors of a 2 x 2 matrix, of both signs; at each, l_G is a
    polynomial on the circle of v, whose roots NumPy finds."""
    found = model(2, 1, "1/1000").count_critical_points(samples=5, rng=8)
    angle = 2 * np.pi * np.arange(16) / 16
    for surface, (x_11, x_12, x_22) in enumerate(found.X):
        eigenvectors = np.linalg.eigh([[x_11, x_12 / np.sqrt(2)], [x_12 / np.sqrt(2), x_22]])[1].T
        expected = 0
        for u in (*eigenvectors, *-eigenvectors):
            wave = np.fft.fft(found.losses(surface, np.tile(u, (16, 1)), circle(angle))[1])
            slopes = np.fft.fftshift(wave * np.fft.fftfreq(16, 1 / 16))[5:12]       # waves -3 ... 3
            expected += np.sum(np.abs(np.abs(np.roots(slopes[::-1])) - 1) < 1e-9)
        assert found.counts()[surface] == expected


@pytest.mark.parametrize("p, q", [(2, 1), (3, 1), (2, 2)])
def test_the_complex_solutions_on_the_torus_reach_the_bound_of_bernstein(p, q):
    system = CriticalSystem(2, 2, p, q)
    base, roots = generic_roots(system)
    assert len(roots) == torus_bound(system) == 4 * (p + q) ** 2
    assert np.abs(system.equations(repeated(base, len(roots)), roots)[0]).max() < 1e-10


def test_the_solutions_of_real_surfaces_come_in_conjugate_pairs():
    system, rng = CriticalSystem(2, 2, 2, 1), np.random.default_rng(9)
    base, roots = generic_roots(system)
    at = repeated(system.scaled(*(rng.standard_normal((1, count)) for count in system.number_of_coefficients), 1.0), len(roots))
    x, arrived = followed(system, repeated(base, len(roots)), at, roots)
    gaps = np.abs(x[:, None] - x.conj()).max(axis=2)
    assert arrived.all() and (gaps.min(axis=1) < 1e-9).all() and (np.sort(gaps, axis=1)[:, 1] > 1e-4).all()


def test_ball_arithmetic_isolates_the_same_points_within_the_radii_of_float64():
    system, rng = CriticalSystem(2, 2, 3, 1), np.random.default_rng(10)
    at = system.scaled(*(rng.standard_normal((1, count)) for count in system.number_of_coefficients), 0.5)
    x = real_solutions(system, generic_roots(system), at)[0]
    within, alone = radii(system, repeated(at, len(x)), x)
    assert (within < 1e-9).all() and (alone > 1e-6).all() and disjoint(x[None], within[None]).all()
    for point, radius in zip(x, within):
        centre, ball = solution_near(system, at, point.astype(complex))
        assert ball < 1e-10 and np.linalg.norm(centre - point) < radius and np.abs(centre.imag).max() < 1e-30


def test_a_double_solution_is_not_isolated():
    """At l_D = 0 and l_G = 0 every point is critical."""
    system = CriticalSystem(2, 2, 2, 1)
    nothing = Coefficients(np.zeros((1, 3)), np.zeros((1, 20)), np.ones((1, 1)))
    point = np.array([[1.0, 0, 1, 0, 0, 0]])
    with pytest.raises(np.linalg.LinAlgError):
        radii(system, nothing, point)
    assert np.isnan(solution_near(system, nothing, point[0])[1])


def test_the_same_seed_draws_the_same_surfaces():
    first, second = (model(2, 1).count_critical_points(samples=3, rng=11) for _ in range(2))
    assert np.array_equal(first.u, second.u) and np.array_equal(first.Z, second.Z)
    released = SpinGlassGAN(2, 1, 1, "9/10", convention="released").count_critical_points(samples=3, rng=11)
    assert np.array_equal(first.angles, released.angles)


def test_estimates():
    found = model(2, 1).count_critical_points(samples=20, rng=12)
    assert found.counts().sum() == len(found.surface) == sum(found.counts(i, j).sum() for i in (0, 1) for j in (0, 1))
    assert found.mean == np.mean(found.counts())
    assert found.standard_error == pytest.approx(np.std(found.counts(), ddof=1) / 20**0.5)
    assert np.array_equal(found.joint_minima, found.counts(0, 0)) and found.complex_solutions == 36


@pytest.mark.parametrize("call, error, message", [
    (lambda m: m.count_critical_points(1, 2), ValueError, "N_D must be a whole number of 2 or more, got 1"),
    (lambda m: m.count_critical_points(2, 0), ValueError, "N_G must be a whole number of 2 or more, got 0"),
    (lambda m: m.count_critical_points(4, 3), ValueError, "N_D + N_G must be at most 6 for a direct count, got 7"),
    (lambda m: m.count_critical_points(samples=1), ValueError, "samples must be a whole number of 2 or more, got 1"),
    (lambda m: m.count_critical_points(rng="seed"), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'seed'"),
    (lambda m: model(3, 3).count_critical_points(3, 2), ValueError,
     "p + q must be at most 4 for a direct count with N_D + N_G = 5, got 6"),
    (lambda m: model(2, 1, "1e-9").count_critical_points(), ValueError,
     "sigma_z must lie between 1/1000 and 1000 for a direct count, got 1e-09"),
    (lambda m: SpinGlassGAN(2, 1, 1, "1/2", coupling="bipartite").count_critical_points(), ValueError,
     "coupling must be 'shared' for a direct count, got 'bipartite'"),
    (lambda m: m.count_critical_points(3, 2, samples=2, rng=1).angles, ValueError,
     "angles need N_D = N_G = 2, got N_D = 3 and N_G = 2"),
])
def test_what_is_wrong_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call(model(2, 1))


@pytest.mark.slow
@pytest.mark.parametrize("p, q, samples", [(2, 1, 2000), (3, 1, 600), (2, 2, 600)])
def test_means_over_many_surfaces_are_the_exact_ones(p, q, samples):
    m = model(p, q)
    found = m.count_critical_points(samples=samples, rng=2101)
    for indices in ((None, None), (0, 0), (1, 1), (0, 1), (1, 0)):
        mean, error = found.estimate(*indices)
        assert abs(mean - m.expected_critical_points(2, 2, *indices)) < ERRORS * error
    assert (found.signed_counts == 0).all() and (found.counts() % 2 == 0).all()


@pytest.mark.slow
@pytest.mark.parametrize("N_D, N_G, samples, characteristic", [(3, 2, 200, 0), (2, 3, 200, 0), (3, 3, 200, 4)])
def test_means_on_higher_spheres_are_those_of_sampled_determinants(N_D, N_G, samples, characteristic):
    m = model(2, 1)
    found = m.count_critical_points(N_D, N_G, samples=samples, rng=2102)
    assert (found.signed_counts == characteristic).all() and (found.counts() % 2 == 0).all()
    for indices in ((None, None), (0, 0)):
        mean, error = found.estimate(*indices)
        expected = m.expected_critical_points(N_D, N_G, *indices, samples=100_000, rng=1)
        assert abs(mean - expected.mean) < ERRORS * np.hypot(error, expected.relative_error * expected.mean)
