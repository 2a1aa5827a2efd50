"""Gaussian averages of the losses' derivatives: <f'> and <f^2> at a projection s ~ N(0, v).

By Stein's lemma <f'> = <s f(s)>/v, so that only f is needed. The trapezoid rule on the line converges faster than any power
of its step h: with h standard deviations its error is about exp(-2 pi^2/h^2) for the Gaussian and, for f analytic in a strip
of half width a, exp(-2 pi a / (h sd)). Steps here are right for a = pi/2, that of tanh and of the logistic function at 2s,
and for wider strips.
"""

from collections.abc import Callable
from math import ceil, log, pi, sqrt

import numpy as np
from flint import arb

from ganmech.lowering import lower
from ganmech.solvable_gan.loss import Slope, x

FLOAT64_DIGITS = 20
STRIP = pi / 2


def float64_averages(f: Slope, f_tilde: Slope) -> Callable:
    """(arithmetic, v, v~) -> <f'>, <f^2>, <f~'>, <f~^2> in float64."""
    return lambda _, v, v_G: (*_float64_pair(f, v), *_float64_pair(f_tilde, v_G))


def series_averages(f: Slope, f_tilde: Slope, digits: int) -> Callable:
    """The same for power series v and v~ of Arb balls, in the arithmetic given, to so many digits."""
    functions = lower(f.written, (x,)), lower(f_tilde.written, (x,))

    def averages(arithmetic, v, v_G):
        pairs = zip(functions, (v, v_G))
        return tuple(value for function, variance in pairs for value in _series_pair(function, arithmetic, variance, digits))

    return averages


def _nodes(sd: float, digits: int) -> tuple[float, int]:
    """The step, in standard deviations, and how many steps reach from the centre to where the weight is negligible."""
    exponent = digits * log(10)
    step = min(pi * sqrt(2 / exponent), 2 * pi * STRIP / exponent / sd)
    return step, ceil(sqrt(2 * exponent) / step)


def _float64_pair(f: Slope, v: float) -> tuple[float, float]:
    step, count = _nodes(v**0.5, FLOAT64_DIGITS)
    e = np.arange(-count, count + 1) * step
    weights = step / np.sqrt(2 * np.pi) * np.exp(-e**2 / 2)
    values = f.values(v**0.5 * e)
    return weights @ (e * values) / v**0.5, weights @ values**2


def _series_pair(function: Callable, arithmetic, v, digits: int) -> tuple:
    sd = arithmetic.sqrt(v)
    step, count = _nodes(float(sd[0]), digits)
    slope = square = 0
    for place in range(-count, count + 1):
        e = arb(place) * arb(step)
        weight = (-e**2 / 2).exp() * arb(step) / (2 * arb.pi()).sqrt()
        value = function(arithmetic, e * sd)
        slope, square = slope + weight * e * value, square + weight * value**2
    return slope / sd, square
