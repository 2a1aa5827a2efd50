"""Values computed once, elsewhere, to 40 digits: log-determinant, its gradient, density, edges and the constant K."""

import json
from pathlib import Path

import mpmath
import pytest
from flint import arb

from ganmech.spin_glass import CoupledEnsemble, SpinGlassGAN

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "spin_glass.json").read_text())
MODELS = [(name, dict(part.split("=") for part in name.split(",")), data) for name, data in REFERENCE["log_determinant"].items()]
POINTS = [pytest.param(model, *(part.split("=")[1] for part in point.split(",")), data, id=f"{name}:{point}")
          for name, model, values in MODELS for point, data in values["points"].items()]
NAMES = ("log_determinant", "d_dx", "d_dx1", "density")
SUPPORTS = [pytest.param(CoupledEnsemble("9/10", 1, "1/2"), x1, edges, id=f"figure_1:{x1}")
            for x1, edges in REFERENCE["figure_1"].items()]


def gan(model):
    return SpinGlassGAN(p=int(model["p"]), q=int(model["q"]), sigma_z=model["sigma_z"], kappa=model["kappa"])


SUPPORTS += [pytest.param(gan(model).ensemble, x1, edges, id=f"{name}:{x1}")
             for name, model, values in MODELS for x1, edges in values["edges"].items()]


def computed(ensemble, x, x1, **kwargs):
    return (ensemble.log_determinant(x, x1, **kwargs), *ensemble.log_determinant_gradient(x, x1, **kwargs),
            ensemble.density(x, x1, **kwargs))


@pytest.mark.parametrize("model, x, x1, reference", POINTS)
def test_float64_values(model, x, x1, reference):
    for name, value in zip(NAMES, computed(gan(model).ensemble, int(x), int(x1))):
        assert value == pytest.approx(float(reference[name]), rel=1e-13, abs=1e-16)


@pytest.mark.parametrize("model, x, x1, reference", POINTS)
def test_mpmath_values(model, x, x1, reference):
    with mpmath.workdps(45):
        for name, value in zip(NAMES, computed(gan(model).ensemble, x, x1, digits=40)):
            assert abs(value - mpmath.mpf(reference[name])) < mpmath.mpf(10) ** -38


@pytest.mark.parametrize("model, x, x1, reference", POINTS)
def test_certified_values(model, x, x1, reference):
    for name, ball in zip(NAMES, computed(gan(model).ensemble, x, x1, digits=40, certified=True)):
        assert ball.rad() < arb("1e-40")
        with mpmath.workdps(45):
            assert abs(mpmath.mpf(ball.mid().str(45, radius=False)) - mpmath.mpf(reference[name])) < mpmath.mpf(10) ** -38


@pytest.mark.parametrize("ensemble, x1, reference", SUPPORTS)
def test_edges(ensemble, x1, reference):
    x1 = x1.split("=")[1]
    assert ensemble.edges(x1) == pytest.approx([float(edge) for edge in reference], rel=1e-15)
    with mpmath.workdps(45):
        for edge, expected in zip(ensemble.edges(x1, digits=40), reference, strict=True):
            assert abs(edge - mpmath.mpf(expected)) < mpmath.mpf(10) ** -37


@pytest.mark.parametrize("name, model, values", MODELS)
def test_constant(name, model, values):
    with mpmath.workdps(45):
        assert abs(gan(model).constant(digits=40) - mpmath.mpf(values["constant"])) < mpmath.mpf(10) ** -38
    assert gan(model).constant() == pytest.approx(float(values["constant"]), rel=1e-15)


@pytest.mark.parametrize("name, model, values", MODELS)
def test_amplitudes_are_exact(name, model, values):
    ensemble = gan(model).ensemble
    assert (str(ensemble.b_squared), str(ensemble.b1_squared)) == (values["b_squared"], values["b1_squared"])

