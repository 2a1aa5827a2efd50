"""Balls of SGD as an SDE contain the reference, mpmath, float64 and what the equations themselves say, and shrink."""

import json
from fractions import Fraction
from pathlib import Path

import flint
import mpmath
import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from ganmech.exact import exact
from ganmech.lowering import balls
from ganmech.sgd_as_sde import (Dirac, LinearQuadratic, Multiplicative, ScaleEstimation, optimal_schedule, stationary_relations,
                                used_relations)
from ganmech.sgd_as_sde.schedule import optimal_steps

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())
SETS = REFERENCE["LQ_mean_estimation"]
CASES = [(name, scheme) for name in SETS for scheme in ("SML", "ALT") if scheme in SETS[name]]
OBSERVABLES = {"E th": "theta", "E om": "omega", "E th^2": "theta^2", "E th*om": "theta omega", "E om^2": "omega^2",
               "E cos(th)": "cos theta", "E exp(-om^2/2)": "exp(-omega^2/2)"}
FAST = settings(max_examples=20, deadline=None)
SIZES = st.fractions(0, 3, max_denominator=20)
POSITIVE = st.fractions(Fraction(1, 20), 3, max_denominator=20)
P1 = LinearQuadratic(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=4, eta="1/10")


def game_of(name):
    given = dict(SETS[name]["params"])
    return LinearQuadratic(batch=given.pop("B"), shared_batch=given.pop("same", False), **given)


def meets(ball, value, digits: int = 22) -> bool:
    """Whether the ball comes within the last of so many digits of a number or printed number, relative to numbers above 1."""
    with balls(400):
        text = mpmath.nstr(value, 40) if isinstance(value, mpmath.mpf) else str(value)
        return bool(arb(ball).overlaps(arb(arb(text).mid(), max(1, abs(float(text))) * 10.0**-digits)))


def all_meet(found, stored, digits: int = 22) -> bool:
    found, stored = (np.array(side, dtype=object).ravel() for side in (found, stored))
    return all(meets(ball, value, digits) for ball, value in zip(found, stored, strict=True))


def test_balls_do_not_meet_what_they_should_not():
    C = P1.stationary_covariance("chain", "ALT", digits=25, certified=True)[0, 0]
    assert not meets(C, "0.008098665484578414446") and isinstance(C, arb) and float(C.rad()) < 1e-27


@pytest.mark.parametrize("name, scheme", CASES)
def test_laws_of_the_reference(name, scheme):
    game, stored = game_of(name), SETS[name][scheme]
    assert all_meet(game.stationary_covariance("chain", scheme, digits=30, certified=True), stored["C_discrete"])
    assert meets(game.spectral_radius(scheme, 30, True), stored["spectral_radius"], 11)
    for order in (0, 1, 2):
        found = game.stationary_covariance("sde", scheme, order, 30, True)
        assert all_meet(found, stored[f"C_sde_order{order}"])
    steps = int(2 / game.eta)
    for key, law, order in [("T2_discrete", "chain", 0)] + [(f"T2_sde_order{order}", "sde", order) for order in (0, 1, 2)]:
        found = game.law((2, -1), steps, law, scheme, order, 30, True)
        assert all(meets(found.expected(OBSERVABLES[name]), value) for name, value in stored[key].items())


@pytest.mark.parametrize("name, scheme", CASES)
def test_relations_of_the_reference(name, scheme):
    game, stored = game_of(name), SETS[name][scheme]["FDR"]
    laws = (f"{scheme}_SDE_order0", "sde", 0), (f"{scheme}_SDE_order1", "sde", 1), (f"{scheme}_chain", "chain", 0)
    for key, law, order in laws:
        if key in stored:
            found = stationary_relations(game, law, scheme, order, 30, True)
            for sides, prefix in ((found.norm, "normFDR"), (found.phi, "phiFDR")):
                for side, name in ((sides.left, "lhs"), (sides.right, "rhs"), (sides.residual, "residual")):
                    assert meets(side, stored[key][f"{prefix}_{name}"])


