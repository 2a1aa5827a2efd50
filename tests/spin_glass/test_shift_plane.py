"""The exponent over the plane of the shifts: the cheapest Gaussian numbers within the bounds, found here one by one."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.active_bounds import active_bounds
from ganmech.spin_glass.curvature import relative_curvature
from ganmech.spin_glass.shift_plane import exponent_at_shifts, least_bounds
from ganmech.spin_glass.total_complexity import total_complexity

P, Q, NOISE = 3, 2, 0.7
N_SPINS = P + Q
MODEL = SpinGlassGAN(P, Q, "7/10", "4/5")
RELEASED = SpinGlassGAN(P, Q, "7/10", "4/5", convention="released")
POINTS = [(0.0, 0.0), (3.0, -8.0), (-5.0, 2.0), (-30.0, 45.0), (12.0, 40.0)]
BOUNDS = [(np.inf, np.inf), (5.0, 0.5), (-1.0, -2.0), (-2.0, 3.0)]


def naive(x, x1, u_D, u_G):
    """K + Phi less the least energy over L_G, the one number that the shifts leave free: written out, searched on a line."""
    y_D, y_G = x + x1, x

    def energy(L_G):
        l_D, D = (N_SPINS * L_G - y_G - y_D) / P, N_SPINS * L_G - 2 * y_G
        return l_D**2 / 2 + (L_G**2 + D**2 / N_SPINS) / (2 * NOISE**2 * 2**N_SPINS)

    highest = min(u_G, (P * u_D + y_D + y_G) / Q)       # L_D = l_D - L_G rises with L_G
    best = minimize_scalar(energy, bounds=(-1e3, min(highest, 1e3)), method="bounded", options={"xatol": 1e-9})
    least = min(best.fun, energy(min(highest, 1e3)))
    return MODEL.constant() + MODEL.ensemble.log_determinant(x, x1) - least


@pytest.mark.parametrize("u_D, u_G", BOUNDS)
@pytest.mark.parametrize("x, x1", POINTS)
def test_the_cheapest_numbers_are_taken(x, x1, u_D, u_G):
    assert exponent_at_shifts(MODEL, x, x1, u_D, u_G) == pytest.approx(naive(x, x1, u_D, u_G), abs=1e-9)


@pytest.mark.parametrize("model", [MODEL, RELEASED], ids=["derived", "released"])
@pytest.mark.parametrize("u_D, u_G", BOUNDS)
def test_no_point_of_the_plane_exceeds_the_complexity_and_a_fine_grid_comes_near(model, u_D, u_G):
    bound = model.complexity(u_D, u_G)
    place = model.complexity_maximum(u_D, u_G).shifts
    x, x1 = place["y_G"], place["y_D"] - place["y_G"]
    around = np.linspace(-1, 1, 81)
    value = exponent_at_shifts(model, x + around[:, None], x1 + around, u_D, u_G)
    assert value.max() <= bound + 1e-9
    # Two bounds of the released code meet at a corner with slopes of a few units: a grid of step 1/40 may miss it by that.
    assert value.max() > bound - 0.1


def test_the_released_code_cuts_the_plane_where_it_bounds_the_losses():
    u_D, u_G = 5.0, 0.5
    x, x1 = np.meshgrid(np.linspace(-200, 200, 41), np.linspace(-60, 60, 41))
    scale = N_SPINS * 2**N_SPINS
    allowed = (x <= scale * u_G) & (x1 >= -P * x / scale - P * u_D)
    assert (np.isfinite(exponent_at_shifts(RELEASED, x, x1, u_D, u_G)) == allowed).all()


def test_the_model_admits_every_pair_of_shifts_under_every_bound():
    x, x1 = np.meshgrid(np.linspace(-200, 200, 9), np.linspace(-60, 60, 9))
    assert np.isfinite(exponent_at_shifts(MODEL, x, x1, -3, -3)).all()


@pytest.mark.parametrize("model", [MODEL, RELEASED], ids=["derived", "released"])
def test_bounds_cost_nothing_above_the_least_ones(model):
    for x, x1 in POINTS:
        u_D, u_G = least_bounds(model, x, x1)
        free = exponent_at_shifts(model, x, x1)
        assert exponent_at_shifts(model, x, x1, u_D + 1e-9, u_G + 1e-9) == pytest.approx(free, abs=1e-9)
        assert exponent_at_shifts(model, x, x1, u_D, u_G - 1) < free


def test_an_index_needs_both_shifts_beyond_their_edges():
    maximum = MODEL.complexity_maximum(k_D=0, k_G=0).shifts
    x, x1 = maximum["y_G"], maximum["y_D"] - maximum["y_G"]
    assert exponent_at_shifts(MODEL, x - 0.01, x1 + 0.02, k_D=0, k_G=0) > -np.inf
    for outside in ((x + 0.01, x1), (x, x1 - 0.01)):
        assert exponent_at_shifts(MODEL, *outside, k_D=0, k_G=0) == -np.inf


@pytest.mark.parametrize("y_D, y_G", [(0.5, -0.3), (9.0, 2.0), (30.0, -25.0)])
def test_relative_curvature_is_that_of_finite_differences(y_D, y_G):
    step, phi = 1e-3, MODEL.blocks.log_determinant
    noise = NOISE**2 * 2**(N_SPINS - 2) * N_SPINS
    covariance = noise * np.array([[N_SPINS + 1, N_SPINS - 1], [N_SPINS - 1, N_SPINS + 1]]) + np.diag([P**2, 0])

    def along(a, c):
        return (phi(y_D + a * step, y_G + c * step) - 2 * phi(y_D, y_G) + phi(y_D - a * step, y_G - c * step)) / step**2

    DD, GG, both = along(1, 0), along(0, 1), along(1, 1)
    hessian = np.array([[DD, (both - DD - GG) / 2], [(both - DD - GG) / 2, GG]])
    assert relative_curvature(MODEL, y_D, y_G) == pytest.approx(np.linalg.eigvals(covariance @ hessian).real.max(), abs=1e-5)


def test_the_closed_total_is_the_maximum_and_has_digits():
    assert total_complexity(MODEL) == pytest.approx(MODEL.complexity(np.inf, np.inf), abs=1e-12)
    assert float(total_complexity(MODEL, digits=30)) == total_complexity(MODEL)
    assert total_complexity(MODEL, digits=30, certified=True).rad() < 1e-30


@pytest.mark.parametrize("model", [RELEASED, SpinGlassGAN(P, Q, 1, "1/2", coupling="bipartite")])
def test_the_closed_total_is_refused_where_it_does_not_hold(model):
    with pytest.raises(ValueError, match="convention must be derived"):
        total_complexity(model)


def test_shifts_must_broadcast_and_be_finite():
    with pytest.raises(ValueError, match="x and x1"):
        exponent_at_shifts(MODEL, [1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="x must be finite"):
        exponent_at_shifts(MODEL, np.nan, 0)


def with_each_bound_left_out(model):
    u_D, u_G = np.meshgrid([-7.3, -2.1, 0.7, 4.9], [-6.1, -1.7, 1.3, 5.7])
    theta = model.complexity(u_D, u_G)
    rises = [model.complexity(np.inf, u_G) > theta + 1e-9, model.complexity(u_D, np.inf) > theta + 1e-9]
    return list(zip(active_bounds(model, u_D, u_G), rises))


def test_a_bound_is_felt_exactly_where_leaving_it_out_raises_the_complexity():
    for felt, rises in with_each_bound_left_out(MODEL):
        assert (felt == rises).all() and felt.any() and not felt.all()


def test_in_the_released_code_leaving_out_a_bound_that_is_not_met_may_raise_it_too():
    """Its exponent has several local maxima: a higher one may lie beyond a bound that the best allowed one does not meet."""
    pairs = with_each_bound_left_out(RELEASED)
    assert all((rises | ~felt).all() for felt, rises in pairs)
    assert any((rises & ~felt).any() for felt, rises in pairs)
