"""The Gaussian law behind the Kac-Rice count at finite N: shifts, losses given the shifts, block variances, the factor.

The shifts (y_D, y_G) of the two blocks and the losses (L_D, L_G) are linear in a few independent Gaussian numbers, so losses
are Gaussian given the shifts. What is left of them is one number or none, on which both depend with the same sign: that both
stay below their bounds has the probability of one normal tail, and only the two shifts have to be integrated over.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import log_ndtr
from sympy import Matrix, Rational, diag, log

from derivations.spin_glass import bipartite_complexity, bipartite_covariances, complexity, notation
from derivations.spin_glass.covariances import hessian_D, hessian_G, v_D_model, v_G_model
from derivations.spin_glass.kac_rice import prefactor

noise = notation.sigma_z**2 * hessian_G.result

# For each coupling: its Gaussian numbers; off-diagonal variances in the blocks DD, DG, GG; variances of the gradients.
LAWS = {
    "shared": (complexity.shared, (hessian_D.result + noise, noise, noise), (v_D_model, v_G_model)),
    "bipartite": (bipartite_complexity.bipartite, bipartite_covariances.block_variances.result,
                  bipartite_covariances.gradients.result),
}


@dataclass(frozen=True)
class FiniteLaw:
    """Numbers of a model at N_D, N_G, in the model's own units: nothing is divided by sqrt(N).

    ``spread`` holds the standard deviations of the shifts, in whose units ``correlation`` and ``regression`` (of the losses on
    the shifts) are; ``rest`` the standard deviations of the losses given the shifts; ``block_variances`` the variances of the
    entries in DD, DG, GG; ``log_factor`` the logarithm of what stands in front of the mean |det|.
    """

    spread: np.ndarray
    correlation: np.ndarray
    regression: np.ndarray
    rest: np.ndarray
    block_variances: tuple[float, float, float]
    log_factor: float

    def log_density(self, scaled: np.ndarray) -> np.ndarray:
        """The logarithm of the density of the shifts over their standard deviations, at points of shape (size, 2)."""
        exponent = (scaled @ np.linalg.inv(self.correlation) * scaled).sum(axis=1) / 2
        return -exponent - np.log(2 * np.pi) - np.log(np.linalg.det(self.correlation)) / 2

    def log_chance(self, scaled: np.ndarray, bounds: np.ndarray) -> np.ndarray:
        """log P(L_D <= bounds[0], L_G <= bounds[1]) given the shifts."""
        with np.errstate(divide="ignore"):
            return log_ndtr(((bounds - scaled @ self.regression.T) / self.rest).min(axis=1))

    def shifts_at(self, losses: np.ndarray) -> np.ndarray:
        """The mean of the scaled shifts given the losses: where to look for them first."""
        with_shifts = self.regression @ self.correlation
        variance = with_shifts @ self.regression.T + np.outer(self.rest, self.rest)
        return with_shifts.T @ np.linalg.solve(variance, losses)


@lru_cache(maxsize=256)
def finite_law(model, N_D: int, N_G: int) -> FiniteLaw:
    """The law of this model with spheres in N_D and N_G dimensions; its kappa is not used."""
    programme, block_variances, gradients = LAWS[model.coupling]
    values = {notation.p: model.p, notation.q: model.q, notation.sigma_z: Rational(model.sigma_z)}
    slopes = Matrix([*programme.shifts, *programme.losses]).jacobian(programme.variables).subs(values)
    joint = np.array(slopes * diag(*programme.variances).subs(values) * slopes.T, float)
    spread = np.sqrt(np.diag(joint))[:2]
    correlation = joint[:2, :2] / np.outer(spread, spread)
    regression = np.linalg.solve(correlation, (joint[2:, :2] / spread).T).T
    rest = np.sqrt(np.maximum(np.diag(joint[2:, 2:] - regression @ correlation @ regression.T), 0))
    return FiniteLaw(spread, correlation, regression, rest, tuple(float(v.subs(values)) for v in block_variances),
                     _log_factor(N_D, N_G, *(v.subs(values) for v in gradients)))


def _log_factor(N_D: int, N_G: int, v_D, v_G) -> float:
    """Areas of the spheres times the densities of the gradients at 0."""
    N = N_D + N_G
    values = {notation.N: N, notation.kappa: Rational(N_D, N), notation.v_D: v_D, notation.v_G: v_G}
    return float(log(notation.written_out(prefactor.start).subs(values)).evalf(20))
