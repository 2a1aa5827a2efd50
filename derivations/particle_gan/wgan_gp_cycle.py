r"""The penalty of WGAN-GP, (lambda/2)(|D'| - 1)^2, does not let the Dirac GAN converge: it settles on a limit cycle.

    theta' = eta_G psi,     psi' = -eta_D theta - eta_D lambda (psi - sign psi)

is linear on either side of psi = 0: for psi > 0 a damped oscillator about theta = lambda, for psi < 0 about -lambda, of damping
ratio zeta = (lambda/2) sqrt(eta_D/eta_G). With zeta < 1 a half-turn from psi = 0, theta = -a < -lambda, ends at psi = 0 and

    theta = lambda + (a + lambda) e^(-pi zeta/sqrt(1 - zeta^2)),

and mirrored so on. This map of a contracts, and its fixed point is the amplitude of the cycle,

    a* = lambda coth(pi zeta/(2 sqrt(1 - zeta^2)))  ->  (4/pi) sqrt(eta_G/eta_D) as lambda -> 0:

a weaker penalty does not make the oscillation small. With zeta >= 1 psi falls to 0 without crossing it, and theta stops at
+-lambda.
"""
from sympy import ImmutableMatrix as Matrix, Symbol, cos, coth, exp, pi, sin, sqrt, symbols

from derivations.calculus import Above, Asymptotic, Between, Domain, Is, Line, Real, Satisfies, calc
from derivations.particle_gan.critical_damping import damping_ratio
from derivations.particle_gan.dirac_gan import ONE_PARTICLE, critic_flow
from derivations.particle_gan.notation import RATES, eta_D, eta_G, lambda_, omega_0, psi, theta, zeta

t, u = symbols("t u", real=True)
amplitude = Symbol("a_0", positive=True)
TURNING = RATES | Domain({zeta: Between(0, 1), lambda_: Is(2 * zeta * sqrt(eta_G / eta_D)), omega_0: Is(sqrt(eta_G * eta_D)),
                          u: Real(), t: Real(), psi: Above(0), theta: Real(), amplitude: Above(lambda_)})

one_side = calc(
    (-psi * theta - lambda_ / 2 * (psi - 1)**2).diff(psi) * eta_D,
    Line(r"for $\psi > 0$ the penalty draws $\psi$ to 1: the Dirac GAN about $\theta = \lambda$ instead of 0",
         critic_flow.result.subs(theta, theta - lambda_)),
    on=TURNING, title="The critic on one side")

ratio = calc(
    damping_ratio.result.subs(ONE_PARTICLE),
    Line(r"the damping ratio of either side", lambda_ / 2 * sqrt(eta_D / eta_G)),
    Line(r"is $\zeta$", zeta),
    on=TURNING, title="The damping ratio of WGAN-GP")

turning = omega_0 * sqrt(1 - zeta**2)
# theta - lambda after a time t, from u at rest.
flight = u * exp(-zeta * omega_0 * t) * (cos(turning * t) + zeta / sqrt(1 - zeta**2) * sin(turning * t))
critic = flight.diff(t) / eta_G

solution = calc(
    Matrix([critic.diff(t) - critic_flow.result.subs({theta: flight, psi: critic}), flight.subs(t, 0) - u, critic.subs(t, 0)]),
    Line(r"the flight solves the equations of its side and starts at $\theta = \lambda + u$, $\psi = 0$", Matrix([0, 0, 0])),
    on=TURNING, title="A half-turn")

stays = calc(
    critic,
    Line(r"of one sign until $\omega_0\sqrt{1 - \zeta^2}\, t = \pi$: positive for $u < 0$",
         -u * omega_0**2 / (eta_G * turning) * exp(-zeta * omega_0 * t) * sin(turning * t)),
    on=TURNING, title="The critic during a half-turn")

half_turn = Matrix([flight, critic]).subs(t, pi / turning)
landing = calc(
    half_turn,
    Line(r"after the time $\pi/(\omega_0\sqrt{1 - \zeta^2})$ the critic is at 0 again, for the first time",
         Matrix([-u * exp(-pi * zeta / sqrt(1 - zeta**2)), 0])),
    on=TURNING, title="Where a half-turn ends")

first_return = calc(
    (landing.result[0] + lambda_).subs(u, -amplitude - lambda_),
    Line(r"the half-turn map of the amplitude, of slope $e^{-\pi\zeta/\sqrt{1 - \zeta^2}} < 1$",
         lambda_ + (amplitude + lambda_) * exp(-pi * zeta / sqrt(1 - zeta**2))),
    on=TURNING, title="The half-turn map")

cycle = calc(
    Matrix([first_return.result - amplitude]),
    Line("the one fixed point: every orbit tends to the cycle",
         Matrix([lambda_ * (1 + exp(-pi * zeta / sqrt(1 - zeta**2))) / (1 - exp(-pi * zeta / sqrt(1 - zeta**2)))]),
         by=Satisfies((amplitude,))),
    Line("as a hyperbolic function", Matrix([lambda_ * coth(pi * zeta / (2 * sqrt(1 - zeta**2)))])),
    on=TURNING, title="The amplitude of the cycle")

weak = calc(
    cycle.result[0].subs(zeta, ratio.lines[0].expr),
    Line(r"a weak penalty leaves a large cycle", 4 / pi * sqrt(eta_G / eta_D), by=Asymptotic(lambda_, 2, to="0")),
    on=RATES | {lambda_: Above(0)}, title="The cycle of a weak penalty")

r_1, r_2 = symbols("r_1 r_2", positive=True)
STUCK = Domain({r_1: Above(0), r_2: Above(r_1), eta_G: Above(0), eta_D: Is(r_1 * r_2 / eta_G), lambda_: Is((r_1 + r_2) / eta_D),
                u: Real(), t: Above(0)})
slow_flight = u * (r_2 * exp(-r_1 * t) - r_1 * exp(-r_2 * t)) / (r_2 - r_1)
slow_critic = slow_flight.diff(t) / eta_G

stuck = calc(
    Matrix([slow_critic.diff(t) - critic_flow.result.subs({theta: slow_flight, psi: slow_critic}), slow_flight.subs(t, 0) - u,
            slow_critic]),
    Line(r"$\zeta > 1$: from rest the critic keeps its sign for ever, and $\theta \to \lambda$",
         Matrix([0, 0, -u * r_1 * r_2 / (eta_G * (r_2 - r_1)) * (exp(-r_1 * t) - exp(-r_2 * t))])),
    on=STUCK, title="A strong penalty: no cycle, and no convergence")
