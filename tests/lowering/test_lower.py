"""One expression gives the same number in every arithmetic, and none of them leaves a precision changed."""

import threading

import flint
import mpmath
import numpy as np
import pytest
from flint import arb, fmpq
from sympy import Rational, Symbol, asinh, log, pi, sinh, sqrt

from ganmech.lowering import EXACT, FLOAT64, balls, lower, multiprecision

u, v = Symbol("u"), Symbol("v")
EXPRESSION = (Rational(1, 3) * log(u) + sqrt(2) * v ** Rational(-3, 2) + pi * u ** Rational(1, 3) / 7 - asinh(v) * sinh(u) / u**2
              + 2 ** (u - 1))


def test_every_arithmetic_agrees_with_sympy():
    value = lower(EXPRESSION, (u, v))
    with mpmath.workdps(60), multiprecision(200) as many_digits, balls(200) as enclosing:
        truth = mpmath.mpf(str(EXPRESSION.subs({u: Rational(7, 5), v: Rational(3, 4)}).evalf(60)))
        assert abs(value(FLOAT64, 1.4, 0.75) - truth) < 1e-14
        assert abs(value(many_digits, many_digits.rational(7, 5), many_digits.rational(3, 4)) - truth) < 1e-55
        ball = value(enclosing, arb(fmpq(7, 5)), arb(fmpq(3, 4)))
        assert ball.rad() < arb("1e-55")
        assert abs(mpmath.mpf(ball.mid().str(60, radius=False)) - truth) < 1e-55


def test_rational_arithmetic_is_exact():
    value = lower((u**2 / 3 - Rational(5, 7) * v, u / v), (u, v))
    assert value(EXACT, fmpq(1, 2), fmpq(7, 5)) == (fmpq(-11, 12), fmpq(5, 14))


def test_arrays_broadcast():
    value = lower(u**2 + v, (u, v))
    assert np.array_equal(value(FLOAT64, np.arange(3.0), np.ones((2, 1))), [[1, 2, 5], [1, 2, 5]])


def test_a_symbol_that_is_no_argument_is_refused_at_once():
    with pytest.raises(ValueError, match="also holds v"):
        lower(u + v, (u,))


def test_precision_is_put_back_even_after_an_exception():
    before = flint.ctx.prec, mpmath.mp.prec
    with pytest.raises(ZeroDivisionError), balls(500), multiprecision(700):
        1 / 0
    assert (flint.ctx.prec, mpmath.mp.prec) == before


def test_each_thread_has_its_own_mpmath_precision():
    digits_seen = {}

    def third(bits):
        with multiprecision(bits) as arithmetic:
            ready.wait()
            digits_seen[bits] = arithmetic.rational(1, 3)
            ready.wait()

    ready = threading.Barrier(2)
    threads = [threading.Thread(target=third, args=(bits,)) for bits in (60, 600)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert digits_seen[600]._mpf_[3] > 590 and digits_seen[60]._mpf_[3] <= 60
