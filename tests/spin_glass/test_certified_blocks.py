"""Balls of two-block matrices: against those of the coupled ensemble, mpmath, float64, and solved cases."""

from fractions import Fraction

import flint
import mpmath
import pytest
from flint import arb
from hypothesis import given, settings, strategies as st

from ganmech.spin_glass import CoupledEnsemble
from ganmech.spin_glass.two_blocks import TwoBlocks

NUMBER = st.fractions(-20, 20, max_denominator=1000)
VARIANCE = st.fractions(Fraction(1, 100), 20, max_denominator=100)
SHARE = st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000)
QUANTITIES = "log_determinant", "log_determinant_gradient", "log_determinant_hessian"


def parts(found):
    return found if isinstance(found, tuple) else (found,)


@settings(max_examples=40, deadline=None)
@given(SHARE, VARIANCE, VARIANCE, st.one_of(st.just(0), VARIANCE), NUMBER, NUMBER.filter(bool))
def test_the_ball_contains_mpmath_and_float64_within_their_errors(share, DD, DG, GG, y_D, y_G):
    blocks = TwoBlocks(share, DD, DG, GG)
    for name in QUANTITIES[:2]:
        balls, rounded, near = (parts(getattr(blocks, name)(y_D, y_G, **how)) for how in (
            dict(digits=40, certified=True), dict(digits=30), {}))
        for ball, number, float64 in zip(balls, rounded, near):
            assert ball.rad() < arb("1e-40")
            with mpmath.workdps(45):
                assert abs(mpmath.mpf(ball.mid().str(45, radius=False)) - number) <= mpmath.mpf(10)**-29 * (1 + abs(number))
            assert abs(float(ball.mid()) - float64) < (1e-12 if name == "log_determinant" else 1e-6) * (1 + abs(float64))


@settings(max_examples=30, deadline=None)
@given(SHARE, VARIANCE, st.one_of(st.just(Fraction(0)), VARIANCE), NUMBER, NUMBER)
def test_the_coupled_ensemble_and_two_blocks_have_the_same_balls(share, b, b1, x, x1):
    ensemble = CoupledEnsemble(share, b, b1)
    shared, own = ensemble.b_squared / 2, ensemble.b1_squared / (2 * ensemble.kappa)
    blocks, how = TwoBlocks(share, shared + own, shared, shared), dict(digits=30, certified=True)
    assert blocks.log_determinant(x + x1, x, **how).overlaps(ensemble.log_determinant(x, x1, **how))
    by_x, by_x1 = ensemble.log_determinant_gradient(x, x1, **how)
    by_D, by_G = blocks.log_determinant_gradient(x + x1, x, **how)
    assert by_D.overlaps(by_x1) and (by_D + by_G).overlaps(by_x)
    assert blocks.density(x, -x1, 0, **how).overlaps(ensemble.density(x, x1, **how))


@pytest.mark.parametrize("name", QUANTITIES)
def test_reflection_leaves_values_and_turns_slopes(name):
    blocks, how = TwoBlocks("3/5", 2, "1/3", 5), dict(digits=30, certified=True)
    for here, there in zip(parts(getattr(blocks, name)("0.7", -3, **how)), parts(getattr(blocks, name)("-0.7", 3, **how))):
        assert (here + there if name == QUANTITIES[1] else here - there).contains(0)


def test_dependent_rows_are_known_exactly():
    square = TwoBlocks("1/2", 1, 3, 0).log_determinant(5, 0, digits=40, certified=True)
    assert square.rad() < arb("1e-40") and abs(float(square.mid()) - TwoBlocks("1/2", 1, 3, 0).log_determinant(5, 0)) < 1e-15
    assert TwoBlocks("1/4", 1, 3, 0).log_determinant(5, 0, digits=20, certified=True) == arb.neg_inf()


def test_a_derivative_that_diverges_has_no_digits():
    """Two blocks of one variance are one semicircle, of radius 2; its second derivatives diverge at the edge."""
    before = flint.ctx.prec, mpmath.mp.dps
    with pytest.raises(ArithmeticError, match="the value diverges here"):
        TwoBlocks("1/3", 1, 1, 1).log_determinant_hessian(2, 2, digits=20, certified=True)
    value = TwoBlocks("1/3", 1, 1, 1).log_determinant(2, 2, digits=30, certified=True)
    assert value.contains(arb("0.5")) and (flint.ctx.prec, mpmath.mp.dps) == before
