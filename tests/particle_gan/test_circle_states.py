"""A collapsed cloud at rest and on its way: reference values, the numerical Jacobian of all particles, simulated velocities."""

import json
from pathlib import Path

import mpmath
import numpy as np
import pytest

from ganmech.particle_gan import CircleGAN
from ganmech.particle_gan.resting_cloud import rest_state
from ganmech.particle_gan.travelling_cloud import travelling_state
from ganmech.particle_gan.circle_waves import Waves
from ganmech.lowering import FLOAT64

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())
HOPF, PULSES = REFERENCE["two_or_M_mode_hopf_equal_gamma"], REFERENCE["travelling_pulse_uniform_target"]
PENALTY = REFERENCE["gradient_penalty_onset_etaD=1_lam=1_K=4_M=2"]


def told(key: str) -> dict[str, str]:
    return dict(part.split("=") for part in key.split(","))


def close(value, reference: str, digits: int = 12):
    with mpmath.workdps(40):
        return abs(mpmath.mpf(value) - mpmath.mpf(reference)) < mpmath.mpf(10)**-digits * max(1, abs(mpmath.mpf(reference)))


@pytest.mark.parametrize("key", HOPF)
def test_thresholds_of_a_resting_cloud_are_those_of_the_reference(key):
    given, stored = told(key), HOPF[key]
    model = CircleGAN(K=int(given["K"]), s=given["s"], M=int(given["M"]))
    found = model.rest_state(gamma=given["gamma"], digits=30)
    names = {"S_n": "S_n", "S_r": "S_r", "mu_plus_Hopf": "hopf_mobility", "omega_Hopf": "hopf_frequency",
             "Dpp_rest": "curvature"}
    assert all(close(getattr(found, ours), stored[theirs], 19) for theirs, ours in names.items())
    assert float(found.curvature) == pytest.approx(model.rest_state().curvature)


def test_couplings_of_the_thresholds_are_those_of_the_reference():
    """S_n = 2 is M = 2, K = 4, s = 1; S_n = 6 is M = 4, K = 8, s = 1."""
    for key, stored in REFERENCE["phi_thresholds"].items():
        given = told(key)
        M, K = {"2": (2, 4), "6": (4, 8)}[given["S_n"]]
        model = CircleGAN(N=int(given["N"]), K=K, M=M, eta_G=given["etaG"], g1=given["g1"])
        found = model.rest_state(gamma=given["gamma"], digits=30)
        assert close(found.phi_hopf, stored["phi_Hopf"], 19) and close(found.phi_competition, stored["phi_competition"], 19)


@pytest.mark.parametrize("s", ["0.5", "1", "1.5", "2"])
def test_onset_under_a_gradient_penalty_is_that_of_the_reference(s):
    model = CircleGAN(K=4, s=s, regulariser="gradient penalty", strength=1)
    stored = PENALTY[f"s={s}"]
    assert model.rest_state().hopf_mobility == pytest.approx(float(stored["mu_plus_onset_numeric"]), abs=1e-11)
    assert close(model.travelling_state(digits=25).mu_c, stored["uniform_target_mu_c"], 18)


@pytest.mark.parametrize("name", ["A", "B"])
@pytest.mark.parametrize("ratio", ["0.5", "1.5", "4", "20"])
def test_travelling_clouds_are_those_of_the_reference(name, ratio):
    eta, gamma = [1, 1 / 4, 1 / 9], {"A": [0.5] * 3, "B": [0.2, 0.4, 0.6]}[name]
    stored, waves = PULSES[f"{name},mu/mu_c={ratio}"], Waves([1, 2, 3], eta, gamma, [0.0] * 3)
    _, mu_c, v, curvature, Lambda = travelling_state(FLOAT64, waves, (float(ratio) * float(stored["mu_c"]), 0.5))
    assert mu_c == pytest.approx(float(stored["mu_c"]), rel=1e-14)
    assert v == pytest.approx(float(stored["v"]), abs=1e-14) and curvature == pytest.approx(float(stored["Dpp"]), rel=1e-14)
    assert Lambda == 0.5 * curvature


MODELS = [CircleGAN(N=5, K=3, eta_G=2), CircleGAN(N=3, K=6, s="1.5", phi="0.4", M=3, sigma="0.2", strength="0.3"),
          CircleGAN(N=4, K=5, s="0.5", phi="0.25", eta_D=2, M=4, regulariser="gradient penalty", strength="0.7", g1=2)]


def written_field(model: CircleGAN):
    """The motion of (x, Re d, Im d) written out in complex numbers, without the project's formulas."""
    k = np.arange(1, model.K + 1)
    eta = float(model.eta_D) * k**(-2.0 * float(model.s))
    strength, phi, N = float(model.strength), float(model.phi), model.N
    gamma = float(model.eta_D) * strength if model.regulariser == "weight decay" else eta * strength * k**2 / 2
    p = np.where(k % model.M == 0, np.exp(-float(model.sigma)**2 * k**2 / 2), 0)
    kernel = float(model.eta_G * model.g1) / N * (phi + (1 - phi) * np.eye(N))

    def field(y):
        x, d = y[:N], y[N:N + len(k)] + 1j * y[N + len(k):]
        force = (1j * k * d * np.exp(1j * np.outer(x, k))).sum(axis=1).real
        change = np.broadcast_to(eta * (p - np.exp(-1j * np.outer(x, k)).mean(axis=0)) - gamma * d, len(k))
        return np.concatenate([kernel @ force, change.real, change.imag])

    return field, np.concatenate([np.zeros(N), -eta * (1 - p) / gamma * np.ones(len(k)), np.zeros(len(k))])


