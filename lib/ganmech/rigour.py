"""Ball arithmetic at rising precision, until the balls are as small as asked for."""

from collections.abc import Callable, Iterable

from flint import arb, fmpq_poly, fmpz_poly
from mpmath import mpf

from ganmech.digits import BEYOND_FLOAT64, asked_digits, rounded
from ganmech.exact import rational
from ganmech.lowering import balls

GUARD_BITS = 40
PATIENCE = 10_000      # bits beyond thirty times those of the answer, after which a value is taken not to exist


def at_rising_precision(attempt: Callable, digits: int, relative: bool = False) -> tuple[arb, ...]:
    """The first ``attempt(arithmetic)`` whose balls all have a radius below 10**-digits (times their value, if relative).

    An attempt that cannot decide at its precision returns None. Raises ArithmeticError where no precision suffices, as for a
    derivative at a point where it diverges.
    """
    bits = first = int(3.33 * digits) + GUARD_BITS
    while bits <= 30 * first + PATIENCE:
        with balls(bits) as arithmetic:
            found, allowed = attempt(arithmetic), arb(10) ** -digits
            if found is not None and all(ball.rad() < allowed * (abs(ball) if relative else 1) or ball == 0 for ball in found):
                return found
        bits *= 2
    raise ArithmeticError(f"no precision up to {bits // 2} bits gives {digits} digits; the value diverges here, or nearly so")


def to_digits(formula: Callable, numbers: Iterable, digits: int | None, certified: bool) -> float | mpf | arb:
    """``formula(arithmetic, *numbers)`` at exact numbers: a float, an mpf of so many digits, or with ``certified`` a ball."""
    asked = asked_digits(digits, certified)

    def attempt(arithmetic):
        return (formula(arithmetic, *(arb(rational(number)) for number in numbers)),)

    found, = at_rising_precision(attempt, BEYOND_FLOAT64 if asked is None else asked, relative=not certified)
    if asked is None:
        return float(found.mid())
    return found if certified else rounded(found, asked)


def integer_polynomial(coefficients: Iterable) -> fmpz_poly:
    """A polynomial with the same roots and whole coefficients, given rational ones in rising powers."""
    return fmpq_poly(list(coefficients)).numer()
