"""Theta to any number of digits: a ball with its maximum inside, or a number that is certainly not above it.

Where the exponent is concave, `enclosed_maximum` proves both sides. Elsewhere, in the released convention and for the bipartite
coupling with q = 1, the best point that scans find proves the lower side only; that nothing lies higher is not proved.
"""

from dataclasses import dataclass

import numpy as np
from flint import arb, fmpq

from ganmech.arrays import broadcast, is_single, object_array
from ganmech.digits import checked_digits, rounded
from ganmech.exact import exact, rational, said
from ganmech.rigour import at_rising_precision
from ganmech.spin_glass.enclosed_maximum import enclosed_maximum
from ganmech.spin_glass.exponent_balls import BallExponent, ball_exponent_of
from ganmech.spin_glass.loss_bounds import LEAST, indices

TWO_SIDED = "proved from both sides: a point that satisfies all bounds, and the tangent there of an exponent that is concave"
ONE_SIDED = "proved from below by a point that satisfies all bounds; that no point lies higher rests on a scan"


@dataclass(frozen=True)
class ComplexityBounds:
    """What is proved of one complexity: below.lower() <= Theta and, if there is an ``above``, Theta <= above.upper().

    ``certificate`` says why.
    """

    below: arb
    above: arb | None
    certificate: str


def complexity_bounds(model, u_D="inf", u_G="inf", k_D=None, k_G=None, digits: int = 30) -> ComplexityBounds:
    """See `SpinGlassGAN.complexity_bounds`."""
    exponent = ball_exponent_of(model)
    asked = index_numbers(exponent, k_D, k_G)
    ball = enclosure(exponent, (limit("u_D", u_D), limit("u_G", u_G)), asked, checked_digits(digits))
    if exponent.exponent.concave:
        return ComplexityBounds(ball, ball, TWO_SIDED)
    return ComplexityBounds(ball, None, ONE_SIDED)


def complexity_to_digits(model, u_D, u_G, k_D, k_G, digits: int, certified: bool):
    """Theta as mpf or arb at bounds that broadcast. Raises ValueError for a certificate that does not exist."""
    exponent, asked = ball_exponent_of(model), checked_digits(digits)
    if certified and not exponent.exponent.concave:
        raise ValueError(f"certified must be False where the exponent is not known to be concave ({model.convention}, "
                         f"{model.coupling}, q = {model.q}): only a lower bound is proved, by complexity_bounds")
    numbers = index_numbers(exponent, k_D, k_G)

    def at_bounds(u_D, u_G):
        ball = enclosure(exponent, (limit("u_D", u_D), limit("u_G", u_G)), numbers, asked, relative=not certified)
        return ball if certified else rounded(ball, asked)

    if is_single(u_D) and is_single(u_G):
        return at_bounds(u_D, u_G)
    bounds = broadcast(u_D=object_array("u_D", u_D), u_G=object_array("u_G", u_G))
    with np.errstate(all="ignore"):      # numpy would report what other libraries left in the processor's flags
        return np.frompyfunc(at_bounds, 2, 1)(*bounds)


def enclosure(exponent: BallExponent, limits, indices: tuple[int, int], digits: int, relative: bool = False) -> arb:
    """A ball around the maximum, of radius below 10**-digits (times the value, if relative).

    Where the exponent is not concave, around the largest local maximum that is found.
    """

    def attempt(arithmetic):
        found = enclosed_maximum(exponent, limits, indices, arithmetic)
        return None if found is None else (found.ball if exponent.exponent.concave else found.low,)

    return at_rising_precision(attempt, digits, relative)[0]


def limit(name: str, value) -> fmpq | None:
    """An exact bound on a loss, None for inf. Raises ValueError or TypeError."""
    if str(value).strip().lower().lstrip("+") in ("inf", "infinity", "oo"):
        return None
    number = exact(name, value)
    if number < LEAST:
        raise ValueError(f"{name} must be a number of {LEAST:g} or more, or inf for no bound, got {said(value)}")
    return rational(number)


def index_numbers(exponent: BallExponent, k_D, k_G) -> tuple[int, int]:
    """k_D and k_G as whole numbers, -1 for None. Raises ValueError or TypeError."""
    return tuple(int(number) for number in indices(exponent.exponent, k_D=k_D, k_G=k_G)[:, 0])
