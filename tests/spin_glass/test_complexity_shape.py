"""What theorems say of the exponent and of its maximum, at parameters drawn at random: concavity, symmetry, order."""

import numpy as np
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from ganmech.spin_glass import SpinGlassGAN

NOISES, SHARES = st.floats(-3, 2).map(lambda power: 10**power), st.floats(0.02, 0.98)
MODELS = st.builds(SpinGlassGAN, p=st.integers(2, 9), q=st.integers(1, 9), sigma_z=NOISES, kappa=SHARES)
BIPARTITE = st.builds(SpinGlassGAN, p=st.integers(2, 9), q=st.integers(2, 9), sigma_z=NOISES, kappa=SHARES,
                      coupling=st.just("bipartite"))
POINTS = st.lists(st.floats(-6, 6), min_size=3, max_size=3)      # in standard deviations
LOSSES = st.lists(st.floats(-4, 1), min_size=2, max_size=2)      # in standard deviations of the losses


def at(model, point):
    """The variables at so many standard deviations."""
    n, sigma_z = model.p + model.q, float(model.sigma_z)
    if model.coupling == "bipartite":
        return np.array(point[:2]) * (1, sigma_z)
    return np.array(point) * (1, sigma_z * 2**(n / 2), sigma_z * np.sqrt(n * 2.0**n))


def bounds(model, losses):
    noise = float(model.sigma_z) * (1 if model.coupling == "bipartite" else 2 ** ((model.p + model.q) / 2))
    return losses[0] * np.hypot(1, noise), losses[1] * noise


@seed(2101)
@settings(max_examples=150, deadline=None)
@given(st.one_of(MODELS, BIPARTITE), POINTS, POINTS)
def test_the_exponent_is_concave_along_any_segment(model, one, other):
    """A chord never lies above it; rounding of the values is allowed for. The theorem asks q >= 2 of the bipartite coupling."""
    share = np.linspace(0, 1, 21)
    values = model.exponent(*(np.outer(1 - share, at(model, one)) + np.outer(share, at(model, other))).T)
    chord = share * values[-1] + (1 - share) * values[0]
    assert (values - chord >= -1e-12 * (1 + np.abs(values).max())).all()


@seed(2101)
@settings(max_examples=60, deadline=None)
@given(MODELS, st.integers(0, 5), st.integers(0, 5), st.floats(1, 3), st.floats(1, 3), st.floats(1, 3), st.floats(1, 3))
def test_the_exponent_with_indices_is_concave_beyond_the_edges(model, k_D, k_G, one_D, one_G, other_D, other_G):
    """Along segments between numbers that make shifts of 1 to 3 edges, with a third free number between -1 and 1."""
    n, p = model.p + model.q, model.p
    b_squared, b1_squared = float(model.ensemble.b_squared), float(model.ensemble.b1_squared)
    E_D, E_G = np.sqrt(2 * (float(model.kappa) * b_squared + b1_squared)), np.sqrt(2 * (1 - float(model.kappa)) * b_squared)
    share = np.linspace(0, 1, 21)[1:-1]      # the ends may round to the wrong side of an edge
    y_D = E_D * (one_D + share * (other_D - one_D)) * (1 + 1e-12)
    y_G = -E_G * (one_G + share * (other_G - one_G)) * (1 + 1e-12)
    L_G = share - 0.5
    values = model.exponent((n * L_G - y_G - y_D) / p, L_G, n * L_G - 2 * y_G, k_D=k_D, k_G=k_G)
    assert np.isfinite(values).all() and (np.diff(values, 2) <= 1e-11 * (1 + np.abs(values).max())).all()


@seed(2101)
@settings(max_examples=60, deadline=None)
@given(st.one_of(MODELS, BIPARTITE), POINTS)
def test_the_exponent_is_even_and_largest_at_zero(model, point):
    variables = at(model, point)
    there, opposite, zero = (model.exponent(*numbers) for numbers in (variables, -variables, 0 * variables))
    assert abs(there - opposite) <= 1e-13 * (1 + abs(there)) and there <= zero + 1e-13
    assert abs(model.complexity(np.inf, np.inf) - zero) < 1e-13 * (1 + abs(zero))


@seed(2101)
@settings(max_examples=25, deadline=None)
@given(st.one_of(MODELS, BIPARTITE), LOSSES, st.sampled_from([None, 0, 2]), st.sampled_from([None, 0, 3]))
def test_it_rises_with_the_bounds_and_is_concave_in_them(model, losses, k_D, k_G):
    u_D, u_G = bounds(model, losses)
    further, same = np.linspace(0, 2, 9), np.ones(9)
    for wider in (u_D + further * abs(u_D), u_G * same), (u_D * same, u_G + further * abs(u_G)):
        theta = model.complexity(*wider, k_D, k_G)
        rounding = 1e-10 * (1 + np.abs(theta[np.isfinite(theta)]).max(initial=0))
        assert (np.diff(theta) >= -rounding).all() and (np.diff(theta, 2) <= rounding).all()


@seed(2101)
@settings(max_examples=8, deadline=None)
@given(MODELS, LOSSES)
def test_indices_cost(model, losses):
    """Theta >= Theta_0 >= Theta_1 >= ..., for either network."""
    u_D, u_G = bounds(model, losses)
    for thetas in ([model.complexity(u_D, u_G, index) for index in (None, 0, 1, 2, 7)],
                   [model.complexity(u_D, u_G, None, index) for index in (None, 0, 1, 2, 7)],
                   [model.complexity(u_D, u_G, 1, index) for index in (None, 0, 1, 2, 7)]):
        assert (np.diff(thetas) <= 1e-11 * (1 + np.abs(thetas[:-1]))).all()


@seed(2101)
@settings(max_examples=25, deadline=None)
@given(MODELS, LOSSES, st.sampled_from([None, 0, 2]))
def test_no_feasible_point_is_higher_and_the_reported_one_is_as_high(model, losses, k_D):
    """Random points that respect the bounds, drawn about the maximum, at scales from 1e-6 to 1 standard deviation."""
    u_D, u_G = bounds(model, losses)
    top, rng = model.complexity_maximum(u_D, u_G, k_D), np.random.default_rng(5)
    place = np.array([*top.variables.values()])
    scales = 10**rng.uniform(-6, 0, (1, 4000))
    points = place[:, None] + at(model, [1, 1, 1])[:, None] * scales * rng.normal(size=(3, 4000))
    allowed = (points[0] - points[1] <= u_D) & (points[1] <= u_G)
    values = model.exponent(*points[:, allowed], k_D=k_D)
    rounding = 1e-10 * (1 + abs(top.value))
    assert values.max(initial=-np.inf) <= top.value + rounding
    assert abs(model.exponent(*place) - top.value) < rounding or k_D      # the exponent here without the cost of k_D
