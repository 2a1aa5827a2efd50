"""The derived drift against naive forms: one step of the updates averaged over all signs of its noise, and matrices in numpy.

Coefficients and noise of the enumeration are signs times exact square roots, so that second moments are those of the model and
every mean is an exact fraction; nothing here is Gaussian, and for f(x) = x nothing has to be.
"""
from itertools import product

import numpy as np
import pytest
from sympy import ImmutableMatrix as Matrix, Integer, Rational, eye, lambdify

from derivations.solvable_gan import order_parameters, pinned
from derivations.solvable_gan.notation import H_z, eta_G, eta_T, f1, f1_G, f2, f2_G, features, lambda_, tau, tau_G, z

NOISE_T, NOISE_G = Rational(3, 2), Rational(1, 2)          # square roots of eta_T and eta_G
RATES = {tau: Rational(1, 3), tau_G: Rational(2, 7), eta_T: NOISE_T**2, eta_G: NOISE_G**2}


def signs(length):
    return [Matrix(sign) for sign in product((1, -1), repeat=length)]


def mean(values):
    values = list(values)
    return sum(values[1:], values[0]) / Integer(len(values))


def samples(weights, roots, noise):
    """Every sample of a weights * latent + noise * signs model, with its latent variable."""
    n, d = weights.shape
    for latent, rest in product(signs(d), signs(n)):
        coefficients = latent.multiply_elementwise(Matrix(roots))
        yield weights * coefficients + noise * rest, coefficients


@pytest.mark.parametrize("d, n", [(1, 3), (2, 3)])
def test_mean_of_one_step_is_the_drift(d, n):
    U = Matrix(eye(n)[:, :d])
    V = Matrix(n, d, lambda i, j: Rational(2 * i - 3 * j + 1, 5 + i + j))
    w = Matrix(n, 1, lambda i, _: Rational(i + 1, 4))
    roots, roots_G = (2, Rational(1, 2))[:d], (1, Rational(3, 2))[:d]

    true = mean((w.T * y)[0] * y for y, _ in samples(U, roots, NOISE_T))
    generated = mean((w.T * y)[0] * y for y, _ in samples(V, roots_G, NOISE_G))
    dw = RATES[tau] * (true - generated)
    dV = RATES[tau_G] * mean((w.T * y)[0] * w * c.T for y, c in samples(V, roots_G, NOISE_G))

    m = features(d)
    at = {**dict(zip(m.P, U.T * V)), **dict(zip(m.q, U.T * w)), **dict(zip(m.r, V.T * w)), **dict(zip(m.S, V.T * V))}
    at[z] = (w.T * w)[0]
    at |= {entry: root**2 for entry, root in zip(m.Lambda.diagonal(), roots)}
    at |= {entry: root**2 for entry, root in zip(m.Lambda_G.diagonal(), roots_G)}
    drift = order_parameters.flow(m, order_parameters.growth, order_parameters.generator_growth(m))
    unregularised = {lambda_: 0, H_z: 0, **dict.fromkeys(m.H_S.diagonal(), 0)}

    def number(block):
        return block.subs(order_parameters.linear_loss(m), simultaneous=True).subs(unregularised).subs({**at, **RATES})

    assert number(drift.P) == U.T * dV
    assert number(drift.q) == U.T * dw
    assert number(drift.r) == V.T * dw + dV.T * w
    assert number(drift.S) == V.T * dV + dV.T * V
    variances = order_parameters.projection_variances(m)
    power = eta_T * list(variances.values())[0] + eta_G * list(variances.values())[1]
    assert number(Matrix([drift.z]))[0] - RATES[tau]**2 * power.subs({**at, **RATES}) == 2 * (w.T * dw)[0]


