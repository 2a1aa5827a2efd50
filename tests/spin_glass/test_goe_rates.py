"""The two rates of the largest GOE eigenvalue against quadrature, charges moved by an optimiser, finite N and 40 digits."""
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize

from ganmech.spin_glass import kth_eigenvalue_rate, left_tail_rate, right_tail_rate
from ganmech.spin_glass.goe_finite import expected_above, sampled_probability_below

SIDES = {"right": (right_tail_rate, 1), "left": (left_tail_rate, -1)}


@pytest.mark.parametrize("u", [1.1, 1.5, 4.0])
def test_the_right_rate_is_the_work_against_the_mean_force(u):
    work, error = quad(lambda t: 2 * np.sqrt(t**2 - 1), 1, u)
    assert abs(right_tail_rate(u) - work) < error + 1e-13 * work


def energy_of_charges(u, size):
    """The least energy (1/N) sum x^2 - (1/N^2) sum log|x_i - x_j| of N charges with the largest at u, or free if u is None."""
    def positions(unknowns):
        largest, gaps = (unknowns[0], unknowns[1:]) if u is None else (u, unknowns)
        return largest - np.concatenate([[0], np.cumsum(np.exp(gaps))])

    def energy(unknowns):
        x = positions(unknowns)
        apart = np.subtract.outer(x, x) + np.eye(size)
        force = 2 * x / size - (np.sum(1 / apart, axis=1) - 1) / size**2
        by_gap = -np.cumsum(force[::-1])[::-1][1:] * np.exp(unknowns[-(size - 1):])
        slope = by_gap if u is not None else np.concatenate([[force.sum()], by_gap])
        return np.sum(x**2) / size - np.sum(np.log(np.abs(apart))) / 2 / size**2, slope

    start = np.full(size - 1, np.log(2 / size))
    start = start if u is not None else np.concatenate([[1.0], start])
    return minimize(energy, start, jac=True, method="L-BFGS-B", options={"maxiter": 5000, "ftol": 1e-15, "gtol": 1e-9}).fun


@pytest.mark.parametrize("u", [0.5, 0.0, -1.0])
def test_the_left_rate_is_the_energy_of_charges_behind_a_wall(u):
    coarse, fine = (energy_of_charges(u, size) - energy_of_charges(None, size) for size in (40, 80))
    # the difference between N charges and a gas is of order 1/N and cancels between the two sizes, up to (log N)/N^2
    assert abs(2 * fine - coarse - left_tail_rate(u)) < 3e-3


def test_all_eigenvalues_are_negative_at_the_price_of_log_3_over_4():
    assert abs(left_tail_rate(0) - np.log(3) / 4) < 1e-15
    with mpmath.workdps(50):
        assert abs(left_tail_rate(0, digits=45) - mpmath.log(3) / 4) < mpmath.mpf(10)**-44


@pytest.mark.parametrize("u, least", [("6/5", 40), ("2", 20)])
def test_the_exact_finite_density_reaches_the_right_rate_like_one_over_N(u, least):
    # -log P = N I + (1/2) log N + c + d/N + ...: the differences on doubling N halve
    rest = [-np.log(expected_above(u, N)) - N * right_tail_rate(u) - np.log(N) / 2 for N in least * np.array([1, 2, 4, 8])]
    steps = np.diff(rest)
    assert abs(steps[-1]) < 0.03
    assert abs(steps[1] / steps[2] - 2) < abs(steps[0] / steps[1] - 2) < 0.25


@pytest.mark.parametrize("N, exact", [(2, (2 - np.sqrt(2)) / 4), (3, (np.pi - 2 * np.sqrt(2)) / (4 * np.pi))])
def test_how_often_all_eigenvalues_are_negative_for_two_and_three(N, exact):
    probability, error = sampled_probability_below(0, N, 200_000, rng=N)
    assert abs(probability - exact) < 4 * error
    assert error < 0.01 * exact


@pytest.mark.parametrize("u, start", [(0.0, 2), (-0.5, 2), (0.5, 2)])
def test_sampled_probabilities_come_down_to_the_left_rate(u, start):
    costs = [-np.log(sampled_probability_below(u, N, 100_000, rng=N)[0]) / N**2 for N in (start, 2 * start, 4 * start)]
    excess = np.array(costs) - left_tail_rate(u)
    # the excess is a/N with a logarithm: on doubling N it falls by about two
    assert np.all((excess[:-1] / excess[1:] > 1.5) & (excess[:-1] / excess[1:] < 2.5))


@pytest.mark.parametrize("side", SIDES)
def test_float64_agrees_with_forty_digits_at_every_distance(side):
    rate, sign = SIDES[side]
    rng = np.random.default_rng(5)
    distances = np.concatenate([10 ** rng.uniform(-15.5, 0, 150), 10 ** rng.uniform(0, 140, 50)])
    edges = 10 ** rng.uniform(-3, 3, 200)
    u = edges * (1 + sign * distances)
    at = rate(u, edges)
    exact = np.array([float(rate(*pair, digits=40)) for pair in zip(u, edges)])
    assert np.all(abs(at - exact) < 1e-14 * exact)


