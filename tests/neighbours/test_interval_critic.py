"""Two mixtures of two Gaussians: their distance, where one is denser, and descent against the critic that says so."""
import json
from pathlib import Path

import numpy as np
import pytest
from flint import arb
from scipy.integrate import quad
from scipy.stats import norm

from ganmech.neighbours import descend_first_order, descend_optimal, distances, optimal_intervals, total_variation
from ganmech.neighbours.best_intervals import best_intervals
from ganmech.neighbours.interval_descent import pull

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())["li_madry_tv_numeric"]
DISTANCES = [((0, "1/2"), (-2, 2), REFERENCE["mu=(0.0, 0.5),mustar=(-2.0, 2.0)"]),
             ((-1, 1), (-2, 2), REFERENCE["mu=(-1.0, 1.0),mustar=(-2.0, 2.0)"]),
             ((1, 3), ("-1/2", "1/2"), "0.551384180670")]
INTERVALS = [["-1.5", "-0.5"], ["0.5", "1.5"]]


def difference(x, mu, target):
    return (sum(norm.pdf(x - m) for m in target) - sum(norm.pdf(x - m) for m in mu)) / 2


def loss(intervals, mu, target):
    masses = [sum(norm.cdf(r - m) - norm.cdf(l - m) for m in target) - sum(norm.cdf(r - m) - norm.cdf(l - m) for m in mu)
              for l, r in intervals]
    return sum(masses) / 2


def random_means(count, seed=3, size=3):
    return np.random.default_rng(seed).uniform(-size, size, (count, 4)).round(3)


@pytest.mark.parametrize("mu, target, expected", DISTANCES)
def test_distances_computed_elsewhere(mu, target, expected):
    assert abs(total_variation(mu, target) - float(expected)) < 1.5e-11      # the third is right to eleven digits


@pytest.mark.parametrize("means", random_means(12))
def test_the_distance_is_half_the_integral_of_the_absolute_difference(means):
    mu, target = means[:2], means[2:]
    ends = [end for pair in optimal_intervals(mu, target) for end in pair if np.isfinite(end)]
    expected = quad(lambda x: abs(difference(x, mu, target)), -15, 15, points=ends, limit=400, epsabs=1e-13)[0] / 2
    assert total_variation(mu, target) == pytest.approx(expected, abs=1e-11)


def test_separated_equal_and_shifted_mixtures():
    assert total_variation((0, 1), (1, 0)) == 0 and optimal_intervals((0, 1), (1, 0)) == ()
    assert total_variation((0, 0), (1, 1)) == pytest.approx(2 * norm.cdf(0.5) - 1, abs=1e-15)
    assert total_variation((0, 3), (0, 1)) == pytest.approx((2 * norm.cdf(1) - 1) / 2, abs=1e-15)      # common means cancel
    assert total_variation((-500, -500), (500, 500)) == 1
    assert total_variation(("-1/3", 2), ("1/7", 1)) == pytest.approx(total_variation(("1/7", 1), ("-1/3", 2)), abs=1e-15)


def test_more_digits_and_a_ball_agree_with_float64():
    mu, target = (0, "1/2"), (-2, 2)
    many = total_variation(mu, target, digits=40)
    ball = total_variation(mu, target, digits=60, certified=True)
    assert float(many) == pytest.approx(total_variation(mu, target), abs=1e-16)
    assert isinstance(ball, arb) and ball.rad() < arb(10)**-60 and abs(float(ball.mid()) - float(many)) < 1e-16


@pytest.mark.parametrize("means", random_means(25, seed=5))
def test_the_best_critic_is_where_the_target_is_denser(means):
    mu, target = means[:2], means[2:]
    intervals, x = optimal_intervals(mu, target), np.linspace(-9, 9, 3001)
    inside = np.any([(l < x) & (x < r) for l, r in intervals], axis=0)
    assert len(intervals) <= 2 and (inside == (difference(x, mu, target) > 0)).all()
    for end in (end for pair in intervals for end in pair if np.isfinite(end)):
        assert abs(difference(end, mu, target)) < 1e-15


def test_no_two_intervals_do_better(seed=1):
    rng = np.random.default_rng(seed)
    for means in random_means(5, seed=7):
        mu, target = means[:2], means[2:]
        tried = np.sort(rng.uniform(-6, 6, (150, 4)), axis=1).reshape(-1, 2, 2)
        assert max(loss(pair, mu, target) for pair in tried) <= total_variation(mu, target) + 1e-12
        assert loss(optimal_intervals(mu, target), mu, target) == pytest.approx(total_variation(mu, target), abs=1e-13)


