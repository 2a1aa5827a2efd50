"""Weak errors against the reference tables; slopes; what a third cumulant does; simulations of the logistic game."""

import json
from pathlib import Path

import numpy as np
import pytest

from ganmech.sgd_as_sde import (Dirac, LinearQuadratic, Multiplicative, ScaleEstimation, mean_flow, modified_equation,
                                sampled_weak_error, simulate, weak_error)
from ganmech.sgd_as_sde.weak_error import MONOMIALS

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())
P1 = LinearQuadratic(mu="1/2", lam=1, m=1, a=0, c=1, s="1/2", batch=4)
MULTIPLICATIVE = Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=4)
LOGISTIC = Dirac(loss="logistic", lam="3/10", noise=1, batch=2)
NAMES = {"E th": "theta", "E om": "omega", "E th^2": "theta^2", "E th*om": "theta omega", "E om^2": "omega^2",
         "E cos(th)": "cos theta", "E exp(-om^2/2)": "exp(-omega^2/2)"}
SAMPLED = {"om": "omega", "th^2": "theta^2", "om^2": "omega^2", "cos(om)": "cos omega"}
ORDERS = [(scheme, order) for scheme in ("SML", "ALT") for order in (0, 1, 2)]


@pytest.mark.parametrize("scheme, order", ORDERS)
def test_the_linear_quadratic_game(scheme, order):
    """Errors to 1e-15, as the reference holds them; last slopes within 0.05, 0.15 where an error has changed its sign."""
    table = REFERENCE["weak_error_LQ_P1_T2"]
    found = weak_error(P1, table["x0"], table["T"], table["etas"], scheme, order)
    for key, stored in table["tables"][f"{scheme}_order{order}"].items():
        errors, slopes = (np.array(stored[part], dtype=float) for part in ("errors", "slopes"))
        assert np.allclose(found.errors[NAMES[key]], errors, rtol=1e-12, atol=1e-15)
        assert np.allclose(found.slopes[NAMES[key]], slopes, rtol=0, atol=1e-4)
        assert abs(found.slopes[NAMES[key]][-1] - order - 1) < (0.15 if (scheme, order, key) == ("ALT", 1, "E th") else 0.05)


@pytest.mark.parametrize("latent, word", [("normal", "gauss"), ("exponential", "skew")])
@pytest.mark.parametrize("scheme, order", ORDERS)
def test_multiplicative_noise(scheme, order, latent, word):
    table = REFERENCE["multiplicative_WGAN"]["tables"][f"{scheme}_{word}_order{order}"]
    found = weak_error(MULTIPLICATIVE.at(latent=latent), (2, -1), 2, ["1/5", "1/10", "1/20", "1/40", "1/80"], scheme, order)
    errors = [found.errors[name][1] for name in MONOMIALS]
    assert np.allclose(errors, np.array(table["errors_eta1/10_T2"], dtype=float), rtol=1e-12, atol=1e-15)
    for name, stored in zip(MONOMIALS, table["slopes_T2"].values(), strict=True):
        assert np.allclose(found.slopes[name], stored, rtol=0, atol=1e-3)


def test_a_skewed_latent_law_has_no_sde_of_order_2_for_third_moments():
    """Of means and second moments the slope stays 3; of third moments it falls to 2 once eta is small."""
    etas = ["1/40", "1/80", "1/160", "1/320", "1/640"]
    skewed = weak_error(MULTIPLICATIVE.at(latent="exponential", s=1), (2, -1), 2, etas, "SML", 2, ["theta^2", "theta^3"])
    normal = weak_error(MULTIPLICATIVE.at(s=1), (2, -1), 2, etas, "SML", 2, ["theta^2", "theta^3"])
    assert abs(normal.slopes["theta^3"][-1] - 3) < 0.05 and abs(skewed.slopes["theta^2"][-1] - 3) < 0.05
    assert skewed.slopes["theta^3"][-1] < 2.3


def test_a_shared_minibatch_drives_the_generator():
    """B = 1, alternating: of order 1 only with the drift that the shared minibatch induces, which the modified equation has."""
    stored = REFERENCE["extra"]["same_batch_ALT_multiplicative(B=1,s2=1/4,mu=1/2,lam=1,m=1,T=2,N=20..320)"]
    shared, etas = MULTIPLICATIVE.at(batch=1, shared_batch=True), ["1/10", "1/20", "1/40", "1/80", "1/160"]
    found = weak_error(shared, (2, -1), 2, etas, "ALT", 1, "theta")
    assert np.allclose(found.errors["theta"], np.array(stored["with_noise_drift"]["err_E_theta"], dtype=float), rtol=1e-10)
    assert np.allclose(found.slopes["theta"], stored["with_noise_drift"]["slopes"], rtol=0, atol=1e-4)


