"""Fixed points of one feature in balls: squares of their coordinates are rational or roots of one rational quadratic.

Which points exist is decided exactly: 0, 1 and the place of P = 0 are rational, so that a root that is one of them is itself
rational, and is then kept as the fraction that it is.
"""

from collections.abc import Iterator
from math import isqrt

from flint import arb, fmpq

from ganmech.algebraic import eigenvalues_decay, falling, roots
from ganmech.enclosed import below, from_balls
from ganmech.exact import exact, rational
from ganmech.lowering import EXACT
from ganmech.solvable_gan import lowered_points as lowered
from ganmech.solvable_gan.one_feature import enclosed_eigenvalues

Coordinate = fmpq | arb


def fixed_points(numbers: tuple, digits: int, certified: bool) -> tuple:
    """(stable_beyond, ((name, P, q, r, eigenvalues, stable), ...)) at exact values of PARAMETERS."""
    exactly = tuple(map(rational, numbers))

    def formula(arithmetic):
        found = []
        for name, place in every_place(arithmetic, exactly):
            state = tuple(arb(coordinate) for coordinate in place)
            eigenvalues = tuple(enclosed_eigenvalues(arithmetic, state, exactly))
            found.append((name, *state, eigenvalues, eigenvalues_decay(eigenvalues)))
        return stable_beyond(arithmetic, exactly), tuple(found)

    return from_balls(formula, digits, certified)


def upper_point_attracts(arithmetic, exactly: tuple) -> bool | None:
    """Whether F3+ attracts; None where it does not exist."""
    place = dict(every_place(arithmetic, exactly)).get("F3+")
    if place is None:
        return None
    return eigenvalues_decay(enclosed_eigenvalues(arithmetic, tuple(map(arb, place)), exactly))


def line_eigenvalues(numbers: tuple, P, digits: int, certified: bool) -> tuple:
    """The two across the line at P."""
    exactly, P = tuple(map(rational, numbers)), rational(exact("P", P))
    quadratic = [lowered.determinant(EXACT, *exactly, P), -lowered.trace(EXACT, *exactly), fmpq(1)]
    return from_balls(lambda _: tuple(falling(roots(quadratic))), digits, certified)


def every_place(arithmetic, exactly: tuple) -> Iterator[tuple]:
    """Names and (P, q, r) of the isolated points with q, r >= 0 that exist."""
    square = fmpq(lowered.q_squared(EXACT, *exactly))
    if square > 0:
        yield "F1", (fmpq(0), arithmetic.sqrt(square), fmpq(0))
    square = _chase_square(exactly)
    if square is not None and 0 < square < 1:
        yield "F2", (fmpq(0), fmpq(0), arithmetic.sqrt(square))
    for name, x in zip(("F3+", "F3-"), _quadratic_roots(arithmetic, *lowered.quadratic(EXACT, *exactly))):
        P_squared = lowered.P_squared(arithmetic, *exactly, x)
        if below(0, x) and below(x, 1) and below(0, P_squared):
            r, P = arithmetic.sqrt(x), arithmetic.sqrt(P_squared)
            yield name, (P, P * r, r)


def stable_beyond(arithmetic, exactly: tuple) -> arb | None:
    """|P| beyond which the line attracts."""
    of_square, _, at_zero = lowered.determinant_powers(EXACT, *exactly)
    critical = max(-at_zero / of_square, fmpq(0))
    return arithmetic.sqrt(critical) if lowered.trace(EXACT, *exactly) < 0 and critical < 1 else None


def _chase_square(exactly: tuple) -> fmpq | None:
    try:
        return lowered.r_squared(EXACT, *exactly)
    except ZeroDivisionError:
        return None


def _quadratic_roots(arithmetic, a: fmpq, b: fmpq, c: fmpq) -> tuple[Coordinate, ...]:
    """Real roots of a x^2 + b x + c with a > 0, the larger first: fractions where they are rational."""
    square = b**2 - 4 * a * c
    if square < 0 or b == c == 0:
        return ()
    root = _root(arithmetic, fmpq(square))
    return (root - b) / (2 * a), (-root - b) / (2 * a)


def _root(arithmetic, square: fmpq) -> Coordinate:
    p, q = (isqrt(int(part)) for part in (square.p, square.q))
    return fmpq(p, q) if fmpq(p, q)**2 == square else arithmetic.sqrt(square)
