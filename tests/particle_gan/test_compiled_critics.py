"""Compiled neural critics are those of plain loops and of NumPy, in each step to rounding; runs, divergence, records alike."""

import numpy as np
import pytest

from ganmech.lowering.compiled import SWITCH
from ganmech.particle_gan.collapse_grid import neural_collapse_map
from ganmech.particle_gan.compiled_critic import CompiledBatch, fastest_batch, loops
from ganmech.particle_gan.neural_critic import ACTIVATIONS
from ganmech.particle_gan.neural_gan import UPDATES, NeuralGAN, simulate_together
from ganmech.particle_gan.neural_runs import Batch
from ganmech.particle_gan.plain_neural import PlainNeuralRun

pytest.importorskip("numba")
SMALL = dict(N=6, H=9, modes=4, data=8)


def batches(models, starts, steps):
    pair = [kind(models, starts) for kind in (Batch, CompiledBatch)]
    return pair, [batch.advanced(steps) for batch in pair]


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_runs_are_those_of_plain_loops(activation, update):
    numbers = [dict(phi="0.1", eta_D="0.3"), dict(phi="0.9", eta_D="0.7", penalty="0.4"),
               dict(phi=0, eta_D="0.5", eta_G=2, weight_decay="0.05")]
    models = [NeuralGAN(**number, **SMALL, activation=activation, update=update) for number in numbers]
    starts = [model.start(seed) for seed, model in enumerate(models)]
    (_, batch), paths = batches(models, starts, 30)
    assert np.allclose(*paths, rtol=0, atol=1e-12) and np.array_equal(paths[1][-1], batch.x)
    for place, (model, start) in enumerate(zip(models, starts)):
        plain = PlainNeuralRun(model, start)
        plain.advance(30)
        assert np.allclose(batch.x[place], plain.x, rtol=0, atol=1e-12)
        assert np.allclose(batch.critics.a[place], plain.a, rtol=0, atol=1e-12)
        assert np.allclose(batch.critics.V[place], [*plain.W.T, plain.b], rtol=0, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [dict(), dict(N=2, H=1, modes=2, data=2), dict(N=33, H=13, modes=5, data=35)])
def test_at_any_sizes(activation, sizes):
    """Also where points do not fill the processor's vectors; data stay where they are."""
    model = NeuralGAN("0.2", "0.3", activation=activation, **sizes)
    pair, paths = batches([model], [model.start(3)], 20)
    assert np.allclose(*paths, rtol=0, atol=1e-11)
    assert np.allclose(*(batch.points for batch in pair), rtol=0, atol=1e-11)
    assert np.array_equal(pair[1].points[:, :model.data], model.start(3)[2][None, :model.data])


def test_tanh_in_vector_operations_is_tanh():
    """Within 4 units in the last place: from the smallest numbers to infinity, odd, never beyond 1."""
    import numba

    numbers = np.concatenate([np.linspace(-25, 25, 20001), np.geomspace(1e-300, 1e3, 2001), [0.0, 1e300, np.inf]])
    tanh = numba.vectorize(["float64(float64)"])(loops("tanh").activation.py_func)
    found, negative = tanh(numbers), tanh(-numbers)
    assert np.all(np.abs(found - np.tanh(numbers)) <= 4 * np.spacing(np.abs(np.tanh(numbers))))
    assert np.array_equal(found, -negative) and np.abs(found).max() == 1


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_runs_records_and_divergence_are_the_same_with_and_without(activation, monkeypatch):
    """One of the runs diverges; steps that are no multiple of those between checks, nor of the records."""
    numbers = ("0.3", "0.2"), ("0.3", 200), ("0.8", "0.1")
    models = [NeuralGAN(phi, eta_D, activation=activation, **SMALL) for phi, eta_D in numbers]
    found = []
    for choice in "01":
        monkeypatch.setenv(SWITCH, choice)
        found.append([*simulate_together(models, 57, rng=1), *(model.simulate(43, rng=2, records=7) for model in models)])
    for numpys, compiled in zip(*found):
        assert (numpys.diverged, numpys.steps) == (compiled.diverged, compiled.steps)
        assert np.allclose(numpys.x, compiled.x, rtol=1e-9, atol=1e-10)
        for name in ("entropy", "spread", "distance"):
            assert getattr(compiled, name) == pytest.approx(getattr(numpys, name), abs=1e-10)
        if not numpys.diverged:
            assert numpys.path is compiled.path is None or np.allclose(numpys.path, compiled.path, rtol=1e-9, atol=1e-10)
    assert [run.diverged for run in found[1]] == [False, True, False] * 2


def test_short_runs_do_not_wait_for_numba(monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    models = [NeuralGAN("0.1", "0.1")]
    assert fastest_batch(models, 100) is Batch and fastest_batch(12 * models, 10_000) is CompiledBatch


@pytest.mark.slow
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_order_parameters_of_long_runs_agree_within_their_errors(activation, monkeypatch):
    """Chaotic runs part; their means over seeds agree within 4.5 standard errors, at two couplings, for three numbers."""
    maps = []
    for choice in "01":
        monkeypatch.setenv(SWITCH, choice)
        maps.append(neural_collapse_map(["0.1", "0.6"], ["0.2"], activation, seeds=range(40), steps=1500, processes=1))
    for name in ("entropies", "spreads", "distances"):
        first, second = (getattr(each, name)[:, 0] for each in maps)
        errors = np.hypot(first.std(axis=0), second.std(axis=0)) / 40**0.5
        assert np.all(np.abs(first.mean(axis=0) - second.mean(axis=0)) <= 4.5 * errors + 1e-9)
