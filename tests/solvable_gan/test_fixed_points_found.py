"""Fixed points: the equation vanishes there, no other start of Newton's method finds more, stability is what solutions show."""

import numpy as np
import pytest
from scipy.optimize import fsolve

from derivations.solvable_gan import oscillation, stability
from derivations.solvable_gan.notation import A, B, Lambda, eta_G, eta_T, gamma, kappa, tau, tau_G, written_out, x
from ganmech.lowering import FLOAT64, lower
from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.solution import equation

NAMES = (kappa, A, B, gamma)
of_parameters = lower(tuple(map(written_out, NAMES)), (tau, tau_G, eta_T, eta_G, Lambda))
chasing, critical = (lower(expr, NAMES) for expr in (stability.chasing_attracts.result, stability.critical_overlap))
cubic = lower((stability.a2, stability.a1, stability.a0), (*NAMES, x))
amplitude, frequency = (lower(derivation.result[0], NAMES) for derivation in (oscillation.amplitude, oscillation.frequency))
MODELS = {
    "recovered": SolvableGAN(5, 2, 2, "0.2", "0.04"), "informed": SolvableGAN(5, "0.3", "0.3", "0.2", "0.04"),
    "chase": SolvableGAN(1, 2, 2, "0.2", "0.6"), "failed": SolvableGAN(5, 6, 6, "0.2", "0.04"),
    "unequal noise": SolvableGAN(5, 1, "0.4", "0.3", "0.1"), "weaker copy": SolvableGAN(5, 1, 1, "0.2", "0.04", Lambda_tilde=3),
    "stronger copy": SolvableGAN(4, "0.5", "0.7", "0.2", "0.1", Lambda_tilde="4.2"),
}


def slope(model):
    found = equation(model)
    return lambda state: np.array(found(FLOAT64, state), dtype=float)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_nothing_moves_at_a_fixed_point(model):
    for point in model.fixed_points().points:
        assert np.allclose(slope(model)([point.P, point.q, point.r]), 0, atol=1e-14)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_there_are_no_others(model):
    """Every root found from 300 random starts within the cosines' range is on the line or an image of a known point."""
    rng, move = np.random.default_rng(1), slope(model)
    known = np.array([(point.P, point.q, point.r) for point in model.fixed_points().points]).reshape(-1, 3)
    for start in rng.uniform(-1, 1, (300, 3)):
        root, _, converged, _ = fsolve(move, start, full_output=True, xtol=1e-13)
        if converged != 1 or np.max(np.abs(move(root))) > 1e-13 or np.max(np.abs(root)) > 1 or np.max(np.abs(root[1:])) < 1e-4:
            continue
        assert np.min(np.max(np.abs(known - np.abs(root)), axis=1)) < 1e-6, root


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_spectra_are_those_of_difference_quotients(model):
    move = slope(model)
    for point in model.fixed_points().points:
        place = np.array([point.P, point.q, point.r])
        differences = np.array([(move(place + 1e-6 * axis) - move(place - 1e-6 * axis)) / 2e-6 for axis in np.eye(3)]).T
        assert np.allclose(np.poly(point.eigenvalues), np.poly(differences), rtol=0, atol=1e-8)
    for P in (0, 0.5, 1):
        differences = np.array([(move(1e-6 * axis + [P, 0, 0]) - move([P, 0, 0] - 1e-6 * axis)) / 2e-6 for axis in np.eye(3)]).T
        line = np.poly([0, *model.fixed_points().line.eigenvalues(P)])
        assert np.allclose(line, np.poly(differences), rtol=0, atol=1e-8)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_solutions_stay_near_stable_points_alone(model):
    for point in model.fixed_points().points:
        near = {"P": point.P * (1 - 1e-6), "q": point.q * (1 - 1e-6), "r": point.r * (1 - 1e-6)}
        if point.name in ("F1", "F2"):
            near |= {"P": 1e-6, "q": point.q or 1e-6, "r": point.r or 1e-6}
        end = model.solve(near, 4000)
        distance = np.max(np.abs([end.P[0, 0, 0] - point.P, end.q[0, 0] - point.q, end.r[0, 0] - point.r]))
        assert (distance < 1e-5) == point.stable, point.name


