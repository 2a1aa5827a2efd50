"""Rules that lower learning rates while training runs: fluctuation-dissipation relations watched over windows, and schedules.

A rule looks at windows of ``window`` iterations at the first learning rate, and of 1/f as many where the rate is f times that,
so that a window is as long in units of the chain's own time. Where the two sides of the rule's relation agree over a window,
|left - right| < epsilon |right|, the chain is taken to be stationary at its learning rate, which is multiplied by 1 - delta.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from derivations.sgd_as_sde import fluctuation_dissipation as continuous
from derivations.sgd_as_sde.notation import B, a_omega, a_theta, eta
from ganmech.exact import exact_integer, nearest_float, said
from ganmech.lowering import FLOAT64, lower
from ganmech.sgd_as_sde.monitor import used_sides


@dataclass(frozen=True)
class Rule:
    """Windows, the tolerance ``epsilon`` of the ratio, and the part ``delta`` of the rate that goes when it is met."""

    window: int = 500
    epsilon: float = 0.1
    delta: float = 0.5

    def __post_init__(self):
        read = {"window": exact_integer("window", self.window, least=1),
                "epsilon": nearest_float("epsilon", self.epsilon), "delta": nearest_float("delta", self.delta)}
        if read["epsilon"] <= 0:
            raise ValueError(f"epsilon must be positive, got {said(self.epsilon)}")
        if not 0 < read["delta"] < 1:
            raise ValueError(f"delta must lie strictly between 0 and 1, got {said(self.delta)}")
        for name, value in read.items():
            object.__setattr__(self, name, value)

    def rates(self, game, chains: int):
        return RuledRates(self, game, chains)


@dataclass(frozen=True)
class NormRule(Rule):
    """norm_fdr, the relation of the SDE, for both players at once: theta . h_theta - omega . h_omega against (1/beta) Tr S.

    h are the minibatch gradients used, and S is the game's own at the state, the best that an estimate of it could be.
    """

    def sides(self, game):
        """The function of rates (chains, 2), parameters and gradients that gives both sides for each player: (2, chains, 2)."""
        players = continuous.player_sides(game.players, (a_theta, a_omega))
        noise = lower(sum(right for _, right in players), (*game.players.x, eta, B, a_theta, a_omega))

        def of_both(rates, theta, omega, used_theta, used_omega, _):
            left = rates[:, 0] * (theta * used_theta).sum(axis=1) - rates[:, 1] * (omega * used_omega).sum(axis=1)
            right = np.broadcast_to(noise(FLOAT64, *theta.T, *omega.T, 1, game.batch, *rates.T), left.shape)
            return np.array([left, right])[:, :, None].repeat(2, axis=2)
        return of_both


@dataclass(frozen=True)
class ExactRule(Rule):
    """The exact relation of the chain, in distances from the state at the beginning of the window.

    For each player by itself, (theta - theta_0) . h against (eta_theta/2) |h|^2, or with ``together`` for the sum of both.
    Over a window left - right is -|theta - theta_0|^2/(2 eta_theta): the rule asks whether the way made is short against the
    steps, |theta - theta_0|^2 < epsilon eta_theta^2 sum |h|^2.
    """

    together: bool = False

    def sides(self, game):
        """As of `NormRule`."""
        def of_each(rates, theta, omega, used_theta, used_omega, origin):
            distances = theta - origin[0], omega - origin[1]
            both = np.stack(used_sides(*distances, used_theta, used_omega, 1, rates.T), axis=2) * rates
            return both.sum(axis=2, keepdims=True).repeat(2, axis=2) if self.together else both
        return of_each


@dataclass(frozen=True)
class Scheduled:
    """Learning rates chosen beforehand: both rates of the game times ``factor(t)``, 0 or positive, at the iteration t."""

    factor: Callable[[int], float]

    def __post_init__(self):
        if not callable(self.factor):
            raise TypeError(f"factor must be a function of the iteration, got {said(self.factor, repr)}")

    def rates(self, game, chains: int):
        return ScheduledRates(self, game, chains)


class ScheduledRates:
    """The same rates for every chain."""

    def __init__(self, rule, game, chains: int):
        self.rule, self.fired = rule, np.zeros((chains, 2), dtype=int)
        self.first = np.tile([float(rate * game.eta) for rate in game.rates], (chains, 1))

    def at(self, t: int) -> np.ndarray:
        factor = nearest_float(f"factor({t})", self.rule.factor(t))
        if factor < 0:
            raise ValueError(f"factor({t}) must be 0 or positive, got {factor:g}")
        return self.first * factor

    def see(self, *_) -> None:
        """Nothing that happens changes a schedule."""


class RuledRates:
    """The rates of every chain (chains, 2), sums of both sides over the present windows, how often rates were lowered."""

    def __init__(self, rule: Rule, game, chains: int):
        self.rule, self.sides = rule, rule.sides(game)
        self.first = np.tile([float(rate * game.eta) for rate in game.rates], (chains, 1))
        self.now, self.fired = self.first.copy(), np.zeros((chains, 2), dtype=int)
        self.sums, self.elapsed, self.origin = np.zeros((2, chains, 2)), np.zeros((chains, 2)), None

    def at(self, _) -> np.ndarray:
        return self.now

    def see(self, theta, omega, used_theta, used_omega) -> None:
        """One iteration; at the end of a window, the verdict."""
        self.origin = self.origin or (theta, omega)
        self.sums = self.sums + self.sides(self.now, theta, omega, used_theta, used_omega, self.origin)
        self.elapsed = self.elapsed + self.now / self.first
        over = self.elapsed > self.rule.window * (1 - 1e-9)
        if over.any():
            self._judge(over, theta, omega)

    def _judge(self, over, theta, omega) -> None:
        left, right = self.sums
        met = over & (np.abs(left - right) < self.rule.epsilon * np.abs(right))
        self.now, self.fired = np.where(met, (1 - self.rule.delta) * self.now, self.now), self.fired + met
        self.sums, self.elapsed = np.where(over, 0, self.sums), np.where(over, 0, self.elapsed)
        self.origin = tuple(np.where(ended[:, None], now, before)
                            for ended, now, before in zip(over.T, (theta, omega), self.origin))
