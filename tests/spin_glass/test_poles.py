"""Sampled derivatives at the pole: homogeneity holds draw by draw, and the law is that of the covariance functions."""

import numpy as np
import pytest
from sympy import Matrix, diff, symbols

from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.poles import sampled_at_pole

MODEL = SpinGlassGAN(2, 2, 1, "1/2")
N_D, N_G = 3, 2


@pytest.fixture(scope="module")
def jets():
    return sampled_at_pole(MODEL, N_D, N_G, 4000, rng=8)


@pytest.mark.parametrize("glass, spins", [(0, 2), (1, 4)])
def test_a_form_of_so_many_spins_is_homogeneous(jets, glass, spins):
    """w.grad = spins l and w.Hess.w = spins (spins - 1) l (Euler), at w = the pole."""
    jet = jets[glass]
    assert np.allclose(sum(jet.radial), spins * jet.value, atol=1e-10)
    at = [0, N_D]
    assert np.allclose(jet.hessian[:, at][:, :, at].sum(axis=(1, 2)), spins * (spins - 1) * jet.value, atol=1e-10)


def test_the_first_glass_lives_on_the_first_sphere(jets):
    assert not jets[0].slope[:, N_D:].any() and not jets[0].hessian[:, N_D:].any()


def test_all_second_moments_of_the_second_glass_are_those_of_its_covariance_function(jets):
    """Value, slopes and a few second derivatives; the covariance function is differentiated at the pole. Five s.e."""
    here, there = symbols("w0:5", real=True), symbols("z0:5", real=True)
    covariance = (Matrix(here).dot(Matrix(there)))**4
    pole = dict.fromkeys((*here, *there), 0) | {w: 1 for w in (here[0], here[3], there[0], there[3])}
    directions = [(), (0,), (3,), (1,), (4,), (1, 1), (1, 2), (1, 4), (4, 4)]
    _, jet = jets
    columns = [jet.value if not d else jet.slope[:, d[0]] if len(d) == 1 else jet.hessian[:, d[0], d[1]] for d in directions]
    for i, row in enumerate(directions):
        for j, column in enumerate(directions):
            expected = covariance
            for w in (*(here[k] for k in row), *(there[k] for k in column)):
                expected = diff(expected, w)
            products = columns[i] * columns[j]
            assert abs(products.mean() - float(expected.subs(pole))) < 5 * products.std() / len(products)**0.5


def test_radial_and_tangent_parts_keep_their_places(jets):
    jet = jets[1]
    assert (jet.tangent_slope == jet.slope[:, [1, 2, 4]]).all()
    assert (jet.tangent_hessian == jet.hessian[:, [[1], [2], [4]], [1, 2, 4]]).all()
    assert (jet.radial[0] == jet.slope[:, 0]).all() and (jet.radial[1] == jet.slope[:, 3]).all()


def test_draws_must_be_a_number_of_them():
    with pytest.raises(ValueError, match="draws"):
        sampled_at_pole(MODEL, N_D, N_G, 0)
