"""Training under a rule for its learning rates, chain by chain."""

from dataclasses import dataclass

import numpy as np

from ganmech.exact import exact_integer, random_generator, said
from ganmech.sgd_as_sde.fluctuation_dissipation import checked
from ganmech.sgd_as_sde.minibatch_step import minibatch_step, started
from ganmech.sgd_as_sde.rate_rules import Rule, Scheduled
from ganmech.sgd_as_sde.training import checked_game


@dataclass(frozen=True)
class ControlledRun:
    """At the iterations ``t`` (records + 1,): theta, omega (records + 1, chains, d), learning rates (records + 1, chains, 2).

    ``fired`` (chains, 2) counts how often each player's rate was lowered. Chains that left every bound hold nan.
    """

    t: np.ndarray
    theta: np.ndarray
    omega: np.ndarray
    rates: np.ndarray
    fired: np.ndarray

    def error(self, point) -> np.ndarray:
        """|x - point|^2 of every chain at every record, (records + 1, chains); ``point`` holds theta first."""
        x, point = np.concatenate([self.theta, self.omega], axis=2), np.asarray(point, dtype=float)
        if point.shape != x.shape[2:]:
            raise ValueError(f"point must hold {x.shape[2]} numbers, theta first, got the shape {point.shape}")
        return ((x - point)**2).sum(axis=2)


def controlled(game, x0, steps: int, scheme: str, rule, chains: int = 1, rng=None, records: int = 100) -> ControlledRun:
    """``steps`` iterations of independent chains from ``x0`` (theta first) under a NormRule, ExactRule or Scheduled.

    Learning rates begin at the game's. States are kept at ``records`` + 1 iterations, evenly spaced (fewer if there are fewer).
    Raises ValueError or TypeError, naming the parameter.
    """
    if not isinstance(rule, (Rule, Scheduled)):
        raise TypeError(f"rule must be a NormRule, an ExactRule or a Scheduled, got {said(rule, repr)}")
    scheme, rng = checked(checked_game(game), scheme), random_generator(rng)
    steps, records = exact_integer("steps", steps, least=1), exact_integer("records", records, least=1)
    theta, omega = started(game, x0, chains, max(game.batch, records + 1))
    rates, states = rule.rates(game, len(theta)), []
    kept = np.unique(np.linspace(0, steps, records + 1).round().astype(int))
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(steps + 1):
            now = rates.at(t)
            if t == kept[len(states)]:
                states.append((theta, omega, now))
            before = theta, omega
            theta, omega, *used = minibatch_step(game, scheme, theta, omega, (now[:, :1], now[:, 1:]), rng)
            rates.see(*before, *used)
    return ControlledRun(kept, *(_bounded(np.array(history)) for history in zip(*states)), rates.fired)


def _bounded(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)
