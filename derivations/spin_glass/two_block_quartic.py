r"""The saddle-point equations of two blocks of any variances eliminate to one quartic, which drops where something is missing.

With t = -1/m_G the second equation gives m_D, and the first then is

    S_DD Q^2 + S_DG (y_D t - kappa' S_DG) Q + kappa S_DG^2 t^2 = 0,    Q = t^2 - y_G t + kappa' S_GG,    m_D = Q/(kappa S_DG t).

For the main model this is its quartic over kappa. At zero shifts it is a quadratic in t^2. Without noise of the generator's
own, S_GG = 0, one root is t = 0, which is not physical, and a cubic is left.
"""
from sympy import ImmutableMatrix as Matrix

from derivations.calculus import Combines, Eliminates, Line, Real, Satisfies, Using, calc
from derivations.spin_glass import quartic as main
from derivations.spin_glass.notation import (A, S_DD, S_DG, S_GG, TWO_BLOCKS, abbreviated, kappa, kappa_G, m_D, m_G, t, w, y_D,
                                             y_G)
from derivations.spin_glass.two_block_action import MAIN_MODEL, saddle_equations

Q = t**2 - y_G * t + kappa_G * S_GG

FREE = TWO_BLOCKS | {w: Real(), t: Real(), y_D: Real(), y_G: Real()}

elimination = calc(
    saddle_equations.result,
    Line(r"write $w = m_D$ and $t = -1/m_G$",
         Matrix([-1 / w - y_D - kappa * S_DD * w + kappa_G * S_DG / t, t - y_G - kappa * S_DG * w + kappa_G * S_GG / t]),
         by=Using("the names w and t", {m_D: w, m_G: -1 / t})),
    Line(r"the first times $-wt$; the second times $t$",
         Matrix([t + (y_D * t - kappa_G * S_DG) * w + kappa * S_DD * t * w**2, Q - kappa * S_DG * t * w]),
         by=Combines(Matrix([[-w * t, 0], [0, t]]))),
    Line(r"eliminate $w$ between a quadratic and a linear equation",
         S_DD * Q**2 + S_DG * (y_D * t - kappa_G * S_DG) * Q + kappa * S_DG**2 * t**2, by=Eliminates(w, extraneous=kappa * t)),
    on=FREE, title="The quartic of two blocks")

quartic = elimination.result

discriminator_block = calc(
    elimination.lines[1].expr[1],
    Line(r"linear in $w$", Matrix([Q / (kappa * S_DG * t)]), by=Satisfies((w,))),
    on=FREE, title="The discriminator's Stieltjes transform at a root of the quartic of two blocks")

main_model = calc(
    kappa * quartic,
    Line(r"$S_{DG} = S_{GG}$, and $A = \kappa' S_{GG}$", main.quartic.subs(A, abbreviated(main.FREE)[A].value),
         by=Using("the main model's variances and shifts", MAIN_MODEL)),
    on=main.FREE, title="The quartic of the main model among those of two blocks")

zero_shifts = calc(
    quartic,
    Line(r"at zero shifts: a quadratic in $t^2$",
         S_DD * (t**2 + kappa_G * S_GG)**2 - kappa_G * S_DG**2 * (t**2 + kappa_G * S_GG) + kappa * S_DG**2 * t**2,
         by=Using("zero shifts", {y_D: 0, y_G: 0})),
    on=FREE, title="The quartic at zero shifts")

noiseless = calc(
    quartic,
    Line(r"$S_{GG} = 0$: a cubic times $t$",
         t * (S_DD * t * (t - y_G)**2 + S_DG * (y_D * t - kappa_G * S_DG) * (t - y_G) + kappa * S_DG**2 * t),
         by=Using("no noise of the generator's own", {S_GG: 0})),
    on=FREE, title="The quartic without the generator's own noise")
