r"""What a critic that sees m samples at once can tell: how far apart m-fold products of two laws at distance tau lie.

    largest      1 - (1 - tau)^m: the common mass of a product is at least the m-th power of that of one sample;
    smallest     among laws on two points, P = (b, 1 - b) and Q = (a, 1 - a), b = a + tau: merging the points where P is
                 larger, and the others, keeps tau and can only bring the products together.

Of two points the distance is the largest over k of T_k(a) = P(at least k of m) - Q(at least k of m), the integral of a Beta
density over (a, b). That has one peak, so T_k rises and then falls, and the smallest distance lies at one of the m - 1 kinks
where k of m are as likely under both laws. Each kink is unique. So m = 2 buys nothing in the worst case, tau again, and

    m = 3    tau (2 + sqrt(4 - 3 tau^2))/3.

If the target has the mass delta on a set of generated mass epsilon, the testing region of the pair holds the point
(epsilon, delta); by Blackwell's theorem the closest such products are those of the smallest region with that corner and one on
the line at tau: ``collapsed``. Without it the largest distance is as before, reached with a mode that the generator invents; a
pair with neither has its region cut by two lines: ``spread``, with one slope for each.
"""
from sympy import Abs, Derivative, ImmutableMatrix as Matrix, Min, binomial, factor, log, sqrt, symbols

from derivations.calculus import Above, Between, Domain, Is, Line, NotDerived, Real, Satisfies, Stated, Whole, calc
from derivations.neighbours import published
from derivations.neighbours.notation import TWO_POINTS, a, b, delta, epsilon, k, m, tau

p, q, p_1, q_1, u, v = symbols("p q p_1 q_1 u v", positive=True)
y, z = symbols("y z", real=True)
s, s_1 = symbols("s s'", positive=True)
extra = symbols("n", positive=True, integer=True)
COUNTS = TWO_POINTS | {k: Whole(1), extra: Whole(1), m: Is(k + extra)}

# The largest.
common = calc(
    Abs(p - q) / 2,
    Line("summed over all points: the distance is 1 less the common mass", (p + q) / 2 - Min(p, q)),
    on=Domain({p: Above(0), q: Above(0)}), title="Distance and common mass")

product = calc(
    Matrix([Min((q + u) * (q_1 + v), q * q_1), Min((q + u) * p_1, q * (p_1 + v))]) - Matrix([q * q_1, q * p_1]),
    Line("never negative: two points are larger under the same law, or under different ones", Matrix([0, Min(u * p_1, q * v)])),
    on=Domain(dict.fromkeys((q, u, q_1, p_1, v), Above(0))), title="Common mass of a product less the product of common masses")

largest = calc(
    1 - Min(1, (1 - tau)**m),
    Line(r"reached by $P = (1, 0)$ and $Q = (1 - \tau, \tau)$: only one sequence is possible under $P$", 1 - (1 - tau)**m),
    on=Domain({tau: Between(0, 1), m: Whole(1)}), title="The largest distance of products")

# The smallest.
merging = calc(
    (Abs(y) + Abs(z))**2 - Abs(y + z)**2,
    Line("never negative: two points made one bring the laws together", 2 * (Abs(y * z) - y * z)),
    on=Domain({y: Real(), z: Real()}), title="Merging two points")


def mass(m, k, a):
    """That k of m samples fall on a point of mass a."""
    return binomial(m, k) * a**k * (1 - a)**(m - k)


mass_slope = calc(
    Derivative(mass(m, k, a), a),
    Line("the slope of a product",
         binomial(m, k) * (k * a**(k - 1) * (1 - a)**(m - k) - (m - k) * a**k * (1 - a)**(m - k - 1))),
    Line("summed over k, k + 1, ..., m one term is left, a Beta density",
         m * mass(m - 1, k - 1, a) - m * mass(m - 1, k, a)),
    on=COUNTS, title="How the number of samples on the first point moves with its mass")

one_peak = calc(
    Derivative(log(a**(k - 1) * (1 - a)**(m - k)), (a, 2)),
    Line("never positive: the density has one peak, and its integral over $(a, a + \\tau)$ rises, then falls",
         -(k - 1) / a**2 - (m - k) / (1 - a)**2),
    on=COUNTS, title="The Beta density")

kink = calc(
    log(b**k * (1 - b)**(m - k)) - log(a**k * (1 - a)**(m - k)),
    Line("where it vanishes, k of m are as likely under both laws", k * log(b / a) + (m - k) * log((1 - b) / (1 - a))),
    on=COUNTS, title="The kinks of the distance")

kink_slope = calc(
    Derivative(kink.result.subs(b, a + tau), a),
    Line("negative, and the value falls from $+\\infty$ to $-\\infty$: one kink for each k",
         -tau * (k / (a * b) + (m - k) / ((1 - a) * (1 - b)))),
    on=COUNTS, title="Each kink is unique")

two = calc(
    (Abs(b**2 - a**2) + 2 * Abs(b * (1 - b) - a * (1 - a)) + Abs((1 - b)**2 - (1 - a)**2)) / 2,
    Line(r"smallest where $a + b = 1$: there two samples tell no more than one", tau * (1 + Abs(1 - a - b))),
    on=TWO_POINTS, title="Two samples")

