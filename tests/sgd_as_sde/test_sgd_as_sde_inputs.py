"""What is not a game, a scheme, a start or a stable learning rate is named in one sentence."""

import re
from fractions import Fraction

import numpy as np
import pytest

from ganmech.sgd_as_sde import (Dirac, ExactRule, FiniteData, LinearQuadratic, Multiplicative, ScaleEstimation, Scheduled,
                                controlled, mean_flow, measured, sampled_weak_error, sde_paths, simulate, stationary_relations,
                                used_relations, weak_error)

P1 = LinearQuadratic(mu="1/2", lam=1, m=1, s="1/2", batch=4, eta="1/10")
LOGISTIC = Dirac(loss="logistic", lam="3/10", noise=1)
MATRICES = dict(P=[[1, 0], [0, 1]], K=[[1], [0]], R=[[1]], p=[0, 0], q=[0], Sigma_theta=[[1, 0], [0, 1]], Sigma_omega=[[1]])


def refused(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()


def test_numbers_are_exact():
    assert P1.mu == Fraction(1, 2) and P1.eta == Fraction(1, 10) and P1.rates == (1, 1)
    assert LinearQuadratic(eta=0.1).eta == Fraction(0.1)
    assert P1.at(eta="1/20") == LinearQuadratic(mu="1/2", lam=1, m=1, s="1/2", batch=4, eta="1/20")


@pytest.mark.parametrize("arguments, error, message", [
    (dict(batch=0), ValueError, "batch must be a whole number of 1 or more, got 0"),
    (dict(batch="half"), ValueError, "batch must be a number such as '9/10' or '0.1', got 'half'"),
    (dict(eta=0), ValueError, "eta must be positive, at most 1000000, got 0"),
    (dict(eta=float("nan")), ValueError, "eta must be finite, got nan"),
    (dict(mu=-1), ValueError, "mu must be 0 or positive, at most 1000000, got -1"),
    (dict(lam="-1/2"), ValueError, "lam must be 0 or positive, at most 1000000, got -1/2"),
    (dict(m=None), TypeError, "m must be a real number, got None"),
    (dict(rates=1), ValueError, "rates must be two positive numbers, the generator's first, got 1"),
    (dict(rates=(1, 0)), ValueError, "rates[1] must be positive, at most 1000000, got 0"),
    (dict(shared_batch=1), TypeError, "shared_batch must be True or False, got 1"),
    (dict(critic_steps=0), ValueError, "critic_steps must be a whole number of 1 or more, got 0"),
    (dict(momentum=1), ValueError, "momentum must lie strictly between -1 and 1, got 1"),
])
def test_a_bad_game_is_named(arguments, error, message):
    refused(lambda: LinearQuadratic(**arguments), error, message)


@pytest.mark.parametrize("call, message", [
    (lambda: Dirac(loss="hinge"), "loss must be wgan or logistic, got 'hinge'"),
    (lambda: Multiplicative(latent="cauchy"), "latent must be normal or exponential, got 'cauchy'"),
    (lambda: ScaleEstimation(v=0), "v must be positive, at most 1000000, got 0"),
    (lambda: FiniteData(x=(), z=(1,)), "x must hold one or more numbers, got ()"),
    (lambda: FiniteData(x=(1, "two"), z=(1,)), "x[1] must be a number such as '9/10' or '0.1', got 'two'"),
])
def test_other_bad_games_are_named(call, message):
    refused(call, ValueError, message)


@pytest.mark.parametrize("changed, message", [
    (dict(K=[[1, 0], [0, 1]]), "K must have the shape (2, 1), got (2, 2)"),
    (dict(p=[0, 0, 0]), "p must have the shape (2, 1), got (3,)"),
    (dict(P=[[1, 0], [1, 1]]), "P must be symmetric"),
    (dict(P=[[1, 0], [1]]), "P must have the shape (2, 2), got (2,)"),
    (dict(Sigma_theta=[[1, 2], [2, 1]]), "Sigma_theta must be positive semidefinite, got the eigenvalue -1"),
    (dict(Sigma_theta=[[1, 2], [0, 1]]), "Sigma_theta must be symmetric"),
    (dict(Sigma_omega=[["-1"]]), "Sigma_omega must be positive semidefinite, got the eigenvalue -1"),
    (dict(Sigma_cross=[[2], [0]]), "the joint covariance of Sigma_theta, Sigma_omega and Sigma_cross must be positive "
                                   "semidefinite, got the eigenvalue -1"),
    (dict(P=[], p=[], Sigma_theta=[]), "P must have one row or more, got none"),
    (dict(batch=0), "batch must be a whole number of 1 or more, got 0"),
])
def test_bad_matrices_are_named(changed, message):
    refused(lambda: LinearQuadratic.of_matrices(**MATRICES | changed), ValueError, message)


def test_a_game_that_does_not_rest_is_named():
    game = LinearQuadratic.of_matrices(P=0, K=0, R=1, p=1, q=0, Sigma_theta=0, Sigma_omega=1)
    refused(lambda: game.stationary_covariance("chain", "SML"), ValueError,
            "the game must have one point of rest, but the slope of its mean motion is singular")


@pytest.mark.parametrize("call, message", [
    (lambda: P1.stationary_covariance("chain", "sml"), "scheme must be one of SML, ALT, got 'sml'"),
    (lambda: P1.stationary_covariance("path", "SML"), "law must be one of chain, sde, got 'path'"),
    (lambda: P1.at(eta=2).stationary_covariance("chain", "SML"),
     "eta must be below 1, the stability bound of the scheme SML, got 2"),
    (lambda: P1.at(eta="6/5").stationary_covariance("chain", "ALT"),
     "eta must be below 1.12311, the stability bound of the scheme ALT, got 6/5"),
    (lambda: simulate(P1.at(eta=2), (0, 0), 5, "SML"), "eta must be below 1, the stability bound of the scheme SML, got 2"),
    (lambda: simulate(Dirac(), (1, 1), 5, "SML"),
     "eta must be one at which the scheme SML is stable, and for this game there is none, got 1/10"),
    (lambda: LinearQuadratic(mu=0, lam="1/2", eta=2).stationary_covariance("sde", "SML", order=1),
     "eta must be such that the SDE of order 1 contracts, got 2"),
    (lambda: LinearQuadratic(mu=0, lam=0).stationary_covariance("sde", "SML"),
     "the players must be damped for the SDE of order 0 to contract, which it does at no learning rate"),
    (lambda: Multiplicative(s=4, eta="9/10", lam=1, mu=1).stationary_moments("chain", "SML"),
     "eta must be so small that moments of degree 3 settle, got 9/10"),
    (lambda: P1.at(critic_steps=2).chain_map("SML"), "critic_steps must be 1 for the scheme SML, got 2"),
    (lambda: P1.at(critic_steps=2, shared_batch=True).chain_map("ALT"), "critic_steps must be 1 for a shared minibatch, got 2"),
    (lambda: LinearQuadratic.of_matrices(*([[int(i == j) for j in range(5)] for i in range(5)],) * 3, [0] * 5, [0] * 5,
                                         *([[int(i == j) for j in range(5)] for i in range(5)],) * 2).stability_bound("SML", 20),
     "digits are known for at most 8 parameters, counted twice with momentum, got 10"),
    (lambda: P1.law((1, 2, 3), 5, "chain", "SML"), "x0 must have the shape (2, 1), got (3,)"),
    (lambda: P1.law((1, 2), -1, "chain", "SML"), "steps must be a whole number of 0 or more, got -1"),
    (lambda: P1.law((1, 2), 1, "chain", "SML").expected("theta^4"),
     "observable must be one of theta, omega, theta^2, theta omega, omega^2, cos theta, exp(-omega^2/2), got 'theta^4'"),
    (lambda: simulate(P1, (1,), 5, "SML"), "x0 must hold 2 numbers, theta first, got (1,)"),
    (lambda: simulate(P1, (1, 1), 5, "BOTH"), "scheme must be one of SML, ALT, got 'BOTH'"),
    (lambda: simulate(P1, (1, 1), 0, "SML"), "steps must be a whole number of 1 or more, got 0"),
    (lambda: simulate(P1, (1, 1), 1, "SML", chains=10**8),
     "chains must hold at most 50000000 numbers together, got 800000000 of 100000000 chains"),
    (lambda: measured(P1, (1, 1), 1, "SML", chains=10**8),
     "chains must hold at most 50000000 numbers together, got 800000000 of 100000000 chains"),
    (lambda: sde_paths(P1, (1, 1), 5, "SML", 0, chains=10**8),
     "chains must hold at most 50000000 numbers together, got 400000000 of 100000000 chains"),
    (lambda: controlled(P1, (1, 1), 5, "SML", Scheduled(lambda t: -1)), "factor(0) must be 0 or positive, got -1"),
    (lambda: controlled(P1, (1, 1), 5, "SML", ExactRule()).error([1]),
     "point must hold 2 numbers, theta first, got the shape (1,)"),
    (lambda: weak_error(P1, (1, 1), 1, "1/10", "SML", 0), "etas must hold one or more learning rates, got '1/10'"),
    (lambda: weak_error(P1, (1, 1), 1, [], "SML", 0), "etas must hold one or more learning rates, got []"),
    (lambda: sde_paths(P1, (1, 1), 5, "SML", 1, method="milstein"), "method must be one of heun, euler, got 'milstein'"),
    (lambda: sde_paths(ScaleEstimation(), (1, 1), 5, "SML", 1, method="heun"),
     "method must be euler where the noise depends on the parameters, got heun"),
    (lambda: weak_error(P1, (1, 1), 1, ["3/10"], "SML", 0),
     "T must be a whole number of steps eta, all positive, got T = 1 and eta = 3/10"),
    (lambda: weak_error(P1, (1, 1), 1, ["1/10"], "SML", 0, ["theta^9"]),
     "observables must be among theta, omega, theta^2, theta omega, omega^2, cos theta, exp(-omega^2/2), got 'theta^9'"),
    (lambda: weak_error(LOGISTIC, (1, 1), 1, ["1/10"], "SML", 0),
     "game must have moments that close, got Dirac; sampled_weak_error takes any"),
    (lambda: sampled_weak_error(P1, (1, 1), 1, ["1/10"], "SML", 0, ["theta"], chains=10),
     "game must have constant Gaussian noise that the players do not share, as Dirac with noise, one critic step and no "
     "momentum, got LinearQuadratic"),
    (lambda: mean_flow(P1, (1, 1), [2, 1], "SML", 0), "times must be increasing, the first at 0 or later"),
    (lambda: Multiplicative(critic_steps=2).moments((0, 0), 1, "chain", "ALT"),
     "critic_steps must be 1 and momentum 0 for moments, got critic_steps 2 and momentum 0"),
    (lambda: Multiplicative().moments((0, 0), 1, "chain", "ALT").expected(4, 4),
     "i and j must be whole numbers of 0 or more with i + j up to 3, got 4 and 4"),
])
def test_a_bad_call_is_named(call, message):
    refused(call, ValueError, message)


@pytest.mark.parametrize("call, message", [
    (lambda: simulate(3, (0, 0), 1, "ALT"), "game must be one of the games of this package, got 3"),
    (lambda: measured("P1", (0, 0), 1, "ALT"), "game must be one of the games of this package, got 'P1'"),
    (lambda: stationary_relations(LOGISTIC, "chain", "ALT"),
     "game must have linear gradients and constant noise, as LinearQuadratic has; measured takes any, got Dirac"),
    (lambda: used_relations(ScaleEstimation(), "ALT"),
     "game must have linear gradients and constant noise, as LinearQuadratic has; measured takes any, got ScaleEstimation"),
    (lambda: sampled_weak_error(LinearQuadratic.of_matrices(**MATRICES), (0, 0, 0), 1, ["1/10"], "ALT", 1, "theta", 10),
     "game must be given by a payoff of samples, as Dirac is, got MatrixGame"),
    (lambda: weak_error(P1, (1, 1), 1, ["1/10"], "SML", 0, 3), "observables must be names, got 3"),
    (lambda: Scheduled(0.1), "factor must be a function of the iteration, got 0.1"),
])
def test_what_is_of_the_wrong_kind_is_named(call, message):
    refused(call, TypeError, message)


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("training", [dict(eta="1/10"), dict(eta="1/7"), dict(momentum="1/5")])
def test_a_chain_that_keeps_its_size_is_not_taken_for_stable_by_rounding(scheme, training):
    """Without penalties alternating steps turn for ever: the largest eigenvalue has the size 1, which float64 may miss."""
    refused(lambda: LinearQuadratic(mu=0, lam=0, **training).stationary_covariance("chain", scheme), ValueError,
            f"eta must be one at which the scheme {scheme} is stable, and for this game there is none, "
            f"got {training.get('eta', '1/10')}")


def test_noise_that_is_no_covariance_has_moments_but_no_paths():
    """Without the pull the generator has no noise of its own, and of order 2 a correlation all the same."""
    game = LinearQuadratic(mu=0, lam="1/2", batch=8, eta="1/20")
    assert np.isfinite(game.stationary_covariance("sde", "ALT", order=2)).all()
    with pytest.raises(ValueError, match="^the noise of the SDE must be positive semidefinite to have paths, got the eig"):
        sde_paths(game, (1, 1), 5, "ALT", 2, method="heun")


def test_unstable_rates_may_be_simulated_on_purpose():
    paths = simulate(P1.at(eta=2), (0, 0), 20, "SML", rng=0, allow_unstable=True)
    assert abs(paths.theta[-1]) > 1e3
