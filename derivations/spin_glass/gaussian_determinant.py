r"""1/det K as a Gaussian integral over commuting variables, for symmetric positive definite K, proved for sizes 1, 2 and 3.

Integrating the first variable leaves a Gaussian in the others whose matrix is the Schur complement K/K11, and
det K = K11 det(K/K11): so n real integrals give pi^(n/2)/sqrt(det K), and a complex vector phi, two real ones,

    int prod d^2 phi_i/pi exp(-phi^* K phi) = 1/det K.

Both sides are analytic in K, which extends this to K = -i (z - H) with Im z > 0.
"""
from sympy import ImmutableMatrix as Matrix, Integral, Rational, Symbol, exp, oo, pi, sqrt, symbols

from derivations.calculus import Above, Domain, Integrates, Is, Line, Real, calc

x_1, x_2, x_3 = symbols("x_1:4", real=True)
K11 = Symbol("K_11", positive=True)
K12, K13, K22, K23, K33 = symbols("K_12 K_13 K_22 K_23 K_33", real=True)
pivot_2, pivot_3 = symbols("d_2 d_3", positive=True)
l_12, l_13, l_23 = symbols("l_12 l_13 l_23", real=True)

K1 = Matrix([[K11]])
K2 = Matrix([[K11, K12], [K12, K22]])
K3 = Matrix([[K11, K12, K13], [K12, K22, K23], [K13, K23, K33]])

# Every positive definite K, from its pivots and the rows of its triangular factor.
POSITIVE = Domain({
    K11: Above(0), pivot_2: Above(0), pivot_3: Above(0), l_12: Real(), l_13: Real(), l_23: Real(),
    K12: Is(K11 * l_12), K13: Is(K11 * l_13), K22: Is(pivot_2 + K11 * l_12**2), K23: Is(pivot_2 * l_23 + K11 * l_12 * l_13),
    K33: Is(pivot_3 + pivot_2 * l_23**2 + K11 * l_13**2), x_2: Real(), x_3: Real()})


def quadratic_form(K: Matrix, x: tuple):
    """x^T K x."""
    return sum(K[i, j] * x[i] * x[j] for i in range(len(x)) for j in range(len(x)))


def schur(K: Matrix) -> Matrix:
    """The Schur complement of the first entry: K/K11."""
    return Matrix(K[1:, 1:] - K[1:, :1] * K[:1, 1:] / K[0, 0])


def first_variable(K: Matrix, x: tuple):
    """Integrate the first variable out of exp(-x^T K x)."""
    return calc(
        Integral(exp(-quadratic_form(K, x)), (x[0], -oo, oo)),
        Line("complete the square in the first variable", sqrt(pi / K11) * exp(-quadratic_form(schur(K), x[1:])), by=Integrates()),
        on=POSITIVE, title=f"One integral over commuting variables, size {len(x)}")


def pivots(K: Matrix):
    """The determinant by its first pivot."""
    return calc(K.det(), Line("the first pivot, times the determinant of the Schur complement", K11 * schur(K).det()),
                on=POSITIVE, title=f"The determinant by its pivots, size {K.rows}")


marginal_1 = first_variable(K1, (x_1,))
marginal_2 = first_variable(K2, (x_1, x_2))
marginal_3 = first_variable(K3, (x_1, x_2, x_3))
determinant_2 = pivots(K2)
determinant_3 = pivots(K3)

two_real_vectors = calc(
    (pi**Rational(3, 2) / sqrt(K11 * pivot_2 * pivot_3))**2 / pi**3,
    Line(r"a complex vector is two real ones: the square of the real integral, in units of $\pi$", 1 / K3.det()),
    on=POSITIVE, title="The inverse determinant")
