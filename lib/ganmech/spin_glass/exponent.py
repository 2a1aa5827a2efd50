"""The exponent whose constrained maximum is the complexity, at the numbers of one model.

    F = K - sum xi^2 / (2 var xi) + Phi(y_D, y_G) - k_D kappa I(y_D / E_D) - k_G kappa' I(-y_G / E_G)

The Gaussian variables xi, the shifts y_D, y_G and the losses that are linear in them come from the derived programme; Phi from
the model's random matrix. An index of -1 stands for no condition on it, one of inf for an outlier that is held at the edge.
"""

from dataclasses import dataclass

import numpy as np
from flint import fmpq
from sympy import diff

from derivations.spin_glass.goe_right_tail import pull
from derivations.spin_glass.notation import E, u
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass import goe_float64
from ganmech.spin_glass.two_blocks import TwoBlocks

D, G = 0, 1       # the discriminator's place, and the generator's, in every pair and in the first axis of every array of pairs
SIDES = np.array([[1], [-1]])     # outliers of the discriminator's Hessian pull y_D up, the generator's pull y_G down
_pull, _stiffness = (lower(slope, (u,)) for slope in (pull(u).subs(E, 1), diff(pull(u).subs(E, 1), u)))


@dataclass(frozen=True)
class Exponent:
    """Rows of ``shifts`` and ``losses`` are rational coefficients of the variables; ``blocks`` gives Phi.

    ``edges`` and ``weights`` belong to the costs of k_D and of k_G. ``concave`` says that F is known to be; ``either_sign`` that
    the costs do not ask which side of the spectrum an outlier is on, and that an index of 0 asks for nothing (the released code).
    """

    names: tuple[str, ...]
    variances: tuple[fmpq, ...]
    shifts: tuple[tuple[fmpq, ...], ...]
    losses: tuple[tuple[fmpq, ...], ...]
    constant: float
    blocks: TwoBlocks
    edges: tuple[float, float]
    weights: tuple[float, float]
    either_sign: bool
    concave: bool

    def of_shifts(self, shifts: np.ndarray, indices: np.ndarray) -> np.ndarray:
        """K + Phi - the costs of the indices, at shifts (2, points) within their bounds."""
        beyond = np.maximum(self.outwards(shifts) - 1, 0)
        costs = sum(_paid(indices[side]) * self.weights[side] * goe_float64.right(beyond[side]) for side in (D, G))
        return self.constant + self.blocks.log_determinant(*shifts) - costs

    def slopes(self, shifts: np.ndarray, indices: np.ndarray) -> np.ndarray:
        """Derivatives of that in both shifts, (2, points)."""
        found, outwards = self._slopes_of_phi(shifts), self.outwards(shifts)
        for side in (D, G):
            paying = np.flatnonzero(_paid(indices[side]))
            force = _pull(FLOAT64, np.maximum(outwards[side, paying], 1)) * self.weights[side] / self.edges[side]
            found[side, paying] -= np.sign(shifts[side, paying]) * indices[side, paying] * force
        return found

    def bends(self, shifts: np.ndarray, indices: np.ndarray) -> np.ndarray:
        """Second derivatives of that, by y_D twice, by both, by y_G twice: (3, points); without the cost of outliers at the edge."""
        found, outwards = np.array(self.blocks.log_determinant_hessian(*shifts)), self.outwards(shifts)
        for side in (D, G):
            paying = np.flatnonzero((_paid(indices[side]) > 0) & (outwards[side] > 1))
            stiffness = _stiffness(FLOAT64, outwards[side, paying]) * self.weights[side] / self.edges[side]**2
            found[2 * side, paying] -= indices[side, paying] * stiffness
        return found

    def _slopes_of_phi(self, shifts):
        """The gradient of Phi; 0 on the line of dependent rows, along which Phi is constant, or -inf."""
        undefined = self.blocks.has_dependent_rows(shifts[G])
        found = np.array(self.blocks.log_determinant_gradient(shifts[D], np.where(undefined, 1, shifts[G])))
        found[:, undefined] = 0
        return found

    def outwards(self, shifts: np.ndarray) -> np.ndarray:
        """Both shifts in units of their edges, 1 or more where the indices allow them.

        A block without noise of its own ends at 0 and has no outliers; there the unit is 1, and 1 is added.
        """
        edges = np.array(self.edges)[:, None]
        outwards = np.abs(shifts) if self.either_sign else SIDES * shifts
        return outwards / np.where(edges > 0, edges, 1) + (edges == 0)

    def asks(self, indices: np.ndarray) -> np.ndarray:
        """Whether an index keeps its shift beyond the edge."""
        return indices > 0 if self.either_sign else indices >= 0

    def bounds(self, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The least and the largest shifts that the indices allow, each (2, points); not for shifts of either sign."""
        near = np.where(indices < 0, -np.inf, np.array(self.edges)[:, None])
        far = np.where(np.isinf(indices), near, np.inf)
        return np.array([near[D], -far[G]]), np.array([far[D], -near[G]])

    @property
    def functions(self) -> tuple[tuple[fmpq, ...], ...]:
        """Rows of the two shifts, the two losses and each variable."""
        size = range(len(self.variances))
        return (*self.shifts, *self.losses, *(tuple(fmpq(int(row == column)) for column in size) for row in size))


def _paid(index):
    return np.where(np.isfinite(index) & (index > 0), index, 0)
