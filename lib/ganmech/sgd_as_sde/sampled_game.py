"""A game with a payoff of pairs of samples: its players, and gradients of pairs that are drawn.

A game names a derived payoff (`derivations.sgd_as_sde.sampled_payoff`) and the values of its symbols; everything else follows
from the payoff, that of the theory and that of the chain of samples.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from sympy import Rational

from derivations.calculus.laws import Exponential, Finite, Normal
from derivations.sgd_as_sde.players import TwoPlayers
from ganmech.lowering import FLOAT64, lower
from ganmech.sgd_as_sde.training import Training

DRAWS = {
    Normal: lambda rng, shape, mean, variance: mean + variance**0.5 * rng.standard_normal(shape),
    Exponential: lambda rng, shape, mean, scale: mean + scale * (rng.standard_exponential(shape) - 1),
    Finite: lambda rng, shape, *values: rng.choice(values, shape),
}


@dataclass(frozen=True, kw_only=True)
class SampledGame(Training):
    """A payoff J(theta, omega; x, z), one parameter each; subclasses give ``sampled`` and ``values``."""

    @property
    def sampled(self):
        """The derived payoff with the laws of its samples."""
        raise NotImplementedError

    @property
    def values(self) -> dict:
        """The number of each of its symbols, exactly."""
        raise NotImplementedError

    @cached_property
    def players(self) -> TwoPlayers:
        """Gradients and covariances of a pair at these numbers; those of unscaled rates."""
        return with_values(players_of(self.sampled, self.shared_batch), self.values)

    @property
    def dimensions(self) -> tuple[int, int]:
        """How many parameters the generator and the discriminator have."""
        return len(self.players.theta), len(self.players.omega)

    def draw(self, rng: np.random.Generator, chains: int) -> list[np.ndarray]:
        """One minibatch for each chain: of each sampled variable (chains, batch)."""
        return [DRAWS[type(law)](rng, (chains, self.batch), *parameters) for law, parameters in self._laws]

    def minibatch_gradients(self, theta: np.ndarray, omega: np.ndarray, draws) -> tuple[np.ndarray, np.ndarray]:
        """Minibatch means of the gradients of pairs in theta and in omega, (chains, 1) each, as theta and omega are."""
        gradients = self._pair_gradients(FLOAT64, theta, omega, *draws)
        shape = np.broadcast_shapes(theta.shape, *(drawn.shape for drawn in draws))
        return tuple(np.broadcast_to(gradient, shape).mean(axis=1, keepdims=True) for gradient in gradients)

    @cached_property
    def _laws(self) -> list:
        return [(law, [float(value) for value in law.xreplace(self.values).args]) for _, law in self.sampled.samples]

    @cached_property
    def _pair_gradients(self):
        sampled = self.sampled
        arguments = (*sampled.theta, *sampled.omega, *(symbol for symbol, _ in sampled.samples))
        gradients = [gradient[0].xreplace(self.values) for gradient in sampled.pair_gradients]
        return lower(tuple(gradients), arguments)


def numbers(values: dict) -> dict:
    """SymPy's exact numbers for symbols, from Fractions."""
    return {symbol: Rational(value.numerator, value.denominator) for symbol, value in values.items()}


@lru_cache
def players_of(sampled, shared: bool) -> TwoPlayers:
    return sampled.players(shared)


def with_values(players: TwoPlayers, values: dict) -> TwoPlayers:
    """The players with numbers for symbols."""
    p = players
    parts = p.g_theta, p.g_omega, p.Sigma_theta, p.Sigma_omega, p.Sigma_cross, p.Sigma_feedback
    return TwoPlayers(p.theta, p.omega, *(None if part is None else part.subs(values) for part in parts))
