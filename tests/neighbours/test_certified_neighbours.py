"""Balls of the neighbouring models contain the reference and what the definitions say; exact numbers are exact."""

import json
from fractions import Fraction
from math import comb
from pathlib import Path

import flint
import mpmath
import pytest
from flint import arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from ganmech.lowering import balls
from ganmech.neighbours import (largest_distance, optimal_intervals, product_distance, smallest_distance, smallest_pair,
                                total_variation)

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())["li_madry_tv_numeric"]
FAST = settings(max_examples=15, deadline=None)
MEANS = st.fractions(-3, 3, max_denominator=8)


@pytest.mark.parametrize("key", REFERENCE)
def test_total_variations_of_the_reference(key):
    mu, target = (part.split("=")[1].strip("()").split(", ") for part in key.replace("),", ")|").split("|"))
    ball = total_variation(mu, target, 30, certified=True)
    with balls(200):
        assert ball.overlaps(arb(arb(REFERENCE[key]).mid(), 1e-12)) and float(ball.rad()) < 1e-30


@FAST
@given(mu=st.tuples(MEANS, MEANS), target=st.tuples(MEANS, MEANS))
def test_densities_are_equal_at_the_ends_of_the_intervals(mu, target):
    if sorted(mu) == sorted(target):
        assert optimal_intervals(mu, target, 20, certified=True) == ()
        return
    try:
        found = optimal_intervals(mu, target, 25, certified=True)
    except ArithmeticError as error:
        assert "touch" in str(error)
        return
    doubles = optimal_intervals(mu, target)
    for ends, values in zip(found, doubles, strict=True):
        for end, value in zip(ends, values, strict=True):
            if not isinstance(end, arb):
                assert end == value
                continue
            with balls(200):
                heights = [side * (-(end - fmpq(*mean.as_integer_ratio()))**2 / 2).exp()
                           for side, pair in ((1, target), (-1, mu)) for mean in pair]
                assert sum(heights, arb(0)).contains(0) and float(end.rad()) < 1e-25
                assert abs(float(end.mid()) - value) < 1e-13 * (1 + abs(value))


@pytest.mark.parametrize("m", [2, 3, 4, 7])
@pytest.mark.parametrize("tau", ["1/10", "3/10", "4/5"])
def test_the_closest_pair_has_the_smallest_distance(tau, m):
    """The distance of the two laws' products, written out over counts, in balls."""
    (b, _), (a, _) = smallest_pair(tau, m, 30, certified=True)
    with balls(300):
        at = [sum((comb(m, k) * abs(b**k * (1 - b)**(m - k) - a**k * (1 - a)**(m - k)) for k in range(m + 1)), arb(0)) / 2]
        assert at[0].overlaps(smallest_distance(tau, m, 40, certified=True))
        assert (b - a).overlaps(arb(fmpq(*Fraction(tau).as_integer_ratio())))
    double = smallest_pair(tau, m)
    assert abs(double[0][0] - float(b.mid())) < 1e-15 and largest_distance(tau, m) == 1 - (1 - Fraction(tau))**m


def test_three_samples_are_solved():
    """tau (2 + sqrt(4 - 3 tau^2))/3."""
    with balls(200):
        tau = arb(fmpq(3, 10))
        assert smallest_distance("3/10", 3, 40, certified=True).overlaps(tau * (2 + (4 - 3 * tau**2).sqrt()) / 3)


def test_distances_of_products_are_fractions():
    assert product_distance(["1/2", "1/2"], ["1/3", "2/3"], 1) == Fraction(1, 6)


def test_no_precision_is_left_changed():
    before = flint.ctx.prec, mpmath.mp.prec
    smallest_pair("0.3", 5, 30, certified=True), optimal_intervals((0, "0.5"), (-2, 2), 30, certified=True)
    with pytest.raises(ValueError, match="certified=True needs digits"):
        optimal_intervals((0, 1), (2, 3), certified=True)
    assert (flint.ctx.prec, mpmath.mp.prec) == before
