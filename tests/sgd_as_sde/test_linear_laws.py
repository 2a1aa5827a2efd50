"""Laws of linear games: reference values to 1e-12, brute force for many parameters, closed forms, stability against radii."""

import json
from pathlib import Path

import mpmath
import numpy as np
import pytest
from scipy.linalg import expm, logm, solve_continuous_lyapunov
from sympy import Matrix

from derivations.sgd_as_sde import chain_stability, stationary_covariance
from derivations.sgd_as_sde.notation import B, Sigma_omega, eta, lambda_
from ganmech.sgd_as_sde import Dirac, FiniteData, LinearQuadratic, Multiplicative, ScaleEstimation
from ganmech.sgd_as_sde.stability_map import spectral_radii, stability_bounds

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())
SETS = REFERENCE["LQ_mean_estimation"]
CASES = [(name, scheme) for name in SETS for scheme in ("SML", "ALT") if scheme in SETS[name]]
NAMES = {"E th": "theta", "E om": "omega", "E th^2": "theta^2", "E th*om": "theta omega", "E om^2": "omega^2",
         "E cos(th)": "cos theta", "E exp(-om^2/2)": "exp(-omega^2/2)"}


def game_of(name):
    given = dict(SETS[name]["params"])
    return LinearQuadratic(batch=given.pop("B"), shared_batch=given.pop("same", False), **given)


def agrees(found, reference, tolerance=1e-12):
    with mpmath.workdps(40):
        found, reference = (np.array(side, dtype=object).ravel() for side in (found, reference))
        pairs = [(mpmath.mpf(a), mpmath.mpf(b)) for a, b in zip(found, reference, strict=True)]
        return all(abs(a - b) <= tolerance * abs(b) for a, b in pairs)


@pytest.mark.parametrize("name, scheme", CASES)
def test_stationary_covariances(name, scheme):
    game, reference = game_of(name), SETS[name][scheme]
    assert agrees(game.stationary_covariance("chain", scheme, digits=30), reference["C_discrete"], 1e-23)
    for order in (0, 1, 2):
        found = game.stationary_covariance("sde", scheme, order=order, digits=30)
        assert agrees(found, reference[f"C_sde_order{order}"], 1e-23)
        assert agrees(game.stationary_covariance("sde", scheme, order=order), reference[f"C_sde_order{order}"], 1e-14)


@pytest.mark.parametrize("name, scheme", CASES)
def test_maps_and_radii(name, scheme):
    game, reference = game_of(name), SETS[name][scheme]
    T, N = game.chain_map(scheme)
    for exact, stored in ((T, reference["T"]), (N, reference["N"])):
        assert agrees([float(entry) for entry in exact], stored, 1e-15)
    assert agrees(game.spectral_radius(scheme), reference["spectral_radius"]) and agrees(game.x_star, SETS[name]["x_star"])


@pytest.mark.parametrize("name, scheme", CASES)
def test_means_of_observables_at_a_finite_time(name, scheme):
    game, reference = game_of(name), SETS[name][scheme]
    steps = int(2 / game.eta)
    for key, law, order in [("T2_discrete", "chain", 0)] + [(f"T2_sde_order{order}", "sde", order) for order in (0, 1, 2)]:
        found = game.law((2, -1), steps, law, scheme, order=order, digits=30)
        assert all(agrees(found.expected(NAMES[observable]), value, 1e-23) for observable, value in reference[key].items())


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_largest_stable_learning_rates(scheme):
    games = {"P1": game_of("P1"), "P2": LinearQuadratic(mu=0, lam="1/2"), "P3": game_of("P3")}
    for name, game in games.items():
        reference = REFERENCE["misc"][f"eta_max_{name}"]
        bound = game.stability_bound(scheme, digits=25)
        assert agrees(bound, reference[scheme], 1e-21)
        for factor in ("0.999", "1.001"):
            found = game.at(eta=bound * mpmath.mpf(factor)).spectral_radius(scheme)
            assert agrees(found, reference[f"rho_{scheme}_at_{factor}"], 1e-11)


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("training", [dict(), dict(rates=(1, 2)), dict(rates=("1/2", 3)), dict(momentum="1/2"),
                                      dict(momentum="-1/2"), dict(critic_steps=3)], ids=str)
