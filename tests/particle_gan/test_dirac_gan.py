"""The Dirac GAN against the reference, and the cycle of WGAN-GP against its flow integrated without the formula."""

import json
from pathlib import Path

import mpmath
import numpy as np
import pytest

from derivations.particle_gan import dirac_gan as derived
from ganmech.particle_gan import dirac_gan, rate, wgan_gp_cycle_amplitude, wgan_gp_flight

STORED = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())
LINEAR = {name: values for name, values in STORED["critical_damping"].items() if name.startswith("dirac,")}
CYCLES = STORED["wgan_gp_dirac_limit_cycle_amplitude"]


def numbers(name):
    """{eta_G: 1, ...} of a name such as "dirac,etaG=1"."""
    return {key.replace("eta", "eta_"): value for key, value in (pair.split("=") for pair in name.split(",") if "=" in pair)}


@pytest.mark.parametrize("name", LINEAR)
def test_the_linear_reference(name):
    rates, stored = numbers(name), LINEAR[name]
    with mpmath.workdps(25):
        slow, _ = dirac_gan(mpmath.mpf(stored["lam_crit"]) / 2, **rates, digits=20)
        assert abs(slow.real - mpmath.mpf(stored["eig_at_lam_half_re"])) < 1e-15 * abs(slow)
        assert abs(slow.imag - mpmath.mpf(stored["eig_at_lam_half_im"])) < 1e-15 * abs(slow)
        beyond = -dirac_gan(2 * mpmath.mpf(stored["lam_crit"]), **rates, digits=20)[0]
        assert abs(beyond.real - mpmath.mpf(stored["rate_at_2lam"])) < 1e-15 * abs(beyond)
    best = rate(stored["lam_crit"], [1], [1], 1, rates["eta_D"], rates["eta_G"])
    assert best == pytest.approx(float(stored["rate_opt"]), rel=1e-7)


def test_the_first_loss_is_critical_at_one():
    assert derived.first_loss_critical.result[1] == int(STORED["critical_damping"]["dirac_vanilla_R1"]["gamma_crit"])


def test_without_a_penalty_it_circles():
    assert dirac_gan(0, 2, "0.5") == pytest.approx(np.array([1j, -1j]), abs=1e-15)


@pytest.mark.parametrize("name", CYCLES)
def test_the_amplitude_of_the_reference(name):
    assert wgan_gp_cycle_amplitude(**numbers(name)) == pytest.approx(float(CYCLES[name]), rel=1e-14)
    with mpmath.workdps(25):
        found = wgan_gp_cycle_amplitude(**numbers(name), digits=20)
        assert abs(found - mpmath.mpf(CYCLES[name])) < 1e-18


@pytest.mark.parametrize("lam, eta_D, eta_G", [("0.2", 1, 1), ("0.5", 1, 1), (1, 1, 1), ("1.5", 1, 1), ("0.5", 4, 1),
                                               ("0.3", 1, "0.2"), ("1.9", 1, 1)])
@pytest.mark.parametrize("start", [("0.1", "0.1"), (-4, 3)], ids=["from inside", "from outside"])
def test_the_flow_settles_on_the_cycle(lam, eta_D, eta_G, start):
    turns = wgan_gp_flight(lam, eta_D, eta_G, *start, turns=90).turns
    assert turns[-1] == pytest.approx(wgan_gp_cycle_amplitude(lam, eta_D, eta_G), rel=1e-6)


def test_each_half_turn_contracts_by_the_derived_factor():
    turns, amplitude = wgan_gp_flight("0.5", theta=3, psi=1, turns=12).turns, wgan_gp_cycle_amplitude("0.5")
    slopes = np.diff(turns[1:] - amplitude) / (turns[1:-1] - amplitude) + 1
    assert slopes[:6] == pytest.approx(np.exp(-np.pi * 0.25 / np.sqrt(1 - 0.25**2)), rel=1e-6)


@pytest.mark.parametrize("lam", [2, "2.5", 10])
def test_a_strong_penalty_stops_the_particle_away_from_its_datum(lam):
    flight = wgan_gp_flight(lam)
    assert abs(flight.theta[-1]) == pytest.approx(float(lam), rel=1e-6) and abs(flight.psi[-1]) < 1e-9
    assert wgan_gp_cycle_amplitude(lam) == float(lam)


def test_a_weak_penalty_leaves_a_large_cycle():
    assert wgan_gp_cycle_amplitude("1e-6", 4, 9) == pytest.approx(4 / np.pi * 1.5, rel=1e-10)


def test_the_amplitude_is_continuous_where_the_cycle_ends():
    assert wgan_gp_cycle_amplitude(2 - 1e-9) == pytest.approx(2, rel=1e-6)
    assert wgan_gp_cycle_amplitude(2, digits=30) == 2


def test_the_flow_agrees_with_small_steps_of_the_plain_equation():
    """Heun's method with the sign of psi taken afresh in each of many small steps."""
    theta, psi, h, lam = 0.1, 0.1, 1e-4, 0.5
    flight = wgan_gp_flight(lam, turns=4)

    def slope(theta, psi):
        return psi, -theta - lam * (psi - np.sign(psi))

    for _ in range(int(flight.t[-1] / h)):
        first = slope(theta, psi)
        second = slope(theta + h * first[0], psi + h * first[1])
        theta, psi = theta + h / 2 * (first[0] + second[0]), psi + h / 2 * (first[1] + second[1])
    assert (theta, psi) == pytest.approx((flight.theta[-1], flight.psi[-1]), abs=5e-4)
