"""The compiled chain is NumPy's: the same random numbers, the same matrices to rounding, the same errors; else the same law."""

import numpy as np
import pytest
from sympy import Symbol, elliptic_e, exp

from ganmech.lowering.compiled import SWITCH
from ganmech.solvable_gan import Diverged, SolvableGAN, compiled_chain
from ganmech.solvable_gan.compiled_chain import CompiledGramChain, compilable, fastest_chain
from ganmech.solvable_gan.gram_chain import GramChain
from ganmech.solvable_gan.simulation import update_of
from ganmech.solvable_gan.state import initial_gram

pytest.importorskip("numba")
x = Symbol("x")
TWO = {"P": [[0.5, 0.1], [-0.2, 0.4]], "q": [0.4, 0.3]}
THREE = {"P": np.diag([0.3, 0.2, 0.1]).tolist(), "q": [0.1, 0.2, 0.3]}
LOGISTIC = 1 / (1 + exp(x)), 1 / (1 + exp(-x))
MODELS = {
    "one feature": (SolvableGAN(5, 2, 1, "0.2", "0.3"), {"P": "0.3", "q": "0.4"}),
    "three features": (SolvableGAN([5, 4, 3], 2, 1, "0.2", "0.3", Lambda_tilde=[4, 3, 2]), THREE),
    "tanh, regularised": (SolvableGAN([5, 3], 2, 1, "0.6", "0.8", Lambda_tilde=[4, 2], loss="tanh", lam=2),
                          TWO | {"S": [[1.5, 0.2], [0.2, 0.8]], "z": "1.4"}),
    "logistic": (SolvableGAN([5, 3], 2, 1, "0.6", "0.8", loss=LOGISTIC, lam="0.5"), TWO),
}


def chain(kind, model, start, n, replicas, seed=0):
    gram = initial_gram(start, model.d, model.pinned).astype(float)
    return kind(update_of(model, n), gram, replicas, np.random.default_rng(seed))


@pytest.mark.parametrize("model, start", MODELS.values(), ids=MODELS)
@pytest.mark.parametrize("beyond", [0, 1, 50])
def test_the_same_random_numbers_give_the_same_matrices(model, start, beyond):
    """Also in the smallest dimension, where nothing lies beyond U, V and w; over blocks of random numbers of unequal sizes."""
    n = 2 * model.d + 1 + beyond
    chains = [chain(kind, model, start, n, 4) for kind in (GramChain, CompiledGramChain)]
    for steps in (1, 7, 1100 if beyond == 50 else 5):
        for each in chains:
            each.advance(steps)
        assert np.allclose(*(each.gram() for each in chains), rtol=1e-9, atol=1e-12)
    assert len({each.rng.random() for each in chains}) == 1


def test_where_vectors_coincide_the_law_is_the_same():
    """U, V and w are one vector: M has rank 1, and the two take different factors of C = 0. Means and spreads of P, q, r."""
    model, start, replicas = SolvableGAN(5, 1, 2, "0.2", "0.3"), {"P": 1, "q": 1}, 20_000
    chains = [chain(kind, model, start, 12, replicas, seed) for seed, kind in enumerate((GramChain, CompiledGramChain))]
    for each in chains:
        each.advance(12)
    first, second = (each.gram()[:, *np.triu_indices(3, 1)] for each in chains)
    for power in (1, 2):
        a, b = first**power, second**power
        errors = np.hypot(a.std(axis=0), b.std(axis=0)) / replicas**0.5
        assert np.all(np.abs(a.mean(axis=0) - b.mean(axis=0)) < 4.5 * errors)


def test_a_whole_run_is_the_same_with_and_without(monkeypatch):
    model, start = MODELS["tanh, regularised"]
    grams = []
    for choice in "01":
        monkeypatch.setenv(SWITCH, choice)
        grams.append(model.simulate_gram(50, 4, replicas=3, rng=1, initial=start, records=7).gram)
    assert np.allclose(*grams, rtol=1e-10, atol=0) and grams[0].shape == (8, 3, 5, 5)


def test_returning_to_python_now_and_then_changes_nothing(monkeypatch):
    model, start = MODELS["one feature"]
    whole, parts = (chain(CompiledGramChain, model, start, 20, 3) for _ in range(2))
    whole.advance(50)
    monkeypatch.setattr(compiled_chain, "AT_ONCE", 20)
    parts.advance(50)
    assert np.array_equal(whole.gram(), parts.gram())


def test_divergence_is_said_with_the_run_until_then(monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    model = SolvableGAN(1, 1, 1, 50, 50, loss=x**3, lam=1)
    with pytest.raises(Diverged, match="the weights of a replica diverge after t = 0") as raised:
        model.simulate_gram(10, 10, replicas=2, rng=0, records=5)
    assert raised.value.partial.t[-1] == 0


def test_losses_that_cannot_be_compiled_are_left_to_numpy(monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    for loss, kind in ((np.tanh, GramChain), (elliptic_e(x / 10), GramChain), ("tanh", CompiledGramChain)):
        update = update_of(SolvableGAN(1, 1, 1, "0.1", "0.1", loss=loss), 20)
        assert compilable(update) is (kind is CompiledGramChain) and fastest_chain(update, 1, 1) is kind


def test_short_runs_do_not_wait_for_numba(monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    update = update_of(MODELS["one feature"][0], 20)
    assert fastest_chain(update, 1000, 1) is GramChain and fastest_chain(update, 100_000, 1) is CompiledGramChain
