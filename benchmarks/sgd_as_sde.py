"""SGD as an SDE: many chains of samples at once against the plain loop, and exact laws against simulating them."""

import numpy as np

from benchmarks.timing import Comparison, compare
from ganmech.sgd_as_sde import LinearQuadratic, ScaleEstimation
from ganmech.sgd_as_sde.chains import Chains
from ganmech.sgd_as_sde.minibatch_step import started
from ganmech.sgd_as_sde.plain_chain import PlainChain

LINEAR = LinearQuadratic(mu="1/2", lam=1, m=1, a=0, c=1, s="1/2", batch=4, eta="1/10")
SCALE = ScaleEstimation(v=1, lam=1, batch=8, eta="1/20")
MANY, STEPS = 10_000, 10
WORKLOAD = """\
The two games of the chapter on SGD as an SDE whose minibatch chains have exact laws: the linear-quadratic one with \
batches of 4 and the estimation of a scale with batches of 8, ten thousand chains at once. The obvious way runs one \
chain in a loop."""


def comparisons() -> list[Comparison]:
    """Times of one step of one chain; and of the moments at the time 2."""
    chains, plain = vectorised(LINEAR, MANY), plain_loop(LINEAR)
    scales, plain_scale = vectorised(SCALE, MANY), plain_loop(SCALE)
    return [
        compare(f"linear-quadratic game, {MANY} chains", lambda: chains.advance(STEPS), STEPS * MANY,
                "plain loop, one chain", lambda: plain.advance(1000), 1000, at_most=0.1, rounds=3),
        compare(f"scale estimation, {MANY} chains", lambda: scales.advance(STEPS), STEPS * MANY,
                "plain loop, one chain", lambda: plain_scale.advance(1000), 1000, at_most=0.1, rounds=3),
        compare("exact law of the chain at T = 2", lambda: LINEAR.law((2, -1), 20, "chain", "ALT"), 1,
                f"{MANY} simulated chains", lambda: vectorised(LINEAR, MANY).advance(20), 1, at_most=0.1, rounds=3),
    ]


def vectorised(game, chains: int) -> Chains:
    return Chains(game, "ALT", *started(game, (2, -1) if game is LINEAR else (1, 0), chains), np.random.default_rng(0))


def plain_loop(game) -> PlainChain:
    return PlainChain(game, "ALT", *((2.0, -1.0) if game is LINEAR else (1.0, 0.0)), np.random.default_rng(0))
