r"""The invariant law of the linear-quadratic game: Gaussian about the point of rest, with the covariance of order 0.

b0 = M y and a constant S make the SDE Gaussian, dy = M y dt + sqrt(eta/B) S^(1/2) dW. M is stable for all lambda, mu >= 0 that
are not both 0, at every learning rate, which is not so for the chains. The law has a density as soon as one player is noisy.
"""
from sympy import ImmutableMatrix as Matrix, hessian

from derivations.calculus import Above, Domain, Line, Real, calc
from derivations.sgd_as_sde import mean_estimation
from derivations.sgd_as_sde.linear_chain import M
from derivations.sgd_as_sde.notation import (B, LEARNING, Sigma_omega, Sigma_theta, a, eta, g_omega, g_theta, lambda_, m, mu,
                                             omega, theta, y_omega, y_theta)
from derivations.sgd_as_sde.stationary_covariance import order_0

C_theta, C_cross, C_omega = order_0.result
covariance = Matrix([[C_theta, C_cross], [C_cross, C_omega]])
DAMPED = LEARNING | Domain({**dict.fromkeys((lambda_, mu, Sigma_theta, Sigma_omega), Above(0)),
                            **dict.fromkeys((y_theta, y_omega), Real())})
about_rest = dict(zip((theta, omega), mean_estimation.rest.result + Matrix([y_theta, y_omega])))

linear = calc(
    mean_estimation.gradients.result.subs(about_rest, simultaneous=True),
    Line("the gradients in the distances from the point of rest",
         Matrix([mu * y_theta - y_omega, -y_theta - lambda_ * y_omega])),
    on=DAMPED | {m: Real(), a: Real()}, title="Linear-quadratic game: gradients about the point of rest")

stable = calc(
    Matrix([M.trace(), M.det()]),
    Line(r"negative and positive: $M$ is stable as soon as one player is damped", Matrix([-(lambda_ + mu), 1 + lambda_ * mu])),
    on=DAMPED, title="Linear-quadratic game: the SDE is stable at every learning rate")

definite = calc(
    covariance.det(),
    Line("positive unless both players are without noise: the law has a density even where one player has none",
         eta**2 / B**2 * (Sigma_theta * Sigma_omega * (lambda_ + mu)**2 + (Sigma_theta + Sigma_omega)**2)
         / (4 * (lambda_ + mu)**2 * (1 + lambda_ * mu))),
    on=DAMPED, title="Linear-quadratic game: the invariant law has a density")


def centred(expr):
    """An expression in theta, omega and the gradients, for the game with its point of rest at 0."""
    return expr.subs({theta: y_theta, omega: y_omega, **dict(zip((g_theta, g_omega), linear.result))}, simultaneous=True)


def under(form):
    """The mean of a quadratic form in the distances from rest under the invariant law."""
    return (hessian(form, (y_theta, y_omega)) * covariance).trace() / 2
