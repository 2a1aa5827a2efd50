r"""The smallest case, N_D = N_G = 2: two circles, and the three entries of the symmetric matrix on the torus of their angles.

u = (cos a, sin a) and v = (cos b, sin b): a derivative along a circle is one in its angle, and

    Cov(l_D, l_D') = cos(a - a')^p,        Cov(l_G, l_G') = (cos(a - a') + cos(b - b'))^n .

With m_11 = d_a^2 L_D, m_22 = -d_b^2 L_G, m_12 = d_a d_b L_D = -sigma_z d_a d_b l_G, concluded: the gradients are
independent of these three, and V_1 = Var m_11, V_2 = Var m_22, c = Cov(m_11, m_22) = Var m_12, with m_12 independent of the
others. The Hessians on the spheres say the same: a GOE less radial derivatives. Without Delta, and with the released code's
variances, they are others, and Cov(m_11, m_22) = Var m_12 is lost.
"""
from sympy import Function, ImmutableMatrix as Matrix, Rational, cos, diag, ones, symbols

from derivations.calculus import Domain, Is, Line, MixedDerivatives, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.covariances import hessian_D
from derivations.spin_glass.notation import MODEL, b as amplitude, b1 as amplitude_D, kappa, n, p, sigma_z
from derivations.spin_glass.radial import goe, radial, radial_D, var_Delta

a, b, a_, b_ = symbols("a b a' b'", real=True)
ORIGIN = dict.fromkeys((a, b, a_, b_), 0)
covariance_D = cos(a - a_)**p
covariance_G = (cos(a - a_) + cos(b - b_))**n

Cov = Function("Cov")
CURVATURES = symbols("l_aa l_bb l_ab", real=True)       # second derivatives of l_G in the angles
ENTRIES = symbols("m_11 m_22 m_12", real=True)
SLOPES = symbols("l_a l_b", real=True)
along, along_ = ((a, a), (b, b), (a, b)), ((a_, a_), (b_, b_), (a_, b_))

curvatures_G = calc(
    Matrix(3, 3, lambda i, j: Cov(CURVATURES[i], CURVATURES[j])),
    Line("the covariance function differentiated in both points' angles",
         n * 2**(n - 2) * Matrix([[3 * n - 1, n - 1, 0], [n - 1, 3 * n - 1, 0], [0, 0, n - 1]]),
         by=MixedDerivatives(covariance_G, along, along_, ORIGIN)),
    Line("a GOE, and the radial derivatives that the Hessians on the spheres subtract",
         goe.result[0, 0] * diag(1, 1, Rational(1, 2)) + diag(radial.result[1:, 1:], 0)),
    on=MODEL, title="Second derivatives of the second glass in the angles")

curvature_D = calc(
    Matrix([[Cov(symbols("l_D,aa"), symbols("l_D,aa"))]]),
    Line("the covariance function differentiated in both points' angles", Matrix([[p * (3 * p - 2)]]),
         by=MixedDerivatives(covariance_D, ((a, a),), ((a_, a_),), ORIGIN)),
    Line("a GOE of one entry, and the radial derivative", Matrix([[2 * hessian_D.result + radial_D.result[1, 1]]])),
    on=MODEL, title="The second derivative of the first glass in its angle")

independence = calc(
    Matrix(2, 3, lambda i, j: Cov(SLOPES[i], CURVATURES[j])),
    Line("an odd number of derivatives of an even function", Matrix.zeros(2, 3),
         by=MixedDerivatives(covariance_G, ((a,), (b,)), along_, ORIGIN)),
    on=MODEL, title="First and second derivatives in the angles are independent")

TO_LOSSES = Matrix([[1, -sigma_z, 0, 0], [0, 0, -sigma_z, 0], [0, 0, 0, -sigma_z]])
glasses = diag(curvature_D.lines[0].expr, curvatures_G.lines[0].expr)

spread = calc(
    Matrix(3, 3, lambda i, j: Cov(ENTRIES[i], ENTRIES[j])),
    Line(r"the matrix is linear in the second derivatives of $l_D$ and $l_G$, which are independent",
         TO_LOSSES * glasses * TO_LOSSES.T, by=Stated(published.MODEL)),
    Line(r"its entries: $V_1$ and $V_2$, with $\mathrm{Cov}(m_{11}, m_{22}) = \mathrm{Var}\,m_{12} = c$",
         Matrix([[p * (3 * p - 2) + sigma_z**2 * n * (3 * n - 1) * 2**(n - 2), sigma_z**2 * n * (n - 1) * 2**(n - 2), 0],
                 [sigma_z**2 * n * (n - 1) * 2**(n - 2), sigma_z**2 * n * (3 * n - 1) * 2**(n - 2), 0],
                 [0, 0, sigma_z**2 * n * (n - 1) * 2**(n - 2)]])),
    on=MODEL, title="The symmetric matrix on the torus: covariances of its entries")

DELTA_SHARE = Matrix([[1, -1, 0], [-1, 1, 0], [0, 0, 0]]) / 4

without_delta = calc(
    spread.result - sigma_z**2 * var_Delta * DELTA_SHARE,
    Line(r"with $R_D = R_G = n\,l_G/2$ in place of $(n\,l_G \pm \Delta)/2$: variances fall and the covariance grows by "
         r"$\sigma_z^2 n 2^{n-2}$",
         sigma_z**2 * 2**(n - 2) * (n * (n - 1) * diag(2, 2, 1) + n**2 * diag(ones(2, 2), 0)) + diag(p * (3 * p - 2), 0, 0)),
    on=MODEL, title=r"The same covariances if $\Delta$ is dropped")

RELEASED = MODEL | Domain({amplitude: Is(published.released_b.expr), amplitude_D: Is(published.released_b1.expr)})
diagonal = 2 * published.released_var_x.expr * diag(ones(2, 2), 0) + 2 * published.released_var_x1.expr * diag(1, 0, 0)

released = calc(
    amplitude**2 * diag(2, 2, 1) + amplitude_D**2 / kappa * diag(2, 0, 0) + diagonal,
    Line(r"its amplitudes and shifts, times $\sqrt{2N}$",
         sigma_z**2 * n * 2**n * ((n - 1) * diag(2, 2, 1) + n * 4**n * diag(ones(2, 2), 0)) + diag(p * (3 * p - 2), 0, 0)),
    on=RELEASED, title="The same covariances with the variances of the released code")

V_1, V_2, c_model = spread.result[0, 0], spread.result[1, 1], spread.result[0, 1]
