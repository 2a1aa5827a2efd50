"""Edges, merging points, rates, constants, exponents and complexities of the spin glasses over their whole domains."""

from fractions import Fraction

import numpy as np
from flint import arb
from hypothesis import assume
from hypothesis import strategies as st

from ganmech.spin_glass import CoupledEnsemble, kth_eigenvalue_rate, left_tail_rate, right_tail_rate
from tests.certainty.domains import distances, ensembles, everywhere, models, signed, tens
from tests.certainty.proved import EPSILON, apart, centre, fraction, has_digits, is_proved, radius

DIGITS = st.integers(1, 120)
RATE = Fraction(1, 10**14)           # the stated relative error of the GOE's rates in float64
THETA = 5 * Fraction(1, 10**12)      # "to about 1e-12", relative where |Theta| > 1


def same(number, ball: arb, relative=EPSILON) -> bool:
    """Whether a float64 is the value to so much, or to the least that float64 can hold."""
    return apart(ball, number) <= relative * abs(centre(ball)) + Fraction(5e-324)


@everywhere(quick=40, found=ensembles, shift=distances(), digits=DIGITS)
def test_edges_in_every_arithmetic(found, shift, digits):
    """Two or four, increasing, mirrored with the shift; float64 and mpf are the proved ones rounded."""
    (ensemble, b), more = found, 320 + digits
    x1 = shift * b
    finer, balls = (ensemble.edges(x1, digits=asked, certified=True) for asked in (more, digits))
    floats, numbers = ensemble.edges(x1), ensemble.edges(x1, digits=digits)
    assert len(finer) == len(balls) == len(numbers) == floats.size and floats.size in (2, 4)
    assert all(left < right for left, right in zip(finer, finer[1:])) and np.all(np.diff(floats) >= 0)
    for ball, narrow, number, in_float64 in zip(balls, finer, numbers, floats):
        assert is_proved(ball, digits) and ball.overlaps(narrow)
        assert has_digits(number, narrow, digits) and same(in_float64, narrow)
    mirrored = ensemble.edges(-x1, digits=more, certified=True)
    assert all(edge.overlaps(-other) for edge, other in zip(finer, reversed(mirrored)))


@everywhere(quick=40, found=ensembles, distance=signed(tens(-40, 3)), sign=st.sampled_from([-1, 1]))
def test_two_bands_exactly_beyond_the_merging_shift(found, distance, sign):
    ensemble, b = found
    assume(distance > -1)
    merging = centre(ensemble.merging_x1(digits=200, certified=True))
    x1 = sign * merging * (1 + distance)
    assume(abs(x1) <= 10**100 * b)
    assert len(ensemble.edges(x1, digits=30)) == (4 if distance > 0 else 2)


@everywhere(quick=40, found=ensembles, digits=DIGITS)
def test_the_merging_shift_in_every_arithmetic_and_by_its_unit(found, digits):
    ensemble, b = found
    finer, ball = (ensemble.merging_x1(digits=asked, certified=True) for asked in (digits + 320, digits))
    assert is_proved(ball, digits) and ball.overlaps(finer)
    assert has_digits(ensemble.merging_x1(digits=digits), finer, digits) and same(ensemble.merging_x1(), finer)
    doubled = CoupledEnsemble.from_squares(ensemble.kappa, 4 * ensemble.b_squared, 4 * ensemble.b1_squared)
    assert doubled.merging_x1() == 2 * ensemble.merging_x1()


@everywhere(quick=60, s=tens(-15.6, 140) | tens(-3, 3), E=tens(-150, 150), digits=DIGITS, k=st.integers(1, 10**9))
def test_the_rates_of_both_tails_in_every_arithmetic(s, E, digits, k):
    for sign, rate in ((1, right_tail_rate), (-1, left_tail_rate)):
        E = Fraction(float(E))
        u = Fraction(float(E * (1 + sign * s)))
        if sign * u < sign * E:
            continue
        finer, ball = (rate(u, E, digits=asked, certified=True) for asked in (digits + 60, digits))
        assert is_proved(ball, digits) and ball.overlaps(finer) and not ball < 0
        assert has_digits(rate(u, E, digits=digits), finer, digits)
        assert same(rate(float(u), float(E)), finer, RATE)
        if sign > 0:
            assert kth_eigenvalue_rate(u, k, E, digits=digits, certified=True).overlaps(k * finer)
            assert same(kth_eigenvalue_rate(float(u), k, float(E)), k * finer, 2 * RATE)


