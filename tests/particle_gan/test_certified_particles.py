"""Balls of the particle GAN contain what mpmath, float64, the reference and the equations themselves say, and shrink."""

import json
from fractions import Fraction
from pathlib import Path

import flint
import mpmath
import numpy as np
import pytest
from flint import acb, arb
from hypothesis import given, settings
from hypothesis import strategies as st

from ganmech.enclosed import below, enclosed
from ganmech.lowering import balls
from ganmech.particle_gan import (CircleGAN, circle_modes, dirac_gan, eigenvalues, extragradient_window, largest_coupling,
                                  optimal_decay, optimal_penalty, rate, spectral_radius, stability_window,
                                  wgan_gp_cycle_amplitude)
from ganmech.particle_gan.critical_damping import rate_on_circle
from ganmech.particle_gan.discrete_updates import enclosed_radius

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())
FAST = settings(max_examples=25, deadline=None)
SIZES = st.fractions(Fraction(1, 100), 100, max_denominator=1000)
COUPLINGS = st.fractions(0, Fraction(99, 100), max_denominator=100)


def meets(ball, text: str, digits: int = 18) -> bool:
    """Whether the ball, or the middle of two, lies within the last digit of a printed number."""
    with balls(400):
        value = arb(str(text))
        return bool(arb(ball).overlaps(arb(value.mid(), max(1, abs(float(text))) * 10.0**-digits)))


def near(ball, number, digits: int = 22) -> bool:
    """Whether the ball lies so near, relative to the number."""
    with balls(400):
        value = arb(mpmath.nstr(number, 40))
        return bool(abs(ball / value - 1) < arb(10)**-digits)


def numbers_in(record):
    if isinstance(record, (tuple, list)):
        return [number for entry in record for number in numbers_in(entry)]
    return [record.real, record.imag] if isinstance(record, (acb, complex, mpmath.mpc)) else [record]


def agree(call, least: float = 1e-11) -> None:
    """A ball of 30 digits holds that of 60, which is smaller, and mpmath to 40; float64 is near."""
    certified, finer = (numbers_in(call(digits=digits, certified=True)) for digits in (30, 60))
    rounded, doubles = numbers_in(call(digits=40)), numbers_in(call())
    for ball, fine, number, double in zip(certified, finer, rounded, doubles, strict=True):
        if not isinstance(ball, arb):
            assert ball == fine == number or ball is None
            continue
        with balls(400):
            size = max(1e-30, abs(float(number)))
            assert ball.overlaps(fine) and float(ball.rad()) <= 1.0e-30 and float(fine.rad()) <= 1.0e-60
            assert (ball + arb(0, 1e-38 * max(1, size))).contains(arb(mpmath.nstr(number, 45)).mid())
        assert abs(float(double) - float(number)) <= least * max(1.0, size)


@FAST
@given(N=st.integers(2, 9), K=st.integers(2, 7), s=st.fractions(0, 3, max_denominator=7), phi=COUPLINGS, eta_D=SIZES,
       eta_G=SIZES, gamma=SIZES)
def test_clouds_of_equal_damping(N, K, s, phi, eta_D, eta_G, gamma):
    model = CircleGAN(N=N, K=K, s=s, phi=phi, eta_D=eta_D, eta_G=eta_G)
    names = "S_n", "S_r", "mobility", "hopf_mobility", "hopf_frequency", "curvature", "splitting_rate", "phi_hopf"

    def rest(**wanted):
        found = model.rest_state(gamma=gamma, **wanted)
        return tuple(getattr(found, name) for name in names)

    agree(lambda **wanted: tuple(vars(model.travelling_state(gamma=gamma, **wanted)).values())[:3], least=1e-7)
    agree(lambda **wanted: rest(**wanted), least=1e-9)
    agree(lambda **wanted: model.mobilities(**wanted))
    agree(lambda **wanted: (model.coupling_in_time(7, 2, gamma, **wanted),))


@FAST
@given(s=st.fractions(0, 2, max_denominator=5), strength=SIZES, sigma=st.sampled_from(["0", "1/10", "1/2"]))
def test_clouds_of_unequal_damping(s, strength, sigma):
    model = CircleGAN(N=5, K=4, s=s, phi="1/5", sigma=sigma, strength=strength, regulariser="gradient penalty")
    certified, rounded = model.rest_state(digits=25, certified=True), model.rest_state(digits=25)
    for name in ("hopf_mobility", "hopf_frequency", "curvature", "splitting_rate"):
        assert meets(getattr(certified, name), mpmath.nstr(getattr(rounded, name), 25), 22)
    for ball, value in zip(certified.mean_modes, rounded.mean_modes, strict=True):
        assert meets(ball.real, mpmath.nstr(value.real, 25), 10)


