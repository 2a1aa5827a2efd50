"""Lyapunov functions, ranks and invariant laws against a generator taken from short steps, singular values and covariances."""
import numpy as np
import pytest
from scipy.linalg import expm, solve_continuous_lyapunov
from sympy import lambdify

from derivations.sgd_as_sde import dissipativity, hypoelliptic, invariant_law
from derivations.sgd_as_sde.notation import B, Sigma_omega, Sigma_theta, eta, lambda_, mu, omega, theta, v, y_omega, y_theta
from ganmech.sgd_as_sde import Dirac, LinearQuadratic, ScaleEstimation

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(16)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
BATCH, RATE = 3, 0.4
POINTS = np.random.default_rng(8).normal(scale=3, size=(40, 2))


def rate_of_change(f, x, b, S, h=1e-3):
    """(E f(x + b h + sqrt(h eta S/B) n) - f(x))/h, extrapolated from h and h/2; S diagonal."""
    def slope(h):
        a, c = x[0] + b[0] * h, x[1] + b[1] * h
        n, m = np.meshgrid(NODES, NODES)
        moved = f(a + np.sqrt(h * RATE * S[0] / BATCH) * n, c + np.sqrt(h * RATE * S[1] / BATCH) * m)
        return (WEIGHTS @ moved @ WEIGHTS - f(*x)) / h
    return 2 * slope(h / 2) - slope(h)


def of(derived, values, variables=(theta, omega)):
    """The result of a derivation as a function of the two variables."""
    return lambdify(variables, derived.result.subs({eta: RATE, B: BATCH} | values))


def test_the_linear_quadratic_lyapunov_function_falls_at_the_rate_of_the_weaker_penalty():
    values = {mu: 0.3, lambda_: 0.8, Sigma_theta: 0.5, Sigma_omega: 1.5}
    derived = of(dissipativity.linear_quadratic, values, (y_theta, y_omega))
    for u, w in POINTS:
        found = rate_of_change(lambda a, c: 1 + a**2 + c**2, (u, w), (w - 0.3 * u, -u - 0.8 * w), (0.5, 1.5))
        assert found == pytest.approx(derived(u, w), rel=1e-5, abs=1e-5)
        assert found <= -2 * 0.3 * (1 + u**2 + w**2) + 2 * 0.3 + RATE / BATCH * 2 + 1e-6


def test_the_logistic_game_with_two_decays_falls_outside_a_disk():
    game, decay = Dirac(loss="logistic", lam="1/2", noise=1), 0.25
    gradients = lambdify((theta, omega), [*game.players.g_theta, *game.players.g_omega])
    for point in POINTS:
        g, h = gradients(*point)
        found = rate_of_change(lambda a, c: a**2 + c**2, point, (-g - decay * point[0], h), (1, 1))
        assert found == pytest.approx(-2 * decay * point[0]**2 - 2 * 0.5 * point[1]**2 + RATE / BATCH * 2, rel=1e-5, abs=1e-5)


def test_scale_estimation_falls_without_noise_and_rises_far_out_with_it():
    game, values = ScaleEstimation(v=2, lam="1/2"), {v: 2, lambda_: 0.5}
    gradients = lambdify((theta, omega), [*game.players.g_theta, *game.players.g_omega, *game.players.Sigma_theta,
                                          *game.players.Sigma_omega])
    potential = lambdify((theta, omega), dissipativity.potential.subs(v, 2))
    quiet, noisy = of(dissipativity.scale_converges, values), of(dissipativity.scale_noisy, values)
    for x in np.abs(POINTS) + 0.5:
        g, h, *S = gradients(*x)
        assert rate_of_change(potential, x, (-g, h), (0, 0), 1e-5) == pytest.approx(quiet(*x), rel=1e-3, abs=1e-3)
        assert rate_of_change(potential, x, (-g, h), S, 1e-5) == pytest.approx(noisy(*x), rel=2e-2, abs=1e-2)
    assert noisy(10, 0) > 0 > quiet(10, 0.1)


