"""Simulated chains and paths have the exact laws; the vectorised chain and the plain loop have one law."""

import numpy as np
import pytest

from ganmech.sgd_as_sde import (Dirac, Diverged, FiniteData, LinearQuadratic, Multiplicative, ScaleEstimation, mean_flow,
                                sde_paths, simulate)
from ganmech.sgd_as_sde.plain_chain import PlainChain

P1 = LinearQuadratic(mu="1/2", lam=1, m=1, a=0, c=1, s="1/2", batch=4, eta="1/10")
ONE = np.eye(3, dtype=int)
MATRICES = LinearQuadratic.of_matrices(P=[[1, 0], [0, 2]], K=[[1, 0, 1], [0, 1, 0]], R=ONE, p=[0, 0], q=[1, 0, 0],
                                       Sigma_theta=[[2, 1], [1, 1]], Sigma_omega=ONE, eta="1/10", batch=2)
FINITE = FiniteData(x=(-1, 0, 2), z=(-1, "1/2"), mu="1/2", lam=1, s="1/2", batch=2, eta="1/10")
START = {P1: (2, -1), MATRICES: (1, -1, 0, 1, 2), FINITE: (1, 0)}


def has_law(paths, law):
    """Means and covariances of the last state within four standard errors."""
    x = np.hstack([paths.theta[-1], paths.omega[-1]])
    mean, centred = x.mean(axis=0), x - law.mean
    assert np.all(np.abs(mean - law.mean) < 4 * x.std(axis=0) / len(x)**0.5)
    products = centred[:, :, None] * centred[:, None, :]
    assert np.all(np.abs(products.mean(axis=0) - law.covariance) < 4 * products.std(axis=0) / len(x)**0.5)


@pytest.mark.parametrize("game, training", [
    (P1, {}), (P1, dict(shared_batch=True)), (P1, dict(rates=(1, 2))), (MATRICES, {}), (FINITE, {}),
    (FINITE, dict(shared_batch=True))], ids=str)
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_chains_of_samples_have_the_exact_law(game, training, scheme):
    """20000 chains, 15 iterations, seed 21."""
    trained = game.at(**training)
    has_law(simulate(trained, START[game], 15, scheme, chains=20_000, rng=21), trained.law(START[game], 15, "chain", scheme))


@pytest.mark.parametrize("training, scheme", [(dict(critic_steps=3), "ALT"), (dict(momentum="1/2", eta="1/20"), "SML"),
                                              (dict(momentum="-1/2"), "ALT")], ids=str)
def test_critic_steps_and_momentum(training, scheme):
    game = P1.at(**training)
    has_law(simulate(game, (2, -1), 15, scheme, chains=20_000, rng=22), game.law((2, -1), 15, "chain", scheme))


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_many_chains_of_samples(scheme):
    """200000 chains, T = 2, seed 7."""
    has_law(simulate(P1, (2, -1), 20, scheme, chains=200_000, rng=7), P1.law((2, -1), 20, "chain", scheme))


@pytest.mark.parametrize("game", [P1, MATRICES], ids=["P1", "matrices"])
@pytest.mark.parametrize("scheme, order", [("SML", 0), ("SML", 1), ("ALT", 1)])
def test_exact_paths_have_the_law_of_the_sde(game, scheme, order):
    """20000 paths, seed 23."""
    paths = sde_paths(game, START[game], 10, scheme, order, chains=20_000, rng=23)
    has_law(paths, game.law(START[game], 10, "sde", scheme, order=order))


@pytest.mark.parametrize("method", ["heun", "euler"])
def test_integrated_paths_have_the_law_of_the_sde(method):
    """20000 paths, seed 24, substeps so small that the schemes' own bias is within the error."""
    paths = sde_paths(P1, (2, -1), 10, "ALT", 1, chains=20_000, rng=24, method=method, substeps=8 if method == "heun" else 200)
    has_law(paths, P1.law((2, -1), 10, "sde", "ALT", order=1))


@pytest.mark.parametrize("scheme, order", [("SML", 0), ("ALT", 1)])
def test_paths_with_multiplicative_noise_have_the_moments_of_the_sde(scheme, order):
    """10000 paths, seed 25, Euler-Maruyama at eta/100, whose own bias is below 0.002."""
    game = Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=4, eta="1/5")
    paths = sde_paths(game, (2, -1), 5, scheme, order, chains=10_000, rng=25, substeps=100)
    exact, (theta, omega) = game.moments((2, -1), 5, "sde", scheme, order=order), (paths.theta[-1, :, 0], paths.omega[-1, :, 0])
    for i, j in ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2)):
        values = theta**i * omega**j
        assert abs(values.mean() - exact.expected(i, j)) < 4 * values.std() / len(values)**0.5 + 2e-3


