"""How costs grow: with the points of a map, digits, dimension, features, particles, the size of a matrix, and processes.

All in one process but where processes are counted. On an idle machine of two cores this takes less than four minutes.
"""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import batch, particle_gan
from benchmarks.complexity import MODEL as GLASS
from benchmarks.growth import Scaling, Series, series
from benchmarks.log_determinant import ENSEMBLE, by_numpy, compiled
from benchmarks.solvable_gan import MODEL, N, chain
from benchmarks.timing import seconds
from ganmech.particle_gan import CircleGAN
from ganmech.particle_gan.cloud_motion import Cloud
from ganmech.particle_gan.collapse_grid import neural_collapse_map
from ganmech.particle_gan.compiled_cloud import CompiledCloud
from ganmech.particle_gan.compiled_critic import CompiledBatch
from ganmech.particle_gan.neural_gan import NeuralGAN
from ganmech.particle_gan.neural_runs import Batch
from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.compiled_chain import CompiledGramChain
from ganmech.solvable_gan.gram_chain import GramChain
from ganmech.solvable_gan.sgd import SGD

SIDES = 25, 35, 50, 71, 100, 141, 200, 283, 400                     # of square maps
DIGITS = 15, 25, 50, 100, 200, 400, 700, 1000
DIMENSIONS = 250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000
FEATURES = 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48
PARTICLES = 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096
MATRICES = 64, 91, 128, 181, 256, 362, 512, 724, 1024, 1448
STEPS = 50
X, X1 = 3.25, -1.5
U_D, U_G = -1.375, -0.625       # both bounds are felt
CALLS = count()
CHAINS = {"descent": SGD, "Gram chain, NumPy": GramChain, "Gram chain, compiled": CompiledGramChain}
PROCESSES = tuple(sorted({1, 2, *range(4, (os.cpu_count() or 1) + 1, 4)}))


def scalings() -> list[Scaling]:
    return [points_of_a_map(), digits(), dimension(), features(), particles(), matrices()]


def points_of_a_map() -> Scaling:
    question = "How does the cost of a map grow with its points?"
    about = "Square maps over the planes of the benchmarks above, compiled and by NumPy."
    found = (growing("log-determinant, compiled", compiled, log_determinants),
             growing("log-determinant, NumPy", by_numpy, log_determinants),
             growing("Theta, compiled", compiled, complexities), growing("Theta, NumPy", by_numpy, complexities))
    return Scaling("points", question, about, "points", "seconds of a map", found)


def growing(name: str, way: Callable, of: Callable) -> Series:
    found = series(name, SIDES, lambda side: way(of(side)))
    return Series(name, tuple(side**2 for side in SIDES), found.seconds)


def log_determinants(side: int) -> Callable:
    x, x1 = np.linspace(-50, 200, side)[:, None], np.linspace(-15, 10, side)
    return lambda: ENSEMBLE.log_determinant(x, x1)


def complexities(side: int) -> Callable:
    losses = np.linspace(-4, 1, side)
    return lambda: GLASS.complexity(losses[:, None], losses)


def digits() -> Scaling:
    about = "One value of the log-determinant and one of the complexity, in mpmath and in balls that contain it."
    ways = {"mpmath": False, "balls": True}
    found = [series(f"log-determinant, {way}", DIGITS, log_determinant(certified)) for way, certified in ways.items()]
    found += [series(f"Theta, {way}", DIGITS, complexity(certified)) for way, certified in ways.items()]
    return Scaling("digits", "What do more digits cost?", about, "digits", "seconds of a value", tuple(found))


def log_determinant(certified: bool) -> Callable:
    return lambda digits: lambda: ENSEMBLE.log_determinant(fresh(X), X1, digits=digits, certified=certified)


def complexity(certified: bool) -> Callable:
    return lambda digits: lambda: GLASS.complexity(fresh(U_D), U_G, digits=digits, certified=certified)


def fresh(value: float) -> float:
    """Near the value, and never the same: nothing can be remembered."""
    return value + next(CALLS) / 2**20


