r"""K steps of the discriminator before each step of the generator.

The K steps have the generator K L_omega exactly: they are exp(K eta L_omega). So K enters the splitting as a factor of V_omega,
of Sigma_omega and of the discriminator's own corrections. With the drift b0 = (-g_theta; K g_omega) of one iteration,

    b1 = -(b0 . grad) b0/2 + (-K (d_omega g_theta) g_omega; (K (K - 1)/2) (d_omega g_omega) g_omega),
    S = diag(Sigma_theta, K Sigma_omega).

An iteration still takes the time eta: the discriminator is K times as fast, and K steps of eta follow its flow better than one
step of K eta would, which is the second entry.
"""
from sympy import ImmutableMatrix as Matrix, Symbol

from derivations.calculus import Line, Whole, calc
from derivations.sgd_as_sde.matching import here, noise_entries
from derivations.sgd_as_sde.near_a_point import AT_A_POINT, players
from derivations.sgd_as_sde.notation import (
    B, Sigma_omega, Sigma_theta, d_omega_g_omega, d_omega_g_theta, d_theta_g_omega, d_theta_g_theta, g_omega, g_theta)
from derivations.sgd_as_sde.schemes import alternating, simultaneous
from derivations.sgd_as_sde.splitting import called, called_noise

K = Symbol("K", positive=True, integer=True)
STEPS = AT_A_POINT | {K: Whole(1)}
ITERATION = alternating(players, B, order=1, critic_steps=K)
faster = simultaneous(players.with_rates(1, K), B, order=1)      # one step of K eta

mean = calc(
    called("b_0", here(ITERATION[0].drift)),
    Line("the discriminator is $K$ times as fast", Matrix([-g_theta, K * g_omega])),
    on=STEPS, title="$K$ critic steps: the mean motion")

drift = calc(
    called(r"\left(K b_{1,\omega} + b_{1,\theta} + \tfrac{K}{2} [V_\omega, V_\theta]\right)", here(ITERATION[1].drift)),
    Line("from the splitting, with $K$ times the discriminator's own correction",
         Matrix([-d_theta_g_theta * g_theta - K * d_omega_g_theta * g_omega,
                 K * (d_theta_g_omega * g_theta - d_omega_g_omega * g_omega)]) / 2),
    Line(r"$-\frac{1}{2}(b_0\cdot\nabla)b_0$, the generator's answer to $K$ steps, what $K$ short steps gain over a long one",
         here(faster[1].drift) + Matrix([-K * d_omega_g_theta * g_omega, K * (K - 1) / 2 * d_omega_g_omega * g_omega])),
    on=STEPS, title="$K$ critic steps: the drift correction $b_1$")

noise = calc(
    called_noise("(A_0)", here(noise_entries(ITERATION[1]))),
    Line("$K$ independent minibatches: $K$ times the covariance, not $K^2$ as in one step of $K\\eta$",
         Matrix([Sigma_theta, 0, K * Sigma_omega]) / B),
    on=STEPS, title="$K$ critic steps: the noise")
