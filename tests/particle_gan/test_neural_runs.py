"""Runs against a neural critic: plain loops, the kernel as a matrix, what a step leaves invariant, divergence."""

import numpy as np
import pytest

from ganmech.particle_gan.neural_critic import ACTIVATIONS
from ganmech.particle_gan.neural_gan import UPDATES, NeuralGAN, simulate_together
from ganmech.particle_gan.neural_runs import BATCH, Batch
from ganmech.particle_gan.occupancy import order_parameters, ring
from ganmech.particle_gan.plain_neural import PlainNeuralRun

SMALL = dict(N=6, H=9, modes=4, data=8)


def advanced(models, starts, steps):
    batch = Batch(models, starts)
    for _ in range(steps):
        batch.advance()
    return batch


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_runs_together_are_those_of_plain_loops(activation, update):
    """For 25 steps: the motion of the second model is unstable, and rounding, which differs between machines, grows with it."""
    numbers = [dict(phi="0.1", eta_D="0.3"), dict(phi="0.9", eta_D="0.7", penalty="0.4"),
               dict(phi=0, eta_D="0.5", eta_G=2, weight_decay="0.05")]
    models = [NeuralGAN(**number, **SMALL, activation=activation, update=update) for number in numbers]
    starts = [model.start(seed) for seed, model in enumerate(models)]
    batch = advanced(models, starts, 25)
    for place, (model, start) in enumerate(zip(models, starts)):
        plain = PlainNeuralRun(model, start)
        plain.advance(25)
        assert np.allclose(batch.x[place], plain.x, rtol=0, atol=1e-12)
        assert np.allclose(batch.critics.a[place], plain.a, rtol=0, atol=1e-12)
        assert np.allclose(batch.critics.V[place], [*plain.W.T, plain.b], rtol=0, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_plain_critic_ascends_its_objective(activation):
    """Every weight's gradient against finite differences of the objective."""
    model = NeuralGAN("0.3", 1, **SMALL, activation=activation, weight_decay="0.2", penalty="0.7")
    plain = PlainNeuralRun(model, model.start(3))
    for name, found in zip(("a", "W", "b"), plain.ascent()):
        weights = getattr(plain, name)
        for place in np.ndindex(weights.shape):
            ends = []
            for step in (1e-6, -1e-6):
                weights[place] += step
                ends.append(plain.objective())
                weights[place] -= step
            assert found[place] == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-8)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_particles_move_by_the_kernel_matrix(activation):
    """dx_i = (eta_G/N) sum_j Gamma_ij grad D(x_j) with Gamma written out."""
    model = NeuralGAN("0.35", "0.2", eta_G="1.7", **SMALL, activation=activation)
    batch = Batch([model], [model.start(1)])
    before = batch.x[0].copy()
    batch.advance()
    gradient = batch.critics.gradient(np.concatenate([before, np.ones((6, 1))], axis=1)[None])[0]
    Gamma = 0.35 * np.ones((6, 6)) + 0.65 * np.eye(6)
    assert np.allclose(batch.x[0] - before, 1.7 / 6 * Gamma @ gradient, rtol=0, atol=1e-14)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_particles_in_one_place_stay_in_one_place(activation):
    """r_i = 0 is invariant at any coupling; so are groups of particles that coincide."""
    model = NeuralGAN("0.2", "0.4", **SMALL, activation=activation)
    a, V, points = model.start(2)
    points[-6:-3], points[-3:] = points[-6], points[-3]
    batch = advanced([model], [(a, V, points)], 60)
    assert np.ptp(batch.x[0, :3], axis=0).max() < 1e-13 and np.ptp(batch.x[0, 3:], axis=0).max() < 1e-13
    assert np.abs(batch.x[0, 0] - batch.x[0, 3]).max() > 1e-3


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_order_of_particles_data_and_units_does_not_matter(activation):
    model, rng = NeuralGAN("0.6", "0.4", **SMALL, activation=activation), np.random.default_rng(0)
    a, V, points = model.start(2)
    units, data, particles = rng.permutation(9), rng.permutation(8), 8 + rng.permutation(6)
    moved = a[units], V[:, units], points[[*data, *particles]]
    batch = advanced([model, model], [(a, V, points), moved], 40)
    assert np.allclose(batch.x[1], batch.x[0, particles - 8], rtol=0, atol=1e-12)


