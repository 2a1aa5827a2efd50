"""Every fixed point of one feature: the line F0 of a fooled discriminator, and the points F1, F2 and F3 that exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ganmech.digits import asked_digits
from ganmech.lowering import FLOAT64
from ganmech.solvable_gan import enclosed_points
from ganmech.solvable_gan import lowered_points as lowered
from ganmech.solvable_gan.one_feature import exact_numbers, jacobian, numbers


@dataclass(frozen=True)
class FixedPoint:
    """An isolated fixed point with q, r >= 0; changing the signs of (q, r), or of (P, q), gives others of the same eigenvalues.

    ``eigenvalues`` are those of the Jacobian in (P, q, r) in the time t; ``stable`` says whether all have negative real parts.
    Numbers are float64 and complex; with digits mpf and mpc by falling real part; certified arb and acb, each in its ball.
    """

    name: str
    P: object
    q: object
    r: object
    eigenvalues: np.ndarray | tuple
    stable: bool


@dataclass(frozen=True)
class FixedLine:
    """F0: q = r = 0 with any P in [-1, 1]. It attracts where |P| > ``stable_beyond``; nowhere if that is None."""

    stable_beyond: object | None
    parameters: tuple[Fraction, ...]

    def eigenvalues(self, P, digits: int | None = None, certified: bool = False):
        """The two across the line at P, in the time t; the third is 0. Complex float64, or a tuple of mpc, or of acb."""
        if asked_digits(digits, certified) is not None:
            return enclosed_points.line_eigenvalues(self.parameters, P, digits, certified)
        numbers = tuple(map(float, self.parameters))
        return np.roots([1, -lowered.trace(FLOAT64, *numbers), lowered.determinant(FLOAT64, *numbers, float(P))])


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


def every_fixed_point(model, digits: int | None = None, certified: bool = False) -> FixedPoints:
    """F0, and what exists of "F1" (the discriminator alone has learnt), "F2" (it follows a false feature), "F3+" and "F3-"."""
    exactly = exact_numbers(model)
    if asked_digits(digits, certified) is not None:
        beyond, points = enclosed_points.fixed_points(exactly, digits, certified)
        return FixedPoints(FixedLine(beyond, exactly), tuple(FixedPoint(*point) for point in points))
    given = numbers(model)
    places = [*_half_informed(given), *_chase(given), *_informed(given)]
    return FixedPoints(FixedLine(_stable_beyond(given), exactly), tuple(_point(name, place, given) for name, place in places))


def _point(name: str, place: tuple[float, float, float], given: tuple[float, ...]) -> FixedPoint:
    eigenvalues = np.linalg.eigvals(jacobian(place, given))
    return FixedPoint(name, *place, eigenvalues, bool(np.all(eigenvalues.real < 0)))


def _stable_beyond(given: tuple[float, ...]) -> float | None:
    """The trace across the line is the same all along it; the determinant grows with P^2."""
    of_square, _, at_zero = lowered.determinant_powers(FLOAT64, *given)
    critical = max(-at_zero / of_square, 0.0)
    return critical**0.5 if lowered.trace(FLOAT64, *given) < 0 and critical < 1 else None


def _half_informed(given) -> Iterator[tuple]:
    square = lowered.q_squared(FLOAT64, *given)
    if square > 0:
        yield "F1", (0.0, square**0.5, 0.0)


def _chase(given) -> Iterator[tuple]:
    """The derived square lies above 1 where the point does not exist for a slow generator."""
    with np.errstate(divide="ignore", invalid="ignore"):
        square = float(lowered.r_squared(FLOAT64, *map(np.float64, given)))
    if 0 < square < 1:
        yield "F2", (0.0, 0.0, square**0.5)


def _informed(given) -> Iterator[tuple]:
    for name, square in zip(("F3+", "F3-"), _real_roots(*lowered.quadratic(FLOAT64, *given))):
        P_squared = lowered.P_squared(FLOAT64, *given, square)
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
