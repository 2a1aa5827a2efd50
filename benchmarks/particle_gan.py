"""The particle GAN with a neural critic: a row of the collapse diagram at once against one run point by point; and the whole
diagram in two processes."""

from benchmarks.timing import Comparison, compare
from ganmech.particle_gan.collapse_grid import neural_collapse_map
from ganmech.particle_gan.neural_gan import NeuralGAN
from ganmech.particle_gan.neural_runs import Batch
from ganmech.particle_gan.plain_neural import PlainNeuralRun

PHIS = [f"{place}/12" for place in range(12)]
RATES = ["0.05", "0.1", "0.2", "0.4"]
STEPS, PLAIN_STEPS, MAP_STEPS = 200, 10, 2500


def comparisons() -> list[Comparison]:
    """Times of one step of one run; and of a whole map."""
    return [*(against_plain(activation) for activation in ("relu", "tanh")), in_parallel()]


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
