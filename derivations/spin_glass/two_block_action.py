r"""The action of a Gaussian matrix with any two-block profile of variances, and its saddle-point equations.

H0 is symmetric with independent Gaussian entries of variance S_DD/N, S_DG/N and S_GG/N in its blocks (twice that on the
diagonal); each block is shifted by its own multiple of the identity, H0 - diag(y_D, y_G). One field for each block, with
Gaussian weight q.S^{-1}.q/2, replaces the fields q and q1 of the main model. One joint action of fields and block Stieltjes
transforms is stationary in the fields at q = S C m, C = diag(kappa, kappa'), where it is Psi - 1, and Psi is stationary where

    -1/m_D = y_D + kappa S_DD m_D + kappa' S_DG m_G,      -1/m_G = y_G + kappa S_DG m_D + kappa' S_GG m_G.

The main model is S = [[alpha, beta], [beta, beta]], y_D = z + x1, y_G = z.
"""
from sympy import Function, ImmutableMatrix as Matrix, log, symbols

from derivations.calculus import Definition, Domain, Extremum, Gradient, Line, Satisfies, UpperHalf, Using, calc
from derivations.spin_glass import saddle_action
from derivations.spin_glass.notation import (ENSEMBLE, S_DD, S_DG, S_GG, TWO_BLOCKS, alpha, beta, kappa, kappa_G, m_D, m_G, x1,
                                             y_D, y_G, z)

q_D, q_G = fields = symbols("q_D q_G")
joint = Function("S_0")
UPPER = TWO_BLOCKS | {m_D: UpperHalf(), m_G: UpperHalf(), y_D: UpperHalf(), y_G: UpperHalf(), q_D: UpperHalf(),
                      q_G: UpperHalf()}
MAIN_MODEL = {S_DD: alpha, S_DG: beta, S_GG: beta, y_D: z + x1, y_G: z}

joint_action = ((S_GG * q_D**2 - 2 * S_DG * q_D * q_G + S_DD * q_G**2) / (2 * (S_DD * S_GG - S_DG**2)) - 1
                - kappa * log(m_D) - kappa * m_D * (y_D + q_D) - kappa_G * log(m_G) - kappa_G * m_G * (y_G + q_G))

fields_at_saddle = calc(
    Matrix([joint_action.diff(field) for field in fields]),
    Line(r"stationary in the fields, which are Gaussian: $q = S C m$",
         Matrix([S_DD * kappa * m_D + S_DG * kappa_G * m_G, S_DG * kappa * m_D + S_GG * kappa_G * m_G]), by=Satisfies(fields)),
    on=UPPER, title="The fields at the saddle point")

action = calc(
    joint(q_D, q_G, m_D, m_G) + 1,
    Line("one action for the fields and the block Stieltjes transforms", joint_action + 1, by=Definition()),
    Line("stationary in the fields",
         -kappa * log(m_D) - kappa_G * log(m_G) - kappa * y_D * m_D - kappa_G * y_G * m_G
         - (S_DD * kappa**2 * m_D**2 + 2 * S_DG * kappa * kappa_G * m_D * m_G + S_GG * kappa_G**2 * m_G**2) / 2,
         by=Extremum(dict(zip(fields, fields_at_saddle.result)))),
    on=UPPER, title=r"The action $\Psi$ of two blocks")

saddle_equations = calc(
    action.result,
    Line(r"stationary in $m_D$ and $m_G$: each derivative divided by the block's share",
         Matrix([-1 / m_D - y_D - kappa * S_DD * m_D - kappa_G * S_DG * m_G,
                 -1 / m_G - y_G - kappa * S_DG * m_D - kappa_G * S_GG * m_G]),
         by=Gradient((m_D, m_G), scale=(1 / kappa, 1 / kappa_G))),
    on=UPPER, title="The saddle-point equations of two blocks")

main_model = calc(
    action.result,
    Line(r"one matrix shared by all and one of the discriminator's own: $S_{DG} = S_{GG}$", saddle_action.action.result,
         by=Using("the main model's variances and shifts", MAIN_MODEL)),
    on=ENSEMBLE | Domain({m_D: UpperHalf(), m_G: UpperHalf(), z: UpperHalf(), x1: UpperHalf()}),
    title="The main model among two-block matrices")
