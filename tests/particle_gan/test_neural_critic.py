"""The gradients of a neural critic: finite differences, the derived formulas, plain loops, and what ReLU makes of scaling."""

import numpy as np
import pytest
from sympy import tanh

from derivations.particle_gan import neural_critic as derived
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan.neural_critic import ACTIVATIONS, Critics

RUNS, POINTS, H = 3, 7, 5
STEP = 1e-6
VALUES = {"relu": lambda u: (np.maximum(u, 0), (u > 0) * 1.0, 0 * u),
          "tanh": lambda u: (np.tanh(u), 1 / np.cosh(u)**2, -2 * np.sinh(u) / np.cosh(u)**3)}


@pytest.fixture(params=ACTIVATIONS)
def case(request):
    """Random critics, points and weights of the objective."""
    rng = np.random.default_rng(4)
    points = np.concatenate([rng.normal(size=(RUNS, POINTS, 2)), np.ones((RUNS, POINTS, 1))], axis=2)
    critics = Critics(request.param, rng.normal(size=(RUNS, H)), rng.normal(size=(RUNS, 3, H)))
    return critics, points, rng.normal(size=POINTS), rng.uniform(0.1, 1, (RUNS, 1, 1))


def objective(critics, points, c, m):
    return critics.value(points) @ c - (m[..., 0] * (critics.gradient(points)**2).sum(axis=2) / 2).sum(axis=1)


def slopes(function, array):
    """Central differences in the entries of an array (runs, ...) of a function of it with values (runs,)."""
    found = np.empty_like(array)
    for place in np.ndindex(array.shape[1:]):
        step = np.zeros_like(array)
        step[:, *place] = STEP
        found[:, *place] = (function(array + step) - function(array - step)) / (2 * STEP)
    return found


def test_gradient_in_space_by_finite_differences(case):
    critics, points, _, _ = case
    for axis in range(2):
        step = STEP * np.eye(3)[axis]
        difference = (critics.value(points + step) - critics.value(points - step)) / (2 * STEP)
        assert np.allclose(critics.gradient(points)[..., axis], difference, rtol=0, atol=1e-8)


def test_gradients_in_the_weights_by_finite_differences(case):
    critics, points, c, m = case
    in_a, in_V, gradient = critics.ascent(points, c, m)
    name = critics.activation
    by_a = slopes(lambda a: objective(Critics(name, a, critics.V), points, c, m), critics.a)
    by_V = slopes(lambda V: objective(Critics(name, critics.a, V), points, c, m), critics.V)
    assert np.allclose(in_a, by_a, rtol=0, atol=1e-8) and np.allclose(in_V, by_V, rtol=0, atol=1e-8)
    assert np.array_equal(gradient, critics.gradient(points))


def test_they_are_the_derived_ones(case):
    """Every unit and point by the lowered formulas, the activation and its slopes written anew."""
    critics, points, c, m = case
    arguments = (derived.a, derived.b, derived.w_1, derived.w_2, derived.x_1, derived.x_2, derived.sigma, derived.slope,
                 derived.curvature, derived.g_1, derived.g_2, derived.H, derived.c, derived.m)
    formulas = lower(tuple(derived.ascent), arguments), lower(tuple(derived.in_space.result), arguments[:9] + (derived.H,))
    in_a, in_V, gradient = critics.ascent(points, c, m)
    a, V = critics.a[:, None], critics.V[:, :, None]                             # of run, point, unit
    units = VALUES[critics.activation](points @ critics.V)
    place = a, V[:, 2], V[:, 0], V[:, 1], points[..., :1], points[..., 1:2], *units
    grad_D = np.stack([part.sum(axis=2) for part in formulas[1](FLOAT64, *place, H)], axis=2)
    assert np.allclose(gradient, grad_D, rtol=0, atol=1e-13)
    parts = formulas[0](FLOAT64, *place, grad_D[..., :1], grad_D[..., 1:], H, c[:, None], m)
    found = [part.sum(axis=1) for part in parts]
    assert np.allclose(in_a, found[0], rtol=0, atol=1e-13)
    assert np.allclose(in_V, np.stack([found[2], found[3], found[1]], axis=1), rtol=0, atol=1e-13)


def test_the_values_of_activations_are_those_derived():
    u = np.array([-1.3, -0.2, 0.4, 2.1])
    smooth = lower((tanh(derived.v), *(line.expr for line in derived.smooth.lines)), (derived.v,))
    assert np.allclose(VALUES["tanh"](u), smooth(FLOAT64, u), rtol=0, atol=1e-15)
    bent = [[float(expr.subs(derived.y, value)) for value in u]
            for expr in (derived.rectified.start, *(line.expr for line in derived.rectified.lines))]
    assert np.allclose(VALUES["relu"](u), bent, rtol=0, atol=1e-15)


def test_relu_is_homogeneous_and_tanh_is_not(case):
    """a . dL/da = V . dL/dV for each unit of a ReLU critic."""
    critics, points, c, m = case
    in_a, in_V, _ = critics.ascent(points, c, m)
    same = np.allclose(critics.a * in_a, (critics.V * in_V).sum(axis=1), rtol=0, atol=1e-13)
    assert same == (critics.activation == "relu")


def test_without_penalty_the_objective_is_linear_in_the_output_weights(case):
    critics, points, c, m = case
    in_a, _, _ = critics.ascent(points, c, 0 * m)
    assert np.allclose((critics.a * in_a).sum(axis=1), critics.value(points) @ c, rtol=0, atol=1e-13)
