"""The compiled route of the log-determinant meets the NumPy route and proved digits, in the whole domain and in its corners."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from ganmech.spin_glass import CoupledEnsemble, compiled_blocks
from ganmech.spin_glass.two_blocks import TwoBlocks

pytest.importorskip("numba")
EPSILON = np.finfo(float).eps
NEAR_EDGES = np.array([0, 1e-16, 1e-15, 1e-13, 1e-11, 1e-9, 1e-7, 1e-5, 1e-3, 1e-1])
KAPPAS = st.one_of(st.fractions("1/100", "99/100"), st.integers(2, 48).map(lambda n: Fraction(1, 10**n)),
                   st.integers(2, 48).map(lambda n: 1 - Fraction(1, 10**n)))
RATIOS = st.one_of(st.just(0), st.floats(-12, 8).map(lambda power: 10.0**power), st.floats(0.01, 3))
CORNERS = [CoupledEnsemble(kappa, 1, b1) for kappa in ("9/10", "1/2", "1/10", 1 - Fraction(1, 10**12), Fraction(1, 10**12))
           for b1 in (0, Fraction(1, 10**9), "1/2", 40)]


@pytest.fixture
def routes(monkeypatch):
    """``routes(f, *points)``: what f gives by NumPy, and compiled."""
    def values(method, *points):
        found = []
        for choice in "01":
            monkeypatch.setenv("GANMECH_COMPILED", choice)
            found.append(np.array(method(*points)))
        return found
    return values


def assert_the_same(routes, ensemble, x, x1, apart=1.0):
    """Values to 1e-14, derivatives to 40 rounding units of m over what sets the solution ``apart``."""
    plain, compiled = routes(ensemble.log_determinant, x, x1)
    assert np.all(np.abs(compiled - plain) <= 2e-14 * np.maximum(1, np.abs(plain)))
    plain, compiled = routes(ensemble.log_determinant_gradient, x, x1)
    size = np.abs(plain).max(axis=0) + np.abs(np.pi * ensemble.density(x, x1))
    assert np.all(np.abs(compiled - plain) <= 40 * EPSILON * size / apart)


@seed(20240607)
@settings(max_examples=60, deadline=None)
@given(kappa=KAPPAS, ratio=RATIOS, size=st.sampled_from((1e-8, 1e-3, 1, 10, 1e6)), chance=st.integers(0, 10**6))
def test_anywhere(kappa, ratio, size, chance):
    ensemble, rng = CoupledEnsemble(kappa, 1, ratio), np.random.default_rng(chance)
    x, x1 = size * (1 + ratio) * rng.normal(size=(2, 200))
    with pytest.MonkeyPatch.context() as monkeypatch:
        values = {}
        for choice in "01":
            monkeypatch.setenv("GANMECH_COMPILED", choice)
            values[choice] = [ensemble.log_determinant(x, shift) for shift in (x1, 0, -x)]
    for plain, compiled in zip(*values.values()):
        assert np.all(np.abs(compiled - plain) <= 2e-14 * np.maximum(1, np.abs(plain)))


@pytest.mark.parametrize("ensemble", CORNERS, ids=str)
@pytest.mark.parametrize("x1", [0, 0.3, -1.5, 4])
def test_at_edges_and_near_them(routes, ensemble, x1):
    edges = ensemble.edges(x1)
    distances = np.concatenate([-NEAR_EDGES, NEAR_EDGES])
    x = (edges[:, None] + distances).ravel()
    assert_the_same(routes, ensemble, x, x1, apart=np.sqrt(np.tile(np.abs(distances), edges.size) + EPSILON) / 10)


@pytest.mark.parametrize("distance", [0, 1e-15, -1e-12, 1e-8, -1e-4])
def test_where_two_bands_merge(routes, distance):
    """There the solution is triple: half of the digits of Phi's derivatives remain, two thirds are lost at the point itself."""
    ensemble = CoupledEnsemble("9/10", 1, "1/2")
    x1 = ensemble.merging_x1() * (1 + distance)
    inner = ensemble.edges(x1)[1:-1] if len(ensemble.edges(x1)) == 4 else ensemble.edges(ensemble.merging_x1() * 1.0001)[1:-1]
    x = (inner[:, None] + np.concatenate([-NEAR_EDGES, NEAR_EDGES])).ravel()
    plain, compiled = routes(ensemble.log_determinant, x, x1)
    assert np.all(np.abs(compiled - plain) <= 2e-14)
    plain, compiled = routes(ensemble.log_determinant_gradient, x, x1)
    assert np.all(np.abs(compiled - plain) <= 4 * EPSILON ** (1 / 3))


