"""The maximum that Theta is, to any number of digits: its value, and the Gaussian variables, shifts and losses there.

Both in balls: the value between a feasible point and a tangent (`enclosed_maximum`), the place within a distance that no
maximum can leave (`maximum_place`). A linear function of the variables moves by its deviation times that distance at most.
"""

from dataclasses import replace

from flint import arb

from ganmech.digits import checked_digits, rounded
from ganmech.rigour import at_rising_precision
from ganmech.spin_glass.certified_complexity import TWO_SIDED, index_numbers, limit
from ganmech.spin_glass.complexity_maximum import ComplexityMaximum, complexity_maximum
from ganmech.spin_glass.enclosed_maximum import enclosed_maximum
from ganmech.spin_glass.exponent_balls import ball_exponent_of, dot
from ganmech.spin_glass.maximum_place import distance


def maximum_to_digits(model, u_D, u_G, k_D, k_G, digits: int, certified: bool) -> ComplexityMaximum:
    """See `SpinGlassGAN.complexity_maximum`; multipliers and residual stay those of float64."""
    exponent, asked = ball_exponent_of(model), checked_digits(digits)
    if not exponent.exponent.concave:
        raise ValueError(f"digits must be None where the exponent is not known to be concave ({model.convention}, "
                         f"{model.coupling}, q = {model.q}): which maximum is the largest rests on a scan")
    limits, numbers = (limit("u_D", u_D), limit("u_G", u_G)), index_numbers(exponent, k_D, k_G)

    def attempt(arithmetic):
        found = enclosed_maximum(exponent, limits, numbers, arithmetic)
        away = None if found is None else distance(exponent, found, arithmetic)
        return None if away is None else (found.ball, *_functions(exponent.exponent, found.place, away))

    found = at_rising_precision(attempt, asked)
    value, *functions = found if certified else (rounded(ball, asked) for ball in found)
    near = complexity_maximum(model, *("inf" if bound is None else float(bound) for bound in limits), k_D, k_G)
    named = {name: functions.pop(0) for name in (*near.shifts, *near.losses, *near.variables)}
    parts = {part: {name: named[name] for name in getattr(near, part)} for part in ("variables", "shifts", "losses")}
    return replace(near, value=value, **parts, certificate=TWO_SIDED)


def _functions(exponent, place, away):
    """The two shifts, the two losses and each variable, as far away from their values at the place as they can be."""
    for row in exponent.functions:
        deviation = arb(sum(entry**2 * variance for entry, variance in zip(row, exponent.variances))).sqrt()
        yield arb(dot(row, place), (deviation * away).upper())
