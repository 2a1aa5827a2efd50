"""Solves the equation of the order parameters to any number of digits, by its Taylor series.

The derived drift is evaluated on truncated power series of Arb balls, which gives one more coefficient of the solution each
time; steps are as long as the last coefficients allow. The error of a step is estimated, not proved: centres of balls go on.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import log
from types import SimpleNamespace

import flint
from flint import arb, arb_series, fmpq

from ganmech.lowering import balls

GUARD_DIGITS = 12       # beyond those asked for, against the growth of errors along the trajectory
LARGEST = arb(10)**9    # a state beyond it has diverged


def _series(value) -> arb_series:
    return value if isinstance(value, arb_series) else arb_series([arb(value)])


def _tanh(value):
    """1 - 2/(exp(2u) + 1), which python-flint does not have for series."""
    return 1 - 2 / ((2 * _series(value)).exp() + 1)


SERIES = SimpleNamespace(
    rational=fmpq, pi=arb.pi, exp=lambda u: _series(u).exp(), log=lambda u: _series(u).log(), sqrt=lambda u: _series(u).sqrt(),
    tanh=_tanh, sinh=lambda u: (_series(u).exp() - (-_series(u)).exp()) / 2,
)


@contextmanager
def _series_of(digits: int) -> Iterator[int]:
    """Power series of balls with ``digits`` and guard digits; yields the order that suits the precision."""
    with balls(int(3.33 * (digits + GUARD_DIGITS)) + 64):
        before = flint.ctx.cap
        try:
            yield int(1.2 * (digits + GUARD_DIGITS)) + 4
        finally:
            flint.ctx.cap = before


def solve(slope: Callable, start: Sequence[Fraction], times: Sequence[Fraction], digits: int) -> list[list[arb]]:
    """The states at increasing times, the first at 0 or later; fewer than asked for if the state diverges.

    ``slope(arithmetic, state)`` computes d(state)/dt of a list of series.
    """
    with _series_of(digits) as order:
        now, state, reached = arb(0), [ball(number) for number in start], []
        tolerance = -(digits + GUARD_DIGITS) * log(10)
        for time in (ball(time).mid() for time in times):
            while now < time:
                if any(abs(value) > LARGEST for value in state):
                    return reached
                series = _taylor(slope, state, order)
                step = min(_longest_step(series, tolerance), time - now, key=float).mid()
                now = time if step == (time - now).mid() else (now + step).mid()
                state = [_sum(coefficients, step) for coefficients in series]
            reached.append(state)
        return reached


def _taylor(slope: Callable, state: list[arb], order: int) -> list[list[arb]]:
    """The coefficients of the solution through ``state``, up to t^order."""
    solution = [arb_series([value], prec=1) for value in state]
    for length in range(1, order + 1):
        flint.ctx.cap = length
        slopes = slope(SERIES, solution)
        flint.ctx.cap = length + 1
        solution = [arb_series([value, *_series(rate).integral().coeffs()[1:]]) for value, rate in zip(state, slopes)]
    return [series.coeffs() for series in solution]


def _longest_step(series: list[list[arb]], tolerance: float) -> arb:
    """The longest step at which the last two terms of every series, of orders K - 1 and K, are below exp(tolerance)."""
    last = max(map(len, series)) - 1
    sizes = [(k, abs(row[k].mid())) for row in series for k in range(max(1, last - 1), min(last + 1, len(row)))]
    return arb(min([(tolerance - float(size.log())) / k for k, size in sizes if size > 0], default=20.0)).exp()


def _sum(coefficients: list[arb], step: arb) -> arb:
    total = arb(0)
    for coefficient in reversed(coefficients):
        total = total * step + coefficient
    return total.mid()


def ball(number: Fraction) -> arb:
    return arb(fmpq(number.numerator, number.denominator))
