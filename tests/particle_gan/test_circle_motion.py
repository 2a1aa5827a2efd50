"""Simulated clouds obey the equations as written out; collapsed ones blow out at the reference's b*, collapse at phi*."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from ganmech.lowering import FLOAT64
from ganmech.particle_gan import CircleGAN
from ganmech.particle_gan.circle_waves import waves
from ganmech.particle_gan.cloud_motion import Cloud
from ganmech.particle_gan.rotating_orbit import rotating_orbit

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())
BLOWOUT, PENALTY = REFERENCE["blowout_numeric"], REFERENCE["gradient_penalty_onset_etaD=1_lam=1_K=4_M=2"]


def written(model, y):
    """x' and d' written out with loops over particles and wave numbers; y holds x, then d."""
    N, K, x, d = model.N, model.K, y[:model.N].real, y[model.N:]
    mean, relative = model.mobilities()
    force = [sum((1j * k * d[k - 1] * np.exp(1j * k * place)).real for k in range(1, K + 1)) for place in x]
    change = []
    for k in range(1, K + 1):
        eta = float(model.eta_D) * k**(-2 * float(model.s))
        p = np.exp(-float(model.sigma)**2 * k**2 / 2) if model.target == "modes" and k % model.M == 0 else 0
        decays = model.regulariser == "weight decay"
        gamma = float(model.eta_D * model.strength) if decays else eta * float(model.strength) * k**2 / 2
        change.append(eta * (p - sum(np.exp(-1j * k * place) for place in x) / N) - gamma * d[k - 1])
    average = sum(force) / N
    return np.array([relative * one + (mean - relative) * average for one in force] + change)


MODELS = [CircleGAN(N=3, K=4, eta_G=5, phi="0.2"), CircleGAN(N=4, K=3, s="0.5", eta_G=2, M=3, sigma="0.1", phi=0),
          CircleGAN(N=2, K=2, eta_G=4, regulariser="gradient penalty", strength=1, target="uniform", phi="0.9", g1="0.5")]


@pytest.mark.parametrize("model", MODELS)
def test_a_run_is_the_solution_of_the_equations_as_written(model):
    start = np.linspace(0.1, 2, model.N)
    run = model.simulate(6, dt="0.01", start=start, records=3)
    plain = solve_ivp(lambda _, y: written(model, y), (0, 6), np.append(start, np.zeros(model.K)).astype(complex), "DOP853",
                      t_eval=run.t, rtol=1e-10, atol=1e-12).y.T
    assert run.x[:, 0] == pytest.approx(plain[:, :model.N].real, abs=1e-6)
    assert run.d[:, 0] == pytest.approx(plain[:, model.N:], abs=1e-6)


def test_the_error_of_a_step_is_of_the_fourth_order():
    model = MODELS[0]
    fine, *coarse = (model.simulate(3, dt=dt, start=[0.1, 0.5, 2], records=1).x[-1, 0, 0] for dt in ("0.0025", "0.04", "0.02"))
    errors = [abs(value - fine) for value in coarse]
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.2)


def test_replicas_are_independent_and_seeds_repeat():
    model = MODELS[0]
    run, again = (model.simulate(2, replicas=3, rng=5, records=4) for _ in range(2))
    alone = model.simulate(2, dt=None, start=run.x[0, 1], records=4)
    assert np.array_equal(run.x, again.x) and run.x.shape == (5, 3, 3) and run.d.shape == (5, 3, 4)
    assert run.x[:, 1] == pytest.approx(alone.x[:, 0], abs=1e-12)
    assert run.x[0].std(axis=1).max() < 0.2 < model.simulate(1, start="spread", replicas=9, rng=0).x[0].std(axis=1).mean()


def test_a_step_that_is_too_long_is_reported_as_divergence():
    run = CircleGAN(N=2, K=2, strength=100).simulate(100, dt="0.5", records=50, rng=1)
    assert run.diverged.all() and np.isnan(run.x[-1]).all() and np.isfinite(run.x[0]).all()
    kept = CircleGAN(N=2, K=2, strength=100).collapse_map(["0.1"], [1], T=100, dt="0.5", processes=1)
    assert kept.diverged.tolist() == [[6]] and kept.order.mask.all()


def test_order_parameter_and_curvature_of_known_clouds():
    run = CircleGAN(N=2, K=2, eta_G="1e-9").simulate(1e-6, start=[0, np.pi], critic=[1, 0.5j], records=1)
    assert run.order_parameter()[0, 0] == pytest.approx(0, abs=1e-12)
    assert run.order_parameter(2)[0, 0] == pytest.approx(1)
    assert run.curvature[0, 0] == pytest.approx(0, abs=1e-12)         # -cos x + 2 sin 2x at 0 and pi
    one = CircleGAN(N=2, K=2, eta_G="1e-9").simulate(1e-6, start=[0.3, 0.3], critic=[1, 0.5j], records=1)
    assert one.curvature[0, 0] == pytest.approx(-np.cos(0.3) + 2 * np.sin(0.6), abs=1e-12) and one.spread[0, 0] < 1e-12


@pytest.mark.parametrize("K", [2, 4])
def test_a_rotating_orbit_repeats_and_its_mean_curvature_is_that_of_a_long_run(K):
    """Beyond the blow-out, where all starts rotate."""
    model = CircleGAN(K=K)
    b = 1.3 * BLOWOUT[f"M=2,K={K}"]
    mobility = b * model.rest_state().hopf_mobility
    one = waves(FLOAT64, K, 2, tuple(map(float, (1, 1, 0.5, 0, 0))))
    cloud = Cloud(one, mobility, mobility)
    state = np.array([[0.2] + [0.1] * (2 * K)])
    for _ in range(5000):
        state = cloud.step(state, 0.01)
    bending, modes = [], []
    for _ in range(20000):
        state = cloud.step(state, 0.005)
        bending.append(cloud.curvature(state)[0, 0]), modes.append(np.rint(state[0, 0] / np.pi))
    passed = np.flatnonzero(np.diff(modes))
    whole, turns = slice(passed[0], passed[-1]), abs(modes[passed[-1]] - modes[passed[0]])
    speed, total = turns * np.pi / (0.005 * (passed[-1] - passed[0])), np.mean(bending[whole])
    while abs(cloud.velocity(state)[0, 0]) < 1.2 * speed:
        state = cloud.step(state, 0.005)
    orbit = rotating_orbit(cloud, 2, state[0], np.pi / speed)
    assert orbit.attracts and np.pi / orbit.period == pytest.approx(speed, rel=1e-4)
    assert orbit.curvature == pytest.approx(total, abs=1e-3)


@pytest.mark.parametrize("K, b_star", [(2, BLOWOUT["M=2,K=2"]), pytest.param(4, BLOWOUT["M=2,K=4"], marks=pytest.mark.slow)])
def test_blow_out_is_where_the_reference_has_it(K, b_star):
    found = CircleGAN(N=8, K=K, eta_G=10).blow_out()
    assert found.b == pytest.approx(b_star, rel=0.02) and found.error == 0
    assert abs(found.orbit.curvature) < 1e-6 and found.orbit.attracts
    b_0 = 10 / 8 / CircleGAN(K=K).rest_state().hopf_mobility
    assert found.phi == pytest.approx((found.b / b_0 - 1) / 7, rel=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("s", ["0.5", "1", "1.5", "2"])
def test_blow_out_under_a_gradient_penalty(s):
    """At s = 1.5 and 2 the motion is irregular; at 1.5 <D''> changes its sign three times, the last is the reference's."""
    found = CircleGAN(K=4, s=s, regulariser="gradient penalty", strength=1).blow_out()
    stored = PENALTY[f"s={s}"]["blowout_mu_plus_numeric_pm_10pct"]
    assert found.mobility == pytest.approx(stored, rel=0.1) and (found.orbit is None) == (s in ("1.5", "2"))
    assert found.first <= found.mobility and (s != "1.5" or found.first < 0.9 * found.mobility)


