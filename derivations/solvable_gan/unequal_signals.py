r"""One feature whose copy has another variance, Lambda~ not Lambda: all fixed points, lengths held at 1 and f(x) = x.

The two cases are those of ``fixed_points``. For r = 0 the line F0 and F1; for q = P r, with k = tau~ Lambda~/(tau Lambda),

    F2   P = q = 0, r^2 = (tau~ Lambda~ - tau Lambda~ - tau C)/(Lambda~ (tau~ - tau A)),
    F3   h = Lambda~ - Lambda, P^2 = 1 - k (1 - x), x = r^2 a root of
         B Lambda k x^2 - (A Lambda~ - B Lambda (1 - k)) x + C + Lambda~ - Lambda.

At F3 the discriminator's own growth makes up for the difference of the signals. Its stability is left to the numerical
Jacobian; F0 is in ``phases``.
"""
from sympy import ImmutableMatrix as Matrix, sqrt, symbols

from derivations.calculus import Above, Is, Line, Satisfies, Using, calc
from derivations.solvable_gan.notation import ONE, ORDER, RATES, A, B, C, Lambda, Lambda_G, P, abbreviated, q, r, tau, tau_G, x
from derivations.solvable_gan.pinned import linear_drift

y, Psq, k = symbols("y P^2 k", positive=True)          # q^2, P^2 and the ratio of the two rates
SIGNALS = abbreviated(RATES | {Lambda: Above(0), Lambda_G: Above(0)} | ORDER) | {k: Is(tau_G * Lambda_G / (tau * Lambda))}
drift = linear_drift(ONE)

discriminator_alone = calc(
    drift.subs(r, 0),
    Line(r"$r = 0$: the case factors", Matrix([0, tau * q * (Lambda - C - B * Lambda * q**2), tau * Lambda * P * q])),
    on=SIGNALS, title=r"Fixed points with $r = 0$, unequal signals")

matched = calc(
    drift.subs(q, P * r),
    Line(r"$q = Pr$: the case factors",
         Matrix([0, tau * P * r * (Lambda - Lambda_G - C + (A * Lambda_G - B * Lambda * P**2) * r**2),
                 tau * r * (Lambda * P**2 - Lambda_G - C + (A * Lambda_G - B * Lambda * P**2) * r**2
                            + k * Lambda * (1 - r**2))])),
    on=SIGNALS, title=r"Fixed points with $q = Pr$, unequal signals")

half_informed = calc(
    Matrix([discriminator_alone.result[1].subs(q, sqrt(y)) / sqrt(y)]),
    Line(r"F1: $q^2$ at $P = r = 0$, for $C < \Lambda$", Matrix([(Lambda - C) / (B * Lambda)]), by=Satisfies((y,))),
    on=SIGNALS | {y: Above(0)}, title="F1 with unequal signals")

chase = calc(
    Matrix([matched.result[2].subs({P: 0, r: sqrt(x)}) / sqrt(x)]),
    Line(r"F2: $r^2$ at $P = q = 0$",
         Matrix([(tau_G * Lambda_G - tau * Lambda_G - tau * C) / (Lambda_G * (tau_G - tau * A))]), by=Satisfies((x,))),
    on=SIGNALS | {x: Above(0)}, title="F2 with unequal signals")

informed = Matrix([matched.result[1] / (P * r), matched.result[2] / r]).subs({P: sqrt(Psq), r: sqrt(x)}) / tau

overlap = calc(
    Matrix([informed[1] - informed[0]]),
    Line(r"F3: $P^2$ as a function of $x = r^2$", Matrix([1 - k * (1 - x)]), by=Satisfies((Psq,))),
    on=SIGNALS | {x: Above(0)}, title="F3 with unequal signals, the overlap")

quadratic = calc(
    -informed[0],
    Line(r"F3: the quadratic for $x$",
         B * Lambda * k * x**2 - (A * Lambda_G - B * Lambda * (1 - k)) * x + C + Lambda_G - Lambda,
         by=Using("the overlap", {Psq: overlap.result[0]})),
    on=SIGNALS | {x: Above(0), Psq: Above(0)}, title="F3 with unequal signals, the quadratic")
