r"""The complexity without bounds, in closed form: it is reached where both shifts are zero.

There the spectrum is symmetric, m_D = i mu and m_G = i rho mu are imaginary, and the saddle-point equations are

    1/mu^2 = kappa S_DD + kappa' S_DG rho,        kappa' S_GG rho^2 + (kappa - kappa') S_DG rho - kappa S_DD = 0.

The gradient of Phi, -(kappa Re m_D, kappa' Re m_G), vanishes there and so does that of the Gaussian densities; the exponent is
concave (``concavity``): this is the maximum. At weak noise both blocks decouple:

    Theta -> (kappa/2) log(p - 1) + (kappa'/2) log((n - 1)/2).
"""
from sympy import I, ImmutableMatrix as Matrix, Integer, Symbol, log, re, sqrt, zeros

from derivations.calculus import Above, Domain, Is, Line, Satisfies, Tends, Using, calc
from derivations.spin_glass import covariances
from derivations.spin_glass.notation import (MODEL, S_DD, S_DG, S_GG, SHARES, TWO_BLOCKS, abbreviated, kappa, kappa_G, m_D, m_G, n, p,
                                             sigma_z, v_D, v_G, y_D, y_G)
from derivations.spin_glass.concavity import S_model
from derivations.spin_glass.stirling import rate_of_constant
from derivations.spin_glass.two_block_action import action, saddle_equations

mu, rho = Symbol("mu", positive=True), Symbol("rho", positive=True)
AT_ZERO = {y_D: 0, y_G: 0, m_D: I * mu, m_G: I * rho * mu}
# Any rho belongs to some S_DD: so the variety is parametrised without a root.
IMAGINARY = SHARES | Domain({S_DG: Above(0), rho: Above(0), S_GG: Above(abs(1 - 2 * kappa) * S_DG / ((1 - kappa) * rho)),
                             S_DD: Is((kappa_G * S_GG * rho**2 + (kappa - kappa_G) * S_DG * rho) / kappa),
                             mu: Is(1 / sqrt(kappa * S_DD + kappa_G * S_DG * rho))})

ratio = calc(
    Matrix([kappa_G * S_GG * rho**2 + (kappa - kappa_G) * S_DG * rho - kappa * S_DD]),
    Line(r"the positive root of the quadratic for $\rho = m_G/m_D$",
         Matrix([(sqrt((kappa - kappa_G)**2 * S_DG**2 + 4 * kappa * kappa_G * S_DD * S_GG) - (kappa - kappa_G) * S_DG)
                 / (2 * kappa_G * S_GG)]), by=Satisfies((rho,))),
    Line("which is 1 for equal variances, where both blocks are alike", Matrix([1]),
         by=Using("equal variances", {S_DD: S_GG, S_DG: S_GG, kappa_G: 1 - kappa})),
    on=TWO_BLOCKS, title=r"The ratio of the two Stieltjes transforms at zero shifts")

solution = calc(
    saddle_equations.result.subs(AT_ZERO),
    Line(r"$m_D = i\mu$ and $m_G = i\rho\mu$ solve the saddle-point equations", zeros(2, 1).as_immutable()),
    on=IMAGINARY, title="The solution at zero shifts")

at_zero = calc(
    re(action.result.subs(AT_ZERO)) - 1,
    Line(r"the quadratic terms add up to 1", (log(kappa * S_DD + kappa_G * S_DG * rho) - 1) / 2 - kappa_G * log(rho)),
    on=IMAGINARY, title="The log-determinant exponent at zero shifts")

SHARED = dict(zip((S_DD, S_DG, S_GG), (S_model[0, 0], S_model[0, 1], S_model[1, 1])))
gradients = {v_D: covariances.v_D_model, v_G: covariances.v_G_model}
ratio_shared = ratio.lines[0].expr[0].subs(SHARED)

total = calc(
    rate_of_constant.subs(gradients) + at_zero.result.subs(SHARED),
    Line("the constants together", -(kappa * log(kappa * covariances.v_D_model) + kappa_G * log(kappa_G * covariances.v_G_model)) / 2
         + log(kappa * S_model[0, 0] + kappa_G * S_model[0, 1] * rho) / 2 - kappa_G * log(rho)),
    on=abbreviated(MODEL | {rho: Above(0)}), title="The total complexity")

weak_noise = calc(
    total.result.subs(rho, ratio_shared),
    Line("each network's own p-spin complexity", kappa * log(p - 1) / 2 + kappa_G * log((n - 1) / 2) / 2, by=Tends(sigma_z, Integer(0))),
    on=abbreviated(MODEL), title="The total complexity at weak noise")
