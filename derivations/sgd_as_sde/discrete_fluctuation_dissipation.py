r"""Fluctuation-dissipation relations of the chain itself, exact at every learning rate; what they say of those of the SDE.

Let h_theta and h_omega be the minibatch gradients that are used (by alternating players, h_theta after the discriminator has
moved). Since |theta - eta h|^2 has the mean of |theta|^2 under an invariant law of the chain,

    E[theta . h_theta] = (eta/2) E|h_theta|^2,    -E[omega . h_omega] = (eta/2) E|h_omega|^2,

for simultaneous and alternating players, whatever the noise (Yaida 2019 has such exact relations for one loss). In full
gradients norm_fdr and phi_fdr carry terms that the SDE does not know, of relative order eta; those of norm_fdr in the
linear-quadratic game are, over (1/beta) Tr S,

    simultaneous    eta/(lambda + mu) + eta (mu Sigma_theta + lambda Sigma_omega)/(2 (Sigma_theta + Sigma_omega)),
    alternating                         eta (mu Sigma_theta + lambda Sigma_omega)/(2 (Sigma_theta + Sigma_omega)):

alternation removes the bias of the rotation, which is the large one where both players are little damped.
"""
from sympy import ImmutableMatrix as Matrix, eye, symbols

from derivations.calculus import Above, Domain, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.calculus.power_series import Called
from derivations.sgd_as_sde.fluctuation_dissipation import POINT, norm_fdr, phi_fdr
from derivations.sgd_as_sde.invariant_law import DAMPED, centred, under
from derivations.sgd_as_sde.notation import (B, H_cross, H_omega, H_theta, LEARNING, Sigma_omega, Sigma_theta, a_omega, a_theta,
                                             eta, g_omega, g_theta, lambda_, mu, omega, theta)
from derivations.sgd_as_sde.rate_of_change import n_omega, n_theta, noisy, step

h_theta, h_omega = symbols("h_theta h_omega", real=True)         # minibatch gradients, as used
USED = LEARNING | Domain({**dict.fromkeys((theta, omega, h_theta, h_omega), Real()), a_theta: Above(0), a_omega: Above(0)})


def change(before, after):
    """Of half the squared length, over one step."""
    return (after**2 - before**2) / 2


left = Matrix([theta * h_theta, -omega * h_omega])
right = eta / 2 * Matrix([a_theta * h_theta**2, a_omega * h_omega**2])
used = calc(
    Matrix([change(theta, theta - a_theta * eta * h_theta) / (a_theta * eta),
            change(omega, omega + a_omega * eta * h_omega) / (a_omega * eta)]),
    Line("mean 0 under an invariant law of the chain, for each player at its own rate, whichever moves first",
         right - left),
    on=USED, title="The exact relations in the gradients that are used")

simultaneous = [theta - eta * noisy(g_theta, Sigma_theta, n_theta), omega + eta * noisy(g_omega, Sigma_omega, n_omega)]

norm_chain = calc(
    step((theta**2 + omega**2) / 2, simultaneous),
    Line(r"norm_fdr, and a term that the SDE does not know: $\frac{\eta}{2}|b_0|^2$",
         norm_fdr.result + eta / 2 * (g_theta**2 + g_omega**2)),
    on=POINT, title="norm_fdr on the chain of simultaneous players")

# For a quadratic payoff all that follows is exact: its change over a displacement, and the generator's gradient after the
# discriminator's step.
d_theta, d_omega = symbols("d_theta d_omega", real=True)
change_of_payoff = (g_theta * d_theta + g_omega * d_omega
                    + H_theta * d_theta**2 / 2 + H_cross * d_theta * d_omega + H_omega * d_omega**2 / 2)
second = noisy(g_theta + H_cross * (simultaneous[1] - omega), Sigma_theta, n_theta)
alternating = [theta - eta * second, simultaneous[1]]


def payoff_step(moved):
    """The mean change of the payoff over one step, divided by eta."""
    displaced = change_of_payoff.subs({d_theta: moved[0] - theta, d_omega: moved[1] - omega})
    return Called(r"\tfrac{1}{\eta}\,\mathbb{E}\,(\Phi(x_{t+1}) - \Phi(x_t))", Average(displaced / eta, n_theta, n_omega))


phi_chain = calc(
    payoff_step(simultaneous),
    Line(r"phi_fdr, and the curvature of the payoff along $b_0$",
         phi_fdr.result + eta / 2 * (H_theta * g_theta**2 - 2 * H_cross * g_theta * g_omega + H_omega * g_omega**2)),
    on=POINT, title="phi_fdr on the chain of simultaneous players, quadratic payoff")

norm_alternating = calc(
    step((theta**2 + omega**2) / 2, alternating) - norm_chain.result,
    Line("what alternating players add: the generator sees the discriminator's step, and its noise",
         -eta * H_cross * theta * g_omega + eta**2 * H_cross * g_theta * g_omega
         + eta**3 / 2 * H_cross**2 * (g_omega**2 + Sigma_omega / B)),
    on=POINT, title="norm_fdr on the chain of alternating players, quadratic payoff")

phi_alternating = calc(
    payoff_step(alternating) - phi_chain.result,
    Line("what alternating players add",
         -eta * H_cross * g_theta * g_omega + eta**2 * H_cross * (H_theta * g_theta * g_omega
                                                                 - H_cross * (g_omega**2 + Sigma_omega / B))
         + eta**3 / 2 * H_cross**2 * H_theta * (g_omega**2 + Sigma_omega / B)),
    on=POINT, title="phi_fdr on the chain of alternating players, quadratic payoff")

# In the linear-quadratic game the mixed derivative is -1; means are taken under the covariance (eta/B) Cbar.
dissipated = eta / (2 * B) * (Sigma_theta + Sigma_omega)
excess = eta / 2 * (g_theta**2 + g_omega**2)                       # of norm_chain over norm_fdr
feedback = eta * norm_alternating.result.diff(eta).subs({eta: 0, H_cross: -1})

bias_simultaneous = calc(
    under(centred(excess)) / dissipated,
    Line(r"to leading order in $\eta$: the rotation of the players, and their damping",
         eta / (lambda_ + mu) + eta * (mu * Sigma_theta + lambda_ * Sigma_omega) / (2 * (Sigma_theta + Sigma_omega))),
    on=DAMPED, title="The relative bias of norm_fdr, simultaneous players")

bias_alternating = calc(
    under(centred(excess + feedback)) / dissipated,
    Line("alternation removes the bias of the rotation",
         eta * (mu * Sigma_theta + lambda_ * Sigma_omega) / (2 * (Sigma_theta + Sigma_omega))),
    on=DAMPED, title="The relative bias of norm_fdr, alternating players")


def used_sides(T, N, C, player, rate):
    """Both sides of the exact relation of one player, on which ``player`` projects, where steps y' = T y + n have Cov n = N.

    The player moves by its learning rate ``rate`` times its drift, so that x . h is -x . (y' - y)/rate in the mean; C is the
    stationary covariance.
    """
    moved = T - eye(T.rows)
    return -(player * moved * C).trace() / rate, (player * (moved * C * moved.T + N)).trace() / (2 * rate)
