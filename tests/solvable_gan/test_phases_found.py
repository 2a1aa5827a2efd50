"""Phases concluded from conditions are those that solutions show; the three panels of Fig. 1; thresholds of the reference."""

import json
from pathlib import Path

import numpy as np
import pytest

from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.phases import NAMES

THRESHOLDS = json.loads((Path(__file__).parents[1] / "reference" / "solvable_gan.json").read_text())["thresholds"]
FIGURE_1 = {"tau": "0.2", "tau_tilde": "0.04"}
START = {"P": [["0.1", 0], [0, "0.1"]], "q": ["0.1", "0.1"]}


def panel(eta, Lambda=(5, 3), **changed):
    return SolvableGAN(list(Lambda), eta, eta, **FIGURE_1 | changed)


@pytest.mark.parametrize("eta, name, retrieved", [(2, "recovered", (1, 2)), (1, "oscillating", ()), (4, "mode collapse", (1,)),
                                                  (6, "failed", ()), ("1.5", "mixing", (2,))])
def test_the_panels_of_figure_1_and_beyond(eta, name, retrieved):
    assert (panel(eta).phase().name, panel(eta).phase().retrieved) == (name, retrieved)


@pytest.mark.parametrize("eta, t", [(2, 2000), (1, 500), (4, 2000), (6, 1000)])
def test_solutions_show_the_same(eta, t):
    assert panel(eta).settled(START, t).name == panel(eta).phase().name


def test_the_published_run_of_mode_collapse():
    end = panel(4).solve(START, 4000).P[-1]
    assert np.allclose(np.diag(end), (0.745, 0.100), rtol=0, atol=1e-3)


def test_diagrams_of_one_feature_agree_with_solutions():
    """Away from the thresholds, where nothing settles in finite time; eta_T and eta_G vary apart."""
    model, start = SolvableGAN(5, 1, 1, "0.2", "0.04"), {"P": "0.3", "q": "0.2"}
    eta_T, eta_G = ["0.9", "2.5", "6.4"], ["0.7", "2", "4"]
    axes = "eta_T", eta_T, "eta_G", eta_G
    assert np.array_equal(model.settled_diagram(*axes, start, 1000), model.phase_diagram(*axes))


def test_diagrams_of_two_features_agree_with_solutions():
    """Away from thresholds and from the mixing window, where solutions take long to settle.

    Where no fooled state attracts, the solution oscillates or rests with a discriminator that is not fooled.
    """
    axes, start = ("tau", ["0.02", "0.3", "0.85", "1.5"], "tau_tilde", ["0.01", "0.25"]), START | {"q": ["0.3", "0.3"]}
    concluded, seen = panel(2).phase_diagram(*axes), panel(2).settled_diagram(*axes, start, 4000)
    assert set(concluded.ravel()) == {"oscillating", "recovered", "mode collapse", "failed"}
    assert np.array_equal(np.where(seen == "not fooled", "oscillating", seen), concluded)


def test_a_fast_generator_copies_the_strongest_feature_twice():
    """It rests with a discriminator that is not fooled, at q = P r of its one feature; the other feature is lost."""
    model = panel(2, tau="0.02", tau_tilde="0.25")
    end = model.solve(START | {"q": ["0.3", "0.3"]}, 6000)
    assert np.all(end.P[0, 0] > 0.95) and np.allclose(end.P[0, 1], 0, atol=1e-6) and end.S[0, 0, 1] > 0.999
    assert model.settled(START | {"q": ["0.3", "0.3"]}, 6000).name == "not fooled" and model.phase().name == "oscillating"


def test_a_diagram_is_the_phase_of_each_point():
    model = panel(1, (5, 3, 2))
    rates, noises = ["0.05", "0.2", "0.8"], ["0.5", "1.4", "3", "5"]
    diagram = model.phase_diagram("tau", rates, "eta", noises)
    assert diagram.shape == (4, 3) and set(diagram.ravel()) <= set(NAMES)
    for row, eta in enumerate(noises):
        for column, tau in enumerate(rates):
            assert diagram[row, column] == panel(eta, (5, 3, 2), tau=tau).phase().name


def test_thresholds_are_those_of_the_reference():
    found = panel(1).thresholds()
    assert np.allclose(found.failure, THRESHOLDS["eta_fail_i=sqrt(Lambda_i/tau)"], rtol=0, atol=1e-9)
    assert np.allclose(found.oscillation, THRESHOLDS["eta_osc_i=sqrt(taug*Lambda_i/(2 tau^2))"], rtol=0, atol=1e-9)
    assert found.no_rest == pytest.approx(THRESHOLDS["eta_osc_trace=sqrt(taug*tr(Lambda)/(2 d tau^2))"], abs=1e-9)


