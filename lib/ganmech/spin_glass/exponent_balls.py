"""The exponent of the complexity in ball arithmetic, at exactly rational values of its Gaussian variables.

The same derived programme, random matrix and index terms as in `exponent`, whose rational rows and variances it shares; K, the
edges and Phi are balls, the physical root certified at every point.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from flint import arb, ctx, fmpq
from sympy import diff

from derivations.spin_glass.goe_right_tail import pull, rate
from derivations.spin_glass.notation import E, u
from ganmech.lowering import EXACT, lower
from ganmech.rigour import integer_polynomial
from ganmech.spin_glass import two_block_saddle as saddle
from ganmech.spin_glass.certified import physical_root
from ganmech.spin_glass.exponent import D, G, Exponent
from ganmech.spin_glass.programmes import exact_numbers, exponent_of
from ganmech.spin_glass.two_block_evaluation import dependent

_cost = lower(tuple(expression.subs(E, 1) for expression in (rate.result, pull(u), diff(pull(u), u))), (u,))
NO_COST = arb(0), arb(0), arb(0)


@dataclass(frozen=True)
class Jet:
    """At a place: the exponent, its gradient, and its second derivatives (rows), in the Gaussian variables."""

    value: arb
    slope: list[arb]
    bends: list[list[arb]]


@dataclass(frozen=True)
class BallExponent:
    """``exponent`` has the rows; ``constant(digits)`` is K as a ball; edges are square roots of ``edges_squared``."""

    exponent: Exponent
    constant: Callable
    edges_squared: tuple[fmpq, fmpq]
    weights: tuple[fmpq, fmpq]

    def at(self, arithmetic, place: list[fmpq], indices: tuple[int, int], fixed: Collection = ()) -> Jet | None:
        """None while the precision does not decide which root is physical, or where Phi has no derivatives.

        The second derivatives leave out what outliers cost where a side's shift is ``fixed``: near an edge that is as large as
        it is inexact, and a step that keeps the shift does not feel it.
        """
        shifts = [dot(row, place) for row in self.exponent.shifts]
        phi = self._log_determinant(arithmetic, shifts)
        if phi is None:
            return None
        value, slopes, (DD, DG, GG) = phi
        costs = [self._cost(arithmetic, side, sign, shifts[side], indices[side])
                 for side, sign in zip((D, G), self.outwards(shifts))]
        value = value + self.constant(ctx.prec // 3) - sum(cost[0] for cost in costs) - self._energy(place)
        stiff = [0 if side in fixed else cost[2] for side, cost in zip((D, G), costs)]
        slopes = [slope - cost[1] for slope, cost in zip(slopes, costs)]
        return Jet(value, self._slope(slopes, place), self._bends([[DD - stiff[D], DG], [DG, GG - stiff[G]]]))

    def edge(self, side: int) -> arb:
        return arb(self.edges_squared[side]).sqrt()

    def asks(self, index: int) -> bool:
        """Whether an index keeps its shift beyond the edge."""
        return index > 0 if self.exponent.either_sign else index >= 0

    def outwards(self, shifts) -> tuple[int, int]:
        """The signs of the shifts in which their outliers lie outwards."""
        return tuple(_sign(shift) for shift in shifts) if self.exponent.either_sign else (1, -1)

    def allows(self, shifts, indices) -> bool:
        """Whether the shifts lie beyond the edges as the indices ask, decided exactly."""
        return all(not self.asks(index) or sign * shift >= 0 and shift**2 >= edge for sign, shift, index, edge in zip(
            self.outwards(shifts), shifts, indices, self.edges_squared))

    def _log_determinant(self, arithmetic, shifts):
        """Phi, its slopes and its second derivatives in the shifts."""
        law = self.exponent.blocks.law
        if dependent(law, shifts[G]):
            return None
        point = (*law, *shifts)
        root = physical_root(saddle, point, integer_polynomial(saddle.quartic_coefficients(EXACT, *point)), arithmetic)
        if root is None:
            return None
        at = arithmetic, *point, *root
        slopes, bends = ([part.real for part in parts(*at)] for parts in (saddle.gradient, saddle.response))
        return saddle.exponent(*at).real, slopes, bends

    def _cost(self, arithmetic, side: int, sign: int, shift: fmpq, index: int) -> tuple[arb, arb, arb]:
        """That of the outliers of one block and its two derivatives in the block's shift, which lies beyond the edge."""
        if index <= 0 or shift**2 == self.edges_squared[side]:
            return NO_COST
        unit = sign * self.edge(side)
        cost, force, stiffness = _cost(arithmetic, shift / unit)
        paid = index * self.weights[side]
        return paid * cost, paid * force / unit, paid * stiffness / unit**2

    def _energy(self, place) -> fmpq:
        return sum((value**2 / variance for value, variance in zip(place, self.exponent.variances)), fmpq(0)) / 2

    def _slope(self, slopes, place):
        pulled = [sum(row[i] * slope for row, slope in zip(self.exponent.shifts, slopes)) for i in range(len(place))]
        return [force - value / variance for force, value, variance in zip(pulled, place, self.exponent.variances)]

    def _bends(self, bends):
        rows, size = self.exponent.shifts, range(len(self.exponent.variances))
        found = [[sum(rows[a][i] * bends[a][b] * rows[b][j] for a in (D, G) for b in (D, G)) for j in size] for i in size]
        for i, variance in enumerate(self.exponent.variances):
            found[i][i] -= 1 / variance
        return found


def ball_exponent_of(model) -> BallExponent:
    """The exponent of this model; see `exponent_of`."""
    found = exact_numbers(model)
    return BallExponent(exponent_of(model), partial(model.constant, certified=True), found.edges_squared, found.weights)


def dot(row, place) -> fmpq:
    """A linear function of the variables."""
    return sum((a * b for a, b in zip(row, place)), fmpq(0))


def _sign(number) -> int:
    return 1 if number > 0 else -1