def dimension() -> Scaling:
    question = "What does a larger dimension n cost the solvable GAN?"
    about = ("One replica of the benchmarks' model with two features. Descent moves vectors of R^n; the chain of its Gram "
             "matrix has the same law at a cost that does not depend on n.")
    found = (series(name, DIMENSIONS, steps_of(kind, lambda n: (MODEL, n)), STEPS) for name, kind in CHAINS.items())
    return Scaling("dimension", question, about, "n", "seconds of a step", tuple(found))


def features() -> Scaling:
    question = "What do more features d cost it?"
    about = "The same at n = 4000 with d features of strengths from 5 down to 3; the Gram matrix has (2d + 1)^2 entries."
    found = (series(name, FEATURES, steps_of(kind, lambda d: (of_features(d), N)), STEPS) for name, kind in CHAINS.items())
    return Scaling("features", question, about, "d", "seconds of a step", tuple(found))


def steps_of(kind, model_at: Callable[[int], tuple]) -> Callable:
    def made(size: int) -> Callable:
        model, n = model_at(size)
        found = chain(kind, 1, model, n)
        return lambda: found.advance(STEPS)

    return made


def of_features(d: int) -> SolvableGAN:
    return SolvableGAN(Lambda=np.linspace(5, 3, d).tolist(), eta_T=2, eta_G=2, tau="0.2", tau_tilde="0.04")


def particles() -> Scaling:
    about = ("One run on the circle under 16 waves, in steps of Runge and Kutta, and one in the plane under a critic of 64 "
             "tanh neurons.")
    ways = {"circle, compiled": cloud(CompiledCloud), "circle, NumPy": cloud(Cloud),
            "neural critic, compiled": neural(CompiledBatch), "neural critic, NumPy": neural(Batch)}
    found = (series(name, PARTICLES, made, STEPS) for name, made in ways.items())
    return Scaling("particles", "What do more particles cost?", about, "N", "seconds of a step", tuple(found))


def cloud(kind) -> Callable:
    def made(N: int) -> Callable:
        model = CircleGAN(N=N)
        found = kind(model.float_waves(), *map(float, model.mobilities()))
        state = np.random.default_rng(0).normal(0, 0.3, (1, N + 2 * model.K))
        return lambda: found.advanced(state, 0.01, STEPS)

    return made


def neural(kind) -> Callable:
    def made(N: int) -> Callable:
        model = NeuralGAN("0.1", "0.2", activation="tanh", N=N)
        found = kind([model], [model.start(0)])
        return lambda: found.advanced(STEPS)

    return made


def matrices() -> Scaling:
    about = ("The spectrum of one matrix of the coupled ensemble, with which the limiting density is compared: drawn and "
             "diagonalised.")
    rng = np.random.default_rng(0)
    found = series("spectrum of one matrix", MATRICES, lambda N: lambda: ENSEMBLE.sample_spectrum(N, X1, rng))
    return Scaling("matrices", "What do larger random matrices cost?", about, "N", "seconds of a spectrum", (found,))


def cores() -> Scaling:
    """The same two maps in more and more processes; measured once, for each starts its processes anew."""
    about = ("The collapse diagram of the benchmarks with fewer seeds and steps, and the sweep of small notebooks, whose points "
             "cost nothing but their start.")
    with TemporaryDirectory() as folder:
        where = batch.small(Path(folder))
        found = (in_processes("collapse diagram of a neural critic, 12 x 4 cells", collapse_map),
                 in_processes(f"sweep of {batch.POINTS} small notebooks on the pool",
                              lambda processes: batch.again(where, False, processes)))
    return Scaling("cores", "What do more processes gain?", about, "processes", "seconds of the whole", found)


def in_processes(name: str, work: Callable[[int], object]) -> Series:
    return Series(name, PROCESSES, tuple(seconds(lambda: work(processes)) for processes in PROCESSES))


def collapse_map(processes: int):
    phis, rates = particle_gan.PHIS, particle_gan.RATES
    return neural_collapse_map(phis, rates, "tanh", seeds=range(2), steps=1000, processes=processes)
