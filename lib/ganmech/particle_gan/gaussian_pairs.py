"""Averages of an activation over a pair of Gaussian inputs of variance q and covariance p, 0 <= p <= q, by the trapezoid rule.

With x, y, y' independent standard normal, u = sqrt(p) x + sqrt(q - p) y and v = sqrt(p) x + sqrt(q - p) y' are the pair, and

    < s(u) s(v) > = < m(x)^2 >,     m(x) = < s(sqrt(p) x + sqrt(q - p) y) > over y,

two averages over one variable each. For s analytic near the real line the trapezoid rule's error squares when the step is
halved. So a rule is accepted once it differs from that of twice the step by little more than the root of what is asked for,
and its last terms are negligible.
"""

from collections.abc import Callable
from math import ceil, log, sqrt

import numpy as np
from flint import arb

FLOAT64_DIGITS = 17
FINEST = {"float64": 6, "balls": 5}      # halvings of the step


def float64_means(s: Callable, slope: Callable, q: float, p: float) -> tuple[float, ...]:
    """< s(u)^2 >, < s(u) s(v) >, < s'(u)^2 >, < s'(u) s'(v) > in float64, of functions of arrays."""

    def rule(step, count):
        x = step * np.arange(-count, count + 1)
        weights = step / sqrt(2 * np.pi) * np.exp(-x**2 / 2)
        pair = sqrt(p) * x[:, None] + sqrt(max(q - p, 0)) * x
        pairs = [(weights * f(sqrt(q) * x)**2, weights @ (f(pair) @ weights)**2) for f in (s, slope)]
        return [(terms.sum(), distinct, max(terms[0], terms[-1]) / step) for terms, distinct in pairs]

    with np.errstate(over="ignore", invalid="ignore"):
        return _settled(rule, q, FLOAT64_DIGITS, FINEST["float64"])


def ball_means(s: Callable, slope: Callable, arithmetic, q: arb, p: arb, digits: int) -> tuple[arb, ...]:
    """The same of functions of (arithmetic, ball), to so many digits; the balls do not enclose the error of the rule."""
    wide, shared, own = (abs(value.mid()).sqrt() for value in (q, p, q - p))

    def rule(step, count):
        x = [arb(place) * arb(step) for place in range(-count, count + 1)]
        weights = [(-node**2 / 2).exp() * arb(step) / (2 * arb.pi()).sqrt() for node in x]
        terms = [[weight * _squared(arb(f(arithmetic, (wide * node).mid()))) for node, weight in zip(x, weights)]
                 for f in (s, slope)]
        return [(sum(same, arb(0)), _distinct(f, arithmetic, x, weights, shared, own), max(same[0], same[-1]) / arb(step))
                for f, same in zip((s, slope), terms)]

    return _settled(rule, float(q.mid()), digits, FINEST["balls"])


def _distinct(f, arithmetic, x, weights, shared, own) -> arb:
    """< f(u) f(v) > by one rule."""
    offsets, total = [(own * node).mid() for node in x], arb(0)
    for node, weight in zip(x, weights):
        centre = (shared * node).mid()
        m = sum((inner * f(arithmetic, centre + offset) for offset, inner in zip(offsets, weights)), arb(0))
        total += weight * _squared(m)
    return total


def _squared(ball: arb) -> arb:
    """The power of a ball that holds 0 is not finite, its product with itself is."""
    return ball * ball


def _settled(rule: Callable, q: float, digits: int, finest: int) -> tuple:
    """The means of the first rule of steps 1/2, 1/4, ... that is accepted. A rule gives for s and for s' the means at one input
    and at a pair, and the larger of its last terms."""
    before = None
    for halvings in range(1, finest + 1):
        step, reach = 0.5**halvings, sqrt(2 * digits * log(10)) + 2 * halvings
        found = rule(step, ceil(reach / step))
        if before is not None and all(_agree(*pair, digits) for pair in zip(before, found)):
            return tuple(mean for same, distinct, _ in found for mean in (same, distinct))
        before = found
    raise ArithmeticError(f"averages of this activation over inputs of variance {q:.3g} do not settle to {digits} digits")


def _agree(before: tuple, found: tuple, digits: int) -> bool:
    """Differences in units of the mean at one input, the larger one; last terms too."""
    (*old, _), (*new, last), size = before, found, abs(found[0])
    return last <= 10.0**-digits * size and all(abs(a - b) <= 10.0**-(0.6 * digits + 3) * size for a, b in zip(old, new))
