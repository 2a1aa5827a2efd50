r"""One step of minibatch descent and ascent: the moments of its increments, to the third power of the learning rate.

A minibatch gradient is g + xi with a noise xi of mean 0, variance Sigma/B and third cumulant kappa/B^2. In the simultaneous
scheme (SML) both gradients are taken where the players are; in the alternating scheme (ALT) the generator's is taken after the
discriminator has moved, at omega + Delta_omega with the noise it has there, and is expanded in Delta_omega. The minibatches are
independent of each other. Moments of degree above 3 are O(eta^4).
"""
from sympy import ImmutableMatrix as Matrix, symbols

from derivations.calculus import Line, calc
from derivations.calculus.cumulants import Cumulants
from derivations.calculus.laws import Averaged, Expected
from derivations.calculus.power_series import Called, UpTo
from derivations.sgd_as_sde.near_a_point import (AT_A_POINT, HERE, covariance_omega, covariance_theta, gradient_omega,
                                                 gradient_theta)
from derivations.sgd_as_sde.notation import (
    B, Sigma_omega, Sigma_theta, d_omega2_g_theta, d_omega_g_theta, d_omega_Sigma_theta, eta, g_omega, g_theta, kappa_omega,
    kappa_theta, omega, theta)

xi_theta, xi_omega = symbols("xi_theta xi_omega", real=True)
step_omega = eta * (gradient_omega.subs(HERE) + xi_omega)
noise_omega = xi_omega, Averaged(Cumulants(0, covariance_omega.subs(HERE), kappa_omega), B)
AFTER = {theta: 0, omega: step_omega}


def step_theta(where):
    """The generator's increment from its gradient at a place."""
    return -eta * (gradient_theta.subs(where, simultaneous=True) + xi_theta)


def moment(name, power_theta, power_omega, where):
    r"""E Delta_theta^i Delta_omega^j up to eta^3, the generator's gradient and its noise taken at ``where``."""
    noise_theta = xi_theta, Averaged(Cumulants(0, covariance_theta.subs(where, simultaneous=True), kappa_theta), B)
    given_omega = Expected(step_theta(where)**power_theta * step_omega**power_omega, noise_theta)
    return Called(rf"\mathbb{{E}}\,{name}", UpTo(Expected(given_omega, noise_omega), eta, 3))


def first(where):
    return Matrix([moment(r"\Delta_\theta", 1, 0, where), moment(r"\Delta_\omega", 0, 1, where)])


def second(where):
    return Matrix([moment(r"\Delta_\theta^2", 2, 0, where), moment(r"\Delta_\theta\Delta_\omega", 1, 1, where),
                   moment(r"\Delta_\omega^2", 0, 2, where)])


def third(where):
    return Matrix([moment(r"\Delta_\theta^3", 3, 0, where), moment(r"\Delta_\theta^2\Delta_\omega", 2, 1, where),
                   moment(r"\Delta_\theta\Delta_\omega^2", 1, 2, where), moment(r"\Delta_\omega^3", 0, 3, where)])


moved = calc(
    Matrix([Called(r"\Delta_\theta", step_theta(AFTER))]),
    Line(r"the generator sees the discriminator at $\omega + \Delta_\omega$: Taylor's polynomial in $\Delta_\omega$",
         Matrix([-eta * (g_theta + d_omega_g_theta * step_omega + d_omega2_g_theta * step_omega**2 / 2 + xi_theta)])),
    on=AT_A_POINT | dict.fromkeys((xi_theta, xi_omega), AT_A_POINT[g_theta]), title="ALT: the generator's increment")

simultaneous_first = calc(
    first(HERE),
    Line("the gradients at the point, and nothing beyond", Matrix([-eta * g_theta, eta * g_omega])),
    on=AT_A_POINT, title="SML: mean of a step")

simultaneous_second = calc(
    second(HERE),
    Line("means and covariances of both minibatches",
         eta**2 * Matrix([g_theta**2 + Sigma_theta / B, -g_theta * g_omega, g_omega**2 + Sigma_omega / B])),
    on=AT_A_POINT, title="SML: second moments of a step")

simultaneous_third = calc(
    third(HERE),
    Line("the third cumulants of the minibatches appear",
         eta**3 * Matrix([-g_theta**3 - 3 * g_theta * Sigma_theta / B - kappa_theta / B**2,
                          g_omega * (g_theta**2 + Sigma_theta / B), -g_theta * (g_omega**2 + Sigma_omega / B),
                          g_omega**3 + 3 * g_omega * Sigma_omega / B + kappa_omega / B**2])),
    on=AT_A_POINT, title="SML: third moments of a step")

alternating_first = calc(
    first(AFTER),
    Line(r"the generator answers the discriminator's step, and with a curved gradient also the noise of that step",
         Matrix([-eta * g_theta - eta**2 * d_omega_g_theta * g_omega
                 - eta**3 * d_omega2_g_theta * (g_omega**2 + Sigma_omega / B) / 2, eta * g_omega])),
    on=AT_A_POINT, title="ALT: mean of a step")

alternating_second = calc(
    second(AFTER),
    Line("both increments are correlated through the discriminator's noise",
         Matrix([eta**2 * (g_theta**2 + Sigma_theta / B)
                 + eta**3 * g_omega * (2 * g_theta * d_omega_g_theta + d_omega_Sigma_theta / B),
                 -eta**2 * g_theta * g_omega - eta**3 * d_omega_g_theta * (g_omega**2 + Sigma_omega / B),
                 eta**2 * (g_omega**2 + Sigma_omega / B)])),
    on=AT_A_POINT, title="ALT: second moments of a step")

alternating_third = calc(
    third(AFTER),
    Line("the same as in the simultaneous scheme", simultaneous_third.result),
    on=AT_A_POINT, title="ALT: third moments of a step")
