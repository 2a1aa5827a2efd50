"""What the shipped sweeps compute, against independent answers: solved cases, limits, naive means, exact conditions."""

import mpmath
import numpy as np
import pytest
from scipy.optimize import brentq

from derivations.spin_glass import published
from derivations.spin_glass.notation import p, u
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan import neural_collapse_map
from ganmech.particle_gan.swept import neural_collapse
from ganmech.sgd_as_sde.swept import weak_error_slopes
from ganmech.solvable_gan import SolvableGAN
from ganmech.solvable_gan.swept import informed, phase_by_simulation
from ganmech.spin_glass.swept import complexity, descent, losses, minimum_losses


def test_the_least_loss_of_a_pure_glass_is_its_lowest_ground_state():
    """Without noise and generator: E_0(3) of Auffinger, Ben Arous and Cerny, the zero of their closed form."""
    curve = lower(published.p_spin_complexity.expr.subs(p, 3), (u,))
    E_0 = brentq(lambda u: curve(FLOAT64, u), -2, -1.64)
    assert abs(minimum_losses(3, 1, "1e-12", "0.9999999999")["L_D"] - E_0) < 1e-9


@pytest.mark.parametrize("convention", ["derived", "released"])
def test_the_complexity_vanishes_at_the_least_losses(convention):
    """Two ways to one number: a root of the maximum over a half space, and the maximum itself."""
    model = {"p": 3, "q": 2, "sigma_z": "1/2", "kappa": "3/5", "convention": convention}
    least = losses(by=convention, p=3, q=2, sigma_z="1/2", kappa="3/5")
    assert abs(complexity(**model, u_D=repr(least["L_D"]))["Theta"]) < 1e-9
    assert abs(complexity(**model, u_G=repr(least["L_G"]))["Theta"]) < 1e-9


def test_joint_minima_abound_at_weak_noise_and_not_at_strong_noise():
    """As the noise vanishes their rate is positive but for p = 2, q = 1; at noise 1 they are exponentially rare."""
    weak, strong = complexity(5, 1, "1/100", "9/10"), complexity(5, 1, "1", "9/10")
    assert 0 < weak["Theta_00"] < weak["Theta"] and strong["Theta_00"] < 0 < strong["Theta"]
    assert complexity(convention="released")["Theta_00"] is None


def test_descent_without_noise_finds_the_least_eigenvalue():
    """p = 2, l_D = u . X u: runs rest at the least eigenvalue of (X + X^T)/2, sampled here; within four standard errors."""
    found = descent(2, 1, "1/1000000", "1/2", N=16, surfaces=24, starts=1, steps=600, seed=5)
    X = np.random.default_rng(6).standard_normal((4000, 8, 8))
    least = np.linalg.eigvalsh((X + X.swapaxes(1, 2)) / 2)[:, 0] / 16**0.5
    error = np.hypot(found["L_D_error"], least.std() / len(least)**0.5)
    assert found["share"] == 0.5 and abs(found["mean_L_D"] - found["L_D"]) < 1e-3
    assert abs(found["L_D"] - least.mean()) < 4 * error


@pytest.mark.parametrize("eta, T, name", [("1", 40, "oscillating"), ("2.75", 60, "recovered"), ("6", 30, "failed"),
                                          ("0.25", 60, "not fooled")])
def test_simulated_phases_of_one_feature(eta, T, name):
    """Far from the thresholds, against what the equation of the limit n -> infinity settles to and, where it rests, at which P.

    With the weakest noise no fooled state attracts, and the informed point does (fixed_points): there "exact" is "oscillating".
    """
    found = phase_by_simulation(["5"], eta, eta, n=400, T=str(T), replicas=8)
    limit = SolvableGAN("5", eta, eta, "0.2", "0.04")
    assert found["simulated"] == name == limit.settled(informed(1), 2000).name
    assert found["exact"] == ("oscillating" if name == "not fooled" else name)
    if name != "oscillating":
        assert abs(found["row_1"] - abs(limit.solve(informed(1), [0, T]).P[-1, 0, 0])) < 0.06


