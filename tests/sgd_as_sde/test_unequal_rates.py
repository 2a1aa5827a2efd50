"""A learning rate for each player: derived variances and speeds against exact chains, numerical eigenvalues and simulation."""
import numpy as np
import pytest
from scipy.linalg import solve_continuous_lyapunov
from scipy.optimize import minimize_scalar

from derivations.sgd_as_sde import unequal_rates
from derivations.sgd_as_sde.notation import B, Sigma_omega, a_omega, a_theta, eta, lambda_
from ganmech.sgd_as_sde import LinearQuadratic, ScaleEstimation, simulate

GAME = LinearQuadratic(mu=0, lam="4/5", m=1, c=1, s="1/2", batch=8, eta="1/500")


@pytest.mark.parametrize("rates", [(1, 1), (1, 4), ("1/3", 2)])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_each_variance_follows_its_own_rate(scheme, rates):
    game = GAME.at(rates=rates)
    values = {eta: game.eta, B: 8, Sigma_omega: 1.25, lambda_: game.lam, a_theta: game.rates[0], a_omega: game.rates[1]}
    derived = np.array(unequal_rates.law.result.subs(values), dtype=float).ravel()
    C = game.stationary_covariance("sde", scheme)
    np.testing.assert_allclose([C[0, 0], C[0, 1], C[1, 1]], derived, rtol=1e-12, atol=1e-16)
    C = game.stationary_covariance("chain", scheme)
    np.testing.assert_allclose([C[0, 0], C[1, 1]], derived[[0, 2]], rtol=0.02)


@pytest.mark.parametrize("kappa, decay", [(1, 0.8), (2, 1.5)])
def test_no_other_ratio_of_the_rates_is_faster(kappa, decay):
    def slowest(log_ratio):
        moved = np.diag([1, np.exp(log_ratio)]) @ np.array([[0, kappa], [-kappa, -decay]])
        return np.linalg.eigvals(moved).real.max()

    found = minimize_scalar(slowest, bounds=(-3, 6), method="bounded", options={"xatol": 1e-9})
    derived = float(unequal_rates.best_ratio.subs({unequal_rates.kappa: kappa, lambda_: decay}))
    assert np.exp(found.x) == pytest.approx(derived, rel=1e-4)
    assert found.fun == pytest.approx(-2 * kappa**2 / decay, rel=1e-3)
    assert slowest(14) == pytest.approx(-kappa**2 / decay, rel=1e-3)


def test_where_a_scale_is_learnt_the_variances_follow_their_own_rates_within_four_errors():
    """Small rates, from rest: the leading order holds to the few per cent that higher orders add."""
    chains, batch = 300, 8
    for rates in ((1, 2), (2, 1)):
        paths = simulate(ScaleEstimation(v=1, lam=1, batch=batch, eta="1/100", rates=rates), [1, 0], 3000, "ALT", chains, 7, 30)
        for side, rest, rate in ((paths.theta, 1, rates[0]), (paths.omega, 0, rates[1])):
            of_chain = ((side[10:, :, 0] - rest)**2).mean(axis=0)
            error = of_chain.std(ddof=1) / np.sqrt(chains)
            derived = rate * 0.01 * 4 / (2 * batch)
            assert abs(of_chain.mean() - derived) < 4 * error + 0.05 * derived


def test_the_law_solves_a_numerical_lyapunov_equation():
    moved = np.diag([0.7, 1.9]) @ np.array([[0, 1.3], [-1.3, -0.6]])
    C = solve_continuous_lyapunov(moved, -np.diag([0, 1.9**2 * 1.1]) * 0.1 / 5)
    values = {eta: 0.1, B: 5, Sigma_omega: 1.1, lambda_: 0.6, a_theta: 0.7, a_omega: 1.9}
    derived = np.array(unequal_rates.law.result.subs(values), dtype=float).ravel()
    np.testing.assert_allclose([C[0, 0], C[0, 1], C[1, 1]], derived, atol=1e-14)