@pytest.mark.parametrize("model", MODELS)
def test_the_spectrum_is_that_of_a_numerical_jacobian_of_all_particles(model):
    field, rest = written_field(model)
    assert np.abs(field(rest)).max() < 1e-14
    step = 1e-5
    jacobian = np.array([(field(rest + step * e) - field(rest - step * e)) / (2 * step) for e in np.eye(len(rest))]).T
    numerical = list(np.linalg.eigvals(jacobian))
    found = model.rest_state()
    derived = [found.splitting_rate] * (model.N - 1) + list(found.even_modes) + list(found.mean_modes)
    for value in derived:
        nearest = min(numerical, key=lambda other: abs(other - value))
        numerical.remove(nearest)
        assert abs(nearest - value) < 1e-8 * (1 + abs(value))      # central differences
    assert not numerical


@pytest.mark.parametrize("model", MODELS)
def test_a_cloud_rests_below_the_threshold_and_swings_above(model):
    threshold, waves = model.rest_state().hopf_mobility, model.float_waves()

    def growth(mobility):
        found = rest_state(FLOAT64, waves, model.N, 1.0, 1.0, (mobility, 0.1))
        return found[9][0]

    below, above = growth(0.999 * threshold), growth(1.001 * threshold)
    assert below.real < 0 < above.real
    assert abs(above.imag) == pytest.approx(model.rest_state().hopf_frequency, rel=1e-2)


def test_digits_agree_with_float64():
    for model in MODELS:
        plain, precise = model.rest_state(), model.rest_state(digits=40)
        for name in ("hopf_mobility", "hopf_frequency", "splitting_rate", "phi_hopf", "b"):
            assert float(getattr(precise, name)) == pytest.approx(getattr(plain, name), rel=1e-13)
        assert np.array(precise.mean_modes, dtype=complex) == pytest.approx(np.array(plain.mean_modes), abs=1e-9)
        assert float(model.travelling_state(digits=40).v) == pytest.approx(model.travelling_state().v, rel=1e-13)
    assert mpmath.mp.dps == 15


@pytest.mark.parametrize("model", [CircleGAN(N=3, K=3, phi="0.6", eta_G=2, target="uniform"),
                                   CircleGAN(N=2, K=4, phi="0.3", eta_G=2, target="uniform", regulariser="gradient penalty",
                                             strength="0.6", s="1.5")])
def test_a_simulated_cloud_travels_at_the_derived_velocity(model):
    derived = model.travelling_state()
    assert derived.mobility > derived.mu_c
    run = model.simulate(400, dt="0.02", start=np.zeros(model.N), critic=0.1j * np.ones(model.K), records=400)
    velocity = np.diff(run.x[-3:, 0, 0]) / np.diff(run.t[-3:])
    assert np.abs(velocity) == pytest.approx(derived.v, abs=1e-6)
    assert run.curvature[-1, 0] == pytest.approx(derived.curvature, abs=1e-6)


def test_a_cloud_below_mu_c_stays_where_it_is():
    state = CircleGAN(target="uniform", eta_G="0.01").travelling_state()
    assert state.mobility < state.mu_c and state.v == 0 and state.Lambda > 0


def test_under_equal_damping_the_splitting_of_a_travelling_cloud_depends_on_nothing_else():
    for K, s in ((2, 0), (16, "1.3")):
        model = CircleGAN(N=5, K=K, s=s, phi="0.3", eta_G=3, strength="0.2", target="uniform")
        assert model.travelling_state().Lambda == pytest.approx(0.2 * 0.7 / (1 + 4 * 0.3), rel=1e-12)
        T = 3 / model.travelling_state().Lambda
        assert model.coupling_in_time(T, ell=3) == pytest.approx(0.3, rel=1e-12)


def test_small_relative_coordinates_grow_at_the_splitting_rate():
    model = CircleGAN(N=4, K=4, phi="0.5", eta_G="0.1")
    rest, state = model.rest_state(), np.array([1.0, -2.0, 0.5, 0.5]) * 1e-7
    assert rest.b < 1
    waves = model.float_waves()
    critic = -np.array(waves.eta) * (1 - np.array(waves.p)) / np.array(waves.gamma)
    run = model.simulate(40, start=state, critic=critic, records=40)
    growth = np.log(run.spread[20, 0] / run.spread[10, 0]) / (run.t[20] - run.t[10])
    assert growth == pytest.approx(rest.splitting_rate, rel=1e-5)


@pytest.mark.parametrize("phi", ["0", "0.1", "1/4"])
@pytest.mark.parametrize("N", [2, 8, 32])
def test_mobilities_are_those_of_the_reference(N, phi):
    key = f"N={N},phi={float(CircleGAN(phi=phi).phi):g}"
    mean, relative = CircleGAN(N=N, phi=phi, eta_G=3, g1=2).mobilities()
    assert N * (mean + (N - 1) * relative) == pytest.approx(3 * 2 * N, rel=1e-14)         # the kernel's trace
    if key in REFERENCE["mobility"]:
        assert mean / relative == pytest.approx(float(REFERENCE["mobility"][key]["ratio_mu_plus_over_mu_minus"]), rel=1e-14)
