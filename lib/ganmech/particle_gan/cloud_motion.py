"""N particles and their critic on the circle, followed in time by the classical Runge-Kutta method, many replicas at once.

A state is an array (replicas, N + 2 K): the places x, then the a_k, then the c_k of d_k = a_k + i c_k. Replicas may differ in
their mobilities mu_+ and mu_-.
"""

from dataclasses import dataclass
from multiprocessing import parent_process

import numpy as np
from rich.console import Console
from rich.progress import Progress

from derivations.particle_gan.circle_model import P_c, P_s, Q_c, Q_s, curvature, learning, moment, slope
from derivations.particle_gan.notation import a_k, c_k, eta_k, gamma_k, k, p_k, x
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan.circle_waves import Waves

even_target = tuple(learning.result.subs({P_c: p_k, P_s: 0}))
_looks = lower((*moment, slope.result[0]), (k, a_k, c_k, x))
_learns = lower(even_target, (eta_k, gamma_k, p_k, Q_c, Q_s, a_k, c_k))
_curvature = lower(curvature.result[0], (k, a_k, c_k, x))
FARTHEST = 1e100
RUNNING = 0.05                  # running away from a place is fast but brief: so much of its rate counts


@dataclass(frozen=True)
class CloudRun:
    """Recorded times ``t`` (times,), places ``x`` (times, replicas, N), coefficients ``d`` (times, replicas, K), complex.

    ``diverged`` (replicas,): a step was too long for a replica; from then on its numbers are nan.
    """

    t: np.ndarray
    x: np.ndarray
    d: np.ndarray
    diverged: np.ndarray

    def order_parameter(self, k: int = 1) -> np.ndarray:
        """|<e^(-ikx)>| over the particles, (times, replicas): 1 for a cloud in one point, 0 if it is even over M > k modes."""
        return np.abs(np.exp(-1j * k * self.x).mean(axis=-1))

    @property
    def spread(self) -> np.ndarray:
        """The standard deviation of the particles' places about their mean, along the line, (times, replicas)."""
        return self.x.std(axis=-1)

    @property
    def curvature(self) -> np.ndarray:
        """D'' averaged over the particles, (times, replicas)."""
        return curvature_at(np.arange(1, self.d.shape[-1] + 1), self.x, self.d.real, self.d.imag).mean(axis=-1)


class Cloud:
    """The velocities of states (replicas, N + 2 K): x, then a, then c; ``mean`` and ``relative`` are mu_+ and mu_-, one for all
    replicas or one for each."""

    def __init__(self, waves: Waves, mean, relative):
        self.k, self.eta, self.gamma, self.p = np.array([waves.k, waves.eta, waves.gamma, waves.p], dtype=float)
        self.relative = np.reshape(relative, (-1, 1))
        self.common = np.reshape(mean, (-1, 1)) - self.relative

    def parts(self, state: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """x, a and c of a state."""
        K = len(self.k)
        return state[..., :-2 * K], state[..., -2 * K:-K], state[..., -K:]

    def velocity(self, state: np.ndarray) -> np.ndarray:
        places, a, c = self.parts(state)
        Q_real, Q_imaginary, terms = _looks(FLOAT64, self.k, a[:, None, :], c[:, None, :], places[:, :, None])
        force, count = terms.sum(axis=-1), places.shape[1]
        common = self.common * (force.sum(axis=1, keepdims=True) / count)
        Q = Q_real.sum(axis=1) / count, Q_imaginary.sum(axis=1) / count
        rates = _learns(FLOAT64, self.eta, self.gamma, self.p, *Q, a, c)
        return np.concatenate([self.relative * force + common, *rates], axis=1)

    def step(self, state: np.ndarray, dt: float) -> np.ndarray:
        first = self.velocity(state)
        second = self.velocity(state + dt / 2 * first)
        third = self.velocity(state + dt / 2 * second)
        fourth = self.velocity(state + dt * third)
        return state + dt / 6 * (first + 2 * (second + third) + fourth)

    def advanced(self, state: np.ndarray, dt: float, steps: int) -> np.ndarray:
        for _ in range(steps):
            state = self.step(state, dt)
        return state

    def curvature(self, state: np.ndarray) -> np.ndarray:
        """D'' under each particle, (replicas, N)."""
        return curvature_at(self.k, *self.parts(state))

    def shortest_time(self) -> float:
        """The time in which the fastest of forgetting, swinging in a mode and running from a place changes a state."""
        mean, weights = (self.common + self.relative).max(), self.k**2 * self.eta
        running = mean * (weights / self.gamma).sum()
        return 1 / max(self.gamma.max(), np.sqrt(mean * weights.sum()), RUNNING * running)


def curvature_at(waves: np.ndarray, places: np.ndarray, a: np.ndarray, c: np.ndarray) -> np.ndarray:
    """D'' under each particle; leading axes of the state are free."""
    return _curvature(FLOAT64, waves, a[..., None, :], c[..., None, :], places[..., None]).sum(axis=-1)


def followed(cloud: Cloud, state: np.ndarray, T: float, dt: float, records: int, description: str) -> CloudRun:
    """``records`` + 1 states from 0 to T, in equal steps of at most ``dt``. Only the process that was called shows progress."""
    between = max(1, int(np.ceil(T / records / dt - 1e-9)))
    step, kept, console = T / records / between, [state], Console(stderr=True)
    quiet = parent_process() is not None or not console.is_terminal
    with Progress(console=console, transient=True, disable=quiet) as progress, np.errstate(all="ignore"):
        for _ in progress.track(range(records), description=description):
            state = cloud.advanced(state, step, between)
            kept.append(state)
    places, a, c = cloud.parts(np.array(kept))
    with np.errstate(all="ignore"):
        d = a + 1j * c
    return _marked(np.linspace(0, T, records + 1), places, d)


def _marked(t: np.ndarray, places: np.ndarray, d: np.ndarray) -> CloudRun:
    """What is beyond all bounds, and all that follows it, becomes nan."""
    lost = ~((np.abs(places) < FARTHEST).all(axis=-1) & (np.abs(d) < FARTHEST).all(axis=-1))
    lost = np.logical_or.accumulate(lost, axis=0)
    return CloudRun(t, np.where(lost[..., None], np.nan, places), np.where(lost[..., None], np.nan, d), lost[-1])
