r"""What an index of the Hessians costs: thresholds E_D, E_G, and k I for each negative eigenvalue.

Without its shift each block of the Hessian is a GOE: Hess_u L_D = GOE_D + (x + x1) I over kappa N directions, with entries of
variance S_DD/N, and Hess_v L_G = GOE_G - x I over kappa' N directions with S_GG/N. Their semicircles end at

    E_D = 2 sqrt(kappa S_DD) = sqrt(2 (kappa b^2 + b1^2)),        E_G = 2 sqrt(kappa' S_GG) = sqrt(2 kappa') b.

A finite index needs the whole semicircle on the positive side, x + x1 >= E_D and -x >= E_G; each of the k_D (k_G) negative
eigenvalues has then been pulled out to the shift, at the price kappa I((x + x1)/E_D) (kappa' I(-x/E_G)) at speed N. A shift
inside the bulk would need a wall against N eigenvalues, at speed N^2 (``goe_left_tail``): there the complexity is -oo.
"""
from sympy import Function, ImmutableMatrix as Matrix, Symbol, log, sqrt

from derivations.calculus import Above, Definition, Domain, Gradient, Is, Line, Real, Stated, Using, Whole, calc
from derivations.spin_glass import published
from derivations.spin_glass.goe_right_tail import kth_rate, rate
from derivations.spin_glass.notation import (E, E_D, E_G, ENSEMBLE, N, S_DD, S_DG, S_GG, TWO_BLOCKS, alpha, b, b1, beta, k, k_D, k_G,
                                             kappa, kappa_G, u, y_D, y_G)

size, variance = Symbol("M", positive=True), Symbol("v", positive=True)

edge = calc(
    2 * sqrt(size * variance),
    Line(r"a GOE of size $M$ whose off-diagonal entries have variance $v$ is $b$ times one with $1/(2M)$, and ends at $\sqrt2\,b$",
         sqrt(2) * b),
    on=Domain({size: Above(0), variance: Above(0), b: Is(sqrt(2 * size * variance))}), title="The edge of a block")

edges = calc(
    Matrix([E_D, E_G]),
    Line(r"$\kappa N$ directions with entries of variance $S_{DD}/N$, $\kappa' N$ with $S_{GG}/N$",
         Matrix([edge.start.subs({size: kappa * N, variance: S_DD / N}), edge.start.subs({size: kappa_G * N, variance: S_GG / N})]),
         by=Definition()),
    Line("whatever $N$ is", Matrix([2 * sqrt(kappa * S_DD), 2 * sqrt(kappa_G * S_GG)])),
    on=TWO_BLOCKS | {N: Above(2)}, title="The thresholds of the index")

shared_edges = calc(
    edges.result,
    Line(r"one matrix shared by all, one of the discriminator's own",
         Matrix([sqrt(2 * (kappa * b**2 + b1**2)), sqrt(2 * kappa_G) * b]),
         by=Using("the main model's variances", {S_DD: alpha, S_GG: beta})),
    on=ENSEMBLE | {S_DD: Is(alpha), S_DG: Is(beta), S_GG: Is(beta)}, title="The thresholds of the main model")

released_threshold = calc(
    shared_edges.result[1],
    Line("the generator's edge", sqrt(2) * sqrt(1 - kappa) * b),
    on=ENSEMBLE, reaches=published.released_E_G, title="The generator's threshold in the released code")

released_rate = calc(
    rate.result,
    Line("the logarithm taken apart", u * sqrt(u**2 - E**2) / E**2 - log(u + sqrt(u**2 - E**2)) + log(E)),
    on=Domain({E: Above(0), u: Above(E)}), reaches=published.released_rate, title="The rate function in the released code")

a_D, a_G = Symbol("a_D", positive=True), Symbol("a_G", positive=True)          # shifts in units of the thresholds
OUTSIDE = ENSEMBLE | Domain({E_D: Above(0), E_G: Above(0), a_D: Above(1), a_G: Above(1), y_D: Is(a_D * E_D), y_G: Is(-a_G * E_G),
                             k_D: Whole(1), k_G: Whole(1)})


def in_edge_units(a):
    """The rate of one eigenvalue pulled to a times the edge."""
    return a * sqrt(a**2 - 1) - log(a + sqrt(a**2 - 1))


weights = kappa, kappa_G             # speeds of the two blocks, in units of N

price = calc(
    Function("C")(k_D, k_G),
    Line(r"$k_D$ eigenvalues of $\mathrm{GOE}_D$ pulled to $y_D = x + x_1$, at speed $\kappa N$, and $k_G$ of $\mathrm{GOE}_G$ to $-y_G$, "
         r"at speed $\kappa' N$",
         weights[0] * kth_rate.lines[0].expr.subs({k: k_D, E: E_D, u: y_D})
         + weights[1] * kth_rate.lines[0].expr.subs({k: k_G, E: E_G, u: -y_G}),
         by=Stated(f"{published.PAPER}, complexity with prescribed Hessian index; {published.AUFFINGER}")),
    Line("with the shifts in units of the thresholds", kappa * k_D * in_edge_units(a_D) + kappa_G * k_G * in_edge_units(a_G)),
    on=OUTSIDE, title="The price of an index")

slope = calc(
    in_edge_units(a_D),
    Line("the slope of the rate, which increases: the price is convex in the shifts", Matrix([2 * sqrt(a_D**2 - 1)]), by=Gradient((a_D,))),
    on=OUTSIDE, title="The price is convex")
