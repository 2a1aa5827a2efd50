r"""Fluctuation-dissipation relations of the SDE: what vanishes in the mean under an invariant law.

Written at one point in the values there of the gradients and second derivatives of the payoff; for more parameters products of
gradients are scalar products and Sigma times a second derivative is a trace. Each expression below has mean 0:

    phi_fdr       E[|g_theta|^2 - |g_omega|^2] = (1/beta) E Tr(Sigma_theta Phi_thetatheta + Sigma_omega Phi_omegaomega),
    norm_fdr      E[theta . g_theta - omega . g_omega] = (1/beta) E Tr(Sigma_theta + Sigma_omega),
    generator_fdr, discriminator_fdr: the two players of norm_fdr apart; cross_fdr: E[theta g_omega - omega g_theta] = 0.

Two minibatches, one for each player, are assumed; ``shared_batch`` says what one batch for both adds. The paper's abstract
announces such a relation; its text was not read, and the relations here carry names and no numbers.
"""
from sympy import ImmutableMatrix as Matrix, diag, eye, symbols, zeros

from derivations.calculus import Above, Domain, Line, NotDerived, Real, calc
from derivations.sgd_as_sde import published
from derivations.sgd_as_sde.notation import (B, H_cross, H_omega, H_theta, LEARNING, Sigma_cross, Sigma_omega, Sigma_theta,
                                             a_omega, a_theta, eta, g_omega, g_theta, omega, theta)
from derivations.sgd_as_sde.rate_of_change import NOISE, along, carried, generator, spread

b1_theta, b1_omega = symbols("b_1\\theta b_1\\omega", real=True)      # the drift of order eta
POINT = LEARNING | Domain({**dict.fromkeys((theta, omega, g_theta, g_omega, H_theta, H_omega, H_cross, Sigma_cross), Real()),
                           **dict.fromkeys((Sigma_theta, Sigma_omega, a_theta, a_omega), Above(0))})
descent = Matrix([-g_theta, g_omega])                                  # b0
at_own_rates = Matrix([-a_theta * g_theta, a_omega * g_omega])
noise_at_own_rates = diag(a_theta**2 * Sigma_theta, a_omega**2 * Sigma_omega).as_immutable()
shared_noise = Matrix([[Sigma_theta, -Sigma_cross], [-Sigma_cross, Sigma_omega]])
payoff = [g_theta, g_omega], Matrix([[H_theta, H_cross], [H_cross, H_omega]])      # gradient and second derivatives of Phi
half_square = theta**2 / 2, omega**2 / 2

phi_fdr = calc(
    generator(*payoff, descent, NOISE),
    Line(r"of $\mathcal{A}\Phi$, which has mean 0 under an invariant law: squared gradients against noise times curvature. "
         r"The mixed derivative does not enter",
         -g_theta**2 + g_omega**2 + eta / (2 * B) * (Sigma_theta * H_theta + Sigma_omega * H_omega)),
    on=POINT, title="phi_fdr: the payoff as test function")

norm_fdr = calc(
    along(sum(half_square), descent),
    Line(r"of $\mathcal{A}\frac{1}{2}(\theta^2 + \omega^2)$: the pull of the gradients against the noise",
         -(theta * g_theta - omega * g_omega) + eta / (2 * B) * (Sigma_theta + Sigma_omega)),
    on=POINT, title="norm_fdr: the squared length as test function")

players_fdr = calc(
    Matrix([along(square, descent) for square in half_square]),
    Line("each player has a relation of its own, and norm_fdr is their sum",
         Matrix([-theta * g_theta + eta / (2 * B) * Sigma_theta, omega * g_omega + eta / (2 * B) * Sigma_omega])),
    on=POINT, title="generator_fdr and discriminator_fdr: one player at a time")

cross_fdr = calc(
    along(theta * omega, descent),
    Line("no noise enters: each player's parameter against the other's gradient", theta * g_omega - omega * g_theta),
    on=POINT, title="cross_fdr: the product of both parameters as test function")

shared_batch = calc(
    Matrix([generator(*payoff, descent, shared_noise) - phi_fdr.result,
            along(sum(half_square), descent, shared_noise) - norm_fdr.result,
            along(theta * omega, descent, shared_noise) - cross_fdr.result]),
    Line(r"what is added to phi_fdr, norm_fdr and cross_fdr: norm_fdr and the players' relations stay as they are",
         -eta / B * Sigma_cross * Matrix([H_cross, 0, 1])),
    on=POINT, title="One minibatch for both players")

unequal_rates = calc(
    Matrix([generator(*payoff, at_own_rates, noise_at_own_rates),
            along(half_square[0], at_own_rates, noise_at_own_rates) / a_theta,
            along(half_square[1], at_own_rates, noise_at_own_rates) / a_omega]),
    Line(r"$\eta_\theta = a_\theta\eta$, $\eta_\omega = a_\omega\eta$: the players apart need their own rate alone",
         Matrix([-a_theta * g_theta**2 + a_omega * g_omega**2
                 + eta / (2 * B) * (a_theta**2 * Sigma_theta * H_theta + a_omega**2 * Sigma_omega * H_omega),
                 -theta * g_theta + a_theta * eta / (2 * B) * Sigma_theta,
                 omega * g_omega + a_omega * eta / (2 * B) * Sigma_omega])),
    on=POINT, title="Unequal learning rates: phi_fdr and the relations of the players")

corrected = descent + eta * Matrix([b1_theta, b1_omega])
with_correction = calc(
    Matrix([generator(*payoff, corrected, NOISE) - phi_fdr.result, along(sum(half_square), corrected) - norm_fdr.result]),
    Line(r"an SDE with the drift $b_0 + \eta b_1$ adds these means, of the order of the relations themselves times $\eta$",
         eta * Matrix([b1_theta * g_theta + b1_omega * g_omega, theta * b1_theta + omega * b1_omega])),
    on=POINT | {b1_theta: Real(), b1_omega: Real()}, title="The relations with the drift of the next order")

fluctuation_dissipation = NotDerived(
    published.fluctuation_dissipation, "a sentence without a formula; phi_fdr and norm_fdr follow from the SDE")


def gradient_and_curvature(players):
    """Of the payoff of two players with any number of parameters."""
    gradient = Matrix.vstack(players.g_theta, players.g_omega)
    return gradient, gradient.jacobian(players.x)


def phi_sides(players, rates):
    """Both sides of phi_fdr, at one point: |g_theta|^2 - |g_omega|^2 and (1/beta) Tr(S H), learning rates included."""
    gradient, curvature = gradient_and_curvature(players)
    moving = players.with_rates(*rates)
    return -carried(gradient, moving.b0), spread(curvature, moving.S)


def player_sides(players, rates, origin=None):
    """Both sides of generator_fdr and of discriminator_fdr, at one point, learning rates included; their sums: norm_fdr.

    Parameters are measured from ``origin``, a column (None: 0).
    """
    moving, one = players.with_rates(*rates), eye(len(players.x))
    distance = Matrix(players.x) - (zeros(len(players.x), 1) if origin is None else origin)
    return ((-carried(distance, moving.V_theta), spread(one, moving.S_theta)),
            (-carried(distance, moving.V_omega), spread(one, moving.S_omega)))
