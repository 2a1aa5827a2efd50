"""Values computed once, elsewhere: trajectories, fixed points with their spectra, thresholds, the limit cycle, the propagator.

Trajectories there are of two integrators that agree to 5e-12 or better; twenty digits of one are of mpmath.
"""

import json
from pathlib import Path

import mpmath
import numpy as np
import pytest
from sympy import Rational, sqrt

from derivations.solvable_gan import oscillation
from derivations.solvable_gan.notation import A, B, gamma, kappa
from ganmech.solvable_gan import SolvableGAN

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "solvable_gan.json").read_text())
ONE_FEATURE = {name: data for name, data in REFERENCE["fixed_points"].items() if name.startswith("d1")}
NAMES = {"F1_halfinfo": "F1", "F2_chase": "F2", "F3_plus": "F3+", "F3_minus": "F3-"}
START = {"P": "0.3", "q": "0.4"}


def gan(description):
    """The model of decimal parameters; their shortest forms are what was meant."""
    names = {"eta_T": "etaT", "eta_G": "etaG", "tau": "tau", "tau_tilde": "taug"}
    numbers = {name: repr(description[key]) for name, key in names.items()}
    variances = {name: list(map(repr, description[key])) for name, key in (("Lambda", "Lambda"), ("Lambda_tilde", "LambdaG"))}
    return SolvableGAN(**variances, **numbers, lam=repr(description["lam"]) if "lam" in description else None)


@pytest.mark.parametrize("data", REFERENCE["trajectories"].values(), ids=REFERENCE["trajectories"])
def test_trajectories(data):
    model = gan(data["desc"])
    found = model.solve(data["initial"], [float(t) for t in data["states"]])
    for place, state in enumerate(data["states"].values()):
        for name, expected in state.items():
            assert np.allclose(getattr(found, name)[place], expected, rtol=0, atol=1e-10)


@pytest.mark.parametrize("name, index", [("d1_eta2_from_R1", "R1_d1_recovered"), ("d2_eta2_from_R3", "R3_fig1_left_recovered"),
                                         ("d2_eta4_from_R5", "R5_fig1_right_modecollapse")])
def test_where_trajectories_end(name, index):
    expected, data = REFERENCE["limits_t_infinity"][name], REFERENCE["trajectories"][index]
    end = gan(data["desc"]).solve(data["initial"], 3000)
    assert np.allclose(end.P[0], expected["P"], rtol=0, atol=1e-9) and np.allclose(end.q[0], 0, atol=1e-9)


def test_too_much_noise_ends_where_it_began_to_matter():
    end = SolvableGAN(5, 6, 6, "0.2", "0.04").solve(START, 2000)
    assert np.allclose(end.P[0], REFERENCE["limits_t_infinity"]["d1_eta6_from_R1init"]["P"], rtol=0, atol=1e-9)


def test_twenty_digits():
    expected = REFERENCE["R1_mpmath_30digits"]
    found = gan(REFERENCE["trajectories"]["R1_d1_recovered"]["desc"]).solve(START, [int(t) for t in expected], digits=30)
    with mpmath.workdps(35):
        for place, values in enumerate(expected.values()):
            for name, value in zip("Pqr", values):
                assert abs(getattr(found, name)[place].flat[0] - mpmath.mpf(value)) < 1e-20


@pytest.mark.parametrize("data", ONE_FEATURE.values(), ids=ONE_FEATURE)
def test_fixed_points_and_their_spectra(data):
    found = gan(data["params"]).fixed_points()
    assert {point.name for point in found.points} == {NAMES[name] for name in data["points"]}
    for name, expected in data["points"].items():
        point = found.point(NAMES[name])
        eigenvalues = np.sort_complex([complex(*value) for value in expected["eigs_re_im"]])
        assert np.allclose((point.P, point.q, point.r), expected["Pqr"], rtol=0, atol=1e-12)
        assert np.allclose(np.sort_complex(point.eigenvalues), eigenvalues, rtol=0, atol=1e-9)
        assert point.stable == all(eigenvalues.real < 0)


