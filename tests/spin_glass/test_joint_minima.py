"""Joint minima at weak noise: two glasses that do not feel each other; and the line above which they are rare."""

import numpy as np
import pytest
from sympy import Rational, log

from derivations.spin_glass import p_spin
from derivations.spin_glass.joint_minima import of_D, weak_noise
from derivations.spin_glass.notation import kappa, p, q, u, written_out
from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.nash_line import nash_line

CASES = [(3, 3, "9/10"), (5, 1, "9/10"), (4, 2, "1/5"), (2, 2, "1/2"), (2, 1, "1/2")]


def limit(spins, more, share):
    return float(written_out(weak_noise.result).subs({p: spins, q: more, kappa: Rational(share)}))


def joint(*parameters):
    return float(SpinGlassGAN(*parameters).complexity(np.inf, np.inf, 0, 0))


@pytest.mark.parametrize("spins, more, share", CASES)
def test_the_maximised_rate_tends_to_the_closed_form_as_the_noise_does_to_zero(spins, more, share):
    """A tenth of the noise leaves at most a fifth of the difference."""
    noises = ("1/100000", "1/1000000", "1/10000000")
    gaps = [abs(joint(spins, more, noise, share) - limit(spins, more, share)) for noise in noises]
    assert gaps[2] < 1e-6 and gaps[1] < gaps[0] / 5 and gaps[2] < gaps[1] / 5


@pytest.mark.parametrize("spins", [3, 4, 10])
def test_the_discriminator_alone_has_the_complexity_of_the_p_spin_model_at_its_threshold(spins):
    """Auffinger, Ben Arous, Cerny: all finite indices meet at -E_oo; minima are as many as critical points up to there."""
    at_threshold = p_spin.bulk.result.subs(u, -p_spin.E_oo).subs(p, spins)
    assert float(of_D.subs(p, spins)) == pytest.approx(float(at_threshold), abs=1e-14)


def test_only_the_smallest_glasses_have_no_joint_minima_in_abundance_at_weak_noise():
    rates = {(a, c): limit(a, c, "1/2") for a in range(2, 8) for c in range(1, 8)}
    assert rates.pop((2, 1)) == 0 and min(rates.values()) > 0


def test_at_many_spins_a_minimum_costs_one_out_of_the_total():
    """log(p - 1)/2 - 1 for p -> oo."""
    assert float(of_D.subs(p, 10**9) - (log(10**9 - 1) / 2 - 1)) == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("spins, more", [(3, 3), (5, 1)])
def test_the_line_passes_through_every_threshold_that_a_scan_finds(spins, more):
    shares = ["1/2", "9/10"]
    for share, threshold in zip(shares, nash_line(spins, more, shares)):
        assert SpinGlassGAN(spins, more, 1, share).nash_thresholds() == pytest.approx([threshold], rel=1e-8)


def test_the_rate_changes_sign_across_the_line():
    (threshold,) = nash_line(4, 2, ["7/10"])
    assert joint(4, 2, 0.99 * threshold, "7/10") > 0 > joint(4, 2, 1.01 * threshold, "7/10")


def test_there_is_no_line_for_the_smallest_glasses():
    assert np.isnan(nash_line(2, 1, ["1/2"])).all()
