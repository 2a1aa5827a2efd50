"""Fixed points, thresholds, the oscillation and the slow drift against searches, integrations and quadrature of naive forms."""
import json
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, root
from sympy import Rational, lambdify

from derivations.solvable_gan import fixed_points, general_loss, mixing, oscillation, slow_drift, unequal_signals, weak_noise
from derivations.solvable_gan.notation import (A, B, C, Lambda, Lambda_G, P, eta_G, eta_T, gamma, kappa, tau, tau_G,
                                               written_out, x, z)

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "solvable_gan.json").read_text())
RATES = (tau, tau_G, eta_T, eta_G, Lambda, Lambda_G)


def naive(state, t, t_G, e, e_G, signal, signal_G):
    """The pinned equation of one feature with f(x) = x, in the time t, its length restored by multipliers."""
    P, q, r = state
    h = (1 - t * e_G / 2) * signal_G * r**2 - (1 + t * e / 2) * signal * q**2 - t * (e**2 + e_G**2) / 2
    return np.array([t_G * signal_G * r * (q - P * r), t * (signal * q - signal_G * P * r + h * q),
                     t * (signal * P * q - signal_G * r + h * r) + t_G * signal_G * r * (1 - r**2)])


def values(expression, numbers):
    return float(written_out(expression).subs(dict(zip(RATES, numbers))))


def listed(numbers):
    """(P^2, q^2, r^2) of every listed fixed point off the line q = r = 0 that is real."""
    half = values(unequal_signals.half_informed.result[0], numbers)
    chase = values(unequal_signals.chase.result[0], numbers)
    ratio = numbers[1] * numbers[5] / (numbers[0] * numbers[4])
    quadratic = written_out(unequal_signals.quadratic.result).subs(dict(zip(RATES, numbers))).subs(unequal_signals.k, ratio)
    roots = np.roots([float(quadratic.expand().coeff(x, power)) for power in (2, 1, 0)])
    found = [(0, half, 0), (0, 0, chase)]
    found += [(p, p * value, value) for value in roots[np.isreal(roots)].real for p in (1 - ratio * (1 - value),)]
    return [point for point in found if min(point) >= 0]


@pytest.mark.parametrize("numbers", [(0.2, 0.04, 0.3, 0.3, 5, 5), (0.2, 0.6, 2, 2, 1, 1), (0.3, 0.2, 0.5, 0.8, 4, 3.5),
                                     (0.2, 0.5, 0.2, 0.1, 3, 3.3)], ids=str)
def test_no_search_finds_a_fixed_point_that_is_not_listed(numbers):
    rng, seen = np.random.default_rng(5), set()
    for start in rng.uniform(-1, 1, (300, 3)):
        found = root(naive, start, args=numbers, tol=1e-13)
        if np.linalg.norm(naive(found.x, *numbers)) < 1e-12 and np.linalg.norm(found.x[1:]) > 1e-3:
            gaps = [np.abs(found.x**2 - point).max() for point in listed(numbers)]
            assert min(gaps, default=1) < 1e-8
            seen.add(int(np.argmin(gaps)))
    assert seen == set(range(len(listed(numbers))))          # and every listed one is found


def test_equal_signals_are_a_case_of_unequal_ones():
    numbers = (0.2, 0.3, 0.5, 0.4, 2, 2)
    at = dict(zip((kappa, A, B, gamma), (values(symbol, numbers) for symbol in (kappa, A, B, gamma))))
    for name in ("half_informed", "chase"):
        equal, unequal = (getattr(module, name).result[0] for module in (fixed_points, unequal_signals))
        assert float(equal.subs(at)) == pytest.approx(values(unequal, numbers))


def test_a_mixing_generator_attracts_where_every_pure_one_does_not():
    """Eigenvalues of the transverse matrix in floating point, written out once more."""
    t, t_G, noise, signals = 0.2, 0.04, 12 / 25, np.diag([5.0, 3.0])

    def worst(P):
        matrix = np.block([[t * (signals - noise * np.eye(2)), -t * P @ signals],
                           [t * P.T @ signals, t_G * signals - t * (signals + noise * np.eye(2))]])
        return np.linalg.eigvals(matrix).real.max()

    assert worst(np.array([[12, -5], [5, 12]]) / 13) < 0
    assert all(worst(np.diag(p)) > 0 for p in np.random.default_rng(3).uniform(-1, 1, (200, 2)))
    assert mixing.mixed.result[0] == Rational(4 * 12, 125) - Rational(8, 25)          # the trace, changed in sign


def test_no_informed_pair_among_two_features_is_stable_without_noise():
    """The 5 x 5 block in floating point at 20000 random parameters, whichever feature is the stronger."""
    rng = np.random.default_rng(8)
    arguments = (tau, tau_G, weak_noise.Lambda_1, weak_noise.Lambda_2, weak_noise.p)
    block = lambdify(arguments, weak_noise.block.result)
    ratios, rates = rng.uniform(0.3, 3, 20000), 10**rng.uniform(-2, 1.5, 20000)
    overlaps = np.where(rng.random(20000) < 0.5, 1, rng.uniform(0, 1, 20000))
    growth = [np.linalg.eigvals(block(1, rate, 1, ratio, p)).real.max() for ratio, rate, p in zip(ratios, rates, overlaps)]
    assert min(growth) > 0


