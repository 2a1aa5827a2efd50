"""Critics with one hidden layer in the plane, many at once: values, gradients in space and in the weights.

Everything is a product of matrices over (run, point, hidden unit): the gradient of the penalty too, since |grad D|^2 enters
through grad D at each point and two sums over points, weighted by the activation's slope and curvature.
"""

from dataclasses import dataclass, field

import numpy as np
from sympy import tanh

from derivations.particle_gan.neural_critic import smooth, v
from ganmech.lowering import FLOAT64, lower

ACTIVATIONS = ("relu", "tanh")

_tanh_slopes = lower(tuple(line.expr.subs(tanh(v), v) for line in smooth.lines), (v,))      # of t = tanh(v)


@dataclass
class Critics:
    """D(x) = H^(-1/2) sum_h a_h sigma(w_h . x + b_h), one critic for each run.

    ``a``: (runs, H). ``V``: (runs, 3, H), its rows w_1, w_2 and b. Points have a third coordinate 1, (runs, points, 3), so that
    V takes them to the units' inputs. ``activation`` is "relu", of slope 0 at 0, or "tanh".
    """

    activation: str
    a: np.ndarray
    V: np.ndarray
    _room: dict = field(default_factory=dict, init=False, repr=False)

    def value(self, points: np.ndarray) -> np.ndarray:
        """D, (runs, points)."""
        u = points @ self.V
        sigma = np.maximum(u, 0) if self.activation == "relu" else np.tanh(u)
        return (sigma @ self._a[:, :, None])[..., 0]

    def gradient(self, points: np.ndarray) -> np.ndarray:
        """grad D, (runs, points, 2)."""
        return self._along(self._slopes(points)[1])

    def ascent(self, points: np.ndarray, c: np.ndarray, m) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The gradients in ``a`` and in ``V`` of sum_p (c_p D(x_p) - m |grad D(x_p)|^2/2), and grad D at the points.

        ``c``: (points,); ``m``: a number, or (runs, 1, 1).
        """
        u, slope, curvature = self._slopes(points)
        g = self._along(slope)
        damped, W = m * g, self.V[:, :2]
        pulls = c[:, None] * points
        pulls[:, :, :2] -= damped
        if self.activation == "relu":
            sums = pulls.swapaxes(1, 2) @ slope
            # Scaling V is scaling a (derivations: balanced).
            return (self.V * sums).sum(axis=1) / self._root, self._a[:, None] * sums, g
        sums = np.concatenate([pulls, damped], axis=2).swapaxes(1, 2) @ slope
        bent = (damped[..., None] * points[:, :, None]).reshape(*points.shape[:2], 6).swapaxes(1, 2) @ curvature
        through_input = (W[:, :, None] * bent.reshape(-1, 2, 3, bent.shape[-1])).sum(axis=1)
        in_a = (c @ u - (W * sums[:, 3:]).sum(axis=1)) / self._root          # u: tanh of the inputs
        return in_a, self._a[:, None] * (sums[:, :3] - through_input), g

    def _slopes(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The inputs of ReLU, or tanh of the inputs; the slope; the curvature, for tanh. Each (runs, points, H), used again."""
        u, slope, curvature = self._arrays(points)
        np.matmul(points, self.V, out=u)
        if self.activation == "relu":
            np.copyto(slope, u > 0)
            return u, slope, curvature
        np.tanh(u, out=u)
        for run, t in enumerate(u):        # one run fits into the cache
            slope[run], curvature[run] = _tanh_slopes(FLOAT64, t)
        return u, slope, curvature

    def _arrays(self, points: np.ndarray) -> np.ndarray:
        """Room for three numbers a unit: asking the system for such arrays anew takes longer than filling them."""
        shape = (3, *points.shape[:2], self.a.shape[-1])
        if shape not in self._room:
            self._room[shape] = np.empty(shape)
        return self._room[shape]

    def _along(self, slope: np.ndarray) -> np.ndarray:
        return slope @ (self._a[:, None] * self.V[:, :2]).swapaxes(1, 2)

    @property
    def _root(self) -> float:
        return np.sqrt(self.a.shape[-1])

    @property
    def _a(self) -> np.ndarray:
        return self.a / self._root
