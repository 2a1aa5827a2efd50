r"""One feature, equal variances in the data and in the copy (Lambda~ = Lambda), f(x) = x, lengths held at 1.

In the time s = tau Lambda t the equation holds four numbers only: kappa = tau~/tau, A = 1 - tau eta_G/2, B = 1 + tau eta_T/2
and gamma = C/Lambda:

    P' = kappa r (q - P r),   q' = q - P r + h q,   r' = P q - r + h r + kappa r (1 - r^2),   h = A r^2 - B q^2 - gamma.

It is unchanged by (q, r) -> -(q, r) and by (P, q) -> -(P, q). Jacobian and field are in the order (P, q, r).
"""
from sympy import ImmutableMatrix as Matrix, diag

from derivations.calculus import Above, Is, Line, calc
from derivations.solvable_gan.notation import (DIMENSIONLESS, ONE, ORDER, RATES, A, B, Lambda, Lambda_G, P, abbreviated, gamma,
                                               h, kappa, q, r, tau)
from derivations.solvable_gan.pinned import linear_drift

GROWTH = A * r**2 - B * q**2 - gamma
FREE = DIMENSIONLESS | ORDER | {h: Is(GROWTH)}

equation = calc(
    linear_drift(ONE).subs(Lambda_G, Lambda) / (tau * Lambda),
    Line(r"$dP/ds$, $dq/ds$, $dr/ds$ in the time $s = \tau\Lambda t$",
         Matrix([kappa * r * (q - P * r), q - P * r + h * q, P * q - r + h * r + kappa * r * (1 - r**2)])),
    on=abbreviated(RATES | {Lambda: Above(0)} | ORDER) | {h: Is(GROWTH)}, title="The equation of one feature")

field = equation.result.subs(h, GROWTH)          # in P, q, r and kappa, A, B, gamma

jacobian = calc(
    field.jacobian((P, q, r)),
    Line(r"the Jacobian in $P, q, r$",
         Matrix([[-kappa * r**2, kappa * r, kappa * (q - 2 * P * r)],
                 [-r, 1 + h - 2 * B * q**2, -P + 2 * A * q * r],
                 [q, P - 2 * B * q * r, h - 1 + 2 * A * r**2 + kappa * (1 - 3 * r**2)]])),
    on=FREE, title="The Jacobian of one feature")

linearised = jacobian.result.subs(h, GROWTH)     # 3 x 3

discriminator_flip = calc(
    field.subs({q: -q, r: -r}, simultaneous=True),
    Line(r"$(q, r) \to -(q, r)$: the sign of $w$ means nothing", diag(1, -1, -1) * field),
    on=FREE, title="The sign of the discriminator")

feature_flip = calc(
    field.subs({P: -P, q: -q}, simultaneous=True),
    Line(r"$(P, q) \to -(P, q)$: the sign of $U$ means nothing", diag(-1, -1, 1) * field),
    on=FREE, title="The sign of the feature")

ratio = Lambda_G / Lambda                                # of the two signals, where they differ

unequal = calc(
    linear_drift(ONE) / (tau * Lambda),
    Line(r"different signals: $\tilde\Lambda/\Lambda$ enters beside $\kappa$",
         Matrix([kappa * ratio * r * (q - P * r), q - ratio * P * r + h * q,
                 P * q - ratio * r + h * r + kappa * ratio * r * (1 - r**2)])),
    on=abbreviated(RATES | {Lambda: Above(0), Lambda_G: Above(0)} | ORDER) | {h: Is(ratio * A * r**2 - B * q**2 - gamma)},
    title=r"One feature with $\tilde\Lambda \ne \Lambda$")
