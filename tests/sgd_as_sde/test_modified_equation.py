"""The modified equation against stored values, the logarithm of linear chains, and maps without noise, of higher orders."""
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from sympy import Matrix, Rational, eye, lambdify, symbols, sympify, zeros

from ganmech.sgd_as_sde import Dirac, LinearQuadratic, Multiplicative, modified_equation

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())
NONLINEAR = {"dirac_wgan": Dirac(batch=4), "dirac_logistic_R(lam=3/10)": Dirac(loss="logistic", lam="3/10", noise=1, batch=4)}
MULTIPLICATIVE = Multiplicative(mu="1/2", lam=1, m=1, c=1, s="1/2", batch=4)
MEAN = {"P1": dict(mu="1/2", lam=1, m=1, a=0, c=1, s="1/2", batch=4, eta="1/10"),
        "P3": dict(mu="1/5", lam="3/10", m=-1, a="1/2", c=2, s=1, batch=16, eta="1/4")}
P1 = LinearQuadratic(**MEAN["P1"])
eta = symbols("eta", positive=True)


def numbers(entries) -> np.ndarray:
    return np.array([[float(entry) for entry in np.atleast_1d(row)] for row in entries]).squeeze()


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("name", NONLINEAR)
def test_corrections_of_nonlinear_games_at_a_point(name, scheme):
    found, stored = modified_equation(NONLINEAR[name], scheme), REFERENCE["drift_corrections_at_points"][name]
    point = dict(zip(found.x, (Rational(7, 10), Rational(-2, 5))))
    expected = (stored["b0"], stored[scheme]["b1"], stored[scheme]["b2"])
    for b, value in zip(found.drift, expected, strict=True):
        assert np.array(b.subs(point).evalf(25), dtype=float).ravel() == pytest.approx(numbers(value), rel=1e-12)
    A1 = np.array(found.diffusion[1].subs(point).evalf(25), dtype=float)
    assert A1 == pytest.approx(numbers(stored[scheme]["A1"]), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_corrections_with_multiplicative_noise_are_the_stored_polynomials(scheme):
    found, stored = modified_equation(MULTIPLICATIVE, scheme), REFERENCE["multiplicative_WGAN"]
    theta, omega = found.x
    names = {"theta": theta, "omega": omega, "B": 4}
    for place, name in ((1, "b1"), (2, "b2")):
        gap = found.drift[place] - Matrix([sympify(entry, locals=names) for entry in stored[f"{name}_{scheme}"]])
        assert gap.expand() == zeros(2, 1)
    A1 = Matrix([[sympify(entry, locals=names) for entry in row] for row in stored[f"A1_{scheme}"]])
    assert (found.diffusion[1] - A1).expand() == zeros(2)


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("name", MEAN)
def test_corrections_of_mean_estimation(name, scheme):
    found, stored = modified_equation(LinearQuadratic(**MEAN[name]), scheme), REFERENCE["LQ_mean_estimation"][name]
    M, M1, M2 = (np.array(b.jacobian(found.x), dtype=float) for b in found.drift)
    assert M == pytest.approx(numbers(stored["M"]), rel=1e-12)
    assert M1 == pytest.approx(numbers(stored[scheme]["M1"]), rel=1e-12, abs=1e-15)
    assert M2 == pytest.approx(numbers(stored[scheme]["M2"]), rel=1e-12, abs=1e-15)
    assert np.array(found.diffusion[0], dtype=float) == pytest.approx(numbers(stored["A0=S/B"]), rel=1e-12)
    assert np.array(found.diffusion[1], dtype=float) == pytest.approx(numbers(stored[scheme]["A1"]), rel=1e-12, abs=1e-15)


def random_linear_game(**training):
    """2 + 3 parameters, small whole numbers."""
    rng = np.random.default_rng(11)
    P, R = (side + side.T for side in (rng.integers(-2, 3, (2, 2)), rng.integers(-2, 3, (3, 3))))
    K, half, half_omega = rng.integers(-3, 4, (2, 3)), rng.integers(-2, 3, (2, 2)), rng.integers(-2, 3, (3, 3))
    whole = [side.astype(object) for side in (P, K, R, half @ half.T, half_omega @ half_omega.T)]
    return LinearQuadratic.of_matrices(*whole[:3], [1, -1], [0, 2, 1], *whole[3:], batch=3, **training)


def coefficients(matrix, powers) -> list:
    return [matrix.applyfunc(lambda entry: entry.expand().coeff(eta, power)) for power in powers]


@pytest.mark.parametrize("scheme, critic_steps", [("SML", 1), ("ALT", 1), ("ALT", 3)])
def test_linear_drifts_are_the_logarithm_of_the_chain_and_its_noise_that_of_a_step(scheme, critic_steps):
    """log T and the covariance of one step, written out from the two updates, to eta^3."""
    game = random_linear_game(critic_steps=critic_steps)
    found = modified_equation(game, scheme)
    M, upper = found.drift[0].jacobian(found.x), Matrix.diag(eye(2), zeros(3))
    M_theta, M_omega = Matrix(upper * M), Matrix((eye(5) - upper) * M) / critic_steps
    S_theta = Matrix.diag(game.Sigma_theta, zeros(3)) / 3
    S_omega = Matrix.diag(zeros(2), game.Sigma_omega) / 3
    T, N = eye(5), zeros(5)
    in_turn = [(M_omega, S_omega)] * critic_steps + [(M_theta, S_theta)]
    steps = [(M_theta + M_omega, S_theta + S_omega)] if scheme == "SML" else in_turn
    for V, S in steps:
        step = eye(5) + eta * V
        T, N = (step * T).expand(), (step * N * step.T + eta**2 * S).expand()
    X = T - eye(5)
    logarithm = coefficients(X - X**2 / 2 + X**3 / 3, (1, 2, 3))
    assert [b.jacobian(found.x).expand() for b in found.drift] == logarithm
    A0, A1 = found.diffusion      # the noise of the flow over eta: eta^2 A0 + eta^3 (A1 + (M A0 + A0 M^T)/2) + ...
    assert coefficients(N, (2, 3)) == [A0, (A1 + (M * A0 + A0 * M.T) / 2).expand()]


def test_critic_steps_of_mean_estimation():
    for K in (1, 2):
        found, stored = modified_equation(P1.at(critic_steps=K), order=1), REFERENCE["extra"][f"ALT_K={K}_P1"]
        M, M1 = (np.array(b.jacobian(found.x), dtype=float) for b in found.drift)
        assert M == pytest.approx(numbers(stored["M_K"])) and M1 == pytest.approx(numbers(stored["M1_K"]))


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_every_order_of_alternating_rotation_conserves_the_chains_ellipse(order):
    """theta^2 + omega^2 + eta theta omega is conserved by the steps, so at each power of eta by the flow."""
    found = modified_equation(Dirac(eta="1/5"), order=order)
    theta, omega = found.x
    drift = sum((eta**power * b for power, b in enumerate(found.drift)), zeros(2, 1))
    change = (drift.T * Matrix([2 * theta + eta * omega, 2 * omega + eta * theta]))[0].expand()
    assert all(change.coeff(eta, power) == 0 for power in range(order + 1))


@pytest.mark.parametrize("scheme, order", [("SML", 0), ("SML", 3), ("ALT", 1), ("ALT", 2)])
def test_without_noise_the_flow_of_order_n_is_missed_by_the_power_n_plus_1(scheme, order):
    errors = []
    for steps in (20, 40):
        game = Dirac(loss="logistic", lam="3/10", eta=Fraction(2, steps))
        found = modified_equation(game, scheme, order)
        field = lambdify(found.x, list(found.total_drift()))
        flow = solve_ivp(lambda _, x, field=field: field(*x), (0, 2), (1.0, 0.5), "DOP853", rtol=1e-13, atol=1e-14).y[:, -1]
        errors.append(np.abs(flow - plain_steps(scheme, steps, 2 / steps, 0.3)).max())
    assert np.log2(errors[0] / errors[1]) == pytest.approx(order + 1, abs=0.15)


def plain_steps(scheme, steps, size, decay) -> np.ndarray:
    theta, omega = 1.0, 0.5
    for _ in range(steps):
        moved = omega + size * (theta / (1 + np.exp(omega * theta)) - decay * omega)
        seen = moved if scheme == "ALT" else omega
        theta, omega = theta - size * seen / (1 + np.exp(seen * theta)), moved
    return np.array([theta, omega])


def test_rates_scale_gradients_and_noise():
    found = modified_equation(P1.at(rates=(2, 3)), "SML", 1)
    plain = modified_equation(P1, "SML", 1)
    scale = Matrix.diag(2, 3)
    assert found.drift[0].expand() == (scale * plain.drift[0]).expand()
    assert found.diffusion[0] == scale * plain.diffusion[0] * scale
    M = scale * plain.drift[0].jacobian(plain.x)
    assert found.drift[1].jacobian(found.x).expand() == -M * M / 2


def test_the_noise_of_order_2_need_not_be_one():
    """Where the generator has no noise of its own the off-diagonal of A1 has nothing to lean on."""
    game = P1.at(mu=0, s=0)
    assert not modified_equation(game).positive_semidefinite_at([0, 0])
    assert modified_equation(game, order=1).positive_semidefinite_at([0, 0])
    assert modified_equation(P1).positive_semidefinite_at(["1/3", 2])
    assert not modified_equation(Dirac(loss="logistic", noise=1, eta=3)).positive_semidefinite_at([2, -1])
    assert modified_equation(P1.at(shared_batch=True, c=0), "SML", 1).positive_semidefinite_at([0, 0])      # singular, exactly


def test_what_does_not_exist_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="orders above 2 do not exist with noise: .*third cumulant.*; got order 3"):
        modified_equation(P1, order=3)
    with pytest.raises(ValueError, match="order must be at most 4, got 5"):
        modified_equation(Dirac(), order=5)
    with pytest.raises(ValueError, match="order must be 0 with momentum: .*, got 2"):
        modified_equation(P1.at(momentum="1/2"), "SML")
    with pytest.raises(ValueError, match="order must be 0 or 1 for the scheme ALT with a shared minibatch: .*, got 2"):
        modified_equation(P1.at(shared_batch=True))
    with pytest.raises(ValueError, match="scheme must be one of SML, ALT, got 'sml'"):
        modified_equation(P1, "sml")
    with pytest.raises(ValueError, match="critic_steps must be 1 for the scheme SML, got 2"):
        modified_equation(P1.at(critic_steps=2), "SML")
    with pytest.raises(ValueError, match="point must name symbols of the game, omega, theta, got eta"):
        modified_equation(P1).positive_semidefinite_at({eta: 1})
    with pytest.raises(ValueError, match="point must hold 2 numbers, theta first"):
        modified_equation(P1).positive_semidefinite_at([1])
    with pytest.raises(ValueError, match="point must give a number to every symbol, but omega has none"):
        modified_equation(MULTIPLICATIVE).positive_semidefinite_at({modified_equation(MULTIPLICATIVE).x[0]: 1})
    with pytest.raises(TypeError, match="game must have the attributes players, .*, but str has no players"):
        modified_equation("P1")
    with pytest.raises(ValueError, match="order must be a whole number of 0 or more, got -1"):
        modified_equation(P1, order=-1)