def test_a_rotated_start_gives_a_rotated_run():
    model = NeuralGAN("0.6", "0.4", **SMALL)
    a, V, points = model.start(2)
    turn = np.array([[np.cos(1), -np.sin(1), 0], [np.sin(1), np.cos(1), 0], [0, 0, 1]])
    batch = advanced([model, model], [(a, V, points), (a, turn @ V, points @ turn.T)], 40)
    assert np.allclose(batch.x[1], batch.x[0] @ turn[:2, :2].T, rtol=0, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_together_runs_are_those_of_their_own(activation):
    """More than one batch; a run that diverges beside others does not touch them."""
    models = [NeuralGAN(f"0.{place}", "0.4", **SMALL, activation=activation) for place in range(8)] * 2
    models[3] = NeuralGAN("0.3", "0.4", **SMALL, activation=activation, weight_decay=20)
    assert len(models) > BATCH
    for model, run in zip(models, simulate_together(models, 300, 5)):
        alone = model.simulate(300, 5)
        assert run.diverged == alone.diverged == (model.weight_decay == 20) and run.steps == alone.steps
        assert np.allclose(run.x, alone.x, rtol=0, atol=1e-9)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("activation, numbers", [
    ("relu", dict(penalty=100)), ("relu", dict(weight_decay=20)), ("tanh", dict(weight_decay=20)), ("tanh", dict(eta_G=10**30)),
])
def test_divergence_is_a_result(activation, numbers):
    run = NeuralGAN("0.5", 2, activation=activation, **numbers, **SMALL).simulate(500, rng=0, records=5)
    assert run.diverged and 10 <= run.steps < 500 and run.steps % 10 == 0
    assert (run.entropy, run.spread, run.distance) == (None, None, None)
    assert np.isfinite(run.x).all() and np.isfinite(run.path).all()


def test_records_of_a_path():
    model = NeuralGAN("0.5", "0.2", **SMALL)
    run = model.simulate(10, rng=0, records=3)
    steps = [model.simulate(count, rng=0).x for count in (3, 6, 10)]
    assert np.array_equal(run.path[0], model.start(0)[2][8:, :2]) and np.array_equal(run.path[1:], steps)
    assert model.simulate(10, rng=0).path is None and not run.diverged and run.steps == 10


def test_means_are_over_the_last_quarter():
    model = NeuralGAN("0.5", "0.2", **SMALL)
    run = model.simulate(8, rng=1, records=8)
    found = order_parameters(run.path[-2:], ring(4)).mean(axis=0)
    assert (run.entropy, run.spread, run.distance) == pytest.approx(tuple(found), abs=1e-15)


def test_order_parameters_of_known_clouds():
    """All in one mode; two of four modes alike; three to one; off the modes by a known distance."""
    centres = ring(4)
    clouds = np.array([centres[[2, 2, 2, 2]], centres[[0, 0, 2, 2]], centres[[1, 1, 1, 3]], 1.5 * centres])
    quarter = -(3 / 4 * np.log(3 / 4) + 1 / 4 * np.log(1 / 4)) / np.log(4)
    assert np.allclose(order_parameters(clouds, centres), [[0, 0, 0], [0.5, 1, 0], [quarter, 0.75, 0], [1, 2.25, 0.5]],
                       rtol=0, atol=1e-7)


def test_distance_to_the_nearest_mode_by_all_distances():
    rng = np.random.default_rng(6)
    x, centres = rng.normal(size=(5, 9, 2)), ring(7)
    distances = np.linalg.norm(x[:, :, None] - centres, axis=3).min(axis=2).mean(axis=1)
    assert np.allclose(order_parameters(x, centres)[:, 2], distances, rtol=0, atol=1e-12)
    spread = x.var(axis=1).sum(axis=1)
    assert np.allclose(order_parameters(x, centres)[:, 1], spread, rtol=0, atol=1e-12)


def test_starts_have_the_law_that_is_said():
    model = NeuralGAN(0, 1, N=4000, H=4000, data=8000, data_std="0.05", cloud_std="0.3", weight_scale=3)
    a, V, points = model.start(0)
    noise = points[:8000, :2] - np.tile(ring(8), (1000, 1))
    for values, scale in ((a, 1), (V, 3), (noise, 0.05), (points[8000:, :2], 0.3)):
        error = values.size**-0.5
        assert abs(values.mean()) < 4 * scale * error and values.std() == pytest.approx(scale, rel=4 * error)
    assert np.array_equal(points[:, 2], np.ones(12000))


def test_one_seed_one_run():
    model = NeuralGAN("0.5", "0.2", **SMALL)
    assert np.array_equal(model.simulate(30, rng=3).x, model.simulate(30, rng=3).x)
    assert not np.array_equal(model.simulate(30, rng=3).x, model.simulate(30, rng=4).x)