def test_a_feature_between_its_thresholds_is_retrieved_and_the_weaker_is_not():
    """The noise 4 of Fig. 1, where C = 3.2 lies between the variances 3 and 5."""
    found = phase_by_simulation(["5", "3"], "4", "4", n=400, T="150", replicas=8)
    assert (found["simulated"], found["exact"], found["retrieved"], found["learnable"]) == ("mode collapse",) * 2 + (1, 1)
    assert found["row_1"] > 0.5 > found["row_2"]


def test_a_cell_of_the_collapse_map_is_the_map_s_own():
    """One run alone, and among others that advance together."""
    rows = neural_collapse_map(["0", "1/2"], ["0.2"], "tanh", seeds=[3], steps=200, processes=1)
    alone = neural_collapse("1/2", "0.2", activation="tanh", steps=200, seed=3)
    together = rows.entropies[0, 0, 1], rows.spreads[0, 0, 1], rows.distances[0, 0, 1]
    assert np.allclose([alone[name] for name in ("entropy", "spread", "distance")], together, rtol=1e-6, atol=0)


def test_clouds_cover_or_collapse_or_diverge():
    covered, body = neural_collapse("0", "0.4", steps=1500), neural_collapse("0.97", "0.05", steps=1500)
    assert covered["entropy"] > 0.9 and covered["distance"] < 0.2 and not covered["diverged"]
    assert body["entropy"] < 0.3 and body["spread"] < 0.05
    blown = neural_collapse("0.1", "1000", steps=100)
    assert blown["diverged"] and blown["entropy"] is None and blown["steps_done"] < 100


@pytest.mark.parametrize("order", [0, 1, 2])
def test_slopes_of_means_are_those_of_matrix_powers(order):
    """The Dirac game's means: powers of 1 + eta M against the exponential of M - eta M^2/2 + eta^2 M^3/3, cut at the order."""
    found = weak_error_slopes("dirac", "SML", order, halvings=5)
    with mpmath.workdps(30):
        M, start = mpmath.matrix([[-mpmath.mpf(1) / 2, -1], [1, -1]]), mpmath.matrix([2, -1])
        errors = []
        for steps in (160, 320):
            eta = mpmath.mpf(2) / steps
            drift = sum((-eta)**k * M**(k + 1) / (k + 1) for k in range(order + 1))
            errors.append((mpmath.eye(2) + eta * M)**steps * start - mpmath.expm(2 * drift) * start)
        slopes = [float(mpmath.log(abs(first / second), 2)) for first, second in zip(*errors)]
    assert found["eta"] == "1/160" and np.allclose([found["slope theta"], found["slope omega"]], slopes, rtol=0, atol=1e-9)


@pytest.mark.parametrize("game", ["linear-quadratic", "finite-data", "dirac", "multiplicative", "skewed"])
@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("order", [0, 1, 2])
def test_slopes_are_order_plus_one(game, scheme, order):
    found = weak_error_slopes(game, scheme, order, halvings=7)
    assert found["expected"] == order + 1 and abs(found["slope"] - found["expected"]) < 0.03


def test_third_moments_under_a_skewed_law_have_slope_two():
    """No diffusion has a third cumulant: at order 2 the slope falls to 2 in the end, where a normal law keeps 3."""
    skewed, normal = (weak_error_slopes(game, "SML", 2, s="1", halvings=9) for game in ("skewed", "multiplicative"))
    assert (skewed["expected_of_thirds"], normal["expected_of_thirds"]) == (2, 3)
    assert abs(skewed["slope_of_thirds"] - 2) < 0.1 and abs(normal["slope_of_thirds"] - 3) < 0.1


def test_finite_data_of_equal_moments_have_the_errors_of_the_gaussian_game():
    """Means and covariances of a linear game know two moments of its samples only."""
    gaussian, finite = (weak_error_slopes(game, "ALT", 1, s="1/2") for game in ("linear-quadratic", "finite-data"))
    shared = [name for name in gaussian if name.startswith("slope ")]
    assert len(shared) == 7 and all(abs(gaussian[name] - finite[name]) < 1e-9 for name in shared)
