"""Bands, ground states, least losses and Nash thresholds against their definitions, one index and one bound at a time."""

import numpy as np
import pytest
from scipy.optimize import brentq, minimize

from derivations.spin_glass import published
from derivations.spin_glass.notation import p, u
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass import SpinGlassGAN

WEAK = SpinGlassGAN(5, 1, "0.01", "0.9")      # joint minima abound
STRONG = SpinGlassGAN(3, 3, 1, "9/10")        # they do not
RELEASED = SpinGlassGAN(3, 3, 1, "9/10", "released")
BIPARTITE = SpinGlassGAN(3, 2, "0.1", "0.8", coupling="bipartite")


@pytest.mark.parametrize("model, u_D, u_G, other", [
    (WEAK, [-1.76, -1.72, -1.7, -1.5], [-0.03, -0.045, -0.05], 0), (WEAK, [-1.8, -1.72], [-0.05, 0.02], None),
    (STRONG, [-9, -3, 4], [-11.9, -5], None), (STRONG, [0, 6], [0, 6], 0), (BIPARTITE, [-1.8, -1.5], [-0.05, 0.1], None),
])
def test_bands_are_the_largest_indices_with_positive_complexity(model, u_D, u_G, other):
    """Index by index up to 8; inf where an index of a million still has it."""
    bounds = np.meshgrid(u_D, u_G, indexing="ij")
    found = model.bands(*bounds, most=8, other=other)
    for largest, theta in ((found.k_D, lambda index: model.complexity(*bounds, index, other)),
                           (found.k_G, lambda index: model.complexity(*bounds, other, index))):
        tried = np.array([theta(index) > 0 for index in range(9)])
        assert (tried[:-1] >= tried[1:]).all()
        assert np.array_equal(largest, np.where(theta(10**6) > 0, np.inf, tried.sum(axis=0) - 1))


def test_beyond_the_most_indices_nothing_is_tried():
    """Where the band is 39 wide, most=10 says 10."""
    wide = WEAK.bands(np.linspace(-1.75, -1.70, 200), 1)
    place = np.flatnonzero(np.isfinite(wide.k_D) & (wide.k_D > 10))[0]
    narrow = WEAK.bands(np.linspace(-1.75, -1.70, 200)[place], 1, most=10)
    assert narrow.k_D == 10 and isinstance(narrow.k_D, float)


@pytest.mark.parametrize("model", [STRONG, WEAK, BIPARTITE, RELEASED], ids=["strong", "weak", "bipartite", "released"])
def test_the_complexity_vanishes_at_the_ground_state_and_is_negative_below(model):
    """Where no u_G has it the answer is nan, and Theta(u_D, inf) is negative."""
    u_D = model.minimum_losses().L_D * np.array([1.2, 0.9, 0.5, 0.1, -0.3])
    ground = model.ground_state(u_D)
    assert np.isnan(ground[0]) and model.complexity(u_D[0], np.inf) < 0 and np.isfinite(ground[1:]).all()
    step = 1e-5 * np.abs(ground[1:])
    assert np.allclose(model.complexity(u_D[1:], ground[1:]), 0, rtol=0, atol=1e-8)
    assert (model.complexity(u_D[1:], ground[1:] - step) < 0).all() and (model.complexity(u_D[1:], ground[1:] + step) > 0).all()


def test_the_lowest_ground_state_of_the_pure_p_spin_model():
    """E_0(p) of Auffinger, Ben Arous and Cerny: the zero of their closed form."""
    curve = lower(published.p_spin_complexity.expr.subs(p, 3), (u,))
    E_0 = brentq(lambda u: curve(FLOAT64, u), -2, -1.64)
    assert abs(SpinGlassGAN(3, 1, "1e-12", "0.9999999999").minimum_losses().L_D - E_0) < 1e-9


@pytest.mark.parametrize("model", [STRONG, WEAK, BIPARTITE, RELEASED], ids=["strong", "weak", "bipartite", "released"])
def test_least_losses_lie_on_the_boundary_and_nothing_lies_below(model):
    """The exponent at random variables is negative wherever a loss, the sum or the difference passes its least value."""
    least, rng = model.minimum_losses(), np.random.default_rng(3)
    assert abs(model.complexity(least.L_D, np.inf)) < 1e-9 and abs(model.complexity(np.inf, least.L_G)) < 1e-9
    n, sigma_z = model.p + model.q, float(model.sigma_z)
    deviations = {"released": (sigma_z * n * 2.0**(1.5 * n) / np.sqrt(2), model.p / np.sqrt(2)), "bipartite": (1, sigma_z),
                  "shared": (1, sigma_z * 2**(n / 2), sigma_z * np.sqrt(n * 2.0**n))}
    kind = model.convention if model is RELEASED else model.coupling
    variables = 2 * rng.normal(size=(len(deviations[kind]), 40000)) * np.array(deviations[kind])[:, None]
    L_G = variables[0] / (n * 2.0**n) if model is RELEASED else variables[1]
    L_D = -variables[1] / model.p - L_G if model is RELEASED else variables[0] - L_G
    passed = (L_D < least.L_D) | (L_G < least.L_G) | (L_D + L_G < least.sum) | (np.abs(L_D - L_G) > least.difference)
    values = model.exponent(*variables)
    assert passed.any() and (~passed & (values > 0)).any() and (values[passed] < 1e-9).all()