def test_under_bounded_gradients_the_exponential_function_falls_far_out():
    """b0 = -r x/|x| plus any rotation, at the derived best exponent: the rate of return is the derived one at infinity."""
    pull, spread = 0.7, 0.6
    best = BATCH * pull / (RATE * spread)
    derived = float(dissipativity.exponential.result.subs(
        {eta: RATE, B: BATCH, dissipativity.r: pull, dissipativity.s_bar: spread}))
    for angle in np.linspace(0, 6, 9):
        x = 40 * np.array([np.cos(angle), np.sin(angle)])
        b = -pull * x / 40 + 0.9 * np.array([-x[1], x[0]]) / 40
        def relative(a, c):
            return np.exp(best * (np.hypot(a, c) - 40))
        assert rate_of_change(relative, x, b, (spread, spread), 1e-4) == pytest.approx(derived, rel=0.05)


def test_without_decay_the_dirac_game_of_wasserstein_spreads_for_ever():
    """The covariance of the SDE from Van Loan's exponential: its trace grows at the derived rate, isotropically."""
    M, Q = np.array([[0, -1], [1, 0]]), RATE / BATCH * np.diag([0.5, 1.5])
    for turns in (1, 5, 20):
        t = 2 * np.pi * turns
        found = expm(np.block([[-M, Q], [np.zeros((2, 2)), M.T]]) * t)
        C = found[2:, 2:].T @ found[:2, 2:]
        np.testing.assert_allclose(C, RATE / BATCH * 2 * t / 2 * np.eye(2), atol=1e-9)
    grown = float(dissipativity.wgan.result.subs({eta: RATE, B: BATCH, Sigma_theta: 0.5, Sigma_omega: 1.5}))
    assert np.trace(C) == pytest.approx(grown * t)


@pytest.mark.parametrize("decay", [0.05, 0.7, 1.9, 3])
def test_the_hypoelliptic_game_has_full_rank_a_lyapunov_function_and_an_isotropic_law(decay):
    M, sigma = np.array([[0, 1], [-1, -decay]]), np.array([0, 1.2])
    assert np.linalg.matrix_rank(np.column_stack([sigma, M @ sigma])) == 2
    P = solve_continuous_lyapunov(M.T, -np.eye(2))
    np.testing.assert_allclose(np.array(hypoelliptic.P.subs(lambda_, decay), dtype=float), P, atol=1e-12)
    assert np.linalg.eigvalsh(P)[0] > 0
    derived = of(hypoelliptic.lyapunov, {lambda_: decay, Sigma_omega: 1.44}, (y_theta, y_omega))
    for y in POINTS[:10]:
        found = rate_of_change(lambda a, c: P[0, 0] * a**2 + 2 * P[0, 1] * a * c + P[1, 1] * c**2, y, M @ y, sigma**2)
        assert found == pytest.approx(derived(*y), rel=1e-5, abs=1e-5)
    C = solve_continuous_lyapunov(M, -RATE / BATCH * np.diag(sigma**2))
    np.testing.assert_allclose(C, RATE * 1.44 / (2 * BATCH * decay) * np.eye(2), atol=1e-12)


def test_after_a_short_time_the_determinant_of_the_covariance_is_of_order_four():
    M, Q, t = np.array([[0, 1], [-1, -0.7]]), RATE / BATCH * np.diag([0, 1.44]), 1e-2
    found = expm(np.block([[-M, Q], [np.zeros((2, 2)), M.T]]) * t)
    derived = float(hypoelliptic.spread.result.subs({eta: RATE, B: BATCH, Sigma_omega: 1.44, hypoelliptic.t: t}))
    assert np.linalg.det(found[2:, 2:].T @ found[:2, 2:]) == pytest.approx(derived, rel=0.02)


def test_the_chain_of_the_hypoelliptic_game_settles_to_the_stationary_covariance():
    game = LinearQuadratic(mu=0, lam=1, m=1, c=1, s="1/2", batch=4, eta="1/20")
    C, law = game.stationary_covariance("chain", "ALT"), game.law([3, 3], 4000, law="chain", scheme="ALT")
    np.testing.assert_allclose(law.covariance, C, rtol=1e-9)
    np.testing.assert_allclose(np.diag(game.stationary_covariance("sde", "ALT")), 1 / 20 * 1.25 / 8, rtol=1e-12)


def test_the_density_of_the_invariant_law_is_the_determinant_of_a_numerical_covariance():
    M, Q = np.array([[-0.3, 1], [-1, -0.8]]), RATE / BATCH * np.diag([0.5, 1.5])
    values = {eta: RATE, B: BATCH, mu: 0.3, lambda_: 0.8, Sigma_theta: 0.5, Sigma_omega: 1.5}
    assert np.linalg.det(solve_continuous_lyapunov(M, -Q)) == pytest.approx(float(invariant_law.definite.result.subs(values)))
