"""The coupled ensemble over its whole domain: a ball contains mpmath's value, which float64 meets within its stated error.

And reflection (x, x1) -> (-x, -x1), scaling in b, log|x| far away; no nan, and precisions of the caller as they were. 60
examples in every run, 2000 with `make test-slow`.
"""

import flint
import mpmath
import numpy as np
import pytest
from flint import arb, fmpq
from hypothesis import given, settings, strategies as st

from ganmech.lowering import balls
from ganmech.spin_glass import CoupledEnsemble

SHARE = st.one_of(st.integers(1, 999).map(lambda k: fmpq(k, 1000)), st.integers(4, 30).map(lambda e: fmpq(1, 10**e)),
                  st.integers(4, 30).map(lambda e: 1 - fmpq(1, 10**e)))
SIZE = st.builds(lambda digit, power: fmpq(digit) * fmpq(10)**power, st.integers(1, 99), st.integers(-8, 8))
PLACE = st.builds(lambda sign, size: sign * size, st.sampled_from([-1, 0, 1]), SIZE)
DOMAIN = SHARE, SIZE, st.one_of(st.just(fmpq(0)), SIZE), PLACE, PLACE
SCALE, BALL = fmpq(3, 7), dict(digits=40, certified=True)
FLOAT64_VALUE, FLOAT64_SLOPE = 1e-13, 1e-7      # the slope's is a few square roots of a rounding unit, for points at edges


def checked(share, b, ratio, place, shift):
    """Every property at one ensemble and one point, in units of b."""
    before = flint.ctx.prec, mpmath.mp.dps
    ensemble, x, x1 = CoupledEnsemble(share, b, ratio * b), place * b, shift * b
    value, slopes = ensemble.log_determinant(x, x1, **BALL), ensemble.log_determinant_gradient(x, x1, **BALL)
    _met(value, ensemble.log_determinant(x, x1, digits=30), ensemble.log_determinant(x, x1), FLOAT64_VALUE)
    unit = float(b)
    for ball, rounded, near in zip(slopes, ensemble.log_determinant_gradient(x, x1, digits=30),
                                   ensemble.log_determinant_gradient(x, x1)):
        _met(ball, rounded, near, FLOAT64_SLOPE / min(unit, 1))
    assert ensemble.density(x, x1, **BALL) >= 0 or ensemble.density(x, x1, **BALL).contains(0)
    mirrored = ensemble.log_determinant_gradient(-x, -x1, **BALL)
    assert value.overlaps(ensemble.log_determinant(-x, -x1, **BALL))
    scaled = CoupledEnsemble(share, SCALE * b, SCALE * ratio * b).log_determinant(SCALE * x, SCALE * x1, **BALL)
    with balls(300):
        assert all((one + other).contains(0) for one, other in zip(slopes, mirrored))
        assert (scaled - arb(SCALE).log()).overlaps(value)
        far = 10**12 * (1 + ratio + abs(shift)) * b
        assert abs(ensemble.log_determinant(far, x1, **BALL) - arb(far).log()) < arb("1e-11")
    assert (flint.ctx.prec, mpmath.mp.dps) == before


def _met(ball, rounded, near, error):
    assert ball.rad() < arb("1e-40") and np.isfinite(near)
    with mpmath.workdps(60):
        centre = mpmath.mpf(ball.mid().str(60, radius=False))
        assert abs(centre - rounded) <= mpmath.mpf(10)**-29 * max(1, abs(centre))
        assert abs(centre - mpmath.mpf(float(near))) <= error * max(1, abs(centre))


@settings(max_examples=60, deadline=None)
@given(*DOMAIN)
def test_properties_of_the_coupled_ensemble(share, b, ratio, place, shift):
    checked(share, b, ratio, place, shift)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(*DOMAIN)
def test_properties_of_the_coupled_ensemble_at_length(share, b, ratio, place, shift):
    checked(share, b, ratio, place, shift)
