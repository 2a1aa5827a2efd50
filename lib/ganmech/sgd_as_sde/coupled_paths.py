"""A chain and its SDE driven by the same noise: differences of means under both then have a small statistical error."""

import numpy as np
from sympy import Matrix

from derivations.calculus.laws import Normal
from ganmech.sgd_as_sde.chains import Chains
from ganmech.sgd_as_sde.minibatch_step import started
from ganmech.sgd_as_sde.sampled_game import SampledGame
from ganmech.sgd_as_sde.sde_paths import integrated


class Driven(Chains):
    """Chains whose minibatches are given: ``drawn`` are the means of the samples over each."""

    drawn = None

    def _minibatch(self):
        return self.drawn


def coupled(game, x0, steps: int, scheme: str, order: int, chains: int, rng: np.random.Generator, substeps: int):
    """(theta, omega) of chains and of paths after so many iterations, (chains,) each.

    The increments of the SDE, by Heun's method with ``substeps`` in the time eta, add up to the noise of the minibatches.
    """
    check_own_noise(game)
    theta, omega = started(game, x0, chains)
    path = integrated(game, scheme, order, theta, omega, rng, substeps, "heun")
    path.constant_root = np.diag([-1, 1]) * np.sqrt(np.diag(path.constant_root @ path.constant_root.T))
    chain = Driven(game, scheme, theta, omega, rng)
    for _ in range(steps):
        normal = rng.standard_normal((substeps, chains, 2))
        for part in normal:
            path.move(np.sqrt(path.dt) * part)
        means = normal.sum(axis=0) / np.sqrt(substeps * game.batch)
        chain.drawn = [means[:, :1], means[:, 1:]]
        chain.advance(1)
    return (chain.theta[:, 0], chain.omega[:, 0]), (path.theta[:, 0], path.omega[:, 0])


def check_own_noise(game) -> None:
    """Each player's gradient must carry one standard normal sample of its own, times a positive constant."""
    if not isinstance(game, SampledGame):
        raise TypeError(f"game must be given by a payoff of samples, as Dirac is, got {type(game).__name__}")
    sampled = game.sampled
    slopes = Matrix([*sampled.pair_gradients]).jacobian([symbol for symbol, _ in sampled.samples]).subs(game.values)
    plain = all(law == Normal(0, 1) for _, law in sampled.samples) and game.critic_steps == 1 and not game.momentum
    constant = slopes.shape == (2, 2) and slopes.is_diagonal() and not slopes.free_symbols
    if not (plain and constant and min(slopes.diagonal()) > 0):
        raise ValueError("game must have constant Gaussian noise that the players do not share, as Dirac with noise, one "
                         f"critic step and no momentum, got {type(game).__name__}")
