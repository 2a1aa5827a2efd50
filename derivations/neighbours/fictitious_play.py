r"""Fictitious play of a GAN on finitely many points: each player answers the other's whole past, and the past converges.

With data p and generator q the game is V(D, q) = sum p log D + q log(1 - D). The critic's best response to a mixed past is
that to its mean qbar, D = p/(p + qbar); the generator's, to the mean of log(1 - D), is one point where that is least. In
continuous time, s = log t, every average moves towards the present, and the exploitability

    gap = max_D V(D, qbar) - min_q (mean of V(., q) over the past critics)

obeys gap' = -gap exactly: it falls as 1/t. As twice the Jensen-Shannon divergence of qbar from p is at most the gap, qbar
converges to p. Steps of size 1/t lag behind this; how far is measured.

With critics that accuse one point, V = 1{i = j} - p_j, the game has the identity as its payoff: the case in which fictitious
play is known to be slow. Gradient play, of a particle theta and a critic's slope psi, never converges: it turns about the
equilibrium.
"""
from sympy import ImmutableMatrix as Matrix, Integer, Rational, diff, log, symbols

from derivations.calculus import Above, Between, Domain, Extremum, Is, Line, NotDerived, Real, Stated, calc
from derivations.neighbours import published
from derivations.neighbours.notation import D, eta_D, eta_G, p, psi, q, theta

P_1, Q_1 = symbols("p_1 q_1", positive=True)             # masses of the first of two points; the second has the rest
h, c_1, c_2 = symbols("h c_1 c_2", real=True)            # means over the past of sum p log D and of log(1 - D) at either point
s_1, s_2, s_3, q_1, q_2, q_3 = symbols("s_1 s_2 s_3 q_1 q_2 q_3", positive=True)
POINT = Domain({p: Between(0, 1), q: Between(0, 1)})
TWO = Domain({P_1: Between(0, 1), Q_1: Between(0, 1), h: Real(), c_1: Real(), c_2: Real()})

best_critic = p / (p + q)
payoff = p * log(D) + q * log(1 - D)                     # at one point

critic = calc(
    payoff,
    Line("the critic's best response at a point of data mass p and generated mass q",
         p * log(p / (p + q)) + q * log(q / (p + q)), by=Extremum({D: best_critic})),
    on=POINT, title="The best critic")

concave = calc(
    diff(payoff, D, 2),
    Line("negative: the stationary value is the largest", -p / D**2 - q / (1 - D)**2),
    on=POINT | {D: Between(0, 1)}, title="The payoff is concave in the critic")

generator = calc(
    diff(critic.result, q),
    Line("$\\log(1 - D)$ at the best critic: the generator moves to where this is least", log(q / (p + q))),
    on=POINT, title="What the generator gains at a point")

convex = calc(
    diff(critic.result, q, 2),
    Line("positive: the payoff at the best critic has one minimum; slopes are equal at all points only where $q = p$",
         p / (q * (p + q))),
    on=POINT, title="The payoff at the best critic is convex in the generator")

value = calc(
    critic.result.subs(q, p),
    Line("summed over all points, the value of the game is $-2\\log 2$", -2 * p * log(2)),
    on=POINT, title="The value of the game")

# Continuous time on two points, while the generator's best response is the first.
at_best = critic.result.subs({p: P_1, q: Q_1}) + critic.result.subs({p: 1 - P_1, q: 1 - Q_1})
D_1, D_2 = P_1 / (P_1 + Q_1), (1 - P_1) / (2 - P_1 - Q_1)
seen = P_1 * log(D_1) + (1 - P_1) * log(D_2)
gap = at_best - h - c_1

decay = calc(
    diff(gap, Q_1) * (1 - Q_1) + diff(gap, h) * (seen - h) + diff(gap, c_1) * (log(1 - D_1) - c_1),
    Line(r"along $\bar q\,' = e_1 - \bar q$ and the same for the means of the past critics, in $s = \log t$: the gap falls as "
         "$1/t$",
         h + c_1 - at_best),
    on=TWO, title="The gap in continuous time")

# Critics that accuse one point of three, under uniform data.
uniform = Rational(1, 3)
accuse = Matrix(3, 3, lambda i, j: Integer(i == j) - uniform)

accused = (Matrix([[q_1, q_2, q_3]]) * accuse * Matrix([s_1, s_2, s_3]))[0]

identity_game = calc(
    accused,
    Line("a finite game: the averages of fictitious play come to equilibrium", accused, by=Stated(published.ROBINSON)),
    Line("the generator is accused at a point as often as it is there: the identity, less a constant",
         q_1 * s_1 + q_2 * s_2 + q_3 * s_3 - uniform),
    on=Domain({q_1: Between(0, 1), q_2: Between(0, 1 - q_1), q_3: Is(1 - q_1 - q_2),
               s_1: Between(0, 1), s_2: Between(0, 1 - s_1), s_3: Is(1 - s_1 - s_2)}),
    title="Critics of single points")

# Gradient play: the particle theta follows the critic's slope psi, which follows the data at 0 less the particle.
PLAY = Domain({theta: Real(), psi: Real(), eta_D: Above(0), eta_G: Above(0)})
radius = eta_D * theta**2 + eta_G * psi**2
simultaneous = Matrix([theta + eta_G * psi, psi - eta_D * theta])
alternating = Matrix([theta + eta_G * (psi - eta_D * theta), psi - eta_D * theta])


def after(step, expr):
    """An expression at the next state."""
    return expr.subs({theta: step[0], psi: step[1]}, simultaneous=True)


centre = calc(
    diff(radius, theta) * eta_G * psi - diff(radius, psi) * eta_D * theta,
    Line("in continuous time the squared distance from the equilibrium is conserved", Integer(0)),
    on=PLAY, title="Gradient flow turns about the equilibrium")

spiral = calc(
    after(simultaneous, radius),
    Line("every simultaneous step multiplies it by the same factor: a spiral outwards", (1 + eta_D * eta_G) * radius),
    on=PLAY, title="Simultaneous gradient play")

skew = radius - eta_D * eta_G * theta * psi
bounded = calc(
    after(alternating, skew),
    Line("alternating steps, the critic first, conserve a quadratic form: closed curves while $\\eta_D\\eta_G < 4$",
         eta_D * theta**2 + eta_G * psi**2 - eta_D * eta_G * theta * psi),
    on=PLAY, title="Alternating gradient play")

mean = calc(
    psi - simultaneous[1],
    Line(r"summed over steps: the mean of $\theta$ is $(\psi_0 - \psi_t)/(\eta_D t)$, of order $1/t$ on a closed curve",
         eta_D * theta),
    on=PLAY, title="The mean of gradient play")

average_converges = NotDerived(
    published.average_converges, "the convergence of the discrete play is a theorem of its source and measured here; decay "
    "proves it in continuous time")
identity_is_slow = NotDerived(
    published.identity_is_slow, "its construction is not repeated; a search over ties measures how slow play can be made")
