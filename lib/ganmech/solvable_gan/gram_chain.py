"""The Gram matrix M = X^T X of stochastic gradient descent is a Markov chain of its own, at a cost that does not depend on n.

With X <- X T + gamma xi e_w^T and xi orthogonal to w (`update`), M needs of xi only its projections X^T xi, Gaussian of
covariance M - m m^T/z with m the last column of M, and its squared length. Written with any factor M - m m^T/z = B B^T (of U
and V: 2d x 2d), X^T xi = B e with 2d standard normals e, and |xi|^2 = |e|^2 + chi^2 with n - 2d - 1 degrees of freedom. The
chain has exactly the law of the Gram matrix of `sgd`, for every n >= 2d + 1.
"""

import numpy as np

from ganmech.solvable_gan.update import Update

BLOCK = 1000        # steps whose random numbers are drawn at once


class GramChain:
    """Replicas of M: (replicas, K, K)."""

    def __init__(self, update: Update, gram: np.ndarray, replicas: int, rng: np.random.Generator):
        self.update, self.rng = update, rng
        self.M = np.repeat(np.asarray(gram)[None], replicas, axis=0)

    def gram(self) -> np.ndarray:
        return self.M.copy()

    def advance(self, steps: int) -> None:
        for start in range(0, steps, BLOCK):
            self._steps(*self._draws(min(BLOCK, steps - start)))

    def _draws(self, count: int) -> tuple[np.ndarray, ...]:
        """What so many steps draw: latents and noises of the samples, xi inside the span of U and V, its squared length beyond."""
        replicas, d = len(self.M), self.update.d
        return (self.update.latents(self.rng, count, replicas), self.update.noises(self.rng, count, replicas),
                self.rng.standard_normal((count, replicas, 2 * d, 1)), self._beyond(count))

    def _steps(self, *draws: np.ndarray) -> None:
        for draws_of_step in zip(*draws):
            self._step(*draws_of_step)

    def _beyond(self, count: int) -> np.ndarray:
        """The squared length of xi outside the span of U, V and w; nothing is outside for n = K."""
        freedom = self.update.n - 2 * self.update.d - 1
        shape = count, len(self.M)
        return self.rng.chisquare(freedom, shape) if freedom else np.zeros(shape)

    def _step(self, latents: np.ndarray, noises: np.ndarray, inside: np.ndarray, beyond: np.ndarray) -> None:
        M, d = self.M, self.update.d
        last = M[:, :, -1]
        T, gamma = self.update.map(last, np.einsum("rii->ri", M[:, d:-1, d:-1]), latents, noises)
        orthogonal = M[:, :-1, :-1] - last[:, :-1, None] * (last[:, None, :-1] / last[:, None, -1:])
        along = np.zeros((len(M), len(last[0]), 1))
        along[:, :-1] = gamma[:, None, None] * (factor(orthogonal) @ inside)        # gamma X^T xi
        transposed = T.swapaxes(1, 2)
        following = transposed @ M @ T
        crossing = (transposed @ along)[..., 0]
        following[:, :, -1] += crossing
        following[:, -1, :] += crossing
        following[:, -1, -1] += gamma**2 * ((inside**2).sum(axis=(1, 2)) + beyond)
        self.M = following if self.update.lam is not None else pinned(following, d)


def factor(C: np.ndarray) -> np.ndarray:
    """B with C = B B^T for positive semidefinite C (replicas, k, k): Cholesky's, or the square root where one is singular."""
    try:
        return np.linalg.cholesky(C)
    except np.linalg.LinAlgError:
        values, axes = np.linalg.eigh(C)
        return axes * np.sqrt(np.maximum(values, 0))[:, None, :]


def pinned(M: np.ndarray, d: int) -> np.ndarray:
    """M after V_i and w are divided by their lengths."""
    lengths = np.sqrt(np.einsum("rii->ri", M))
    lengths[:, :d] = 1
    return M / (lengths[:, :, None] * lengths[:, None, :])
