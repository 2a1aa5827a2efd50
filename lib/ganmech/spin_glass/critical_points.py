"""Every critical point of a number of sampled surfaces, and what counting them tells."""

from dataclasses import dataclass

import numpy as np

from ganmech.spin_glass.landscape import coupled_losses
from ganmech.spin_glass.monomials import monomials


@dataclass(frozen=True, eq=False)
class CriticalPoints:
    """All points with grad_u L_D = 0 and grad_v L_G = 0 of ``samples`` surfaces, the points of all surfaces in one list.

    ``surface`` (points,) says which surface each lies on; ``u`` (points, N_D) and ``v`` (points, N_G) are unit vectors;
    ``L_D`` and ``L_G`` (points,) the losses, of order sqrt(N); ``k_D`` and ``k_G`` (points,) the indices of Hess_u L_D and
    Hess_v L_G; ``sign`` (points,) that of the determinant of the Jacobian
    [[Hess_u L_D, d_v d_u L_D], [d_u d_v L_G, Hess_v L_G]].
    ``complex_solutions`` is how many solutions a generic surface has in complex numbers: as many were found on each and shown
    to be distinct. On the torus this number is a bound, elsewhere the one that monodromy finds (`generic_roots`). ``X`` and
    ``Z``, a row for each surface, are the coefficients of l_D and l_G in weighted monomials.
    """

    samples: int
    sigma_z: float
    surface: np.ndarray
    u: np.ndarray
    v: np.ndarray
    L_D: np.ndarray
    L_G: np.ndarray
    k_D: np.ndarray
    k_G: np.ndarray
    sign: np.ndarray
    complex_solutions: int
    X: np.ndarray
    Z: np.ndarray
    spins: tuple[int, int]

    def counts(self, k_D: int | None = None, k_G: int | None = None) -> np.ndarray:
        """How many critical points each surface has, those of these indices only where one is given; shape (samples,)."""
        wanted = np.ones(len(self.surface), bool)
        for index, found in ((k_D, self.k_D), (k_G, self.k_G)):
            wanted &= True if index is None else found == index
        return np.bincount(self.surface[wanted], minlength=self.samples)

    def estimate(self, k_D: int | None = None, k_G: int | None = None) -> tuple[float, float]:
        """The mean of these counts and its standard error."""
        counts = self.counts(k_D, k_G)
        return counts.mean(), counts.std(ddof=1) / np.sqrt(self.samples)

    @property
    def mean(self) -> float:
        """The mean number of critical points of a surface."""
        return self.estimate()[0]

    @property
    def standard_error(self) -> float:
        """The standard error of that mean."""
        return self.estimate()[1]

    @property
    def joint_minima(self) -> np.ndarray:
        """How many points of each surface are minima of L_D in u and of L_G in v, shape (samples,)."""
        return self.counts(0, 0)

    @property
    def signed_counts(self) -> np.ndarray:
        """The sum of the signs on each surface: the Euler characteristic of the product of the spheres (Poincare and Hopf)."""
        return np.bincount(self.surface, self.sign, minlength=self.samples).astype(int)

    @property
    def angles(self) -> np.ndarray:
        """(a, b) with u = (cos a, sin a) and v = (cos b, sin b), in [0, 2 pi), shape (points, 2); for N_D = N_G = 2 only."""
        if not self.u.shape[1] == self.v.shape[1] == 2:
            raise ValueError(f"angles need N_D = N_G = 2, got N_D = {self.u.shape[1]} and N_G = {self.v.shape[1]}")
        return np.column_stack([np.arctan2(w[:, 1], w[:, 0]) % (2 * np.pi) for w in (self.u, self.v)])

    def losses(self, surface: int, u, v) -> tuple[np.ndarray, np.ndarray]:
        """L_D and L_G of one surface at points of shapes (starts, N_D) and (starts, N_G), each of shape (starts,)."""
        return losses(*self.spins, self.X[surface], self.Z[surface], self.sigma_z, np.asarray(u, float), np.asarray(v, float))


def losses(p: int, n: int, X, Z, sigma_z: float, u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """L_D and L_G where l_D and l_G have coefficients X and Z, of one surface or of one for each point."""
    w = np.hstack([u, v])
    l_D = (monomials(u.shape[1], p).features(u) * X).sum(axis=1)
    l_G = (monomials(w.shape[1], n).features(w) * Z).sum(axis=1)
    return coupled_losses(l_D, l_G, sigma_z)
