"""Products of laws: the extremes derived are the extremes found by search over laws on a few points."""
from fractions import Fraction
from itertools import combinations, product
from math import prod, sqrt

import numpy as np
import pytest
from flint import arb

from ganmech.neighbours import (has_collapse, largest_distance, largest_with_neither, product_distance, smallest_distance,
                                smallest_pair, smallest_with_collapse)
from ganmech.neighbours.missing_mode import float_distance


def enumerated(P, Q, m):
    """Every sequence of m samples, one by one."""
    sequences = list(product(range(len(P)), repeat=m))
    return sum(abs(prod(P[i] for i in s) - prod(Q[i] for i in s)) for s in sequences) / 2


def pairs_at(tau, points, count, seed):
    """Random laws at distance tau: P gains tau on some points, Q on the others."""
    rng, found = np.random.default_rng(seed), []
    while len(found) < count:
        more = rng.random(points) < 0.5
        if more.all() or not more.any():
            continue
        common = (1 - tau) * rng.dirichlet(np.full(points, rng.choice([0.2, 1])))
        gains = [tau * rng.dirichlet(np.full(points, rng.choice([0.2, 1]))) * side for side in (more, ~more)]
        gains = [tau * gain / gain.sum() if gain.sum() > 0 else None for gain in gains]
        if gains[0] is not None and gains[1] is not None:
            found.append(np.array([common + gains[0], common + gains[1]]))
    return found


@pytest.mark.parametrize("P, Q, m", [(("1/2", "1/3", "1/6"), ("1/4", "1/4", "1/2"), 4), (("0.9", "0.1"), ("0.6", "0.4"), 6),
                                     ((1, 0), ("0.7", "0.3"), 3)])
def test_the_distance_of_products_is_the_sum_over_all_sequences(P, Q, m):
    found = product_distance(P, Q, m)
    assert isinstance(found, Fraction) and found == enumerated(*(tuple(map(Fraction, law)) for law in (P, Q)), m)
    assert float(found) == pytest.approx(float_distance(np.array([list(map(float, map(Fraction, law))) for law in (P, Q)]), m))


@pytest.mark.parametrize("tau, m, least, most", [("0.3", 2, "0.3", "0.51"), ("0.3", 4, "0.4365", "0.7599"),
                                                 ("0.11", 2, "0.11", "0.2079"), ("0.11", 5, None, "0.4415940551")])
def test_values_found_elsewhere(tau, m, least, most):
    assert largest_distance(tau, m) == Fraction(most)
    if least:
        assert smallest_distance(tau, m) == pytest.approx(float(least), abs=1e-15)


def test_a_coarse_grid_misses_the_smallest_distance_of_five_samples():
    """0.1889205033 has been given for it; a pair of laws with exact fractions lies below."""
    P, Q = ("0.4558422884", "0.5441577116"), ("0.3458422884", "0.6541577116")
    assert smallest_distance("0.11", 5) < float(product_distance(P, Q, 5)) < 0.188886 < 0.1889205033
    grid = [float_distance(np.array([[a + 0.11, 0.89 - a], [a, 1 - a]]), 5) for a in np.linspace(0, 0.89, 2001)]
    assert min(grid) == pytest.approx(0.1889205033, abs=1e-10)      # where that number comes from


@pytest.mark.parametrize("tau", ["0.05", "0.3", "0.8"])
def test_closed_forms_of_two_three_and_four_samples(tau):
    t = float(tau)
    assert smallest_distance(tau, 2) == t
    assert smallest_distance(tau, 3) == pytest.approx(t * (2 + sqrt(4 - 3 * t**2)) / 3, rel=1e-14)
    assert smallest_distance(tau, 4) == pytest.approx(t * (3 - t**2) / 2, rel=1e-14)


@pytest.mark.parametrize("tau, m", [("0.11", 5), ("0.3", 3), ("0.5", 7), ("0.05", 12)])
def test_the_pair_has_the_distance(tau, m):
    P, Q = smallest_pair(tau, m)
    assert float_distance(np.array([P, Q]), m) == pytest.approx(smallest_distance(tau, m), abs=1e-13)
    assert abs(P[0] - Q[0]) == pytest.approx(float(tau))


def test_digits_and_a_certified_ball():
    ball = smallest_distance("0.11", 3, digits=50, certified=True)
    assert isinstance(ball, arb) and ball.rad() < arb(10)**-50
    from mpmath import mp, mpf
    with mp.workdps(60):
        t = mpf(11) / 100
        expected = t * (2 + mp.sqrt(4 - 3 * t**2)) / 3
        assert abs(smallest_distance("0.11", 3, digits=50) - expected) < mpf(10)**-48


