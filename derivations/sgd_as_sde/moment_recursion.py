r"""The moments of a chain, step by step, where pairs' gradients are linear in the samples.

Then the gradient of a minibatch is that of one pair at the minibatch's mean, whose law has the cumulants kappa_k/B^(k-1). With
independent minibatches an alternating step is the discriminator's followed by the generator's; with a shared one both use one
mean. For the game of multiplicative noise the moments of every degree close.
"""
from sympy import ImmutableMatrix as Matrix

from derivations.calculus import Above, Domain, Line, calc
from derivations.calculus.laws import Averaged, Expected, mean
from derivations.sgd_as_sde import multiplicative_noise
from derivations.sgd_as_sde.mean_estimation import LINEAR_QUADRATIC
from derivations.sgd_as_sde.notation import B, LEARNING, a_omega, a_theta, c, eta, lambda_, m, mu, omega, s, theta

TRAINED = LEARNING | LINEAR_QUADRATIC | Domain({a_theta: Above(0), a_omega: Above(0)})


def averaged(game, B) -> tuple:
    """The samples' means over a minibatch of B pairs."""
    return tuple((symbol, Averaged(law, B)) for symbol, law in game.samples)


def generator_step(game, eta, a_theta=1) -> Matrix:
    """(theta, omega) after the generator's step, for a minibatch of this mean."""
    of_theta, _ = game.pair_gradients
    return Matrix([*(Matrix(game.theta) - a_theta * eta * of_theta), *game.omega])


def discriminator_step(game, eta, a_omega=1) -> Matrix:
    """(theta, omega) after the discriminator's step, for a minibatch of this mean."""
    _, of_omega = game.pair_gradients
    return Matrix([*game.theta, *(Matrix(game.omega) + a_omega * eta * of_omega)])


def together(game, eta, a_theta=1, a_omega=1) -> Matrix:
    """(theta, omega) after one simultaneous step with one minibatch for both."""
    first = len(game.theta)
    return Matrix([*generator_step(game, eta, a_theta)[:first], *discriminator_step(game, eta, a_omega)[first:]])


def in_turn(game, eta, a_theta=1, a_omega=1) -> Matrix:
    """(theta, omega) after one alternating step with one minibatch for both."""
    first = dict(zip((*game.theta, *game.omega), discriminator_step(game, eta, a_omega)))
    return generator_step(game, eta, a_theta).subs(first, simultaneous=True)


game = multiplicative_noise.game
minibatch = averaged(game, B)

means = calc(
    mean(together(game, eta, a_theta, a_omega), minibatch),
    Line("the means move as without noise",
         Matrix([theta + a_theta * eta * (omega - mu * theta), omega + a_omega * eta * (m - theta - lambda_ * omega)])),
    on=TRAINED, title="Multiplicative noise: means after a step")

discriminator_square = calc(
    Expected(discriminator_step(game, eta)[1]**2, *minibatch),
    Line(r"the square of the mean and the variance of the minibatch's gradient, of second degree in the parameters",
         (omega + eta * (m - theta - lambda_ * omega))**2 + eta**2 * (c**2 + s**2 * theta**2) / B),
    on=TRAINED, title="Multiplicative noise: the discriminator's second moment after a step")

shared_mean = calc(
    mean(in_turn(game, eta), minibatch)[0],
    Line(r"a shared minibatch adds $-\eta^2 s^2\theta/B$ to the mean of the generator's alternating step",
         theta - eta * mu * theta + eta * (omega + eta * (m - theta - lambda_ * omega)) - eta**2 * s**2 * theta / B),
    on=TRAINED, title="Multiplicative noise: drift induced by a shared minibatch")
