"""The rate of a wall in the bulk, near and far: published units, forms that lose no digits, and its expansions.

In r = L/E, half the length of the pushed gas, the rate is a polynomial in r^2 and 1/r^2 less log(r)/2. It starts with the cube
of the distance from the edge, meets the left tail of the Tracy-Widom law for beta = 1 on the scale N^(-2/3) of the edge, and
grows like u^2/E^2 far to the left.
"""
from sympy import Rational, Sum, Symbol, asinh, log, sqrt

from derivations.calculus import Above, Asymptotic, Below, Between, Domain, Line, SameDerivative, Using, calc
from derivations.spin_glass import published
from derivations.spin_glass.goe_left_tail import half_length, rate
from derivations.spin_glass.notation import E, N, u

r, d, h, s = (Symbol(name, positive=True) for name in ("r", "d", "h", "s"))
j = Symbol("j", integer=True)

in_published_units = calc(
    rate.result,
    Line("the semicircle ends at sqrt(2)",
         (36 * u**2 - u**4 - (15 * u + u**3) * sqrt(u**2 + 6)) / 108 + log(3 * sqrt(2) / (u + sqrt(u**2 + 6))) / 2,
         by=Using("E = sqrt(2)", {E: sqrt(2)})),
    Line("the logarithm taken apart",
         (36 * u**2 - u**4 - (15 * u + u**3) * sqrt(u**2 + 6)) / 108 + (log(18) - 2 * log(u + sqrt(u**2 + 6))) / 4,
         by=SameDerivative(u, at=sqrt(2))),
    on=Domain({u: Below(sqrt(2))}),
    title="The rate in the units of its source",
    reaches=published.goe_left_tail,
)

all_negative = calc(
    rate.result,
    Line("a wall at the centre: all eigenvalues are negative", log(3) / 4, by=Using("u = 0", {u: 0})),
    on=Domain({E: Above(0)}),
    title="The price of a negative definite GOE matrix",
    reaches=published.goe_all_negative,
)

at_length = calc(
    rate.result,
    Line(r"$u = E(3r^2 - 1)/(2r)$: the gas has length $2Er$, and $r$ grows to 1 at the edge",
         1 / (4 * r**2) + 5 * r**2 / 4 - 3 * r**4 / 8 - Rational(9, 8) - log(r) / 2,
         by=Using("u = E (3 r^2 - 1)/(2 r)", {u: E * (3 * r**2 - 1) / (2 * r)})),
    on=Domain({E: Above(0), r: Between(0, 1)}),
    title="The rate as a function of the length of the gas",
)

length = calc(
    half_length.subs(u, E * (1 - s)) / E,
    Line(r"$u = E(1 - s)$", (1 - s + sqrt(s**2 - 2 * s + 4)) / 3),
    Line("the same without cancellation beyond the centre", 1 / (s - 1 + sqrt(s**2 - 2 * s + 4))),
    on=Domain({E: Above(0), s: Above(0)}),
    title="The length of the gas",
)

shortening = calc(
    1 - length.result**2,
    Line("without cancellation at the edge",
         2 * s * (1 + length.result) / (2 + s + sqrt(s**2 - 2 * s + 4))),
    on=Domain({s: Above(0)}),
    title="How much shorter the gas is than the semicircle",
)

from_edge = calc(
    at_length.result,
    Line(r"$r^2 = 1 - d$", 1 / (4 * (1 - d)) - (1 - d) * (3 * (1 - d) - 10) / 8 - Rational(9, 8) - log(1 - d) / 4,
         by=Using("r^2 = 1 - d", {r: sqrt(1 - d)})),
    Line("the powers of d up to the second cancel against the logarithm",
         d**3 / (4 * (1 - d)) + (2 * asinh(d / (2 * sqrt(1 - d))) - d - d**2 / 2) / 4, by=SameDerivative(d, at=0)),
    on=Domain({d: Between(0, 1)}),
    title="The rate as a function of the shortening",
)

small_shortening = calc(
    from_edge.result,
    Line("every term is positive, so none cancels", Sum((j + 1) * d**j / (4 * j), (j, 3, 24)),
         by=Asymptotic(d, order=25, to="0")),
    on=Domain({d: Between(0, 1)}),
    title="The rate of a slightly shortened gas",
)

at_edge = calc(
    rate.result.subs({u: 1 - s, E: 1}),
    Line("the cube of the distance and one correction", s**3 / 3 - s**4 / 16, by=Asymptotic(s, order=5, to="0")),
    on=Domain({s: Above(0)}),
    title="The rate just below the edge, in units of E",
)

tracy_widom = calc(
    N**2 * at_edge.start.subs(s, s / (2 * N**Rational(2, 3))),
    Line(r"on the scale of the edge: the left tail of the Tracy-Widom law for $\beta = 1$", s**3 / 24,
         by=Asymptotic(N, order=Rational(2, 3))),
    on=Domain({s: Above(0), N: Above(1)}),
    title="The left tail meets the law of the edge",
)

far = calc(
    rate.result.subs({u: -h, E: 1}),
    Line("all particles at the wall, less their repulsion", h**2 + log(2 * h) / 2 + Rational(3, 8), by=Asymptotic(h, order=2)),
    on=Domain({h: Above(0)}),
    title="The rate of a wall far to the left, in units of E",
)
