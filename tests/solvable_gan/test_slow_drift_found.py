"""The slow drift of P along the line of fooled states: reference values, stationary fluctuations, simulations to times n."""

import json
from pathlib import Path

import numpy as np
import pytest

from ganmech.solvable_gan import SolvableGAN

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "solvable_gan.json").read_text())["slow_drift_T=t/n"]


def gan(eta, **changed):
    return SolvableGAN(**{"Lambda": 5, "eta_T": eta, "eta_G": eta, "tau": "0.2", "tau_tilde": "0.04"} | changed)


@pytest.mark.parametrize("eta", [2, 3])
def test_rates_and_the_point_of_rest_are_those_of_the_reference(eta):
    expected, found = REFERENCE[f"eta{eta}.0"], gan(eta).slow_drift()
    assert found.rest == pytest.approx(expected["P_star_star_numeric"], abs=1e-12)
    assert found.rest == pytest.approx(expected["P_star_star_closed_form"][0], abs=1e-12)
    assert found.least == pytest.approx(expected["Pc"], abs=1e-12)
    for P, rate in expected["drift_at"].items():
        assert found.rate(float(P)) == pytest.approx(rate, abs=1e-9)


def test_the_rate_is_that_of_a_numerical_lyapunov_equation():
    """Unequal noises: the covariance of (q, r) at rest is that of the fluctuations after a long time."""
    model = gan(2, eta_T="2.5", eta_G="1.8")
    P = 0.93
    Sigma = model.fluctuations(400, {"P": P, "q": 0}).Sigma[0]
    tau_tilde, Lambda, eta_G = 0.04, 5, 1.8
    expected = tau_tilde * Lambda * (Sigma[1, 2] - P * Sigma[2, 2]) - P * tau_tilde**2 * eta_G * Lambda / 2
    assert model.slow_drift().rate(P) == pytest.approx(expected, rel=1e-6)


def test_it_comes_to_rest_where_it_says():
    drift = gan(3).slow_drift()
    assert drift.solve("0.92", [0, 50]) == pytest.approx([0.92, drift.rest], abs=1e-7)
    assert drift.solve(1, 50)[0] == pytest.approx(drift.rest, abs=1e-7)
    assert np.all(np.diff(drift.rate(np.linspace(drift.least + 1e-3, 1, 50))) < 0)


@pytest.mark.slow
def test_simulations_drift_so():
    """P from 0.92 at T = 1/2 and 1, n = 400, 48 replicas: four standard errors and 1.5/n for what is of the next order."""
    n, replicas, model = 400, 48, gan(3)
    run = model.simulate_gram(n, n, replicas, rng=5, initial={"P": "0.92", "q": 0}, records=2)
    expected = model.slow_drift().solve("0.92", [0.5, 1])
    P = run.P[1:, :, 0, 0]
    assert np.all(np.abs(P.mean(axis=1) - expected) < 4 * P.std(axis=1) / replicas**0.5 + 1.5 / n)
    assert P.mean(axis=1)[0] > 0.926        # it has moved


@pytest.mark.parametrize("call, message", [
    (lambda: gan(1).slow_drift(), "the slow drift needs noise at which the discriminator is fooled for good, got "),
    (lambda: gan(3).slow_drift().solve("0.5", 1),
     "P must lie on the attracting part of the line, above 0.861626 and up to 1, got 0.5"),
    (lambda: gan(3).slow_drift().solve("0.92", [1, 1]), "T must be increasing times, the first at 0 or later"),
])
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
