"""Windows of finite steps against the reference, numerical spectra just inside and outside, and stepped nonlinear GANs."""

import json
from pathlib import Path

import mpmath
import numpy as np
import pytest

from ganmech.particle_gan import (circle_modes, extragradient_window, largest_coupling, simulate_updates, spectral_radius,
                                  stability_window)

STORED = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())
NAME, REFERENCE = next((name, values) for name, values in STORED.items() if name.startswith("discrete_time_modal"))
GIVEN = dict(eta_D="0.2", eta_G="0.4", kappa=8, g="1.75", N=4)
KINDS = ("simultaneous", "alternating")
LETTERS = {"simultaneous": "sim", "alternating": "alt"}


def step(kind, lam, a, beta):
    """The matrix of one step of (f, delta), written out once more, as two moves."""
    critic, particle = np.array([[1 - a * lam, -a], [0, 1]]), np.array([[1, 0], [beta, 1]])
    return particle @ critic if kind == "alternating" else critic + particle - np.eye(2)


def radius(matrix):
    return np.abs(np.linalg.eigvals(matrix)).max()


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference(kind):
    found, letters = stability_window(kind, **GIVEN, digits=25), LETTERS[kind]
    pairs = [(found.upper, f"{letters}_lam_max"), (found.critical_strength, f"{letters}_lam_crit"),
             (found.spectral_radius, "spectral_radius_at_crit")]
    pairs += [(found.lower, "sim_lam_min")] if kind == "simultaneous" else []
    with mpmath.workdps(25):
        assert all(abs(value - mpmath.mpf(REFERENCE[key])) < 1e-18 for value, key in pairs)
    assert kind == "simultaneous" or found.lower == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_stable_exactly_inside_the_window(kind):
    rng, inside, outside = np.random.default_rng(4), 0, 0
    for a, beta in 10 ** rng.uniform(-2, 0.6, (200, 2)):
        window = stability_window(kind, a, beta, 1, 1, 1)
        if a * beta >= 4:
            assert window.lower >= window.upper * (1 - 1e-12)
            assert min(radius(step(kind, lam, a, beta)) for lam in np.geomspace(1e-3, 1e3, 200)) >= 1 - 1e-12
            continue
        width = window.upper - window.lower
        for lam in (window.lower + 1e-3 * width, window.upper - 1e-3 * width, window.lower + rng.random() * width):
            assert radius(step(kind, lam, a, beta)) < 1
            inside += 1
        for lam in (window.lower - 1e-3 * width, window.upper + 1e-3 * width):
            assert radius(step(kind, lam, a, beta)) > 1
            outside += 1
    assert inside > 300 and outside > 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_critical_strength_has_the_least_spectral_radius(kind):
    for a, beta in ((0.4, 0.175), (0.02, 3.0), (1.5, 1.1)):
        window = stability_window(kind, a, beta, 1, 1, 1)
        assert radius(step(kind, window.critical_strength, a, beta)) == pytest.approx(window.spectral_radius, abs=1e-6)
        around = [radius(step(kind, lam, a, beta)) for lam in np.linspace(window.lower, window.upper, 1001)]
        assert min(around) >= window.spectral_radius - 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_the_radius_of_many_modes_is_that_of_the_whole_step(kind):
    """Both players of N = 5 particles at once, 10 x 10."""
    kappas, gs = circle_modes(5, 12, "1.2", "0.3")
    y, k = 2 * np.pi * np.arange(5) / 5, np.arange(1, 13)
    K = (k ** (2 - 2.4) * np.cos(k * (y[:, None] - y)[:, :, None])).sum(axis=2)
    Gamma, zero, one = 0.7 * np.eye(5) + 0.3, np.zeros((5, 5)), np.eye(5)
    for lam in (0.1, 0.5, 2, 6):
        critic = np.block([[one - 0.3 / 5 * lam * K, -0.3 / 5 * K], [zero, one]])
        particle = np.block([[one, zero], [2 / 5 * Gamma, one]])
        whole = particle @ critic if kind == "alternating" else critic + particle - np.eye(10)
        assert spectral_radius(lam, kind, "0.3", 2, kappas, gs, 5) == pytest.approx(radius(whole), rel=1e-7)


@pytest.mark.parametrize("kind, lam, eta_D, eta_G", [("simultaneous", 0.4, 0.3, 1.0), ("alternating", 0.4, 1.5, 2.0)])
def test_the_mean_of_the_particles_leaves_at_the_largest_coupling(kind, lam, eta_D, eta_G):
    N, kappa = 6, 9.0
    phi = largest_coupling(lam, kind, eta_D, eta_G, kappa, N)
    assert 0 < phi < 1

    def of_mean(phi):
        return radius(step(kind, lam, eta_D * kappa / N, eta_G * (1 + (N - 1) * phi) / N))

    assert of_mean(phi - 1e-4) < 1 < of_mean(phi + 1e-4)


