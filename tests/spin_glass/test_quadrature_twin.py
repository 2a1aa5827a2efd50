"""The closed form agrees with the obvious way: roots of the quartic point by point, and adaptive quadrature over the bands."""

import pytest

from ganmech.spin_glass import CoupledEnsemble, SpinGlassGAN, quadrature_twin

PAPER = SpinGlassGAN(p=3, q=3, sigma_z=1, kappa="9/10").ensemble
SMALL = CoupledEnsemble(kappa="9/10", b=1, b1="1/2")
TWO_BANDS = CoupledEnsemble(kappa="1/3", b=1, b1=2)


@pytest.mark.parametrize("ensemble, x, x1", [
    (PAPER, 30.0, 45.0), (PAPER, -12.5, 3.0), (PAPER, 0.0, 0.0), (SMALL, -0.06, 1.5), (SMALL, 0.7, 1.1), (TWO_BANDS, 2.0, -5.0)])
def test_log_determinant(ensemble, x, x1):
    assert ensemble.log_determinant(x, x1) == pytest.approx(quadrature_twin.log_determinant(ensemble, x, x1), abs=2e-9)


@pytest.mark.parametrize("lam", [-60.0, -30.0, 0.0, 1.5, 25.0, 70.0])
def test_density(lam):
    assert PAPER.density(lam, 20) == pytest.approx(quadrature_twin.density(PAPER, lam, 20.0), abs=1e-12)
