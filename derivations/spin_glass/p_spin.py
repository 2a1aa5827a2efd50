r"""The pure p-spin model as the limit kappa -> 1, sigma_z -> 0: the whole curve of Auffinger, Ben Arous and Cerny.

With kappa -> 1 the generator takes no share of N; without noise its glass does not act on the discriminator. What is left of
the exponent at l_D = u is K - u^2/2 + Phi with K = (1 - log p)/2 and Phi that of one semicircle, of entries of variance p(p-1)/N,
at the point -p u. In units of u it ends at E_oo = 2 sqrt((p-1)/p). The exponent rises up to u = 0, so below it the bound is
active: the curve is the exponent itself; above, it is the total log(p-1)/2.
"""
from sympy import ImmutableMatrix as Matrix, Integer, log, sqrt

from derivations.calculus import Below, Between, Domain, Gradient, Line, Tends, Whole, calc
from derivations.spin_glass import published
from derivations.spin_glass.covariances import hessian_D, v_D_model, v_G_model
from derivations.spin_glass.log_determinant_limits import inside, outside
from derivations.spin_glass.notation import MODEL, b, kappa, p, sigma_z, u, v_D, v_G, written_out, x
from derivations.spin_glass.stirling import rate_of_constant

ONE_GLASS = {b: sqrt(2 * hessian_D.result), x: -p * u}
E_oo = 2 * sqrt((p - 1) / p)
BULK = Domain({p: Whole(3), u: Between(-E_oo, 0)})
BELOW = Domain({p: Whole(3), u: Below(-E_oo)})

constant = calc(
    written_out(rate_of_constant.subs({v_D: v_D_model, v_G: v_G_model})),
    Line(r"all weights are the discriminator's", (1 - log(v_D_model)) / 2, by=Tends(kappa, Integer(1), "-")),
    Line("no noise", (1 - log(p)) / 2, by=Tends(sigma_z, Integer(0))),
    on=MODEL, title="The constant of the pure p-spin model")

bulk = calc(
    constant.result - u**2 / 2 + inside.result.subs(ONE_GLASS),
    Line("in the bulk a parabola", log(p - 1) / 2 - (p - 2) * u**2 / (4 * (p - 1))),
    on=BULK, title="Complexity of the pure p-spin model inside the bulk")

below = calc(
    constant.result - u**2 / 2 + outside.result.subs(ONE_GLASS),
    Line("the parabola less the rate function of the largest eigenvalue",
         log(p - 1) / 2 - (p - 2) * u**2 / (4 * (p - 1))
         + u * sqrt(u**2 - E_oo**2) / E_oo**2 + log((-u + sqrt(u**2 - E_oo**2)) / E_oo)),
    on=BELOW, title="Complexity of the pure p-spin model below the bulk", reaches=published.p_spin_complexity)

rising = calc(
    bulk.result,
    Line(r"its slope is positive below $u = 0$, where the parabola has its top", Matrix([-(p - 2) * u / (2 * (p - 1))]), by=Gradient((u,))),
    on=BULK, title="The bound on the loss is active below zero")

total = calc(
    bulk.result,
    Line(r"at the top, $u = 0$: the total complexity", log(p - 1) / 2, by=Tends(u, Integer(0), "-")),
    on=BULK, title="The total complexity of the pure p-spin model")
