"""Compiled clouds are NumPy's to rounding, at any sizes; long runs stay on the same path where the motion is not chaotic."""

import numpy as np
import pytest

from ganmech.lowering.compiled import SWITCH
from ganmech.particle_gan import CircleGAN, compiled_cloud
from ganmech.particle_gan.cloud_motion import Cloud
from ganmech.particle_gan.compiled_cloud import CompiledCloud, worth_compiling

pytest.importorskip("numba")
MODELS = [CircleGAN(N=3, K=4, eta_G=5, phi="0.2"), CircleGAN(N=4, K=3, s="0.5", eta_G=2, M=3, sigma="0.1", phi=0),
          CircleGAN(N=2, K=1, eta_G=4, regulariser="gradient penalty", strength=1, target="uniform", phi="0.9", g1="0.5"),
          CircleGAN(N=20, K=200)]


def clouds(model, mean, relative):
    return [kind(model.float_waves(), mean, relative) for kind in (Cloud, CompiledCloud)]


@pytest.mark.parametrize("model", MODELS)
def test_the_states_are_the_same(model):
    """Replicas with mobilities of their own, particles far out on the line too."""
    rng, replicas = np.random.default_rng(0), 5
    pair = clouds(model, rng.uniform(0, 1, replicas), rng.uniform(0, 1, replicas))
    start = rng.standard_normal((replicas, model.N + 2 * model.K)) / model.K
    start[:, :model.N] *= 100 * model.K
    before = start.copy()
    numpys, compiled = (cloud.advanced(start, 0.1 / model.K**2, 30) for cloud in pair)
    assert np.allclose(compiled, numpys, rtol=1e-12, atol=1e-12 * model.K) and np.array_equal(start, before)


def test_one_mobility_for_all():
    state = np.random.default_rng(1).standard_normal((3, 3 + 8))
    assert np.allclose(*(cloud.advanced(state, 0.02, 10) for cloud in clouds(MODELS[0], 0.7, 0.2)), rtol=0, atol=1e-13)


def test_returning_to_python_now_and_then_changes_nothing(monkeypatch):
    cloud, state = clouds(MODELS[0], 0.7, 0.2)[1], np.random.default_rng(2).standard_normal((3, 3 + 8))
    whole = cloud.advanced(state, 0.02, 25)
    monkeypatch.setattr(compiled_cloud, "AT_ONCE", 4 * 11 * 4 * 3)
    assert np.array_equal(cloud.advanced(state, 0.02, 25), whole)


@pytest.mark.parametrize("model", MODELS[:3])
def test_a_whole_run_is_the_same_with_and_without(model, monkeypatch):
    runs = []
    for choice in "01":
        monkeypatch.setenv(SWITCH, choice)
        runs.append(model.simulate(4, replicas=3, rng=3, records=7))
    for name in ("t", "x", "d"):
        assert np.allclose(*(getattr(run, name) for run in runs), rtol=0, atol=1e-11)


def test_divergence_is_marked_alike(monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    run = CircleGAN(N=2, K=2, strength=100).simulate(100, dt="0.5", records=50, rng=1)
    assert run.diverged.all() and np.isnan(run.x[-1]).all() and np.isfinite(run.x[0]).all()


def test_a_collapse_map_is_the_same_with_and_without(monkeypatch):
    maps = []
    for choice in "01":
        monkeypatch.setenv(SWITCH, choice)
        maps.append(CircleGAN(N=4, K=4).collapse_map(["0.1", "0.9"], [1], T=5, replicas=2, processes=1))
    assert np.allclose(maps[0].orders, maps[1].orders, rtol=0, atol=1e-11)


def test_short_runs_do_not_wait_for_numba(monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    assert not worth_compiling(1, 8, 16, 1000) and worth_compiling(60, 8, 16, 10_000)
