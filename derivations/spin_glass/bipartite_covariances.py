r"""The alternative coupling, l_G = sum Z u^p v^q: every covariance from one function, (u.u')^p (v.v')^q.

The paper's appendix couples the two networks through a bipartite glass instead of one glass of both. It is homogeneous in each
argument alone, so its radial derivatives are multiples of itself, R_D = p l_G and R_G = q l_G: no independent Delta appears.
Near the poles u = (1, y_1, y_2, ...), v = (1, w_1, w_2, ...) in ambient coordinates, and differentiating the covariance gives

    gradients p (in u) and q (in v);   second derivatives p(p-1) (uu), pq (uv), q(q-1) (vv), twice that on the diagonal,

independent of one another and of values. Divided by sqrt(N), the Hessian of L_D = l_D - sigma_z l_G, L_G = sigma_z l_G, made
symmetric as for the main model, has the block variances S_DD = p(p-1)(1 + sigma_z^2), S_DG = pq sigma_z^2,
S_GG = q(q-1) sigma_z^2 and the shifts y_D = -p L_D, y_G = q L_G.
"""
from functools import reduce

from sympy import Derivative, Function, ImmutableMatrix as Matrix, Subs, diag, symbols

from derivations.calculus import Above, Definition, Domain, Line, MixedDerivatives, Real, Stated, Using, calc
from derivations.spin_glass import covariances, published
from derivations.spin_glass.notation import MODEL, S_DD, S_DG, S_GG, p, q, sigma_z, v_D, v_G, y_D, y_G

y1, y2, w1, w2 = near = symbols("y_1 y_2 w_1 w_2", real=True)
Y1, Y2, W1, W2 = other = symbols("Y_1 Y_2 W_1 W_2", real=True)
covariance = (1 + y1 * Y1 + y2 * Y2)**p * (1 + w1 * W1 + w2 * W2)**q

Cov, glass = Function("Cov"), Function("l_G")(*near)
r, rho = symbols("r rho", positive=True)
l_D, l_G, R_D, R_G = symbols("l_D l_G R_D R_G", real=True)
SCALED = MODEL | Domain({r: Above(0), rho: Above(0), l_D: Real(), l_G: Real(), R_D: Real(), R_G: Real()})


def at_poles(first: tuple, second: tuple):
    """Cov of two derivatives of l_G: the covariance function differentiated in both arguments, at the poles."""
    both = (*first, *(dict(zip(near, other))[direction] for direction in second))
    return Subs(reduce(Derivative, both, covariance), (*near, *other), (0,) * 8)


def variance(directions: tuple, value, title: str):
    derivative = Derivative(glass, *directions)
    return calc(Cov(derivative, derivative),
                Line("the covariance of derivatives is the derivative of the covariance", at_poles(directions, directions),
                     by=Stated(published.GAUSSIAN_FIELDS)),
                Line("at the poles", value),
                on=MODEL, title=title)


gradient_u = variance((y1,), p, "Variance of a gradient component of $l_G$ in $u$")
gradient_v = variance((w1,), q, "Variance of a gradient component of $l_G$ in $v$")
hessian_uu = variance((y1, y2), p * (p - 1), "Variance of an off-diagonal second derivative in $u$")
hessian_uv = variance((y1, w1), p * q, "Variance of a mixed second derivative")
hessian_vv = variance((w1, w2), q * (q - 1), "Variance of an off-diagonal second derivative in $v$")
diagonal_uu = variance((y1, y1), 2 * p * (p - 1), "Variance of a diagonal second derivative in $u$")
diagonal_vv = variance((w1, w1), 2 * q * (q - 1), "Variance of a diagonal second derivative in $v$")

NAMES = symbols("l_G d_y d_w H_11 H_22 H_12 G_11 G_12 M_11 M_21")
ALONG = ((), (y1,), (w1,), (y1, y1), (y2, y2), (y1, y2), (w1, w1), (w1, w2), (y1, w1), (y2, w1))
POLES = dict.fromkeys((*near, *other), 0)

independence = calc(
    Matrix(10, 10, lambda i, j: Cov(NAMES[i], NAMES[j])),
    Line("value, gradient and second derivatives are independent, distinct second derivatives too",
         diag(1, p, q, 2 * p * (p - 1), 2 * p * (p - 1), p * (p - 1), 2 * q * (q - 1), q * (q - 1), p * q, p * q),
         by=MixedDerivatives(covariance, ALONG, tuple(tuple(dict(zip(near, other))[y] for y in row) for row in ALONG), POLES)),
    on=MODEL, title="What is independent")

scaled = r**p * rho**q * l_G          # l_G at (r u, rho v), homogeneous in either

radial = calc(
    Matrix([Subs(Derivative(scaled.subs(rho, 1), r), r, 1), Subs(Derivative(scaled.subs(r, 1), rho), rho, 1)]),
    Line(r"the radial derivatives $R_D$ and $R_G$ are multiples of $l_G$", Matrix([p * l_G, q * l_G])),
    on=SCALED, title="Radial derivatives of the bipartite glass")

gradients = calc(
    Matrix([v_D, v_G]),
    Line(r"independent parts of $L_D$ and $L_G$ add",
         Matrix([covariances.gradient_D.result + sigma_z**2 * gradient_u.result, sigma_z**2 * gradient_v.result]),
         by=Stated(published.MODEL)),
    Line("for the bipartite glass", Matrix([p * (1 + sigma_z**2), q * sigma_z**2])),
    on=MODEL, title="Variances of the losses' gradients, bipartite coupling")

block_variances = calc(
    Matrix([S_DD, S_DG, S_GG]),
    Line(r"$l_D$ adds to the discriminator's block alone",
         Matrix([covariances.hessian_D.result + sigma_z**2 * hessian_uu.result, sigma_z**2 * hessian_uv.result,
                 sigma_z**2 * hessian_vv.result]), by=Definition()),
    Line("for the bipartite glass", Matrix([p * (p - 1) * (1 + sigma_z**2), p * q * sigma_z**2, q * (q - 1) * sigma_z**2])),
    on=MODEL, title="Variances of the Hessian's blocks, bipartite coupling")

shifts = calc(
    Matrix([y_D, y_G]),
    Line("the radial terms of the Riemannian Hessians, the generator's rows negated",
         Matrix([-p * l_D + sigma_z * R_D, sigma_z * R_G]), by=Definition()),
    Line(r"both radial derivatives are multiples of $l_G$", Matrix([-p * (l_D - sigma_z * l_G), q * (sigma_z * l_G)]),
         by=Using("the radial derivatives", dict(zip((R_D, R_G), radial.result)))),
    on=SCALED, title=r"Shifts of the two blocks: $-p\,L_D$ and $q\,L_G$")

v_D_bipartite, v_G_bipartite = gradients.result
S_DD_bipartite, S_DG_bipartite, S_GG_bipartite = block_variances.result
