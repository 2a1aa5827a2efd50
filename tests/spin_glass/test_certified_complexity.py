"""Theta proved from both sides: against the reference, the closed form, float64, and points that may not lie above it."""

import json
import threading
from pathlib import Path

import flint
import mpmath
import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings, strategies as st

from ganmech.spin_glass import SpinGlassGAN

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "spin_glass.json").read_text())["Theta"]
POINTS = [(model, point, value) for model, values in REFERENCE.items() for point, value in values.items()]
MODEL = SpinGlassGAN(3, 3, 1, "9/10")
BOUND = st.sampled_from(["inf", "0", "-1/2", "-0.1", "-1.37", "2"])
INDEX = st.sampled_from([None, 0, 0, 3])


def named(text):
    return dict(part.split("=") for part in text.split(","))


def within(ball, value, error):
    return abs(float(ball.mid()) - float(value)) <= error


models = st.builds(lambda p, q, noise, share, coupling: SpinGlassGAN(p, q, f"{noise}/1000", f"{share}/1000", coupling=coupling),
                   st.integers(2, 8), st.integers(2, 8), st.integers(1, 4000), st.integers(1, 999),
                   st.sampled_from(["shared", "bipartite"]))


@pytest.mark.parametrize("model, point, reference", POINTS, ids=str)
def test_the_ball_meets_the_reference_within_its_stated_decimals(model, point, reference):
    """9 decimals without indices, 7 with them, from a constrained optimiser, which may stop a few units of the last short."""
    spins, given_ = named(model), named(point)
    gan = SpinGlassGAN(int(spins["p"]), int(spins["q"]), spins["sigma_z"], spins["kappa"])
    indices = {name: int(given_[name]) for name in ("k_D", "k_G") if name in given_}
    ball = gan.complexity(given_["u_D"], given_["u_G"], **indices, digits=30, certified=True)
    assert within(ball, reference, 3e-7 if indices else 3e-9) and ball.rad() < arb("1e-30")


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 9), st.integers(1, 9), st.integers(1, 5000), st.integers(1, 999))
def test_without_bounds_the_ball_meets_the_closed_form(p, q, noise, share):
    model = SpinGlassGAN(p, q, f"{noise}/1000", f"{share}/1000")
    assert model.complexity("inf", "inf", digits=60, certified=True).overlaps(model.total_complexity(60, certified=True))


@settings(max_examples=30, deadline=None)
@given(models, BOUND, BOUND, INDEX, INDEX)
def test_the_ball_contains_mpmath_and_float64_within_their_errors(model, u_D, u_G, k_D, k_G):
    ball = model.complexity(u_D, u_G, k_D, k_G, digits=40, certified=True)
    rounded = model.complexity(u_D, u_G, k_D, k_G, digits=30)
    assert ball.rad() < arb("1e-40")
    with mpmath.workdps(45):
        assert abs(mpmath.mpf(ball.mid().str(45, radius=False)) - rounded) <= mpmath.mpf(10)**-29 * (1 + abs(rounded))
    assert within(ball, model.complexity(u_D, u_G, k_D, k_G), 5e-12 * (1 + abs(float(rounded))))


@settings(max_examples=10, deadline=None)
@given(models, st.integers(0, 10**6))
def test_no_point_within_the_bounds_lies_above_the_ball(model, seed):
    """1000 random places, those within the bounds kept: a naive search from below never passes a proof from above."""
    deviations = {"shared": (1, float(model.sigma_z) * 2**((model.p + model.q) / 2)), "bipartite": (1, float(model.sigma_z))}
    rows = deviations[model.coupling]
    if model.coupling == "shared":
        rows = (*rows, rows[1] * (model.p + model.q)**0.5)
    places = np.random.default_rng(seed).normal(size=(len(rows), 1000)) * np.array(rows)[:, None]
    l_D, L_G = places[:2]
    highest = model.complexity("-1/10", "-1/5", digits=20, certified=True)
    inside = (l_D - L_G <= -0.1) & (L_G <= -0.2)
    assert not inside.any() or model.exponent(*places[:, inside]).max() <= float(highest.upper()) + 1e-12


