r"""The bipartite coupling at N_D = N_G = 2: mean numbers of critical points and of joint minima, exactly.

On the torus of the two angles Cov(l_G, l_G') = cos(a - a')^p cos(b - b')^q. The symmetric matrix again has
Cov(m_11, m_22) = Var m_12 = c, as Poincare and Hopf demand, so `torus_count` and `torus_minima` hold with

    V_1 = p(3p-2)(1 + sigma_z^2),    V_2 = q(3q-2) sigma_z^2,    c = pq sigma_z^2 .
"""
from sympy import Function, ImmutableMatrix as Matrix, cos, diag, sqrt

from derivations.calculus import Line, MixedDerivatives, Stated, Using, calc
from derivations.spin_glass import published
from derivations.spin_glass.bipartite_complexity import profile
from derivations.spin_glass.bipartite_covariances import block_variances, v_D_bipartite, v_G_bipartite
from derivations.spin_glass.notation import MODEL, p, q, sigma_z, v_D, v_G
from derivations.spin_glass.torus_count import c, g
from derivations.spin_glass.torus_hessian import (CURVATURES, ENTRIES, ORIGIN, TO_LOSSES, a, a_, along, along_, b, b_,
                                                  curvature_D)
from derivations.spin_glass.torus_minima import minima

Cov = Function("Cov")
covariance = cos(a - a_)**p * cos(b - b_)**q

curvatures = calc(
    Matrix(3, 3, lambda i, j: Cov(CURVATURES[i], CURVATURES[j])),
    Line("the covariance function differentiated in both points' angles",
         Matrix([[p * (3 * p - 2), p * q, 0], [p * q, q * (3 * q - 2), 0], [0, 0, p * q]]),
         by=MixedDerivatives(covariance, along, along_, ORIGIN)),
    on=MODEL, title="Second derivatives of the bipartite glass in the angles")

spread = calc(
    Matrix(3, 3, lambda i, j: Cov(ENTRIES[i], ENTRIES[j])),
    Line(r"the matrix is linear in the second derivatives of $l_D$ and $l_G$, which are independent",
         TO_LOSSES * diag(curvature_D.lines[0].expr, curvatures.result) * TO_LOSSES.T, by=Stated(published.MODEL)),
    Line(r"its entries: $\mathrm{Cov}(m_{11}, m_{22}) = \mathrm{Var}\,m_{12}$ again",
         Matrix([[p * (3 * p - 2) * (1 + sigma_z**2), p * q * sigma_z**2, 0],
                 [p * q * sigma_z**2, q * (3 * q - 2) * sigma_z**2, 0], [0, 0, p * q * sigma_z**2]])),
    on=MODEL, title="The symmetric matrix on the torus, bipartite coupling")

by_blocks = calc(
    spread.result,
    Line("twice the block variances on the diagonal, and the covariance of the shifts",
         diag(2 * block_variances.result[0], 2 * block_variances.result[2], block_variances.result[1])
         + diag(profile.start, 0)),
    on=MODEL, title="The same from the Hessians on the spheres")

V_1, V_2, c_bipartite = spread.result[0, 0], spread.result[1, 1], spread.result[0, 1]
TORUS = {g: sqrt(V_1 * V_2), c: c_bipartite, v_D: v_D_bipartite, v_G: v_G_bipartite}

minima_of_model = calc(
    minima.result,
    Line("with the variances of the bipartite model", sqrt((3 * p - 2) * (3 * q - 2) - p * q * sigma_z**2 / (1 + sigma_z**2)),
         by=Using("the variances on the torus", TORUS)),
    on=MODEL, title="Joint minima of the bipartite model on the torus")
