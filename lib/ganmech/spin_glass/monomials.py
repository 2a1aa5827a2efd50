r"""Weighted monomials whose inner products are powers: sum over |alpha| = a of phi_alpha(w) phi_alpha(w') = (w.w')^a.

    phi_alpha(w) = sqrt(a! / alpha!) w^alpha,       d phi_alpha / dw_i = sqrt(a alpha_i) phi_(alpha - e_i)

The first is the multinomial theorem. So a Gaussian field of covariance (w.w')^a on R^N needs C(N + a - 1, a) normal numbers,
where the tensor that defines it has N^a.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement
from math import comb

import numpy as np


@dataclass(frozen=True, eq=False)
class Monomials:
    """All monomials of one degree a in N variables, in the lexicographic order of their sorted factors.

    ``factors`` (F, a) are the variables multiplied, ``parent`` (F,) the place of the monomial without its last factor among
    those of degree a - 1, ``growth`` (F,) its weight over its parent's; ``raised`` (N, F') is the place of w_i times a monomial
    of degree a - 1 and ``slope`` (N, F') the weight of the derivative that undoes this.
    """

    degree: int
    factors: np.ndarray
    parent: np.ndarray | None = None
    growth: np.ndarray | None = None
    raised: np.ndarray | None = None
    slope: np.ndarray | None = None
    below: "Monomials | None" = None

    def features(self, w: np.ndarray) -> np.ndarray:
        """phi(w), shape (starts, F), at points w of shape (starts, N)."""
        return self.ladder(w)[-1]

    def ladder(self, w: np.ndarray) -> list[np.ndarray]:
        """The features of all degrees from 0 to a."""
        if self.below is None:
            return [np.ones((len(w), 1))]
        lower = self.below.ladder(w)
        return [*lower, lower[-1][:, self.parent] * w[:, self.factors[:, -1]] * self.growth]

    def gradient(self, w: np.ndarray, c: np.ndarray, ladder: list[np.ndarray] | None = None) -> np.ndarray:
        """The gradient in w of sum_alpha c_alpha phi_alpha(w), shape (starts, N), where c has shape (starts, F).

        ``ladder`` holds the features of lower degrees at w, if they are known.
        """
        if self.below is None:
            return np.zeros_like(w)
        lower = (ladder or self.below.ladder(w))[self.degree - 1]
        return (c[:, self.raised] * self.slope @ lower[:, :, None])[:, :, 0]

    def jacobian(self, w: np.ndarray) -> np.ndarray:
        """d phi_alpha / dw_i at one point w of shape (N,), shape (F, N)."""
        jacobian = np.zeros((len(self.factors), len(w)))
        if self.below is not None:
            jacobian[self.raised.T, np.arange(len(w))] = self.slope.T * self.below.features(w[None]).T
        return jacobian

    def hessian(self, w: np.ndarray, c: np.ndarray) -> np.ndarray:
        """The second derivatives of sum_alpha c_alpha phi_alpha(w) at one point w, shapes (N,), (F,) to (N, N)."""
        if self.below is None:
            return np.zeros((len(w), len(w)))
        of_slopes = self.slope * c[self.raised]          # each row: the coefficients of one first derivative
        return np.array([self.below.gradient(w[None], row[None])[0] for row in of_slopes])


@lru_cache(maxsize=64)
def monomials(N: int, degree: int) -> Monomials:
    """The monomials of this degree in N variables."""
    factors = _sorted_factors(N, degree)
    if degree == 0:
        return Monomials(0, factors)
    below = monomials(N, degree - 1)
    last = (factors == factors[:, -1:]).sum(axis=1)       # how often the last factor occurs
    raised = np.array([_places(np.sort(_times(below.factors, i), axis=1), factors, N) for i in range(N)])
    occurs = np.array([(below.factors == i).sum(axis=1) + 1 for i in range(N)])
    return Monomials(degree, factors, _places(factors[:, :-1], below.factors, N), np.sqrt(degree / last), raised,
                     np.sqrt(degree * occurs), below)


def number_of_monomials(N: int, degree: int) -> int:
    """C(N + degree - 1, degree)."""
    return comb(N + degree - 1, degree)


def _sorted_factors(N: int, degree: int) -> np.ndarray:
    count = number_of_monomials(N, degree)
    return np.array(list(combinations_with_replacement(range(N), degree)), dtype=np.int64).reshape(count, degree)


def _times(factors: np.ndarray, i: int) -> np.ndarray:
    return np.column_stack([factors, np.full(len(factors), i)])


def _places(wanted: np.ndarray, factors: np.ndarray, N: int) -> np.ndarray:
    """Where each row stands among the lexicographically ordered rows."""
    degree = factors.shape[1]
    digits = np.array([N**place for place in reversed(range(degree))], dtype=np.int64 if N**degree < 2**63 else object)
    return np.searchsorted(factors @ digits, wanted @ digits)
