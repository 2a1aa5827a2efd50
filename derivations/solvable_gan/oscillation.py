r"""Just below the noise that stops it, the oscillation of one feature: its amplitude, frequency and phase.

At kappa = 2 gamma the linear part of (q, r), with P frozen, is a rotation of frequency omega, omega^2 = P^2 - (1 - gamma)^2,
that conserves E = P (q^2 + r^2) - 2 (1 - gamma) q r:

    q = rho cos(theta),   r = rho cos(theta - phi),   theta' = omega,   cos(phi) = (1 - gamma)/P,   E = P rho^2 sin(phi)^2.

For kappa = 2 gamma + epsilon, P and log E move at the rates epsilon and rho^2, slowly. Averaged over one turn,

    P' = -(kappa rho^2/(2 P)) (P^2 - (1 - gamma)),     and where P^2 = 1 - gamma:    E' = E (epsilon - rho^2 (B - A + kappa/2)),

so that P settles at sqrt(1 - gamma) and, because B - A + kappa/2 > 0 always, a stable oscillation grows continuously out of
epsilon = 0: the bifurcation is supercritical, with rho^2 = (kappa - 2 gamma)/(B - A + kappa/2), omega^2 = gamma (1 - gamma) in
the time s and phase lag cos(phi) = sqrt(1 - gamma). To leading order; the averaging theorem is trusted.

The mean over a turn of a form of degree 2 or 4 in (cos, sin) is 1/2 or 1/8 of its mean over two standard normal variables.
"""
from sympy import ImmutableMatrix as Matrix, Integer, sqrt, symbols

from derivations.calculus import Above, Below, Between, Domain, Is, Line, Real, Satisfies, Stated, calc
from derivations.calculus.gaussian import Average
from derivations.solvable_gan import published
from derivations.solvable_gan.notation import A, B, P, gamma, kappa, q, r
from derivations.solvable_gan.one_feature import field

rho, omega, y = symbols("rho omega y", positive=True)                     # y: rho^2
cosine, sine = symbols(r"\cos\theta \sin\theta", real=True)
# P above 1 - gamma, so that the linear part turns.
TURNING = Domain({A: Below(1), B: Above(1), kappa: Above(0), gamma: Between(0, 1), P: Above(1 - gamma), rho: Above(0),
                  omega: Is(sqrt(P**2 - (1 - gamma)**2)), cosine: Real(), sine: Real(), q: Real(), r: Real()})
# P where it settles.
SETTLED = Domain({A: Below(1), B: Above(1), kappa: Above(0), P: Between(0, 1), gamma: Is(1 - P**2), rho: Above(0), y: Above(0),
                  omega: Is(P * sqrt(1 - P**2))})

energy = P * (q**2 + r**2) - 2 * (1 - gamma) * q * r                      # E
rotation = Matrix([(1 - gamma) * q - P * r, P * q - (1 - gamma) * r])     # of (q, r), at kappa = 2 gamma
linear_excess = Matrix([0, (kappa - 2 * gamma) * r])
cubic_excess = Matrix([(A * r**2 - B * q**2) * q, (A * r**2 - B * q**2 - kappa * r**2) * r])
TURN = {q: rho * cosine, r: rho * ((1 - gamma) / P * cosine + omega / P * sine)}


def along_the_turn(expr):
    """d/dtheta of an expression in cos(theta) and sin(theta)."""
    return expr.diff(sine) * cosine - expr.diff(cosine) * sine


def over_a_turn(degree_two, degree_four):
    """The mean over theta of a form of degree 2 and one of degree 4 in (q, r)."""
    return Average(degree_two.subs(TURN), cosine, sine) / 2 + Average(degree_four.subs(TURN), cosine, sine) / 8


parts = calc(
    Matrix(field[1:]),
    Line(r"the rotation, the growth by $\kappa - 2\gamma$, and cubic terms", rotation + linear_excess + cubic_excess),
    on=TURNING, title="Three parts of the motion of (q, r)")

conserved = calc(
    (Matrix([energy]).jacobian((q, r)) * rotation)[0],
    Line(r"$E$ is conserved by the rotation", Integer(0)),
    on=TURNING, title="What the rotation conserves")

turn = calc(
    Matrix([along_the_turn(TURN[q]), along_the_turn(TURN[r])]) * omega,
    Line(r"the derivative of $q = \rho\cos\theta$ and $r = \rho\cos(\theta - \phi)$, with $\theta' = \omega$",
         rotation.subs(TURN)),
    on=TURNING, title="The rotation at the threshold")

size = calc(
    energy.subs(TURN),
    Line(r"$P \rho^2 \sin^2\phi$ with $\sin\phi = \omega/P$", rho**2 * omega**2 / P * (cosine**2 + sine**2)),
    on=TURNING, title="The conserved quantity on a turn")

drift_of_P = calc(
    over_a_turn(field[0], Integer(0)),
    Line(r"the mean of $P'$ over a turn: towards $P^2 = 1 - \gamma$", -kappa * rho**2 / (2 * P) * (P**2 - (1 - gamma))),
    on=TURNING, title="The slow motion of P")

gradient = Matrix([energy]).jacobian((q, r))
rate = calc(
    over_a_turn((gradient * linear_excess)[0], (gradient * cubic_excess)[0] + energy.diff(P) * field[0])
    / (rho**2 * omega**2 / P),
    Line(r"the mean over a turn of $E'/E$, where $P^2 = 1 - \gamma$", kappa - 2 * gamma - rho**2 * (B - A + kappa / 2)),
    on=SETTLED, title="The slow motion of the amplitude")

amplitude = calc(
    Matrix([rate.result.subs(rho, sqrt(y))]),
    Line(r"averaging: near an attracting rest point of the slow motion the full equation has an attracting closed orbit, for "
         r"small $\kappa - 2\gamma > 0$", Matrix([kappa - 2 * gamma - y * (B - A + kappa / 2)]),
         by=Stated(published.AVERAGING)),
    Line(r"$\rho^2$ where both slow motions rest", Matrix([(kappa - 2 * gamma) / (B - A + kappa / 2)]), by=Satisfies((y,))),
    on=SETTLED, title="The amplitude of the oscillation")

attracts = calc(
    Matrix([drift_of_P.result.diff(P), drift_of_P.result.diff(rho), rho / 2 * rate.result.diff(rho)]),
    Line(r"the slopes of $P'$ in $P$ and in $\rho$ and of $(\log E)'$ in $\log E$: two negative eigenvalues",
         Matrix([-kappa * rho**2, 0, -rho**2 * (B - A + kappa / 2)])),
    on=SETTLED, title="The oscillation attracts")

frequency = calc(
    Matrix([omega**2, (1 - gamma) / P]),
    Line(r"frequency (squared) in the time $s$ and cosine of the phase by which $r$ lags behind $q$",
         Matrix([gamma * (1 - gamma), P])),
    on=SETTLED, title="Frequency and phase of the oscillation")
