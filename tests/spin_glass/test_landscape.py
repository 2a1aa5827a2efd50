"""A sampled surface has the model's law, and its derivatives are those of the polynomial that it is."""

import re
from dataclasses import replace
from math import factorial, prod

import numpy as np
import pytest
from sympy import Rational, cos, diff, lambdify, sin, symbols

from derivations.spin_glass import covariances, radial
from derivations.spin_glass.notation import p, q, sigma_z
from ganmech.spin_glass.landscape import Surface
from ganmech.spin_glass.model import SpinGlassGAN
from ganmech.spin_glass.monomials import monomials
from ganmech.spin_glass.spheres import on_sphere, tangent

MODEL = SpinGlassGAN(2, 1, "3/2", "3/5")
STEP = 1e-5


def points(N_D, N_G, count=3, seed=1):
    rng = np.random.default_rng(seed)
    return on_sphere(rng.standard_normal((count, N_D))), on_sphere(rng.standard_normal((count, N_G)))


@pytest.mark.parametrize("N, degree", [(2, 1), (5, 2), (4, 3), (7, 4), (3, 5), (2, 100)])
def test_features_are_orthonormal_monomials_of_the_power(N, degree):
    """phi(w).phi(w') = (w.w')^a: a glass with independent normal coefficients has exactly the model's covariance."""
    w = np.random.default_rng(0).standard_normal((4, N)) / N**0.5
    features = monomials(N, degree).features(w)
    assert np.allclose(features @ features.T, (w @ w.T) ** degree, rtol=1e-12)


@pytest.mark.parametrize("model, N_D, N_G", [
    (MODEL, 3, 2), (SpinGlassGAN(2, 2, 1, "1/2"), 4, 5), (SpinGlassGAN(3, 3, "1/10", "1/2"), 4, 3),
    (SpinGlassGAN(4, 1, 2, "1/2"), 3, 3), (SpinGlassGAN(3, 2, 1, "1/2", coupling="bipartite"), 3, 4),
])
class TestDerivatives:
    def test_gradients_are_slopes_along_the_spheres(self, model, N_D, N_G):
        surface, (u, v) = Surface(model, N_D, N_G, rng=5), points(N_D, N_G)
        _, _, of_D, of_G = surface.losses_and_gradients(u, v)
        along_u, along_v = tangent(u, points(N_D, N_G, seed=2)[0]), tangent(v, points(N_D, N_G, seed=2)[1])
        ahead_D, behind_D = (surface.losses(on_sphere(u + step * along_u), v)[0] for step in (STEP, -STEP))
        ahead_G, behind_G = (surface.losses(u, on_sphere(v + step * along_v))[1] for step in (STEP, -STEP))
        assert np.allclose((of_D * along_u).sum(axis=1), (ahead_D - behind_D) / (2 * STEP), rtol=1e-7, atol=1e-7)
        assert np.allclose((of_G * along_v).sum(axis=1), (ahead_G - behind_G) / (2 * STEP), rtol=1e-7, atol=1e-7)

    def test_indices_count_the_directions_in_which_a_loss_curves_down_along_great_circles(self, model, N_D, N_G):
        surface, (u, v) = Surface(model, N_D, N_G, rng=5), points(N_D, N_G)
        k_D, k_G = surface.indices(u, v)
        for i in range(len(u)):
            of_D = curvature(lambda point: surface.losses(point, np.repeat(v[i:i + 1], len(point), 0))[0], u[i])
            of_G = curvature(lambda point: surface.losses(np.repeat(u[i:i + 1], len(point), 0), point)[1], v[i])
            assert (np.linalg.eigvalsh(of_D) < 0).sum() == k_D[i] and (np.linalg.eigvalsh(of_G) < 0).sum() == k_G[i]

    def test_losses_and_gradients_agree_on_the_values(self, model, N_D, N_G):
        surface, (u, v) = Surface(model, N_D, N_G, rng=5), points(N_D, N_G)
        assert np.allclose(surface.losses(u, v), surface.losses_and_gradients(u, v)[:2], rtol=1e-13)

    def test_noise_may_be_given_for_each_point(self, model, N_D, N_G):
        surface, (u, v) = Surface(model, N_D, N_G, rng=5), points(N_D, N_G)
        noise = [0.1, 1.0, 7.0]
        together = surface.losses_and_gradients(u, v, noise)
        for i in range(3):
            louder = Surface(replace(model, sigma_z=noise[i]), N_D, N_G, rng=5)
            alone = louder.losses_and_gradients(u[i], v[i])
            assert all(np.allclose(both[i], one[0]) for both, one in zip(together, alone))
            assert np.array_equal([k[i] for k in surface.indices(u, v, noise)], [k[0] for k in louder.indices(u[i], v[i])])


def curvature(loss, point, step=1e-3):
    """Second derivatives of a loss in geodesic coordinates at a point, by differences along great circles."""
    frame = np.linalg.svd(point[None])[2][1:]

    def bend(direction):
        ends = loss(great_circle(point, direction, step)) + loss(great_circle(point, direction, -step))
        return (ends - 2 * loss(point[None]))[0] / step**2

    return np.array([[bend((one + other) / 2) - bend((one - other) / 2) for other in frame] for one in frame])


def great_circle(point, direction, time):
    speed = np.linalg.norm(direction)
    return point[None] if speed == 0 else (np.cos(speed * time) * point + np.sin(speed * time) * direction / speed)[None]