def test_bounds_are_where_the_radius_is_one(scheme, training):
    if scheme == "SML" and "critic_steps" in training:
        return
    for lam, mu in ((1, "1/2"), ("1/10", 0), (5, "1/2"), (3, 1)):
        game = LinearQuadratic(mu=mu, lam=lam, **training)
        bound = game.stability_bound(scheme)
        below, above = (game.at(eta=factor * bound).spectral_radius(scheme) for factor in (0.9999, 1.0001))
        assert below < 1 < above
        assert all(game.at(eta=bound * k / 20).spectral_radius(scheme) < 1 for k in range(2, 20, 3))


def test_the_bound_of_a_strong_penalty_is_that_of_a_real_eigenvalue():
    """|lambda - mu| > 2: the third condition is the one that fails; no learning rate of the players alone suffices."""
    game = LinearQuadratic(mu=0, lam=5)
    roots = np.roots([1, -10, 4])
    assert np.isclose(game.stability_bound("SML"), roots.min(), rtol=1e-14)


def test_games_without_a_stable_rate():
    for scheme in ("SML", "ALT"):
        assert Dirac().stability_bound(scheme) == 0
    assert np.isclose(ScaleEstimation(v=2, lam="1/2").stability_bound("SML"), 1 / 16, rtol=1e-12)        # lambda/(4 v)
    bound = ScaleEstimation(v=2, lam="1/2").stability_bound("ALT")
    assert np.isclose(bound, (np.sqrt(0.25 + 16 * 2) - 0.5) / 8, rtol=1e-12)         # 4 - 2 eta l - 4 v eta^2 = 0


@pytest.mark.parametrize("scheme, derived", [("SML", stationary_covariance.simultaneous_free),
                                             ("ALT", stationary_covariance.alternating_free)])
def test_closed_forms_without_the_pull(scheme, derived):
    game = LinearQuadratic(mu=0, lam="1/2", m=2, c=1, s=1, batch=8, eta="1/20")
    values = {eta: 1 / 20, B: 8, lambda_: 1 / 2, Sigma_omega: 2}
    C = game.stationary_covariance("chain", scheme)
    assert np.allclose([C[0, 0], C[0, 1], C[1, 1]], [float(entry.subs(values)) for entry in derived.result], rtol=1e-13)


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("order", [0, 1, 2])
def test_orders_of_the_stationary_covariance(scheme, order):
    """Relative errors, Frobenius norm: of first order with the drift correction as without, of second with all of order 2."""
    reference, errors = REFERENCE["stationary_cov_LQ_P1"][f"{scheme}_order{order}"], []
    for rate in REFERENCE["weak_error_LQ_P1_T2"]["etas"]:
        game = game_of("P1").at(eta=rate)
        C = game.stationary_covariance("chain", scheme)
        errors.append(np.linalg.norm(game.stationary_covariance("sde", scheme, order=order) - C) / np.linalg.norm(C))
    assert np.allclose(errors, np.array(reference["rel"], dtype=float), rtol=1e-8)
    assert abs(np.log2(errors[-2] / errors[-1]) - (2 if order == 2 else 1)) < 0.01


def test_momentum():
    reference = REFERENCE["extra"]["momentum_gamma=1/2_P1"]
    game = game_of("P1").at(momentum="1/2")
    assert agrees(game.stationary_covariance("chain", "SML", digits=30), reference["C_x_discrete"], 1e-22)
    assert agrees(game.spectral_radius("SML"), reference["spectral_radius"])


