r"""The shift x1 at which the two bands of the spectrum touch, in closed form.

Along the boundary of the support r s = beta kappa (``edges``); the bands touch where z as a function of w at fixed x1 has a
double extremum, d^2 z/dw^2 = 0. At a touching point with t, w < 0, t = -sqrt(A/(1-r)) and 1/w = -sqrt(s + h), so the second
condition equates two positive numbers; their powers 2/3 leave a quadratic for r:

    c g r^2 + (1 + c) r = 1,       c = (kappa'/kappa)^(1/3),      g = b1^2/(kappa b^2).

It has exactly one positive root, it lies in (0, 1), and there the boundary is a true one. So every ensemble has exactly one
x1 > 0 at which the bands touch,

    x1* = sqrt(beta kappa/(c (1-r))) (2/r + c^2 - c - 2),

and by the symmetry (z, x1) -> (-z, -x1) they touch at -x1* too: two bands for |x1| > x1*, one below.
"""
from sympy import ImmutableMatrix as Matrix, Rational, Symbol, diff, sqrt

from derivations.calculus import Above, Between, Domain, Is, Line, Satisfies, calc
from derivations.spin_glass.edges import boundary, surface
from derivations.spin_glass.notation import A, abbreviated, b, b1, beta, h, kappa, kappa_G, t, w, x1
from derivations.spin_glass.quartic import FREE, SADDLE

r, c, a, odds = (Symbol(name, positive=True) for name in ("r", "c", "a", "o"))      # a = beta kappa, odds = kappa'/kappa
g = b1**2 / (kappa * b**2)

# Every kappa by its odds, every b by a; every ensemble by the r of its touching point.
SHARE = Domain({odds: Above(0), kappa: Is(1 / (1 + odds)), c: Is(odds**Rational(1, 3)), a: Above(0), b: Is(sqrt(2 * a / kappa))})
FREE_R = abbreviated(SHARE | {r: Between(0, 1), b1: Above(0)})
MERGING = abbreviated(SHARE | {r: Between(0, 1 / (1 + c)), b1: Is(sqrt(2 * a * (1 - (1 + c) * r) / c) / r)})

dt_dw = -diff(surface[1], w) / diff(surface[1], t)          # along x1 = const

along = calc(
    diff(surface[0], w) + diff(surface[0], t) * dt_dw,
    Line(r"$dz/dw$ along $x_1 = \mathrm{const}$ vanishes on the boundary", boundary),
    on=FREE, title=r"The derivative of $z$ along $x_1 = \mathrm{const}$")

curvature = calc(
    diff(boundary, w) + diff(boundary, t) * dt_dw,
    Line(r"its derivative: where $rs = \beta\kappa$, the curvature of $z$",
         2 * A / t**3 * (1 / w**2 - h)**2 - 2 / w**3 * (1 - A / t**2)),
    on=FREE, title=r"The second derivative of $z$ along $x_1 = \mathrm{const}$")

quadratic = calc(
    ((1 - r)**Rational(3, 2) / sqrt(A) * (beta * kappa / r)**2)**Rational(2, 3)
    - (r * (beta * kappa / r + h)**Rational(3, 2))**Rational(2, 3),
    Line(r"a positive multiple of a quadratic in $r$",
         beta * kappa / (c * r**Rational(4, 3)) * (1 - (1 + c) * r - c * g * r**2)),
    on=FREE_R, title="The quadratic of the touching point")

one_root = calc(
    Matrix([(c * g * r**2 + (1 + c) * r - 1).subs(r, end) for end in (0, 1)]),
    Line(r"the quadratic, which increases with $r$, changes sign once between 0 and 1", Matrix([-1, c * (1 + g)])),
    on=FREE_R, title="One touching point for each ensemble")

ratio = calc(
    r,
    Line("the positive root, in a form that does not cancel", 2 / (1 + c + sqrt((1 + c)**2 + 4 * c * g))),
    on=MERGING, title=r"The ratio $r$ at the touching point")

touching = calc(
    Matrix([boundary, curvature.result]),
    Line(r"both conditions hold at this $t$ and $w$, for the $r$ of the ensemble",
         Matrix([-sqrt(A / (1 - r)), -1 / sqrt(beta * kappa / r + h)]), by=Satisfies((t, w))),
    on=MERGING, title="The touching point of the two bands")

merging = calc(
    SADDLE[x1].value.subs(dict(zip((t, w), touching.result)), simultaneous=True),
    Line(r"$x_1$ at the touching point", sqrt(A / (1 - r)) + sqrt(beta * kappa / r + h) + h / sqrt(beta * kappa / r + h)),
    Line(r"with $h$ from the quadratic", sqrt(beta * kappa / (c * (1 - r))) * (2 / r + c**2 - c - 2)),
    on=MERGING, title=r"The merging shift $x_1^*$")

cube_root = (kappa_G / kappa)**Rational(1, 3)
merging_x1 = merging.result.subs({r: ratio.result}).subs(c, cube_root)
