"""The complexity against general optimisers, the obvious grid, and brute force; its certificates against finite differences."""

import numpy as np
import pytest
from scipy.optimize import minimize

from ganmech.spin_glass import SpinGlassGAN, complexity_twin, right_tail_rate

MODEL = SpinGlassGAN(3, 3, 1, "9/10")


def random_case(seed):
    """A model, bounds and indices; noise over three decades, bounds of the size of the losses, one in five infinite."""
    rng = np.random.default_rng(seed)
    p, q = (int(number) for number in rng.integers((2, 1), (8, 8)))
    sigma_z, kappa = float(10**rng.uniform(-2, 1)), float(rng.uniform(0.05, 0.95))
    noise = sigma_z * 2 ** ((p + q) / 2)
    u_D, u_G = np.where(rng.random(2) < 0.2, np.inf, rng.normal(size=2) * (1 + noise, noise))
    indices = (None if index < 0 else int(index) for index in rng.integers(-1, 4, 2))
    return SpinGlassGAN(p, q, sigma_z, kappa), u_D, u_G, *indices


def by_optimiser(model, u_D, u_G, k_D, k_G, rng):
    """SLSQP on the formulas of the model written out, in variables of variance 1, from four random starts."""
    n, sigma_z, kappa = model.p + model.q, float(model.sigma_z), float(model.kappa)
    deviations = np.array([1, sigma_z * 2**(n / 2), sigma_z * np.sqrt(n * 2.0**n)])
    b_squared, b1_squared = sigma_z**2 * n * (n - 1) * 2.0**(n - 1), 2 * kappa * model.p * (model.p - 1)
    E_D, E_G = np.sqrt(2 * (kappa * b_squared + b1_squared)), np.sqrt(2 * (1 - kappa) * b_squared)

    def shifts(unit):
        l_D, L_G, D = deviations * unit
        return (n * L_G + D) / 2 - model.p * l_D, (n * L_G - D) / 2

    def minus(unit):
        y_D, y_G = shifts(unit)
        cost_D = k_D * kappa * right_tail_rate(max(y_D / E_D, 1)) if k_D else 0
        cost_G = k_G * (1 - kappa) * right_tail_rate(max(-y_G / E_G, 1)) if k_G else 0
        return unit @ unit / 2 + cost_D + cost_G - model.ensemble.log_determinant(y_G, y_D - y_G) - model.constant()

    kept = [lambda unit: u_D - deviations[0] * unit[0] + deviations[1] * unit[1]] * int(np.isfinite(u_D))
    kept += [lambda unit: u_G / deviations[1] - unit[1]] * int(np.isfinite(u_G))
    kept += [lambda unit: shifts(unit)[0] / E_D - 1] * (k_D is not None)
    kept += [lambda unit: -shifts(unit)[1] / E_G - 1] * (k_G is not None)
    inequalities = [dict(type="ineq", fun=bound) for bound in kept]
    tops = [minimize(minus, 2 * rng.normal(size=3), constraints=inequalities, method="SLSQP", options=dict(ftol=1e-13, maxiter=500))
            for _ in range(4)]
    return max(-top.fun for top in tops if all(bound(top.x) > -1e-9 for bound in kept))


@pytest.mark.parametrize("seed", range(24))
def test_no_optimiser_finds_more_and_the_best_finds_as_much(seed):
    """SLSQP leaves bounds by 1e-9, which multipliers of the size of the values turn into a relative 1e-8."""
    case = random_case(seed)
    found, best = case[0].complexity(*case[1:]), by_optimiser(*case, np.random.default_rng(1000 + seed))
    assert abs(found - best) < 1e-8 * (1 + abs(best))


@pytest.mark.parametrize("seed", range(12))
def test_the_certificate_holds_where_slopes_are_taken_by_differences(seed):
    """The slope of the exponent in each variable of variance 1 is the multipliers' combination of the bounds' normals.

    Indices are 0 or not asked for: the exponent then has no costs, and differences may be taken across the edges.
    """
    model, u_D, u_G, *indices = random_case(seed)
    top = model.complexity_maximum(u_D, u_G, *(index and 0 for index in indices))
    n = model.p + model.q
    deviations = np.array([1, float(model.sigma_z) * 2**(n / 2), float(model.sigma_z) * np.sqrt(n * 2.0**n)])
    normals = {"L_D <= u_D": (1, -1, 0), "L_G <= u_G": (0, 1, 0), "y_D >= E_D": (model.p, -n / 2, -1 / 2),
               "-y_G >= E_G": (0, n / 2, -1 / 2)}
    expected = sum((top.multipliers[name] * np.array(normals[name]) * deviations for name in top.multipliers), np.zeros(3))
    place, step = np.array([*top.variables.values()]), 1e-5
    slope = [(model.exponent(*(place + row)) - model.exponent(*(place - row))) / (2 * step)
             for row in np.diag(deviations * step)]
    assert np.allclose(slope, expected, rtol=1e-6, atol=1e-6 * (1 + np.abs(place / deviations).max()))
    assert top.residual < 1e-11 and all(multiplier >= 0 for multiplier in top.multipliers.values())
    assert top.certificate.startswith("global maximum")


