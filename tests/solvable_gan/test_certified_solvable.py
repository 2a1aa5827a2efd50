"""Balls of the solvable GAN contain what mpmath, float64, the reference and the equations themselves say, and shrink."""

import json
import threading
from fractions import Fraction
from pathlib import Path

import flint
import mpmath
import numpy as np
import pytest
from flint import acb, arb
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derivations.solvable_gan.fluctuations import jacobian
from derivations.solvable_gan.notation import ONE, written_out
from derivations.solvable_gan.pinned import linear_drift
from derivations.solvable_gan.slow_drift import drift_of_any_noise
from ganmech.lowering import balls, lower
from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.one_feature import PARAMETERS, exact_numbers

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "solvable_gan.json").read_text())
POINTS = [key for key in REFERENCE["fixed_points"] if key.startswith("d1")]
NAMES = {"F1_halfinfo": "F1", "F2_chase": "F2", "F3_plus": "F3+", "F3_minus": "F3-"}
FIGURE_1 = {"tau": "0.2", "tau_tilde": "0.04"}
NOISES = st.fractions(Fraction(1, 20), 6, max_denominator=50)
RATES = st.fractions(Fraction(1, 60), 2, max_denominator=60)
FAST = settings(max_examples=25, deadline=None)
_drift = lower(written_out(drift_of_any_noise), (ONE.P[0, 0], *PARAMETERS[:5]))
_field = lower(tuple(linear_drift(ONE)), (*ONE.pinned_state, *PARAMETERS))


def model_of(given: dict) -> SolvableGAN:
    variances = [[str(entry) for entry in given[name]] for name in ("Lambda", "LambdaG")]
    return SolvableGAN(variances[0], *(str(given[name]) for name in ("etaT", "etaG", "tau", "taug")), Lambda_tilde=variances[1])


def gan(eta, Lambda=5) -> SolvableGAN:
    return SolvableGAN(Lambda, eta, eta, **FIGURE_1)


def meets(ball, value, tolerance: float = 4e-15) -> bool:
    """Whether the ball comes so near to a number, relative to numbers above 1."""
    with balls(400):
        return bool(arb(ball).overlaps(arb(float(value), max(1, abs(float(value))) * tolerance)))


@pytest.mark.parametrize("key", POINTS)
def test_fixed_points_of_the_reference(key):
    stored = REFERENCE["fixed_points"][key]
    found = model_of(stored["params"]).fixed_points(30, certified=True)
    assert {point.name for point in found.points} >= {NAMES[name] for name in stored["points"]}
    for name, expected in stored["points"].items():
        point = found.point(NAMES[name])
        assert all(meets(ball, value) for ball, value in zip((point.P, point.q, point.r), expected["Pqr"], strict=True))
        assert pairs_up(point.eigenvalues, expected["eigs_re_im"], 1e-13)
    for P, expected in stored["line_F0_transverse_eigs"].items():
        assert pairs_up(found.line.eigenvalues(P, 30, certified=True), expected, 3e-8)      # the reference's own double roots


def pairs_up(enclosed, values, tolerance) -> bool:
    return all(any(near(ball, complex(*pair), tolerance) for ball in enclosed) for pair in values)


def near(ball, value, tolerance) -> bool:
    """The same for complex ones."""
    return meets(ball.real, value.real, tolerance) and meets(ball.imag, value.imag, tolerance)


def test_spectrum_of_two_features_of_the_reference():
    stored = REFERENCE["fixed_points"]["d2_asym_line"]
    model, P = model_of(stored["params"]), [[str(stored["P_diag"][0]), 0], [0, str(stored["P_diag"][1])]]
    found = model.fooled_spectrum(P, digits=30, certified=True)
    assert pairs_up(found, stored["transverse_eigs"], 1e-14) and all(value.imag == 0 for value in found)
    assert np.allclose([complex(value) for value in model.fooled_spectrum(P, digits=20)], model.fooled_spectrum(P))


def test_thresholds_of_the_reference():
    stored, model = REFERENCE["thresholds"], SolvableGAN([5, 3], 1, 1, **FIGURE_1)
    found = model.thresholds(30, certified=True)
    names = {"failure": "eta_fail_i=sqrt(Lambda_i/tau)", "oscillation": "eta_osc_i=sqrt(taug*Lambda_i/(2 tau^2))"}
    for ours, theirs in names.items():
        assert all(meets(ball, value) for ball, value in zip(getattr(found, ours), stored[theirs], strict=True))
    assert meets(found.no_rest, stored["eta_osc_trace=sqrt(taug*tr(Lambda)/(2 d tau^2))"])
    pair = gan(1).informed_pair(30, certified=True)
    assert meets(pair.fold, stored["d1_Lambda5_F3_saddle_node_eta"]) and meets(pair.hopf, stored["d1_Lambda5_F3plus_Hopf_eta"])


