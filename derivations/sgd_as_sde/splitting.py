r"""The alternating scheme as a splitting: one player's step after the other's, each with a modified equation of its own.

With independent minibatches E f(x_1) = exp(eta L_omega) exp(eta L_theta) f, where L_omega and L_theta are the generators of the
players' own Euler steps: V_omega = (0; g_omega) with the noise of Sigma_omega alone, V_theta = (-g_theta; 0) with that of
Sigma_theta. Baker, Campbell and Hausdorff give the generator of the whole,

    L = L_omega + L_theta + (eta/2) [L_omega, L_theta]
        + (eta^2/12) ([L_omega, [L_omega, L_theta]] + [L_theta, [L_theta, L_omega]]) + ...

No third derivatives appear up to eta^2: each player's noise is of order eta, and [A : grad^2, V . grad] has none.
"""
from sympy import ImmutableMatrix as Matrix, Rational

from derivations.calculus import Line, calc
from derivations.calculus.differential_operators import commutator
from derivations.calculus.power_series import Called
from derivations.calculus.splitting import euler
from derivations.sgd_as_sde import discrete_moments as step, matching
from derivations.sgd_as_sde.matching import ALT, drifts, here, noise_entries
from derivations.sgd_as_sde.near_a_point import AT_A_POINT, players
from derivations.sgd_as_sde.notation import (
    B, Sigma_omega, Sigma_theta, d_omega2_g_omega, d_omega2_g_theta, d_omega_g_theta, d_theta2_g_omega, d_theta2_g_theta,
    d_theta_g_omega, g_omega, g_theta)

L_omega = euler(players.V_omega, players.S_omega / B, players.x)
L_theta = euler(players.V_theta, players.S_theta / B, players.x)
bracket = commutator(L_omega[0], L_theta[0])


def called(name, column):
    """A column, its entries printed as those of ``name``."""
    return Matrix([Called(rf"{{{name}}}_\theta", column[0]), Called(rf"{{{name}}}_\omega", column[1])])


def called_noise(name, column):
    """The entries of a symmetric noise, printed as those of ``name``."""
    return Matrix([Called(rf"{{{name}}}_{{\theta\theta}}", column[0]), Called(rf"{{{name}}}_{{\theta\omega}}", column[1]),
                   Called(rf"{{{name}}}_{{\omega\omega}}", column[2])])


order_of_moves = calc(
    called(r"[V_\omega, V_\theta]", here(bracket.drift)),
    Line(r"$(V_\omega\cdot\nabla)V_\theta - (V_\theta\cdot\nabla)V_\omega$: each player's answer to the other's move",
         Matrix([-d_omega_g_theta * g_omega, d_theta_g_omega * g_theta])),
    on=AT_A_POINT, title="What the order of moves changes")

drift = calc(
    called(r"\left(b_{1,\omega} + b_{1,\theta} + \tfrac12 [V_\omega, V_\theta]\right)",
           here(L_omega[1].drift + L_theta[1].drift + Rational(1, 2) * bracket.drift)),
    Line("the drift found by matching moments", matching.b1_alternating.result),
    on=AT_A_POINT, title="ALT: the drift correction $b_1$ from the splitting")

noise = calc(
    called_noise("(A_1)", here(noise_entries(ALT[2]))),
    Line("the noise found by matching moments", matching.A1_alternating.result),
    on=AT_A_POINT, title="ALT: the noise correction $A_1$ from the splitting")

second_drift = calc(
    drifts(step.alternating_first.result, ALT[:2]),
    Line(r"$b_{2,\omega} + b_{2,\theta} + \frac{1}{2}([b_{1,\omega}, V_\theta] + [V_\omega, b_{1,\theta}]) "
         r"+ \frac{1}{12}([V_\omega, [V_\omega, V_\theta]] + [V_\theta, [V_\theta, V_\omega]])$, and what noise adds",
         here(ALT[2].drift)),
    on=AT_A_POINT, title="ALT: the second drift correction $b_2$")

drift_by_noise = calc(
    called(r"(b_2 - b_2|_{\Sigma = 0})", here(ALT[2].drift - ALT[2].drift.subs({Sigma_theta: 0, Sigma_omega: 0}))),
    Line("curved gradients turn noise into drift; the generator's answer to the discriminator's noise has changed the sign of "
         r"$\Sigma_\omega \partial_\omega^2 g_\theta$, which is positive in the simultaneous scheme",
         Matrix([Sigma_theta * d_theta2_g_theta - Sigma_omega * d_omega2_g_theta,
                 -Sigma_omega * d_omega2_g_omega - Sigma_theta * d_theta2_g_omega]) / (4 * B)),
    on=AT_A_POINT, title="ALT: what noise adds to the drift at order 2")
