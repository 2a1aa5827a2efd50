r"""The Dirac GAN: one datum at 0, one particle theta, a critic psi x. Without a regulariser it circles for ever.

    theta' = eta_G psi,     psi' = -eta_D (theta + lambda psi)

is a damped oscillator, one mode with kappa = g = N = 1: z = -eta_D lambda/2 +- sqrt(eta_D^2 lambda^2/4 - eta_G eta_D). At
lambda = 0 both eigenvalues are imaginary. It is damped critically at lambda* = 2 sqrt(eta_G/eta_D), with the rate
sqrt(eta_G eta_D). With the loss of the first GAN, f(t) = -log(1 + e^-t), and unit rates the slopes at rest are halved,
f'(0) = 1/2, whether the generator descends the critic's loss or climbs f(D): critical damping at lambda = 1.
"""
from sympy import ImmutableMatrix as Matrix, Rational, exp, eye, log, sqrt, symbols

from derivations.calculus import Above, Domain, Gradient, Line, Real, Satisfies, calc
from derivations.particle_gan.critical_damping import at_critical, critical_strength
from derivations.particle_gan.linearised import of_mode
from derivations.particle_gan.notation import N, RATES, alpha, eta_D, eta_G, g, kappa, lambda_, psi, theta, z

LINE = RATES | Domain({lambda_: Above(0), psi: Real(), theta: Real(), z: Real()})
ONE_PARTICLE = {N: 1, g: 1, kappa: 1, alpha: 0}
z_1, z_2 = symbols("z_1 z_2")


def first_gan(t):
    """f(t), the logarithm of the critic's probability."""
    return -log(1 + exp(-t))


def at_rest(flow):
    """The Jacobian in (theta, psi) where both vanish."""
    return flow.jacobian((theta, psi)).subs({theta: 0, psi: 0})


critic_flow = calc(
    -psi * theta - lambda_ / 2 * psi**2,
    Line(r"the critic climbs $D(0) - D(\theta) - \frac\lambda2 D'^2$", -eta_D * (theta + lambda_ * psi),
         by=Gradient((psi,), scale=(eta_D,))),
    on=LINE, title="The critic of the Dirac GAN")

particle_flow = calc(
    psi * theta,
    Line(r"the particle climbs $D(\theta)$", eta_G * psi, by=Gradient((theta,), scale=(eta_G,))),
    on=LINE, title="The particle of the Dirac GAN")

flow = Matrix([particle_flow.result, critic_flow.result])

spectrum = calc(
    (z * eye(2) - at_rest(flow)).det(),
    Line("a damped oscillator", z**2 + eta_D * lambda_ * z + eta_G * eta_D),
    Line(r"the mode with $\kappa = g = N = 1$", of_mode(kappa, g).subs(ONE_PARTICLE)),
    on=LINE, title="The spectrum of the Dirac GAN")

eigenvalues = calc(
    Matrix([z_1 + z_2 + eta_D * lambda_, z_1 * z_2 - eta_D * eta_G]),
    Line("the two roots, by their sum and their product",
         Matrix([-eta_D * lambda_ / 2 + sqrt(eta_D**2 * lambda_**2 / 4 - eta_G * eta_D),
                 -eta_D * lambda_ / 2 - sqrt(eta_D**2 * lambda_**2 / 4 - eta_G * eta_D)]), by=Satisfies((z_1, z_2))),
    on=LINE, title="The eigenvalues of the Dirac GAN")

centre = calc(
    eigenvalues.result.subs(lambda_, 0).applyfunc(lambda root: root**2),
    Line("no penalty: two imaginary eigenvalues, whose squares are negative", Matrix([-eta_D * eta_G, -eta_D * eta_G])),
    on=LINE, title="The Dirac GAN without a penalty circles")

critical = calc(
    Matrix([critical_strength.result[0], at_critical.result]).subs(ONE_PARTICLE),
    Line(r"the critical strength and the square of its rate", Matrix([2 * sqrt(eta_G / eta_D), eta_G * eta_D])),
    on=LINE, title="Critical damping of the Dirac GAN")

descends_the_loss = Matrix([-first_gan(-psi * theta).diff(theta), first_gan(-psi * theta).diff(psi) - lambda_ * psi])
climbs = Matrix([first_gan(psi * theta).diff(theta), descends_the_loss[1]])

first_loss = calc(
    (z * eye(2) - at_rest(descends_the_loss)).det(),
    Line(r"the loss of the first GAN, unit rates", z**2 + lambda_ * z + Rational(1, 4)),
    Line(r"the same for a generator that climbs $f(D)$", (z * eye(2) - at_rest(climbs)).det()),
    on=LINE, title="The loss of the first GAN")

first_loss_critical = calc(
    Matrix([first_loss.lines[0].expr.subs(z, z_1).diff(z_1), first_loss.lines[0].expr.subs(z, z_1)]),
    Line(r"a double root: critical damping at $\lambda = 1$", Matrix([-Rational(1, 2), 1]), by=Satisfies((z_1, lambda_))),
    on=LINE, title="Critical damping with the loss of the first GAN")
