"""Minibatch descent and ascent itself, many chains at once: every minibatch is drawn, nothing of the theory is used.

A step costs a minibatch for each chain and player. `plain_chain` is the obvious twin.
"""

from dataclasses import dataclass

import numpy as np

from ganmech.exact import exact_integer, random_generator
from ganmech.sgd_as_sde.minibatch_step import started
from ganmech.sgd_as_sde.stability import check_stable
from ganmech.sgd_as_sde.training import checked_game, checked_scheme


@dataclass(frozen=True)
class Paths:
    """At the times ``t`` (n,) the parameters ``theta`` (n, chains, d_theta) and ``omega`` (n, chains, d_omega)."""

    t: np.ndarray
    theta: np.ndarray
    omega: np.ndarray


class Diverged(ArithmeticError):
    """A path left every bound; ``partial`` holds the paths until then."""

    def __init__(self, message: str, partial: Paths):
        super().__init__(message)
        self.partial = partial


class Chains:
    """theta and omega of independent chains, each (chains, d), that ``advance`` moves."""

    def __init__(self, game, scheme: str, theta: np.ndarray, omega: np.ndarray, rng: np.random.Generator):
        self.game, self.scheme, self.rng = game, checked_scheme(game, scheme), rng
        self.theta, self.omega = theta, omega
        self.velocities = np.zeros_like(theta), np.zeros_like(omega)
        self.rates, self.gamma = [float(rate * game.eta) for rate in game.rates], float(game.momentum)

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            self._step()

    def _step(self) -> None:
        game, before = self.game, self.omega
        for _ in range(game.critic_steps):
            draws = self._minibatch()
            self._move_omega(game.minibatch_gradients(self.theta, self.omega, draws)[1])
        draws = draws if game.shared_batch else self._minibatch()
        seen = self.omega if self.scheme == "ALT" else before
        self._move_theta(game.minibatch_gradients(self.theta, seen, draws)[0])

    def _minibatch(self) -> list[np.ndarray]:
        return self.game.draw(self.rng, len(self.theta))

    def _move_omega(self, gradient: np.ndarray) -> None:
        velocity = self.gamma * self.velocities[1] + self.rates[1] * gradient
        self.velocities, self.omega = (self.velocities[0], velocity), self.omega + velocity

    def _move_theta(self, gradient: np.ndarray) -> None:
        velocity = self.gamma * self.velocities[0] - self.rates[0] * gradient
        self.velocities, self.theta = (velocity, self.velocities[1]), self.theta + velocity


def simulate(game, x0, steps, scheme: str, chains=1, rng=None, records=1, allow_unstable: bool = False) -> Paths:
    """Minibatch descent and ascent from the point ``x0`` (theta first) for so many iterations; one needs the time eta.

    ``records`` evenly spaced states are kept besides the start. Raises ValueError at rates beyond the stability bound of a game
    with linear gradients, unless ``allow_unstable``; Diverged, with what was computed, where numbers leave every bound.
    """
    steps, records = exact_integer("steps", steps, least=1), exact_integer("records", records, least=1)
    theta, omega = started(game, x0, chains, max(checked_game(game).batch, records + 1))
    if linear_gradients(game):
        check_stable(game, checked_scheme(game, scheme), allow_unstable)
    return recorded(Chains(game, scheme, theta, omega, random_generator(rng)), float(game.eta), steps, records)


def linear_gradients(game) -> bool:
    """Whether the slopes about rest are those everywhere."""
    players = game.players
    return not any(entry.free_symbols for entry in players.b0.jacobian(players.x))


def recorded(chain, eta: float, steps: int, records: int) -> Paths:
    """The states of ``chain`` at ``records`` + 1 evenly spaced iterations. Raises Diverged with the paths until then."""
    marks = np.unique(np.rint(np.linspace(0, steps, records + 1)).astype(int))
    kept = [(chain.theta, chain.omega)]

    def until_now() -> Paths:
        return Paths(eta * marks[:len(kept)], *(np.array(side) for side in zip(*kept)))

    with np.errstate(over="ignore", invalid="ignore"):
        for count in np.diff(marks):
            chain.advance(count)
            if not (np.isfinite(chain.theta).all() and np.isfinite(chain.omega).all()):
                raise Diverged(f"a path leaves every bound after t = {eta * marks[len(kept) - 1]:g}; "
                               "the attribute partial holds the paths until then", until_now())
            kept.append((chain.theta, chain.omega))
    return until_now()
