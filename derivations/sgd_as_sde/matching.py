r"""Which diffusion has the moments of a step: unknown drifts and noise, matched power by power.

The diffusion with drift b0 + eta b1 + eta^2 b2 and noise eta (A0 + eta A1) has the generator L = L0 + eta L1 + eta^2 L2, and
over the time eta the mean of f becomes

    exp(eta L) f = f + eta L0 f + eta^2 (L1 + L0^2/2) f + eta^3 (L2 + (L0 L1 + L1 L0)/2 + L0^3/6) f + O(eta^4),
    L0 = b0 . grad,    L1 = b1 . grad + A0 : grad^2/2,    L2 = b2 . grad + A1 : grad^2/2.

What is left of E Delta_i at eta^(n+1), after the products of the generators found before, is b_n; of E Delta_i Delta_j it is
A_(n-1); of moments of degree 3 nothing may be left, and at eta^2 nothing is. The two schemes differ there by the sign of half
of (d_omega g_theta) g_omega. At eta^3 third cumulants are left (``third_cumulant``).
"""
from sympy import ImmutableMatrix as Matrix, zeros

from derivations.calculus import Line, NotDerived, calc
from derivations.calculus.power_series import left_overs
from derivations.sgd_as_sde import discrete_moments as step, published
from derivations.sgd_as_sde.near_a_point import AT_A_POINT, HERE, players
from derivations.sgd_as_sde.notation import (
    B, Sigma_omega, Sigma_theta, d_omega_g_omega, d_omega_g_theta, d_omega_Sigma_omega, d_omega_Sigma_theta, d_theta_g_omega,
    d_theta_g_theta, d_theta_Sigma_omega, d_theta_Sigma_theta, eta, g_omega, g_theta, omega, theta)
from derivations.sgd_as_sde.schemes import alternating, simultaneous

SML, ALT = simultaneous(players, B), alternating(players, B)


def drifts(moments, generators):
    """What is left of the mean step."""
    return left_overs(moments, (theta, omega), generators, eta, HERE)


def noises(moments, generators):
    """What is left of the second moments of a step."""
    return left_overs(moments, (theta**2, theta * omega, omega**2), generators, eta, HERE)


def triples(moments, generators):
    """What is left of the third moments of a step."""
    return left_overs(moments, (theta**3, theta**2 * omega, theta * omega**2, omega**3), generators, eta, HERE)


def here(column):
    """Derived coefficients at the point."""
    return column.subs(HERE).expand()


def noise_entries(generator):
    """Of the symmetric noise: theta theta, theta omega, omega omega."""
    return Matrix([generator.noise[0, 0], generator.noise[0, 1], generator.noise[1, 1]])


b1_simultaneous = calc(
    drifts(step.simultaneous_first.result, SML[:1]),
    Line(r"$b_1 = -\frac{1}{2}(b_0\cdot\nabla) b_0$: the flow must lag behind the straight step",
         Matrix([d_omega_g_theta * g_omega - d_theta_g_theta * g_theta,
                 d_theta_g_omega * g_theta - d_omega_g_omega * g_omega]) / 2),
    Line(r"the formula for any number of parameters, here for one each", here(SML[1].drift)),
    on=AT_A_POINT, title="SML: the drift correction $b_1$")

b1_alternating = calc(
    drifts(step.alternating_first.result, ALT[:1]),
    Line(r"as in the simultaneous scheme, but for the sign of half of $(\partial_\omega g_\theta) g_\omega$",
         Matrix([-d_omega_g_theta * g_omega - d_theta_g_theta * g_theta,
                 d_theta_g_omega * g_theta - d_omega_g_omega * g_omega]) / 2),
    on=AT_A_POINT, title="ALT: the drift correction $b_1$")

between_schemes = calc(
    b1_alternating.result - b1_simultaneous.result,
    Line(r"the generator's answer to the discriminator's step, and nothing in the discriminator's own drift",
         Matrix([-d_omega_g_theta * g_omega, 0])),
    on=AT_A_POINT, title="What alternation adds to the drift")

A0 = calc(
    noises(step.simultaneous_second.result, SML[:1]),
    Line("the covariance of a minibatch", Matrix([Sigma_theta / B, 0, Sigma_omega / B])),
    on=AT_A_POINT, title=r"SML: the noise $A_0$ ($\theta\theta$, $\theta\omega$, $\omega\omega$)")

A0_alternating = calc(
    noises(step.alternating_second.result, ALT[:1]),
    Line("the same", A0.result),
    on=AT_A_POINT, title="ALT: the noise $A_0$")

no_third_moments = calc(
    Matrix([triples(step.simultaneous_third.result, SML[:1]), triples(step.alternating_third.result, ALT[:1])]),
    Line(r"nothing is left of third moments at $\eta^2$, for either scheme", zeros(8, 1).as_immutable()),
    on=AT_A_POINT, title="Order 1 needs two moments only")

A1_simultaneous = calc(
    noises(step.simultaneous_second.result, SML[:2]),
    Line(r"$\theta\theta$, $\theta\omega$, $\omega\omega$",
         Matrix([2 * d_theta_g_theta * Sigma_theta + g_theta * d_theta_Sigma_theta - g_omega * d_omega_Sigma_theta,
                 d_omega_g_theta * Sigma_omega - d_theta_g_omega * Sigma_theta,
                 g_theta * d_theta_Sigma_omega - g_omega * d_omega_Sigma_omega - 2 * d_omega_g_omega * Sigma_omega]) / (2 * B)),
    Line(r"$-\frac{1}{2}\left((\nabla b_0) A_0 + A_0 (\nabla b_0)^T + (b_0\cdot\nabla) A_0\right)$",
         here(noise_entries(SML[2]))),
    on=AT_A_POINT, title="SML: the noise correction $A_1$")

A1_alternating = calc(
    noises(step.alternating_second.result, ALT[:2]),
    Line(r"$\theta\theta$, $\theta\omega$, $\omega\omega$",
         Matrix([2 * d_theta_g_theta * Sigma_theta + g_theta * d_theta_Sigma_theta + g_omega * d_omega_Sigma_theta,
                 -d_omega_g_theta * Sigma_omega - d_theta_g_omega * Sigma_theta,
                 g_theta * d_theta_Sigma_omega - g_omega * d_omega_Sigma_omega - 2 * d_omega_g_omega * Sigma_omega]) / (2 * B)),
    on=AT_A_POINT, title="ALT: the noise correction $A_1$")

b2_simultaneous = calc(
    drifts(step.simultaneous_first.result, SML[:2]),
    Line(r"$b_2 = -\frac{1}{2}\left((b_0\cdot\nabla) b_1 + (b_1\cdot\nabla) b_0 + \frac{1}{2} A_0 : \nabla^2 b_0\right) "
         r"- \frac{1}{6} (b_0\cdot\nabla)^2 b_0$", here(SML[2].drift)),
    on=AT_A_POINT, title="SML: the second drift correction $b_2$")

approximation = NotDerived(
    published.approximation, "a sentence without a formula. Derived here are the SDEs of both schemes whose moments over one "
    "step are those of the step to a power of the learning rate, the local half of such a bound; that local errors of the order "
    "n + 1 add up to one of the order n, for smooth coefficients and a fixed time, is Milstein's theorem: not proved")