@pytest.mark.parametrize("latent", ["normal", "exponential"])
@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_chains_with_multiplicative_noise_have_the_exact_moments(scheme, shared, latent):
    """40000 chains, seed 26, up to the third degree."""
    game = Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", latent=latent, batch=2, eta="1/5", shared_batch=shared,
                          rates=(1, 2))
    paths, exact = simulate(game, (2, -1), 5, scheme, chains=40_000, rng=26), game.moments((2, -1), 5, "chain", scheme)
    for (i, j), value in exact.values.items():
        values = paths.theta[-1, :, 0]**i * paths.omega[-1, :, 0]**j
        assert abs(values.mean() - value) < 4 * values.std() / len(values)**0.5 + 1e-12


PLAIN = {"linear-quadratic": P1, "shared": P1.at(shared_batch=True), "momentum": P1.at(momentum="1/2", eta="1/20"),
         "critic": P1.at(critic_steps=3), "scale": ScaleEstimation(batch=4, eta="1/20"),
         "logistic": Dirac(loss="logistic", noise=1, lam="3/10", batch=2)}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_loops_have_the_same_law(name):
    """300 plain chains against 20000, 10 iterations, seeds 27 and 28: means and deviations within 4 standard errors."""
    game, scheme, rng = PLAIN[name], "ALT", np.random.default_rng(27)
    chains = [PlainChain(game, scheme, 1.2, 0.3, rng) for _ in range(300)]
    for chain in chains:
        chain.advance(10)
    paths = simulate(game, (1.2, 0.3), 10, scheme, chains=20_000, rng=28)
    for plain, fast in ((np.array([chain.theta for chain in chains]), paths.theta[-1, :, 0]),
                        (np.array([chain.omega for chain in chains]), paths.omega[-1, :, 0])):
        assert abs(plain.mean() - fast.mean()) < 4 * plain.std() / len(plain)**0.5
        fourth = ((fast - fast.mean())**4).mean() / fast.var()**2
        assert abs(plain.std() / fast.std() - 1) < 4 * ((fourth - 1) / (4 * len(plain)))**0.5


def test_records_seeds_and_shapes():
    paths = simulate(P1, (2, -1), 20, "SML", chains=3, rng=0, records=4)
    again = simulate(P1, (2, -1), 20, "SML", chains=3, rng=0, records=4)
    assert np.allclose(paths.t, [0, 0.5, 1, 1.5, 2]) and paths.theta.shape == paths.omega.shape == (5, 3, 1)
    assert np.array_equal(paths.theta, again.theta) and np.all(paths.theta[0] == 2)
    assert simulate(MATRICES, (1, -1, 0, 1, 2), 5, "ALT", chains=2, rng=0).omega.shape == (2, 2, 3)


def test_simultaneous_steps_of_the_dirac_game_spiral_out():
    game = Dirac(eta="1/5")
    paths = simulate(game, (1, "1/2"), 10, "SML", records=10, allow_unstable=True)
    size = (paths.theta**2 + paths.omega**2)[:, 0, 0]
    assert np.allclose(size, 1.25 * 1.04**np.arange(11), rtol=1e-13)


def test_alternating_steps_of_the_dirac_game_conserve_an_ellipse():
    paths = simulate(Dirac(eta="1/5"), (1, "1/2"), 1000, "ALT", records=100, allow_unstable=True)
    theta, omega = paths.theta[:, 0, 0], paths.omega[:, 0, 0]
    assert np.allclose(theta**2 + omega**2 + theta * omega / 5, 27 / 20, rtol=1e-12)
    assert np.allclose([simulate(Dirac(eta="1/5"), (1, "1/2"), 10, "ALT", allow_unstable=True).theta[-1].item()],
                       -184378212824443 / 190734863281250, rtol=1e-14)


def test_the_order_1_flow_conserves_the_same_ellipse():
    flow = mean_flow(Dirac(eta="1/5"), (1, "1/2"), np.linspace(0, 50, 20), "ALT", 1)
    theta, omega = flow.theta[:, 0, 0], flow.omega[:, 0, 0]
    assert np.allclose(theta**2 + omega**2 + theta * omega / 5, 27 / 20, rtol=1e-10)


def test_what_diverges_keeps_what_it_has():
    game = ScaleEstimation(v=4, lam=1, batch=1, eta=1)
    with pytest.raises(Diverged, match="^a path leaves every bound after t = ") as caught:
        simulate(game, (5, 5), 100, "SML", chains=2, rng=0, records=100)
    partial = caught.value.partial
    assert 1 <= len(partial.t) < 101 and np.isfinite(partial.theta).all() and partial.theta.shape == (len(partial.t), 2, 1)


@pytest.mark.filterwarnings("error")
def test_nothing_is_warned_of():
    simulate(P1, (2, -1), 3, "ALT", rng=0), sde_paths(P1, (2, -1), 3, "ALT", 1, rng=0), mean_flow(P1, (2, -1), [0, 1], "ALT", 2)
    P1.stability_bound("ALT"), P1.stationary_covariance("chain", "ALT"), P1.law((2, -1), 4, "sde", "ALT", order=2)
    simulate(Dirac(loss="logistic", eta=2), (30, 30), 50, "SML")
