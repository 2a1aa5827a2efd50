r"""The complexity of the bipartite coupling: two Gaussian numbers instead of three, concave for q >= 2, closed without bounds.

There is no Delta, so l_D and L_G = sigma_z l_G determine the shifts y_D = -p L_D, y_G = q L_G. Their covariance is again
Sigma = S + diag(v_D, v_G), block variances and variances of the gradients; S_DD - v_D = p(p-2)(1 + sigma_z^2),
S_GG - v_G = q(q-2) sigma_z^2. For q >= 2 neither is negative and the exponent is concave (``concavity``, whose steps belong to
no coupling); then the largest value is at zero shifts, in closed form, and at weak noise the two networks are two pure glasses:

    Theta -> (kappa/2) log(p - 1) + (kappa'/2) log(q - 1).

A joint minimum, y_D >= E_D and -y_G >= E_G, fixes l_D = L_D + L_G <= -(E_D/p + E_G/q): nothing else pays, and at strong noise
the price grows as sigma_z^2. For q = 1 the generator's block has no noise of its own and the argument for concavity fails;
``linear_generator`` is that case.
"""
from sympy import Function, ImmutableMatrix as Matrix, Integer, Symbol, diag, log, oo, sqrt

from derivations.calculus import Above, Domain, Line, Real, Stated, Tends, Using, Whole, calc
from derivations.spin_glass import index, published
from derivations.spin_glass.bipartite_covariances import block_variances, gradients, shifts
from derivations.spin_glass.notation import (E_D, E_G, K, L_G, MODEL, S_DD, S_DG, S_GG, abbreviated, kappa, kappa_G, l_D, p, q,
                                             sigma_z, v_D, v_G, y_D, y_G)
from derivations.spin_glass.programme import Programme
from derivations.spin_glass.stirling import rate_of_constant
from derivations.spin_glass.total_complexity import at_zero, ratio, rho

Phi, F = Symbol("Phi", real=True), Function("F")
l_G = Symbol("l_G", real=True)

bipartite = Programme((l_D, L_G), (Integer(1), sigma_z**2), tuple(shifts.result.subs(l_G, L_G / sigma_z)), (l_D - L_G, L_G))

NUMBERS = abbreviated(MODEL | {l_D: Real(), L_G: Real(), K: Real(), Phi: Real()})
OWN_NOISE = abbreviated(MODEL | {q: Whole(2)})
BLOCKS = dict(zip((S_DD, S_DG, S_GG), block_variances.result))
S = Matrix([[BLOCKS[S_DD], BLOCKS[S_DG]], [BLOCKS[S_DG], BLOCKS[S_GG]]])

exponent = calc(
    F(l_D, L_G),
    Line(r"the largest term of the Kac-Rice integral: constant, Gaussian densities, mean determinant",
         K - bipartite.energy + Phi, by=Stated(f"{published.KAC_RICE}; {published.CONCENTRATION}; Laplace's method")),
    Line("with the two variances", K - l_D**2 / 2 - L_G**2 / (2 * sigma_z**2) + Phi),
    on=NUMBERS, title="The exponent of the complexity, bipartite coupling")

shift_values = calc(
    Matrix(bipartite.shifts),
    Line("each shift is a multiple of its own network's loss", Matrix([-p * (l_D - L_G), q * L_G])),
    on=NUMBERS, title="The shifts are losses")

profile = calc(
    bipartite.covariance,
    Line(r"variances and covariance of the shifts", Matrix([[p**2 * (1 + sigma_z**2), p * q * sigma_z**2],
                                                            [p * q * sigma_z**2, q**2 * sigma_z**2]])),
    Line(r"block variances and variances of the gradients, $S + \mathrm{diag}(v_D, v_G)$", S + diag(*gradients.result)),
    on=MODEL, title="What the shifts' covariance is made of, bipartite coupling")

room = calc(
    Matrix([BLOCKS[S_DD] - gradients.result[0], BLOCKS[S_GG] - gradients.result[1]]),
    Line(r"neither is negative, for $p \ge 2$ and $q \ge 2$",
         Matrix([p * (p - 2) * (1 + sigma_z**2), q * (q - 2) * sigma_z**2])),
    on=OWN_NOISE, title="Block variances against variances of the gradients, bipartite coupling")

ratio_bipartite = ratio.lines[0].expr[0].subs(BLOCKS)

total = calc(
    rate_of_constant.subs(dict(zip((v_D, v_G), gradients.result))) + at_zero.result.subs(BLOCKS),
    Line("the constants together",
         log(kappa * p * (p - 1) * (1 + sigma_z**2) + kappa_G * p * q * sigma_z**2 * rho) / 2 - kappa_G * log(rho)
         - (kappa * log(kappa * p * (1 + sigma_z**2)) + kappa_G * log(kappa_G * q * sigma_z**2)) / 2),
    on=OWN_NOISE | {rho: Above(0)}, title="The total complexity, bipartite coupling")

weak_noise = calc(
    total.result.subs(rho, ratio_bipartite),
    Line("two pure spherical glasses", kappa * log(p - 1) / 2 + kappa_G * log(q - 1) / 2, by=Tends(sigma_z, Integer(0))),
    on=OWN_NOISE, title="The total complexity at weak noise, bipartite coupling")

SHIFTED = MODEL | Domain({y_D: Real(), y_G: Real(), E_D: Above(0), E_G: Above(0)})
given_shifts = {l_D: y_G / q - y_D / p, L_G: y_G / q}          # the one pair of numbers that makes these shifts

price = calc(
    bipartite.energy.subs(given_shifts),
    Line(r"$l_D = -(y_D/p - y_G/q)$ and $L_G = y_G/q$ follow from the shifts",
         (y_D / p - y_G / q)**2 / 2 + y_G**2 / (2 * q**2 * sigma_z**2)),
    Line(r"at both thresholds", (E_D / p + E_G / q)**2 / 2 + E_G**2 / (2 * q**2 * sigma_z**2),
         by=Using("the thresholds", {y_D: E_D, y_G: -E_G})),
    on=SHIFTED, title="The price of a pair of shifts, bipartite coupling")

thresholds = dict(zip((E_D, E_G), index.edges.result.subs(BLOCKS)))

strong_noise = calc(
    price.result.subs(thresholds) / sigma_z**2,
    Line(r"the price of a joint minimum grows as $\sigma_z^2$",
         2 * (sqrt(kappa * (p - 1) / p) + sqrt(kappa_G * (q - 1) / q))**2, by=Tends(sigma_z, oo)),
    on=abbreviated(MODEL), title="The price of a joint minimum at strong noise, bipartite coupling")
