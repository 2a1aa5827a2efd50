"""What is read off a solution (m_D, m_G) of the saddle equations: how it is computed in any arithmetic, and its unit."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ganmech.spin_glass import saddle_point


@dataclass(frozen=True)
class Quantity:
    """Values at a solution; they scale as this ``power`` of a unit of length, or as its logarithm where it is None.

    ``compiled`` names the loop that has them in one go; without, they are read off compiled solutions.
    """

    values: Callable
    parts: int
    power: int | None
    finite_at_edges: bool = True
    compiled: str | None = None

    def rescaled(self, value, unit: float):
        """A value found in this unit of length, in the caller's; a zero without a minus sign."""
        return value + np.log(unit) if self.power is None else value * unit**self.power + 0.0


def _log_determinant(arithmetic, *at):
    return (saddle_point.exponent(arithmetic, *at).real,)


def _gradient(arithmetic, *at):
    return tuple(slope.real for slope in saddle_point.gradient(arithmetic, *at))


def _hessian(arithmetic, *at):
    return tuple(bend.real for bend in saddle_point.response(arithmetic, *at))


def _density(arithmetic, *at):
    """Im m / pi, where m = -dPsi/dz."""
    by_x, _ = saddle_point.gradient(arithmetic, *at)
    return (-by_x.imag / arithmetic.pi(),)


def _solution(arithmetic, *at):
    *_, m_D, m_G = at
    return m_D.real, m_D.imag, m_G.real, m_G.imag


LOG_DETERMINANT = Quantity(_log_determinant, parts=1, power=None, compiled="log_determinant")
GRADIENT = Quantity(_gradient, parts=2, power=-1, compiled="log_determinant_gradient")
HESSIAN = Quantity(_hessian, parts=3, power=-2, finite_at_edges=False)
DENSITY = Quantity(_density, parts=1, power=-1)
SOLUTION = Quantity(_solution, parts=4, power=-1)
