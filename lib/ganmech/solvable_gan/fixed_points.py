"""Every fixed point of one feature: the line F0 of a fooled discriminator, and the points F1, F2 and F3 that exist."""

from dataclasses import dataclass

import numpy as np
from sympy import Poly

from derivations.solvable_gan import fixed_points, stability
from derivations.solvable_gan.notation import P, P_0, mu, q, r, x
from derivations.solvable_gan.one_feature import linearised
from ganmech.lowering import FLOAT64, lower
from ganmech.solvable_gan.dimensionless import NUMBERS, numbers, rate

_q_squared = lower(fixed_points.half_informed.result[0], NUMBERS)
_r_squared = lower(fixed_points.chase.result[0], NUMBERS)
_P_squared = lower(fixed_points.overlap.result[0], (*NUMBERS, x))
_quadratic = lower(tuple(Poly(fixed_points.quadratic.result, x).all_coeffs()), NUMBERS)
_jacobian = lower(tuple(linearised), (P, q, r, *NUMBERS))
_critical_overlap = lower(stability.critical_overlap, NUMBERS)
_across_line = lower(tuple(Poly(stability.line.result / mu, mu).all_coeffs()), (P_0, *NUMBERS))
_cubic = lower((stability.a2, stability.a1, stability.a0), (x, *NUMBERS))
_chasing = lower(stability.chasing_attracts.result, NUMBERS)


@dataclass(frozen=True)
class FixedPoint:
    """An isolated fixed point with q, r >= 0; changing the signs of (q, r), or of (P, q), gives others of the same eigenvalues.

    ``eigenvalues`` are those of the Jacobian in (P, q, r) in the time t; ``stable`` says whether the point attracts.
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
    numbers: tuple[float, ...]
    rate: float

    def eigenvalues(self, P: float) -> np.ndarray:
        """The two across the line at P, in the time t; the third is 0."""
        return self.rate * np.roots(_across_line(FLOAT64, P, *self.numbers))


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
    four, speed = numbers(model), rate(model)
    found = [*_half_informed(*four), *_chase(*four), *_informed(*four)]
    points = tuple(FixedPoint(name, *place, speed * _eigenvalues(place, four), bool(stable)) for name, place, stable in found)
    return FixedPoints(FixedLine(_stable_beyond(*four), four, speed), points)


def _stable_beyond(kappa, A, B, gamma) -> float | None:
    critical = _critical_overlap(FLOAT64, kappa, A, B, gamma)
    return max(critical, 0.0) ** 0.5 if kappa < 2 * gamma and critical < 1 else None


def _half_informed(kappa, A, B, gamma):
    if gamma < 1:
        yield "F1", (0.0, _q_squared(FLOAT64, kappa, A, B, gamma) ** 0.5, 0.0), False


def _chase(kappa, A, B, gamma):
    if kappa > 1 + gamma:
        stable = kappa > 2 and _chasing(FLOAT64, kappa, A, B, gamma) < 0
        yield "F2", (0.0, 0.0, _r_squared(FLOAT64, kappa, A, B, gamma) ** 0.5), stable


def _informed(*four):
    for name, square in zip(("F3+", "F3-"), _positive_roots(*_quadratic(FLOAT64, *four))):
        P_squared = _P_squared(FLOAT64, *four, square)
        if P_squared > 0:
            a2, a1, a0 = _cubic(FLOAT64, square, *four)
            r, P = square**0.5, P_squared**0.5
            yield name, (P, P * r, r), a2 > 0 and a0 > 0 and a2 * a1 > a0


def _positive_roots(a: float, b: float, c: float) -> tuple[float, ...]:
    """The two roots of a x^2 + b x + c with a, c > 0, the larger first, if they are real and positive."""
    discriminant = b**2 - 4 * a * c
    if b >= 0 or discriminant < 0:
        return ()
    larger = (-b + discriminant**0.5) / (2 * a)
    return larger, c / (a * larger)


def _eigenvalues(place: tuple, four: tuple) -> np.ndarray:
    return np.linalg.eigvals(np.array(_jacobian(FLOAT64, *place, *four), dtype=float).reshape(3, 3))
