r"""Gradients and covariances near one point, taken as theta = omega = 0: Taylor polynomials with a symbol for each derivative.

What holds at the point for these polynomials, with every derivative free, holds for arbitrary functions at every point: up to
eta^3 one step sees the gradients to their second derivatives and the covariances to their first.
"""
from sympy import ImmutableMatrix as Matrix

from derivations.calculus import Above, Real
from derivations.sgd_as_sde.notation import (
    LEARNING, Sigma_omega, Sigma_theta, d_omega2_g_omega, d_omega2_g_theta, d_omega_g_omega, d_omega_g_theta,
    d_omega_Sigma_omega, d_omega_Sigma_theta, d_theta2_g_omega, d_theta2_g_theta, d_theta_g_omega, d_theta_g_theta,
    d_theta_omega_g_omega, d_theta_omega_g_theta, d_theta_Sigma_omega, d_theta_Sigma_theta, g_omega, g_theta, kappa_omega,
    kappa_theta, omega, theta)
from derivations.sgd_as_sde.players import TwoPlayers

HERE = {theta: 0, omega: 0}
DERIVATIVES = (d_theta_g_theta, d_omega_g_theta, d_theta_g_omega, d_omega_g_omega, d_theta2_g_theta, d_theta_omega_g_theta,
               d_omega2_g_theta, d_theta2_g_omega, d_theta_omega_g_omega, d_omega2_g_omega, d_theta_Sigma_theta,
               d_omega_Sigma_theta, d_theta_Sigma_omega, d_omega_Sigma_omega)
AT_A_POINT = LEARNING | dict.fromkeys((g_theta, g_omega, kappa_theta, kappa_omega, *DERIVATIVES), Real()) | dict.fromkeys(
    (Sigma_theta, Sigma_omega), Above(0))


def quadratic(value, d_theta, d_omega, d_theta2, d_theta_omega, d_omega2):
    """A function of theta and omega with these derivatives at the point."""
    return (value + d_theta * theta + d_omega * omega
            + d_theta2 * theta**2 / 2 + d_theta_omega * theta * omega + d_omega2 * omega**2 / 2)


gradient_theta = quadratic(g_theta, d_theta_g_theta, d_omega_g_theta, d_theta2_g_theta, d_theta_omega_g_theta, d_omega2_g_theta)
gradient_omega = quadratic(g_omega, d_theta_g_omega, d_omega_g_omega, d_theta2_g_omega, d_theta_omega_g_omega, d_omega2_g_omega)
covariance_theta = Sigma_theta + d_theta_Sigma_theta * theta + d_omega_Sigma_theta * omega
covariance_omega = Sigma_omega + d_theta_Sigma_omega * theta + d_omega_Sigma_omega * omega

players = TwoPlayers((theta,), (omega,), Matrix([gradient_theta]), Matrix([gradient_omega]),
                     Matrix([covariance_theta]), Matrix([covariance_omega]))
