"""Streaming estimates of both sides of the fluctuation-dissipation relations on a running chain, with errors by batch means."""

from dataclasses import dataclass, field
from math import sqrt

import numpy as np

from derivations.sgd_as_sde import discrete_fluctuation_dissipation as discrete
from derivations.sgd_as_sde import fluctuation_dissipation as continuous
from derivations.sgd_as_sde.notation import B, a_omega, a_theta, eta, omega as omega_symbol, theta as theta_symbol
from ganmech.exact import exact_integer, random_generator
from ganmech.lowering import FLOAT64, lower
from ganmech.sgd_as_sde.exact_matrices import exact_matrix
from ganmech.sgd_as_sde.fluctuation_dissipation import checked, exact_rates
from ganmech.sgd_as_sde.minibatch_step import minibatch_step, started
from ganmech.sgd_as_sde.training import checked_game

NAMES = ("norm", "phi", "generator", "discriminator", "used generator", "used discriminator")
_USED = [lower((discrete.left[place], discrete.right[place]), arguments) for place, arguments in (
    (0, (theta_symbol, discrete.h_theta, eta, a_theta)), (1, (omega_symbol, discrete.h_omega, eta, a_omega)))]


@dataclass(frozen=True)
class Estimate:
    """Means of both sides of a relation, their ratio, and the standard errors of these, by batch means."""

    left: float
    right: float
    ratio: float
    left_error: float
    right_error: float
    ratio_error: float


@dataclass
class Monitor:
    """Sums both sides of every relation over blocks of ``block`` iterations of a game's chains.

    `record` takes the state before an iteration and the minibatch gradients used in it; `estimate` gives the means so far.
    Means over a block of a chain count as independent: a block should be long against the time in which the chain forgets.
    Parameters are measured from the point ``origin`` (theta first; None: 0): the relations of a player hold for every origin,
    and near the point of rest their estimates scatter least.
    """

    game: object
    block: int = 100
    origin: object = None
    sums: np.ndarray | None = field(default=None, init=False)
    recorded: int = field(default=0, init=False)
    means: list = field(default_factory=list, init=False)

    def __post_init__(self):
        self.block = exact_integer("block", self.block, least=1)
        players, rates = self.game.players, exact_rates(self.game)
        origin = exact_matrix("origin", [0] * len(players.x) if self.origin is None else self.origin, (len(players.x), 1))
        self.origin = np.array(origin, dtype=float)[:, 0]
        generator, discriminator = continuous.player_sides(players, rates, origin)
        norm = tuple(map(sum, zip(generator, discriminator)))
        flat = (*norm, *continuous.phi_sides(players, rates), *generator, *discriminator)
        self._full = lower(tuple(side.expand() for side in flat), (*players.x, eta, B))

    def record(self, theta: np.ndarray, omega: np.ndarray, used_theta: np.ndarray, used_omega: np.ndarray) -> None:
        """One iteration of all chains: arrays (chains, d)."""
        sides = self._sides(theta, omega, used_theta, used_omega)
        self.sums = sides if self.sums is None else self.sums + sides
        self.recorded += 1
        if self.recorded % self.block == 0:
            self.means.append(self.sums / self.block)
            self.sums = None

    def estimate(self, name: str) -> Estimate:
        """Of one of NAMES: norm_fdr, phi_fdr, its players apart, or the exact relation of a player. Whole blocks count."""
        if name not in NAMES:
            raise ValueError(f"name must be one of {', '.join(NAMES)}, got {name!r}")
        if not self.means or np.size(self.means[0][0]) * len(self.means) < 2:
            raise ValueError("an estimate needs two blocks, of one chain or of several")
        place = 2 * NAMES.index(name)
        left, right = (np.array([means[side] for means in self.means]).ravel() for side in (place, place + 1))
        return estimated(left, right)

    def _sides(self, theta, omega, used_theta, used_omega) -> np.ndarray:
        """Left and right of each relation, (12, chains)."""
        training, chains = self.game, len(theta)
        full = self._full(FLOAT64, *theta.T, *omega.T, float(training.eta), training.batch)
        distances = np.split(np.hstack([theta, omega]) - self.origin, [theta.shape[1]], axis=1)
        of_theta, of_omega = used_sides(*distances, used_theta, used_omega, float(training.eta), map(float, training.rates))
        return np.array([np.broadcast_to(side, chains) for side in (*full, *of_theta, *of_omega)], dtype=float)


def used_sides(theta, omega, used_theta, used_omega, eta: float, rates) -> list[np.ndarray]:
    """Left and right of the exact relation of each player, (2, chains) both; ``rates`` times eta are numbers or (chains,)."""
    players = zip(_USED, (theta, omega), (used_theta, used_omega), rates)
    return [np.array([part.sum(axis=1) for part in law(FLOAT64, parameter, gradient, eta, np.reshape(rate, (-1, 1)))])
            for law, parameter, gradient, rate in players]


def estimated(left: np.ndarray, right: np.ndarray) -> Estimate:
    """From independent means of both sides; the error of the ratio to first order."""
    size = right.mean()
    ratio = left.mean() / size if size else float("nan")
    errors = [values.std(ddof=1) / sqrt(len(values)) for values in (left, right, left - ratio * right)]
    return Estimate(*map(float, (left.mean(), size, ratio, *errors[:2], errors[2] / abs(size) if size else float("nan"))))


def measured(game, x0, steps: int, scheme: str, chains: int = 100, burn_in: int = 0, block: int = 100, rng=None,
             origin=None) -> Monitor:
    """A Monitor of ``steps`` iterations of independent chains from the point ``x0``, after ``burn_in`` that do not count.

    ``x0`` holds the parameters, theta first; ``origin`` as in `Monitor`. Raises ArithmeticError
    where a chain leaves every bound.
    """
    scheme, rng = checked(checked_game(game), scheme), random_generator(rng)
    steps, burn_in = exact_integer("steps", steps, least=1), exact_integer("burn_in", burn_in, least=0)
    theta, omega = started(game, x0, chains)
    rates, monitor = [float(rate * game.eta) for rate in game.rates], Monitor(game, block, origin)
    with np.errstate(over="ignore", invalid="ignore"):
        for iteration in range(burn_in + steps):
            before = theta, omega
            theta, omega, *used = minibatch_step(game, scheme, theta, omega, rates, rng)
            if iteration >= burn_in:
                monitor.record(*before, *used)
    if not (np.all(np.isfinite(theta)) and np.all(np.isfinite(omega))):
        raise ArithmeticError(f"the chains leave every bound at eta = {game.eta}")
    return monitor