def test_the_informed_pair_is_born_and_destabilised_where_the_reference_says():
    pair = SolvableGAN(5, 1, 1, **FIGURE_1).informed_pair()
    assert pair.fold == pytest.approx(THRESHOLDS["d1_Lambda5_F3_saddle_node_eta"], abs=1e-9)
    assert pair.hopf == pytest.approx(THRESHOLDS["d1_Lambda5_F3plus_Hopf_eta"], abs=1e-9)


@pytest.mark.parametrize("tau_tilde, fold, hopf", [("0.04", True, True), ("0.2", True, False), ("0.4", False, False)])
def test_other_informed_pairs_change_nowhere_else(tau_tilde, fold, hopf):
    """Scanned: F3+ exists and attracts on one side of each noise found, and changes at none in between."""
    noises = np.linspace(0.05, 6, 239)
    model = SolvableGAN(5, 1, 1, "0.2", tau_tilde)
    pair = model.informed_pair()
    assert (pair.fold is not None, pair.hopf is not None) == (fold, hopf)
    points = [{point.name: point for point in SolvableGAN(5, eta, eta, "0.2", tau_tilde).fixed_points().points}
              for eta in noises]
    both = np.array(["F3-" in found for found in points])
    stable = np.array([found["F3+"].stable if "F3+" in found else False for found in points])
    exists = np.array(["F3+" in found for found in points])
    assert np.array_equal(stable, exists & (noises < (pair.hopf or np.inf)))
    assert not fold or (not exists[noises > pair.fold].any() and both[noises < pair.fold][-1])


def test_phases_change_at_the_thresholds():
    limits = panel(1).thresholds()
    expected = [(limits.no_rest, "oscillating", "mixing"), (max(limits.oscillation), "mixing", "recovered"),
                (min(limits.failure), "recovered", "mode collapse"), (max(limits.failure), "mode collapse", "failed")]
    for limit, below, above in expected:
        assert (panel(limit * (1 - 1e-9)).phase().name, panel(limit * (1 + 1e-9)).phase().name) == (below, above)


@pytest.mark.parametrize("eta, tau_tilde", [(0.8, "0.04"), (0.8, "0.2"), (1.2, "0.12"), (3, "0.04")])
def test_phases_of_another_loss_are_those_of_its_solutions(eta, tau_tilde):
    model, start = SolvableGAN(1, eta, eta, "0.4", tau_tilde, loss="tanh"), {"P": "0.4", "q": "0.3"}
    assert model.phase().name == model.settled(start, 1500).name


def test_the_other_loss_is_seen_in_every_phase():
    names = {SolvableGAN(1, eta, eta, "0.4", rate, loss="tanh").phase().name for eta in (0.5, 2, 3) for rate in ("0.04", "0.3")}
    assert names == {"recovered", "oscillating", "failed"}


def test_a_linear_loss_by_averages_is_the_linear_loss():
    for eta in (1, 2, 4, 6, "1.5"):
        assert panel(eta, loss=lambda s: s).phase() == panel(eta).phase()


def test_the_condition_is_the_spectrum_of_a_numerical_jacobian():
    """Recovered exactly if the equation's slopes at q = r = 0, P = 1, by central differences, have no growing direction."""
    rng = np.random.default_rng(0)
    seen = set()
    for _ in range(40):
        tau, tau_tilde, eta_T, eta_G = np.round(np.exp(rng.uniform([-3, -5, -1, -1], [0, 0, 1.5, 1.5])), 3)
        model = SolvableGAN([5, 3], eta_T, eta_G, tau, tau_tilde, Lambda_tilde=list(np.round(rng.uniform(2, 6, 2), 2)))
        eigenvalues = np.linalg.eigvals(jacobian_across(model))
        rests = all(eigenvalues.real < 0) and model.phase().name not in ("mode collapse", "failed")
        assert rests == (model.phase().name == "recovered")
        seen.add(model.phase().name)
    assert len(seen) >= 4


def jacobian_across(model, step=1e-6):
    """d(dq/dt, dr/dt)/d(q, r) at q = r = 0, P = S = I."""
    from ganmech.lowering import FLOAT64
    from ganmech.solvable_gan.solution import equation

    found, rest = equation(model), np.array([1.0, 0, 0, 1] + 5 * [0.0])

    def slopes(direction):
        return np.array(found(FLOAT64, rest + step * direction)[4:8], dtype=float)

    return np.array([(slopes(axis) - slopes(-axis)) / (2 * step) for axis in np.eye(9)[4:8]]).T
