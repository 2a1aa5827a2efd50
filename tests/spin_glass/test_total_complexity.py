"""The closed form of the total complexity against the routes of the log-determinant, and its limits against known models."""
import numpy as np
import pytest
from mpmath import mpmathify, workdps
from sympy import Rational, log

from derivations.spin_glass.notation import kappa, p, q, sigma_z, written_out
from derivations.spin_glass.total_complexity import ratio_shared, rho, total, weak_noise
from ganmech.spin_glass import SpinGlassGAN

CLOSED_FORM = written_out(total.result.subs(rho, ratio_shared))
# From a numerical maximisation that shares nothing with the closed form; its last digits are an optimiser's.
MAXIMISED = {(3, 3, 1, Rational(9, 10)): "0.6187414040", (2, 2, 1, Rational(9, 10)): "0.3545292741",
           (5, 5, 1, Rational(9, 10)): "0.9144923593", (3, 3, Rational(1, 2), Rational(1, 2)): "0.7956987668"}


def closed_form(*values, digits=30):
    return CLOSED_FORM.subs(dict(zip((p, q, sigma_z, kappa), map(Rational, values)))).evalf(digits)


@pytest.mark.parametrize("values", MAXIMISED, ids=str)
def test_it_is_the_constant_and_the_log_determinant_at_zero_shifts(values):
    model = SpinGlassGAN(values[0], values[1], str(values[2]), str(values[3]))
    with workdps(40):
        numerical = model.constant(digits=30) + model.ensemble.log_determinant(0, 0, digits=30)
        assert abs(mpmathify(closed_form(*values)) - numerical) < 1e-28
    assert float(closed_form(*values)) == pytest.approx(float(MAXIMISED[values]), abs=2e-9)


def test_sampled_spectra_have_the_log_determinant_at_zero_shifts():
    # (1/N) log|det| of N = 400 matrices differs from the limit by O(log N / N); four standard errors and 2 log(N)/N are allowed.
    model, N = SpinGlassGAN(3, 3, 1, "9/10"), 400
    sampled = [np.log(np.abs(model.ensemble.sample_spectrum(N, 0, seed))).mean() for seed in range(24)]
    limit = float(closed_form(3, 3, 1, Rational(9, 10))) - model.constant()
    assert abs(np.mean(sampled) - limit) < 4 * np.std(sampled) / np.sqrt(24) + 2 * np.log(N) / N


@pytest.mark.parametrize("share", [Rational(1, 3), Rational(9, 10)])
def test_weak_noise_leaves_each_network_its_own_p_spin_complexity(share):
    decoupled = weak_noise.result.subs({p: 4, q: 2})
    assert float(closed_form(4, 2, Rational(1, 10**8), share)) == pytest.approx(float(written_out(decoupled).subs(kappa, share)), abs=1e-7)


def test_one_p_spin_glass_is_left_when_the_discriminator_has_all_weights():
    almost = closed_form(5, 3, Rational(1, 10**12), 1 - Rational(1, 10**12))
    assert float(almost) == pytest.approx(float(log(4) / 2), abs=1e-9)
