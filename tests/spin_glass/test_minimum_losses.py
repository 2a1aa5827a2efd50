"""The least losses against optimisers, random points, and a solved case."""

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
