"""Records of numbers in balls that certainly contain them, computed at rising precision until every ball is small.

A formula is a function of the arithmetic that returns a number or a tuple, nested as it likes, of balls, whole numbers, truth
values and None. It may compare balls; where they cannot tell, `below` and `decided` raise Undecided, and the precision rises.
"""

from collections.abc import Callable, Iterator

import mpmath
from flint import acb, arb

from ganmech.digits import checked_digits, rounded
from ganmech.lowering import balls

GUARD_BITS = 40
PATIENCE = 4_000      # bits beyond eight times those of the answer, after which a comparison is taken to be undecidable


class Undecided(ArithmeticError):
    """Balls of the present precision cannot tell which of two numbers is less."""


def enclosed(formula: Callable, digits: int):
    """``formula(arithmetic)`` with every ball so small that ``digits`` digits of its number are known, and as many decimals.

    A radius is below 10**-digits, and below 10**-digits times the number, unless this is less than 10**-digits in size.
    Raises ArithmeticError where no precision suffices, as where two numbers that are equal are compared.
    """
    digits = checked_digits(digits)
    bits = first = int(3.33 * digits) + GUARD_BITS
    while bits <= 8 * first + PATIENCE:
        with balls(bits) as arithmetic:
            try:
                found = formula(arithmetic)
            except (Undecided, ZeroDivisionError):
                found = None
            if found is not None and all(_small(ball, digits) for ball in _every_ball(found)):
                return found
        bits *= 2
    raise ArithmeticError(f"no precision up to {bits // 2} bits gives {digits} digits here: the value diverges, or lies "
                          "where one case passes into another")


def from_balls(formula: Callable, digits: int, certified: bool):
    """`enclosed`, as it is or with every ball rounded to an mpf or mpc of so many digits."""
    found = enclosed(formula, digits)
    return found if certified else as_numbers(found, digits)


def as_numbers(found, digits: int):
    """The same record with mpf and mpc in the place of balls."""
    if isinstance(found, (tuple, list)):
        return type(found)(as_numbers(entry, digits) for entry in found)
    if isinstance(found, acb):
        return mpmath.mp.make_mpc(tuple(rounded(part, digits)._mpf_ for part in (found.real, found.imag)))
    return rounded(found, digits) if isinstance(found, arb) else found


def below(a, b) -> bool:
    """Whether a < b."""
    return decided(a < b, a >= b)


def decided(yes: bool, no: bool) -> bool:
    """``yes``, where one of the two is certain."""
    if not yes and not no:
        raise Undecided
    return bool(yes)


def either(a: arb, b: arb) -> arb:
    """A ball that contains both."""
    return arb(a).union(arb(b))


def _every_ball(found) -> Iterator[arb]:
    if isinstance(found, (tuple, list)):
        for entry in found:
            yield from _every_ball(entry)
    elif isinstance(found, (arb, acb)):
        yield found


def _small(ball, digits: int) -> bool:
    least, size = arb(10) ** -digits, abs(ball)
    parts = (ball.real, ball.imag) if isinstance(ball, acb) else (ball,)
    allowed = least * (1 if size > 1 else size if size > least else least)
    return all(part.is_exact() or part.rad() < allowed for part in parts)