@pytest.mark.parametrize("latent, word", [("normal", "gauss"), ("exponential", "skew")])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_moments_of_multiplicative_noise_of_the_reference(latent, word, scheme):
    game = Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=4, eta="1/10", latent=latent)
    table = REFERENCE["multiplicative_WGAN"]

    def are(moments, key):
        return all_meet(list(moments.values.values())[1:], table[f"{key}_eta1/10"])

    assert are(game.moments((2, -1), 20, "chain", scheme, digits=30, certified=True), f"T2_discrete_{scheme}_{word}")
    assert are(game.stationary_moments("chain", scheme, digits=30, certified=True), f"stationary_discrete_{scheme}_{word}")
    for order in (0, 1, 2):
        key = f"sde_{scheme}_order{order}"
        assert are(game.moments((2, -1), 20, "sde", scheme, order, digits=30, certified=True), f"T2_{key}")
        assert are(game.stationary_moments("sde", scheme, order, digits=30, certified=True), f"stationary_{key}")


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_largest_learning_rates_of_the_reference(scheme):
    games = {"P1": P1, "P2": LinearQuadratic(mu=0, lam="1/2"), "P3": game_of("P3")}
    for name, game in games.items():
        stored = REFERENCE["misc"][f"eta_max_{name}"]
        assert meets(game.stability_bound(scheme, 30, True), stored[scheme], 21)
        for factor in ("0.999", "1.001"):
            rate = game.stability_bound(scheme, 40) * mpmath.mpf(factor)
            assert meets(game.at(eta=rate).spectral_radius(scheme, 20, True), stored[f"rho_{scheme}_at_{factor}"], 11)


def test_momentum_and_schedule_of_the_reference():
    stored, game = REFERENCE["extra"]["momentum_gamma=1/2_P1"], P1.at(momentum="1/2")
    assert meets(game.spectral_radius("SML", 30, True), stored["spectral_radius"])
    assert all_meet(game.stationary_covariance("chain", "SML", digits=30, certified=True), stored["C_x_discrete"])
    control = REFERENCE["misc"]["isotropic_lr_control"]
    found = optimal_schedule(control["lam"], control["k=eta TrS/B"], control["r0"], control["T"], 30, True)
    assert meets(found.switch_time, control["switch_t"]) and meets(found.switch_error, control["switch_r"])
    assert meets(found.r_T, control["r_T_optimal"]) and meets(found.r_T_constant, control["r_T_constant_u=1"])


@FAST
@given(mu=SIZES, lam=POSITIVE, c=POSITIVE, s=SIZES, eta=st.fractions(Fraction(1, 100), Fraction(1, 3), max_denominator=100),
       scheme=st.sampled_from(["SML", "ALT"]))
def test_covariances_solve_their_equations_and_shrink(mu, lam, c, s, eta, scheme):
    game = LinearQuadratic(mu=mu, lam=lam, c=c, s=s, batch=3, eta=eta)
    if not game.spectral_radius(scheme) < 1 - 1e-9:
        return
    certified, finer, rounded, doubles = (game.stationary_covariance("chain", scheme, 0, *wanted)
                                          for wanted in ((25, True), (60, True), (35,), ()))
    T, N = (flint.fmpq_mat(2, 2, [flint.fmpq(int(e.p), int(e.q)) for e in matrix]) for matrix in game.chain_map(scheme))
    with balls(400):
        C, T, N = flint.arb_mat(finer.tolist()), flint.arb_mat(T), flint.arb_mat(N)
        assert all((T * C * T.transpose() + N - C)[i, j].contains(0) for i in (0, 1) for j in (0, 1))
        for ball, small, number, double in zip(*(side.ravel() for side in (certified, finer, rounded, doubles)), strict=True):
            assert ball.overlaps(small) and float(ball.rad()) <= 1e-25 and float(small.rad()) <= 1e-60
            assert meets(ball, number, 24) and abs(double - float(number)) <= 1e-15 * abs(double)      # one rounding
    for sides in used_relations(game, scheme, 20, True):
        assert sides.residual == 0 and sides.left.overlaps(sides.right)