def test_averages_of_a_resting_cloud_are_its_curvature():
    model = CircleGAN(K=2, strength=1)
    averages = model.mean_curvature(["0.5"], starts=2, rng=0)
    assert averages == pytest.approx(np.full((1, 2), model.rest_state().curvature), rel=1e-3)


@pytest.mark.slow
def test_collapse_sets_in_at_the_predicted_coupling():
    """N = 8, M = 2, K = 4, b without coupling 10/eta_D, six tight starts; phi* = 0.33 for eta_D = 1, 0.81 for eta_D = 2."""
    model = CircleGAN(N=8, K=4, eta_G=10)
    found = model.collapse_map(["0", "0.1", "0.2", "0.4", "0.5", "0.7", "0.9"], [1, 2], T=250, rng=1)
    assert np.all(found.order[0, :3] < 0.05) and np.all(found.order[0, 3:] > 0.95)
    assert np.all(found.order[1, :5] < 0.05) and found.order[1, 6] > 0.95
    assert not found.diverged.any()


@pytest.mark.slow
def test_a_spread_cloud_does_not_collapse_where_a_tight_one_does():
    found = CircleGAN(N=8, K=4, eta_G=10).collapse_map(["0.4", "0.7"], [1], T=250, start="spread", rng=1)
    assert np.all(found.order < 0.05)
