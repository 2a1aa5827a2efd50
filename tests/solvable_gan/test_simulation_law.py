"""Both simulators have the law of the model's update rule: they agree with plain loops that draw every sample in full.

Means and standard deviations of the Gram matrix's entries are compared within 4.5 standard errors; a test looks at up to 15
entries.
"""

import numpy as np
import pytest
from sympy import Symbol, exp

from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.plain_loops import PlainGramChain, PlainSGD
from ganmech.solvable_gan.recording import recorded
from ganmech.solvable_gan.simulation import update_of
from ganmech.solvable_gan.state import initial_gram

x = Symbol("x")
TWO = {"P": [[0.5, 0.1], [-0.2, 0.4]], "q": [0.4, 0.3]}
LOGISTIC = 1 / (1 + exp(x)), 1 / (1 + exp(-x))      # log D and -log(1 - D) of D = 1/(1 + exp(-x)): neither odd nor alike
MODELS = {
    "one feature": (SolvableGAN(5, 2, 1, "0.2", "0.3"), {"P": "0.3", "q": "0.4"}),
    "two features": (SolvableGAN([5, 3], 2, 1, "0.2", "0.3", Lambda_tilde=[4, 2]), TWO),
    "tanh, regularised": (SolvableGAN([5, 3], 2, 1, "0.6", "0.8", Lambda_tilde=[4, 2], loss="tanh", lam=2),
                          TWO | {"S": [[1.5, 0.2], [0.2, 0.8]], "z": "1.4"}),
    "logistic": (SolvableGAN([5, 3], 2, 1, "0.6", "0.8", loss=LOGISTIC, lam="0.5"), TWO),
    "features already learnt": (SolvableGAN(5, 1, 2, "0.2", "0.3"), {"P": 1, "q": 1}),      # U, V and w coincide: M has rank 1
}


def plain(twin, model, start, n, T, replicas, seed):
    """The last Gram matrix of so many plain loops."""
    rng = np.random.default_rng(seed)
    gram = initial_gram(start, model.d, model.pinned).astype(float)
    return np.array([recorded(twin(update_of(model, n), gram, 1, rng), n, T, 1).gram[-1, 0] for _ in range(replicas)])


def equal_in_law(a, b):
    places = np.triu_indices(a.shape[-1])
    a, b = a[:, *places], b[:, *places]
    random = a.std(axis=0) > 1e-9       # U^T U, and pinned lengths, are not random
    assert np.allclose(a[:, ~random].mean(axis=0), b[:, ~random], rtol=0, atol=1e-9)
    first, second = moments(a[:, random]), moments(b[:, random])
    for value in ("mean", "sd"):
        errors = np.hypot(first[f"{value} error"], second[f"{value} error"])
        assert np.all(np.abs(first[value] - second[value]) < 4.5 * errors)


def moments(values):
    """Means and standard deviations with their standard errors; of the latter from the fourth moment."""
    mean, sd = values.mean(axis=0), values.std(axis=0)
    fourth = ((values - mean) ** 4).mean(axis=0)
    return {"mean": mean, "mean error": sd / len(values)**0.5, "sd": sd,
            "sd error": np.sqrt((fourth - sd**4) / (4 * sd**2 * len(values)))}


@pytest.mark.parametrize("model, start", MODELS.values(), ids=MODELS)
def test_descent_in_n_dimensions_and_the_gram_chain_have_one_law(model, start):
    direct = model.simulate(60, 1, replicas=2000, rng=1, records=1, initial=start).gram[-1]
    equal_in_law(direct, model.simulate_gram(60, 1, replicas=2000, rng=2, records=1, initial=start).gram[-1])


@pytest.mark.parametrize("model, start", MODELS.values(), ids=MODELS)
def test_they_have_the_law_of_plain_loops(model, start):
    """n = 12, 12 steps: corrections of 1/n are large, so an approximation for large n would be seen."""
    fast = model.simulate(12, 1, replicas=3000, rng=3, records=1, initial=start).gram[-1]
    equal_in_law(fast, plain(PlainSGD, model, start, 12, 1, 700, 4))


@pytest.mark.parametrize("model, start", MODELS.values(), ids=MODELS)
def test_the_gram_chain_has_the_law_of_its_plain_loop(model, start):
    fast = model.simulate_gram(12, 1, replicas=3000, rng=5, records=1, initial=start).gram[-1]
    equal_in_law(fast, plain(PlainGramChain, model, start, 12, 1, 700, 6))


@pytest.mark.parametrize("model, start", list(MODELS.values())[:3], ids=list(MODELS)[:3])
def test_the_smallest_dimension_holds_the_three(model, start):
    """n = 2d + 1: nothing lies beyond U, V and w."""
    n = 2 * model.d + 1
    direct = model.simulate(n, 1, replicas=3000, rng=7, records=1, initial=start).gram[-1]
    equal_in_law(direct, model.simulate_gram(n, 1, replicas=3000, rng=8, records=1, initial=start).gram[-1])


def test_pinned_lengths_stay_one_and_the_features_orthonormal():
    model, start = MODELS["two features"]
    for run in (model.simulate, model.simulate_gram):
        gram = run(40, 5, replicas=3, rng=9, initial=start).gram
        assert np.allclose(np.diagonal(gram, axis1=-2, axis2=-1), 1, rtol=0, atol=1e-14)
        assert np.allclose(gram[..., :2, :2], np.eye(2), rtol=0, atol=1e-14)
        assert np.linalg.eigvalsh(gram).min() > -1e-12


def test_times_replicas_and_seeds():
    model, start = MODELS["one feature"]
    for run in (model.simulate, model.simulate_gram):
        first, again, other = (run(50, 2, replicas=3, rng=seed, initial=start, records=4) for seed in (0, 0, 1))
        assert np.array_equal(first.t, [0, 0.5, 1, 1.5, 2]) and first.P.shape == (5, 3, 1, 1) and first.z.shape == (5, 3)
        assert np.array_equal(first.gram, again.gram) and not np.array_equal(first.gram, other.gram)
        assert np.allclose(first.gram[0], [[1, 0.3, 0.4], [0.3, 1, 0.12], [0.4, 0.12, 1]], rtol=0, atol=1e-15)


def test_python_functions_may_be_the_loss():
    model, start = MODELS["tanh, regularised"]
    by_name = model.simulate_gram(50, 2, rng=1, initial=start)
    function = SolvableGAN([5, 3], 2, 1, "0.6", "0.8", Lambda_tilde=[4, 2], loss=np.tanh, lam=2)
    assert np.array_equal(function.simulate_gram(50, 2, rng=1, initial=start).gram, by_name.gram)
