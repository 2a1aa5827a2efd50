"""Rates and best strengths against the reference, numerical spectra of the whole linear system, and brute force."""

import json
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import pytest

from ganmech.particle_gan import circle_modes, eigenvalues, optimal_decay, optimal_penalty, rate

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())["critical_damping"]
CIRCLES = {name: stored for name, stored in REFERENCE.items() if name.startswith("circle")}


def numbers(name):
    """{N: 4, K: 8, ...} of a name such as "circle N=4,K=8"."""
    return dict(pair.split("=") for pair in name.removeprefix("circle ").split(","))


def whole_system(lam, K, Gamma, N, eta_D, eta_G, alpha=0.0):
    """The matrix of (f, delta), written out once more."""
    return np.block([[-eta_D / N * lam * K - eta_D * alpha * np.eye(len(K)), -eta_D / N * K],
                     [eta_G / N * Gamma, np.zeros_like(K)]])


def circle(N, K, s, phi):
    """Gram matrix of the slopes and kernel, entry by entry."""
    y, k = 2 * np.pi * np.arange(N) / N, np.arange(1, K + 1)
    gram = (k ** (2 - 2.0 * s) * np.cos(k * (y[:, None] - y)[:, :, None])).sum(axis=2)
    return gram, (1 - phi) * np.eye(N) + phi * np.ones((N, N))


@pytest.mark.parametrize("name", CIRCLES)
def test_the_reference_to_the_digits_it_has(name):
    given, stored = numbers(name), CIRCLES[name]
    kappas, gs = circle_modes(given["N"], given["K"], given["s"], given["phi"], digits=30)
    found = optimal_penalty(kappas, gs, given["N"], given["etaD"], given["etaG"], digits=25)
    for values, expected in ((kappas, "kappa_m"), (gs, "g_m"), (found.critical_strengths, "lam_crit_m"),
                             ([found.strength], "lam_opt"), ([found.rate], "rate_opt")):
        written = stored[expected] if isinstance(stored[expected], list) else [stored[expected]]
        with mpmath.workdps(30):
            assert all(abs(value - mpmath.mpf(text)) <= 1e-18 * abs(value) for value, text in zip(values, written, strict=True))


@pytest.mark.parametrize("name", CIRCLES)
def test_float64_agrees_with_many_digits(name):
    given = numbers(name)
    kappas, gs = circle_modes(given["N"], given["K"], given["s"], given["phi"])
    found = optimal_penalty(kappas, gs, given["N"], given["etaD"], given["etaG"])
    expected = float(CIRCLES[name]["lam_opt"]), float(CIRCLES[name]["rate_opt"])
    assert (found.strength, found.rate) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("N, K, s", [(2, 3, 1), (3, 3, 0.5), (4, 8, 2), (5, 7, 1.5), (6, 20, 1), (7, 30, 0.25)])
def test_folded_modes_are_the_eigenvalues_of_the_gram_matrix(N, K, s):
    gram, kernel = circle(N, K, s, 0.3)
    kappas, gs = circle_modes(N, K, s, "0.3")
    assert np.sort(kappas) == pytest.approx(np.linalg.eigvalsh(gram), rel=1e-11)
    assert np.sort(gs) == pytest.approx(np.linalg.eigvalsh(kernel), rel=1e-13)
    assert kappas[0] == pytest.approx(gram.sum() / N) and gs[0] == pytest.approx(kernel.sum() / N)
    waves = np.exp(2j * np.pi * np.outer(np.arange(N), np.arange(N)) / N)
    assert np.abs(gram @ waves - waves * kappas).max() < 1e-10 * kappas.max()


def test_a_mode_that_no_wave_number_meets_is_not_seen():
    kappas, _ = circle_modes(5, 3, 1, 0)
    assert kappas[0] == 0 and (kappas[1:] > 0).all()


@pytest.mark.parametrize("lam", [0, 0.3, 2, 9])
@pytest.mark.parametrize("alpha", [0, "0.2"])
def test_the_spectrum_is_that_of_the_whole_linear_system(lam, alpha):
    kappas, gs = circle_modes(6, 20, "0.75", "0.2")
    found = eigenvalues(lam, kappas, gs, 6, 2, "0.5", alpha).ravel()
    matrix = whole_system(lam, *circle(6, 20, 0.75, 0.2), 6, 2, 0.5, float(alpha))
    expected = np.linalg.eigvals(matrix)
    assert max(np.abs(expected - value).min() for value in found) < 1e-6       # double eigenvalues: the square root of rounding
    assert found.sum() == pytest.approx(np.trace(matrix)) and np.prod(found) == pytest.approx(np.linalg.det(matrix))
    assert rate(lam, kappas, gs, 6, 2, "0.5", alpha) == pytest.approx(-expected.real.max(), abs=1e-7)


def test_any_kernel_and_any_features_are_stable_with_any_penalty():
    """K and Gamma that do not commute; the slopes of the energy are never positive."""
    rng = np.random.default_rng(3)
    for lam in (1e-3, 0.1, 1.0, 30.0):
        J, root = rng.standard_normal((9, 6)), rng.standard_normal((6, 8))
        K, Gamma = J.T @ J, root @ root.T
        assert np.abs(K @ Gamma - Gamma @ K).max() > 1
        matrix = whole_system(lam, K, Gamma, 6, 0.7, 1.3)
        assert np.linalg.eigvals(matrix).real.max() < 0
        energy = np.block([[np.linalg.inv(K) / 0.7, np.zeros((6, 6))], [np.zeros((6, 6)), np.linalg.inv(Gamma) / 1.3]])
        falling = energy @ matrix + matrix.T @ energy
        expected = np.diag([-2 * lam / 6] * 6 + [0.0] * 6)
        assert falling == pytest.approx(expected, abs=1e-8)
    unregularised = np.linalg.eigvals(whole_system(0, K, Gamma, 6, 0.7, 1.3))
    assert np.abs(unregularised.real).max() < 1e-6 * np.abs(unregularised).max()