def test_amplitude_period_and_overlap_of_a_small_oscillation():
    """The first corrections are of the order of epsilon = kappa - 2 gamma: a quarter of it leaves a quarter of each error."""
    def errors(epsilon):
        at = {kappa: 0.2, A: 0.9, B: 1.1, gamma: (0.2 - epsilon) / 2}
        expected = np.sqrt(float(oscillation.amplitude.result[0].subs(at)))
        overlap = np.sqrt(1 - float(at[gamma]))

        def flow(s, state):
            P, q, r = state
            h = 0.9 * r**2 - 1.1 * q**2 - at[gamma]
            return [0.2 * r * (q - P * r), q - P * r + h * q, P * q - r + h * r + 0.2 * r * (1 - r**2)]

        turn = 2 * np.pi / np.sqrt(at[gamma] * (1 - at[gamma]))
        settled = 6 / epsilon
        found = solve_ivp(flow, (0, settled + 3 * turn), [overlap, expected, expected * overlap], rtol=1e-9, atol=1e-11,
                          dense_output=True)
        s = np.linspace(settled, settled + 3 * turn, 6001)
        P_, q_, _ = found.sol(s)
        before = np.flatnonzero((q_[1:] > 0) & (q_[:-1] <= 0))
        ups = s[before] - q_[before] * (s[before + 1] - s[before]) / (q_[before + 1] - q_[before])
        return np.array([q_.max() / expected - 1, P_.mean() / overlap - 1, np.diff(ups)[0] / turn - 1])

    coarse, fine = errors(0.008), errors(0.002)
    assert np.abs(coarse).max() < 0.02
    assert coarse / fine == pytest.approx(np.full(3, 4), rel=0.1)


def test_thresholds_of_tanh_at_finite_regularisation_are_those_of_a_numerical_jacobian():
    """f = tanh on both sides, H' = tanh(x - 1), lambda = 2; means by the trapezoidal rule, slopes by central differences."""
    t, t_G, e, e_G, signal, signal_G, strength = 0.3, 0.2, 1.5, 1.0, 5.0, 4.0, 2.0
    nodes = np.linspace(-9, 9, 1441)
    weights = np.exp(-nodes**2 / 2) * (nodes[1] - nodes[0]) / np.sqrt(2 * np.pi)

    def means(variance):
        f = np.tanh(np.sqrt(variance) * nodes)
        return weights @ (1 - f**2), weights @ f**2

    def flow(q, r, size, P=0.7):
        slope, power = means(signal * q**2 + e * size)
        slope_G, power_G = means(signal_G * r**2 + e_G * size)
        h = e * slope - e_G * slope_G - strength * np.tanh(size - 1)
        g, g_G = signal * q * slope, signal_G * r * slope_G
        return np.array([t * (g - P * g_G + h * q), t * (P * g - g_G + h * r) + t_G * size * g_G,
                         2 * t * (q * g - r * g_G + size * h) + t**2 * (e * power + e_G * power_G)])

    size = brentq(lambda size: flow(0, 0, size)[2], 0.5, 3)
    step = 1e-5
    columns = (flow(step, 0, size) - flow(-step, 0, size), flow(0, step, size) - flow(0, -step, size))
    numerical = np.array(columns)[:, :2].T / (2 * step)
    (slope, power), (slope_G, power_G) = means(e * size), means(e_G * size)
    at = {tau: t, tau_G: t_G, Lambda: signal, Lambda_G: signal_G, P: 0.7, z: size, general_loss.m: slope,
          general_loss.m_G: slope_G, general_loss.C_f: t * (e * power + e_G * power_G) / 2}
    derived = np.array(general_loss.finite_regulariser.result.subs(at), dtype=float)
    assert derived == pytest.approx(numerical, abs=1e-8)


@pytest.mark.parametrize("name", ["eta2.0", "eta3.0"])
def test_slow_drift_is_that_of_the_reference(name):
    stored = REFERENCE["slow_drift_T=t/n"][name]
    eta = float(name.removeprefix("eta"))
    numbers = (stored["tau"], stored["taug"], eta, eta, stored["Lambda"], stored["Lambda"])
    drift = lambdify(P, slow_drift.drift_of_any_noise.subs(dict(zip(RATES, numbers))).subs(C, values(C, numbers)))
    for place, expected in stored["drift_at"].items():
        assert drift(float(place)) == pytest.approx(expected, rel=1e-9)
    assert drift(stored["P_star_star_numeric"]) == pytest.approx(0, abs=1e-9)
    quadratic = slow_drift.F.subs(slow_drift.rho, eta / stored["Lambda"]).subs(
        {kappa: values(kappa, numbers), gamma: values(gamma, numbers), slow_drift.p: stored["P_star_star_numeric"]**2})
    assert float(quadratic) == pytest.approx(0, abs=1e-12)