@pytest.mark.parametrize("ensemble", CORNERS, ids=str)
def test_both_routes_lie_within_their_bound_of_proved_digits(routes, ensemble):
    edge = float(ensemble.edges(1.25)[-1])
    x, x1 = np.array([[0, 0], [0.3, -1.2], [-1.25, 1.25], [edge, 1.25], [edge + 1e-9, 1.25], [-30, 7], [1e8, 1]]).T
    proved = np.array([float(ball.mid()) for ball in ensemble.log_determinant(x, x1, digits=25, certified=True)])
    for found in routes(ensemble.log_determinant, x, x1):
        assert np.all(np.abs(found - proved) <= 1e-13 * np.maximum(1, np.abs(proved)))


def test_second_derivatives_and_densities(routes):
    ensemble = CoupledEnsemble("9/10", 1, "1/2")
    x, x1 = np.meshgrid(np.linspace(-4, 4, 81), np.linspace(-3, 3, 31))
    for method in (ensemble.log_determinant_hessian, ensemble.density):
        plain, compiled = routes(method, x, x1)
        assert np.allclose(compiled, plain, rtol=1e-9, atol=1e-12)
        assert np.array_equal(compiled == 0, plain == 0)
    assert (plain == 0).any() and (plain > 0).any()


@pytest.mark.parametrize("profile", [("1/3", 1, "1/50", 2), ("1/2", 1, 1, 0), ("4/5", "1/1000", 3, 0), ("1/4", 2, 1, 0)],
                         ids=str)
def test_any_two_blocks(routes, profile):
    """Where S_GG = 0, also at y_G = 0, where Phi is -inf, or is taken from another formula."""
    blocks = TwoBlocks(*profile)
    y_D, y_G = np.meshgrid(np.linspace(-3, 3, 41), np.linspace(-3, 3, 41))
    plain, compiled = routes(blocks.log_determinant, y_D, y_G)
    assert np.allclose(compiled, plain, rtol=0, atol=2e-14)
    plain, compiled = routes(blocks.log_determinant_gradient, y_D, y_G + 0.01)
    assert np.allclose(compiled, plain, rtol=0, atol=1e-12)


def test_shapes_numbers_and_empty_arrays_are_those_of_numpy(routes):
    ensemble = CoupledEnsemble("9/10", 1, "1/2")
    for points in ((0.5, 1), (np.zeros((3, 1)), np.zeros(2)), (np.zeros(0), 1), (np.zeros((2, 3)).T, 0)):
        plain, compiled = (ensemble.log_determinant(*points) for _ in routes(ensemble.log_determinant, *points))
        assert type(plain) is type(compiled) and np.shape(plain) == np.shape(compiled)


def test_it_is_taken_by_itself_for_many_points_only(monkeypatch):
    ensemble, taken = CoupledEnsemble("9/10", 1, "1/2"), []
    monkeypatch.setenv("GANMECH_COMPILED", "auto")
    monkeypatch.setattr(compiled_blocks, "evaluated", lambda name, law, x, y: taken.append(x.size) or ((x,), x < np.inf))
    for size in (1, compiled_blocks.ENOUGH - 1, compiled_blocks.ENOUGH):
        ensemble.log_determinant(np.linspace(-1, 1, size), 0)
    assert taken == [compiled_blocks.ENOUGH]


def test_threads_get_the_same_and_numpys_settings_stay(monkeypatch):
    monkeypatch.setenv("GANMECH_COMPILED", "1")
    ensemble, x = CoupledEnsemble("9/10", 1, "1/2"), np.linspace(-5, 5, 4001)
    with np.errstate(all="raise"):
        alone = ensemble.log_determinant(x, 0.7)
        settings_before = np.geterr()
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda _: ensemble.log_determinant(x, 0.7), range(8)))
        assert np.geterr() == settings_before
    assert all(np.array_equal(alone, found) for found in together)