def test_many_generators_at_once_have_the_same_best_critics():
    mu = random_means(60, seed=11)[:, :2]
    mu[:6] = [(-1, 1), (1, -1), (-1, 2), (1, 1), (-1, -1), (0, 0)]
    for means, found in zip(mu, best_intervals(mu, (-1.0, 1.0))):
        given, expected = found[found[:, 0] < found[:, 1]], np.array(optimal_intervals(means, (-1, 1))).reshape(-1, 2)
        assert given.shape == expected.shape and np.allclose(given, expected, rtol=0, atol=1e-10)


def test_the_slope_against_the_best_critic_is_that_of_the_distance(step=1e-6):
    target = (-1.0, 1.0)
    for means in random_means(8, seed=13)[:, :2]:
        slope = pull(means[None], best_intervals(means[None], target))[0]
        for place, unit in enumerate(np.eye(2)):
            ends = [total_variation(means + sign * step * unit, target) for sign in (1, -1)]
            assert slope[place] == pytest.approx((ends[0] - ends[1]) / (2 * step), abs=1e-8)


def test_the_optimal_critic_brings_the_means_to_the_target_but_for_a_step():
    run = descend_optimal((2, "2.5"), (-1, 1), steps=500, records=500)
    assert sorted(run.mu[-1, 0]) == pytest.approx([-1, 1], abs=0.02)
    assert run.loss[-1, 0] == pytest.approx(total_variation(run.mu[-1, 0], (-1, 1)), abs=1e-12)
    finer = descend_optimal((2, "2.5"), (-1, 1), step="0.05", steps=1000, records=1000)
    jitter = [abs(abs(found.mu[-200:]) - 1).max() for found in (run, finer)]
    assert 0.005 < jitter[0] < 0.02 and jitter[1] == pytest.approx(jitter[0] / 2, rel=0.3)


def test_two_starts_of_the_first_order_critic():
    run = descend_first_order([(2, "2.5"), ("1.5", "-0.2")], (-1, 1), INTERVALS, steps=8000)
    assert run.mu[-1, 0] == pytest.approx([0.600, 1.023], abs=5e-4) and run.collapsed.tolist() == [True, False]
    assert run.mu[-1, 1] == pytest.approx([1, -1], abs=1e-6)
    frozen = run.mu[run.step >= 1000, 0]
    assert (frozen == frozen[0]).all() and run.loss[-1, 0] == 0


def test_the_collapsed_critic_drifts_and_passes_the_place_found_elsewhere():
    """Both ends move alike, away from the generator: 4.075 is where they were after some 6000 steps, not where they stay."""
    run = descend_first_order((2, "2.5"), (-1, 1), INTERVALS, steps=8000)
    place = run.intervals[run.step >= 1000, 0, 0, 0]
    assert (np.diff(place) > 0).all() and place[0] < 4.075 < place[-1]


def test_a_plain_loop_takes_the_same_steps():
    mu, I, target, step = [1.5, -0.2], [[-1.5, -0.5], [0.5, 1.5]], (-1, 1), 0.1
    for _ in range(300):
        slopes = [sum(norm.pdf(r - m) - norm.pdf(l - m) for l, r in I) / 2 for m in mu]
        moved = []
        for l, r in I:
            low = l - step * difference(l, mu, target)
            moved.append([low, max(low, r + step * difference(r, mu, target))])
        mu, I = [m - step * slope for m, slope in zip(mu, slopes)], moved
    run = descend_first_order(("1.5", "-0.2"), target, INTERVALS, steps=300)
    assert run.mu[-1, 0] == pytest.approx(mu, abs=1e-12) and run.intervals[-1, 0] == pytest.approx(np.array(I), abs=1e-12)


def test_many_distances_at_once_are_those_one_by_one():
    mu = random_means(20, seed=17)[:, :2]
    assert distances(mu, (-1, 1)) == pytest.approx([total_variation(means, (-1, 1)) for means in mu], abs=1e-13)


def test_more_steps_of_a_first_order_critic_make_it_die_sooner():
    grid = [(a, b) for a in range(-3, 4) for b in range(-3, 4)]
    lost = [descend_first_order(grid, (-1, 1), INTERVALS, steps=600, critic_steps=k).collapsed.mean() for k in (1, 10)]
    assert lost[0] < 0.3 < 0.5 < lost[1]
