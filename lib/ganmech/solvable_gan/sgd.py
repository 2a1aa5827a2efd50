"""Stochastic gradient descent itself: weights in R^n, fresh samples in every step.

It knows the model's update rule and nothing of the theory. A step costs one standard normal vector of length n and
O(n d^2) operations a replica.
"""

import numpy as np

from ganmech.solvable_gan.update import Update

BLOCK = 1000        # steps whose scalar random numbers are drawn at once


class SGD:
    """Replicas of X = [U, V, w], kept as rows: (replicas, K, n). They start alike, as `vectors_of` says."""

    def __init__(self, update: Update, gram: np.ndarray, replicas: int, rng: np.random.Generator, signs: bool = False):
        self.update, self.rng = update, rng
        self.X = np.repeat(vectors_of(gram, update.n, rng, signs)[None], replicas, axis=0)

    def gram(self) -> np.ndarray:
        return self.X @ self.X.swapaxes(1, 2)

    def advance(self, steps: int) -> None:
        for start in range(0, steps, BLOCK):
            count, replicas = min(BLOCK, steps - start), len(self.X)
            latents, noises = self.update.latents(self.rng, count, replicas), self.update.noises(self.rng, count, replicas)
            for step in range(count):
                self._step(latents[step], noises[step])

    def _step(self, latents: np.ndarray, noises: np.ndarray) -> None:
        X, d = self.X, self.update.d
        last = (X @ X[:, -1, :, None])[..., 0]
        S_diagonal = None if self.update.lam is None else np.vecdot(X[:, d:-1], X[:, d:-1])
        T, gamma = self.update.map(last, S_diagonal, latents, noises)
        xi = gamma[:, None] * self.rng.standard_normal((len(X), self.update.n))
        T[:, -1, -1] -= np.vecdot(X[:, -1], xi) / last[:, -1]       # takes the part of xi along w away
        X[:, d:] = T[:, :, d:].swapaxes(1, 2) @ X
        X[:, -1] += xi
        if self.update.lam is None:
            X[:, d:] /= np.sqrt(np.vecdot(X[:, d:], X[:, d:]))[..., None]


def vectors_of(gram: np.ndarray, n: int, rng: np.random.Generator, signs: bool = False) -> np.ndarray:
    """K vectors of R^n with the given Gram matrix, singular ones too: (K, n).

    Isotropic, or with ``signs`` such that the entries of sqrt(n) U are random signs (for d > 1 nearly, as U is orthonormal).
    """
    values, axes = np.linalg.eigh(gram)
    R = np.linalg.qr((axes * np.sqrt(np.maximum(values, 0))).T).R       # gram = R^T R, also where it is singular
    directions = rng.standard_normal((n, len(gram)))
    if signs:
        directions[:, :len(gram) // 2] = np.sign(directions[:, :len(gram) // 2])
    orthonormal, slant = np.linalg.qr(directions)
    return (R.T * _signs(R)) @ (orthonormal * _signs(slant)).T


def _signs(triangular: np.ndarray) -> np.ndarray:
    return np.where(np.diag(triangular) < 0, -1, 1)