@pytest.mark.parametrize("model", [STRONG, WEAK], ids=["strong", "weak"])
def test_optimisers_reach_the_least_losses_and_no_less(model):
    """SLSQP of each linear function where the exponent is 0 or more, in variables of variance 1, from three starts each."""
    least, n, rng = model.minimum_losses(), model.p + model.q, np.random.default_rng(11)
    noise = float(model.sigma_z) * 2.0**(n / 2)
    deviations = np.array([1, noise, noise * np.sqrt(n)])
    kept = dict(type="ineq", fun=lambda unit: model.exponent(*(unit * deviations)))
    functions = {"L_D": (1, -1, 0), "L_G": (0, 1, 0), "sum": (1, 0, 0), "difference": (1, -2, 0)}
    for name, row in functions.items():
        slope = np.array(row) * deviations
        found = [minimize(lambda unit: slope @ unit, 0.1 * rng.normal(size=3), constraints=[kept], method="SLSQP",
                          options=dict(ftol=1e-13, maxiter=500)) for _ in range(3)]
        best = min(result.fun for result in found if kept["fun"](result.x) > -1e-9)
        expected = -least.difference if name == "difference" else getattr(least, name)
        assert abs(best - expected) < 1e-7 * abs(expected)


def test_where_the_complexity_is_negative_there_are_no_least_losses():
    """Of joint minima at strong noise."""
    least = STRONG.minimum_losses(k_D=0, k_G=0)
    assert np.isnan([least.L_D, least.L_G, least.sum, least.difference]).all()
    assert np.isnan(STRONG.ground_state(0, 0, 0))


def largest_of_joint_minima(p, q, sigma_z, kappa):
    """Theta_00 at the corner y_D = E_D, y_G = -E_G, where the cheapest numbers cost y.Sigma^-1 y/2, written out."""
    n, model = p + q, SpinGlassGAN(p, q, sigma_z, kappa)
    b_squared, b1_squared = sigma_z**2 * n * (n - 1) * 2.0**(n - 1), 2 * kappa * p * (p - 1)
    y = np.array([np.sqrt(2 * (kappa * b_squared + b1_squared)), -np.sqrt(2 * (1 - kappa) * b_squared)])
    own, across = sigma_z**2 * 2.0**(n - 2) * n * (n + 1), sigma_z**2 * 2.0**(n - 2) * n * (n - 1)
    cost = y @ np.linalg.solve([[own + p**2, across], [across, own]], y) / 2
    return model.constant() - cost + model.ensemble.log_determinant(y[1], y[0] - y[1])


@pytest.mark.parametrize("p, q, kappa", [(3, 3, 0.9), (5, 1, 0.9), (2, 5, 0.9), (8, 1, 0.5)])
def test_joint_minima_abound_below_the_threshold_in_the_noise_only(p, q, kappa):
    threshold, = SpinGlassGAN(p, q, "0.01", kappa).nash_thresholds()
    assert abs(largest_of_joint_minima(p, q, threshold, kappa)) < 1e-9
    assert largest_of_joint_minima(p, q, threshold * 0.9, kappa) > 0 > largest_of_joint_minima(p, q, threshold * 1.1, kappa)


def test_in_the_size_ratio_the_sign_may_change_twice():
    """At (8, 1) and sigma_z = 0.01: rare only where neither network is much larger."""
    low, high = SpinGlassGAN(8, 1, "0.01", "1/2").nash_thresholds("kappa")
    signs = [np.sign(largest_of_joint_minima(8, 1, 0.01, kappa)) for kappa in (low * 0.99, low * 1.01, high * 0.99, high * 1.01)]
    assert signs == [1, -1, -1, 1]


def test_two_spins_against_three_never_have_many_joint_minima():
    """p = 2 and n = 3: without noise both glasses are at the threshold of having several minima."""
    assert SpinGlassGAN(2, 1, "0.01", "1/2").nash_thresholds().size == 0
