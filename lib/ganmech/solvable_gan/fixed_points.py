"""Every fixed point of one feature: the line F0 of a fooled discriminator, and the points F1, F2 and F3 that exist."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sympy import Poly

from derivations.solvable_gan import phases, unequal_signals
from derivations.solvable_gan.notation import P, written_out, x
from derivations.solvable_gan.unequal_signals import SIGNALS, k
from ganmech.lowering import FLOAT64, lower
from ganmech.solvable_gan.one_feature import PARAMETERS, jacobian, numbers


def _lowered(expression, *more):
    return lower(written_out(expression.subs(k, SIGNALS[k].value)), (*PARAMETERS, *more))


def _lowered_coefficients(polynomial, symbol):
    entries = Poly(polynomial, symbol).all_coeffs()
    return lower(tuple(written_out(entry.subs(k, SIGNALS[k].value)) for entry in entries), PARAMETERS)


_q_squared = _lowered(unequal_signals.half_informed.result[0])
_r_squared = _lowered(unequal_signals.chase.result[0])
_P_squared = _lowered(unequal_signals.overlap.result[0], x)
_quadratic = _lowered_coefficients(unequal_signals.quadratic.result, x)
_trace = _lowered(phases.trace)
_determinant = _lowered(phases.determinant, P)
_determinant_powers = _lowered_coefficients(phases.determinant, P)


@dataclass(frozen=True)
class FixedPoint:
    """An isolated fixed point with q, r >= 0; changing the signs of (q, r), or of (P, q), gives others of the same eigenvalues.

    ``eigenvalues`` are those of the Jacobian in (P, q, r) in the time t; ``stable`` says whether all have negative real parts.
    """

    name: str
    P: float
    q: float
    r: float
    eigenvalues: np.ndarray
    stable: bool


@dataclass(frozen=True)
class FixedLine:
    """F0: q = r = 0 with any P in [-1, 1]. It attracts where |P| > ``stable_beyond``; nowhere if that is None."""

    stable_beyond: float | None
    parameters: tuple[float, ...]

    def eigenvalues(self, P: float) -> np.ndarray:
        """The two across the line at P, in the time t; the third is 0."""
        return np.roots([1, -_trace(FLOAT64, *self.parameters), _determinant(FLOAT64, *self.parameters, P)])


@dataclass(frozen=True)
class FixedPoints:
    """The line F0 and the isolated points; `point` finds one of these by its name."""

    line: FixedLine
    points: tuple[FixedPoint, ...]

    def point(self, name: str) -> FixedPoint:
        found = [point for point in self.points if point.name == name]
        if not found:
            raise ValueError(f"name must be one of {', '.join(point.name for point in self.points)}, got {name!r}")
        return found[0]


def every_fixed_point(model) -> FixedPoints:
    """F0, and what exists of "F1" (the discriminator alone has learnt), "F2" (it follows a false feature), "F3+" and "F3-"."""
    given = numbers(model)
    places = [*_half_informed(given), *_chase(given), *_informed(given)]
    return FixedPoints(FixedLine(_stable_beyond(given), given), tuple(_point(name, place, given) for name, place in places))


def _point(name: str, place: tuple[float, float, float], given: tuple[float, ...]) -> FixedPoint:
    eigenvalues = np.linalg.eigvals(jacobian(place, given))
    return FixedPoint(name, *place, eigenvalues, bool(np.all(eigenvalues.real < 0)))


def _stable_beyond(given: tuple[float, ...]) -> float | None:
    """The trace across the line is the same all along it; the determinant grows with P^2."""
    of_square, _, at_zero = _determinant_powers(FLOAT64, *given)
    critical = max(-at_zero / of_square, 0.0)
    return critical**0.5 if _trace(FLOAT64, *given) < 0 and critical < 1 else None


def _half_informed(given) -> Iterator[tuple]:
    square = _q_squared(FLOAT64, *given)
    if square > 0:
        yield "F1", (0.0, square**0.5, 0.0)


def _chase(given) -> Iterator[tuple]:
    """The derived square lies above 1 where the point does not exist for a slow generator."""
    with np.errstate(divide="ignore"):
        square = float(_r_squared(FLOAT64, *map(np.float64, given)))
    if 0 < square < 1:
        yield "F2", (0.0, 0.0, square**0.5)


def _informed(given) -> Iterator[tuple]:
    for name, square in zip(("F3+", "F3-"), _real_roots(*_quadratic(FLOAT64, *given))):
        P_squared = _P_squared(FLOAT64, *given, square)
        if 0 < square < 1 and P_squared > 0:
            r, P = square**0.5, P_squared**0.5
            yield name, (P, P * r, r)


def _real_roots(a: float, b: float, c: float) -> tuple[float, ...]:
    """The roots of a x^2 + b x + c with a > 0, the larger first, none if they are not real; without cancellation."""
    discriminant = b**2 - 4 * a * c
    if discriminant < 0 or b == c == 0:
        return ()
    farther = -(b + np.copysign(discriminant**0.5, b)) / 2
    return tuple(sorted((farther / a, c / farther), reverse=True))