@pytest.mark.parametrize("kind", (*KINDS, "extragradient"))
def test_a_stepped_nonlinear_gan_shrinks_by_the_spectral_radius(kind):
    """Four strengths; the factor a step of the second half of the run against the largest eigenvalue."""
    kappas, gs = circle_modes(4, 8, 1, "0.25")
    lam = np.array([0.3, 0.6, 1.2, 2.0] if kind == "extragradient" else [0.3, 0.6, 2.0, 4.0])
    run = simulate_updates(lam, 4, 8, 1, "0.25", "0.2", "0.4", updates=kind, steps=600)
    expected = spectral_radius(lam, kind, "0.2", "0.4", kappas, gs, 4)
    assert (expected < 1).all() and run.rate == pytest.approx(-np.log(expected), rel=0.03)


@pytest.mark.parametrize("kind, edge, mode", [("simultaneous", "lower", 0), ("simultaneous", "upper", 1),
                                              ("alternating", "upper", 0)])
def test_a_stepped_nonlinear_gan_stays_inside_the_window_only(kind, edge, mode):
    """All modes have one kappa here: the mean (mode 0) has the larger beta, which narrows every bound but one."""
    kappas, gs = circle_modes(4, 8, 1, "0.25")
    bound = getattr(stability_window(kind, "0.2", "0.4", kappas[mode], gs[mode], 4), edge)
    inside, outside = (bound + 0.04, bound - 0.04) if edge == "lower" else (bound - 0.04, bound + 0.04)
    run = simulate_updates([inside, outside], 4, 8, 1, "0.25", "0.2", "0.4", updates=kind, steps=2500)
    assert run.rate[0] > 0 > run.rate[1]
    assert run.size[0, -1] < 1e-2 * run.size[0, 0] and np.isnan(run.size[1, -1])


def extragradient_step(lam, a, beta):
    """A plain step to look ahead, and from the start the flow that is found there, column by column."""
    def flow(state):
        return np.array([-a * (state[1] + lam * state[0]), beta * state[0]])

    return np.array([unit + flow(unit + flow(unit)) for unit in np.eye(2)]).T


def test_extragradient_steps_are_stable_exactly_inside_their_window():
    rng, seen = np.random.default_rng(6), set()
    for a, beta in 10 ** rng.uniform(-1.5, 0.5, (300, 2)):
        window = extragradient_window(a, beta, 1, 1, 1)
        if window is None:
            assert a * beta >= 2.154
            assert min(radius(extragradient_step(lam, a, beta)) for lam in np.geomspace(1e-3, 1e2, 300)) >= 1
        else:
            low, high = window
            width, lowest = high - low, low - 1e-3 * (high - low)
            assert all(radius(extragradient_step(lam, a, beta)) < 1 for lam in (low + 1e-3 * width, high - 1e-3 * width))
            assert radius(extragradient_step(high + 1e-3 * width, a, beta)) > 1
            assert lowest < 0 or radius(extragradient_step(lowest, a, beta)) > 1
            assert (radius(extragradient_step(0, a, beta)) < 1) == (low == 0)
        seen.add("none" if window is None else "none at 0" if window[0] else "from 0")
    assert len(seen) == 3


def test_the_extragradient_window_in_many_digits():
    low, high = extragradient_window("1.5", 1, 1, 1, 1, digits=30)
    with mpmath.workdps(30):
        assert abs(low + high - mpmath.mpf(5) / 3) < 1e-28 and abs(low * high - mpmath.mpf(1) / 3) < 1e-28
    assert extragradient_window("0.5", 1, 1, 1, 1) == (0, 3) and extragradient_window(3, 1, 1, 1, 1) is None


@pytest.mark.parametrize("beyond", [0, 2**-52, 2**-50, 1e-15, 1e-12, 1e-8])
def test_the_lower_end_of_an_extragradient_window_just_beyond_one(beyond):
    """Where it leaves 0 it is 0 or positive, within rounding of the value in many digits."""
    low, high = extragradient_window(1 + beyond, 1, 1, 1, 1)
    exact, _ = extragradient_window(1 + beyond, 1, 1, 1, 1, digits=40)
    assert 0 <= low < high and abs(low - exact) < 1e-14


def test_extragradient_steps_converge_without_a_penalty_where_others_do_not():
    at_zero = [spectral_radius(0, kind, "0.5", "0.5", [1], [1], 1) for kind in ("simultaneous", "alternating", "extragradient")]
    assert at_zero[0] > 1 and at_zero[1] == pytest.approx(1) and at_zero[2] < 1
