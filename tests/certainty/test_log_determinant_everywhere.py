"""The log-determinant and its derivatives over their whole domain: every arithmetic within what it promises, and laws.

kappa from 1e-50 to 1 - 1e-50, b from 1e-149 to 1e149, b1 up to 1e50 b, points out to 1e99 b; at 0, at edges, where bands merge.
"""

from fractions import Fraction

import flint
import numpy as np
import pytest
from flint import arb, fmpq
from hypothesis import assume
from hypothesis import strategies as st

from ganmech.spin_glass import CoupledEnsemble, right_tail_rate
from tests.certainty.domains import Place, amplitudes, distances, ensembles, everywhere, places, shares, signed, tens
from tests.certainty.proved import EPSILON, apart, centre, fraction, has_digits, is_proved, radius

PHI = Fraction(1, 10**13)      # the stated error in float64, relative where |Phi| > 1
ROUNDING = 20                  # what is taken as a few rounding units
MERGING = Fraction(1, 100)     # relative distance in x1 within which the solution is nearly triple
DIGITS = st.integers(1, 120)


def decimals(place: Place) -> int:
    """Enough that balls have 20 digits or more whatever the units."""
    return 30 + 2 * int(sum(abs(np.log10(size)) for size in (float(place.unit), abs(place.x), abs(place.x1)) if size))


def exactly(number) -> arb:
    number = fraction(number) if not isinstance(number, Fraction) else number
    return arb(fmpq(number.numerator, number.denominator))


def root(number: Fraction) -> Fraction:
    """A square root to float64, which an allowance may be."""
    return Fraction(float(number) ** 0.5)


@everywhere(quick=60, place=places(), digits=DIGITS)
def test_the_ball_contains_mpmath_contains_float64(place, digits):
    ensemble, at = place.ensemble, (place.x, place.x1)
    ball = ensemble.log_determinant(*at, digits=digits, certified=True)
    finer = ensemble.log_determinant(*at, digits=digits + 20, certified=True)
    assert is_proved(ball, digits) and is_proved(finer, digits + 20) and ball.overlaps(finer)
    assert has_digits(ensemble.log_determinant(*at, digits=digits), finer, digits)
    assert apart(finer, ensemble.log_determinant(*at)) <= PHI * max(1, abs(centre(finer)))


@everywhere(quick=40, place=places(), digits=DIGITS)
def test_the_gradient_and_the_density_in_every_arithmetic(place, digits):
    """In float64 within rounding units of kappa |m_D| + kappa' |m_G| over the root of the distance from an edge."""
    ensemble, at, more = place.ensemble, (place.x, place.x1), max(decimals(place), digits + 5)
    ways = {"digits": more, "certified": True}, {"digits": digits, "certified": True}, {"digits": digits}, {}
    proved, balls, rounded, floats = (
        (*ensemble.log_determinant_gradient(*at, **how), ensemble.density(*at, **how)) for how in ways)
    allowed = ROUNDING * EPSILON * size_of_m(ensemble, at, more) * magnified(place, more)
    for finer, ball, number, in_float64, times in zip(proved, balls, rounded, floats, (1, 1, Fraction(1, 3))):
        assert is_proved(ball, digits) and ball.overlaps(finer)
        assert has_digits(number, finer, digits)
        assert apart(finer, in_float64) <= times * allowed
    assert floats[-1] >= 0 and rounded[-1] >= 0 and not balls[-1] < 0


@everywhere(quick=40, place=places())
def test_the_compiled_route_keeps_the_bounds_of_numpys(place):
    """Each route by itself lies within the stated errors of proved digits."""
    pytest.importorskip("numba")
    ensemble, at, more = place.ensemble, (place.x, place.x1), decimals(place)
    phi = ensemble.log_determinant(*at, digits=more, certified=True)
    how = {"digits": more, "certified": True}
    slopes = *ensemble.log_determinant_gradient(*at, **how), ensemble.density(*at, **how)
    allowed = ROUNDING * EPSILON * size_of_m(ensemble, at, more) * magnified(place, more)
    for choice in "01":
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("GANMECH_COMPILED", choice)
            assert apart(phi, ensemble.log_determinant(*at)) <= PHI * max(1, abs(centre(phi)))
            found = *ensemble.log_determinant_gradient(*at), ensemble.density(*at)
        assert all(apart(ball, value) <= allowed for ball, value in zip(slopes, found)) and found[-1] >= 0


def size_of_m(ensemble, at, digits) -> Fraction:
    """kappa |m_D| + kappa' |m_G|, from the two parts of the gradient and of its imaginary part."""
    from ganmech.spin_glass.evaluation import evaluate
    from ganmech.spin_glass.quantities import SOLUTION
    D, D_imag, G, G_imag = map(centre, evaluate(ensemble.law, SOLUTION, *at, digits, True))
    return ensemble.kappa * max(abs(D), abs(D_imag)) + (1 - ensemble.kappa) * max(abs(G), abs(G_imag))


