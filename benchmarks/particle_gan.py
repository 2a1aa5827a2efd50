"""The particle GAN. With a neural critic: a row of the collapse diagram at once against one run point by point, its compiled
steps against NumPy's, and the whole diagram in two processes. On the circle: compiled steps against NumPy's."""

import numpy as np

from benchmarks.timing import Comparison, compare
from ganmech.particle_gan import CircleGAN
from ganmech.particle_gan.cloud_motion import Cloud
from ganmech.particle_gan.collapse_grid import neural_collapse_map
from ganmech.particle_gan.compiled_cloud import CompiledCloud
from ganmech.particle_gan.compiled_critic import CompiledBatch
from ganmech.particle_gan.neural_gan import NeuralGAN
from ganmech.particle_gan.neural_runs import Batch
from ganmech.particle_gan.plain_neural import PlainNeuralRun

PHIS = [f"{place}/12" for place in range(12)]
RATES = ["0.05", "0.1", "0.2", "0.4"]
STEPS, PLAIN_STEPS, MAP_STEPS, CLOUD_STEPS = 200, 10, 2500, 50
CIRCLE = CircleGAN()
WORKLOAD = """\
A row of the chapter's collapse diagram of a neural critic, after the model of Durr, Mroueh, Tu and Wang 2023: twelve \
couplings of 32 particles at the critic's rate 0.2, with 64 neurons and eight modes; and 8 particles on the circle \
under 16 waves, the chapter's own solvable critic. The obvious way takes one run, point by point."""


def comparisons() -> list[Comparison]:
    """Times of one step of one run; and of a whole map."""
    return [*(against_plain(activation) for activation in ("relu", "tanh")),
            *(critics(activation) for activation in ("relu", "tanh")), *(clouds(replicas) for replicas in (1, 60)),
            in_parallel()]


def critics(activation: str) -> Comparison:
    """Not a fifth: NumPy's products of matrices and its tanh use vectors twice as long as those numba makes."""
    models = [NeuralGAN(phi, "0.2", activation=activation) for phi in PHIS]
    fast, numpys = (kind(models, [models[0].start(0)] * len(models)) for kind in (CompiledBatch, Batch))
    return compare(f"neural critic, {activation}, {len(models)} runs, compiled", lambda: fast.advanced(STEPS),
                   STEPS * len(models), "NumPy", lambda: numpys.advanced(STEPS), STEPS * len(models), at_most=1 / 3, rounds=7)


def clouds(replicas: int) -> Comparison:
    """Particles on the circle under a Fourier critic, in small motion from rest."""
    fast, numpys = (kind(CIRCLE.float_waves(), *map(float, CIRCLE.mobilities())) for kind in (CompiledCloud, Cloud))
    state = np.random.default_rng(0).normal(0, 0.3, (replicas, CIRCLE.N + 2 * CIRCLE.K))
    return compare(f"circle, {replicas} replica{'s' if replicas > 1 else ''}, compiled",
                   lambda: fast.advanced(state, 0.01, CLOUD_STEPS), CLOUD_STEPS * replicas,
                   "NumPy", lambda: numpys.advanced(state, 0.01, CLOUD_STEPS), CLOUD_STEPS * replicas, at_most=1 / 5, rounds=7)


def against_plain(activation: str) -> Comparison:
    models = [NeuralGAN(phi, "0.2", activation=activation) for phi in PHIS]
    start = models[0].start(0)
    batch, plain = Batch(models, [start] * len(models)), PlainNeuralRun(models[0], start)
    return compare(f"neural critic, {activation}, {len(models)} runs", lambda: [batch.advance() for _ in range(STEPS)],
                   STEPS * len(models), "one run, point by point", lambda: plain.advance(PLAIN_STEPS), PLAIN_STEPS,
                   at_most=1 / 20, rounds=3)


def in_parallel() -> Comparison:
    """No bound: how much is gained depends on the cores that are free, and two processes take seconds to start."""
    runs = len(PHIS) * len(RATES) * 4
    return compare("collapse diagram, two processes", lambda: whole_map(2), runs, "one process", lambda: whole_map(1), runs,
                   rounds=1)


def whole_map(processes: int):
    return neural_collapse_map(PHIS, RATES, "tanh", seeds=range(4), steps=MAP_STEPS, processes=processes)