def a_random_game(eta):
    rng = np.random.default_rng(5)
    P, R, K = rng.integers(-3, 4, (2, 2)), rng.integers(-3, 4, (3, 3)), rng.integers(-4, 5, (2, 3))
    noise = rng.integers(-2, 3, (5, 5))
    S = noise @ noise.T
    return dict(P=P @ P.T + np.eye(2, dtype=int), R=R @ R.T + np.eye(3, dtype=int), K=K, p=[1, -2], q=[0, 3, 1],
                batch=4, eta=eta, Sigma_theta=S[:2, :2], Sigma_omega=S[2:, 2:], Sigma_cross=S[:2, 2:])


def one_step(given, scheme, theta, omega, noise, rates=(1, 1), critic_steps=1):
    """The update rule as it is stated, noise of the generator and of every step of the critic first to last."""
    step = float(given["eta"])
    g_theta = lambda theta, omega: given["P"] @ theta + given["K"] @ omega + given["p"]       # noqa: E731
    g_omega = lambda theta, omega: given["K"].T @ theta - given["R"] @ omega + given["q"]     # noqa: E731
    after = omega
    for k in range(critic_steps):
        after = after + rates[1] * step * (g_omega(theta, after) + noise[2 + 3 * k:5 + 3 * k])
    return theta - rates[0] * step * (g_theta(theta, omega if scheme == "SML" else after) + noise[:2]), after


@pytest.mark.parametrize("scheme, shared, training", [
    ("SML", False, {}), ("ALT", False, {}), ("SML", True, {}), ("ALT", True, {}), ("ALT", False, dict(rates=(1, 2))),
    ("ALT", False, dict(critic_steps=2)), ("SML", True, dict(rates=(2, 1)))], ids=str)
