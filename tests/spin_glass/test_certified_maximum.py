"""The place of the maximum in balls: edges of the reference, bounds that are met, float64, derived conditions, refusals."""

import json
from pathlib import Path

import pytest
from flint import arb
from hypothesis import given, settings, strategies as st

from derivations.spin_glass import complexity
from derivations.spin_glass.notation import D, L_G, kappa, kappa_G, l_D, p, q, sigma_z
from ganmech.lowering import balls, lower
from ganmech.spin_glass import SpinGlassGAN

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "spin_glass.json").read_text())["log_determinant"]
MODEL = SpinGlassGAN(3, 3, 1, "9/10")
BALLS = dict(digits=30, certified=True)
conditions = lower(tuple(complexity.stationarity.result), (l_D, L_G, D, complexity.M_D, complexity.M_G, complexity.mu_D,
                                                           complexity.mu_G, p, q, sigma_z, kappa, kappa_G))


def test_joint_minima_sit_at_both_edges_of_the_reference():
    edges = REFERENCE["p=3,q=3,sigma_z=1,kappa=9/10"]
    shifts = MODEL.complexity_maximum(k_D=0, k_G=0, **BALLS).shifts
    with balls(200):
        assert abs(shifts["y_D"] - arb(edges["edge_D"])) < arb("1e-30") and shifts["y_D"].rad() < arb("1e-30")
        assert abs(shifts["y_G"] + arb(edges["edge_G"])) < arb("1e-30")


def test_bounds_that_are_met_are_met_to_all_digits():
    found = MODEL.complexity_maximum("-1/2", "-1/3", **BALLS)
    with balls(200):
        assert abs(found.losses["L_D"] + arb(1) / 2) < arb("1e-30") and abs(3 * found.losses["L_G"] + 1) < arb("1e-29")
        assert abs(found.variables["l_D"] + arb(5) / 6) < arb("1e-29")


def test_the_derived_conditions_hold_in_the_ball():
    """Stationarity in D, free of both multipliers, with the gradient of Phi from the certified shifts."""
    found = MODEL.complexity_maximum("-1/2", "-1/2", **BALLS)
    shifts = [found.shifts[name].mid() for name in ("y_D", "y_G")]
    by_D, by_G = MODEL.blocks.log_determinant_gradient(*shifts, **BALLS)
    with balls(200) as arithmetic:
        share = arb(9) / 10
        of_D = conditions(arithmetic, *(found.variables[name].mid() for name in ("l_D", "L_G", "D")), -by_D / share,
                          -by_G / (1 - share), arb(0), arb(0), 3, 3, 1, share, 1 - share)[2]
        assert abs(of_D) < arb("1e-27")


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 7), st.integers(2, 7), st.integers(1, 3000), st.integers(10, 990),
       st.sampled_from(["shared", "bipartite"]), st.sampled_from(["inf", "-1/10", "-3/5"]), st.sampled_from([None, 0, 2]))
def test_the_place_is_that_of_float64(p, q, noise, share, coupling, bound, index):
    model = SpinGlassGAN(p, q, f"{noise}/1000", f"{share}/1000", coupling=coupling)
    found, near = (model.complexity_maximum(bound, bound, index, index, **how) for how in (BALLS, {}))
    assert found.value.overlaps(model.complexity(bound, bound, index, index, **BALLS))
    for name, ball in found.variables.items():
        float64 = near.variables[name]
        assert ball.rad() < arb("1e-30") and abs(float(ball.mid()) - float64) < 1e-6 * (1 + abs(float64))


def test_a_place_that_rests_on_a_scan_has_no_digits():
    with pytest.raises(ValueError, match="digits must be None where the exponent is not known to be concave"):
        SpinGlassGAN(3, 3, 1, "9/10", "released").complexity_maximum(0, 0, digits=20)
