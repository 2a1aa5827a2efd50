r"""The polynomial equations whose solutions are the critical points of a surface, with Lagrange multipliers, many at once.

Unknowns x = (u, v, mu_D, mu_G) in C^(N_D + N_G + 2). With f of degree p in u, and g of degree n in w = (u, v),

    grad_u f + c grad_u g = mu_D u,     grad_v g = mu_G v,     (u.u - 1)/2 = (v.v - 1)/2 = 0 .

For f = l_D, c = -sigma_z, g = l_G real solutions are the critical points of L_D on the sphere of u and of L_G on the sphere
of v. Forms are given by their coefficients in the weighted monomials (`monomials`), one set for each point.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from derivations.spin_glass.covariances import gradient_D, gradient_G
from derivations.spin_glass.notation import p as P, q as Q
from ganmech.spin_glass.monomials import Monomials, monomials


@dataclass(frozen=True)
class Coefficients:
    """Coefficients of f (points, F_D), of g (points, F), and c (points, 1), scaled so that gradients are of order 1."""

    f: np.ndarray
    g: np.ndarray
    c: np.ndarray

    def toward(self, end: "Coefficients", t: np.ndarray) -> "Coefficients":
        """Those at t, shape (points, 1), on the straight line to ``end``."""
        return Coefficients(self.f + t * (end.f - self.f), self.g + t * (end.g - self.g), self.c + t * (end.c - self.c))

    def __getitem__(self, chosen):
        return Coefficients(self.f[chosen], self.g[chosen], self.c[chosen])


@dataclass(frozen=True)
class CriticalSystem:
    """The equations for spheres in N_D and N_G dimensions and glasses of p and of n = p + q spins."""

    N_D: int
    N_G: int
    p: int
    q: int

    @property
    def N(self) -> int:
        return self.N_D + self.N_G

    @cached_property
    def of_D(self) -> "SecondDerivatives":
        return SecondDerivatives(monomials(self.N_D, self.p))

    @cached_property
    def of_G(self) -> "SecondDerivatives":
        return SecondDerivatives(monomials(self.N, self.p + self.q))

    @property
    def number_of_coefficients(self) -> tuple[int, int]:
        return len(self.of_D.form.factors), len(self.of_G.form.factors)

    def scaled(self, X: np.ndarray, Z: np.ndarray, sigma_z: float) -> Coefficients:
        """The coefficients of l_D and l_G, one surface a row, as the equations take them."""
        slope_D, slope_G = (float(variance.result.subs({P: self.p, Q: self.q})) ** 0.5 for variance in (gradient_D, gradient_G))
        of_D = np.hypot(slope_D, sigma_z * slope_G)
        return Coefficients(X / of_D, Z / slope_G, np.full((len(X), 1), -sigma_z * slope_G / of_D))

    def slopes(self, at: Coefficients, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(grad_u f + c grad_u g, grad_v g), shape (points, N), and its derivatives in w, (points, N, N)."""
        u, w = x[:, :self.N_D], x[:, :self.N]
        of_f, of_g = self.of_D.matrix(at.f, u), self.of_G.matrix(at.g, w)
        of_g[:, :self.N_D] *= at.c[:, :, None]
        gradient = (of_g @ w[:, :, None])[:, :, 0] / (self.p + self.q - 1)
        gradient[:, :self.N_D] += (of_f @ u[:, :, None])[:, :, 0] / (self.p - 1)
        of_g[:, :self.N_D, :self.N_D] += of_f
        return gradient, of_g

    def equations(self, at: Coefficients, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Left-hand sides, shape (points, N + 2), and their Jacobian matrices (points, N + 2, N + 2)."""
        gradient, derivatives = self.slopes(at, x)
        left = np.empty(x.shape, gradient.dtype)
        jacobian = np.zeros((*x.shape, x.shape[1]), gradient.dtype)
        jacobian[:, :self.N, :self.N] = derivatives
        for which, block in enumerate((slice(0, self.N_D), slice(self.N_D, self.N)), start=self.N):
            on_sphere, multiplier, rows = x[:, block], x[:, which, None], np.arange(block.start, block.stop)
            left[:, block] = gradient[:, block] - multiplier * on_sphere
            left[:, which] = ((on_sphere**2).sum(axis=1) - 1) / 2
            jacobian[:, rows, rows] -= multiplier
            jacobian[:, block, which], jacobian[:, which, block] = -on_sphere, on_sphere
        return left, jacobian

    def drift(self, start: Coefficients, end: Coefficients, t: np.ndarray, x: np.ndarray) -> np.ndarray:
        """How fast the left-hand sides change along the line of coefficients, at t of shape (points, 1)."""
        now, change = start.toward(end, t), Coefficients(end.f - start.f, end.g - start.g, end.c - start.c)
        rate = np.zeros(x.shape, complex)
        rate[:, :self.N] = self.slopes(Coefficients(change.f, change.g, now.c), x)[0]
        of_g = self.slopes(Coefficients(0 * now.f, now.g, change.c), x)[0]
        rate[:, :self.N_D] += of_g[:, :self.N_D]
        return rate


@dataclass(frozen=True, eq=False)
class SecondDerivatives:
    """The matrix of second derivatives of sum_alpha c_alpha phi_alpha(w), each entry a form of degree a - 2."""

    form: Monomials

    @cached_property
    def places(self) -> np.ndarray:
        """(N, N, F''): the coefficient that a monomial of degree a - 2 has in each entry."""
        return self.form.raised[:, self.form.below.raised]

    @cached_property
    def weights(self) -> np.ndarray:
        return self.form.slope[:, self.form.below.raised] * self.form.below.slope

    def matrix(self, c: np.ndarray, w: np.ndarray) -> np.ndarray:
        """Shape (points, N, N), for coefficients (points, F) at points (points, N)."""
        features = self.form.below.below.features(w)
        return (c[:, self.places] * self.weights @ features[:, None, :, None])[..., 0]
