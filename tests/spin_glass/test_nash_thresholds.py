"""Thresholds of joint minima against the exponent at the corner of both edges, written out."""

import numpy as np
import pytest

from ganmech.spin_glass import SpinGlassGAN


def largest_of_joint_minima(p, q, sigma_z, kappa):
    """Theta_00 at the corner y_D = E_D, y_G = -E_G, where the cheapest numbers cost y.Sigma^-1 y/2, written out."""
    n, model = p + q, SpinGlassGAN(p, q, sigma_z, kappa)
    b_squared, b1_squared = sigma_z**2 * n * (n - 1) * 2.0**(n - 1), 2 * kappa * p * (p - 1)
    y = np.array([np.sqrt(2 * (kappa * b_squared + b1_squared)), -np.sqrt(2 * (1 - kappa) * b_squared)])
    own, across = sigma_z**2 * 2.0**(n - 2) * n * (n + 1), sigma_z**2 * 2.0**(n - 2) * n * (n - 1)
    cost = y @ np.linalg.solve([[own + p**2, across], [across, own]], y) / 2
    return model.constant() - cost + model.ensemble.log_determinant(y[1], y[0] - y[1])


@pytest.mark.parametrize("p, q, kappa", [(3, 3, 0.9), (5, 1, 0.9), (2, 5, 0.9), (8, 1, 0.5)])
def test_joint_minima_abound_below_the_threshold_in_the_noise_only(p, q, kappa):
    threshold, = SpinGlassGAN(p, q, "0.01", kappa).nash_thresholds()
    assert abs(largest_of_joint_minima(p, q, threshold, kappa)) < 1e-9
    assert largest_of_joint_minima(p, q, threshold * 0.9, kappa) > 0 > largest_of_joint_minima(p, q, threshold * 1.1, kappa)


def test_in_the_size_ratio_the_sign_may_change_twice():
    """At (8, 1) and sigma_z = 0.01: rare only where neither network is much larger."""
    low, high = SpinGlassGAN(8, 1, "0.01", "1/2").nash_thresholds("kappa")
    signs = [np.sign(largest_of_joint_minima(8, 1, 0.01, kappa)) for kappa in (low * 0.99, low * 1.01, high * 0.99, high * 1.01)]
    assert signs == [1, -1, -1, 1]


def test_two_spins_against_three_never_have_many_joint_minima():
    """p = 2 and n = 3: without noise both glasses are at the threshold of having several minima."""
    assert SpinGlassGAN(2, 1, "0.01", "1/2").nash_thresholds().size == 0


def test_a_single_threshold_is_a_number_and_none_or_several_are_refused():
    one = SpinGlassGAN(5, 1, "0.01", "9/10")
    assert [one.nash_threshold()] == one.nash_thresholds().tolist()
    with pytest.raises(ValueError, match="vary must be a parameter in which max Theta_00 changes sign once, got 'kappa' with"):
        SpinGlassGAN(8, 1, "0.01", "1/2").nash_threshold("kappa")
    with pytest.raises(ValueError, match="got 'sigma_z' with sign changes at none"):
        SpinGlassGAN(2, 1, "0.01", "1/2").nash_threshold()