@pytest.mark.parametrize("points", [2, 3, 4])
@pytest.mark.parametrize("tau, m", [(0.11, 3), (0.3, 5), (0.6, 4)])
def test_no_laws_on_a_few_points_are_closer_or_farther(points, tau, m):
    """Merging points and multiplying common masses give the bounds; a search over laws comes up to both and beyond neither."""
    found = [float_distance(pair, m) for pair in pairs_at(tau, points, 400, seed=points)]
    assert smallest_distance(tau, m) - 1e-12 < min(found) and max(found) < float(largest_distance(tau, m)) + 1e-12
    if points == 2:
        fine = np.linspace(0, 1 - tau, 4001)
        assert min(float_distance(np.array([[a + tau, 1 - a - tau], [a, 1 - a]]), m) for a in fine) == pytest.approx(
            smallest_distance(tau, m), abs=5e-4)


def test_collapse_is_a_point_of_the_testing_region():
    rng = np.random.default_rng(2)
    for pair in pairs_at(0.2, 4, 40, seed=9):
        P, Q = ([*map(Fraction, row[:-1]), 1 - sum(map(Fraction, row[:-1]))] for row in pair)
        sets = [s for size in range(5) for s in combinations(range(4), size)]
        corners = [(sum(Q[i] for i in s), sum(P[i] for i in s)) for s in sets]
        epsilon = Fraction(float(rng.uniform(0, 0.5)))
        delta = epsilon + Fraction(float(rng.uniform(0.01, 0.3)))
        mixed = max((d1 + (d2 - d1) * (epsilon - e1) / (e2 - e1) for e1, d1 in corners for e2, d2 in corners
                     if e1 <= epsilon <= e2 and e1 < e2), default=0)
        assert has_collapse(P, Q, epsilon, delta) == (mixed >= delta)


@pytest.mark.parametrize("m", [1, 2, 4])
def test_no_collapsed_pair_is_closer(m, tau=0.2, epsilon=0.05, delta=0.2):
    extreme = smallest_with_collapse("0.2", m, "0.05", "0.2")
    pairs = [pair for points in (3, 4) for pair in pairs_at(tau, points, 800, seed=20 + points)
             if collapsed(pair, epsilon, delta)]
    found = [float_distance(pair, m) for pair in pairs]
    assert len(found) > 100 and extreme.distance <= min(found) + 1e-9
    assert float_distance(np.array([extreme.P, extreme.Q]), m) == pytest.approx(extreme.distance)
    assert collapsed(np.array([extreme.P, extreme.Q]), epsilon + 1e-9, delta - 1e-9)
    assert abs(extreme.P - extreme.Q).sum() / 2 == pytest.approx(tau)


@pytest.mark.parametrize("m", [1, 2, 4])
def test_no_pair_without_a_collapse_is_farther(m, tau=0.2, epsilon=0.08, delta=0.18):
    extreme = largest_with_neither("0.2", m, "0.08", "0.18")
    pairs = [pair for points in (3, 4, 5) for pair in pairs_at(tau, points, 800, seed=30 + points)
             if not collapsed(pair, epsilon, delta) and not collapsed(pair[::-1], epsilon, delta)]
    found = [float_distance(pair, m) for pair in pairs]
    assert len(found) > 100 and extreme.distance >= max(found) - 1e-9
    laws = np.array([extreme.P, extreme.Q])
    assert abs(laws[0] - laws[1]).sum() / 2 == pytest.approx(tau) and laws.sum(axis=1) == pytest.approx([1, 1])
    assert not collapsed(laws, epsilon - 1e-9, delta + 1e-9) and not collapsed(laws[::-1], epsilon - 1e-9, delta + 1e-9)


def collapsed(pair, epsilon, delta):
    """The same question in float64: fill epsilon with the points in the order of their likelihood ratio."""
    P, Q = pair
    order = np.argsort(-P / np.maximum(Q, 1e-300))
    reached, room = 0.0, epsilon
    for i in order:
        share = 1.0 if Q[i] <= room else room / Q[i]
        reached, room = reached + share * P[i], room - share * Q[i]
    return reached >= delta


def test_a_collapse_that_asks_nothing_leaves_the_smallest_distance():
    assert smallest_with_collapse("0.11", 5, "0.5", "0.51").distance == pytest.approx(smallest_distance("0.11", 5), abs=1e-6)


def test_an_invented_mode_reaches_the_largest_distance_without_a_missing_one():
    """Excluding a missing mode alone does not bring products together: this pair has no (0.02, 0.1)-collapse."""
    P, Q = ("0.0775", "0.3505", "0.572", 0), (0, "0.318", "0.572", "0.11")
    assert not has_collapse(P, Q, "0.02", "0.1") and has_collapse(Q, P, "0.02", "0.1")
    assert product_distance(P, Q, 5) == largest_distance("0.11", 5)