def test_the_gradient_is_that_of_the_polynomial_written_out():
    """SymPy differentiates the sum over monomials of a torus surface in its two angles."""
    surface, a, b = Surface(MODEL, 2, 2, rng=3), *symbols("a b", real=True)
    w = [cos(a), sin(a), cos(b), sin(b)]
    l_D, l_G = written_out(surface.l_D, w[:2]), written_out(surface.l_G, w)
    L_D, L_G = l_D - Rational(3, 2) * l_G, Rational(3, 2) * l_G
    value = lambdify((a, b), (L_D, L_G, diff(L_D, a), diff(L_G, b)))
    for angles in [(0.3, 1.1), (2.0, -0.7), (-2.9, 3.0)]:
        u, v = ([np.cos(angle), np.sin(angle)] for angle in angles)
        found_D, found_G, of_D, of_G = surface.losses_and_gradients(u, v)
        expected = value(*angles)
        assert np.allclose([found_D[0], found_G[0]], expected[:2], rtol=1e-12)
        assert np.allclose(of_D[0], expected[2] * np.array([-u[1], u[0]]), atol=1e-12)
        assert np.allclose(of_G[0], expected[3] * np.array([-v[1], v[0]]), atol=1e-12)


def written_out(glass, w):
    """The polynomial, from its coefficients and the multinomial weights."""
    def feature(factors):
        weight = factorial(len(factors)) / prod(factorial(list(factors).count(i)) for i in range(len(w)))
        return weight**0.5 * prod(w[i] for i in factors)
    return sum(glass.M[i, j] * feature(left) * feature(right)
               for i, left in enumerate(glass.a.factors) for j, right in enumerate(glass.b.factors))


def test_values_and_gradients_have_the_derived_variances_over_draws():
    """4 standard errors, over 4000 surfaces; and the radial derivatives of l_G have their derived covariance matrix."""
    (u, v), draws = points(3, 2, count=1), 4000
    rng = np.random.default_rng(11)
    frame_u, frame_v = np.linalg.svd(u)[2][1:], np.linalg.svd(v)[2][1:]
    found, radials = np.empty((draws, 5)), np.empty((draws, 3))
    for i in range(draws):
        surface = Surface(MODEL, 3, 2, rng)
        L_D, L_G, of_D, of_G = surface.losses_and_gradients(u, v)
        l_G, slope = surface.l_G.values_and_gradient(np.hstack([u, v]))
        found[i] = *(frame_u @ of_D[0]), *(frame_v @ of_G[0]), L_D[0] + L_G[0], L_G[0]
        radials[i] = l_G[0], slope[0, :3] @ u[0], slope[0, 3:] @ v[0]
    at = {p: MODEL.p, q: MODEL.q, sigma_z: Rational(3, 2)}
    v_D, v_G = (float(variance.subs(at)) for variance in (covariances.v_D_model, covariances.v_G_model))
    expected = np.diag([v_D, v_D, v_G, 1, float((sigma_z**2 * radial.var_l_G).subs(at))])
    assert_covariance(found, expected)
    assert_covariance(radials, np.array(radial.radial.result.subs(at), float))


def assert_covariance(sample, expected):
    """A sample covariance of normal numbers has standard error sqrt((c_ii c_jj + c_ij^2) / draws)."""
    spread = np.diag(expected)
    error = np.sqrt((np.outer(spread, spread) + expected**2) / len(sample))
    assert (np.abs(sample.T @ sample / len(sample) - expected) < 4 * error).all()


@pytest.mark.parametrize("coupling, covariance", [("shared", lambda u, v: (u + v) ** 3), ("bipartite", lambda u, v: u**2 * v)])
def test_distant_points_correlate_as_their_overlaps_say(coupling, covariance):
    """Cov = (u.u')^2 of l_D, and of l_G (u.u' + v.v')^3 or (u.u')^2 (v.v'), at three points: 4 s.e. over 4000 surfaces."""
    (u, v), rng, model = points(3, 2), np.random.default_rng(12), replace(MODEL, coupling=coupling)
    values = np.array([[*surface.l_D.values(np.hstack([u, v])), *surface.l_G.values(np.hstack([u, v]))]
                       for surface in (Surface(model, 3, 2, rng) for _ in range(4000))])
    expected = np.zeros((6, 6))
    expected[:3, :3], expected[3:, 3:] = (u @ u.T) ** 2, covariance(u @ u.T, v @ v.T)
    assert_covariance(values, expected)


def test_the_same_seed_is_the_same_surface():
    u, v = points(4, 3)
    first, second = (Surface(MODEL, 4, 3, rng=9).losses(u, v) for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("call, error, message", [
    (lambda: Surface(MODEL, 1, 3), ValueError, "N_D must be a whole number of 2 or more, got 1"),
    (lambda: Surface(MODEL, 3, 2.5), ValueError, "N_G must be a whole number of 2 or more, got 2.5"),
    (lambda: Surface(SpinGlassGAN(5, 5, 1, "1/2"), 20, 20), ValueError,
     "N_D and N_G must leave a glass of 10 spins at most 33554432 numbers (268 MB), got 1179413376064"),
    (lambda: Surface(MODEL, 3, 3, rng=-1), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got -1"),
    (lambda: Surface(MODEL, 2, 2, rng=0).losses([1, 0, 0], [1, 0]), ValueError, "u must have shape (starts, 2), got (3,)"),
    (lambda: Surface(MODEL, 2, 2, rng=0).losses([1, 1], [1, 0]), ValueError,
     f"u must have unit length, got a point of length {2**0.5}"),
    (lambda: Surface(MODEL, 2, 2, rng=0).losses([1, 0], [np.nan, 0]), ValueError,
     "v must have unit length, got a point of length nan"),
    (lambda: Surface(MODEL, 2, 2, rng=0).losses([[1, 0], [0, 1]], [1, 0]), ValueError,
     "u and v must hold the same number of points, got 2 and 1"),
])
def test_a_bad_surface_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()
