r"""A game whose noise depends on the parameters while its moments still close: the generator scales its latent variable.

x ~ N(m, c^2), G(z) = theta z with E z = 1 and Var z = s^2, D(x) = omega x:

    J = omega (x - theta z) - lambda omega^2/2 + mu theta^2/2.

The gradients are linear and the covariances quadratic in the parameters, so that the moments of every degree obey linear
equations among themselves: for the chain, and for its modified equations. The latent law enters orders 0, 1 and 2 by its
variance alone.
"""
from sympy import ImmutableMatrix as Matrix

from derivations.calculus import Gradient, Line, calc
from derivations.calculus.laws import Exponential, Normal, covariance, mean
from derivations.sgd_as_sde.mean_estimation import LINEAR_QUADRATIC
from derivations.sgd_as_sde.notation import c, lambda_, m, mu, omega, s, theta, x, z
from derivations.sgd_as_sde.sampled_payoff import SampledPayoff

data = x, Normal(m, c**2)
samples = data, (z, Normal(1, s**2))
skewed_samples = data, (z, Exponential(1, s))
payoff = omega * (x - theta * z) - lambda_ / 2 * omega**2 + mu / 2 * theta**2
game = SampledPayoff(payoff, (theta,), (omega,), samples)
skewed_game = SampledPayoff(payoff, (theta,), (omega,), skewed_samples)

of_a_pair = calc(
    payoff,
    Line("of one pair of samples", Matrix([mu * theta - omega * z, x - theta * z - lambda_ * omega]),
         by=Gradient((theta, omega))),
    on=LINEAR_QUADRATIC, title="Multiplicative noise: gradients of a pair")

gradients = calc(
    mean(of_a_pair.result, samples),
    Line("linear in both parameters", Matrix([mu * theta - omega, m - theta - lambda_ * omega])),
    on=LINEAR_QUADRATIC, title="Multiplicative noise: gradients")

covariances = calc(
    covariance(of_a_pair.result, of_a_pair.result, samples),
    Line(r"$\Sigma_\theta$, $\Sigma_\omega$ on the diagonal: quadratic in the parameters",
         Matrix([[s**2 * omega**2, s**2 * theta * omega], [s**2 * theta * omega, c**2 + s**2 * theta**2]])),
    on=LINEAR_QUADRATIC, title="Multiplicative noise: covariances of a pair")

skewed = calc(
    covariance(of_a_pair.result, of_a_pair.result, skewed_samples),
    Line("the same for a skewed latent law of the same variance", covariances.result),
    on=LINEAR_QUADRATIC, title="Multiplicative noise: a skewed latent law")

feedback = calc(
    game.feedback,
    Line(r"the covariance of $\partial_\omega g_\theta = -z$ and $g_\omega$ for one pair: what a shared minibatch adds to the "
         "generator's mean step", Matrix([s**2 * theta])),
    on=LINEAR_QUADRATIC, title="Multiplicative noise: feedback of a shared minibatch")