def naive_flow(P, q, r, S, size, Lambda, Lambda_G, means, rates, pull, pulls):
    """dP, dq, dr, dS, dz as matrices, for Gaussian latent variables; pull and pulls are lambda H'."""
    (a, a_G), (b, b_G), (t, t_G, e, e_G) = means[:2], means[2:], rates
    g, g_G = Lambda @ q * a, Lambda_G @ r * a_G
    h = e * a - e_G * a_G - pull
    noise = e * b + e_G * b_G
    return (t_G * (np.outer(q, g_G) - P * pulls), t * (g - P @ g_G + h * q),
            t * (P.T @ g - S @ g_G + h * r) + t_G * (size * g_G - pulls * r),
            t_G * (np.outer(r, g_G) + np.outer(g_G, r) - S * pulls - (S * pulls).T),
            2 * t * (q @ g - r @ g_G + size * h) + t**2 * noise)


def random_state(d, rng):
    """Overlaps of random vectors of unit length in 12 dimensions."""
    X = rng.normal(size=(12, 2 * d + 1))
    X[:, :d] = np.linalg.qr(X[:, :d])[0]
    X /= np.linalg.norm(X, axis=0)
    M = X.T @ X
    return M[:d, d:2 * d], M[:d, -1], M[d:2 * d, -1], M[d:2 * d, d:2 * d]


@pytest.mark.parametrize("d", [1, 2, 3])
def test_drift_of_any_number_of_features_is_the_naive_one(d):
    rng = np.random.default_rng(11)
    m, (P, q, r, S) = features(d), random_state(d, rng)
    signals, signals_G, pulls = rng.uniform(1, 5, (3, d))
    means, rates, pull = rng.uniform(0.2, 1, 4), rng.uniform(0.1, 2, 4), 0.7
    arguments = (*m.state, *m.Lambda.diagonal(), *m.Lambda_G.diagonal(), f1, f1_G, f2, f2_G, tau, tau_G, eta_T, eta_G,
                 H_z, *m.H_S.diagonal())
    drift = order_parameters.drift(m).subs(order_parameters.gaussian_latents(m)).subs(lambda_, 1)
    state = (*P.flat, *q, *r, *S[np.triu_indices(d)], 1.3)
    found = np.ravel(lambdify(arguments, drift)(*state, *signals, *signals_G, *means, *rates, pull, *pulls))
    dP, dq, dr, dS, dz = naive_flow(P, q, r, S, 1.3, np.diag(signals), np.diag(signals_G), means, rates, pull, pulls)
    assert found == pytest.approx(np.array([*dP.flat, *dq, *dr, *dS[np.triu_indices(d)], dz]), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_pinned_drift_is_the_naive_one_with_its_lengths_restored(d):
    """The naive flow without a regulariser for a time 1e-6, then every vector divided by its length."""
    rng = np.random.default_rng(12)
    m, (P, q, r, S) = features(d), random_state(d, rng)
    signals, signals_G = rng.uniform(1, 5, (2, d))
    rates = t, t_G, e, e_G = rng.uniform(0.1, 2, 4)
    v, v_G = q @ np.diag(signals) @ q + e, r @ np.diag(signals_G) @ r + e_G

    def restored(step):
        flow = naive_flow(P, q, r, S, 1, np.diag(signals), np.diag(signals_G), (1, 1, v, v_G), rates, 0, np.zeros(d))
        P_, q_, r_, S_, z_ = (value + step * slope for value, slope in zip((P, q, r, S, 1.0), flow))
        lengths, size = np.sqrt(np.diag(S_)), np.sqrt(z_)
        S_ = S_ / np.outer(lengths, lengths)
        return np.array([*(P_ / lengths).flat, *q_ / size, *r_ / lengths / size, *S_[np.triu_indices(d, 1)]])

    arguments = (*m.pinned_state, *m.Lambda.diagonal(), *m.Lambda_G.diagonal(), tau, tau_G, eta_T, eta_G)
    values = (*P.flat, *q, *r, *S[np.triu_indices(d, 1)], *signals, *signals_G, *rates)
    found = np.ravel(lambdify(arguments, pinned.linear_drift(m))(*values))
    assert found == pytest.approx((restored(1e-6) - restored(-1e-6)) / 2e-6, rel=1e-7, abs=1e-7)
