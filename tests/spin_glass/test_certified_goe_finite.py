"""The GOE at finite N in balls: float64's own quadrature, mpmath's of the density, the spectrum of two, symmetry."""

import flint
import mpmath
import pytest
from flint import arb

from ganmech.spin_glass import right_tail_rate
from ganmech.spin_glass.goe_finite import density, expected_above


@pytest.mark.parametrize("N", [2, 10, 40])
@pytest.mark.parametrize("u", ["0.3", "1.1", "-1.5"])
def test_balls_contain_float64_within_its_rounding(N, u):
    for quantity in (density, expected_above):
        ball = quantity(u, N, digits=30, certified=True)
        assert ball.rad() < arb("1e-30") and abs(float(ball.mid()) - quantity(float(u), N)) < 1e-13 * N


def test_two_eigenvalues_have_the_joint_density_integrated():
    """|x - y| exp(-2 (x^2 + y^2)) over its integral, at E = 1."""
    with mpmath.workdps(30):
        def joint(x, y):
            return abs(x - y) * mpmath.exp(-2 * (x**2 + y**2))
        u = mpmath.mpf("0.7")
        norm = mpmath.sqrt(mpmath.pi) / 2       # E|x - y| of two normals of variance 1/4, times pi/2
        marginal = mpmath.quad(lambda y: joint(u, y), [-8, 0, u, 2, 8])
        assert abs(density("0.7", 2, digits=25) - 2 * marginal / norm) < mpmath.mpf(10)**-24


def test_mpmath_integrates_the_density_to_the_number_above():
    with mpmath.workdps(25):
        tail = mpmath.quad(lambda u: density(u, 6, 3, digits=25), [2, 3, 4, 6, 12])
        assert abs(tail - expected_above(2, 6, 3, digits=22)) < mpmath.mpf(10)**-20


def test_both_sides_together_hold_all_eigenvalues():
    left, middle, right = (expected_above(u, 8, digits=30, certified=True) for u in ("-0.4", 0, "0.4"))
    assert (left + right).contains(8) and middle.contains(4)


def test_far_out_a_ball_keeps_its_digits_where_float64_ends():
    with pytest.raises(ValueError, match="at most 700 in float64"):
        density(4, 80)
    tiny = density(4, 80, digits=20)
    assert 0 < tiny < mpmath.mpf(10)**-400 and abs(mpmath.log(tiny) / 80 + right_tail_rate(4)) < 0.02


def test_precisions_stay_and_wrong_numbers_are_named():
    before = flint.ctx.prec, mpmath.mp.dps
    for call, words in ((lambda: density(0, 3, digits=10), "N must be even"),
                        (lambda: density(0, 2, -1, digits=10), "E must be positive"),
                        (lambda: expected_above(0, 2, certified=True), "certified=True needs digits")):
        with pytest.raises(ValueError, match=words):
            call()
    assert (flint.ctx.prec, mpmath.mp.dps) == before
