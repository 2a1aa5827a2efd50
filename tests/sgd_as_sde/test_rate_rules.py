"""Monitors against exact means, and rules for learning rates: when they lower a rate, when they cannot, what is refused."""
import json
import re
from pathlib import Path

import numpy as np
import pytest

from ganmech.sgd_as_sde import (ExactRule, LinearQuadratic, Monitor, NormRule, ScaleEstimation, Scheduled, controlled, measured,
                                stationary_relations, used_relations)
from ganmech.sgd_as_sde.minibatch_step import minibatch_step, started
from ganmech.sgd_as_sde.monitor import NAMES

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())["MC_covariance_GAN"]
P1 = LinearQuadratic(mu="1/2", lam=1, m=1, a=0, c=1, s="1/2", batch=4, eta="1/10")
SCALE = ScaleEstimation(v=1, lam=1, batch=8, eta="1/10")
REST = [1, 0]


@pytest.mark.parametrize("rates", [(1, 1), ("1/2", 2)])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_a_monitor_agrees_with_the_exact_means_within_four_errors(scheme, rates):
    game = P1.at(rates=rates)
    watched = measured(game, game.x_star, 1500, scheme, chains=150, burn_in=150, block=250, rng=4)
    exact = stationary_relations(game, "chain", scheme)
    for name, sides in zip(NAMES, (exact.norm, exact.phi, exact.generator, exact.discriminator, *used_relations(game, scheme))):
        found = watched.estimate(name)
        assert abs(found.left - sides.left) < 4 * found.left_error
        assert abs(found.right - sides.right) < 4 * found.right_error + 1e-12
        assert abs(found.ratio - sides.ratio) < 4 * found.ratio_error


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_on_the_scale_game_the_sde_relation_is_biased_and_the_exact_ones_are_not(scheme):
    watched = measured(SCALE, REST, 1200, scheme, chains=120, burn_in=200, block=300, rng=6)
    norm, stored = watched.estimate("norm"), REFERENCE[f"{scheme}_eta0.1"]["mean"]
    assert abs(norm.ratio - stored[0] / stored[1]) < 4 * norm.ratio_error and abs(norm.ratio - 1) > 8 * norm.ratio_error
    for name in ("used generator", "used discriminator"):
        found = watched.estimate(name)
        assert abs(found.ratio - 1) < 4 * found.ratio_error


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_the_relations_hold_for_every_origin_and_scatter_least_about_rest(scheme):
    watched = (measured(SCALE, REST, 900, scheme, chains=80, burn_in=100, block=300, rng=6, origin=origin)
               for origin in (REST, [-3, 2]))
    near, far = (monitor.estimate("used generator") for monitor in watched)
    assert abs(near.ratio - 1) < 4 * near.ratio_error and abs(far.ratio - 1) < 4 * far.ratio_error
    assert near.ratio_error < far.ratio_error / 4


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("eta", ["0.1", "0.05", "0.025"])
def test_the_scale_game_agrees_with_the_simulation_of_the_reference(scheme, eta):
    stored = REFERENCE[f"{scheme}_eta{eta}"]
    watched = measured(SCALE.at(eta=eta), REST, int(300 / float(eta)), scheme, chains=400, burn_in=int(60 / float(eta)),
                       block=int(50 / float(eta)), rng=12)
    norm, phi, *_ = estimates = [watched.estimate(name) for name in NAMES]
    found = [norm.left, norm.right, phi.left, phi.right]
    errors = [norm.left_error, norm.right_error, phi.left_error, phi.right_error]
    for mean, error, told, told_error in zip(found, errors, stored["mean"], stored["se"]):
        assert abs(mean - told) < 4 * np.hypot(error, told_error)
    for side, place in (("left", 7), ("right", 8)):
        mean = sum(getattr(estimate, side) for estimate in estimates[4:])
        error = sum(getattr(estimate, f"{side}_error") for estimate in estimates[4:])
        assert abs(mean - stored["mean"][place]) < 4 * np.hypot(error, stored["se"][place])


def test_over_a_block_the_exact_relation_is_the_change_of_the_squared_length():
    """left - right is -(|theta_end|^2 - |theta_start|^2)/(2 eta_theta) per block, and the discriminator's likewise."""
    rng, watched = np.random.default_rng(2), Monitor(P1, block=7)
    first = theta, omega = started(P1, [2, -1], 3)
    for _ in range(7):
        before = theta, omega
        theta, omega, *used = minibatch_step(P1, "ALT", theta, omega, (0.1, 0.1), rng)
        watched.record(*before, *used)
    for name, start, end in zip(("used generator", "used discriminator"), first, (theta, omega)):
        found = watched.estimate(name)
        assert found.left - found.right == pytest.approx(np.mean(start**2 - end**2) / 2 / 0.1 / 7)