def relative_distance(place: Place, edge: arb) -> Fraction:
    """Of x from an edge, relative to the edge's own from 0 or from -x1."""
    return abs(fraction(place.x) - centre(edge)) / max(abs(centre(edge)), abs(centre(edge) + fraction(place.x1)))


def magnified(place: Place, digits: int) -> Fraction:
    """By how much the nearest edge may magnify errors: its relative distance to the power -1/2, or -2/3 where bands merge."""
    least = min(relative_distance(place, edge) for edge in place.ensemble.edges(place.x1, digits=digits, certified=True))
    merging = centre(place.ensemble.merging_x1(digits=digits, certified=True))
    if abs(abs(fraction(place.x1)) - merging) < MERGING * merging:
        return 1 / EPSILON * Fraction(float(EPSILON) ** (1 / 3))
    return 1 / root(min(least + EPSILON, Fraction(1)))


@everywhere(quick=40, place=places(), digits=DIGITS)
def test_the_density_ends_exactly_at_the_edges(place, digits):
    """Inside a band it is positive, between and beyond bands exactly 0, in float64 too."""
    ensemble, x = place.ensemble, fraction(place.x)
    edges = ensemble.edges(place.x1, digits=decimals(place) + 20, certified=True)
    assume(all(abs(x - centre(edge)) > radius(edge) for edge in edges))
    inside = sum(centre(edge) < x for edge in edges) % 2 == 1
    ball = ensemble.density(place.x, place.x1, digits=decimals(place) + digits, certified=True)
    assert ball > 0 if inside else ball == 0
    if all(relative_distance(place, edge) > Fraction(1, 10**12) for edge in edges):
        assert (ensemble.density(place.x, place.x1) > 0) is np.bool_(inside)


@everywhere(quick=40, place=places(), digits=DIGITS)
def test_changing_both_signs_changes_the_sign_of_the_gradient_alone(place, digits):
    """Within twice the stated errors: the iteration goes another way."""
    ensemble, at, mirrored, more = place.ensemble, (place.x, place.x1), (-place.x, -place.x1), max(decimals(place), digits)
    phi, other = (ensemble.log_determinant(*where, digits=digits, certified=True) for where in (at, mirrored))
    assert phi.overlaps(other)
    slopes, others = (ensemble.log_determinant_gradient(*where, digits=more, certified=True) for where in (at, mirrored))
    assert all(slope.overlaps(-other) for slope, other in zip(slopes, others))
    assert abs(ensemble.log_determinant(*mirrored) - ensemble.log_determinant(*at)) <= 2 * PHI * max(1, abs(centre(phi)))
    allowed = 2 * ROUNDING * EPSILON * size_of_m(ensemble, at, more) * magnified(place, more)
    for slope, other in zip(ensemble.log_determinant_gradient(*at), ensemble.log_determinant_gradient(*mirrored)):
        assert abs(fraction(slope) + fraction(other)) <= allowed
    assert abs(fraction(ensemble.density(*at)) - fraction(ensemble.density(*mirrored))) <= allowed / 3


@everywhere(quick=40, place=places(), power=st.integers(-120, 120), digits=st.integers(10, 60))
def test_a_unit_of_length_adds_its_logarithm(place, power, digits):
    """By powers of two, which float64 scales by without rounding."""
    scale = Fraction(2) ** power
    assume(Fraction(1, 10**149) < place.unit * scale < 10**149)
    squares = (square * scale**2 for square in (place.ensemble.b_squared, place.ensemble.b1_squared))
    scaled = CoupledEnsemble.from_squares(place.ensemble.kappa, *squares)
    at, further = (place.x, place.x1), (place.x * float(scale), place.x1 * float(scale))
    assume(all(fraction(far) == fraction(near) * scale for far, near in zip(further, at)))
    shifted = place.ensemble.log_determinant(*at, digits=digits, certified=True) + exactly(scale).log()
    assert scaled.log_determinant(*further, digits=digits, certified=True).overlaps(shifted)
    found = scaled.log_determinant(*further)
    assert abs(found - place.ensemble.log_determinant(*at) - power * np.log(2)) <= 3e-13 * max(1, abs(found), abs(power))
    more = decimals(place) + abs(power) + digits
    by_x, by_x1 = (part * exactly(scale) for part in scaled.log_determinant_gradient(*further, digits=more, certified=True))
    assert all(part.overlaps(other) for part, other in
               zip((by_x, by_x1), place.ensemble.log_determinant_gradient(*at, digits=more, certified=True)))


