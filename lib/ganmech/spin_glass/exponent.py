"""The exponent whose constrained maximum is the complexity, at the numbers of one model.

    F = K - sum xi^2 / (2 var xi) + Phi(y_D, y_G) - k_D kappa I(y_D / E_D) - k_G kappa' I(-y_G / E_G)

The Gaussian variables xi, the shifts y_D, y_G and the losses that are linear in them come from the derived programme; Phi from the
ensemble. An index of -1 stands for no condition on it, one of inf for an outlier that is held at the edge.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from flint import fmpq

from derivations.spin_glass.goe_right_tail import pull
from derivations.spin_glass.notation import E, u
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass import goe_float64

D, G = 0, 1       # the discriminator's place, and the generator's, in every pair and in the first axis of every array of pairs
SIDES = (1, -1)   # outliers of the discriminator's Hessian pull y_D up, the generator's pull y_G down
_pull = lower(pull(u).subs(E, 1), (u,))


@dataclass(frozen=True)
class Exponent:
    """Rows of ``shifts`` and ``losses`` are rational coefficients of the variables; Phi and its derivatives take (y_D, y_G)."""

    names: tuple[str, ...]
    variances: tuple[fmpq, ...]
    shifts: tuple[tuple[fmpq, ...], ...]
    losses: tuple[tuple[fmpq, ...], ...]
    constant: float
    shares: tuple[float, float]
    edges: tuple[float, float]
    concave: bool
    log_determinant: Callable
    log_determinant_gradient: Callable
    log_determinant_hessian: Callable

    def of_shifts(self, shifts: np.ndarray, indices: np.ndarray) -> np.ndarray:
        """K + Phi - the costs of the indices, at shifts (2, points) within their bounds."""
        costs = sum(_paid(indices[side]) * self.shares[side] * goe_float64.right(self._beyond(shifts, side)) for side in (D, G))
        return self.constant + self.log_determinant(*shifts) - costs

    def slopes(self, shifts: np.ndarray, indices: np.ndarray) -> np.ndarray:
        """Derivatives of that in both shifts, (2, points)."""
        found = np.array(self.log_determinant_gradient(*shifts))
        for side in (D, G):
            paying = np.flatnonzero(_paid(indices[side]))
            force = _pull(FLOAT64, 1 + self._beyond(shifts[:, paying], side))
            found[side, paying] -= SIDES[side] * indices[side, paying] * self.shares[side] * force / self.edges[side]
        return found

    def bounds(self, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The least and the largest shifts that the indices allow, each (2, points)."""
        near = np.where(indices < 0, -np.inf, np.array(self.edges)[:, None])
        far = np.where(np.isinf(indices), near, np.inf)
        return np.array([near[D], -far[G]]), np.array([far[D], -near[G]])

    @property
    def functions(self) -> tuple[tuple[fmpq, ...], ...]:
        """Rows of the two shifts, the two losses and each variable."""
        size = range(len(self.variances))
        return (*self.shifts, *self.losses, *(tuple(fmpq(int(row == column)) for column in size) for row in size))

    def _beyond(self, shifts, side):
        """How far the shift lies beyond its edge, in units of the edge; 0 on the other side of it."""
        return np.maximum(SIDES[side] * shifts[side] / self.edges[side] - 1, 0)


def _paid(index):
    return np.where(np.isfinite(index) & (index > 0), index, 0)
