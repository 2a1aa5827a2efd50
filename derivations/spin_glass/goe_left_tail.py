"""What it costs to push the whole GOE below a wall at u < E: probability exp(-N^2 F(u)), the speed of a pushed Coulomb gas.

A hard wall at u compresses the gas into [a, u], of length 2 L, where it presses on the wall with a density that diverges there
like an inverse square root. The loop equation of the right tail gains the wall's pole; its coefficients in z fix the left end
a, the zero -c of the square root and the pressure P in closed form. F is the work done against P from the edge inwards;
F(0) = log(3)/4 is the price of having all eigenvalues negative. Since N^2 outgrows N, no state with an index of order N is
reached at a cost of order N: the indices that a rate of speed N can see are of order 1.
"""
from sympy import Function, Integer, Integral, Rational, Symbol, im, log, pi, re, sqrt

from derivations.calculus import (Above, Below, Between, Domain, Integrates, Is, Line, Real, SameDerivative, Satisfies,
                                  Stated, UpperHalf, Using, calc)
from derivations.spin_glass import published
from derivations.spin_glass.notation import E, u, x, z

a, c, P, y, T = (Symbol(name, real=True) for name in ("a", "c", "P", "y", "t"))
G = Symbol("G")
L = Symbol("L", positive=True)

half_length = (u + sqrt(u**2 + 3 * E**2)) / 3
left, c_of_wall = u - 2 * L, -L
pressure = 4 * L * (L - u)**2 / E**4        # of the gas on the wall, per N^2
WALL = Domain({E: Above(0), u: Below(E), L: Is(half_length)})


def written_out(expr):
    """An expression in E and u alone, without the abbreviation L for half the length of the gas."""
    return expr.subs(L, half_length)


def resolvent(z):
    """G with its cut on [a, u], written so that it is analytic in the whole plane outside the cut."""
    return 2 / E**2 * (z - (z - L) * sqrt(z - left) / sqrt(z - u))


def pushed(x):
    return 2 / (pi * E**2) * (L - x) * sqrt((x - left) / (u - x))


def pushed_from_wall(y):
    """The mass of the gas in dy, at x = u - 2 L y^2."""
    return 8 * L / (pi * E**2) * (L - u + 2 * L * y**2) * sqrt(1 - y**2)


balance = calc(
    2 / E**2 * (z * G - 1) - G**2 / 2 + P / (z - u),
    Line("a square root with a pole at the wall and a zero at a: everything under one polynomial",
         (E**4 * P / 2 + (z**2 - E**2) * (z - u) - (z + c)**2 * (z - a)) * 2 / (E**4 * (z - u)),
         by=Using("the ansatz G = 2/E^2 (z - (z + c) sqrt((z - a)/(z - u)))",
                  {G: 2 / E**2 * (z - (z + c) * sqrt((z - a) / (z - u)))})),
    Line(r"which vanishes for all $z$ with", (left, c_of_wall, pressure), by=Satisfies((a, c, P))),
    Line("a wall at the edge does not press", (-E, -E, 0), by=Using("u = L = E", {u: E, L: E})),
    on=WALL | {z: UpperHalf(), a: Below(u), c: Real(), P: Above(0)},
    title="The balance of a gas with a wall",
)

density = calc(
    -im(resolvent(x)) / pi,
    Line(r"the jump of $G$ across the cut: an inverse square root at the wall, a square root at the left end", pushed(x)),
    on=WALL | {x: Between(left, u)},
    title="The density of the pushed gas",
)

force_balance = calc(
    2 * x / E**2 - re(resolvent(x)),
    Line("confinement less repulsion: no force is left inside the gas", Integer(0)),
    on=WALL | {x: Between(left, u)},
    title="The pushed gas is in equilibrium",
)

mass = calc(
    Integral(pushed(x), (x, left, u)),
    Line(r"$x = u - 2Ly^2$ takes the divergence at the wall away", Integral(pushed_from_wall(y), (y, 0, 1)),
         by=Integrates(symbolic=False)),
    Line("mass one", Integer(1), by=Integrates()),
    on=WALL,
    title="The mass of the pushed gas",
)

transform_of_density = calc(
    Integral(pushed(y) / (x - y), (y, left, u)),
    Line("the density that was found has the transform that it came from", resolvent(x), by=Integrates(symbolic=False)),
    on=WALL | {x: Above(u)},
    title="The pushed gas and its transform",
)

rate = calc(
    Function("F")(u),
    Line(r"the work done against the pressure, from the edge to $u$", Integral(written_out(pressure).subs(u, T), (T, u, E)),
         by=Stated(published.DEAN)),
    Line(r"equal slopes in $u$, both vanish at the edge",
         (36 * u**2 * E**2 - 2 * u**4 - (15 * u * E**2 + 2 * u**3) * sqrt(u**2 + 3 * E**2)) / (54 * E**4)
         + log(3 * E / (u + sqrt(u**2 + 3 * E**2))) / 2, by=SameDerivative(u, at=E)),
    on=WALL,
    title="The rate of the largest eigenvalue of the GOE below the edge",
)

energy = calc(
    Integral(pushed_from_wall(y) * ((u - 2 * L * y**2)**2 / E**2 - log(2 * L * y**2)), (y, 0, 1)) / 2 + u**2 / (2 * E**2)
    - Rational(3, 8) + log(E / 2) / 2,
    Line("the energy of the pushed gas above that of the semicircle is that work", rate.result, by=Integrates(symbolic=False)),
    on=WALL,
    title="The energy of the pushed gas",
)
