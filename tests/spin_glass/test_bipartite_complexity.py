"""The complexity of the bipartite coupling meets its closed forms, pure glasses, a grid of the plane, and finite N."""

import re

import numpy as np
import pytest
from sympy import Rational

from derivations.spin_glass.bipartite_complexity import ratio_bipartite, total
from derivations.spin_glass.linear_generator import threshold, total_above, total_below
from derivations.spin_glass.notation import kappa, p, q, sigma_z, u, written_out
from derivations.spin_glass.p_spin import below
from derivations.spin_glass.total_complexity import rho
from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.finite_count import expected_critical_points

INF = np.inf
SETS = [(3, 3, "1", "9/10"), (2, 2, "1/2", "1/2"), (5, 2, "1/100", "1/5"), (2, 7, "3", "99/100"), (4, 3, "10", "1/50")]
LINEAR = [(3, 1, "1", "9/10"), (3, 1, "1", "1/4"), (2, 1, "1", "1/2"), (5, 1, "1/10", "9/10"),
          (2, 1, "2", "3/4"), (2, 1, "2", "4/5")]


def bipartite(*parameters):
    return SpinGlassGAN(*parameters, coupling="bipartite")


def at(result, parameters):
    values = dict(zip((p, q, sigma_z, kappa), map(Rational, parameters)))
    return float(written_out(result).subs(values))


@pytest.mark.parametrize("parameters", SETS)
def test_the_total_is_its_closed_form(parameters):
    expected = at(total.result.subs(rho, ratio_bipartite), parameters)
    assert bipartite(*parameters).complexity(INF, INF) == pytest.approx(expected, abs=1e-13)


@pytest.mark.parametrize("parameters", LINEAR)
def test_the_total_of_a_linear_generator_is_one_form_on_either_side_of_the_threshold(parameters):
    """The scan for the maximum of an exponent that is not concave finds the value derived, at L_G = 0 only above it."""
    found = bipartite(*parameters).complexity_maximum()
    above = Rational(parameters[3]) > at(threshold, parameters)
    assert found.value == pytest.approx(at((total_above if above else total_below).result, parameters), abs=1e-11)
    assert (abs(found.losses["L_G"]) < 1e-6) == above


@pytest.mark.parametrize("parameters, bounds", [(SETS[0], (INF, INF)), (SETS[1], (-1.2, 0.1)), (LINEAR[1], (INF, INF)),
                                                (LINEAR[1], (0.2, -0.5))])
def test_no_point_of_a_grid_of_the_plane_is_higher(parameters, bounds):
    """l_D and L_G on 400 x 400 points to six standard deviations, Phi at each: none above the maximum, one near."""
    model = bipartite(*parameters)
    s = float(model.sigma_z)
    l_D, L_G = np.meshgrid(np.linspace(-6, 6, 400), s * np.linspace(-6, 6, 400))
    values = (model.constant() - l_D**2 / 2 - L_G**2 / (2 * s**2)
              + model.blocks.log_determinant(-model.p * (l_D - L_G), model.q * L_G))
    allowed = values[(l_D - L_G <= bounds[0]) & (L_G <= bounds[1])]
    assert -0.05 < allowed.max() - model.complexity(*bounds) < 1e-12


@pytest.mark.parametrize("share", ["1/4", "1/2", "9/10"])
def test_bounds_at_zero_are_no_exception(share):
    """q = 1: Phi has no slope, or is -inf, on the line L_G = 0; there Theta is its limit from both sides."""
    model = bipartite(3, 1, 1, share)
    for bounds in ((0, 0), (INF, 0), (0.5, 0)):
        here, sides = model.complexity(*bounds), [model.complexity(bounds[0], side) for side in (-1e-9, 1e-9)]
        assert np.allclose(sides, here, rtol=0, atol=1e-8)


@pytest.mark.parametrize("spins, share", [((3, 3), "9/10"), ((4, 3), "1/2"), ((3, 5), "1/10")])
def test_weak_noise_leaves_two_pure_glasses(spins, share):
    """sigma_z = 1e-7: totals log(p-1)/2 of each, and as many minima as each has, log(p-1)/2 - (p-2)/p at its threshold."""
    model, parts = bipartite(*spins, "1e-7", share), (float(Rational(share)), 1 - float(Rational(share)))
    totals = [np.log(spin - 1) / 2 for spin in spins]
    minima = [total - (spin - 2) / spin for total, spin in zip(totals, spins)]
    assert model.complexity(INF, INF) == pytest.approx(np.dot(parts, totals), abs=1e-6)
    assert model.complexity(INF, INF, 0, 0) == pytest.approx(np.dot(parts, minima), abs=1e-6)


@pytest.mark.parametrize("level", [-1.7, -1.8, -2.0])
def test_without_noise_and_generator_the_curve_is_that_of_the_pure_p_spin_model(level):
    """kappa -> 1 and sigma_z -> 0 at p = 3, below the bulk, which ends at -1.633: error of the order of 1 - kappa = 1e-7."""
    model = bipartite(3, 2, "1e-4", "0.9999999")
    expected = float(below.result.subs({p: 3, u: level}).evalf())
    assert model.complexity(level, INF) == pytest.approx(expected, abs=5e-6)
    assert model.complexity(level, INF, k_D=0) == pytest.approx(expected, abs=5e-6)


@pytest.mark.parametrize("parameters", [(3, 2, "1", "1/2"), pytest.param((2, 1, "1", "1/4"), marks=pytest.mark.slow)])
def test_finite_counts_tend_to_it(parameters):
    """log E C_N / N at N = 24 and 48: Theta within 3/N, and nearer at 48; four standard errors allowed."""
    model = bipartite(*parameters)
    theta, share = model.complexity(INF, INF), float(model.kappa)
    gaps = []
    for N in (24, 48):
        found = expected_critical_points(model, round(share * N), N - round(share * N), samples=500, rng=3)
        gaps.append((found.log_mean / N - theta, 4 * found.relative_error / N))
    assert all(abs(gap) < 3 / N + error for (gap, error), N in zip(gaps, (24, 48)))
    assert abs(gaps[1][0]) < abs(gaps[0][0]) + gaps[0][1] + gaps[1][1]


@pytest.mark.parametrize("arguments, keywords, message", [
    ((3, 1, 1, "1/2"), dict(coupling="both"), "coupling must be one of shared, bipartite, got 'both'"),
    ((3, 1, 1, "1/2", "released"), dict(coupling="bipartite"),
     "convention must be derived for the bipartite coupling, got 'released'"),
])
def test_a_bad_coupling_is_named(arguments, keywords, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        SpinGlassGAN(*arguments, **keywords)


def test_the_bipartite_coupling_has_no_ensemble_of_one_matrix():
    with pytest.raises(ValueError, match="^coupling must be shared for an ensemble of one matrix, got 'bipartite'; see blocks"):
        bipartite(3, 1, 1, "1/2").ensemble


@pytest.mark.parametrize("parameters", [(200, 200, "1e50", "1/2"), (2, 1, "1e-50", "1/2"), (200, 1, "1e50", "1e-6"),
                                        (2, 200, "1e-50", "0.999999")])
def test_every_model_within_the_bounds_has_blocks(parameters):
    model = bipartite(*parameters)
    assert np.isfinite(model.constant()) and np.isfinite(model.blocks.log_determinant(1, 1))
