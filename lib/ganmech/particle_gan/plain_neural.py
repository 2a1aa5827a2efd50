"""The obvious twin of the neural runs: one run, point by point, the formulas as they are written.

It is what `neural_runs` is compared with, in the tests (equal paths) and in the benchmark (how much is gained).
"""

import numpy as np


class PlainNeuralRun:
    """One critic (a, W, b), W of shape (H, 2), the data y (n, 2) and the particles x (N, 2) of a `NeuralGAN` and its start."""

    def __init__(self, model, start: tuple):
        a, V, points = start
        self.model, self.a, self.W, self.b = model, a.copy(), V[:2].T.copy(), V[2].copy()
        self.y, self.x = points[:model.data, :2].copy(), points[model.data:, :2].copy()
        self.Gamma = np.full((model.N, model.N), float(model.phi))
        np.fill_diagonal(self.Gamma, 1)

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            self._step()

    def gradient(self, x: np.ndarray) -> np.ndarray:
        """grad D at one point."""
        _, slope, _ = self._activation(self.W @ x + self.b)
        return (self.a * slope) @ self.W / np.sqrt(len(self.a))

    def objective(self) -> float:
        """What the critic ascends."""
        points = [*self.y, *self.x]
        penalty = np.mean([self.gradient(x) @ self.gradient(x) for x in points])
        weights = np.concatenate([self.a, self.b, self.W.ravel()])
        return (np.mean([self.value(y) for y in self.y]) - np.mean([self.value(x) for x in self.x])
                - float(self.model.penalty) / 2 * penalty - float(self.model.weight_decay) / 2 * weights @ weights)

    def value(self, x: np.ndarray) -> float:
        """D at one point."""
        return self.a @ self._activation(self.W @ x + self.b)[0] / np.sqrt(len(self.a))

    def ascent(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The gradients of the objective in a, W and b."""
        alpha, lam, count = float(self.model.weight_decay), float(self.model.penalty), len(self.y) + len(self.x)
        in_a, in_W, in_b = -alpha * self.a, -alpha * self.W, -alpha * self.b
        for points, sign in ((self.y, 1 / len(self.y)), (self.x, -1 / len(self.x))):
            for x in points:
                in_a, in_W, in_b = (total + part for total, part in zip((in_a, in_W, in_b), self._part(x, sign, lam / count)))
        return in_a, in_W, in_b

    def _part(self, x: np.ndarray, c: float, m: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The gradients of c D(x) - m |grad D(x)|^2/2."""
        sigma, slope, curvature = self._activation(self.W @ x + self.b)
        g, root = self.gradient(x), np.sqrt(len(self.a))
        along = self.W @ g
        in_a = (c * sigma - m * slope * along) / root
        in_b = self.a * (c * slope - m * curvature * along) / root
        return in_a, np.outer(in_b, x) - m * np.outer(self.a * slope, g) / root, in_b

    def _step(self) -> None:
        model, before = self.model, np.array([self.gradient(x) for x in self.x])
        in_a, in_W, in_b = self.ascent()
        eta_D = float(model.eta_D)
        self.a, self.W, self.b = self.a + eta_D * in_a, self.W + eta_D * in_W, self.b + eta_D * in_b
        g = before if model.update == "simultaneous" else np.array([self.gradient(x) for x in self.x])
        self.x = self.x + float(model.eta_G) / model.N * self.Gamma @ g

    def _activation(self, u: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """sigma, its slope and its curvature."""
        if self.model.activation == "relu":
            return np.maximum(u, 0), np.where(u > 0, 1.0, 0.0), np.zeros_like(u)
        t = np.tanh(u)
        return t, 1 - t**2, -2 * t * (1 - t**2)