@FAST
@given(mu=SIZES, lam=POSITIVE, momentum=st.sampled_from(["0", "1/2", "-1/3"]), scheme=st.sampled_from(["SML", "ALT"]))
def test_bounds_are_where_the_radius_passes_one(mu, lam, momentum, scheme):
    game = LinearQuadratic(mu=mu, lam=lam, momentum=momentum)
    bound = game.stability_bound(scheme, 25, True)
    assert momentum != "0" or float(bound) == pytest.approx(game.stability_bound(scheme), rel=1e-12)
    if 0 < bound < float("inf"):
        rate = exact("rate", game.stability_bound(scheme, 40))
        below, above = (game.at(eta=rate * factor).spectral_radius(scheme, 20, True)
                        for factor in (1 - Fraction(1, 10**8), 1 + Fraction(1, 10**8)))
        assert below < 1 < above


@pytest.mark.parametrize("momentum", ["0", "1/3"])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_bounds_of_two_parameters_each(momentum, scheme):
    game = LinearQuadratic.of_matrices([[1, 0], [0, "1/3"]], [[1, "1/2"], [0, 1]], [["1/2", 0], [0, 1]], [0, 0], [1, 2],
                                       [[1, 0], [0, 1]], [[1, 0], [0, 1]], eta="1/10", momentum=momentum)
    bound = game.stability_bound(scheme, 20, True)
    assert meets(bound, game.stability_bound(scheme), 11)
    assert all(game.at(eta=float(bound) * k / 20).spectral_radius(scheme, 10, True) < 1 for k in range(2, 20, 3))


def test_solved_bounds():
    bound = LinearQuadratic(mu=0, lam=1).stability_bound("ALT", 30, True)
    assert meets(bound, "1.2360679774997896964091736687313", 29)        # sqrt(5) - 1
    assert meets(ScaleEstimation(v=2, lam="1/2").stability_bound("SML", 30, True), "0.0625", 29)        # lambda/(4 v)
    assert Dirac().stability_bound("SML", 30, True) == 0
    assert meets(LinearQuadratic(mu="1/2", lam=1).stability_bound("SML", 30, True), "1", 29)      # (l + m)/(1 + l m)


def test_schedules_against_integer_steps_and_the_switch():
    """At the switch the error is k/lambda; the chain's exact best steps are fractions already."""
    found = optimal_schedule("1/2", "1/20", 5, "4.595119850134589926852434051810180709116687969582916", 30, True)
    assert meets(found.r_T, "0.1", 29) and meets(found.switch_error, "0.1", 29)
    early = optimal_schedule(1, 2, 1, 3, 30, True)
    assert early.switch_time == 0 and meets(early.r_T, "0.4", 29)         # 1/(1/r0 + lambda^2 T/k) = 1/(1 + 3/2)
    assert optimal_steps("1/2", "1/2", 5, 1) == [(Fraction(10, 27), Fraction(110, 27))]


def test_where_float64_goes_wrong():
    """At rates 1e-25 below the bound the float64 radius is 1; the ball tells that the chain is stable."""
    bound = exact("bound", P1.stability_bound("ALT", 60))
    below = P1.at(eta=bound * (1 - Fraction(1, 10**25))).spectral_radius("ALT", 40, True)
    assert below < 1 and float(below) == 1.0


CALLS = [lambda: P1.stability_bound("ALT", 40, True), lambda: P1.stationary_covariance("sde", "ALT", 2, 30, True)[0, 0],
         lambda: P1.law((2, -1), 20, "sde", "SML", 1, 30, True).expected("cos theta"),
         lambda: optimal_schedule("1/2", "1/20", 5, 20, 35, True).r_T, lambda: P1.spectral_radius("SML", 35)]


def test_no_precision_is_left_changed():
    before = flint.ctx.prec, mpmath.mp.prec
    for call in CALLS:
        call()
    with pytest.raises(ValueError, match="eta must be below 1, the stability bound of the scheme SML, got 2"):
        P1.at(eta=2).stationary_covariance("chain", "SML", 0, 20, True)
    with pytest.raises(ValueError, match="certified=True needs digits"):
        P1.stationary_covariance("chain", "SML", certified=True)
    assert (flint.ctx.prec, mpmath.mp.prec) == before