@pytest.mark.parametrize("scheme, order", ORDERS)
def test_the_logistic_game_without_noise(scheme, order):
    table, quiet = REFERENCE["deterministic_logistic_dirac_T4"][f"{scheme}_order{order}"], LOGISTIC.at(noise=0)
    errors = []
    for N, stored in zip(table["N"], table["errors"]):
        game = quiet.at(eta=f"4/{N}")
        chain, flow = simulate(game, (1, "1/2"), N, scheme), mean_flow(game, (1, "1/2"), 4, scheme, order)
        errors.append(np.hypot(chain.theta[-1] - flow.theta[-1], chain.omega[-1] - flow.omega[-1]).item())
        assert abs(errors[-1] - stored) < 1e-12
    assert abs(np.log2(errors[-2] / errors[-1]) - order - 1) < 0.05


def compared(found, scheme, order, etas):
    """Within 4 standard errors of both."""
    for key, name in SAMPLED.items():
        table = REFERENCE["MC_logistic_dirac_T2"][f"{scheme}_order{order}_{key}"]
        stored = np.array([row for eta, row in zip(table["eta"], table["err+-se"]) if eta in etas])
        assert np.all(np.abs(found.errors[name] - stored[:, 0]) < 4 * np.hypot(found.standard_errors[name], stored[:, 1]))


@pytest.mark.parametrize("scheme, order", [("SML", 0), ("SML", 1), ("ALT", 0), ("ALT", 1)])
def test_the_logistic_game_sampled(scheme, order):
    """20000 chains, seed 11, against the stored simulation of 160000."""
    found = sampled_weak_error(LOGISTIC, (1, "1/2"), 2, ["1/5", "1/10"], scheme, order, SAMPLED.values(), chains=20_000, rng=11)
    compared(found, scheme, order, (0.2, 0.1))


@pytest.mark.slow
@pytest.mark.parametrize("scheme, order", [("SML", 0), ("SML", 1), ("ALT", 0), ("ALT", 1)])
def test_the_logistic_game_sampled_at_length(scheme, order):
    """160000 chains, seed 12; the slope of the error of omega within 0.15 of its order, and 0.25 at order 0."""
    etas = ["1/5", "1/10", "1/20"]
    found = sampled_weak_error(LOGISTIC, (1, "1/2"), 2, etas, scheme, order, SAMPLED.values(), chains=160_000, rng=12)
    compared(found, scheme, order, (0.2, 0.1, 0.05))
    assert abs(found.slopes["omega"][-1] - order - 1) < (0.15 if order else 0.25)


def test_coupled_paths_have_the_law_of_the_chain_and_of_the_sde():
    """Of the linear Dirac game, where both are known: 20000 chains, seed 13, sampled minus exact within 4 standard errors."""
    game = Dirac(lam=1, noise="1/2", batch=2)
    names = "theta", "omega", "theta^2"
    sampled = sampled_weak_error(game, (1, "1/2"), 2, ["1/4"], "ALT", 1, names, 20_000, rng=13, substeps=40)
    linear = LinearQuadratic.of_matrices(P=0, K=1, R=1, p=0, q=0, Sigma_theta="1/4", Sigma_omega="1/4", batch=2)
    exact = weak_error(linear, (1, "1/2"), 2, ["1/4"], "ALT", 1)
    for name, errors in sampled.errors.items():
        assert abs(errors - exact.errors[name]) < 4 * sampled.standard_errors[name] + 1e-4      # and Heun's own error


def test_errors_of_the_mean_have_the_derived_leading_coefficient():
    """chain - SDE of order 0, over eta, tends to the integral of e^(M(T-s)) M1 e^(Ms) y0."""
    for scheme in ("SML", "ALT"):
        stored = np.array(REFERENCE["extra"][f"mean_error_leading_coefficient_P1_T2_{scheme}"], dtype=float)
        found = weak_error(P1, (2, -1), 2, ["1/1000", "1/2000"], scheme, 0)
        for name, value in zip(("theta", "omega"), stored):
            first, second = found.errors[name] / found.etas
            assert abs(2 * second - first - value) < 1e-6


def test_drift_of_scale_estimation_is_what_its_samples_do():
    """A step of 400000 chains, seed 14: the mean moves by eta b0 + eta^2 (b1 + (b0 . grad) b0/2), to order eta^3."""
    game = ScaleEstimation(v=1, lam=1, batch=8, eta="1/20")
    start = 1.2, 0.3
    paths = simulate(game, start, 1, "ALT", chains=400_000, rng=14)
    found = modified_equation(game, scheme="ALT", order=1)
    b0, b1 = found.drift
    at, x = dict(zip(found.x, start)), found.x
    mean = [float((found.eta * b + found.eta**2 * (c + (b0.T * b0[i:i + 1, :].jacobian(x).T)[0] / 2)).subs(at))
            for i, (b, c) in enumerate(zip(b0, b1))]
    for value, path, initial in zip(mean, (paths.theta, paths.omega), start):
        moved = path[-1, :, 0] - initial
        assert abs(moved.mean() - value) < 4 * moved.std() / len(moved)**0.5 + 2e-4