def test_slow_drift_of_the_reference():
    for key, stored in REFERENCE["slow_drift_T=t/n"].items():
        found = gan(key.removeprefix("eta")).slow_drift(30, certified=True)
        assert meets(found.rest, stored["P_star_star_closed_form"][0]) and meets(found.least, stored["Pc"])
        assert meets(found.rest, stored["P_star_star_numeric"])
        for P, value in stored["drift_at"].items():
            assert meets(found.rate(P, 30, certified=True), value, 1e-13)


@FAST
@given(eta_T=NOISES, eta_G=NOISES, tau=RATES, tau_tilde=RATES, Lambda=st.integers(1, 8),
       more=st.sampled_from([0, "1/3", "-1/5"]))
def test_fixed_points_are_where_nothing_moves(eta_T, eta_G, tau, tau_tilde, Lambda, more):
    """Residuals of the drift hold 0; mpmath's eigenvalues of the Jacobian there lie in the balls; finer balls lie inside."""
    model = SolvableGAN(Lambda, eta_T, eta_G, tau, tau_tilde, Lambda_tilde=Lambda + Fraction(more))
    found, finer, floats = (model.fixed_points(*wanted) for wanted in ((25, True), (50, True), ()))
    numbers = [flint.fmpq(*number.as_integer_ratio()) for number in exact_numbers(model)]
    at = lower(tuple(jacobian(ONE)), (*ONE.pinned_state, *PARAMETERS))
    for point, fine in zip(found.points, finer.points, strict=True):
        with balls(300) as arithmetic:
            assert all(arb(value).contains(0) for value in _field(arithmetic, point.P, point.q, point.r, *numbers))
            for ball, small in ((point.P, fine.P), (point.q, fine.q), (point.r, fine.r)):
                assert ball.overlaps(small) and float(ball.rad()) <= 1e-25 and float(small.rad()) <= 1e-50
            entries = at(arithmetic, fine.P, fine.q, fine.r, *numbers)
            with mpmath.workdps(40):
                matrix = mpmath.matrix(3, 3)
                for place, entry in enumerate(entries):
                    matrix[place // 3, place % 3] = mpmath.mpf(arb(entry).mid().str(45, radius=False))
                values = mpmath.eig(matrix, left=False, right=False)
            for value in values:
                assert any(near(ball, value, 1e-15) for ball in point.eigenvalues)
        assert point.stable == all(value.real < 0 for value in values)
    assume(len(floats.points) == len(found.points))
    for point, double in zip(found.points, floats.points):
        assert point.name == double.name and meets(point.P**2, double.P**2, 1e-7)


@FAST
@given(tau=RATES, tau_tilde=RATES, Lambda=st.lists(st.fractions(Fraction(1, 5), 9, max_denominator=9), min_size=1, max_size=3))
def test_phases_change_at_the_thresholds(tau, tau_tilde, Lambda):
    """Exact signs of the conditions just below and just above each ball."""
    model = SolvableGAN(Lambda, 1, 1, tau, tau_tilde)
    found, doubles = model.thresholds(20, certified=True), model.thresholds()
    strongest = max(float(ball.mid()) for ball in found.failure)
    for factor, failed in ((Fraction(1) - Fraction(1, 10**12), False), (1 + Fraction(1, 10**12), True)):
        eta = Fraction(strongest) * factor
        assert (SolvableGAN(Lambda, eta, eta, tau, tau_tilde).phase().name == "failed") is failed
    assert all(meets(ball, value, 1e-15) for ball, value in zip(found.failure, doubles.failure))
    assert all(meets(ball, value, 1e-15) for ball, value in zip(found.oscillation, doubles.oscillation))
    assert meets(found.no_rest, doubles.no_rest, 1e-15)


@pytest.mark.parametrize("tau_tilde", ["0.01", "0.04", "0.1", "1/3", "1", "5"])
def test_folds_and_hopf_bifurcations_against_points_on_both_sides(tau_tilde):
    model = SolvableGAN(5, 1, 1, "0.2", tau_tilde)
    pair, finer, double = model.informed_pair(20, True), model.informed_pair(40, True), model.informed_pair()
    for name in ("fold", "hopf"):
        ball, small, value = (getattr(found, name) for found in (pair, finer, double))
        assert (ball is None) == (small is None) == (value is None)
        if ball is not None:
            assert meets(ball, value, 1e-12) and ball.overlaps(small)

    def upper(eta):
        return {point.name: point for point in SolvableGAN(5, eta, eta, "0.2", tau_tilde).fixed_points(15).points}.get("F3+")

    step = Fraction(1, 10**10)
    if pair.fold is not None:
        fold = Fraction(float(pair.fold.mid()))
        assert upper(fold - step) is not None and upper(fold + step) is None
    if pair.hopf is not None:
        hopf = Fraction(float(pair.hopf.mid()))
        assert upper(hopf - step).stable and not upper(hopf + step).stable


@settings(max_examples=10, deadline=None)
@given(eta=st.fractions(Fraction(17, 10), Fraction(49, 10), max_denominator=40),
       other=st.fractions(0, Fraction(1, 2), max_denominator=9))
def test_the_overlap_at_rest_solves_its_equation(eta, other):
    model = SolvableGAN(5, eta, min(eta + other, Fraction(49, 10)), **FIGURE_1)
    try:
        double = model.slow_drift()
    except ValueError:
        return
    found = model.slow_drift(30, certified=True)
    with balls(300) as arithmetic:
        exact = [flint.fmpq(*number.as_integer_ratio()) for number in found.parameters]
        assert arb(_drift(arithmetic, found.rest, *exact)).contains(0)
    assert meets(found.rest, double.rest, 1e-12) and meets(found.least, double.least, 1e-12)


@FAST
@given(entries=st.lists(st.fractions(Fraction(-1, 2), Fraction(1, 2), max_denominator=20), min_size=4, max_size=4))
def test_spectra_of_fooled_states_are_those_of_mpmath(entries):
    model, P = SolvableGAN([5, 3], 2, "1.5", "0.2", "0.07", Lambda_tilde=[4, "2.5"]), [entries[:2], entries[2:]]
    certified, rounded, doubles = (model.fooled_spectrum(P, None, *wanted) for wanted in ((25, True), (30,), ()))
    C = Fraction(1, 10) * (4 + Fraction(9, 4))
    trace = Fraction(1, 5) * (8 - Fraction(13, 2) - 4 * C) + Fraction(7, 100) * Fraction(13, 2)
    with balls(300):
        assert sum(certified, acb(0)).overlaps(acb(flint.fmpq(*trace.as_integer_ratio())))
    for value in doubles:
        assert any(near(ball, value, 1e-6) for ball in certified)
    assert all(near(ball, value, 4e-15) for ball, value in zip(certified, rounded))


def test_double_eigenvalues_across_the_line_are_real():
    """At P = 0.9 the discriminant of the quadratic is exactly 0: float64 sees an imaginary part of half of its digits."""
    line = gan(2).fixed_points(30, certified=True).line
    first, second = line.eigenvalues("0.9", 30, certified=True)
    assert meets(first.real, -0.06, 1e-17) and first.imag == 0 == second.imag
    assert 1e-10 < np.abs(gan(2).fixed_points().line.eigenvalues(0.9).imag).max() < 1e-7


def test_just_beside_the_fold_float64_loses_the_pair_or_its_digits():
    fold = gan(1).informed_pair(40).fold
    with mpmath.workdps(40):
        eta = Fraction(int(fold * mpmath.mpf(10)**30), 10**30)
    found = gan(eta).fixed_points(25, certified=True)
    with balls(200):
        gap = float((found.point("F3+").r - found.point("F3-").r).mid())
    assert 0 < gap < 1e-13


def test_no_precision_is_left_changed():
    before = flint.ctx.prec, mpmath.mp.prec
    gan(2).slow_drift(40, certified=True), gan("0.3").fixed_points(40, certified=True), gan(1).informed_pair(20)
    with pytest.raises(ValueError, match="fixed points and cycles are known for one feature"):
        SolvableGAN([5, 3], 1, 1, **FIGURE_1).fixed_points(20, certified=True)
    with pytest.raises(ValueError, match="the slow drift needs noise"):
        gan(1).slow_drift(20, certified=True)
    with pytest.raises(ValueError, match="certified=True needs digits"):
        gan(1).thresholds(certified=True)
    assert (flint.ctx.prec, mpmath.mp.prec) == before


def test_threads_get_the_same_numbers():
    calls = [lambda: gan("0.3").fixed_points(30, certified=True).points[1].P, lambda: gan(2).slow_drift(40).rest,
             lambda: gan(2).fooled_spectrum("0.95", digits=35, certified=True)[0].imag]
    expected, found = [str(call()) for call in calls], [[] for _ in range(6)]

    def work(place):
        found[place].extend(str(call()) for call in calls)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(6)]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    assert all(values == expected for values in found)