def test_a_game_of_two_and_three_parameters_by_brute_force(scheme, shared, training):
    """The map, column by column, and the covariance, summed up, from the update rule alone."""
    given = a_random_game(1 / 128)
    game = LinearQuadratic.of_matrices(**given, shared_batch=shared, **training)
    K = training.get("critic_steps", 1)

    def step(x, noise):
        return np.concatenate(one_step(given, scheme, x[:2], x[2:], noise, **training))

    zero, still = np.zeros(2 + 3 * K), step(np.zeros(5), np.zeros(2 + 3 * K))
    T = np.array([step(e, zero) - still for e in np.eye(5)]).T
    L = np.array([step(np.zeros(5), e) - still for e in np.eye(2 + 3 * K)]).T
    noise = np.zeros((2 + 3 * K,) * 2)
    noise[:2, :2] = given["Sigma_theta"]
    for k in range(K):
        noise[2 + 3 * k:5 + 3 * k, 2 + 3 * k:5 + 3 * k] = given["Sigma_omega"]
    if shared:
        noise[:2, 2:], noise[2:, :2] = given["Sigma_cross"], given["Sigma_cross"].T
    N, C, x = L @ noise @ L.T / 4, np.zeros((5, 5)), np.array([1.0, -1, 0, 2, 1])
    for _ in range(20_000):
        C = T @ C @ T.T + N
    assert np.allclose(game.stationary_covariance("chain", scheme), C, rtol=1e-10, atol=1e-14)
    C = np.zeros((5, 5))
    for _ in range(50):
        C, x = T @ C @ T.T + N, step(x, zero)
    found = game.law([1, -1, 0, 2, 1], 50, "chain", scheme)
    assert np.allclose(found.mean, x, rtol=1e-12) and np.allclose(found.covariance, C, rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_slopes_of_the_sde_approach_the_logarithm_of_the_map(scheme):
    """|log T/eta - M_h| falls by 2, 4 and 8 as eta is halved, for orders 0, 1 and 2."""
    for order in (0, 1, 2):
        gaps = []
        for rate in (1 / 1024, 1 / 2048):
            game = LinearQuadratic.of_matrices(**a_random_game(rate))
            T = np.array(game.chain_map(scheme)[0], dtype=float)
            M_h = np.array(game.sde_slopes(scheme, order)[0], dtype=float)
            gaps.append(np.abs(logm(T) / rate - M_h).max())
        assert abs(np.log2(gaps[0] / gaps[1]) - order - 1) < 0.1


def test_laws_of_the_sde_against_scipy():
    game = LinearQuadratic.of_matrices(**a_random_game(1 / 64))
    for order in (0, 1, 2):
        M, Q = (np.array(part, dtype=float) for part in game.sde_slopes("ALT", order))
        assert np.allclose(game.stationary_covariance("sde", "ALT", order=order), solve_continuous_lyapunov(M, -Q), rtol=1e-10)
        found, y0 = game.law([1, 0, 0, 0, 1], 7, "sde", "ALT", order=order), np.array([1, 0, 0, 0, 1]) - game.x_star
        assert np.allclose(found.mean, game.x_star + expm(7 / 64 * M) @ y0, rtol=1e-11)
        limit = solve_continuous_lyapunov(M, -Q)
        assert np.allclose(found.covariance, limit - expm(7 / 64 * M) @ limit @ expm(7 / 64 * M).T, rtol=1e-9)


def test_finite_data_are_a_linear_game_of_their_moments():
    finite = FiniteData(x=(-1, 0, 2), z=(-1, 1), mu="1/2", lam=1, s="1/2", batch=4)
    gaussian = LinearQuadratic(m="1/3", c=(14 / 9)**0.5, mu="1/2", lam=1, s="1/2", batch=4)
    assert np.allclose(finite.stationary_covariance("chain", "ALT"), gaussian.stationary_covariance("chain", "ALT"), rtol=1e-14)


def test_without_time_nothing_moves():
    for law in ("chain", "sde"):
        found = game_of("P1").law((2, -1), 0, law, "ALT")
        assert np.allclose(found.mean, [2, -1], rtol=1e-15) and not found.covariance.any()


@pytest.mark.parametrize("latent, word", [("normal", "gauss"), ("exponential", "skew")])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_moments_of_multiplicative_noise(latent, word, scheme):
    game = Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=4, eta="1/10", latent=latent)
    table = REFERENCE["multiplicative_WGAN"]

    def are(moments, key):
        return agrees(list(moments.values.values())[1:], table[f"{key}_eta1/10"], 1e-23)

    assert are(game.moments((2, -1), 20, "chain", scheme, digits=30), f"T2_discrete_{scheme}_{word}")
    assert are(game.stationary_moments("chain", scheme, digits=30), f"stationary_discrete_{scheme}_{word}")
    for order in (0, 1, 2):
        key = f"sde_{scheme}_order{order}"
        assert are(game.moments((2, -1), 20, "sde", scheme, order=order, digits=30), f"T2_{key}")
        assert are(game.stationary_moments("sde", scheme, order=order, digits=30), f"stationary_{key}")


def test_jury_against_eigenvalues():
    rng = np.random.default_rng(7)
    for _ in range(300):
        T = rng.uniform(-1.5, 1.5, (2, 2))
        assert (abs(np.linalg.eigvals(T)).max() < 1) == (min(chain_stability.jury(Matrix(T))) > 0)


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_maps_over_penalties_are_those_of_single_games(scheme):
    """Radii against the game's own; bounds against its exact polynomials, and the radius on either side of them."""
    lam, mu = np.array([0.0, 0.02, 0.5, 1.0, 2.5, 3.5, 30.0]), np.array([[0.02], [0.5], [2.0], [7.0]])
    bounds = stability_bounds(scheme, lam, mu)
    for place in np.ndindex(bounds.shape):
        game = LinearQuadratic(lam=lam[place[1]], mu=mu[place[0], 0], eta="3/10")
        assert bounds[place] == pytest.approx(game.stability_bound(scheme), rel=1e-12)
        assert spectral_radii(scheme, 0.3, lam, mu)[place] == pytest.approx(game.spectral_radius(scheme), rel=1e-12)
    assert (spectral_radii(scheme, 0.999 * bounds, lam, mu) < 1).all()
    assert (spectral_radii(scheme, 1.001 * bounds, lam, mu) > 1).all()
    with pytest.raises(ValueError, match="^scheme must be one of SML, ALT, got 'sml'$"):
        stability_bounds("sml", lam, mu)
