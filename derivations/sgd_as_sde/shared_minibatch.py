r"""Both players use one minibatch: their noises are correlated, and in the alternating scheme the mean step feels it.

Of one minibatch, S has the off-diagonal entry -Sigma_cross, Sigma_cross = Cov(g_theta^I, g_omega^I); in the simultaneous scheme
that is all. In the alternating scheme the generator's gradient is taken where the discriminator has moved by the noise of the
same minibatch, and its slope there is noisy too: with zeta the noise of d_omega g_theta and xi_omega that of g_omega,

    E (d_omega g_theta + zeta)(g_omega + xi_omega) = (d_omega g_theta) g_omega + Cov(d_omega g_theta^I, g_omega^I)/B,

a drift induced by noise, of the order of b1. Without it the SDE of the alternating scheme is of order 1 only.

To eta^2 the three noises of a minibatch enter by their covariances alone: normal variables n_1, n_2, n_3 stand for them.
"""
from dataclasses import replace

from sympy import ImmutableMatrix as Matrix, Symbol, symbols, zeros

from derivations.calculus import Domain, Is, Line, Real, calc
from derivations.calculus.differential_operators import Generator
from derivations.calculus.laws import Expected, Normal
from derivations.calculus.power_series import Called, UpTo
from derivations.sgd_as_sde import near_a_point, schemes
from derivations.sgd_as_sde.matching import drifts, here, noise_entries, noises
from derivations.sgd_as_sde.near_a_point import AT_A_POINT
from derivations.sgd_as_sde.notation import (
    B, Sigma_cross, Sigma_omega, Sigma_theta, d_omega_g_omega, d_omega_g_theta, d_theta_g_omega, d_theta_g_theta, eta, g_omega,
    g_theta)

Sigma_feedback = Symbol(r"{\Sigma_{\partial_\omega\theta,\,\omega}}", real=True)        # Cov(d_omega g_theta^I, g_omega^I)
n_1, n_2, n_3 = symbols("n_1:4", real=True)
p, q, r, k, l, h = symbols("p q r k l h", real=True)
xi_omega, xi_theta, zeta = p * n_1, q * n_1 + r * n_2, k * n_1 + l * n_2 + h * n_3
MINIBATCH = (n_1, Normal(0, 1)), (n_2, Normal(0, 1)), (n_3, Normal(0, 1))
SHARED = Domain(dict.fromkeys((p, q, r, k, l, h), Real())) | AT_A_POINT | {
    Sigma_omega: Is(B * p**2), Sigma_theta: Is(B * (q**2 + r**2)), Sigma_cross: Is(B * p * q), Sigma_feedback: Is(B * k * p)}

step_omega = eta * (g_omega + xi_omega)
step_theta = -eta * (g_theta + xi_theta + (d_omega_g_theta + zeta) * step_omega)          # to eta^2


def alternating(players, batch):
    """L_0 and L_1 of the alternating scheme with a shared minibatch."""
    first, second = schemes.alternating(players, batch, order=1)
    induced = Matrix.vstack(players.Sigma_feedback, zeros(len(players.omega), 1)) / batch
    return [first, Generator(players.x, second.drift - induced, players.S / batch)]


def moment(name, product):
    """The mean of a product of increments, to eta^2."""
    return Called(rf"\mathbb{{E}}\,{name}", UpTo(Expected(product, *MINIBATCH), eta, 2))


mean = calc(
    Matrix([moment(r"\Delta_\theta", step_theta), moment(r"\Delta_\omega", step_omega)]),
    Line("the generator's noisy slope and the discriminator's noisy step have a mean product",
         Matrix([-eta * g_theta - eta**2 * (d_omega_g_theta * g_omega + Sigma_feedback / B), eta * g_omega])),
    on=SHARED, title="ALT with a shared minibatch: mean of a step")

second = calc(
    Matrix([moment(r"\Delta_\theta^2", step_theta**2), moment(r"\Delta_\theta\Delta_\omega", step_theta * step_omega),
            moment(r"\Delta_\omega^2", step_omega**2)]),
    Line("the noises of both players are correlated; descent changes the sign",
         eta**2 * Matrix([g_theta**2 + Sigma_theta / B, -g_theta * g_omega - Sigma_cross / B, g_omega**2 + Sigma_omega / B])),
    on=SHARED, title="ALT with a shared minibatch: second moments of a step")

players = replace(near_a_point.players, Sigma_cross=Matrix([Sigma_cross]), Sigma_feedback=Matrix([Sigma_feedback]))
L = alternating(players, B)
STATISTICS = AT_A_POINT | dict.fromkeys((Sigma_cross, Sigma_feedback), Real())

drift = calc(
    drifts(mean.result, L[:1]),
    Line("the drift of the alternating scheme, and what the shared minibatch induces",
         Matrix([-(d_theta_g_theta * g_theta + d_omega_g_theta * g_omega) / 2 - Sigma_feedback / B,
                 (d_theta_g_omega * g_theta - d_omega_g_omega * g_omega) / 2])),
    Line("the formula for any number of parameters, here for one each", here(L[1].drift)),
    on=STATISTICS, title="ALT with a shared minibatch: the drift correction $b_1$")

noise = calc(
    noises(second.result, L[:1]),
    Line("as for the simultaneous scheme with a shared minibatch", Matrix([Sigma_theta, -Sigma_cross, Sigma_omega]) / B),
    Line("the formula for any number of parameters, here for one each", here(noise_entries(L[1]))),
    on=STATISTICS, title="ALT with a shared minibatch: the noise $A_0$")
