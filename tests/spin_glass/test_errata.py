"""The numbers that the errata's consequences quote, each computed."""
import numpy as np
import pytest
from sympy import Poly, Rational, discriminant, real_roots

from derivations.spin_glass import errata, published
from derivations.spin_glass.notation import b, b1, kappa, t, written_out, x1, z
from ganmech.spin_glass import CoupledEnsemble, SpinGlassGAN

FIGURE_1 = {kappa: Rational(9, 10), b: 1, b1: Rational(1, 2)}
ENSEMBLE = CoupledEnsemble(kappa="9/10", b=1, b1="1/2")
CONVENTIONS = {name: SpinGlassGAN(p=3, q=3, sigma_z=1, kappa="9/10", convention=name) for name in ("derived", "released")}


def quoted(erratum, number: str) -> float:
    """A number, asserted to stand in the consequence as written."""
    assert number in erratum.consequence
    return float(number)


def test_bands_touch_where_the_erratum_says_and_a_gap_of_that_width_is_open():
    assert ENSEMBLE.merging_x1() == pytest.approx(quoted(errata.touching, "1.42004863"), abs=1e-8)
    left, right = ENSEMBLE.edges("3/2")[1:3]
    assert right - left == pytest.approx(quoted(errata.touching, "0.0218"), abs=5e-5)


def test_released_quartic_ends_elsewhere_and_sampled_matrices_end_where_the_derived_one_does():
    at = {**FIGURE_1, x1: Rational(11, 10)}
    zeros = [float(zero) for zero in real_roots(Poly(discriminant(published.released_quartic.expr.subs(at), t), z))]
    released = quoted(errata.quartic_constant, "0.8406")
    assert min(abs(zero - released) for zero in zeros) < 5e-5
    assert ENSEMBLE.edges("11/10")[-1] == pytest.approx(quoted(errata.quartic_constant, "0.8090"), abs=5e-5)
    largest = [ENSEMBLE.sample_spectrum(800, "11/10", seed)[-1] for seed in range(12)]
    error = np.std(largest) / np.sqrt(len(largest))
    assert np.mean(largest) < released - 4 * error        # by four standard errors, below the released end


def test_released_amplitude_is_twice_that_of_the_model_in_its_unit():
    derived, released = (CONVENTIONS[name].ensemble for name in ("derived", "released"))
    assert released.b_squared == 4 * derived.b_squared / 2
    assert released.b1_squared == derived.b1_squared / 2


def test_released_constant_is_too_large_by_what_the_erratum_says():
    excess = CONVENTIONS["released"].constant() - CONVENTIONS["derived"].constant() - np.log(2) / 2
    assert excess == pytest.approx(quoted(errata.constant, "9.04"), abs=5e-3)


def test_doubled_variances_are_doubled_in_the_generators_part():
    for erratum in (errata.discriminator_gradient, errata.generator_gradient):
        values = {symbol: recipe.value for symbol, recipe in erratum.witness.items()}
        discriminator = 3 if erratum is errata.discriminator_gradient else 0
        published_value, derived = (written_out(e).subs(values) for e in (erratum.published.expr, erratum.derived))
        assert published_value - discriminator == 2 * (derived - discriminator)


def test_variance_of_x_in_the_code_is_too_large_by_the_ratio_that_the_erratum_says():
    derived, numbers = errata.variance_x.derived, {symbol: recipe.value for symbol, recipe in errata.variance_x.witness.items()}
    assert errata.variance_x.published.expr.subs(numbers) / derived.subs(numbers) == Rational("98304/7")
    assert "98304/7" in errata.variance_x.consequence

