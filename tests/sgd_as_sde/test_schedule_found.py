"""The best schedule against reference values, numerical minimisation over rate sequences, and other schedules."""
import json
import re
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import minimize

from ganmech.sgd_as_sde import LinearQuadratic, Scheduled, controlled, optimal_schedule, optimal_steps
from ganmech.sgd_as_sde.schedule import constant_error, errors_of_steps, optimal_steps_float, scheduled_error

MISC = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())["misc"]
STORED = MISC["isotropic_lr_control"]
DISCRETE = next(value for key, value in MISC.items() if key.startswith("isotropic_exact_discrete_optimal"))
SCHEDULE = optimal_schedule("1/2", "0.05", 5, 20)


def test_the_schedule_matches_the_reference():
    found = optimal_schedule(STORED["lam"], STORED["k=eta TrS/B"], STORED["r0"], STORED["T"], digits=22)
    for name, key in (("switch_error", "switch_r"), ("switch_time", "switch_t"), ("r_T", "r_T_optimal"),
                      ("r_T_constant", "r_T_constant_u=1")):
        with mpmath.workdps(40):
            assert abs(getattr(found, name) / mpmath.mpf(STORED[key]) - 1) < mpmath.mpf(10)**-20
        assert getattr(SCHEDULE, name) == pytest.approx(float(STORED[key]), rel=1e-13)


def test_the_best_steps_are_the_exact_fractions_of_the_reference():
    assert optimal_steps("1/2", "1/2", 5, 5) == [(Fraction(h), Fraction(r)) for h, r in DISCRETE]


def test_no_sequence_of_steps_found_by_minimisation_is_better():
    """Six rates at once by a quasi-Newton method from random starts; the best of them is the derived one, rate by rate."""
    rng, exact = np.random.default_rng(1), optimal_steps("1/2", "1/2", 5, 6)
    ends = [minimize(lambda h: errors_of_steps("1/2", "1/2", 5, h)[-1], rng.uniform(0.05, 0.6, 6), tol=1e-14) for _ in range(4)]
    best = min(ends, key=lambda end: end.fun)
    assert best.fun == pytest.approx(float(exact[-1][1]), rel=1e-9)
    np.testing.assert_allclose(best.x, [float(h) for h, _ in exact], atol=2e-4)


def test_no_piecewise_constant_schedule_found_by_minimisation_is_better():
    """u in 40 pieces: each piece solved in closed form here; the minimum lies just above the continuous optimum."""
    lam, k, pieces, length = 0.5, 0.05, 40, 0.5

    def end(u):
        r = 5.0
        for rate in u:
            level = rate * k / (2 * lam)
            r = level + (r - level) * np.exp(-2 * lam * rate * length)
        return r

    found = minimize(end, np.full(pieces, 0.5), bounds=[(1e-6, 1)] * pieces, tol=1e-12)
    assert SCHEDULE.r_T < found.fun < 1.02 * SCHEDULE.r_T
    middle = (np.arange(pieces) + 0.5) * length
    assert np.max(np.abs(found.x - SCHEDULE.u(middle))) < 0.1


def test_other_schedules_are_worse_at_every_time():
    t = np.linspace(0, 20, 41)
    best = SCHEDULE.error(t)
    for u in (lambda s: 1, lambda s: 0.3, lambda s: 1 / (1 + s), lambda s: 1 / np.sqrt(1 + s),
              lambda s: 0.5 + 0.5 * np.sin(s)**2):
        assert np.all(scheduled_error("1/2", "0.05", 5, t, u) >= best * (1 - 1e-9))


def test_the_error_solves_its_equation():
    t = np.linspace(0, 20, 30)
    run = solve_ivp(lambda s, r: -SCHEDULE.u([s]) * r + SCHEDULE.u([s])**2 * 0.05, (0, 20), [5], t_eval=t,
                    rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(run.y[0], SCHEDULE.error(t), rtol=1e-6)
    np.testing.assert_allclose(scheduled_error("1/2", "0.05", 5, t, lambda s: 1),
                               constant_error("1/2", "0.05", 5, t), rtol=1e-8)


def test_from_a_small_error_the_rate_is_lowered_at_once():
    found = optimal_schedule("1/2", "0.05", "0.02", 20)
    assert found.switch_time == 0 and found.u([0])[0] == pytest.approx(0.2)
    assert found.r_T == pytest.approx(1 / (1 / 0.02 + 0.25 * 20 / 0.05))


def test_the_inverse_error_grows_linearly_on_both():
    rates, errors = optimal_steps_float("1/2", "1/2", 5, 20_000)
    assert np.diff(1 / errors)[-1] == pytest.approx(0.25 / 0.5, rel=1e-3)
    late = SCHEDULE.error([100, 101])
    assert 1 / late[1] - 1 / late[0] == pytest.approx(0.25 / 0.05)
    np.testing.assert_allclose(errors_of_steps("1/2", "1/2", 5, rates), errors, rtol=1e-12)


def test_the_best_schedule_trains_the_chain_as_predicted():
    """Minibatch descent of simultaneous players: mean squared distance within four standard errors of the derived recursion."""
    game = LinearQuadratic(mu="1/2", lam="1/2", m=1, c=1, s=1, batch=5, eta=1)
    noise = Fraction(1, 5) * (Fraction(1, 4) + 2)
    start = game.x_star + [2, -1]
    rates, errors = optimal_steps_float("1/2", noise, 5, 40)
    run = controlled(game, start, 40, "SML", Scheduled(lambda t: rates[min(t, 39)]), chains=4000, rng=5, records=8)
    found = run.error(game.x_star)
    gaps = (found.mean(axis=1) - errors[run.t])[1:] / (found.std(axis=1)[1:] / np.sqrt(4000))
    assert np.max(np.abs(gaps)) < 4


@pytest.mark.parametrize("call, error, message", [
    (lambda: optimal_schedule(0, 1, 1, 1), ValueError, "lam must be positive, at most 1000000, got 0"),
    (lambda: optimal_schedule(1, -1, 1, 1), ValueError, "k must be positive, at most 1000000, got -1"),
    (lambda: optimal_schedule(1, 1, "x", 1), ValueError, "r0 must be a number such as '9/10' or '0.1', got 'x'"),
    (lambda: optimal_schedule(1, 1, 1, -1), ValueError, "T must be 0 or positive, at most 1000000, got -1"),
    (lambda: optimal_schedule(1, 1, 1, 1, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: optimal_steps(1, 1, 1, 17), ValueError, "steps must be at most 16, got 17"),
    (lambda: optimal_steps(1, 1, None, 2), TypeError, "r0 must be a real number, got None"),
    (lambda: SCHEDULE.error([-1]), ValueError, "t must be 0 or positive, got -1"),
])
def test_bad_input_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        call()