@everywhere(quick=40, place=places())
def test_the_gradient_is_the_derivative(place):
    """Central differences of Phi over 1e-20 of the distance from the nearest edge, or of the smaller block's own scale."""
    ensemble, more = place.ensemble, decimals(place)
    edges = ensemble.edges(place.x1, digits=more + 60, certified=True)
    least = min(abs(fraction(place.x) - centre(edge)) for edge in edges)
    assume(least > Fraction(1, 10**25) * place.unit)
    smaller = min(ensemble.kappa, 1 - ensemble.kappa)
    step, x, x1 = min(least, smaller * place.unit) / 10**20, fraction(place.x), fraction(place.x1)
    asked = {"digits": more + 260, "certified": True}
    gradient, size = ensemble.log_determinant_gradient(x, x1, **asked), size_of_m(ensemble, (x, x1), more + 260)
    for dx, dx1, slope in ((step, 0, gradient[0]), (0, step, gradient[1])):
        higher, lower = (ensemble.log_determinant(x + sign * dx, x1 + sign * dx1, **asked) for sign in (1, -1))
        difference = (centre(higher) - centre(lower)) / (2 * step)
        assert abs(difference - centre(slope)) <= Fraction(1, 10**20) * size


@everywhere(quick=40, found=ensembles, shift=signed(tens(-12, 12)), ratio=signed(tens(1e-3, 40)))
def test_far_away_it_is_a_logarithm_and_the_mean(found, shift, ratio):
    """Beyond the spectrum |Phi - log|x| - kappa x1/x| <= r^2 / (2 (1 - r)), r the size of the spectrum over |x|."""
    ensemble, b = found
    x1 = shift * b
    size = max(abs(centre(edge)) + radius(edge) for edge in ensemble.edges(x1, digits=400, certified=True))
    x = size * (1 + abs(ratio)) * (1 if ratio > 0 else -1)
    r = size / abs(x)
    ball = ensemble.log_determinant(x, x1, digits=120, certified=True)
    logarithm = exactly(abs(x)).log() + exactly(ensemble.kappa * x1 / x)
    assert not abs(ball - logarithm) > exactly(r**2 / (2 * (1 - r)))
    in_float64 = ensemble.log_determinant(float(x), float(x1))
    assert abs(in_float64 - float(logarithm.mid())) <= float(r**2 / (2 * (1 - r))) + 1e-12 * max(1, abs(in_float64))


@everywhere(quick=40, kappa=shares(), b=amplitudes(), x=distances(), digits=DIGITS)
def test_without_own_noise_and_shift_it_is_one_semicircle(kappa, b, x, digits):
    """A parabola, log b - (log 2 + 1)/2 + x^2/(2 b^2), less the rate of the largest eigenvalue outside |x| = sqrt(2) b."""
    ensemble, x = CoupledEnsemble(kappa, b, 0), x * b
    ball = ensemble.log_determinant(x, 0, digits=digits + 220, certified=True)
    edge = ensemble.edges(0, digits=digits + 700, certified=True)[1]
    with flint.ctx.workprec(4000):
        outside = (exactly(abs(x)) / edge).max(arb(1))
        root_ = (outside**2 - 1).sqrt() if outside > 1 else arb(0)
        parabola = exactly(b).log() - (arb(2).log() + 1) / 2 + exactly(x**2 / (2 * b**2))
        rate = outside * root_ - (outside + root_).log()
        assert ball.overlaps(parabola - rate)
    if outside > 1:
        excess = parabola - ball
        assert excess.overlaps(right_tail_rate(centre(outside), digits=digits, certified=True) + arb(0, arb(10)**-digits))


@everywhere(quick=40, kappa=shares(), ratio=tens(-49, -1), distance=tens(-2, 3))
def test_small_noise_of_its_own_changes_little(kappa, ratio, distance):
    """|Phi(b1) - Phi(0)| <= -log(1 - sqrt(2) b1 / d) at a distance d from a semicircle, by Weyl's inequality."""
    edge = centre(CoupledEnsemble(kappa, 1, 0).edges(0, digits=80, certified=True)[1])
    moved = Fraction(15, 10) * ratio / distance
    assume(moved < Fraction(1, 2))
    with_noise, without = (CoupledEnsemble(kappa, 1, b1).log_determinant(edge + distance, 0, digits=140, certified=True)
                           for b1 in (ratio, 0))
    assert not abs(with_noise - without) > -(1 - exactly(moved)).log()
    assert abs(CoupledEnsemble(kappa, 1, ratio).log_determinant(float(edge + distance), 0) - float(without.mid())) <= (
        float(2 * moved) + 1e-13 * max(1, abs(float(without.mid()))))
