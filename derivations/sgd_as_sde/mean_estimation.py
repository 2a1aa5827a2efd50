r"""The linear-quadratic game: the generator learns the mean of Gaussian data, against a linear discriminator.

x ~ N(m, c^2), G(z) = theta + s z with z ~ N(0, 1), D(x) = omega x, both players with a quadratic penalty:

    J = omega (x - G) - lambda omega^2/2 + mu (G - a)^2/2.

The gradients are linear, their covariances constant; both rest at theta* = (m + lambda mu a)/(1 + lambda mu),
omega* = mu (theta* - a), and about it b0 = M y.
"""
from sympy import ImmutableMatrix as Matrix

from derivations.calculus import Above, Domain, Gradient, Line, Real, Satisfies, calc
from derivations.calculus.laws import Normal, covariance, mean
from derivations.sgd_as_sde.notation import a, c, lambda_, m, mu, omega, s, theta, x, z
from derivations.sgd_as_sde.sampled_payoff import SampledPayoff

G = theta + s * z
LINEAR_QUADRATIC = Domain({**dict.fromkeys((mu, lambda_, c, s), Above(0)),
                           **dict.fromkeys((m, a, theta, omega, x, z), Real())})

samples = (x, Normal(m, c**2)), (z, Normal(0, 1))
payoff = omega * (x - G) - lambda_ / 2 * omega**2 + mu / 2 * (G - a)**2
game = SampledPayoff(payoff, (theta,), (omega,), samples)

of_a_pair = calc(
    payoff,
    Line("of one pair of samples", Matrix([mu * (theta + s * z - a) - omega, x - theta - s * z - lambda_ * omega]),
         by=Gradient((theta, omega))),
    on=LINEAR_QUADRATIC, title="Linear-quadratic game: gradients of a pair")

gradients = calc(
    mean(of_a_pair.result, samples),
    Line("linear in both parameters", Matrix([mu * (theta - a) - omega, m - theta - lambda_ * omega])),
    on=LINEAR_QUADRATIC, title="Linear-quadratic game: gradients")

covariances = calc(
    covariance(of_a_pair.result, of_a_pair.result, samples),
    Line(r"$\Sigma_\theta$, $\Sigma_\omega$ on the diagonal: constants; without the pull $\mu$ the generator has no "
         "noise of its own", Matrix([[mu**2 * s**2, -mu * s**2], [-mu * s**2, c**2 + s**2]])),
    on=LINEAR_QUADRATIC, title="Linear-quadratic game: covariances of a pair")

rest = calc(
    gradients.result,
    Line("where both players rest", Matrix([(m + lambda_ * mu * a) / (1 + lambda_ * mu), mu * (m - a) / (1 + lambda_ * mu)]),
         by=Satisfies((theta, omega))),
    on=LINEAR_QUADRATIC, title="Linear-quadratic game: the point of rest")

slope = calc(
    Matrix([-gradients.result[0], gradients.result[1]]).jacobian((theta, omega)),
    Line(r"the slope $M$ of $b_0$: each player is damped by its own penalty and turned by the other",
         Matrix([[-mu, 1], [-1, -lambda_]])),
    on=LINEAR_QUADRATIC, title="Linear-quadratic game: the mean motion about rest")