def test_the_obvious_grid_and_quadrature_agree_to_the_spacing_of_the_grid():
    """81 integrals over the density; a grid can only miss the maximum, here by less than 2e-2 (spacing 10 in D)."""
    losses = np.linspace(-3, -1, 3)
    grid = complexity_twin.complexity_map(MODEL, losses, losses, np.linspace(-40, 40, 9))
    missed = MODEL.complexity(losses[:, None], losses) - grid
    assert (missed > -1e-9).all() and (missed < 2e-2).all()


def test_a_finer_grid_comes_closer():
    losses, fast = np.linspace(-4, 1, 60), MODEL.blocks.log_determinant
    exact = MODEL.complexity(losses[:, None], losses)
    missed = [np.max(exact - complexity_twin.complexity_map(MODEL, losses, losses, np.linspace(-60, 60, values), fast))
              for values in (25, 49, 97)]
    assert missed[0] < 1e-2 and missed[1] < missed[0] / 3 and missed[2] < missed[1]


def by_optimiser_on_every_branch(model, u_D, u_G, k_D, k_G):
    """SLSQP on the released code's formulas written out, from three starts on each choice of the signs of x + x1 and x."""
    n, sigma_z, kappa, rng = model.p + model.q, float(model.sigma_z), float(model.kappa), np.random.default_rng(7)
    b_squared, b1_squared = (float(square) for square in (model.ensemble.b_squared, model.ensemble.b1_squared))
    E_D, E_G = np.sqrt(2 * kappa * (b_squared + b1_squared)), np.sqrt(2 * (1 - kappa) * b_squared)
    unit, unit1 = sigma_z * n * 2.0**(1.5 * n) / np.sqrt(2), model.p / np.sqrt(2)      # standard deviations of x and x1

    def top(sign_D, sign_G):
        bounds = [lambda at: (n * 2.0**n * u_G - unit * at[0]) / unit,
                  lambda at: at[1] + model.p * unit * at[0] / (n * 2.0**n * unit1) + model.p * u_D / unit1]
        bounds += [lambda at: sign_D * (unit * at[0] + unit1 * at[1]) / E_D - 1] * bool(k_D)
        bounds += [lambda at: sign_G * unit * at[0] / E_G - 1] * bool(k_G)
        found = minimize(lambda at: -model.exponent(unit * at[0], unit1 * at[1], **costs(at)), rng.normal(size=2),
                         method="SLSQP", constraints=[dict(type="ineq", fun=bound) for bound in bounds], options=dict(ftol=1e-13, maxiter=300))
        return -found.fun if all(bound(found.x) > -1e-9 for bound in bounds) else -np.inf

    def costs(at):      # where an index forbids the point there is nothing to pay: the bounds forbid it already
        outside = {"k_D": np.abs(unit * at[0] + unit1 * at[1]) >= E_D, "k_G": np.abs(unit * at[0]) >= E_G}
        return {name: index for name, index in (("k_D", k_D), ("k_G", k_G)) if index and outside[name]}

    return max(top(sign_D, sign_G) for sign_D in (1, -1) for sign_G in (1, -1) for _ in range(3))


@pytest.mark.parametrize("u_D, u_G, k_D, k_G", [
    (0.4, -0.8, None, None), (3.9, 5.7, 2, 1), (1.2, 6.3, 1, None), (2.7, 0.6, 1, 3), (1.6, 1.3, 0, 0), (-0.5, 9, None, 1),
])
@pytest.mark.parametrize("p, q, sigma_z, kappa", [(3, 3, 1, "0.9"), (2, 2, "0.1", "0.4")])
def test_in_the_released_convention_optimisers_find_the_same_maximum(p, q, sigma_z, kappa, u_D, u_G, k_D, k_G):
    """SLSQP leaves bounds by 1e-9, as above."""
    model = SpinGlassGAN(p, q, sigma_z, kappa, "released")
    u_D, u_G = u_D * float(model.sigma_z), u_G * float(model.sigma_z)
    found = model.complexity(u_D, u_G, k_D, k_G)
    assert abs(found - by_optimiser_on_every_branch(model, u_D, u_G, k_D, k_G)) < 1e-7 * (1 + abs(found))


def test_the_bipartite_total_without_noise_is_that_of_two_separate_glasses():
    share, total = 0.7, SpinGlassGAN(4, 3, "1e-9", "0.7", coupling="bipartite").complexity(np.inf, np.inf)
    assert abs(total - share / 2 * np.log(3) - (1 - share) / 2 * np.log(2)) < 1e-8


@pytest.mark.parametrize("q", [1, 2, 3])
@pytest.mark.parametrize("u_D, u_G", [(-0.4, 0.3), (-1.0, -0.2), (np.inf, -0.5), (0.5, np.inf)])
def test_the_bipartite_maximum_is_that_of_a_fine_grid(q, u_D, u_G):
    """400 x 400 points whose lines are the bounds, so that it misses to second order in the spacing only."""
    model = SpinGlassGAN(3, q, "0.5", "0.6", coupling="bipartite")
    L_D = np.linspace(-4, min(u_D, 4), 400)      # an even number: no point where the determinant vanishes
    L_G = np.linspace(-2, min(u_G, 2), 400)
    best = np.max(model.exponent((L_D[:, None] + L_G), L_G))
    assert -1e-12 < model.complexity(u_D, u_G) - best < 8e-4
