"""What is not a mode, a rate or a strength is named in one sentence."""

import re

import numpy as np
import pytest

from ganmech.particle_gan import (circle_modes, dirac_gan, eigenvalues, fitted_rate, largest_coupling, optimal_decay,
                                  optimal_penalty, rate, simulate_relaxation, simulate_updates, spectral_radius,
                                  stability_window, wgan_gp_cycle_amplitude, wgan_gp_flight)

POSITIVE = "must be positive, between 1e-30 and 1e30, got"


@pytest.mark.parametrize("call, error, message", [
    (lambda: circle_modes(1, 3, 1, 0), ValueError, "N must be a whole number of 2 or more, got 1"),
    (lambda: circle_modes(4, 0, 1, 0), ValueError, "K must be a whole number of 1 or more, got 0"),
    (lambda: circle_modes(4, 8, -1, 0), ValueError, "s must be 0 or positive, between 1e-30 and 1e30, got -1"),
    (lambda: circle_modes(4, 8, 1, 1.2), ValueError, "phi must be at least 0 and less than 1, got 1.2"),
    (lambda: circle_modes(4, 8, 1, 1), ValueError, "phi must be at least 0 and less than 1, got 1"),
    (lambda: circle_modes(4, 8, 1, 0, g1=0), ValueError, f"g1 {POSITIVE} 0"),
    (lambda: circle_modes(4, 8, 1, 0, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: circle_modes(4, 8, "fast", 0), ValueError, "s must be a number such as '9/10' or '0.1', got 'fast'"),
    (lambda: optimal_penalty([1, 0], [1, 1], 2, 1, 1), ValueError, f"kappas[1] {POSITIVE} 0"),
    (lambda: optimal_penalty([1], [-1], 2, 1, 1), ValueError, f"gs[0] {POSITIVE} -1"),
    (lambda: optimal_penalty([1, 2], [1], 2, 1, 1), ValueError, "gs must hold one number for each of kappas, 2, got 1"),
    (lambda: optimal_penalty([], [], 2, 1, 1), ValueError, "kappas must hold one number or more, got none"),
    (lambda: optimal_penalty(8, [1], 2, 1, 1), TypeError, "kappas must be a sequence of numbers, got 8"),
    (lambda: optimal_penalty([1], [1], 2, 0, 1), ValueError, f"eta_D {POSITIVE} 0"),
    (lambda: optimal_penalty([1], [1], 2, 1, "1e40"), ValueError, f"eta_G {POSITIVE} 1e40"),
    (lambda: optimal_penalty([1], [1], 0, 1, 1), ValueError, "N must be a whole number of 1 or more, got 0"),
    (lambda: optimal_penalty([1], [1], 2, 1, 1, digits="many"), TypeError,
     "digits must be a whole number from 1 to 10000, got 'many'"),
    (lambda: optimal_decay([1], [float("nan")], 2, 1, 1), ValueError, "gs[0] must be finite, got nan"),
    (lambda: rate(-1, [1], [1], 2, 1, 1), ValueError, "lam must be 0 or positive, between 1e-30 and 1e30, got -1"),
    (lambda: rate(1, [1], [1], 2, 1, 1, alpha=-1), ValueError, "alpha must be 0 or positive, between 1e-30 and 1e30, got -1"),
    (lambda: rate([1, 2], [1], [1], 2, 1, 1, digits=20), ValueError,
     "lam must be one number where digits are asked for, got an array"),
    (lambda: eigenvalues(None, [1], [1], 2, 1, 1), TypeError, "lam must be a real number, got None"),
    (lambda: dirac_gan(1, 0), ValueError, f"eta_D {POSITIVE} 0"),
    (lambda: wgan_gp_cycle_amplitude(0), ValueError, f"lam {POSITIVE} 0"),
    (lambda: wgan_gp_flight(1, psi=0), ValueError, "psi must not be 0, where the flow has two sides, got 0"),
    (lambda: wgan_gp_flight(1, turns=0), ValueError, "turns must be a whole number of 1 or more, got 0"),
    (lambda: stability_window("both", 1, 1, 1, 1, 1), ValueError,
     "updates must be 'simultaneous' or 'alternating', got 'both'"),
    (lambda: stability_window("alternating", 1, 1, 0, 1, 1), ValueError, f"kappa {POSITIVE} 0"),
    (lambda: spectral_radius(-1, "alternating", 1, 1, [1], [1], 1), ValueError, "lam must be 0 or positive, got -1.0"),
    (lambda: spectral_radius(1, "alternating", 1, 1, [1], [1, 2], 1), ValueError,
     "gs must hold one number for each of kappas, 1, got 2"),
    (lambda: largest_coupling(1, "alternating", 1, 1, 1, 1), ValueError, "N must be a whole number of 2 or more, got 1"),
    (lambda: simulate_relaxation(0, 4, 8, 1, 0), ValueError, "lam must be positive, one number or a sequence, got 0.0"),
    (lambda: simulate_relaxation(1, 5, 3, 1, 0), ValueError,
     "K must be large enough for the critic to see every mode of N = 5 data, K >= N, got 3"),
    (lambda: simulate_relaxation(1, 4, 8, 1, 0, lifetimes="1e9"), ValueError,
     "lifetimes must ask for at most 1e+06 steps, got 3"),
    (lambda: simulate_updates(1, 4, 8, 1, 0, 1, 1, updates="both"), ValueError,
     "updates must be 'simultaneous' or 'alternating' or 'extragradient', got 'both'"),
    (lambda: simulate_updates(1, 4, 8, 1, 0, 1, 1, updates=["both"]), ValueError,
     "updates must be 'simultaneous' or 'alternating' or 'extragradient', got ['both']"),
    (lambda: spectral_radius(1, ["both"], 1, 1, [1], [1], 1), ValueError,
     "updates must be 'simultaneous' or 'alternating' or 'extragradient', got ['both']"),
    (lambda: simulate_relaxation(1, 4, 8, 1, 0, size=0), ValueError, f"size {POSITIVE} 0"),
    (lambda: simulate_updates(1, 4, 8, 1, 0, 1, 1, steps=3), ValueError, "steps must be a whole number of 10 or more, got 3"),
    (lambda: simulate_relaxation(1, 4, 8, 1, 0, rng="seed"), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'seed'"),
    (lambda: fitted_rate([1, 2], [1]), ValueError, "t and size must be of one length, got shapes (2,) and (1,)"),
    (lambda: fitted_rate([1, 2], [1, np.nan]), ValueError, "size must hold two positive values or more, got 1"),
])
def test_a_bad_call_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        call()


@pytest.mark.filterwarnings("error")
def test_nothing_is_warned_of():
    modes = circle_modes(4, 8, 2, "0.25")
    optimal_penalty(*modes, 4, 1, 1), eigenvalues([0, 1, 1e6], *modes, 4, 1, 1), rate([0, 1, 1e6], *modes, 4, 1, 1)
    wgan_gp_cycle_amplitude(2), wgan_gp_cycle_amplitude("1.99999999999999999"), wgan_gp_cycle_amplitude("1e-12")
    simulate_updates([0.1, 30], 4, 8, 1, 0, 1, 1, steps=200), stability_window("simultaneous", 100, 1, 1, 1, 1)
    spectral_radius([0, 1, 100], "alternating", 1, 1, *modes, 4)
