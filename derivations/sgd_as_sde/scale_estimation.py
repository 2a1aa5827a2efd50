r"""The generator learns the scale of Gaussian data: nonlinear gradients, noise that depends on the parameters.

x ~ N(0, v), G(z) = theta z with z ~ N(0, 1), D(x) = omega x^2:

    J = omega (x^2 - theta^2 z^2) - lambda omega^2/2,

which rests at theta = +-sqrt(v), omega = 0. Moments do not close. Near rest the motion is linear, with M and S below.
"""
from sympy import ImmutableMatrix as Matrix, sqrt

from derivations.calculus import Above, Domain, Gradient, Line, Real, calc
from derivations.calculus.laws import Normal, covariance, mean
from derivations.sgd_as_sde.notation import lambda_, omega, theta, v, x, z
from derivations.sgd_as_sde.sampled_payoff import SampledPayoff

SCALE = Domain({lambda_: Above(0), v: Above(0), **dict.fromkeys((theta, omega, x, z), Real())})
REST = {theta: sqrt(v), omega: 0}

samples = (x, Normal(0, v)), (z, Normal(0, 1))
payoff = omega * (x**2 - theta**2 * z**2) - lambda_ / 2 * omega**2
game = SampledPayoff(payoff, (theta,), (omega,), samples)

of_a_pair = calc(
    payoff,
    Line("of one pair of samples", Matrix([-2 * omega * theta * z**2, x**2 - theta**2 * z**2 - lambda_ * omega]),
         by=Gradient((theta, omega))),
    on=SCALE, title="Scale estimation: gradients of a pair")

gradients = calc(
    mean(of_a_pair.result, samples),
    Line(r"both vanish where $\theta^2 = v$ and $\omega = 0$", Matrix([-2 * omega * theta, v - theta**2 - lambda_ * omega])),
    on=SCALE, title="Scale estimation: gradients")

covariances = calc(
    covariance(of_a_pair.result, of_a_pair.result, samples),
    Line(r"$\Sigma_\theta$ vanishes where the discriminator rests, $\Sigma_\omega$ does not",
         Matrix([[8 * omega**2 * theta**2, 4 * omega * theta**3], [4 * omega * theta**3, 2 * v**2 + 2 * theta**4]])),
    on=SCALE, title="Scale estimation: covariances of a pair")

slope = calc(
    Matrix([-gradients.result[0], gradients.result[1]]).jacobian((theta, omega)).subs(REST),
    Line(r"the slope of $b_0$ at rest: the players turn about each other at the frequency $2\sqrt{v}$",
         Matrix([[0, 2 * sqrt(v)], [-2 * sqrt(v), -lambda_]])),
    on=SCALE, title="Scale estimation: the mean motion about rest")

noise_at_rest = calc(
    covariances.result.subs(REST),
    Line("only the discriminator is noisy at rest", Matrix([[0, 0], [0, 4 * v**2]])),
    on=SCALE, title="Scale estimation: noise at rest")
