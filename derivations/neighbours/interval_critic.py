r"""A critic of intervals against two unit Gaussians: its loss, the best critic, and how a first-order critic dies.

Target (N(nu_1, 1) + N(nu_2, 1))/2, generator (N(mu_1, 1) + N(mu_2, 1))/2, critic the indicator of intervals [l, r]. The loss is
the sum over the intervals of the target's mass less the generator's. With D = p* - q the difference of the densities,

    dL/dr = D(r),   dL/dl = -D(l),   dL/dmu_j = (phi(r - mu_j) - phi(l - mu_j))/2.

D is exp(-x^2/2) times a sum of four exponentials, and the operators d/dx - c remove its changes of sign one by one: with
Rolle's theorem D has at most three zeros, so that {D > 0} is at most two intervals. There the loss is the total variation
distance, and as the ends are stationary, the generator's slope at a fixed best critic is the slope of that distance.

An interval of width w has loss w D + O(w^2), moves the generator at the rate w, and its width changes at the rate 2 D: where
D < 0 it shrinks, and an empty critic moves nothing.
"""
from sympy import Abs, ImmutableMatrix as Matrix, Integer, Max, Rational, diff, erf, exp, latex, oo, pi, sqrt, symbols

from derivations.calculus import Above, Asymptotic, Domain, Gradient, Line, NotDerived, Real, Stated, Tends, Using, calc
from derivations.calculus.power_series import Called
from derivations.neighbours import published
from derivations.neighbours.notation import INTERVAL, MEANS, l, mu_1, mu_2, nu_1, nu_2, r, w, x

half = Rational(1, 2)
t = symbols("t", positive=True)
left, right, d_1, d_2, D = symbols("lprime rprime d_1 d_2 D", real=True)
u = u_1, u_2, u_3, u_4 = symbols("u_1 u_2 u_3 u_4", positive=True)
g_1, g_2, g_3 = symbols("g_1 g_2 g_3", positive=True)
NARROW = MEANS | {x: Real(), w: Above(0)}


def density(at, mean):
    """The unit Gaussian density phi(at - mean)."""
    return exp(-(at - mean)**2 / 2) / sqrt(2 * pi)


def below(at, mean):
    """The mass of a unit Gaussian below a point."""
    return (1 + erf((at - mean) / sqrt(2))) / 2


def excess(at):
    """D = p* - q, the difference of the densities."""
    return half * (density(at, nu_1) + density(at, nu_2) - density(at, mu_1) - density(at, mu_2))


def excess_below(at):
    """The target's mass below a point less the generator's."""
    return half * (below(at, nu_1) + below(at, nu_2) - below(at, mu_1) - below(at, mu_2))


def pull(mean, l, r):
    """Slope of the loss of one interval in a mean of the generator."""
    return half * (density(r, mean) - density(l, mean))


loss = excess_below(r) - excess_below(l)          # of one interval

slopes = calc(
    loss,
    Line("the ends climb by the difference of the densities there; the means feel the generator's own density at the ends",
         Matrix([-excess(l), excess(r), pull(mu_1, l, r), pull(mu_2, l, r)]), by=Gradient((l, r, mu_1, mu_2))),
    on=INTERVAL, title="The slopes of the loss of one interval")

# The best critic.
exponentials = calc(
    excess(x),
    Line("a positive factor times a sum of four exponentials: the zeros are those of the sum",
         exp(-x**2 / 2) / (2 * sqrt(2 * pi)) * (exp(nu_1 * x - nu_1**2 / 2) + exp(nu_2 * x - nu_2**2 / 2)
                                                - exp(mu_1 * x - mu_1**2 / 2) - exp(mu_2 * x - mu_2**2 / 2))),
    on=MEANS | {x: Real()}, title="The difference of the densities as an exponential sum")


def through(c, f):
    """exp(c x) d/dx exp(-c x) f: it has at most one zero fewer than f."""
    return diff(f, x) - c * f


e_2, e_3, e_4 = g_1, g_1 + g_2, g_1 + g_2 + g_3          # exponents in increasing order, the first is 0; g: their gaps
alternating = u_1 - u_2 * exp(e_2 * x) + u_3 * exp(e_3 * x) - u_4 * exp(e_4 * x)

one_zero_fewer = Called(
    rf"\left(\tfrac{{d}}{{dx}} - \tfrac{{e_3 + e_4}}{{2}}\right)\left(\tfrac{{d}}{{dx}} - \tfrac{{e_2 + e_3}}{{2}}\right)"
    rf"\left(\tfrac{{d}}{{dx}} - \tfrac{{e_2}}{{2}}\right)\left({latex(alternating)}\right)",
    through((e_3 + e_4) / 2, through((e_2 + e_3) / 2, through(e_2 / 2, alternating))))

