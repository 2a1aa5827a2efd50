"""Descent fluctuates about the solution as the linear equation says: reference values, simulations, the noise of one step."""

import json
from pathlib import Path

import numpy as np
import pytest

from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.equation import state_of
from ganmech.solvable_gan.fluctuations import jacobian_and_diffusion
from ganmech.solvable_gan.solution import equation
from ganmech.solvable_gan.state import initial_gram

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "solvable_gan.json").read_text())["LNA_d1_R1"]
ONE, START = SolvableGAN(5, 2, 2, "0.2", "0.04"), {"P": "0.3", "q": "0.4"}
TWO = SolvableGAN([5, 3], 2, 1, "0.2", "0.3", Lambda_tilde=[4, 2])
START_TWO = {"P": [["0.5", "0.1"], ["-0.2", "0.4"]], "q": ["0.4", "0.3"]}
MODELS = {"one feature": (ONE, START), "two features": (TWO, START_TWO)}


def covariance_within(samples, expected, errors):
    """Each entry of the samples' covariance lies within so many of its standard errors, those of the samples' products."""
    centred = samples - samples.mean(axis=0)
    products = centred[:, :, None] * centred[:, None, :]
    assert np.all(np.abs(products.mean(axis=0) - expected) < errors * products.std(axis=0) / len(samples)**0.5)


def test_covariances_are_those_of_the_reference():
    found = ONE.fluctuations([float(t) for t in REFERENCE["Sigma(n*Cov)"]], initial=START)
    assert found.names == ("P11", "q1", "r1")
    assert np.allclose(found.Sigma, list(REFERENCE["Sigma(n*Cov)"].values()), rtol=0, atol=1e-9)


def test_the_noise_of_a_step_is_that_of_the_reference():
    start = np.array(state_of(initial_gram(START, 1, True), True), dtype=float)
    assert np.allclose(jacobian_and_diffusion(equation(ONE), start)[1], REFERENCE["D_at_t0"], rtol=0, atol=1e-12)


@pytest.mark.parametrize("model, start", MODELS.values(), ids=MODELS)
def test_the_noise_of_a_step_is_that_of_one_simulated_step(model, start):
    """n^2 times the covariance of a single step at n = 10^6, where corrections of 1/n are not seen; 4.5 standard errors."""
    n = 10**6
    gram = initial_gram(start, model.d, model.pinned)
    after = model.simulate_gram(n, 1 / n, replicas=200_000, rng=3, records=1, initial=start).gram[-1]
    steps = np.array([n * after[:, i, j] for i, j in places(model, gram)]).T
    _, D = jacobian_and_diffusion(equation(model), np.array(state_of(gram, True), dtype=float))
    covariance_within(steps, D, 4.5)


@pytest.mark.parametrize("model, start, n, T", [(ONE, START, 2000, 4), (TWO, START_TWO, 2000, 3)], ids=MODELS)
def test_simulations_fluctuate_so(model, start, n, T):
    """400 replicas: every entry within 4.5 standard errors, the whole within 15 per cent."""
    expected = model.fluctuations(T, initial=start).Sigma[0]
    gram = model.simulate_gram(n, T, replicas=400, rng=1, records=1, initial=start).gram[-1]
    samples = np.sqrt(n) * np.array([gram[:, i, j] for i, j in places(model, initial_gram(start, model.d, True))]).T
    covariance_within(samples, expected, 4.5)
    assert np.linalg.norm(np.cov(samples.T) - expected) < 0.15 * np.linalg.norm(expected)


def places(model, gram):
    """Where the state stands in M."""
    numbered = np.arange(gram.size).reshape(gram.shape)
    numbered = np.minimum(numbered, numbered.T)
    return [tuple(map(int, np.unravel_index(place, gram.shape))) for place in state_of(numbered, True)]


def test_the_jacobian_is_a_difference_quotient():
    from ganmech.lowering import FLOAT64

    found = equation(TWO)
    state = np.array(state_of(initial_gram(START_TWO, 2, True), True), dtype=float)
    slope = lambda at: np.array(found(FLOAT64, at), dtype=float)
    differences = np.array([(slope(state + 1e-6 * axis) - slope(state - 1e-6 * axis)) / 2e-6 for axis in np.eye(9)]).T
    assert np.allclose(jacobian_and_diffusion(found, state)[0], differences, rtol=0, atol=1e-8)


def test_standard_deviations_fall_as_the_root_of_n():
    found = ONE.fluctuations([0, 3], initial=START)
    assert np.array_equal(found.standard_deviations(10)[0], np.zeros(3))
    assert np.allclose(found.standard_deviations(400), found.standard_deviations(100) / 2, rtol=1e-14)


def test_other_models_are_refused():
    with pytest.raises(ValueError, match="^fluctuations are known for the linear loss and pinned lengths .* got loss 'tanh'"):
        SolvableGAN(5, 1, 1, 1, 1, loss="tanh").fluctuations(1, initial=START)
