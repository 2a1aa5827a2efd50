"""What it costs to pull eigenvalues of the GOE out of the semicircle: k of them lie beyond u > E with probability exp(-N k I(u)).

Units: the semicircle ends at E, so off-diagonal entries have variance E^2/(4N) and the joint density of the eigenvalues is
prod |l_i - l_j| exp(-N sum l_i^2 / E^2). An eigenvalue at u > E feels the force 2u/E^2 of the confinement against the repulsion
G(u) of the other N - 1, the Stieltjes transform of the semicircle. G follows from the balance of forces inside the semicircle:
its loop equation is a quadratic. The rate I is the work done against the rest of the gas, which does not move at speed N.
"""
from sympy import Function, Integral, Symbol, im, log, pi, sqrt

from derivations.calculus import (Above, Asymptotic, Between, Domain, Integrates, Line, Real, SameDerivative, Satisfies, Stated,
                                  UpperHalf, Using, Whole, calc)
from derivations.spin_glass import published
from derivations.spin_glass.notation import E, N, k, u, x, z

y, T, R = (Symbol(name, real=True) for name in ("y", "t", "u_2"))
G = Symbol("G")
OUTSIDE = Domain({E: Above(0), u: Above(E)})
INSIDE = Domain({E: Above(0), x: Between(-E, E)})


def resolvent(z):
    """The root of the loop equation that decays at infinity; its cut is [-E, E] in the whole complex plane."""
    return 2 / E**2 * (z - sqrt(z - E) * sqrt(z + E))


def semicircle(x):
    return 2 / (pi * E**2) * sqrt(E**2 - x**2)


def pull(u):
    """The force that an eigenvalue must overcome at u > E."""
    return 2 / E**2 * sqrt(u**2 - E**2)


symmetry = calc(
    (1 / ((z - x) * (x - y)) + 1 / ((z - y) * (y - x))) / 2,
    Line(r"half the sum over both orders of a pair: repulsions, weighted with $1/(z - x)$ and summed, leave $G^2/2$",
         1 / ((z - x) * (z - y)) / 2),
    on=Domain({z: UpperHalf(), x: Real(), y: Real()}),
    title="Pairwise repulsion in the loop equation",
)

confinement = calc(
    2 * x / E**2 / (z - x),
    Line(r"the confinement, weighted alike: with mass one it leaves $2(zG - 1)/E^2$", 2 / E**2 * (z / (z - x) - 1)),
    on=Domain({E: Above(0), z: UpperHalf(), x: Real()}),
    title="Confinement in the loop equation",
)

stieltjes = calc(
    2 / E**2 * (u * G - 1) - G**2 / 2,
    Line(r"where confinement and repulsion balance, the loop equation vanishes: a quadratic for $G$", resolvent(u),
         by=Satisfies((G,))),
    Line("of its two roots the one that decays as mass one must", 1 / u, by=Asymptotic(u, order=3)),
    on=OUTSIDE,
    title="The Stieltjes transform of the semicircle",
)

density = calc(
    -im(resolvent(x)) / pi,
    Line(r"the jump of $G$ across the cut", semicircle(x)),
    on=INSIDE,
    title="The density of the semicircle",
)

repulsion = Integral(semicircle(y) / (u - y), (y, -E, E))

transform_of_density = calc(
    repulsion,
    Line("the density that was found has the transform that it came from", resolvent(u), by=Integrates(symbolic=False)),
    on=OUTSIDE,
    title="The semicircle and its transform",
)

force = calc(
    2 * u / E**2 - repulsion,
    Line("confinement less repulsion: the confinement cancels", pull(u),
         by=Using("the transform of the semicircle", {repulsion: resolvent(u)})),
    on=OUTSIDE,
    title="The mean force on one eigenvalue outside the semicircle",
)

rate = calc(
    Function("I")(u),
    Line(r"the work done against the mean force, from the edge to $u$", Integral(pull(T), (T, E, u)),
         by=Stated(published.AUFFINGER)),
    Line(r"equal slopes in $u$, both vanish at the edge", u / E**2 * sqrt(u**2 - E**2) - log((u + sqrt(u**2 - E**2)) / E),
         by=SameDerivative(u, at=E)),
    on=OUTSIDE,
    title="The rate of the largest eigenvalue of the GOE above the edge",
    reaches=published.goe_right_tail,
)

two_outliers = calc(
    rate.result + rate.result.subs(u, R) - log(R - u) / N,
    Line(r"the repulsion of two outliers is of order 1 against the speed $N$", rate.result + rate.result.subs(u, R),
         by=Asymptotic(N, order=1)),
    on=OUTSIDE | {R: Above(u), N: Above(1)},
    title="Two eigenvalues outside pay independently",
)

kth_rate = calc(
    Function("I_k")(u),
    Line(r"each of the $k$ eigenvalues beyond $u$ pays alone, and pays least at $u$", k * rate.result,
         by=Stated(published.AUFFINGER)),
    Line(r"which is the work of moving all $k$ to $u$ together", Integral(k * pull(T), (T, E, u)), by=SameDerivative(u, at=E)),
    on=OUTSIDE | {k: Whole(1)},
    title="The rate of the k-th largest eigenvalue",
)