def test_the_rigid_spectrum_solves_its_equation():
    """s (1 - mu_+ sum (1 - p) k^2 eta/gamma/(s + gamma)) + mu_+ sum p k^2 eta/(s + gamma), written out, holds 0."""
    model = CircleGAN(N=5, K=4, s="3/2", phi="1/5", strength="1/3", regulariser="gradient penalty")
    modes, mu = model.rest_state(digits=40, certified=True).mean_modes, Fraction(36, 100)
    assert model.mobilities()[0] == pytest.approx(float(mu))
    with balls(400):
        for z in modes:
            total = z
            for k in range(1, 5):
                eta, p = arb(k)**-3, k % 2 == 0
                gamma = eta * k**2 / 6
                weight = arb(flint.fmpq(9, 25)) * k**2 * eta / (z + gamma)
                total += weight if p else -z * weight / gamma
            assert abs(total).contains(0) or float(abs(total).upper()) < 1e-30
    assert len(modes) == 5 and all(z.imag == 0 for z in modes if z.imag.contains(0))


@FAST
@given(pairs=st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=5), eta_D=SIZES, eta_G=SIZES, N=st.integers(1, 20))
def test_the_best_penalty_is_proved_best(pairs, eta_D, eta_G, N):
    given = *zip(*pairs), N, eta_D, eta_G
    certified, rounded = optimal_penalty(*given, digits=25, certified=True), optimal_penalty(*given, digits=40)
    size = float(rounded.strength)
    assert near(certified.strength, rounded.strength) and near(certified.rate, rounded.rate)
    for factor in (Fraction(999, 1000), 1, Fraction(1001, 1000)):
        here = rate(Fraction(size) * factor, *given, digits=25, certified=True)
        assert not here > certified.rate and (factor == 1 or here < certified.rate)
    decay, twin = optimal_decay(*given, digits=25, certified=True), optimal_decay(*given, digits=30)
    assert near(decay.rate, twin.rate) and near(decay.strength, twin.strength)


@pytest.mark.parametrize("N, K, s, phi", [(4, 8, 2, "1/4"), (7, 20, "7/10", "3/10"), (6, 9, 1, 0), (5, 16, "1/3", "0.9")])
def test_the_best_penalty_on_the_circle_where_modes_are_equal_in_pairs(N, K, s, phi):
    model = CircleGAN(N=N, K=K, s=s, phi=phi)
    certified, rounded = model.optimal_penalty(30, certified=True), model.optimal_penalty(40)
    assert meets(certified.strength, mpmath.nstr(rounded.strength, 40), 29)
    assert meets(certified.rate, mpmath.nstr(rounded.rate, 40), 29)
    best = rate_on_circle(str(rounded.strength), N, K, s, phi, 1, 1, digits=12, certified=True)
    assert meets(best, mpmath.nstr(rounded.rate, 20), 11)
    kappas, gs = circle_modes(N, K, s, phi, digits=30, certified=True)
    assert all(meets(a, str(b), 14) for a, b in zip((*kappas, *gs), np.concatenate(circle_modes(N, K, s, phi))))


@FAST
@given(kappa=SIZES, g=SIZES, eta_D=SIZES, eta_G=SIZES, lam=SIZES, N=st.integers(2, 30))
def test_windows_and_spectra_of_one_mode(kappa, g, eta_D, eta_G, lam, N):
    for updates in ("simultaneous", "alternating"):
        agree(lambda **w: tuple(vars(stability_window(updates, eta_D, eta_G, kappa, g, N, **w)).values())[1:], least=1e-8)
        agree(lambda **w: (largest_coupling(lam, updates, eta_D, eta_G, kappa, N, **w),), least=1e-8)
    agree(lambda **w: (wgan_gp_cycle_amplitude(lam, eta_D, eta_G, **w),), least=1e-6)
    window = extragradient_window(eta_D, eta_G, kappa, g, N, digits=20, certified=True)
    assert window is None or window[0] == 0 or window[0] < window[1]
    for updates in ("simultaneous", "alternating", "extragradient"):
        ball = enclosed_radius(lam, updates, eta_D, eta_G, [kappa], [g], N, digits=20)
        double = float(spectral_radius(float(lam), updates, eta_D, eta_G, [kappa], [g], N))
        assert abs(float(ball.mid()) - double) <= 1e-6 * max(1, abs(double))
    pair, = eigenvalues(lam, [kappa], [g], N, eta_D, eta_G, digits=25, certified=True)
    with balls(300):
        trace = flint.fmpq(*(-eta_D * kappa * lam / N).as_integer_ratio())
        product = flint.fmpq(*(eta_D * eta_G * g * kappa / N**2).as_integer_ratio())
        assert (pair[0] + pair[1]).overlaps(acb(trace)) and (pair[0] * pair[1]).overlaps(acb(product))


