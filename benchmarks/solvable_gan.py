"""The solvable GAN: the simulators, which draw as little as the law of a step allows, against plain loops that draw every
sample; and the compiled chain against that of NumPy, which draws the same numbers."""

import numpy as np

from benchmarks.timing import Comparison, compare
from ganmech.lowering import FLOAT64
from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.compiled_chain import CompiledGramChain
from ganmech.solvable_gan.gram_chain import GramChain
from ganmech.solvable_gan.plain_loops import PlainGramChain, PlainSGD
from ganmech.solvable_gan.sgd import SGD
from ganmech.solvable_gan.simulation import update_of
from ganmech.solvable_gan.solution import equation
from ganmech.solvable_gan.state import initial_gram, little_learned

MODEL = SolvableGAN(Lambda=[5, 3], eta_T=2, eta_G=2, tau="0.2", tau_tilde="0.04")
N, STEPS, REPLICAS = 4000, 500, 64
TIME = 100
WORKLOAD = """\
The solvable model with two features of strengths 5 and 3, noises 2, learning rates 0.2 and 0.04, a linear loss and \
pinned lengths, from the chapter's usual small start, at n = 4000. The obvious way draws all three samples of a step \
in full; order parameters are solved to t = 100."""


def comparisons() -> list[Comparison]:
    """Times of one step of one replica; and of a whole solution."""
    plain, plain_gram = chain(PlainSGD), chain(PlainGramChain)
    direct, gram, grams = chain(SGD), chain(GramChain), chain(GramChain, REPLICAS)
    return [
        compare(f"descent, n = {N}", lambda: direct.advance(STEPS), STEPS,
                "plain loop, three samples of n numbers", lambda: plain.advance(STEPS), STEPS, at_most=0.7, rounds=5),
        compare("Gram chain, one replica", lambda: gram.advance(STEPS), STEPS,
                f"descent, n = {N}", lambda: direct.advance(STEPS), STEPS, at_most=0.8, rounds=5),
        compare(f"Gram chain, {REPLICAS} replicas", lambda: grams.advance(STEPS), STEPS * REPLICAS,
                "its plain loop", lambda: plain_gram.advance(STEPS), STEPS, at_most=0.1, rounds=5),
        *(compiled(*pair) for pair in ((1, 1 / 5), (REPLICAS, 1 / 5), (1000, None))),
        compare(f"solution to t = {TIME}, to 1e-11", lambda: MODEL.solve(little_learned(MODEL.d), TIME), 1,
                "fourth-order steps of 1/200", lambda: fixed_steps(200 * TIME), 1, at_most=0.2, rounds=2),
    ]


def compiled(replicas: int, at_most: float | None) -> Comparison:
    """No bound for a thousand replicas: drawing the random numbers, which both do alike, takes a fifth of NumPy's time."""
    fast, numpys = chain(CompiledGramChain, replicas), chain(GramChain, replicas)
    return compare(f"Gram chain, {replicas} replica{'s' if replicas > 1 else ''}, compiled", lambda: fast.advance(STEPS),
                   STEPS * replicas, "NumPy", lambda: numpys.advance(STEPS), STEPS * replicas, at_most, rounds=5)


def chain(kind, replicas: int = 1, model: SolvableGAN = MODEL, n: int = N):
    gram = initial_gram(little_learned(model.d), model.d, model.pinned).astype(float)
    return kind(update_of(model, n), gram, replicas, np.random.default_rng(0))


def fixed_steps(steps: int) -> np.ndarray:
    """The obvious way to solve: the classical method of Runge and Kutta."""
    found, dt = equation(MODEL), TIME / steps
    state = np.array([0.1, 0, 0, 0.1, 0.1, 0.1, 0.01, 0.01, 0])      # P, q, r and the entry of S off its diagonal

    def slope(at):
        return np.array(found(FLOAT64, at), dtype=float)

    for _ in range(steps):
        first = slope(state)
        second = slope(state + dt / 2 * first)
        third = slope(state + dt / 2 * second)
        state = state + dt / 6 * (first + 2 * second + 2 * third + slope(state + dt * third))
    return state
