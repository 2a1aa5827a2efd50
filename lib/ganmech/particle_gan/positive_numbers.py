"""Reads the numbers of the linearised dynamics exactly; computes with them in float64, to many digits, or in balls."""

from collections.abc import Callable
from fractions import Fraction

import mpmath
import numpy as np
from flint import arb

from ganmech.digits import asked_digits, rounded
from ganmech.enclosed import enclosed
from ganmech.exact import exact, rational, said
from ganmech.lowering import FLOAT64, multiprecision

LARGEST = 10**30
GUARD = 15      # digits carried beyond those asked for


def positive(name: str, value) -> Fraction:
    """A number from 1e-30 to 1e30, exactly."""
    number = exact(name, value)
    if not 1 <= number * LARGEST <= LARGEST**2:
        raise ValueError(f"{name} must be positive, between 1e-30 and 1e30, got {said(value)}")
    return number


def nonnegative(name: str, value) -> Fraction:
    """0, or a number from 1e-30 to 1e30, exactly."""
    number = exact(name, value)
    if number and not 1 <= number * LARGEST <= LARGEST**2:
        raise ValueError(f"{name} must be 0 or positive, between 1e-30 and 1e30, got {said(value)}")
    return number


def coupling(name: str, value) -> Fraction:
    """A number from 0 up to, but not, 1."""
    number = exact(name, value)
    if not 0 <= number < 1:
        raise ValueError(f"{name} must be at least 0 and less than 1, got {said(value)}")
    return number


def several(name: str, values, read: Callable = positive) -> tuple[Fraction, ...]:
    """A sequence of numbers, at least one."""
    if isinstance(values, str) or not np.iterable(values):
        raise TypeError(f"{name} must be a sequence of numbers, got {said(values, repr)}")
    found = tuple(read(f"{name}[{place}]", value) for place, value in enumerate(values))
    if not found:
        raise ValueError(f"{name} must hold one number or more, got none")
    return found


def modes(kappas, gs) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Eigenvalues of the critic's Gram matrix and of the kernel, one of each for every mode."""
    kappas, gs = several("kappas", kappas), several("gs", gs)
    if len(kappas) != len(gs):
        raise ValueError(f"gs must hold one number for each of kappas, {len(kappas)}, got {len(gs)}")
    return kappas, gs


def computed(function: Callable, digits: int | None, *numbers, certified: bool = False):
    """``function(arithmetic, *numbers)`` of exact numbers and tuples of them: in float64, rounded to ``digits``, or in balls.

    With ``certified`` the balls are as small as `ganmech.enclosed.enclosed` makes them for so many digits.
    """
    digits = asked_digits(digits, certified)
    if digits is None:
        return function(FLOAT64, *(_in(FLOAT64, number) for number in numbers))
    if certified:
        return enclosed(lambda arithmetic: function(arithmetic, *map(_ball, numbers)), digits)
    with multiprecision(int(3.33 * (digits + GUARD)) + 3) as arithmetic:
        found = function(arithmetic, *(_in(arithmetic, number) for number in numbers))
    return _rounded(found, digits)


def _in(arithmetic, number):
    if isinstance(number, tuple):
        return tuple(_in(arithmetic, entry) for entry in number)
    return arithmetic.rational(number.numerator, number.denominator)      # a whole number too: Python's 1/N is a float


def _ball(number):
    if isinstance(number, tuple):
        return tuple(map(_ball, number))
    return arb(rational(number))


def _rounded(value, digits: int):
    if isinstance(value, (tuple, list)):
        return type(value)(_rounded(entry, digits) for entry in value)
    if hasattr(value, "_mpc_"):
        return mpmath.mp.make_mpc(tuple(rounded(part, digits)._mpf_ for part in (value.real, value.imag)))
    return rounded(value, digits) if hasattr(value, "_mpf_") else value
