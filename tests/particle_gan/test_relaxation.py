"""The nonlinear GAN near its data: its Jacobian is the derived spectrum, its runs relax at the derived rates."""

import numpy as np
import pytest

from ganmech.particle_gan import circle_modes, eigenvalues, fitted_rate, optimal_penalty, rate, simulate_relaxation
from ganmech.particle_gan.penalised_circle import PenalisedCircle

CASES = [(1, "0", 1), (1, "0.25", 1), (2, "0", 1), (2, "0.25", 1), (2, "0.25", 4)]


def plain_flow(d, x, y, lam, s, phi, eta_D, eta_G):
    """The same equations by loops over features, data and particles."""
    N, K = len(x), len(d)

    def slope(position):
        return sum((1j * k * d[k - 1] * np.exp(1j * k * position)).real for k in range(1, K + 1))

    critic = []
    for k in range(1, K + 1):
        seen = sum(np.exp(-1j * k * y[j]) - np.exp(-1j * k * x[j]) for j in range(N)) / N
        penalty = 1j * k * sum(slope(y[j]) * np.exp(-1j * k * y[j]) for j in range(N)) / N
        critic.append(eta_D * k ** (-2.0 * s) * (seen + lam * penalty))
    kernel = [[1 if i == j else phi for j in range(N)] for i in range(N)]
    return np.array(critic), np.array([eta_G / N * sum(kernel[i][j] * slope(x[j]) for j in range(N)) for i in range(N)])


def test_the_flow_is_that_of_plain_loops():
    rng = np.random.default_rng(2)
    lam = np.array([0.3, 2.0])
    circle = PenalisedCircle(lam, 4, 6, 1.5, "0.25", 2, "0.5", 1)
    d, x = rng.standard_normal((2, 6)) + 1j * rng.standard_normal((2, 6)), rng.uniform(0, 6, (2, 4))
    critic, particles = circle.flow(d, x)
    for run in range(2):
        expected = plain_flow(d[run], x[run], circle.y, lam[run], 1.5, 0.25, 2, 0.5)
        assert critic[run] == pytest.approx(expected[0]) and particles[run] == pytest.approx(expected[1])


def test_the_penalty_is_a_gradient():
    """Its share of d' is eta_D s_k times the derivative of -(lam/2) mean D'(y)^2 in (Re d_k, -Im d_k), by differences."""
    rng = np.random.default_rng(5)
    circle, still = (PenalisedCircle(np.array([lam]), 4, 6, 1, 0, 1, 1, 1) for lam in (0.7, 0.0))
    d, x, h = rng.standard_normal((1, 6)) + 1j * rng.standard_normal((1, 6)), rng.uniform(0, 6, (1, 4)), 1e-6

    def penalty(d):
        return -0.35 * np.mean(circle.slopes_at_data(d) ** 2)

    share = circle.critic(d, circle.waves(x)) - still.critic(d, still.waves(x))
    for k in range(6):
        unit = h * np.eye(6)[k]
        along, across = ((penalty(d + part * unit) - penalty(d - part * unit)) / (2 * h) for part in (1, 1j))
        assert share[0, k] == pytest.approx(circle.spectrum[k] * (along + 1j * across), abs=1e-8)


@pytest.mark.parametrize("s, phi, eta_D", CASES)
def test_the_numerical_jacobian_has_the_derived_eigenvalues(s, phi, eta_D):
    lam, h, N, K = 0.8, 1e-6, 4, 8
    circle = PenalisedCircle(np.array([lam]), N, K, s, phi, eta_D, 1, 1)

    def flow(state):
        d, x = circle.flow((state[:K] + 1j * state[K:2 * K])[None], circle.y + state[None, 2 * K:])
        return np.concatenate([d[0].real, d[0].imag, x[0]])

    jacobian = np.array([(flow(h * unit) - flow(-h * unit)) / (2 * h) for unit in np.eye(2 * K + N)]).T
    found = np.linalg.eigvals(jacobian)
    expected = eigenvalues(lam, circle.kappas, circle.gs, N, eta_D, 1).ravel()
    assert max(np.abs(found - value).min() for value in expected) < 1e-5
    assert np.sort(np.abs(found))[:2 * K - N] == pytest.approx(0, abs=1e-4)        # what no slope at the data sees


@pytest.mark.parametrize("s, phi, eta_D", CASES)
def test_simulated_rates_are_the_derived_ones(s, phi, eta_D):
    """At the best strength of one double eigenvalue (t e^(-rt)) within 12 per cent, elsewhere within 4."""
    modes = circle_modes(4, 8, s, phi)
    best = optimal_penalty(*modes, 4, eta_D, 1)
    lam = best.strength * np.array([0.125, 0.25, 0.5, 1, 2, 4])
    found = simulate_relaxation(lam, 4, 8, s, phi, eta_D, 1).rate
    errors = np.abs(found / rate(lam, *modes, 4, eta_D, 1) - 1)
    assert errors[3] < 0.12 and np.delete(errors, 3).max() < 0.04
    assert found.argmax() == 3


def test_the_distance_is_conserved_without_damping_to_first_order():
    run = simulate_relaxation([1e-6], 4, 8, 1, "0.25", lifetimes="1e-5", size="1e-4")
    assert run.t[0, -1] > 5 and run.size[0] == pytest.approx(run.size[0, 0], rel=1e-3)


def test_a_fit_returns_the_rate_of_an_exponential():
    t = np.linspace(0, 20, 300)
    assert fitted_rate(t, 3 * np.exp(-0.7 * t)) == pytest.approx(0.7)
    assert fitted_rate(t, np.where(t < 10, np.exp(0.5 * t), np.nan)) == pytest.approx(-0.5)
