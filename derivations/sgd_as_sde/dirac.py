r"""The Dirac game: data and generator are one point each, at 0 and theta, and the discriminator is a slope omega.

    J = f(omega theta) - lambda omega^2/2 + sigma (zeta_theta theta + zeta_omega omega),

zeta independent standard normal: gradient noise of covariance sigma^2. f(t) = t is the game of Wasserstein, and
f(t) = -log(1 + exp(-t)) the logistic one, with f'(t) = 1/(1 + e^t).
"""
from sympy import ImmutableMatrix as Matrix, exp, log, symbols

from derivations.calculus import Above, Domain, Gradient, Line, Real, calc
from derivations.calculus.laws import Normal, covariance, mean
from derivations.sgd_as_sde.notation import lambda_, omega, sigma, theta
from derivations.sgd_as_sde.sampled_payoff import SampledPayoff

zeta_theta, zeta_omega = symbols("zeta_theta zeta_omega", real=True)
DIRAC = Domain({lambda_: Above(0), sigma: Above(0), **dict.fromkeys((theta, omega, zeta_theta, zeta_omega), Real())})

samples = (zeta_theta, Normal(0, 1)), (zeta_omega, Normal(0, 1))
common = -lambda_ / 2 * omega**2 + sigma * (zeta_theta * theta + zeta_omega * omega)
wgan_payoff = omega * theta + common
logistic_payoff = -log(1 + exp(-omega * theta)) + common
wgan = SampledPayoff(wgan_payoff, (theta,), (omega,), samples)
logistic = SampledPayoff(logistic_payoff, (theta,), (omega,), samples)

wgan_of_a_pair = calc(
    wgan_payoff,
    Line("of one pair of samples", Matrix([omega + sigma * zeta_theta, theta - lambda_ * omega + sigma * zeta_omega]),
         by=Gradient((theta, omega))),
    on=DIRAC, title="Dirac game of Wasserstein: gradients of a pair")

wgan_gradients = calc(
    mean(wgan_of_a_pair.result, samples),
    Line("a rotation, damped by the discriminator's penalty", Matrix([omega, theta - lambda_ * omega])),
    on=DIRAC, title="Dirac game of Wasserstein: gradients")

logistic_of_a_pair = calc(
    logistic_payoff,
    Line("of one pair of samples", Matrix([omega / (1 + exp(omega * theta)) + sigma * zeta_theta,
                                           theta / (1 + exp(omega * theta)) - lambda_ * omega + sigma * zeta_omega]),
         by=Gradient((theta, omega))),
    on=DIRAC, title="Logistic Dirac game: gradients of a pair")

logistic_gradients = calc(
    mean(logistic_of_a_pair.result, samples),
    Line("the force of the other player fades where the discriminator is sure",
         Matrix([omega / (1 + exp(omega * theta)), theta / (1 + exp(omega * theta)) - lambda_ * omega])),
    on=DIRAC, title="Logistic Dirac game: gradients")

covariances = calc(
    covariance(logistic_of_a_pair.result, logistic_of_a_pair.result, samples),
    Line("constant and isotropic", Matrix([[sigma**2, 0], [0, sigma**2]])),
    on=DIRAC, title="Dirac games: covariances of a pair")
