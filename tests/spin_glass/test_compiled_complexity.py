"""Maps of Theta by the compiled search along lines are those of the NumPy search, whatever the model, bounds and indices."""

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.active_sets import distinct_columns

pytest.importorskip("numba")
MODEL = SpinGlassGAN(p=3, q=3, sigma_z=1, kappa="9/10")
RATIOS = st.one_of(st.floats(0.05, 0.95), st.floats(-12, -2).map(lambda power: 10.0**power),
                   st.floats(-12, -2).map(lambda power: 1 - 10.0**power))


def by_both_routes(quantity):
    """What ``quantity()`` gives by NumPy, and compiled."""
    found = []
    for choice in "01":
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setenv("GANMECH_COMPILED", choice)
            found.append(quantity())
    return found


def assert_the_same(plain, compiled):
    assert np.array_equal(np.isfinite(plain), np.isfinite(compiled))
    finite = np.isfinite(plain)
    assert np.all(np.abs(compiled - plain)[finite] <= 1e-13 * np.maximum(1, np.abs(plain[finite])))
    assert np.array_equal(plain[~finite], compiled[~finite])


@seed(20240608)
@settings(max_examples=25, deadline=None)
@given(p=st.integers(2, 6), q=st.integers(2, 6), noise=st.floats(-3, 2).map(lambda power: 10.0**power), kappa=RATIOS,
       coupling=st.sampled_from(("shared", "bipartite")), chance=st.integers(0, 10**6),
       indices=st.sampled_from(((None, None), (0, 0), (0, None), (3, 1), (1, 10**6))))
def test_any_model_and_any_bounds(p, q, noise, kappa, coupling, chance, indices):
    model, rng = SpinGlassGAN(p, q, noise, kappa, coupling=coupling), np.random.default_rng(chance)
    u_D = [*rng.normal(size=6) * 10.0 ** rng.uniform(-1, 2), np.inf, 0, -1e3]
    u_G = [*rng.normal(size=6) * noise * 2 ** ((p + q) / 2), np.inf, 0, -50 * noise]
    assert_the_same(*by_both_routes(lambda: model.complexity(np.array(u_D)[:, None], np.array(u_G), *indices)))


@pytest.mark.parametrize("indices", [(None, None), (0, 0), (2, None)])
def test_far_out_and_on_both_sides_of_every_kind_of_bound(indices):
    u = np.concatenate([-np.geomspace(1e8, 1e-8, 12), np.geomspace(1e-8, 1e8, 12)])
    assert_the_same(*by_both_routes(lambda: MODEL.complexity(u[:, None], u, *indices)))


def test_bands_are_the_same():
    model = SpinGlassGAN(p=5, q=1, sigma_z="1/100", kappa="9/10")
    plain, compiled = by_both_routes(lambda: model.bands(np.linspace(-2, 0, 12)[:, None], np.linspace(-0.12, 0.08, 11)))
    assert np.array_equal(plain.k_D, compiled.k_D) and np.array_equal(plain.k_G, compiled.k_G)


def test_a_map_is_right_where_theta_is_proved():
    u_D, u_G = np.array([-3.0, -1.7, -0.5, 0.8]), np.array([-2.5, -0.1, 0.4])
    for found in by_both_routes(lambda: MODEL.complexity(u_D[:, None], u_G)):
        for place in np.ndindex(found.shape):
            ball = MODEL.complexity(float(u_D[place[0]]), float(u_G[place[1]]), digits=18, certified=True)
            assert abs(found[place] - float(ball.mid())) <= 1e-12


@pytest.mark.parametrize("rows", [[[2.0, 1, 2, 1, 3]], [[2.0, 1, 2, 1, 3], [0, 0, 1, 0, 0]], [[5.0, 5], [1, 1]], [[], []]])
def test_every_different_problem_is_solved_once(rows):
    rows = np.array(rows, float)
    chosen, place = distinct_columns(rows)
    assert np.array_equal(rows[:, chosen][:, place], rows)
    assert len(chosen) == len({tuple(column) for column in rows.T})
