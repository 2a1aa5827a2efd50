r"""The complexity of the bipartite coupling: two Gaussian numbers instead of three, concave for q >= 2, closed without bounds.

There is no Delta, so l_D and L_G = sigma_z l_G determine the shifts y_D = -p L_D, y_G = q L_G. Their covariance is again
Sigma = S + diag(v_D, v_G), block variances and variances of the gradients; S_DD - v_D = p(p-2)(1 + sigma_z^2),
S_GG - v_G = q(q-2) sigma_z^2. For q >= 2 neither is negative and the exponent is concave (``concavity``, whose
steps belong to no coupling); then the largest value is at zero shifts, in closed form, and at weak noise the two networks are two pure glasses:

    Theta -> (kappa/2) log(p - 1) + (kappa'/2) log(q - 1).

For q = 1 the generator's block has no noise of its own and the argument fails; ``noiseless_generator`` is that case.
"""
from sympy import Function, ImmutableMatrix as Matrix, Integer, Symbol, diag, log

from derivations.calculus import Above, Domain, Is, Line, Real, Stated, Tends, Whole, calc
from derivations.spin_glass import published
from derivations.spin_glass.bipartite_covariances import block_variances, gradients, shifts
from derivations.spin_glass.notation import (K, L_G, MODEL, S_DD, S_DG, S_GG, abbreviated, kappa, kappa_G, l_D, p, q, sigma_z,
                                             v_D, v_G)
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