def test_stability_is_what_the_derived_conditions_say():
    """300 random models and one between fold and Hopf: F1 (never stable), F2, F3 (Routh and Hurwitz) and the line."""
    seen = set()
    for model in [SolvableGAN(5, "0.54", "0.54", "0.2", "0.04"), *random_models(300)]:
        found, given = model.fixed_points(), (model.tau, model.tau_tilde, model.eta_T, model.eta_G, model.Lambda[0])
        four = dict(zip(NAMES, of_parameters(FLOAT64, *map(float, given))))
        for point in found.points:
            assert point.stable == derived_condition(point, four), (model, point)
            seen.add((point.name, point.stable))
        line = critical(FLOAT64, *four.values())
        attracts = four[kappa] < 2 * four[gamma] and line < 1
        assert found.line.stable_beyond == (pytest.approx(max(line, 0)**0.5, abs=1e-7) if attracts else None)
    assert seen == {("F1", False), ("F2", True), ("F2", False), ("F3+", True), ("F3+", False), ("F3-", False)}


def random_models(count):
    rng = np.random.default_rng(2)
    for _ in range(count):
        tau, tau_tilde, signal = np.round(np.exp(rng.uniform([-3, -4, -1], [0.5, 1, 2])), 3)
        yield SolvableGAN(signal, *np.round(rng.uniform(0.05, 2, 2) / np.sqrt(tau), 3), tau, tau_tilde)


def derived_condition(point, four):
    if point.name == "F1":
        return False
    if point.name == "F2":
        return four[kappa] > 2 and chasing(FLOAT64, *four.values()) < 0
    a2, a1, a0 = cubic(FLOAT64, *four.values(), point.r**2)
    return a2 > 0 and a0 > 0 and a2 * a1 > a0


def test_a_small_cycle_has_the_derived_amplitude_and_frequency():
    """To leading order in epsilon = kappa - 2 gamma: halving it halves the relative departures, within a quarter."""
    departures = np.array([departure(epsilon) for epsilon in (0.01, 0.005)])
    assert np.all(departures[0] < 0.05) and np.allclose(departures[0] / departures[1], 2, rtol=0.25)


def departure(epsilon):
    """Relative departures of max q and of the frequency from theory, at kappa = 1/5, eta = 1 and tau = 1/5."""
    model = SolvableGAN(0.4 / (0.2 - epsilon), 1, 1, "0.2", "0.04")
    cycle, four = model.limit_cycle(), (0.2, 0.9, 1.1, 0.1 - epsilon / 2)
    speed = float(model.tau * model.Lambda[0])
    return (abs(cycle.extremes["q"][1] / amplitude(FLOAT64, *four)**0.5 - 1),
            abs(2 * np.pi / cycle.period / speed / frequency(FLOAT64, *four)**0.5 - 1))


def test_a_part_of_the_line_attracts():
    model = MODELS["recovered"]
    least = model.fixed_points().line.stable_beyond
    for P, stays in ((least + 0.01, True), (least - 0.01, False)):
        end = model.solve({"P": P, "q": "1e-5", "r": "1e-5"}, 3000)
        assert (abs(end.P[0, 0, 0] - P) < 1e-3) == stays


def test_a_cycle_closes_and_attracts_and_unequal_signals_have_one_too():
    for model in (SolvableGAN(5, 1, 1, "0.2", "0.04"), SolvableGAN(5, 1, "1.1", "0.2", "0.05", Lambda_tilde="5.1")):
        cycle = model.limit_cycle()
        sizes = np.sort(np.abs(cycle.multipliers))
        assert sizes[-1] == pytest.approx(1, abs=1e-8) and sizes[-2] < 1
        again = model.solve({"P": cycle.P[0], "q": cycle.q[0], "r": cycle.r[0]}, [cycle.period / 2, cycle.period])
        assert (again.q[1, 0], again.r[1, 0], again.P[1, 0, 0]) == pytest.approx((cycle.q[0], cycle.r[0], cycle.P[0]), abs=1e-9)
        assert again.q[0, 0] == pytest.approx(-cycle.q[0], abs=1e-9)          # half a turn changes the sign of w
