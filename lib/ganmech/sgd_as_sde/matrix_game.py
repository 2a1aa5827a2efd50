"""The linear-quadratic game of any dimension, given by its matrices."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sympy import ImmutableMatrix as Matrix, Symbol, zeros

from derivations.sgd_as_sde.players import TwoPlayers
from ganmech.sgd_as_sde.exact_matrices import checked_covariance, exact_matrix
from ganmech.sgd_as_sde.linear_game import LinearGame
from ganmech.sgd_as_sde.training import Training


@dataclass(frozen=True, kw_only=True)
class MatrixGame(LinearGame, Training):
    """g_theta = P theta + K omega + p, g_omega = K^T theta - R omega + q, with Gaussian noise for each pair."""

    P: Matrix
    K: Matrix
    R: Matrix
    p: Matrix
    q: Matrix
    Sigma_theta: Matrix
    Sigma_omega: Matrix
    Sigma_cross: Matrix | None = None

    @cached_property
    def players(self) -> TwoPlayers:
        theta, omega = (tuple(Symbol(f"{name}_{i + 1}", real=True) for i in range(size))
                        for name, size in (("theta", self.P.rows), ("omega", self.R.rows)))
        t, o = Matrix(theta), Matrix(omega)
        shared = (self.Sigma_cross, Matrix(zeros(len(t), 1))) if self.shared_batch else (None, None)
        return TwoPlayers(theta, omega, self.P * t + self.K * o + self.p, self.K.T * t - self.R * o + self.q,
                          self.Sigma_theta, self.Sigma_omega, *shared)

    @property
    def dimensions(self) -> tuple[int, int]:
        return self.P.rows, self.R.rows

    def draw(self, rng: np.random.Generator, chains: int) -> list[np.ndarray]:
        """For each chain the mean over a minibatch of both gradients' noise, (chains, d_theta) and (chains, d_omega)."""
        pairs = rng.standard_normal((chains, self.batch, sum(self.dimensions))).mean(axis=1) @ self._root.T
        return list(np.split(pairs, [self.P.rows], axis=1))

    def minibatch_gradients(self, theta: np.ndarray, omega: np.ndarray, draws) -> tuple[np.ndarray, np.ndarray]:
        """Gradients of the minibatches in theta and in omega; theta (chains, d_theta), omega (chains, d_omega)."""
        P, K, R, p, q = self._arrays
        return theta @ P + omega @ K.T + p + draws[0], theta @ K - omega @ R + q + draws[1]

    @cached_property
    def _arrays(self):
        P, K, R, p, q = (np.array(part, dtype=float) for part in (self.P, self.K, self.R, self.p, self.q))
        return P, K, R, p[:, 0], q[:, 0]

    @cached_property
    def _root(self) -> np.ndarray:
        """A square root of the covariance of both gradients of a pair."""
        values, axes = np.linalg.eigh(np.array(joint(self.Sigma_theta, self.Sigma_omega, self.Sigma_cross), dtype=float))
        return axes * np.sqrt(np.maximum(values, 0))


def rows(name: str, matrix) -> int:
    """How many there are, at least one; of a scalar one."""
    size = len(matrix) if np.iterable(matrix) and not isinstance(matrix, str) else 1
    if not size:
        raise ValueError(f"{name} must have one row or more, got none")
    return size


def of_matrices(P, K, R, p, q, Sigma_theta, Sigma_omega, Sigma_cross=None, **training) -> MatrixGame:
    """Phi = theta^T P theta/2 + theta^T K omega - omega^T R omega/2 + p . theta + q . omega, with noise of constant covariance.

    P (d_theta, d_theta) and R (d_omega, d_omega) symmetric, K (d_theta, d_omega), p (d_theta,), q (d_omega,); Sigma_theta,
    Sigma_omega and Sigma_cross (d_theta, d_omega; None for 0) the covariances of the gradients of one pair, together positive
    semidefinite. Further keywords as in `Training`. Raises ValueError for wrong shapes and for what is no covariance.
    """
    d_theta, d_omega = rows("P", P), rows("R", R)
    shapes = {"P": (d_theta, d_theta), "K": (d_theta, d_omega), "R": (d_omega, d_omega), "p": (d_theta, 1), "q": (d_omega, 1),
              "Sigma_theta": (d_theta, d_theta), "Sigma_omega": (d_omega, d_omega)}
    given = dict(zip(shapes, (P, K, R, p, q, Sigma_theta, Sigma_omega)))
    read = {name: exact_matrix(name, given[name], shape) for name, shape in shapes.items()}
    for name in ("P", "R"):
        if read[name] != read[name].T:
            raise ValueError(f"{name} must be symmetric")
    cross = zeros(d_theta, d_omega) if Sigma_cross is None else exact_matrix("Sigma_cross", Sigma_cross, (d_theta, d_omega))
    for name in ("Sigma_theta", "Sigma_omega"):
        checked_covariance(name, read[name])
    checked_covariance("the joint covariance of Sigma_theta, Sigma_omega and Sigma_cross",
                       joint(read["Sigma_theta"], read["Sigma_omega"], cross))
    return MatrixGame(**read, Sigma_cross=Matrix(cross), **training)


def joint(Sigma_theta, Sigma_omega, Sigma_cross) -> Matrix:
    """The covariance of (g_theta, g_omega) of one pair."""
    return Matrix(Matrix.vstack(Matrix.hstack(Sigma_theta, Sigma_cross), Matrix.hstack(Sigma_cross.T, Sigma_omega)))
