r"""Radial derivatives of the second glass, and the Hessian on the spheres that they enter.

l_G is homogeneous of degree n on the whole space, with covariance (u.u' + v.v')^n there too. At a pole of both spheres write
u = (1 + a, y_1, ...), v = (1 + c, e_1, ...): a and c move radially, y and e along the spheres. Concluded, for R_D = d_a l_G,
R_G = d_c l_G and Delta = R_D - R_G:

* R_D + R_G = n l_G (Euler), but neither is a multiple of l_G: Delta ~ N(0, n 2^n) is independent of l_G;
* gradients along the spheres are independent of values, radial derivatives and second derivatives;
* second derivatives along the spheres are a GOE of off-diagonal variance n(n-1) 2^(n-2), independent of l_G, R_D, R_G;
* the Hessian on a sphere is the matrix of second derivatives less the radial derivative times the identity.

So Hess_u l_D = GOE - p l_D I, Hess_u l_G = GOE - R_D I, Hess_v l_G = GOE - R_G I.
"""
from sympy import Function, ImmutableMatrix as Matrix, Rational, diag, sqrt, symbols

from derivations.calculus import Domain, Is, Line, MixedDerivatives, Real, calc
from derivations.spin_glass.notation import MODEL, n, p

a, c, y1, y2, e1, e2 = here = symbols("a c y_1 y_2 e_1 e_2", real=True)
a_, c_, Y1, Y2, e1_, e2_ = there = symbols("a' c' y'_1 y'_2 e'_1 e'_2", real=True)
PRIMED = dict(zip(here, there))
POLES = dict.fromkeys((*here, *there), 0)

covariance_G = ((1 + a) * (1 + a_) + y1 * Y1 + y2 * Y2 + (1 + c) * (1 + c_) + e1 * e1_ + e2 * e2_)**n
covariance_D = ((1 + a) * (1 + a_) + y1 * Y1 + y2 * Y2)**p

Cov = Function("Cov")
l_D, l_G, Delta = symbols("l_D l_G Delta", real=True)
R, R_D, R_G = symbols("R R_D R_G", real=True)
GOE = symbols("H_11 H_22 H_12 G_11 M_11")          # second derivatives along y1 y1, y2 y2, y1 y2, e1 e1, y1 e1
SLOPES = symbols("d_y d_e")

values, radials, tangents = ((),), ((a,), (c,)), ((y1,), (e1,))
seconds = ((y1, y1), (y2, y2), (y1, y2), (e1, e1), (y1, e1))


def covariances(names: tuple, others: tuple, covariance, rows, columns, value, says: str, title: str):
    """The covariances of two lists of named derivatives, along ``rows`` and ``columns``, at the poles."""
    along = tuple(tuple(PRIMED[y] for y in column) for column in columns)
    return calc(Matrix(len(names), len(others), lambda i, j: Cov(names[i], others[j])),
                Line(says, value, by=MixedDerivatives(covariance, rows, along, POLES)), on=MODEL, title=title)


radial = covariances(
    (l_G, R_D, R_G), (l_G, R_D, R_G), covariance_G, values + radials, values + radials,
    2**(n - 2) * Matrix([[4, 2 * n, 2 * n], [2 * n, n * (n + 1), n * (n - 1)], [2 * n, n * (n - 1), n * (n + 1)]]),
    r"at the poles, where $u\cdot u' + v\cdot v' = 2$", r"The value of $l_G$ and its two radial derivatives")

radial_D = covariances(
    (l_D, R), (l_D, R), covariance_D, values + ((a,),), values + ((a,),), Matrix([[1, p], [p, p**2]]),
    r"a singular matrix: the radial derivative $R$ of $l_D$ is $p\,l_D$", r"The value of $l_D$ and its radial derivative")

TO_DELTA = Matrix([[1, 0, 0], [0, 1, -1], [-n, 1, 1]])

delta = calc(
    TO_DELTA * radial.result * TO_DELTA.T,
    Line(r"the covariance matrix of $l_G$, of $\Delta = R_D - R_G$ and of $R_D + R_G - n\,l_G$: the last vanishes (Euler), and "
         r"$\Delta$ is independent of $l_G$", diag(2**n, n * 2**n, 0)),
    on=MODEL, title=r"The radial difference $\Delta$")

var_l_G, var_Delta = delta.result[0, 0], delta.result[1, 1]

halves = calc(
    Matrix([R_D, R_G]),
    Line(r"the radial derivatives through $l_G$ and $\Delta$", Matrix([(n * l_G + Delta) / 2, (n * l_G - Delta) / 2])),
    on=MODEL | {R_D: Real(), R_G: Real(), Delta: Is(R_D - R_G), l_G: Is((R_D + R_G) / n)},
    title="The radial derivatives through the loss and their difference")

gradients = covariances(
    SLOPES, (l_G, R_D, R_G, *GOE), covariance_G, tangents, values + radials + seconds, Matrix.zeros(2, 8),
    "odd in the tangent coordinates", "Gradients are independent of values, radial derivatives and second derivatives")

two_gradients = covariances(
    SLOPES, SLOPES, covariance_G, tangents, tangents, n * 2**(n - 1) * Matrix.eye(2),
    "at the poles", "Gradient components along the two spheres are independent")

independence = covariances(
    GOE, (l_G, R_D, R_G), covariance_G, seconds, values + radials, Matrix.zeros(5, 3),
    "each tangent coordinate meets its own partner only", "Second derivatives are independent of the value and the radial derivatives")

goe = covariances(
    GOE, GOE, covariance_G, seconds, seconds, n * (n - 1) * 2**(n - 2) * diag(2, 2, 1, 2, 1),
    "diagonal entries of twice the variance, all independent: a GOE over both spheres' tangents",
    "The second derivatives of $l_G$ along the spheres")

goe_D = covariances(
    GOE[:3], GOE[:3], covariance_D, seconds[:3], seconds[:3], p * (p - 1) * diag(2, 2, 1),
    "a GOE", "The second derivatives of $l_D$ along the sphere")

# A function near the pole, to second order: all that its Hessian on the sphere can see.
f_a, f_1, f_2, f_11, f_12, f_22 = jet = symbols("f_a f_1 f_2 f_11 f_12 f_22", real=True)
radius = sqrt(1 - y1**2 - y2**2) - 1
on_sphere = (f_a * radius + f_1 * y1 + f_2 * y2 + f_11 * y1**2 * Rational(1, 2) + f_12 * y1 * y2 + f_22 * y2**2 * Rational(1, 2))


riemannian = calc(
    Matrix(2, 2, lambda i, j: Function("Hess")((y1, y2)[i], (y1, y2)[j])),
    Line("the second derivatives less the radial derivative times the identity",
         Matrix([[f_11, f_12], [f_12, f_22]]) - f_a * Matrix.eye(2),
         by=MixedDerivatives(on_sphere, ((y1,), (y2,)), ((y1,), (y2,)), {y1: 0, y2: 0})),
    on=Domain({symbol: Real() for symbol in jet}), title="The Hessian on a sphere, from the function's second-order expansion")
