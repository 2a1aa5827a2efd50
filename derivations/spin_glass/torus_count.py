r"""The mean number of critical points at N_D = N_G = 2, exactly, in complete elliptic integrals.

The Kac-Rice formula asks for E|Q|, Q = m_11 m_22 - m_12^2, of the entries of `torus_hessian`. As a quadratic form in
independent standard normal variables Q has the coefficients (c + g)/2, -(g - c)/2, -c with g^2 = V_1 V_2: they add up to
zero, for E Q = 0. So `quadratic_form` gives, with m = (g - 3 c)(g + c) / ((g - c)(g + 3 c)),

    E C = 4 (v_D v_G)^(-1/2) ( sqrt((g - c)(g + 3 c)) E(m) - 2 c sqrt((g - c)/(g + 3 c)) K(m) ) .

E Q = 0 is the mean of a theorem: the signed count on every surface is the Euler characteristic of the torus (Poincare and
Hopf). Without Delta E Q is not 0, so that a surface whose radial derivatives were multiples of its value could not exist.
"""
from sympy import ImmutableMatrix as Matrix, Integer, Rational, elliptic_e, elliptic_k, pi, sqrt, symbols

from derivations.calculus import Above, Domain, Integrates, Is, Line, Real, Using, calc
from derivations.spin_glass.notation import MODEL, N, kappa, kappa_G, n, sigma_z, v_D, v_G
from derivations.spin_glass.quadratic_form import l1, l2, l3, mean_absolute, of_angle, positive_part
from derivations.spin_glass.stirling import LARGE, constant
from derivations.spin_glass.torus_hessian import spread, without_delta

V1, V2, c = symbols("V_1 V_2 c", positive=True)
g = symbols("g", positive=True)
var_12 = symbols("V_12", positive=True)
ell = symbols("ell", real=True)

FORM = Domain({c: Above(0), g: Above(c), V1: Above(0), V2: Is(g**2 / V1), var_12: Above(0)})
COUNT = Domain({c: Above(0), g: Above(3 * c), v_D: Above(0), v_G: Above(0)})
of_product = Matrix([[0, Rational(1, 2), 0], [Rational(1, 2), 0, 0], [0, 0, -1]])

factor = calc(
    constant / N**(N / 2 - 1),
    Line("two circles, and the densities of the two gradients at 0", 2 * pi / sqrt(v_D * v_G),
         by=Using("N = 4 and equal shares", {kappa_G: Rational(1, 2), kappa: Rational(1, 2), N: 4})),
    on=LARGE, title="The factor in front of the mean determinant on the torus")

coefficients = calc(
    (ell * Matrix.eye(3) - Matrix([[V1, c, 0], [c, V2, 0], [0, 0, var_12]]) * of_product).det(),
    Line(r"the coefficients of $Q$ in independent variables are the eigenvalues of its matrix times the covariances",
         (ell - (c + g) / 2) * (ell + (g - c) / 2) * (ell + var_12)),
    on=FORM | {ell: Real()}, title=r"$m_{11}m_{22} - m_{12}^2$ in independent variables")

signed = calc(
    spread.result[0, 1] - spread.result[2, 2],
    Line(r"$\mathrm{E}\,Q = \mathrm{Cov}(m_{11}, m_{22}) - \mathrm{Var}\,m_{12}$ vanishes, as Poincare and Hopf demand",
         Integer(0)),
    on=MODEL, title="The mean signed count on the torus")

signed_without_delta = calc(
    without_delta.result[0, 1] - without_delta.result[2, 2],
    Line(r"$\mathrm{E}\,Q$ is not zero", sigma_z**2 * n * 2**(n - 2)),
    on=MODEL, title=r"The mean signed count if $\Delta$ is dropped")

of_form = {l1: (c + g) / 2, l2: (g - c) / 2, l3: c}

total = calc(
    factor.result * 2 * positive_part.result.subs(of_form),
    Line(r"a form of mean zero, in elliptic integrals", factor.result * mean_absolute.result.subs(of_form),
         by=Integrates(symbolic=False)),
    Line(r"in $g = \sqrt{V_1V_2}$ and $c$",
         4 / sqrt(v_D * v_G)
         * (sqrt((g - c) * (g + 3 * c)) * elliptic_e((g - 3 * c) * (g + c) / ((g - c) * (g + 3 * c)))
            - 2 * c * sqrt((g - c) / (g + 3 * c)) * elliptic_k((g - 3 * c) * (g + c) / ((g - c) * (g + 3 * c))))),
    on=COUNT, title="The mean number of critical points on the torus")

# For any covariances of the three entries: E|Q| = 2 E max(Q, 0) - E Q.
of_any = {l1: (c + g) / 2, l2: (g - c) / 2, l3: var_12}
positive_part_of_any = of_angle.subs(of_any)                # to be integrated over phi from 0 to pi/2
excess_of_any = c - var_12                                  # E Q
