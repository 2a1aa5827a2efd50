r"""The Dirac game of Wasserstein without noise: simultaneous steps spiral out, alternating steps stay on ellipses.

With b0 = (-omega, theta) the simultaneous chain multiplies theta^2 + omega^2 by 1 + eta^2 in every step, and its SDE of order 1
grows at the rate eta. The alternating chain is a symplectic map and conserves

    theta^2 + omega^2 + eta theta omega

exactly; so does the mean flow of its SDE of order 1, whose slopes have the eigenvalues +-i sqrt(1 - eta^2/4). The flow of
order 0 conserves theta^2 + omega^2, which neither chain does.
"""
from sympy import I, ImmutableMatrix as Matrix, Integer, Symbol, eye, sqrt

from derivations.calculus import Line, Real, calc
from derivations.calculus.differential_operators import along
from derivations.sgd_as_sde import dirac, schemes
from derivations.sgd_as_sde.notation import LEARNING, eta, lambda_, omega, theta

SPIRAL = LEARNING | dirac.DIRAC
x = theta, omega
rho = Symbol("rho", real=True)            # eigenvalue
WITHOUT_PENALTY = {lambda_: 0}
players = dirac.wgan.players()
g_theta, g_omega = (gradient[0].subs(WITHOUT_PENALTY) for gradient in (players.g_theta, players.g_omega))
size = theta**2 + omega**2
ellipse = size + eta * theta * omega

at_once = {theta: theta - eta * g_theta, omega: omega + eta * g_omega}
in_turn = {theta: (theta - eta * g_theta).subs(omega, at_once[omega]), omega: at_once[omega]}


def flow(generators) -> Matrix:
    """b0 + eta b1 of the game without penalty."""
    return Matrix(generators[0].drift + eta * generators[1].drift).subs(WITHOUT_PENALTY)


simultaneous_flow, alternating_flow = (flow(scheme(players, 1, 1)) for scheme in (schemes.simultaneous, schemes.alternating))

spiral = calc(
    size.subs(at_once, simultaneous=True),
    Line(r"every simultaneous step is longer by the same factor", (1 + eta**2) * size),
    on=SPIRAL, title="Simultaneous steps spiral out")

spiral_of_order_1 = calc(
    along(simultaneous_flow, size, x),
    Line(r"the flow of order 1 grows at the rate $\eta$, the logarithm of $1 + \eta^2$ over $\eta$ to first order", eta * size),
    on=SPIRAL, title="The order-1 flow of simultaneous steps")

conserved = calc(
    ellipse.subs(in_turn, simultaneous=True),
    Line("the same before and after every alternating step", ellipse),
    on=SPIRAL, title="What alternating steps conserve")

conserved_by_the_flow = calc(
    along(alternating_flow, ellipse, x),
    Line("the flow of order 1 conserves the same quantity", Integer(0)),
    on=SPIRAL, title="What the order-1 flow of alternating steps conserves")

frequency = sqrt(1 - eta**2 / 4)
turning = calc(
    (alternating_flow.jacobian(x) - rho * eye(2)).det(),
    Line(r"the slopes have the eigenvalues $\rho = \pm i\sqrt{1 - \eta^2/4}$: a rotation for $\eta < 2$",
         (rho - I * frequency) * (rho + I * frequency)),
    on=SPIRAL | {rho: Real()}, title="The order-1 flow of alternating steps turns")

order_0 = calc(
    along(players.b0.subs(WITHOUT_PENALTY), size, x),
    Line("the flow of order 0, the same for both schemes, moves on circles", Integer(0)),
    on=SPIRAL, title="The order-0 flow")

not_circles = calc(
    size.subs(in_turn, simultaneous=True) - size,
    Line("an alternating step leaves the circle", eta**2 * ((omega + eta * theta)**2 - theta**2)),
    on=SPIRAL, title="Circles are not conserved by alternating steps")
