"""GOE eigenvalues from a tridiagonal matrix of independent entries, whose laws can be bent and weighed.

A GOE matrix of size M with off-diagonal variance 1 has the eigenvalues of the tridiagonal matrix with N(0, 2) on its diagonal
and chi variables with M-1, M-2, ..., 1 degrees of freedom beside it (Dumitriu and Edelman 2002). Its 2M - 1 entries are
independent: each may be drawn from another normal or gamma law, with the logarithm of the ratio of densities kept as a weight.
"""

import numpy as np

VARIANCE = 2.0              # of a diagonal entry
LEAST_VARIANCE = 0.5        # that a fitted law may have, so that its weights stay bounded in practice


class TridiagonalGOE:
    """A law for the entries, at first one whose edge is pushed inwards.

    ``push`` is the share of rows, from the top, whose local edge is moved to that of the row after them; ``side`` is +1 to push
    the lower edge up and -1 to push the upper edge down. push = 0 is the GOE itself.
    """

    def __init__(self, size: int, push: float = 0.0, side: int = 1):
        rows = np.sqrt(size - np.arange(size))
        moved = 2 * np.maximum(rows - np.sqrt(size * (1 - push)), 0)       # of the local edge 2 sqrt(M - i)
        self.shape = np.arange(size - 1, 0, -1) / 2                        # of the squared entries beside, gamma of scale 2
        self.mean, self.variance = side * moved / 2, np.full(size, VARIANCE)
        self.scale = 2 * (1 - moved[:-1] / (4 * rows[:-1])) ** 2

    def draw(self, count: int, rng: np.random.Generator):
        """Eigenvalues (count, M), increasing; log(GOE density / density drawn from) (count,); the entries, for `fit`."""
        diagonal = self.mean + np.sqrt(self.variance) * rng.standard_normal((count, self.mean.size))
        squares = rng.gamma(self.shape, self.scale, (count, self.shape.size))
        eigenvalues = np.linalg.eigvalsh(_tridiagonal(diagonal, np.sqrt(squares)))
        return eigenvalues, self._log_ratio(diagonal, squares), (diagonal, squares)

    def fit(self, entries, weights: np.ndarray, widen: float) -> None:
        """Take on the weighted means of the entries, and the diagonal's weighted variances times ``widen``."""
        diagonal, squares = entries
        self.mean = weights @ diagonal
        self.variance = np.maximum(widen * (weights @ (diagonal - self.mean) ** 2), LEAST_VARIANCE)
        self.scale = weights @ squares / self.shape

    def _log_ratio(self, diagonal, squares) -> np.ndarray:
        normal = ((diagonal - self.mean) ** 2 / self.variance - diagonal**2 / VARIANCE + np.log(self.variance / VARIANCE)) / 2
        gamma = squares * (1 / self.scale - 1 / 2) + self.shape * np.log(self.scale / 2)
        return normal.sum(axis=1) + gamma.sum(axis=1)


def _tridiagonal(diagonal: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """Lower triangles, all that eigvalsh reads."""
    rows = np.arange(diagonal.shape[1])
    matrices = np.zeros((*diagonal.shape, rows.size))
    matrices[:, rows, rows] = diagonal
    matrices[:, rows[1:], rows[:-1]] = beside
    return matrices
