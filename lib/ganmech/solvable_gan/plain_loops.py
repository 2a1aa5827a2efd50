"""The obvious twins of the simulators: one replica, every sample drawn in full, the update rule as it is stated.

They are what `sgd` and `gram_chain` are compared with, in the tests (equal laws) and in the benchmark (how much is gained).
"""

import numpy as np

from ganmech.solvable_gan.gram_chain import factor
from ganmech.solvable_gan.sgd import vectors_of
from ganmech.solvable_gan.update import Update


class PlainSGD:
    """X = [U, V, w] of one replica, n x K; y, y~ and y~' are drawn as vectors of R^n."""

    def __init__(self, update: Update, gram: np.ndarray, replicas: int, rng: np.random.Generator):
        self.update, self.rng, self.X = update, rng, vectors_of(gram, update.n, rng).T

    def gram(self) -> np.ndarray:
        return (self.X.T @ self.X)[None]

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            self._step()

    def _step(self) -> None:
        g, rng = self.update, self.rng
        U, V, w = self.X[:, :g.d], self.X[:, g.d:-1], self.X[:, -1]
        y = U @ (np.sqrt(g.Lambda) * rng.standard_normal(g.d)) + np.sqrt(g.eta_T) * rng.standard_normal(g.n)
        y_fake = V @ (np.sqrt(g.Lambda_tilde) * rng.standard_normal(g.d)) + np.sqrt(g.eta_G) * rng.standard_normal(g.n)
        c = np.sqrt(g.Lambda_tilde) * rng.standard_normal(g.d)
        y_generated = V @ c + np.sqrt(g.eta_G) * rng.standard_normal(g.n)
        dw = _at(g.f, y @ w) * y - _at(g.f_tilde, y_fake @ w) * y_fake
        dV = _at(g.f_tilde, y_generated @ w) * np.outer(w, c)
        if g.lam is not None:
            dw = dw - g.lam * _at(g.H_prime, w @ w) * w
            dV = dV - g.lam * V * g.H_prime.values((V**2).sum(axis=0))
        w, V = w + g.tau / g.n * dw, V + g.tau_tilde / g.n * dV
        if g.lam is None:
            w, V = w / np.linalg.norm(w), V / np.linalg.norm(V, axis=0)
        self.X = np.column_stack([U, V, w])


class PlainGramChain:
    """M of one replica, K x K. The noises a and a~ of w's step are kept apart: their projections on U, V and w, and of what
    lies beyond those the squared lengths and the inner product, by Bartlett's decomposition; n >= K + 2."""

    def __init__(self, update: Update, gram: np.ndarray, replicas: int, rng: np.random.Generator):
        self.update, self.rng, self.M = update, rng, np.array(gram)

    def gram(self) -> np.ndarray:
        return self.M[None].copy()

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            self._step()

    def _step(self) -> None:
        g, rng, M = self.update, self.rng, self.M
        d, K, w = g.d, 2 * g.d + 1, 2 * g.d
        basis = factor(M[None])[0]                                      # X^T in coordinates of its span, K x K
        real = rng.standard_normal(K), g.eta_T**0.5                     # the noise of y in those coordinates
        fake, generated = (rng.standard_normal(K), g.eta_G**0.5), (rng.standard_normal(K), g.eta_G**0.5)
        c, c_fake, c_generated = (np.sqrt(law) * rng.standard_normal(d) for law in (g.Lambda, g.Lambda_tilde, g.Lambda_tilde))
        y = c @ basis[:d] + real[1] * real[0]
        y_fake, y_generated = c_fake @ basis[d:w] + fake[1] * fake[0], c_generated @ basis[d:w] + generated[1] * generated[0]
        f, f_fake = _at(g.f, y @ basis[w]), _at(g.f_tilde, y_fake @ basis[w])
        after = basis.copy()
        after[w] += g.tau / g.n * (f * y - f_fake * y_fake)
        after[d:w] += g.tau_tilde / g.n * _at(g.f_tilde, y_generated @ basis[w]) * np.outer(c_generated, basis[w])
        if g.lam is not None:
            after[w] -= g.tau / g.n * g.lam * _at(g.H_prime, M[w, w]) * basis[w]
            after[d:w] -= g.tau_tilde / g.n * g.lam * g.H_prime.values(np.diag(M)[d:w])[:, None] * basis[d:w]
        self.M = after @ after.T
        self.M[w, w] += (g.tau / g.n)**2 * self._beyond(f * real[1], f_fake * fake[1])
        if g.lam is None:
            lengths = np.where(np.arange(K) < d, 1, np.sqrt(np.diag(self.M)))
            self.M = self.M / np.outer(lengths, lengths)

    def _beyond(self, first: float, second: float) -> float:
        """|first a - second a~|^2 of two independent standard Gaussian vectors of R^(n - K)."""
        freedom = self.update.n - 2 * self.update.d - 1
        a_squared, crossing = self.rng.chisquare(freedom), self.rng.standard_normal()
        inner, a_tilde_squared = crossing * a_squared**0.5, crossing**2 + self.rng.chisquare(freedom - 1)
        return first**2 * a_squared - 2 * first * second * inner + second**2 * a_tilde_squared


def _at(slope, value: float) -> float:
    return slope.values(np.array([value]))[0]
