"""What is not a model, a start or a run is named in one sentence; Ctrl-C keeps what was computed."""

import re
from fractions import Fraction

import numpy as np
import pytest
from sympy import Symbol, gamma

from ganmech.solvable_gan import Interrupted, SolvableGAN
from ganmech.solvable_gan.sgd import SGD

GAN = SolvableGAN([5, 3], 2, 2, "0.2", "0.04")
ONE = SolvableGAN(5, 2, 2, "0.2", "0.04")
FREE = SolvableGAN(5, 2, 2, "0.2", "0.04", lam=1)
START = {"P": [["0.1", 0], [0, "0.1"]], "q": ["0.1", "0.1"]}
x, y = Symbol("x"), Symbol("y")


def refused(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()


def test_numbers_are_exact():
    assert GAN.Lambda == GAN.Lambda_tilde == (5, 3) and GAN.tau == Fraction(1, 5)
    assert SolvableGAN("5", 2, 2, 0.2, 1).tau == Fraction(0.2)


@pytest.mark.parametrize("arguments, error, message", [
    (dict(Lambda=[5, 0]), ValueError, "Lambda[1] must be positive, at most 1000000, got 0"),
    (dict(Lambda=[]), ValueError, "Lambda must hold one variance for each feature, got none"),
    (dict(Lambda=-1), ValueError, "Lambda must be positive, at most 1000000, got -1"),
    (dict(Lambda_tilde=[1, 2]), ValueError, "Lambda_tilde must hold as many numbers as Lambda, 1, got 2"),
    (dict(eta_T=-1), ValueError, "eta_T must be 0 or positive, at most 1000000, got -1"),
    (dict(eta_G="1e7"), ValueError, "eta_G must be 0 or positive, at most 1000000, got 1e7"),
    (dict(tau=0), ValueError, "tau must be positive, at most 1000000, got 0"),
    (dict(tau_tilde="fast"), ValueError, "tau_tilde must be a number such as '9/10' or '0.1', got 'fast'"),
    (dict(tau=float("nan")), ValueError, "tau must be finite, got nan"),
    (dict(tau=None), TypeError, "tau must be a real number, got None"),
    (dict(lam=-1), ValueError, "lam must be 0 or positive, at most 1000000, got -1"),
    (dict(loss="quadratic"), ValueError, "loss must be one of linear, tanh, a SymPy expression or a function, got 'quadratic'"),
    (dict(loss=2), TypeError, "loss must be one of linear, tanh, a SymPy expression or a function, got 2"),
    (dict(loss=x + y), ValueError, "loss must be an expression in one symbol, got x + y"),
    (dict(loss=("linear", "tanh", "linear")), ValueError, "loss must be one function f or a pair (f, f_tilde), got 3 of them"),
    (dict(loss=1 / x), ValueError, "loss must give finite real numbers, as many as it is given, got 1/x"),
    (dict(loss="tanh", eta_T=0), ValueError, "eta_T must be positive unless the loss is linear, got 0"),
])
def test_a_bad_model_is_named(arguments, error, message):
    good = {"Lambda": 5, "eta_T": 2, "eta_G": 2, "tau": "0.2", "tau_tilde": "0.04"}
    refused(lambda: SolvableGAN(**good | arguments), error, message)


def test_a_function_that_cannot_be_computed_is_named():
    with pytest.raises(ValueError, match="^loss must be computable at an array of real numbers, got gamma"):
        SolvableGAN(5, 2, 2, 1, 1, loss=gamma(x))


@pytest.mark.parametrize("model, start, error, message", [
    (GAN, [1, 2], TypeError, "initial must be a mapping of P, q and perhaps r, S, z, got list"),
    (GAN, {"P": 1}, ValueError, "initial must hold P and q, and may hold r, S and z, got P"),
    (GAN, START | {"w": 1}, ValueError, "initial must hold P and q, and may hold r, S and z, got P, q, w"),
    (GAN, {"P": "0.1", "q": [0, 0]}, ValueError, "P must have shape (2, 2) for 2 features, got ()"),
    (GAN, {"P": [[1, 0], [0]], "q": [0, 0]}, ValueError, "P must have shape (2, 2) for 2 features, got (2,)"),
    (GAN, START | {"q": ["0.1", "x"]}, ValueError, "q must be a number such as '9/10' or '0.1', got 'x'"),
    (GAN, START | {"q": [1, 1]}, ValueError, "q must be no longer than the discriminator's weights, |q|^2 <= z = 1, got 2"),
    (GAN, {"P": [[1, 0], [1, 0]], "q": [0, 0]}, ValueError,
     "P must have columns no longer than the generator's weights, |P_i|^2 <= S_ii (1 if S is not given), got an excess of 1"),
    (GAN, START | {"z": 2}, ValueError, "z must be 1 for pinned lengths (lam=None), got 2"),
    (GAN, START | {"S": [[2, 0], [0, 1]]}, ValueError, "S must have diagonal 1 for pinned lengths (lam=None), got 2, 1"),
    (GAN, START | {"S": [[1, 0], ["0.1", 1]]}, ValueError, "S must be symmetric"),
    (GAN, {"P": [[0, 0], [0, 0]], "q": [0, 0], "r": [1, "0.75"]}, ValueError,
     "P, q, r, S and z must make a Gram matrix without negative eigenvalues "
     "(Cauchy and Schwarz: |P_ij| <= sqrt(S_jj) and so on), got one of -0.25"),
    (FREE, {"P": 0, "q": 0, "z": 0}, ValueError, "z must be positive, got 0"),
])
def test_a_bad_start_is_named(model, start, error, message):
    refused(lambda: model.solve(start, 1), error, message)
    refused(lambda: model.simulate(20, 1, initial=start), error, message)


@pytest.mark.parametrize("call, error, message", [
    (lambda: GAN.solve(START, [1, 1]), ValueError, "t must be increasing times, the first at 0 or later"),
    (lambda: GAN.solve(START, -1), ValueError, "t must be increasing times, the first at 0 or later"),
    (lambda: GAN.solve(START, []), ValueError, "t must be a time or a sequence of times, got an array of shape (0,)"),
    (lambda: GAN.solve(START, "soon"), ValueError, "t must be a number such as '9/10' or '0.1', got 'soon'"),
    (lambda: GAN.solve(START, 1, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: SolvableGAN(5, 1, 1, 1, 1, loss=np.tanh).solve({"P": 0, "q": 0}, 1, digits=20), ValueError,
     "loss must be a name or a SymPy expression for this, not a Python function"),
    (lambda: GAN.simulate(4, 1, initial=START), ValueError, "n must be at least 2d + 1 = 5, so that U, V and w fit, got 4"),
    (lambda: GAN.simulate_gram(4, 1, initial=START), ValueError,
     "n must be at least 2d + 1 = 5, so that U, V and w fit, got 4"),
    (lambda: GAN.simulate(10**6, 1, replicas=100), ValueError,
     "replicas must have at most 200000000 weights together, got 500000000 of 100 replicas"),
    (lambda: GAN.simulate(10, 0, initial=START), ValueError, "T must be positive and n T at most 1e+09 steps, got T = 0"),
    (lambda: GAN.simulate_gram(10**6, 10**6, initial=START), ValueError,
     "T must be positive and n T at most 1e+09 steps, got T = 1e+06"),
    (lambda: GAN.simulate(10, 1, replicas=0, initial=START), ValueError, "replicas must be a whole number of 1 or more, got 0"),
    (lambda: GAN.simulate(10, 1, rng="seed", initial=START), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'seed'"),
    (lambda: GAN.phase_diagram("tau", [1], "tau", [1]), ValueError,
     "the axes must be two of tau, tau_tilde, eta_T, eta_G, eta, got 'tau' and 'tau'"),
    (lambda: GAN.phase_diagram("tau", [0], "eta", [1]), ValueError, "tau must be positive, at most 1000000, got 0"),
    (lambda: FREE.phase(), ValueError, "phases are known for pinned lengths (lam=None), got lam 1"),
    (lambda: SolvableGAN(5, 1, 1, 1, 1, loss="tanh").thresholds(), ValueError,
     "thresholds are known for the linear loss, got loss 'tanh'"),
])
def test_a_bad_call_is_named(call, error, message):
    refused(call, error, message)


def test_fixed_points_of_two_features_are_refused():
    for call in (GAN.fixed_points, GAN.limit_cycle):
        refused(call, ValueError, "fixed points and cycles are known for one feature, the linear loss and pinned lengths "
                                  "(lam=None), got 2 features, loss 'linear' and lam None")
    unequal = SolvableGAN(5, 2, 2, "0.2", "0.04", Lambda_tilde=4)
    for call in (unequal.informed_pair, unequal.slow_drift):
        refused(call, ValueError, "Lambda_tilde must equal Lambda for this, got 4 and 5")


def test_a_model_that_comes_to_rest_has_no_cycle():
    refused(ONE.limit_cycle, ValueError, "there is no limit cycle at these parameters: the solution comes to rest")


def test_an_interrupted_run_keeps_what_it_has(monkeypatch):
    steps, step = [], SGD._step

    def interrupted(self, *draws):
        steps.append(1)
        if len(steps) > 25:
            raise KeyboardInterrupt
        step(self, *draws)

    monkeypatch.setattr(SGD, "_step", interrupted)
    with pytest.raises(Interrupted) as caught:
        ONE.simulate(10, 10, rng=0, records=10, initial={"P": 0, "q": 0})
    assert isinstance(caught.value, KeyboardInterrupt) and np.array_equal(caught.value.partial.t, [0, 1, 2])


@pytest.mark.filterwarnings("error")
def test_nothing_is_warned_of():
    GAN.solve(START, 5), GAN.simulate(10, 1, rng=0, initial=START), GAN.simulate_gram(10, 1, rng=0, initial=START)
    GAN.thresholds(), GAN.phase_diagram("tau", [1], "eta", [1])
    FREE.solve({"P": 0, "q": 0}, 5), SolvableGAN(5, "0.3", "0.3", "0.2", "0.04").fixed_points()
    SolvableGAN(5, 0, 0, "0.2", "0.04").solve({"P": "0.3", "q": "0.4"}, 3)