def last_error(run):
    return run.error(REST)[-1].mean()


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_norm_fdr_does_not_lower_a_rate_whose_bias_exceeds_its_tolerance(scheme):
    run = controlled(SCALE, REST, 9000, scheme, NormRule(window=3000, epsilon=0.1), chains=20, rng=1)
    assert run.fired.sum() == 0 and np.all(run.rates == 0.1)


def test_norm_fdr_lowers_a_rate_whose_bias_is_below_its_tolerance():
    run = controlled(SCALE.at(eta="0.02"), REST, 9000, "ALT", NormRule(window=3000, epsilon=0.3), chains=20, rng=1)
    assert run.fired.sum(axis=0).min() > 20


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_the_exact_relation_lowers_rates_and_with_them_the_error(scheme, together):
    rule = ExactRule(window=500, epsilon=0.1, delta=0.5, together=together)
    run, unchanged = (controlled(SCALE, [2, 0], 6000, scheme, kind, chains=20, rng=1)
                      for kind in (rule, Scheduled(lambda t: 1)))
    assert run.fired.min() >= 1 and last_error(run) < last_error(unchanged) / 3
    np.testing.assert_allclose(run.rates[-1], 0.1 * 0.5**run.fired)


def test_together_both_players_keep_the_ratio_of_their_rates():
    run = controlled(SCALE.at(rates=(1, 2)), REST, 2000, "ALT", ExactRule(window=200, together=True), chains=5, rng=3)
    assert run.fired.sum() > 0
    np.testing.assert_allclose(run.rates[:, :, 1], 2 * run.rates[:, :, 0])


def test_a_rule_does_not_lower_the_rate_while_the_chain_still_descends():
    """Without noise nearly all of the way is progress: the way made is as long as the steps together."""
    quiet = LinearQuadratic(mu=1, lam=1, c="1/1000", s="1/1000", batch=1, eta="1/100")
    run = controlled(quiet, [5, 5], 200, "SML", ExactRule(window=50, epsilon=0.5), chains=4, rng=0)
    assert run.fired.sum() == 0


def test_a_schedule_is_followed():
    run = controlled(P1, [0, 0], 40, "SML", Scheduled(lambda t: 1 / (1 + t)), records=4, rng=0)
    np.testing.assert_array_equal(run.t, [0, 10, 20, 30, 40])
    np.testing.assert_allclose(run.rates[:, 0, 0], 0.1 / (1 + run.t))


def test_chains_that_diverge_hold_nan_and_monitors_say_so():
    wild = P1.at(eta=5)
    assert np.isnan(controlled(wild, [1, 1], 2000, "SML", Scheduled(lambda t: 1), rng=0).theta[-1]).all()
    with pytest.raises(ArithmeticError, match="^the chains leave every bound at eta = 5$"):
        measured(wild, [1, 1], 2000, "SML", chains=2, rng=0)


def test_the_same_seed_gives_the_same_run():
    one, two = (controlled(SCALE, REST, 50, "ALT", ExactRule(), chains=3, rng=9) for _ in range(2))
    np.testing.assert_array_equal(one.theta, two.theta)


@pytest.mark.parametrize("call, error, message", [
    (lambda: ExactRule(window=0), ValueError, "window must be a whole number of 1 or more, got 0"),
    (lambda: ExactRule(epsilon=0), ValueError, "epsilon must be positive, got 0"),
    (lambda: NormRule(delta=1), ValueError, "delta must lie strictly between 0 and 1, got 1"),
    (lambda: NormRule(delta="half"), ValueError, "delta must be a number such as '9/10' or '0.1', got 'half'"),
    (lambda: controlled(P1, [0, 0], 5, "SML", "exact"), TypeError,
     "rule must be a NormRule, an ExactRule or a Scheduled, got 'exact'"),
    (lambda: controlled(P1, [0], 5, "SML", ExactRule()), ValueError, "x0 must hold 2 numbers, theta first, got [0]"),
    (lambda: controlled(P1, [0, 0], 0, "SML", ExactRule()), ValueError, "steps must be a whole number of 1 or more, got 0"),
    (lambda: controlled(P1, [0, 0], 5, "both", ExactRule()), ValueError, "scheme must be one of SML, ALT, got 'both'"),
    (lambda: measured(P1, [0, "x"], 5, "SML"), ValueError, "x0[1] must be a number such as '9/10' or '0.1', got 'x'"),
    (lambda: measured(P1, [0, 0], 5, "SML", chains=0), ValueError, "chains must be a whole number of 1 or more, got 0"),
    (lambda: measured(P1, [0, 0], 5, "SML", block=10).estimate("norm"), ValueError,
     "an estimate needs two blocks, of one chain or of several"),
    (lambda: Monitor(P1, origin=[0]), ValueError, "origin must have the shape (2, 1), got (1,)"),
    (lambda: Monitor(P1).estimate("length"), ValueError,
     "name must be one of norm, phi, generator, discriminator, used generator, used discriminator, got 'length'"),
])
def test_bad_input_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()
