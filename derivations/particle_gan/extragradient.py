r"""Extragradient steps, which move by the flow at the place a plain step would lead to, need no penalty.

With M the matrix of the flow over one step, a step together is 1 + M and an extragradient step 1 + M (1 + M), at the price of
two gradients. In b = a beta and c = a lambda all its eigenvalues lie inside the unit circle exactly if

    b (1 - b) + c (1 + b - c) > 0   and   c < 1 + b:

for b < 1 these are all strengths 0 <= lambda < 1/a + beta, so that lambda = 0 converges; for 1 <= b < 1 + 2/sqrt(3) those
between two roots, which are positive; beyond it none.
"""
from sympy import ImmutableMatrix as Matrix, Rational, eye, sqrt, symbols

from derivations.calculus import Above, Between, Domain, Is, Line, Satisfies, calc
from derivations.particle_gan.discrete_updates import STEP, conditions, high, low, together
from derivations.particle_gan.notation import a, beta, lambda_

b, c = symbols("b c", positive=True)
SHORT = STEP | {b: Is(a * beta), c: Is(a * lambda_)}
MODERATE = Domain({beta: Above(0), b: Between(0, 1), a: Is(b / beta)})
LONG = Domain({beta: Above(0), b: Between(1, 1 + 2 / sqrt(3)), a: Is(b / beta), lambda_: Above(0)})

flow = together - eye(2)                                            # M

step = calc(
    eye(2) + flow * (eye(2) + flow),
    Line(r"$M$ satisfies its own characteristic equation, $M^2 + c M + b = 0$",
         (1 - a * beta) * eye(2) + (1 - a * lambda_) * flow),
    on=STEP, title="An extragradient step")

window = calc(
    conditions(step.result),
    Line(r"the three conditions in $b = a\beta$ and $c = a\lambda$",
         Matrix([4 - 3 * b + b**2 - (2 + b) * c + 2 * c**2, b * (1 - b) + c * (1 + b - c), b * (1 + b - c)])),
    Line("the first is a sum of squares and always holds",
         Matrix([2 * (c - (2 + b) / 4)**2 + Rational(7, 8) * (b - 2)**2, b * (1 - b) + c * (1 + b - c), b * (1 + b - c)])),
    on=SHORT, title="The window of extragradient steps")

bound = calc(
    Matrix([window.start[2].subs(lambda_, high)]),
    Line(r"$a\beta < 1$: below this strength both others hold too", Matrix([1 / a + beta]), by=Satisfies((high,))),
    on=MODERATE, title="Strengths that are stable for moderate extragradient steps")

bounds = calc(
    Matrix([window.start[1] + a**2 * (lambda_ - low) * (lambda_ - high)]),
    Line(r"$1 \le a\beta < 1 + 2/\sqrt3$: the second is positive between these, both below $1/a + \beta$",
         Matrix([(1 + a * beta - sqrt(1 + 6 * a * beta - 3 * a**2 * beta**2)) / (2 * a),
                 (1 + a * beta + sqrt(1 + 6 * a * beta - 3 * a**2 * beta**2)) / (2 * a)]), by=Satisfies((low, high))),
    on=LONG, title="Strengths that are stable for long extragradient steps")

no_penalty = calc(
    step.result.det().subs(lambda_, 0),
    Line(r"the squared size of both eigenvalues at $\lambda = 0$: below 1 exactly if $a\beta < 1$",
         1 - a * beta * (1 - a * beta)),
    on=STEP, title="Extragradient steps without a penalty")
