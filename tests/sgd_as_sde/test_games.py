"""Gradients and covariances of every game, against finite data summed pair by pair, differences of the payoff and sampling."""

import itertools
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from sympy import lambdify

from derivations.calculus.closed_moments import monomials, of_a_map
from derivations.calculus.laws import Averaged, Exponential, Finite, Normal
from ganmech.sgd_as_sde import Dirac, FiniteData, LinearQuadratic, Multiplicative, ScaleEstimation

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())
GAMES = {
    "linear-quadratic": LinearQuadratic(mu="1/2", lam=1, m=1, a="1/3", c=1, s="1/2", batch=3),
    "multiplicative": Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=3),
    "skewed": Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=3, latent="exponential"),
    "dirac": Dirac(loss="wgan", lam="1/5", noise="1/2", batch=2),
    "logistic": Dirac(loss="logistic", lam="1/5", noise="1/2", batch=2),
    "scale": ScaleEstimation(v="3/2", lam="1/2", batch=3),
    "finite": FiniteData(x=(-1, 0, 2), z=(-1, "1/2"), mu="1/2", lam=1, s="1/2", batch=2),
}
POINT = 0.7, -0.4


def values(game, *matrices):
    """Matrices of the players at POINT."""
    return [np.array(lambdify(game.players.x, matrix)(*POINT), dtype=float) for matrix in matrices]


def test_finite_data_are_exact_fractions():
    data = REFERENCE["extra"]["finite_dataset"]
    game = FiniteData(shared_batch=True, **{name: data[name] for name in ("x", "z", "mu", "lam", "s", "a")})
    p = game.players
    at = {p.theta[0]: data["theta"], p.omega[0]: data["omega"]}
    found = [part.subs(at)[0] for part in (p.g_theta, p.g_omega, p.Sigma_theta, p.Sigma_omega, p.Sigma_cross)]
    assert found == [Fraction(data[name]) for name in ("g_theta", "g_omega", "Sigma_theta", "Sigma_omega", "Cov(g_th,g_om)")]


def test_finite_data_pair_by_pair():
    """Sums over all pairs, with gradients written out."""
    x, z, (theta, omega) = [-1, 0, 2], [-1, 0.5], POINT
    pairs = [(0.5 * (theta + 0.5 * b) - omega, a - theta - 0.5 * b - omega) for a, b in itertools.product(x, z)]
    covariance = np.cov(np.array(pairs).T, bias=True)
    game = GAMES["finite"].at(shared_batch=True)
    g_theta, g_omega, *S = values(game, game.players.g_theta, game.players.g_omega, game.players.S)
    assert np.allclose([g_theta.item(), g_omega.item()], np.mean(pairs, axis=0), rtol=1e-14)
    assert np.allclose(S, covariance * [[1, -1], [-1, 1]], rtol=1e-14)


@pytest.mark.parametrize("name", GAMES)
def test_gradients_of_pairs_have_the_derived_mean_and_covariance(name):
    """100000 minibatches of one, seed 1; 4 standard errors."""
    game, rng = GAMES[name].at(batch=1, shared_batch=True), np.random.default_rng(1)
    theta, omega = (np.full((100_000, 1), value) for value in POINT)
    pairs = np.hstack(game.minibatch_gradients(theta, omega, game.draw(rng, 100_000)))
    g_theta, g_omega, S = values(game, game.players.g_theta, game.players.g_omega, game.players.S)
    mean, products = np.array([g_theta.item(), g_omega.item()]), S * [[1, -1], [-1, 1]]
    centred = pairs - mean
    error = np.sqrt(pairs.var(axis=0) / len(pairs)) + 1e-12
    assert np.all(np.abs(centred.mean(axis=0)) < 4 * error)
    samples = centred[:, :, None] * centred[:, None, :]
    assert np.all(np.abs(samples.mean(axis=0) - products) < 4 * samples.std(axis=0) / len(pairs)**0.5 + 1e-12)


@pytest.mark.parametrize("name", GAMES)
def test_a_minibatch_has_the_covariance_over_its_size(name):
    """20000 minibatches, seed 2; variances within 4 standard errors."""
    game, rng = GAMES[name], np.random.default_rng(2)
    theta, omega = (np.full((20_000, 1), value) for value in POINT)
    means = np.hstack(game.minibatch_gradients(theta, omega, game.draw(rng, 20_000)))
    expected = np.diag(values(game, game.players.S)[0]) / game.batch
    deviations = (means - means.mean(axis=0))**2
    assert np.all(np.abs(deviations.mean(axis=0) - expected) < 4 * deviations.std(axis=0) / len(means)**0.5 + 1e-12)


@pytest.mark.parametrize("name", ["linear-quadratic", "multiplicative", "logistic", "scale"])
def test_gradients_are_differences_of_the_payoff(name):
    game, step = GAMES[name], 1e-5
    sampled = game.sampled
    arguments = [*game.players.x, *(symbol for symbol, _ in sampled.samples)]
    payoff = lambdify(arguments, sampled.pair.subs(game.values))
    theta, omega, drawn = *POINT, (0.3, -1.1)
    along_theta = (payoff(theta + step, omega, *drawn) - payoff(theta - step, omega, *drawn)) / (2 * step)
    along_omega = (payoff(theta, omega + step, *drawn) - payoff(theta, omega - step, *drawn)) / (2 * step)
    found = game.minibatch_gradients(*(np.array([[value]]) for value in POINT), [np.array([[value]]) for value in drawn])
    assert np.allclose([part.item() for part in found], [along_theta, along_omega], rtol=1e-8)


@pytest.mark.parametrize("law, sample", [
    (Normal("1/2", 2), lambda rng, n: 0.5 + 2**0.5 * rng.standard_normal(n)),
    (Exponential(1, "1/2"), lambda rng, n: 1 + (rng.standard_exponential(n) - 1) / 2),
    (Finite(-1, 0, 2), lambda rng, n: rng.choice([-1, 0, 2], n)),
], ids=["normal", "exponential", "finite"])
def test_moments_of_laws_and_of_means_of_draws(law, sample):
    """200000 samples, seed 3, moments 1 to 4 within 4 standard errors; and of means of three."""
    rng = np.random.default_rng(3)
    for found, drawn in ((law, sample(rng, 200_000)), (Averaged(law, 3), sample(rng, (200_000, 3)).mean(axis=1))):
        for k in range(1, 5):
            error = (drawn**k).std() / len(drawn)**0.5
            assert abs((drawn**k).mean() - float(found.moment(k))) < 4 * error


def test_moments_that_do_not_close_are_refused():
    game = GAMES["scale"]
    with pytest.raises(ValueError, match="^the moments of degree 2 do not close"):
        of_a_map(-game.players.V_theta, (), game.players.x, 2)
    assert len(monomials(game.players.x, 3)) == 10


def test_covariances_of_a_game_are_what_a_player_without_pull_has():
    """Without the pull the generator has no noise; the discriminator's variance is that of the data and of the generator."""
    p = LinearQuadratic(mu=0, lam="1/2", m=2, c=3, s=2).players
    assert p.Sigma_theta[0] == 0 and p.Sigma_omega[0] == 13 and p.Sigma_cross is None and p.Sigma_feedback is None
