"""Best responses, the exploitability in continuous and discrete time, ties, and the circles of gradient play."""
from fractions import Fraction

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import minimize_scalar

from ganmech.lowering import FLOAT64
from ganmech.neighbours import conserved_form, gradient_play, play, point_play, radius_growth, slowest_play
from ganmech.neighbours.fictitious_play import _at_best, _best_critic

P = ("1/2", "3/10", "1/5")


@pytest.mark.parametrize("p, q", [(0.3, 0.5), (0.1, 0.01), (0.7, 0.7)])
def test_the_best_critic_by_search(p, q):
    found = minimize_scalar(lambda D: -(p * np.log(D) + q * np.log(1 - D)), bounds=(1e-9, 1 - 1e-9), method="bounded",
                            options={"xatol": 1e-12})
    assert found.x == pytest.approx(_best_critic(FLOAT64, p, q), abs=1e-6)
    assert -found.fun == pytest.approx(_at_best(FLOAT64, p, q), abs=1e-12)


def test_a_plain_loop_plays_the_same():
    p = np.array([0.5, 0.3, 0.2])
    plays, critics = [np.full(3, 1 / 3)], []
    for _ in range(199):
        critics.append(p / (p + np.mean(plays, axis=0)))
        plays.append(np.eye(3)[np.argmin(np.mean(np.log(1 - np.array(critics)), axis=0))])
    run = play(P, 200)
    assert run.mean[-1] == pytest.approx(np.mean(plays, axis=0), abs=1e-14)
    critics.append(p / (p + run.mean[-1]))
    of_past = [np.mean([p @ np.log(D) + np.log(1 - D[i]) for D in critics]) for i in range(3)]
    best = p @ np.log(critics[-1]) + run.mean[-1] @ np.log(1 - critics[-1])
    assert run.gap[-1] == pytest.approx(best - min(of_past), abs=1e-13)


def test_the_gap_falls_exactly_as_one_over_t_in_continuous_time():
    """Integrated up to the first change of the generator's best response, in s = log t."""
    p, q0 = np.array([0.6, 0.4]), np.array([0.2, 0.8])

    def flow(_, z):
        q, D = np.array([z[0], 1 - z[0]]), p / (p + np.array([z[0], 1 - z[0]]))
        return [1 - q[0], p @ np.log(D) - z[1], *(np.log(1 - D) - z[2:])]

    def gap(z):
        q = np.array([z[0], 1 - z[0]])
        D = p / (p + q)
        return p @ np.log(D) + q @ np.log(1 - D) - z[1] - z[2]

    first = p / (p + q0)
    start = [q0[0], p @ np.log(first), *np.log(1 - first)]
    run = solve_ivp(flow, (0, 0.3), start, rtol=1e-12, atol=1e-13)
    assert (run.y[2] <= run.y[3] + 1e-12).all()
    assert gap(run.y[:, -1]) == pytest.approx(gap(run.y[:, 0]) * np.exp(-0.3), abs=1e-10)


@pytest.mark.parametrize("p", [("1/2", "1/2"), P, ("0.4", "0.3", "0.2", "0.1")])
def test_the_mean_of_the_plays_comes_to_the_data(p):
    run = play(p, 20_000)
    assert run.distance[-1] < 0.01 and (run.gap >= -1e-12).all() and (run.divergence <= run.gap + 1e-12).all()
    assert -1.2 < run.slope("gap") < -0.75        # log(t)/t has -0.8 over these records


def test_answering_the_current_critic_alone_is_faster():
    slow, fast = play(P, 20_000), play(P, 20_000, critic="current")
    assert fast.distance[-1] < slow.distance[-1] / 5 and fast.slope() == pytest.approx(-1, abs=0.15)
    assert slow.slope() == pytest.approx(-0.5, abs=0.15)


def test_ties_alone_set_the_rate_on_the_identity():
    assert point_play(3, 40_000).slope == pytest.approx(-0.5, abs=0.05)
    assert point_play(3, 40_000, "least played").slope == pytest.approx(-1, abs=0.01)
    assert point_play(3, 20_000, "random", rng=1).slope == pytest.approx(-0.5, abs=0.08)
    assert slowest_play(3, 500, width=60).slope > -0.45


@pytest.mark.parametrize("run", [point_play(3, 300), point_play(4, 300, "least played"), slowest_play(3, 120, width=30)])
def test_every_play_is_a_best_response(run):
    """Between records one play apart, each side took a best reply to the other's counts."""
    checked = 0
    for place in np.flatnonzero(np.diff(run.t) == 1):
        x, y = run.generator[place], run.critic[place]
        pairs = set(zip(run.generator[place + 1], run.critic[place + 1])), list(zip(x, y))
        replies = [(g, c) for g in np.flatnonzero(y == y.min()) for c in np.flatnonzero(x == x.max())]
        after = [sorted((a + (i == g), b + (i == c)) for i, (a, b) in enumerate(pairs[1])) for g, c in replies]
        assert sorted(zip(run.generator[place + 1], run.critic[place + 1])) in after
        checked += 1
    assert checked >= 3 and (run.generator.sum(axis=1) == run.t).all() and (run.critic.sum(axis=1) == run.t).all()


def test_the_exploitability_of_the_identity_game_is_that_of_its_means():
    run = point_play(3, 1000)
    payoff = np.eye(3) - 1 / 3
    generator, critic = run.generator[-1] / run.t[-1], run.critic[-1] / run.t[-1]
    assert run.gap[-1] == pytest.approx((generator @ payoff).max() - (payoff @ critic).min())


def test_simultaneous_steps_grow_by_the_derived_factor():
    run = gradient_play(eta_D="0.1", eta_G="0.3", steps=500)
    assert radius_growth("0.1", "0.3") == Fraction(103, 100)
    assert run.radius == pytest.approx(run.radius[0] * 1.03 ** np.arange(501), rel=1e-11)
    eigenvalues = np.linalg.eigvals(np.array([[1, 0.3], [-0.1, 1]]))
    assert abs(eigenvalues) == pytest.approx([np.sqrt(1.03)] * 2)


def test_alternating_steps_keep_their_form_and_their_mean_goes_to_zero():
    run = gradient_play(psi="0.3", eta_D="0.5", eta_G="0.8", steps=4000, order="alternating")
    form = conserved_form(run.theta, run.psi, "0.5", "0.8")
    assert form == pytest.approx(form[0], rel=1e-10) and not run.diverged
    assert abs(run.mean[-1]) < 3 / 4000 / 0.5 and abs(run.theta[-1000:]).max() > 0.5


def test_steps_too_large_leave_every_bound():
    run = gradient_play(eta_D=3, eta_G=2, steps=5000, order="alternating")
    assert run.diverged and np.isfinite(run.theta).all() and len(run.theta) < 5000