def test_the_radius_shrinks_with_the_digits():
    balls = [MODEL.complexity("-1/2", "-1/2", 0, 2, digits=digits, certified=True) for digits in (10, 60, 200)]
    assert all(ball.rad() < arb(10)**-digits for ball, digits in zip(balls, (10, 60, 200)))
    assert balls[0].overlaps(balls[1]) and balls[1].overlaps(balls[2])


def test_a_bound_just_at_the_maximum_is_no_obstacle():
    """At u = 0 both bounds are met and neither is felt; 1e-40 below, both are felt, and Theta falls by the square."""
    free, at, below = (MODEL.complexity(u, u, digits=50, certified=True) for u in ("inf", 0, "-1e-20"))
    assert free.overlaps(at) and below < free and free - below < arb("1e-39")


def test_where_the_exponent_need_not_be_concave_only_the_lower_side_is_proved():
    for model in (SpinGlassGAN(3, 3, 1, "9/10", "released"), SpinGlassGAN(3, 1, 1, "3/10", coupling="bipartite")):
        with pytest.raises(ValueError, match="certified must be False where the exponent is not known to be concave"):
            model.complexity(0, 0, digits=20, certified=True)
        found = model.complexity_bounds(0, 0, digits=20)
        assert found.above is None and "from below" in found.certificate
        assert within(found.below, model.complexity(0, 0), 1e-11 * (1 + abs(model.complexity(0, 0))))
        assert float(model.complexity(0, 0, digits=20)) == float(found.below.mid())


def test_both_sides_are_said_to_be_proved_where_they_are():
    found = MODEL.complexity_bounds(-1, -1, 0, 0, digits=40)
    assert found.above.rad() < arb("1e-40") and found.below is found.above and "from both sides" in found.certificate


def test_arrays_broadcast_and_texts_are_exact():
    found = MODEL.complexity(["-0.5", "-1"], [["inf"], ["-1/2"]], digits=20)
    assert found.shape == (2, 2) and found[1, 0] == MODEL.complexity("-1/2", "-0.5", digits=20)


def test_the_exponent_in_balls_is_that_of_float64_and_its_largest_value():
    ball = MODEL.exponent("0.3", "-2", "5/2", digits=40, certified=True)
    assert within(ball, MODEL.exponent(0.3, -2, 2.5), 1e-14) and ball.rad() < arb("1e-40")
    assert MODEL.exponent(0, 0, 0, digits=40, certified=True).overlaps(MODEL.total_complexity(40, certified=True))
    outlier = dict(k_D=2, k_G=1)
    ball = MODEL.exponent(-40, 0, 90, **outlier, digits=30, certified=True)
    assert within(ball, MODEL.exponent(-40, 0, 90, **outlier), 1e-10)
    assert MODEL.exponent(0, 0, 0, k_D=0, digits=20) == -mpmath.inf == MODEL.exponent(0, 0, 0, k_D=0)


def test_precisions_of_the_caller_stay_as_they_were_after_errors_too():
    before = mpmath.mp.dps, flint.ctx.prec
    MODEL.complexity(-1, -1, digits=30, certified=True)
    with pytest.raises(ValueError, match="u_D must be a number"):
        MODEL.complexity("low", -1, digits=30)
    with pytest.raises(ValueError, match="u_G must be finite"):
        MODEL.complexity(0, "nan", digits=30)
    with pytest.raises(ValueError, match="-1e\\+60 or more"):
        MODEL.complexity("-1e61", 0, digits=30)
    assert (mpmath.mp.dps, flint.ctx.prec) == before


def test_threads_at_different_digits_do_not_disturb_one_another():
    expected = {digits: MODEL.complexity("-1/2", -1, digits=digits, certified=True).str(digits) for digits in (15, 30, 60)}
    found = []
    threads = [threading.Thread(target=lambda digits=digits: found.append(
        (digits, MODEL.complexity("-1/2", -1, digits=digits, certified=True).str(digits)))) for digits in (15, 30, 60) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 9 and all(text == expected[digits] for digits, text in found)
