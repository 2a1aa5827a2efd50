r"""Finite steps: which strengths of the penalty are stable when critic and particles step together, and when they alternate.

With a = eta_D kappa/N and beta = eta_G g/N one step of a mode is

    f -> f - a (delta + lambda f),      delta -> delta + beta f   (together: the old f; alternating: the new one).

All eigenvalues of the step lie inside the unit circle exactly if

    together:      beta < lambda < 2/a + beta/2,            alternating:      0 < lambda < 2/a - beta/2.

So steps together need a penalty, and the mean of the particles, whose g_+ grows with the coupling, needs the most; alternating
steps need any, however weak, and bound it from above. The spectral radius is least at a double eigenvalue, at
lambda = 2 sqrt(beta/a) (together) or 2 sqrt(beta/a) - beta (alternating), where it is |1 - sqrt(a beta)| for both.
"""
from sympy import ImmutableMatrix as Matrix, eye, sqrt, symbols

from derivations.calculus import Above, Domain, Is, Line, Real, Satisfies, calc
from derivations.particle_gan.linearised import flow_of_modes
from derivations.particle_gan.notation import (KERNEL, N, RATES, a, alpha, beta, eta_D, eta_G, g, g_1, g_plus, kappa, lambda_,
                                               phi, z)

T, D, w = symbols("T D w", real=True)                               # trace, determinant
f, delta = symbols("f delta", real=True)
STEP = Domain({a: Above(0), beta: Above(0), lambda_: Above(0), f: Real(), delta: Real(), z: Real()})
FLOW = RATES | Domain({N: Above(1), kappa: Above(0), g: Above(0), lambda_: Above(0), a: Is(eta_D * kappa / N),
                       beta: Is(eta_G * g / N)})

euler = calc(
    eye(2) + flow_of_modes(Matrix([[kappa]]), Matrix([[g]])).subs(alpha, 0),
    Line(r"one step of the flow, no weight decay", Matrix([[1 - a * lambda_, -a], [beta, 1]])),
    on=FLOW, title="A step of both together")

together = euler.result
critic_first = Matrix([[1, 0], [beta, 1]]) * Matrix([[1 - a * lambda_, -a], [0, 1]])

alternating = calc(
    critic_first,
    Line("the critic steps, then the particles with the new critic",
         Matrix([[1 - a * lambda_, -a], [beta * (1 - a * lambda_), 1 - a * beta]])),
    on=STEP, title="Alternating steps")

# The Moebius map z = (1 + w)/(1 - w) takes the open left half-plane to the open unit disc.
jury = calc(
    (1 - w)**2 * (z**2 - T * z + D).subs(z, (1 + w) / (1 - w)),
    Line(r"a quadratic in $w$: both roots have negative real part exactly if the three coefficients have one sign (Jury)",
         (1 + T + D) * w**2 + 2 * (1 - D) * w + (1 - T + D)),
    on=Domain({T: Real(), D: Real(), w: Real()}), title="Eigenvalues inside the unit circle")


def conditions(step):
    """1 + T + D, 1 - D and 1 - T + D of a step: all positive exactly if it is stable."""
    trace, determinant = step.trace(), step.det()
    return Matrix([1 + trace + determinant, 1 - determinant, 1 - trace + determinant])


window_together = calc(
    conditions(together),
    Line(r"positive exactly for $\beta < \lambda < 2/a + \beta/2$",
         Matrix([2 * a * (2 / a + beta / 2 - lambda_), a * (lambda_ - beta), a * beta])),
    on=STEP, title="The window of steps together")

window_alternating = calc(
    conditions(alternating.result),
    Line(r"positive exactly for $0 < \lambda < 2/a - \beta/2$",
         Matrix([2 * a * (2 / a - beta / 2 - lambda_), a * lambda_, a * beta])),
    on=STEP, title="The window of alternating steps")

low, high = symbols("lambda_low lambda_high", real=True)


def ends(conditions):
    """The two conditions that bound lambda, at the ends of the window."""
    return Matrix([conditions[1].subs(lambda_, low), conditions[0].subs(lambda_, high)])


bounds_together = calc(
    ends(window_together.start),
    Line("the ends of the window", Matrix([beta, 2 / a + beta / 2]), by=Satisfies((low, high))),
    on=STEP, title="Strengths that are stable for steps together")

bounds_alternating = calc(
    ends(window_alternating.start),
    Line("the ends of the window", Matrix([0, 2 / a - beta / 2]), by=Satisfies((low, high))),
    on=STEP, title="Strengths that are stable for alternating steps")


def double(step):
    """Trace and determinant of a step with a double eigenvalue z."""
    return Matrix([step.trace() - 2 * z, step.det() - z**2])


critical_together = calc(
    double(together),
    Line("the strength of a double eigenvalue, and the eigenvalue", Matrix([2 * sqrt(beta / a), 1 - sqrt(a * beta)]),
         by=Satisfies((lambda_, z))),
    on=STEP, title="Critical damping of steps together")

critical_alternating = calc(
    double(alternating.result),
    Line("another strength, the same eigenvalue", Matrix([2 * sqrt(beta / a) - beta, 1 - sqrt(a * beta)]),
         by=Satisfies((lambda_, z))),
    on=STEP, title="Critical damping of alternating steps")

complex_pairs = calc(
    Matrix([together.det(), alternating.result.det()]).diff(lambda_),
    Line("below it the two eigenvalues are complex, of squared size $D$, which falls as the penalty grows", Matrix([-a, -a])),
    on=STEP, title="The spectral radius falls up to critical damping")

# The mean of the particles, g_+ = g_1 (1 + (N - 1) phi): the coupling at which it leaves the window.
COUPLED = KERNEL | {eta_D: Above(0), kappa: Above(0), lambda_: Above(0)}
OF_THE_MEAN = {a: eta_D * kappa / N, beta: eta_G * KERNEL[g_plus].value / N}

coupling_together = calc(
    Matrix([(low - lambda_).subs(low, bounds_together.result[0]).subs(OF_THE_MEAN)]),
    Line(r"steps together: stable below this $\phi$", Matrix([(N * lambda_ / (eta_G * g_1) - 1) / (N - 1)]),
         by=Satisfies((phi,))),
    on=COUPLED, title="The coupling that steps together can bear")

coupling_alternating = calc(
    Matrix([(high - lambda_).subs(high, bounds_alternating.result[1]).subs(OF_THE_MEAN)]),
    Line(r"alternating steps: stable below this $\phi$",
         Matrix([(4 * N**2 / (eta_G * eta_D * kappa * g_1) - 2 * N * lambda_ / (eta_G * g_1) - 1) / (N - 1)]),
         by=Satisfies((phi,))),
    on=COUPLED, title="The coupling that alternating steps can bear")
