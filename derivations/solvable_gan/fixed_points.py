r"""All fixed points of one feature: a line and three pairs.

P' = kappa r (q - P r) vanishes for r = 0 or q = P r, so that there are two cases, and each factors:

    r = 0:    q (1 - gamma - B q^2) = 0 and P q = 0:
              F0  q = r = 0 with any P, the line on which the discriminator is fooled;
              F1  P = r = 0, q^2 = (1 - gamma)/B, which exists for gamma < 1: the discriminator alone has learnt;
    q = P r:  P r h = 0 and r (P^2 - 1 + h + kappa (1 - r^2)) = 0:
              F2  P = q = 0, r^2 = (kappa - 1 - gamma)/(kappa - A), for kappa > 1 + gamma: it follows a false feature;
              F3  h = 0, P^2 = 1 - kappa (1 - r^2), x = r^2 a root of B kappa x^2 - (A - B + B kappa) x + gamma = 0.

There are no others. Every point comes with its images under the two sign symmetries.
"""
from sympy import ImmutableMatrix as Matrix, sqrt, symbols

from derivations.calculus import Above, Below, Between, Domain, Line, Real, Satisfies, Using, calc
from derivations.solvable_gan.notation import DIMENSIONLESS, A, B, P, P_0, gamma, kappa, q, r, x
from derivations.solvable_gan.one_feature import FREE, field

y, Psq = symbols("y P^2", positive=True)          # q^2 and P^2 at a fixed point

discriminator_alone = calc(
    field.subs(r, 0),
    Line(r"$r = 0$: the case factors", Matrix([0, q * (1 - gamma - B * q**2), P * q])),
    on=FREE, title=r"Fixed points with $r = 0$")

matched = calc(
    field.subs(q, P * r),
    Line(r"$q = Pr$, with $h = (A - BP^2) r^2 - \gamma$: the case factors",
         Matrix([0, P * r * ((A - B * P**2) * r**2 - gamma),
                 r * (P**2 - 1 + (A - B * P**2) * r**2 - gamma + kappa * (1 - r**2))])),
    on=FREE, title=r"Fixed points with $q = Pr$")

fooled = calc(
    field,
    Line(r"$P = P_0$, $q = r = 0$: fixed for every $P_0$", Matrix([P_0, 0, 0]), by=Satisfies((P, q, r))),
    on=DIMENSIONLESS | {P_0: Real()}, title="F0, the line of a fooled discriminator")

half_informed = calc(
    Matrix([discriminator_alone.result[1].subs(q, sqrt(y)) / sqrt(y)]),
    Line(r"$q^2$ at $P = r = 0$; positive exactly if $\gamma < 1$", Matrix([(1 - gamma) / B]), by=Satisfies((y,))),
    on=DIMENSIONLESS | {gamma: Between(0, 1)}, title="F1, the discriminator alone has learnt")

chase = calc(
    Matrix([matched.result[2].subs({P: 0, r: sqrt(x)}) / sqrt(x)]),
    Line(r"$r^2$ at $P = q = 0$; positive exactly if $\kappa > 1 + \gamma$ (which is above $A$)",
         Matrix([(kappa - 1 - gamma) / (kappa - A)]),
         by=Satisfies((x,))),
    on=Domain({A: Below(1), B: Above(1), gamma: Above(0), kappa: Above(1 + gamma)}),
    title="F2, the discriminator follows a false feature")

chase_below_one = calc(
    1 - chase.result[0],
    Line(r"positive, so that $r^2 < 1$", (1 + gamma - A) / (kappa - A)),
    on=chase.on, title="F2 lies within the cosines' range")

# The two factors that vanish at F3, in x = r^2 and P^2.
informed = Matrix([matched.result[1] / (P * r), matched.result[2] / r]).subs({P: sqrt(Psq), r: sqrt(x)})

overlap = calc(
    Matrix([informed[1] - informed[0]]),
    Line(r"$h = 0$ leaves $P^2$ as a function of $x = r^2$", Matrix([1 - kappa * (1 - x)]), by=Satisfies((Psq,))),
    on=DIMENSIONLESS | {x: Above(0)}, title="F3, the overlap of an informed pair")

quadratic = calc(
    -informed[0],
    Line(r"with that $P^2$: a quadratic in $x$",
         B * kappa * x**2 - (A - B + B * kappa) * x + gamma,
         by=Using("the overlap", {Psq: overlap.result[0]})),
    on=DIMENSIONLESS | {x: Above(0), Psq: Above(0)}, title="F3, the quadratic of an informed pair")

within = calc(
    Matrix([1 - (A - B + B * kappa) / (B * kappa), quadratic.result.subs(x, 0), quadratic.result.subs(x, 1)]),
    Line(r"the sum of the two roots is below 1, and the quadratic is positive at $x = 0$ and at $x = 1$: "
         r"real roots of positive sum lie in $(0, 1)$, where $P^2 < 1$", Matrix([(B - A) / (B * kappa), gamma, B - A + gamma])),
    on=DIMENSIONLESS, title="F3 lies within the cosines' range")
