"""Where a function that is known only through balls changes sign: a ball at whose two ends its signs are proved to differ."""

from collections.abc import Callable

from flint import arb, fmpq

from ganmech.rigour import at_rising_precision
from ganmech.spin_glass.enclosed_maximum import rational_of

STEPS = 60
FIRST_STEP = fmpq(1, 10**9)      # relative


def sign_change(value: Callable, near: fmpq, digits: int, relative: bool = False) -> arb:
    """The ball, of radius below 10**-digits (times itself, if relative), around the sign change of ``value`` next to ``near``.

    ``value(arithmetic, x)`` is a ball at a rational x, or None where it finds none. By continuity a zero lies in the ball. The
    secant method finds where to look; it proves nothing. Raises ArithmeticError where no precision decides the signs.
    """
    found = {"near": near}      # each precision starts from where the last one ended

    def attempt(arithmetic):
        width = arb(10) ** -(digits + 1) * (abs(arb(near)) if relative else 1)
        x = found["near"] = _secant(lambda x: value(arithmetic, x), found["near"], width)
        half = rational_of(width)
        ends = [value(arithmetic, end) for end in (x - half, x + half)]
        if None in ends or not (ends[0] < 0 < ends[1] or ends[1] < 0 < ends[0]):
            return None
        return (arb(x - half).union(arb(x + half)),)

    return at_rising_precision(attempt, digits, relative)[0]


def _secant(value: Callable, near: fmpq, width: arb) -> fmpq:
    """A point within about ``width`` of a zero."""
    points = near, near + FIRST_STEP * (abs(near) or 1)
    last, here = map(value, points)
    for _ in range(STEPS):
        if last is None or here is None or (last - here).contains(0):
            break
        step = here.mid() * (points[1] - points[0]) / (last.mid() - here.mid())
        points, last = (points[1], points[1] + rational_of(step)), here
        if abs(step) < width / 1000:
            break
        here = value(points[1])
    return points[1]