one_sign = calc(
    one_zero_fewer,
    Line("each of the three operators has at most one zero fewer than what it acts on; $e_2 < e_3 < e_4$ are the exponents",
         one_zero_fewer, by=Stated(published.ROLLE)),
    Line("and no zero is left: alternating signs allow three zeros at most, and every change of sign less, one zero less",
         -(g_1 * (2 * g_1 + g_2) * (2 * g_1 + 2 * g_2 + g_3) * u_1 + g_1 * g_2 * (2 * g_2 + g_3) * u_2 * exp(e_2 * x)
           + (g_1 + 2 * g_2) * g_2 * g_3 * u_3 * exp(e_3 * x)
           + (g_1 + 2 * g_2 + 2 * g_3) * (g_2 + 2 * g_3) * g_3 * u_4 * exp(e_4 * x)) / 8),
    on=Domain({**dict.fromkeys((*u, g_1, g_2, g_3), Above(0)), x: Real()}),
    title="At most three zeros, so at most two intervals")

positive_part = calc(
    Max(D, 0),
    Line(r"what the best critic collects at a point; as $\int D = 0$ the loss is $\frac12\int|D|$, the total variation",
         (D + Abs(D)) / 2),
    on=Domain({D: Real()}), title="The loss at the best critic")

no_excess = calc(
    excess_below(x),
    Line("both laws have the mass 1", Integer(0), by=Tends(x, oo)),
    on=MEANS | {x: Real()}, title="The difference of the densities integrates to 0")

moving = {l: l + t * left, r: r + t * right, mu_1: mu_1 + t}
equal_densities = {density(end, nu_1): density(end, mu_1) + density(end, mu_2) - density(end, nu_2) for end in (l, r)}

envelope = calc(
    diff(loss.subs(moving, simultaneous=True), t).subs(t, 0),
    Line("a mean moves at the rate 1 and the ends follow at any rates $l'$ and $r'$",
         excess(r) * right - excess(l) * left + pull(mu_1, l, r)),
    Line("at the ends of the best critic the densities agree, and only the slope at fixed ends is left", pull(mu_1, l, r),
         by=Using("D(l) = D(r) = 0", equal_densities)),
    on=INTERVAL | {left: Real(), right: Real()}, title="The slope of the total variation is that at a fixed best critic")

off_target = {mu_1: nu_1 + t * d_1, mu_2: nu_2 + t * d_2}
kink = calc(
    excess(x).subs(off_target),
    Line(r"linear in the distance $t$ from the target: so is the total variation, whose slope does not vanish there, and a "
         "fixed step comes to rest about a step away",
         -t / 2 * (d_1 * (x - nu_1) * density(x, nu_1) + d_2 * (x - nu_2) * density(x, nu_2)),
         by=Asymptotic(t, 2, to="0")),
    on=MEANS | {x: Real(), d_1: Real(), d_2: Real(), t: Above(0)}, title="The total variation has a kink at the target")

# The first-order critic.
shrinking = calc(
    excess(x + w) + excess(x),
    Line(r"$r' - l'$ of a narrow interval: it shrinks where the generator is denser", 2 * excess(x),
         by=Asymptotic(w, 1, to="0")),
    on=NARROW, title="The width of a narrow interval")

weak = calc(
    pull(mu_1, x, x + w),
    Line("a narrow interval moves the generator at a rate proportional to its width", w * (mu_1 - x) * density(x, mu_1) / 2,
         by=Asymptotic(w, 2, to="0")),
    on=NARROW, title="What a narrow interval does to the generator")

frozen = calc(
    Matrix([loss, pull(mu_1, l, r), pull(mu_2, l, r)]).subs(r, l),
    Line("an empty critic tells nothing and moves nothing: the generator stays where it is", Matrix([0, 0, 0])),
    on=MEANS | {l: Real()}, title="Critic collapse freezes the generator")

optimal_converges = NotDerived(
    published.optimal_converges, "a sentence without a formula; envelope shows that the best critic makes the generator "
    "descend the total variation, kink how close a fixed step comes, and the map of starting points measures where it ends")
first_order_collapses = NotDerived(
    published.first_order_collapses, "a sentence without a formula; shrinking and frozen are its mechanism, and the map of "
    "starting points measures how often it happens")
