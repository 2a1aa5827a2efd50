"""What a complexity is the maximum of: Gaussian variables, the shifts that they make, the losses that they are bounded through.

    Theta(u_D, u_G) = K + max { -sum xi_i^2/(2 variance_i) + Phi(y_D, y_G) : losses[0] <= u_D, losses[1] <= u_G }

Each way of coupling the glasses, and each convention for the formulas, is one such programme.
"""
from dataclasses import dataclass

from sympy import Expr, ImmutableMatrix as Matrix, Symbol, diag


@dataclass(frozen=True)
class Programme:
    """Gaussian ``variables`` in units of sqrt(N), their ``variances``, and the (y_D, y_G) and (L_D, L_G) that are linear in them."""

    variables: tuple[Symbol, ...]
    variances: tuple[Expr, ...]
    shifts: tuple[Expr, Expr]
    losses: tuple[Expr, Expr]

    @property
    def energy(self) -> Expr:
        """The exponential rate of the Gaussian density, with its sign changed."""
        return sum(xi**2 / (2 * variance) for xi, variance in zip(self.variables, self.variances))

    @property
    def covariance(self) -> Matrix:
        """Cov(y_D, y_G)."""
        slopes = Matrix(self.shifts).jacobian(self.variables)
        return (slopes * diag(*self.variances) * slopes.T).as_immutable()
