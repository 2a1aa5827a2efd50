r"""One sampled glass: a form in the features of two monomial families, with independent normal coefficients.

Its covariance over draws is (left.left')^a (right.right')^b (`monomials`). With left = right = w and a + b = n this is exactly
the model's (w.w')^n, in law, from C(N + a - 1, a) C(N + b - 1, b) numbers and one matrix product for all points at once; with
left = u and right = v it is the bipartite coupling.
"""

from dataclasses import dataclass

import numpy as np

from ganmech.spin_glass.monomials import Monomials, monomials, number_of_monomials

LARGEST_GLASS = 2**25               # numbers in one M: 268 MB


@dataclass(frozen=True, eq=False)
class Glass:
    """f(w) = phi_a(w[left])^T M phi_b(w[right]) for points w = (u, v), shape (starts, N_D + N_G)."""

    M: np.ndarray
    a: Monomials
    b: Monomials
    left: slice
    right: slice

    def values(self, w: np.ndarray) -> np.ndarray:
        """f, shape (starts,)."""
        return np.einsum("sf,sf->s", self.a.features(w[:, self.left]) @ self.M, self.b.features(w[:, self.right]))

    def values_and_gradient(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """f and its gradient in the whole space, shapes (starts,) and (starts, N_D + N_G)."""
        left, right = w[:, self.left], w[:, self.right]
        on_left, on_right = self._ladders(left, right)
        features = on_right[self.b.degree]
        of_left, of_right = features @ self.M.T, on_left[self.a.degree] @ self.M
        gradient = np.zeros_like(w)
        gradient[:, self.left] += self.a.gradient(left, of_left, on_left)
        gradient[:, self.right] += self.b.gradient(right, of_right, on_right)
        return np.einsum("sf,sf->s", of_right, features), gradient

    def _ladders(self, left, right):
        """Features of all degrees on both sides; computed once where both are made of the same weights."""
        if self.left != self.right:
            return self.a.ladder(left), self.b.ladder(right)
        found = max(self.a, self.b, key=lambda family: family.degree).ladder(left)
        return found, found

    def hessian(self, w: np.ndarray) -> np.ndarray:
        """Second derivatives in the whole space at one point w of shape (N_D + N_G,)."""
        left, right = w[self.left], w[self.right]
        hessian = np.zeros((len(w), len(w)))
        hessian[self.left, self.left] += self.a.hessian(left, self.M @ self.b.features(right[None])[0])
        hessian[self.right, self.right] += self.b.hessian(right, self.a.features(left[None])[0] @ self.M)
        mixed = self.a.jacobian(left).T @ self.M @ self.b.jacobian(right)
        hessian[self.left, self.right] += mixed
        hessian[self.right, self.left] += mixed.T
        return hessian


def sampled_glass(left: slice, a: int, right: slice, b: int, rng: np.random.Generator) -> Glass:
    """A glass of degree a in w[left] and b in w[right]; raises ValueError for more than 2^25 numbers, before any is made."""
    N_left, N_right = left.stop - left.start, right.stop - right.start
    numbers = number_of_monomials(N_left, a) * number_of_monomials(N_right, b)
    if numbers > LARGEST_GLASS:
        allowed = f"at most {LARGEST_GLASS} numbers (268 MB)"
        raise ValueError(f"N_D and N_G must leave a glass of {a + b} spins {allowed}, got {numbers}")
    of_left, of_right = monomials(N_left, a), monomials(N_right, b)
    return Glass(rng.standard_normal((len(of_left.factors), len(of_right.factors))), of_left, of_right, left, right)
