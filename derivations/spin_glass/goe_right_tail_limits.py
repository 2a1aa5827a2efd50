"""The rate of the largest eigenvalue above the edge, near and far: forms that lose no digits, and its expansions.

At u = E cosh(phi) = E (1 + s) the rate is sinh(2 phi)/2 - phi. It starts like s^(3/2), meets the right tail of the
Tracy-Widom law for beta = 1 on the scale N^(-2/3) of the edge, and ends as a Gaussian.
"""
from sympy import Rational, Sum, Symbol, acosh, asinh, cosh, factorial, log, sinh, sqrt

from derivations.calculus import Above, Asymptotic, Domain, Line, SameDerivative, Using, calc
from derivations.spin_glass.goe_right_tail import OUTSIDE, rate
from derivations.spin_glass.notation import E, N, u

s, phi = Symbol("s", positive=True), Symbol("phi", positive=True)
j = Symbol("j", integer=True)

at_angle = calc(
    rate.result,
    Line(r"$u = E\cosh\phi$", sinh(2 * phi) / 2 - phi, by=Using("u = E cosh(phi)", {u: E * cosh(phi)})),
    on=OUTSIDE | {phi: Above(0), u: Above(E)},
    title="The rate as a function of the angle",
)

from_edge = calc(
    rate.result,
    Line(r"$u = E(1 + s)$", (1 + s) * sqrt(s * (2 + s)) - log(1 + s + sqrt(s * (2 + s))),
         by=Using("u = E (1 + s)", {u: E * (1 + s)})),
    Line(r"written so that a small $s$ loses no digits in the logarithm", (1 + s) * sqrt(s * (2 + s)) - asinh(sqrt(s * (2 + s))),
         by=SameDerivative(s, at=0)),
    on=Domain({E: Above(0), s: Above(0), u: Above(E)}),
    title="The rate as a function of the relative distance from the edge",
)

angle = calc(
    acosh(1 + s),
    Line(r"the angle of $u = E(1 + s)$, without cancellation", asinh(sqrt(s * (2 + s))), by=SameDerivative(s, at=0)),
    on=Domain({s: Above(0)}),
    title="The angle as a function of the relative distance from the edge",
)

small_angle = calc(
    at_angle.result,
    Line("every term is positive, so none cancels", Sum(2**(2 * j) * phi**(2 * j + 1) / factorial(2 * j + 1), (j, 1, 11)),
         by=Asymptotic(phi, order=25, to="0", start=4)),
    on=Domain({phi: Above(0)}),
    title="The rate at a small angle",
)

at_edge = calc(
    from_edge.result,
    Line("the power 3/2 of the distance and one correction",
         4 * sqrt(2) / 3 * s**Rational(3, 2) + sqrt(2) / 5 * s**Rational(5, 2), by=Asymptotic(s, order=Rational(7, 2), to="0")),
    on=Domain({s: Above(0)}),
    title="The rate just above the edge",
)

tracy_widom = calc(
    N * from_edge.result.subs(s, s / (2 * N**Rational(2, 3))),
    Line(r"on the scale of the edge: the right tail of the Tracy-Widom law for $\beta = 1$", 2 * s**Rational(3, 2) / 3,
         by=Asymptotic(N, order=Rational(2, 3))),
    on=Domain({s: Above(0), N: Above(1)}),
    title="The right tail meets the law of the edge",
)

far = calc(
    rate.result,
    Line("Gaussian, less the logarithm of the repulsion", u**2 / E**2 - log(2 * u / E) - Rational(1, 2),
         by=Asymptotic(u, order=2)),
    on=OUTSIDE,
    title="The rate far from the semicircle",
)