def test_no_strength_of_a_fine_grid_beats_the_optimum():
    rng = np.random.default_rng(0)
    for _ in range(40):
        modes, N = int(rng.integers(1, 7)), int(rng.integers(1, 9))
        kappas, gs = 10 ** rng.uniform(-1.5, 1.5, (2, modes))
        eta_D, eta_G = 10 ** rng.uniform(-1, 1, 2)
        found = optimal_penalty(kappas, gs, N, eta_D, eta_G)
        lam = found.strength * np.sort(np.concatenate([np.linspace(0.5, 1.5, 2001), np.geomspace(1e-2, 1e2, 500)]))
        square = 0j + (eta_D * kappas * lam[:, None] / (2 * N)) ** 2 - eta_G * eta_D * gs * kappas / N**2
        least = (eta_D * kappas * lam[:, None] / (2 * N) - np.sqrt(square).real).min(axis=1)
        assert least.max() <= found.rate * (1 + 1e-9)
        assert least.max() >= found.rate * (1 - 2e-2)          # a peak has an infinite slope on one side
        assert rate(found.strength, kappas, gs, N, eta_D, eta_G) == pytest.approx(found.rate, rel=1e-7)


def test_one_mode_is_best_at_its_critical_strength():
    found = optimal_penalty(["3/2"], ["0.7"], 3, "0.2", "0.5", digits=30)
    assert found.binding == (0,) and found.strength == found.critical_strengths[0]
    with mpmath.workdps(30):
        exact = 2 * mpmath.sqrt(mpmath.mpf(5) / 10 * 7 / 10 / (mpmath.mpf(2) / 10 * 3 / 2))
        assert abs(found.strength - exact) < 1e-28


@pytest.mark.parametrize("phi", ["0", "0.3", "0.9"])
def test_equal_modes_follow_the_relative_coordinates(phi):
    """lam = 2 sqrt(eta_G g_-/(eta_D kappa)), rate sqrt(eta_G eta_D g_- kappa)/N."""
    kappas, gs = circle_modes(4, 8, 1, phi)
    found, g_minus = optimal_penalty(kappas, gs, 4, 3, "0.5"), 1 - float(phi)
    assert found.strength == pytest.approx(2 * np.sqrt(0.5 * g_minus / (3 * 8)), rel=1e-14)
    assert found.rate == pytest.approx(np.sqrt(0.5 * 3 * g_minus * 8) / 4, rel=1e-14)
    slow, fast = eigenvalues(found.strength, kappas, gs, 4, 3, "0.5")[0]
    assert -slow.real / abs(slow) == pytest.approx(np.sqrt(g_minus / (1 + 3 * float(phi))), rel=1e-6)      # zeta_+


def test_the_tail_of_a_strong_penalty_does_not_see_the_critic():
    assert rate(1e6, [3, 5], [2, 2], 4, 1, 1) == pytest.approx(2 / (4 * 1e6), rel=1e-9)


def test_the_best_weight_decay_is_critical_for_the_slowest_mode():
    kappas, gs = [2.0, 3.0, 0.5], [1.0, 0.4, 3.0]
    found = optimal_decay(kappas, gs, 5, 2, "0.5")
    assert found.strength == pytest.approx(2 / 5 * np.sqrt(0.5 * min(np.multiply(gs, kappas)) / 2))
    around = [rate(0, kappas, gs, 5, 2, "0.5", alpha) for alpha in found.strength * np.linspace(0.5, 2, 601)]
    assert max(around) <= found.rate * (1 + 1e-12) and max(around) > 0.95 * found.rate


def test_strings_are_exact_and_digits_are_kept():
    many = optimal_penalty(["1/3", "5/7"], [1, "0.1"], 2, "0.3", Fraction(1, 7), digits=60)
    more = optimal_penalty(["1/3", "5/7"], [1, "0.1"], 2, "0.3", Fraction(1, 7), digits=80)
    with mpmath.workdps(80):
        assert abs(many.strength - more.strength) < mpmath.mpf(10) ** -59
        assert abs(rate(more.strength, ["1/3", "5/7"], [1, "0.1"], 2, "0.3", Fraction(1, 7), digits=30) - more.rate) < 1e-29
    assert mpmath.mp.dps == 15


def test_pairs_of_eigenvalues_have_their_sum_and_product_in_many_digits():
    for lam in ("0.1", 7):
        for slow, fast in eigenvalues(lam, ["1/3", 2], [1, "0.4"], 3, "0.3", 2, "0.01", digits=40):
            with mpmath.workdps(40):
                assert abs((slow + fast).imag) < 1e-38 and slow.real >= fast.real
    (slow, fast), = eigenvalues("0.1", ["1/3"], [1], 3, "0.3", 2, digits=40)
    with mpmath.workdps(40):
        assert abs(slow * fast - mpmath.mpf(2) * 3 / 10 / 3 / 9) < 1e-38
        assert abs(slow + fast + mpmath.mpf(3) / 10 / 3 / 10 / 3) < 1e-38