@everywhere(quick=40, s=tens(-14, 100), more=tens(-10, 10), sign=st.sampled_from([1, -1]))
def test_a_rate_rises_from_the_edge(s, more, sign):
    rate = {1: right_tail_rate, -1: left_tail_rate}[sign]
    near, far = (rate(1 + sign * distance, digits=60, certified=True) for distance in (s, s * (1 + more)))
    assert 0 < near < far
    assert rate(float(1 + sign * s)) <= rate(float(1 + sign * s * (1 + more))) * (1 + 2e-14)


@everywhere(quick=40, model=models, digits=DIGITS)
def test_the_constant_in_every_arithmetic(model, digits):
    finer, ball = (model.constant(asked, certified=True) for asked in (digits + 40, digits))
    assert is_proved(ball, digits) and ball.overlaps(finer)
    assert has_digits(model.constant(digits), finer, digits) and same(model.constant(), finer)


@everywhere(quick=40, model=models, place=st.tuples(*[st.just(Fraction(0)) | signed(tens(-3, 3))] * 3),
            digits=st.integers(1, 60))
def test_the_exponent_in_every_arithmetic(model, place, digits):
    """At losses and slopes in units of their deviations; float64 within rounding units of the terms that it adds up."""
    deviations = deviations_of(model)
    xi = [float(fraction(number) * deviation) for number, deviation in zip(place, deviations)]
    finer, ball = (model.exponent(*xi, digits=asked, certified=True) for asked in (digits + 40, digits))
    assert is_proved(ball, digits) and ball.overlaps(finer)
    assert has_digits(model.exponent(*xi, digits=digits), finer, digits)
    energy = sum(fraction(number) ** 2 for number in place) / 2
    terms = abs(centre(model.constant(30, certified=True))) + energy + abs(centre(finer)) + 1
    assert apart(finer, model.exponent(*xi)) <= 2 * Fraction(1, 10**13) * terms


def deviations_of(model) -> list[Fraction]:
    """Standard deviations of l_D, L_G and D in units of sqrt(N), to float64."""
    noise = model.sigma_z * Fraction(2.0 ** (Fraction(model.p + model.q) / 2))
    return [Fraction(1), noise, noise * Fraction(float(model.p + model.q) ** 0.5)]


BOUND = st.sampled_from(["inf", "0"]) | signed(tens(-3, 1))
INDEX = st.sampled_from([None, 0, 0, 3])


@everywhere(quick=20, model=models, u_D=BOUND, u_G=BOUND, k_D=INDEX, k_G=INDEX, digits=st.integers(5, 60))
def test_the_complexity_in_every_arithmetic(model, u_D, u_G, k_D, k_G, digits):
    at = u_D, u_G, k_D, k_G
    finer, ball = (model.complexity(*at, digits=asked, certified=True) for asked in (digits + 20, digits))
    assert is_proved(ball, digits) and ball.overlaps(finer)
    assert has_digits(model.complexity(*at, digits=digits), finer, digits)
    in_float64 = model.complexity(*(float(bound) for bound in (u_D, u_G)), k_D, k_G)
    assert apart(finer, in_float64) <= THETA * max(1, abs(centre(finer)))


@everywhere(quick=20, model=models, u=st.tuples(signed(tens(-3, 1)), signed(tens(-3, 1))), more=tens(-6, 2))
def test_the_complexity_rises_with_its_bounds_to_the_total(model, u, more):
    def theta(*at):
        return model.complexity(*at, digits=25, certified=True)

    low, high, free = theta(*u), theta(u[0] + more, u[1] + more), theta("inf", "inf")
    assert not low > high and not high > free and free.overlaps(model.total_complexity(25, certified=True))
    assert not theta(*u, 0, 0) > low
