"""Solutions of the order parameters agree with other integrators, with exact identities, and with descent at large n."""

import mpmath
import numpy as np
import pytest
from sympy import Symbol, exp, tanh

from ganmech.solvable_gan import Diverged, SolvableGAN
from ganmech.solvable_gan.averages import float64_averages
from ganmech.solvable_gan.loss import slopes

x = Symbol("x")
TWO = {"P": [["0.5", "0.1"], ["-0.2", "0.4"]], "q": ["0.4", "0.3"]}
REGULARISED = TWO | {"S": [["1.5", "0.2"], ["0.2", "0.8"]], "z": "1.4"}
MODELS = {
    "linear": (SolvableGAN([5, 3], 2, 1, "0.2", "0.3", Lambda_tilde=[4, 2]), TWO),
    "tanh": (SolvableGAN([5, 3], 2, 1, "0.2", "0.3", loss="tanh"), TWO),
    "linear, regularised": (SolvableGAN([5, 3], 2, 1, "0.2", "0.3", Lambda_tilde=[4, 2], lam=20), REGULARISED),
    "tanh and linear, regularised": (SolvableGAN([5, 3], 2, 1, "0.2", "0.3", loss=(tanh(x), x), lam=3), REGULARISED),
    "logistic": (SolvableGAN([5, 3], 2, 1, "0.6", "0.8", loss=(1 / (1 + exp(x)), 1 / (1 + exp(-x))), lam="0.5"), TWO),
}


def one_feature(t, state):
    """The pinned equation of one feature with eta_T = eta_G = 2, tau = 1/5, tau~ = 1/25, Lambda = 5, written for mpmath by
    hand."""
    P, q, r = state
    kappa, A, B, c = (mpmath.mpf(number) / 25 for number in (5, 20, 30, 4))
    h = A * r**2 - B * q**2 - c
    return [kappa * r * (q - P * r), q - P * r + h * q, P * q - r + h * r + kappa * r * (1 - r**2)]


@pytest.fixture(scope="module")
def forty_digits():
    with mpmath.workdps(40):
        return mpmath.odefun(one_feature, 0, [mpmath.mpf(3) / 10, mpmath.mpf(4) / 10, mpmath.mpf(12) / 100])(2)


@pytest.mark.parametrize("digits", [5, 25, 30])
def test_digits_are_those_of_mpmaths_integrator(forty_digits, digits):
    found = SolvableGAN(5, 2, 2, "0.2", "0.04").solve({"P": "0.3", "q": "0.4"}, 2, digits=digits)
    with mpmath.workdps(40):
        for value, expected in zip((found.P, found.q, found.r), forty_digits):
            assert abs(value.flat[0] - expected) < mpmath.mpf(10) ** -digits


@pytest.mark.parametrize("model, start", MODELS.values(), ids=MODELS)
def test_the_covariance_of_the_entries_is_the_gram_matrix(model, start):
    """Phi M(0) Phi^T + N = M(t)."""
    found, times = model.propagator([0, 1, 8], initial=start), [0, 1, 8]
    gram = model.solve(start, times).gram
    assert np.allclose(found.Phi @ gram[0] @ found.Phi.swapaxes(1, 2) + found.N, gram, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", ["linear", "linear, regularised"])
def test_float64_has_eleven_digits(name):
    model, start = MODELS[name]
    times = [0, "0.5", 5]
    exact = model.solve(start, times, digits=20).gram.astype(float)
    assert np.allclose(model.solve(start, times).gram, exact, rtol=0, atol=1e-11)


def test_float64_has_eleven_digits_for_other_losses():
    model, start = SolvableGAN(2, 2, 1, "0.2", "0.3", loss="tanh"), {"P": "0.5", "q": "0.4"}
    assert np.allclose(model.solve(start, 1).gram, model.solve(start, 1, digits=13).gram.astype(float), rtol=0, atol=1e-11)


@pytest.mark.parametrize("model, start", MODELS.values(), ids=MODELS)
def test_descent_at_large_n_follows_the_solution(model, start):
    """The mean of 60 replicas at n = 20000, within 4.5 standard errors and a bias of 20/n."""
    run = model.simulate_gram(20000, "0.5", replicas=60, rng=1, records=2, initial=start)
    error = run.gram.std(axis=1) / np.sqrt(60)
    assert np.all(np.abs(run.gram.mean(axis=1) - model.solve(start, run.t).gram) < 4.5 * error + 20 / 20000)


@pytest.mark.parametrize("v", [0.01, 1.0, 30.0])
def test_averages_are_those_of_adaptive_quadrature(v):
    f, f_tilde = slopes((tanh(x), 1 / (1 + exp(-x))))
    found = float64_averages(f, f_tilde)(None, v, v)
    with mpmath.workdps(25):
        def average(function):
            weight = lambda s: mpmath.exp(-s**2 / 2) / mpmath.sqrt(2 * mpmath.pi)
            return mpmath.quad(lambda s: weight(s) * function(mpmath.sqrt(v) * s), mpmath.linspace(-12, 12, 49))

        sigmoid = lambda s: 1 / (1 + mpmath.exp(-s))
        expected = [average(lambda s: mpmath.sech(s)**2), average(lambda s: mpmath.tanh(s)**2),
                    average(lambda s: sigmoid(s) * sigmoid(-s)), average(lambda s: sigmoid(s)**2)]
    assert np.allclose(found, [float(value) for value in expected], rtol=1e-13)


def test_a_linear_loss_given_as_a_function_is_the_linear_loss():
    function = SolvableGAN([5, 3], 2, 1, "0.2", "0.3", Lambda_tilde=[4, 2], loss=lambda s: s)
    assert np.allclose(function.solve(TWO, 3).gram, MODELS["linear"][0].solve(TWO, 3).gram, rtol=0, atol=1e-12)


@pytest.mark.parametrize("digits", [None, 15])
def test_what_was_computed_before_a_divergence_is_kept(digits):
    """Without a regulariser and with eta_T > eta_G the discriminator's length grows exponentially, at the rate tau (eta_T -
    eta_G)."""
    model = SolvableGAN(1, 2, 1, "0.5", "0.01", lam=0)
    with pytest.raises(Diverged, match="^the order parameters diverge before t = 1000; the attribute partial") as caught:
        model.solve({"P": 0, "q": 0}, [1, 2, 1000], digits=digits)
    before = model.solve({"P": 0, "q": 0}, [1, 2], digits=digits)
    assert len(caught.value.partial.t) == 2
    assert np.allclose(caught.value.partial.gram.astype(float), before.gram.astype(float), rtol=1e-10, atol=0)


def test_a_diverging_simulation_keeps_what_it_has():
    for run in (SolvableGAN(1, 2, 1, "0.5", "0.01", lam=0).simulate, SolvableGAN(1, 2, 1, "0.5", "0.01", lam=0).simulate_gram):
        with pytest.raises(Diverged, match="^the weights of a replica diverge after t = ") as caught:
            run(20, 1000, rng=0, initial={"P": 0, "q": 0}, records=1000)
        assert np.isfinite(caught.value.partial.gram).all() and len(caught.value.partial.t) >= 2