@pytest.mark.parametrize("key", [key for key in REFERENCE["critical_damping"] if key.startswith("dirac,")])
def test_the_dirac_gan_of_the_reference(key):
    stored, rates = REFERENCE["critical_damping"][key], dict(part.split("=") for part in key.split(",")[1:])
    eta_D, eta_G, critical = rates["etaD"], rates["etaG"], stored["lam_crit"]
    best = optimal_penalty([1], [1], 1, eta_D, eta_G, digits=30, certified=True)
    assert meets(best.strength, critical) and meets(best.rate, stored["rate_opt"])
    half = dirac_gan(Fraction(critical) / 2, eta_D, eta_G, digits=30, certified=True)[0]
    assert meets(half.real, stored["eig_at_lam_half_re"]) and meets(half.imag, stored["eig_at_lam_half_im"])
    assert meets(rate(2 * Fraction(critical), [1], [1], 1, eta_D, eta_G, digits=30, certified=True), stored["rate_at_2lam"])


@pytest.mark.parametrize("key", [key for key in REFERENCE["critical_damping"] if key.startswith("circle")])
def test_best_penalties_of_the_reference(key):
    stored = REFERENCE["critical_damping"][key]
    read = dict(part.split("=") for part in key.removeprefix("circle ").split(","))
    model = CircleGAN(N=int(read["N"]), K=int(read["K"]), s=read["s"], phi=read["phi"], eta_D=read["etaD"], eta_G=read["etaG"])
    found = model.optimal_penalty(30, certified=True)
    assert meets(found.strength, stored["lam_opt"]) and meets(found.rate, stored["rate_opt"])
    assert all(meets(ball, text) for ball, text in zip(found.critical_strengths, stored["lam_crit_m"], strict=True))


@pytest.mark.parametrize("key", REFERENCE["two_or_M_mode_hopf_equal_gamma"])
def test_resting_clouds_of_the_reference(key):
    stored, read = REFERENCE["two_or_M_mode_hopf_equal_gamma"][key], dict(part.split("=") for part in key.split(","))
    model = CircleGAN(K=int(read["K"]), s=read["s"], M=int(read["M"]))
    found = model.rest_state(gamma=read["gamma"], digits=30, certified=True)
    names = {"S_n": "S_n", "S_r": "S_r", "mu_plus_Hopf": "hopf_mobility", "omega_Hopf": "hopf_frequency",
             "Dpp_rest": "curvature"}
    assert all(meets(getattr(found, ours), stored[theirs]) for theirs, ours in names.items())


def test_thresholds_in_phi_of_the_reference():
    for key, stored in REFERENCE["phi_thresholds"].items():
        read = dict(part.split("=") for part in key.split(","))
        M, K = {"2": (2, 4), "6": (4, 8)}[read["S_n"]]
        model = CircleGAN(N=int(read["N"]), K=K, M=M, eta_G=read["etaG"], g1=read["g1"])
        found = model.rest_state(gamma=read["gamma"], digits=30, certified=True)
        assert meets(found.phi_hopf, stored["phi_Hopf"]) and meets(found.phi_competition, stored["phi_competition"])