root = sqrt(4 - 3 * tau**2)
kink_of_three = calc(
    Matrix([factor(((1 - b)**2 * b - (1 - a)**2 * a).subs(b, a + tau) / tau)]),
    Line("the kink k = 1 of three samples; k = 2 is its mirror image", Matrix([(4 - 3 * tau - root) / 6]), by=Satisfies((a,))),
    Line("of the two roots the one between 0 and $1 - \\tau$", Matrix([2 * (1 - tau)**2 / (4 - 3 * tau + root)])),
    on=TWO_POINTS, title="Where three samples tell least")

three = calc(
    ((1 - a)**3 - (1 - a - tau)**3).subs(a, kink_of_three.lines[0].expr[0]),
    Line("the smallest distance of three samples", tau * (2 + root) / 3),
    on=TWO_POINTS, title="Three samples")

four = calc(
    (1 - a)**4 + 4 * a * (1 - a)**3 - (1 - b)**4 - 4 * b * (1 - b)**3,
    Line("the middle kink of four samples, a + b = 1", tau * (3 - tau**2) / 2),
    on=Domain({tau: Between(0, 1), a: Is((1 - tau) / 2), b: Is(a + tau)}), title="Four samples")

# With a missing mode, and without.
corner = Matrix([[delta, b - delta, 1 - b], [epsilon, a - epsilon, 1 - a]])             # rows P, Q; a above epsilon
COLLAPSED = Domain({tau: Between(0, 1), a: Between(0, 1 - tau), b: Is(a + tau), epsilon: Between(0, a),
                    delta: Between(epsilon, b)})

summary = Matrix([*(corner * Matrix([1, 1, 1])), corner[0, 0] + corner[0, 1] - corner[1, 0] - corner[1, 1],
                  corner[0, 0] * corner[1, 1] - corner[1, 0] * corner[0, 1]])

collapsed = calc(
    summary,
    Line("a pair whose testing region lies inside that of another is a garbling of it, and so are their products: of all pairs "
         r"with the points $(\epsilon, \delta)$ and $(a, b)$ in their region these three points are the closest",
         summary, by=Stated(published.BLACKWELL)),
    Line(r"both have the mass 1, at the distance $\tau$; the likelihood ratio falls from the first point to the second if the "
         "last entry is positive, and otherwise the two-point laws have the collapse already",
         Matrix([1, 1, tau, delta * a - epsilon * b])),
    on=COLLAPSED, title="The closest laws with a missing mode")

meets = calc(
    Matrix([y + tau - delta - s * (y - epsilon)]),
    Line(r"where the line of slope s through $(\epsilon, \delta)$ meets the line at $\tau$",
         Matrix([(tau - delta + s * epsilon) / (s - 1)]), by=Satisfies((y,))),
    on=Domain({tau: Between(0, 1), epsilon: Between(0, 1), delta: Between(epsilon, 1), s: Above(1), y: Real()}),
    title="The region cut by a line")

slope = calc(
    Matrix([meets.result[0] - y]),
    Line("the slope whose line meets it at y", Matrix([(tau - delta + y) / (y - epsilon)]), by=Satisfies((s,))),
    on=Domain({tau: Between(0, 1), epsilon: Between(0, tau), delta: Between(epsilon, tau), y: Between(epsilon, 1),
               s: Above(1)}),
    title="The slope of the line")

cut, tip = meets.result[0], delta - s * epsilon
# The line cuts the region on the target's side at the slope s, its mirror image on the generator's side at 1/s'.
mirror_cut, mirror_tip = cut.subs(s, s_1), tip.subs(s, s_1)
middle = 1 - tau - cut - mirror_cut
free = Matrix([[tip, cut + tau - tip, middle, mirror_cut, 0], [0, cut, middle, mirror_cut + tau - mirror_tip, mirror_tip]])
spread = calc(
    Matrix([*(free * Matrix([1, 1, 1, 1, 1])), free[0, 0] + free[0, 1] - free[1, 0] - free[1, 1], free[0, 1] - s * free[1, 1],
            free[0, 0] + s * epsilon, free[1, 3] - s_1 * free[0, 3]]),
    Line(r"both have the mass 1, at the distance $\tau$, with the likelihood ratio s on the piece through $(\epsilon, \delta)$ "
         r"and $1/s'$ on that through $(1 - \delta, 1 - \epsilon)$", Matrix([1, 1, tau, 0, delta, 0])),
    on=meets.on | {s_1: Above(1)}, title="The farthest laws with neither a missing nor an invented mode")

augmented = Matrix([[tip, cut + tau - tip, 1 - tau - cut, 0], [0, cut, 1 - tau - cut, tau]])
invented = calc(
    1 - (augmented[1, 1] + augmented[1, 2])**m,
    Line("with an invented mode, a point that the target never has, nothing is gained by excluding the missing one: of "
         "sequences that both laws have, none is likelier under the generator", largest.result),
    on=meets.on | {m: Whole(1)}, title="Invented modes alone")

packing_penalises = NotDerived(
    published.packing_penalises, "a sentence without a formula; the smallest distance with a missing mode, from collapsed, and "
    "the largest with neither, from spread, are the numbers behind it")
