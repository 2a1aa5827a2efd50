"""Momentum to leading order and beyond, a shared minibatch's drift, what third cumulants cost, against independent values."""
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.linalg import solve_continuous_lyapunov
from sympy import ImmutableMatrix as Matrix, symbols

from derivations.calculus.differential_operators import Generator, commutator
from derivations.sgd_as_sde import momentum, third_cumulant
from derivations.sgd_as_sde.notation import B, Sigma_theta, eta, kappa_theta, mu
from ganmech.sgd_as_sde import LinearQuadratic, Multiplicative, modified_equation

EXTRA = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())["extra"]
P1 = LinearQuadratic(mu="1/2", lam=1, m=1, a=0, c=1, s="1/2", batch=4, eta="1/10")


def table(entries) -> np.ndarray:
    return np.array([[float(entry) for entry in row] for row in entries])


def leading_covariance(game) -> np.ndarray:
    """Of the order-0 equation, by SciPy's solver."""
    found = modified_equation(game, "SML", 0)
    M, Q = np.array(found.total_drift().jacobian(found.x), dtype=float), np.array(found.total_diffusion(), dtype=float)
    return solve_continuous_lyapunov(M, -Q)


def test_stationary_covariance_with_momentum():
    stored, game = EXTRA["momentum_gamma=1/2_P1"], P1.at(momentum="1/2")
    assert leading_covariance(game) == pytest.approx(table(stored["leading_order eta/(1-gamma)/B Cbar"]), rel=1e-12)
    assert game.stationary_covariance("chain", "SML") == pytest.approx(table(stored["C_x_discrete"]), rel=1e-12)
    T = np.array(game.chain_map("SML")[0], dtype=float)
    assert abs(np.linalg.eigvals(T)).max() == pytest.approx(float(stored["spectral_radius"]), rel=1e-12)


@pytest.mark.parametrize("gamma", ["-1/2", "1/2", "9/10"])
def test_leading_order_is_that_of_a_larger_rate_and_holds_as_the_rate_vanishes(gamma):
    gaps = []
    for size in ("1/8000", "1/16000"):
        game = P1.at(momentum=gamma, eta=size)
        same = P1.at(eta=Fraction(size) / (1 - Fraction(gamma)))
        assert leading_covariance(game) == pytest.approx(leading_covariance(same), rel=1e-12)
        gaps.append(abs(game.stationary_covariance("chain", "SML") / leading_covariance(game) - 1).max())
    assert gaps[1] < 0.1 and np.log2(gaps[0] / gaps[1]) == pytest.approx(1, abs=0.06)


@pytest.mark.parametrize("gamma", [-0.5, 0.5, 0.9])
def test_a_rotation_grows_as_derived(gamma):
    """|rho|^2 of the map of (position, velocity), by NumPy."""
    gaps = []
    for size in (2e-3, 1e-3):
        T = np.array([[1 + 1j * size, gamma], [1j * size, gamma]])
        log_square = 2 * np.log(abs(np.linalg.eigvals(T)).max())
        derived = float(momentum.growth.result.subs({momentum.gamma: gamma, momentum.w: 1, eta: size}))
        gaps.append(abs(log_square - derived))
    assert np.log2(gaps[0] / gaps[1]) == pytest.approx(4, abs=0.3)        # odd powers turn, even ones grow


def test_one_damped_parameter_with_momentum_by_summing_its_noise():
    gamma, a, size = 0.6, 1.5, 0.2
    T, noise = np.array([[1 - size * a, gamma], [-size * a, gamma]]), size * np.array([1.0, 1.0])
    spread, kick = np.zeros((2, 2)), noise
    for _ in range(2000):
        spread, kick = spread + np.outer(kick, kick), T @ kick
    values = {momentum.gamma: gamma, momentum.a: a, eta: size, Sigma_theta: 1, B: 1}
    derived = np.array(momentum.stationary.result.subs(values), dtype=float).ravel()
    assert derived == pytest.approx(spread[[0, 0, 1], [0, 1, 1]], rel=1e-10)


def test_a_shared_minibatch_without_and_with_the_induced_drift():
    """E theta at T = 2 of the chain less that of its SDE of order 1, at five learning rates."""
    stored = EXTRA["same_batch_ALT_multiplicative(B=1,s2=1/4,mu=1/2,lam=1,m=1,T=2,N=20..320)"]
    game = Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=1, shared_batch=True)
    errors = {"with_noise_drift": [], "paper_b1": []}
    for steps in (20, 40, 80, 160, 320):
        at = game.at(eta=Fraction(2, steps))
        of_chain = at.moments((2, -1), steps, "chain", "ALT", degree=1).expected(1, 0)
        for name, described in (("with_noise_drift", at), ("paper_b1", at.at(shared_batch=False))):
            errors[name].append(of_chain - described.moments((2, -1), steps, "sde", "ALT", 1, degree=1).expected(1, 0))
    for name, found in errors.items():
        assert np.abs(found) == pytest.approx(np.abs(np.array(stored[name]["err_E_theta"], dtype=float)), rel=1e-6)
        slopes = np.log2(np.abs(found[:-1]) / np.abs(found[1:]))
        assert slopes == pytest.approx(stored[name]["slopes"], abs=1e-3)


def test_a_skewed_latent_law_costs_the_third_order():
    """E theta^3 of the chain less that of the SDE of order 2: power 3 for symmetric samples, 2 for skewed ones."""
    slopes = {}
    for latent in ("normal", "exponential"):
        errors = []
        for steps in (320, 640):
            game = Multiplicative(mu="1/2", lam=1, m=1, s=1, batch=1, latent=latent, eta=Fraction(2, steps))
            chain, sde = (game.moments((2, -1), steps, law, "SML", 2).expected(3, 0) for law in ("chain", "sde"))
            errors.append(abs(chain - sde))
        slopes[latent] = np.log2(errors[0] / errors[1])
    assert slopes["normal"] == pytest.approx(3, abs=0.15) and slopes["exponential"] == pytest.approx(2, abs=0.15)


def test_third_cumulant_of_a_scalar_chain_by_summing_its_noise():
    """The stationary departure is a sum of independent terms, whose third cumulants add up."""
    size, pull, batch, skew = 0.3, 0.7, 4, 2.0
    summed = sum((-size * (1 - size * pull)**age)**3 * skew / batch**2 for age in range(400))
    values = {eta: size, mu: pull, B: batch, kappa_theta: skew}
    assert float(third_cumulant.invariant.lines[1].expr.subs(values)) == pytest.approx(summed, rel=1e-12)


def test_the_commutator_of_generators_is_the_difference_of_their_products():
    x, y = symbols("x y", real=True)
    one = Generator((x, y), Matrix([x * y, x**2 - y]))
    other = Generator((x, y), Matrix([y**2, x]), Matrix([[x, y], [y, x * y]]))
    f = x**3 * y + x * y**2
    assert (commutator(one, other)(f) - one(other(f)) + other(one(f))).expand() == 0
    with pytest.raises(ValueError, match="third derivatives"):
        commutator(other, other)