def test_other_numbers_of_the_reference():
    for s, stored in REFERENCE["gradient_penalty_onset_etaD=1_lam=1_K=4_M=2"].items():
        model = CircleGAN(K=4, s=s.removeprefix("s="), regulariser="gradient penalty", strength=1)
        assert meets(model.rest_state(digits=30, certified=True).hopf_mobility, stored["mu_plus_onset_numeric"], 11)
        assert meets(model.travelling_state(digits=30, certified=True).mu_c, stored["uniform_target_mu_c"])
    for key, stored in REFERENCE["wgan_gp_dirac_limit_cycle_amplitude"].items():
        numbers = [part.split("=")[1] for part in key.split(",")]
        assert meets(wgan_gp_cycle_amplitude(*numbers, digits=30, certified=True), stored)
    window = REFERENCE["discrete_time_modal,etaD=0.2,etaG=0.4,kappa=8,g=1.75,N=4"]
    together, in_turn = (stability_window(updates, "0.2", "0.4", 8, "1.75", 4, digits=30, certified=True)
                         for updates in ("simultaneous", "alternating"))
    assert meets(together.lower, window["sim_lam_min"]) and meets(together.upper, window["sim_lam_max"])
    assert meets(in_turn.upper, window["alt_lam_max"]) and meets(in_turn.critical_strength, window["alt_lam_crit"])
    assert meets(together.critical_strength, window["sim_lam_crit"])
    assert meets(together.spectral_radius, window["spectral_radius_at_crit"])
    for key, stored in REFERENCE["mobility"].items():
        N, phi = (part.split("=")[1] for part in key.split(","))
        mean, relative = CircleGAN(N=int(N), phi=phi).mobilities(30, certified=True)
        assert meets(mean / relative, stored["ratio_mu_plus_over_mu_minus"], 17)


def test_travelling_pulses_of_the_reference():
    """Set A: eta_k = k^-2, one gamma; mu_+ = ratio mu_c through eta_G."""
    for key, stored in REFERENCE["travelling_pulse_uniform_target"].items():
        if not key.startswith("A,"):
            continue
        mobility = Fraction(key.split("=")[1]) / 12
        model = CircleGAN(N=2, K=3, phi=0, eta_G=2 * mobility, target="uniform")
        found = model.travelling_state(gamma="1/2", digits=30, certified=True)
        assert meets(found.mu_c, stored["mu_c"]) and meets(found.v, stored["v"]) and meets(found.curvature, stored["Dpp"])


def test_a_double_eigenvalue_is_enclosed():
    """Critical damping, lam = 2 sqrt(eta_G g/(eta_D kappa)) = 2/3: both eigenvalues are -1/3 sqrt(...), told to all digits."""
    pair, = eigenvalues("2/3", [9], [1], 1, 1, 1, digits=30, certified=True)
    assert all(meets(z.real, "-3", 29) and meets(z.imag, "0", 29) for z in pair)


def test_a_cloud_exactly_at_the_threshold_of_travelling_is_enclosed():
    """mu_+ = mu_c = 1/9, which no binary number is: v = 0 to as many digits as asked for."""
    model = CircleGAN(N=2, K=1, M=1, phi=0, eta_G="2/9", target="uniform")
    found = model.travelling_state(gamma="1/3", digits=20, certified=True)
    assert meets(found.v, "0", 20) and meets(found.mu_c, str(1 / 9), 15)


def test_the_number_of_particles_enters_exactly():
    """sqrt(eta_G eta_D g kappa)/N = 1/3, of which Python's own 1/3 has 16 digits."""
    assert mpmath.nstr(optimal_penalty([1], [1], 3, 1, 1, digits=40).rate, 40) == "0." + 40 * "3"
    assert meets(optimal_penalty([1], [1], 3, 1, 1, digits=40, certified=True).rate, "0." + 50 * "3", 39)


def test_where_float64_goes_wrong():
    """Just below zeta = 1 the ratio rounds to 1; near critical damping the rate keeps half of its digits."""
    lam = Fraction(2) * (1 + Fraction(1, 10**13))
    ball, double = rate(lam, [1], [1], 1, 1, 1, digits=30, certified=True), rate(lam, [1], [1], 1, 1, 1)
    assert 1e-10 < abs(float(double) - float(ball.mid()))


CALLS = [lambda: wgan_gp_cycle_amplitude("1/2", digits=40, certified=True),
         lambda: CircleGAN(N=7, K=9, s="0.7", phi="0.3").optimal_penalty(30, certified=True).strength,
         lambda: CircleGAN(s="1/2", K=4, regulariser="gradient penalty").rest_state(digits=25, certified=True).hopf_frequency,
         lambda: stability_window("alternating", "0.2", "0.4", 8, "1.75", 4, digits=35).upper]


def test_no_precision_is_left_changed():
    before = flint.ctx.prec, mpmath.mp.prec
    for call in CALLS:
        call()
    with pytest.raises(ArithmeticError, match="no precision up to"):
        enclosed(lambda arithmetic: below(arb(1) / 3 * 3, arb(1)), 20)
    with pytest.raises(ValueError, match="certified=True needs digits, the number of digits to prove, as in digits=30"):
        wgan_gp_cycle_amplitude(1, certified=True)
    assert (flint.ctx.prec, mpmath.mp.prec) == before
