"""Descent of a neural critic against N coupled particles in the plane, many runs at once.

A step: the critic ascends E_p D - E_q D - (lambda/2) E |grad D|^2 - (alpha/2) |weights|^2, the penalty's mean taken over data
and particles together; then x_i moves by mu_- (grad D(x_i) - <grad D>) + mu_+ <grad D>, which is the kernel of two numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from derivations.particle_gan.notation import N as N_symbol
from derivations.particle_gan.notation import eta_G, g_1, mu_minus, mu_plus, phi, written_out
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan.neural_critic import Critics
from ganmech.particle_gan.occupancy import order_parameters, ring

BATCH = 12              # runs at once: the arrays of more outgrow the processor's cache
CHECKED_EVERY = 10      # steps
FARTHEST, LARGEST_WEIGHT = 1e3, 1e6         # in any coordinate; a run beyond them has diverged

_mobilities = lower((written_out(mu_minus), written_out(mu_plus)), (N_symbol, g_1, phi, eta_G))


@dataclass(frozen=True)
class NeuralRun:
    """What a run came to: means over the last quarter of its steps, and the particles at its end.

    ``entropy`` (of the occupancy of the modes, 1 covered, 0 collapsed), ``spread`` and ``distance`` are those of
    `occupancy.order_parameters`, None where the run ``diverged``: then ``steps`` tells when that was seen, and ``x``, the
    particles (N, 2), is from up to 10 steps before. ``data``: (n, 2). ``path``: the particles at equally spaced steps from the
    start on, (records + 1, N, 2), from its divergence on as they were last; None without records.
    """

    diverged: bool
    steps: int
    entropy: float | None
    spread: float | None
    distance: float | None
    x: np.ndarray
    data: np.ndarray
    path: np.ndarray | None = None


def simulate(models: Sequence, starts: Sequence, steps: int, records: int = 0) -> list[NeuralRun]:
    """A run of each model from its start (a, V, points); models may differ in numbers, not in sizes, activation or update."""
    from ganmech.particle_gan.compiled_critic import fastest_batch

    kind, parts = fastest_batch(models, steps), [slice(first, first + BATCH) for first in range(0, len(models), BATCH)]
    return [run for part in parts for run in kind(models[part], starts[part]).simulated(steps, records)]


class Batch:
    """Runs that advance together; those that diverge are taken out."""

    def __init__(self, models: Sequence, starts: Sequence):
        model = models[0]
        self.places = np.arange(len(models))
        a, V, self.points = (np.stack(arrays) for arrays in zip(*starts))
        self.critics = Critics(model.activation, a, V)
        self.alternating, self.data, self.centres = model.update == "alternating", model.data, ring(model.modes)
        self.c = np.repeat([1 / model.data, -1 / model.N], [model.data, model.N])
        self.eta_D, self.decay, penalty = (_numbers(models, name) for name in ("eta_D", "weight_decay", "penalty"))
        self.m = penalty[:, None, None] / len(self.c)
        mobilities = _mobilities(FLOAT64, model.N, 1, _numbers(models, "phi"), _numbers(models, "eta_G"))
        self.mu_minus, self.mu_plus = (mobility[:, None, None] for mobility in mobilities)

    @property
    def x(self) -> np.ndarray:
        """The particles, a view (runs, N, 2)."""
        return self.points[:, self.data:, :2]

    def simulated(self, steps: int, records: int) -> list[NeuralRun]:
        """Advance and measure."""
        data, runs = self.points[:, :self.data, :2].copy(), len(self.places)
        diverged, sums, x = np.zeros(runs, dtype=int), np.zeros((runs, 3)), self.x.copy()
        path, due = np.repeat(self.x[:, None], records + 1, axis=1), {k * steps // records: k for k in range(1, records + 1)}
        counted = steps - steps // 4 if steps >= 4 else steps - 1
        before = 0
        for step in sorted({*range(CHECKED_EVERY, steps, CHECKED_EVERY), *due, counted, steps} - {0}):
            passed, before = self.advanced(step - before), step
            if step % CHECKED_EVERY == 0 or step == steps:
                lost = self._diverged()
                diverged[self.places[lost]] = step
                self._keep(~lost)
                x[self.places], passed = self.x, passed[:, ~lost]
            if not self.places.size:
                break
            if step > counted:
                sums[self.places] += self._measured(passed)
            if step in due:
                path[self.places, due[step]:] = self.x[:, None]
        means = sums / (steps - counted)
        return [_run(diverged[i], steps, means[i], x[i], data[i], path[i] if records else None) for i in range(runs)]

    def advanced(self, steps: int) -> np.ndarray:
        """So many steps of every run; the particles after each, (steps, runs, N, 2)."""
        path = np.empty((steps, *self.x.shape))
        with np.errstate(over="ignore", invalid="ignore"):
            for place in range(steps):
                self.advance()
                path[place] = self.x
        return path

    def advance(self) -> None:
        """One step of every run."""
        critics = self.critics
        in_a, in_V, g = critics.ascent(self.points, self.c, self.m)
        critics.a += self.eta_D[:, None] * (in_a - self.decay[:, None] * critics.a)
        critics.V += self.eta_D[:, None, None] * (in_V - self.decay[:, None, None] * critics.V)
        g = critics.gradient(self.points[:, self.data:]) if self.alternating else g[:, self.data:]
        mean = g.mean(axis=1, keepdims=True)
        self.points[:, self.data:, :2] += self.mu_minus * (g - mean) + self.mu_plus * mean

    def _measured(self, path: np.ndarray) -> np.ndarray:
        """Sums of the order parameters over the steps, (runs, 3)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return order_parameters(path, self.centres).sum(axis=0)

    def _diverged(self) -> np.ndarray:
        bounds = (self.x, FARTHEST), (self.critics.a[:, None], LARGEST_WEIGHT), (self.critics.V, LARGEST_WEIGHT)
        inside = [np.abs(array).max(axis=(1, 2)) <= bound for array, bound in bounds]       # False also where not a number
        return ~np.logical_and.reduce(inside)

    def _keep(self, kept: np.ndarray) -> None:
        if kept.all():
            return
        for name in ("places", "points", "eta_D", "decay", "m", "mu_minus", "mu_plus"):
            setattr(self, name, getattr(self, name)[kept])
        self.critics = Critics(self.critics.activation, self.critics.a[kept], self.critics.V[kept])


def _numbers(models: Sequence, name: str) -> np.ndarray:
    return np.array([float(getattr(model, name)) for model in models])


def _run(diverged: int, steps: int, means: np.ndarray, x, data, path) -> NeuralRun:
    if diverged:
        return NeuralRun(True, int(diverged), None, None, None, x, data, path)
    return NeuralRun(False, steps, *map(float, means), x, data, path)
