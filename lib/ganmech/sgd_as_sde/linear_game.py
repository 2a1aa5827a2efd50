"""Games with linear gradients and constant covariances: Gaussian laws, exact for the chain and for its SDEs."""

from functools import cached_property

import numpy as np
from sympy import ImmutableMatrix as Matrix

from ganmech.digits import asked_digits
from ganmech.exact import said
from ganmech.sgd_as_sde.enclosed_stability import check_contracts, check_decays
from ganmech.sgd_as_sde.exact_matrices import discrete_lyapunov, handed_out, lyapunov
from ganmech.sgd_as_sde.gaussian_law import GaussianLaw, chain_law, sde_law, start_of
from ganmech.sgd_as_sde.linear_maps import LinearMatrices, chain_map, linearised, rational
from ganmech.sgd_as_sde.modified import modified_equation
from ganmech.sgd_as_sde.stability import StableSteps, check_stable
from ganmech.sgd_as_sde.training import checked_scheme

LAWS = ("chain", "sde")


def checked_law(law) -> str:
    if law not in LAWS:
        raise ValueError(f"law must be one of {', '.join(LAWS)}, got {said(law, repr)}")
    return law


class LinearGame(StableSteps):
    """What every game with linear gradients and constant covariances has."""

    @cached_property
    def linear(self) -> LinearMatrices:
        """Raises ValueError where the players have no single point of rest."""
        return linearised(self)

    @property
    def x_star(self) -> np.ndarray:
        """The point of rest, (d,)."""
        return handed_out(self.linear.rest, None)

    def chain_map(self, scheme: str) -> tuple[Matrix, Matrix]:
        """T and N of one iteration, y' = T y + n about rest with Cov n = N, exactly; with momentum, of (y, p)."""
        return chain_map(self, self.linear, scheme, rational(self.eta))

    def sde_slopes(self, scheme: str, order: int) -> tuple[Matrix, Matrix]:
        """M_h and Q of dX = M_h (X - x*) dt + noise of covariance Q dt, of order 0, 1 or 2, exactly."""
        found = modified_equation(self, scheme=checked_scheme(self, scheme), order=order)
        return found.total_drift().jacobian(self.players.x), found.total_diffusion()

    def stationary_covariance(self, law: str, scheme: str, order: int = 0, digits: int | None = None,
                              certified: bool = False) -> np.ndarray:
        """The stationary covariance, (d, d), solved in exact rationals: float64, mpf of ``digits`` digits, or in balls.

        ``law`` "chain": C = T C T^T + N of the scheme's own steps; "sde": M_h C + C M_h^T + Q = 0 of the modified equation of
        the given order. With momentum, that of the parameters. Raises ValueError where there is no stationary law, naming the
        learning rate below which there is one; certified, that there is one is proved from enclosures of all eigenvalues.
        """
        asked_digits(digits, certified)
        if checked_law(law) == "chain":
            check_stable(self, scheme)
            (T, N), d = self.chain_map(scheme), self.linear.M.rows
            C = discrete_lyapunov(T, N)
            if certified:
                check_contracts(T, self.eta)
            return handed_out(C[:d, :d], digits, certified)
        M_h, Q = self.sde_slopes(scheme, order)
        if np.linalg.eigvals(np.array(M_h, dtype=float)).real.max() >= 0:
            raise ValueError(f"eta must be such that the SDE of order {order} contracts, got {self.eta}" if order else
                             "the players must be damped for the SDE of order 0 to contract, which it does at no learning rate")
        if certified:
            check_decays(M_h, self.eta)
        return handed_out(lyapunov(M_h, Q), digits, certified)

    def law(self, x0, steps: int, law: str, scheme: str, order: int = 0, digits: int | None = None,
            certified: bool = False) -> GaussianLaw:
        """The Gaussian law after so many iterations (at the time steps * eta) from the point ``x0``, theta first.

        Of the chain if the noise of a pair is Gaussian, in mean and covariance otherwise; or of its SDE of the given order.
        """
        y0, digits = start_of(self, x0), asked_digits(digits, certified)
        if checked_law(law) == "chain":
            return chain_law(self, y0, *self.chain_map(scheme), steps, digits, certified)
        return sde_law(self, y0, *self.sde_slopes(scheme, order), steps, digits, certified)