@pytest.mark.parametrize("data", ONE_FEATURE.values(), ids=ONE_FEATURE)
def test_spectra_along_the_line(data):
    """Compared by sum and product: at 0.9 two eigenvalues nearly coincide, and their difference is the root of a rounding
    error."""
    line = gan(data["params"]).fixed_points().line
    for P, values in data["line_F0_transverse_eigs"].items():
        expected, found = [complex(*value) for value in values], line.eigenvalues(float(P))
        assert np.allclose([np.sum(found), np.prod(found)], [np.sum(expected), np.prod(expected)], rtol=0, atol=1e-9)
        assert (line.stable_beyond is not None and float(P) > line.stable_beyond) == all(np.real(expected) < 0)
    critical = max(data["P_c_squared=(1-c)(1+c-kappa)"], 0)**0.5
    assert line.stable_beyond in (None, pytest.approx(critical, rel=1e-12))


def test_the_limit_cycle():
    expected = REFERENCE["limit_cycles"]["d1_eta1.0"]
    cycle = SolvableGAN(5, 1, 1, "0.2", "0.04").limit_cycle()
    assert cycle.period == pytest.approx(expected["period"], abs=1e-8)
    assert cycle.extremes["P"] == pytest.approx((expected["P_min"], expected["P_max"]), abs=1e-8)
    assert (cycle.extremes["q"][1], cycle.extremes["r"][1]) == pytest.approx((expected["q_max"], expected["r_max"]), abs=1e-8)
    assert cycle.P[:-1].mean() == pytest.approx(expected["P_timeavg"], abs=1e-8)


def test_the_cycle_just_above_its_threshold_as_the_derivation_has_it():
    expected = REFERENCE["limit_cycles"]["d1_eta1.0"]["asymptotic"]
    four = {kappa: Rational(1, 5), A: Rational(9, 10), B: Rational(11, 10), gamma: Rational(1, 25)}
    amplitude, frequency = (oscillation.amplitude.result[0], oscillation.frequency.result[0])
    settled = {oscillation.P: sqrt(1 - gamma)}
    assert float(sqrt(amplitude.subs(settled).subs(four))) == pytest.approx(expected["rho"], abs=1e-12)
    omega = float(sqrt(frequency.subs(settled).subs(four)))        # in the time t, as tau Lambda = 1
    assert omega == pytest.approx(expected["omega_t"], abs=1e-12)
    assert float(settled[oscillation.P].subs(four)) == pytest.approx(expected["P"], abs=1e-12)


def test_the_spectrum_of_a_diagonal_state_with_unequal_variances():
    data = REFERENCE["fixed_points"]["d2_asym_line"]
    found = gan(data["params"]).fooled_spectrum(np.diag(data["P_diag"]))
    expected = [complex(*value) for value in data["transverse_eigs"]]
    assert np.allclose(np.sort_complex(found), np.sort_complex(expected), rtol=0, atol=1e-9)


@pytest.mark.parametrize("eta", ["1.45", "1.5"])
def test_a_mixing_generator_comes_to_rest(eta):
    """The end at t = 8000 is known to four digits."""
    expected = REFERENCE["thresholds"]["mixing_window_d2_final_states_t8000"][f"eta{eta}_P"]
    model, start = SolvableGAN([5, 3], eta, eta, "0.2", "0.04"), {"P": [["0.1", 0], [0, "0.1"]], "q": ["0.1", "0.1"]}
    end = model.solve(start, 8000)
    assert np.allclose(end.P[0].ravel(), expected, rtol=0, atol=1e-4)
    assert model.phase().name == "mixing"
    assert max(model.fooled_spectrum(end.P[0], end.S[0]).real) < 0 < max(model.fooled_spectrum(np.diag([0.95, 0.9])).real)


def test_the_propagator():
    expected = REFERENCE["micro_R1_T20"]
    found = SolvableGAN(5, 2, 2, "0.2", "0.04").propagator(20, initial=START)
    assert np.allclose(found.Phi[0], expected["Phi"], rtol=0, atol=1e-10)
    assert np.allclose(found.N[0], expected["N"], rtol=0, atol=1e-10)