def test_forty_digits_agree_with_quadrature():
    with mpmath.workdps(50):
        work = mpmath.quad(lambda t: 2 * mpmath.sqrt(t**2 - 1), [1, mpmath.mpf(3) / 2])
        assert abs(right_tail_rate("3/2", digits=40) - work) < mpmath.mpf(10)**-39


@pytest.mark.parametrize("side", SIDES)
def test_a_certified_ball_holds_the_value_and_is_small(side):
    rate, sign = SIDES[side]
    for distance in (Fraction(1, 3), Fraction(1, 10**12), Fraction(10**6)):
        ball = rate(1 + sign * distance, digits=50, certified=True)
        assert ball.rad() < flint.arb(10)**-50
        finer = rate(1 + sign * distance, digits=80, certified=True)
        assert ball.contains(finer)


@pytest.mark.parametrize("side", SIDES)
def test_only_the_distance_in_units_of_the_edge_counts(side):
    rate, sign = SIDES[side]
    assert rate(1 + sign * 0.5, 1) == rate(4 * (1 + sign * 0.5), 4)
    assert rate("3/2" if sign > 0 else "1/2", digits=30) == rate(3 if sign > 0 else 1, 2, digits=30)


@pytest.mark.parametrize("side", SIDES)
def test_nothing_is_paid_at_the_edge(side):
    rate, _ = SIDES[side]
    assert rate(2, 2) == 0 and rate(2, 2, digits=30) == 0 and rate(2, 2, digits=30, certified=True) == 0


def test_just_off_the_edge_the_right_costs_the_power_three_halves_and_the_left_the_cube():
    s = 2.0**-40
    assert abs(right_tail_rate(1 + s) / (4 * np.sqrt(2) / 3 * s**1.5) - 1) < 1e-12
    assert abs(left_tail_rate(1 - s) / (s**3 / 3) - 1) < 1e-12


def test_the_kth_eigenvalue_costs_k_times_as_much():
    assert np.allclose(kth_eigenvalue_rate([1.2, 3], 4), 4 * right_tail_rate([1.2, 3]), rtol=1e-15)
    with mpmath.workdps(40):
        assert abs(kth_eigenvalue_rate("3/2", 7, digits=30) - 7 * right_tail_rate("3/2", digits=35)) < mpmath.mpf(10)**-28


def test_arguments_broadcast_and_scalars_give_scalars():
    assert right_tail_rate([[2], [3]], [1, 2]).shape == (2, 2)
    assert isinstance(right_tail_rate(2), float) and isinstance(left_tail_rate(0, digits=20), mpmath.mpf)
    assert left_tail_rate(["0", "1/2"], digits=20).dtype == object


def test_the_precision_of_the_caller_stays():
    before = mpmath.mp.dps, flint.ctx.prec
    right_tail_rate(2, digits=70, certified=True)
    left_tail_rate(0, digits=70)
    with pytest.raises(ValueError):
        right_tail_rate(0, digits=70)
    assert (mpmath.mp.dps, flint.ctx.prec) == before


@pytest.mark.parametrize("call, error, words", [
    (lambda: right_tail_rate(0.5), ValueError, "u must not lie below the edge E = 1.0, got 0.5"),
    (lambda: right_tail_rate([2, "1/2"], digits=20), ValueError, "u must not lie below the edge E = 1, got 1/2"),
    (lambda: left_tail_rate([0, 3], 2), ValueError, "u must not lie above the edge E = 2.0, got 3.0"),
    (lambda: right_tail_rate(1, -1), ValueError, "E must be positive, got -1"),
    (lambda: left_tail_rate(0, 0, digits=20), ValueError, "E must be positive, got 0"),
    (lambda: right_tail_rate(np.inf), ValueError, "u must be finite, got inf"),
    (lambda: right_tail_rate(1e200), ValueError, "u must be nearer to E"),
    (lambda: left_tail_rate(-1e300), ValueError, "u must be nearer to E"),
    (lambda: right_tail_rate(2, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: right_tail_rate(2, certified=True), ValueError, "certified=True needs digits"),
    (lambda: right_tail_rate(1j), TypeError, "u must be real"),
    (lambda: kth_eigenvalue_rate(2, 0), ValueError, "k must be a whole number of 1 or more, got 0"),
    (lambda: kth_eigenvalue_rate(2, True), TypeError, "k must be a whole number of 1 or more, got True"),
])
def test_bad_input_is_refused_in_one_sentence(call, error, words):
    with pytest.raises(error) as refused:
        call()
    assert words in str(refused.value) and "\n" not in str(refused.value)
