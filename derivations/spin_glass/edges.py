r"""Where the spectral density starts and ends: the double roots of the quartic, true edges told from spurious ones.

The saddle surface is parametrised by (t, w), where z and x1 are explicit. With r = 1 - A/t^2 and s = 1/w^2 - h:

* the Jacobian of (z, x1) is r s - beta kappa, and dP/dt = -beta kappa t^2 w (r s - beta kappa) there, so the zeros of the
  discriminant of the quartic with t, w != 0 are the points r s = beta kappa;
* det(1 - R) = w^2 (r s - beta kappa), where R = diag(m_D^2, m_G^2) S C is the matrix whose spectral radius decides whether
  a real solution is stable, hence physical; on a boundary its second eigenvalue is (1 - r) h w^2.

So a real solution is a boundary of the support exactly when r > 0, s > 0 and r s = beta kappa: then both eigenvalues lie in
[0, 1] and the larger, the Perron root, is 1. The other real zeros of the discriminant (r < 0, s < 0) are crossings of
unphysical branches. In w alone, at given x1, the boundaries are roots of a polynomial of degree 6.
"""
from sympy import Derivative, Function, ImmutableMatrix as Matrix, diag, eye, sqrt

from derivations.calculus import Definition, Domain, Is, Line, Real, calc
from derivations.spin_glass.notation import (A, ABBREVIATIONS, ENSEMBLE, abbreviated, alpha, b, b1, beta, h, kappa, kappa_G, r, s,
                                             t, w, written_out, x1, z)
from derivations.spin_glass.quartic import FREE, SADDLE, quartic

surface = Matrix([SADDLE[z].value, SADDLE[x1].value])
R = diag(w**2, 1 / t**2) * Matrix([[alpha, beta], [beta, beta]]) * diag(kappa, kappa_G)

jacobian = calc(
    Function("J")(t, w),
    Line(r"the Jacobian of $(z, x_1)$ in $(t, w)$",
         Derivative(surface[0], t) * Derivative(surface[1], w) - Derivative(surface[0], w) * Derivative(surface[1], t),
         by=Definition()),
    Line("differentiated", (1 - A / t**2) * (1 / w**2 - h) - beta * kappa),
    Line(r"with $r$ and $s$", r * s - beta * kappa),
    on=FREE, title="The Jacobian of the saddle surface")

boundary = jacobian.lines[1].expr          # in t and w; zero on the boundary of the support

double_root = calc(
    quartic.diff(t),
    Line(r"on the saddle surface, where $P = 0$", -beta * kappa * t**2 * w * (r * s - beta * kappa)),
    on=SADDLE, title="The slope of the quartic at a root")

stability = calc(
    (eye(2) - R).det(),
    Line("the stability determinant", w**2 * (r * s - beta * kappa)),
    on=FREE, title="The stability determinant")

second_eigenvalue = calc(
    R.det(),
    Line(r"$\det R$, which is the other eigenvalue where one is 1", (1 - r) * h * w**2),
    on=FREE, title="The second eigenvalue on a boundary")

# Every double root with t, w != 0: t and w free, b1 the amplitude for which r s = beta kappa there, r and s of any sign.
DOUBLE_ROOTS = abbreviated(Domain({
    kappa: ENSEMBLE[kappa], b: ENSEMBLE[b], t: Real(), w: Real(),
    b1: Is(written_out(sqrt(2 * (1 / w**2 - beta * kappa / (1 - A / t**2)))))})) | {z: SADDLE[z], x1: SADDLE[x1]}

discriminant_zero = calc(
    Matrix([quartic, quartic.diff(t)]),
    Line(r"a common zero of $P$ and $dP/dt$, wherever $rs = \beta\kappa$: the discriminant of $P$ vanishes", Matrix([0, 0])),
    on=DOUBLE_ROOTS, title="The zeros of the discriminant")

T = -(1 + x1 * w + h * w**2)
ON_X1 = ENSEMBLE | Domain({w: Real(), x1: Real(), t: Is(T / w), r: Is(ABBREVIATIONS[r]), s: Is(ABBREVIATIONS[s])})

edge_condition = calc(
    (r * s - beta * kappa) * t**2 * w**4,
    Line(r"$t = T/w$ with $T = -(1 + x_1 w + h w^2)$, which is the first saddle-point equation",
         (T**2 - A * w**2) * (1 - h * w**2) - beta * kappa * w**2 * T**2),
    on=ON_X1, title=r"The boundary condition as a polynomial in $w$")

edge_polynomial = edge_condition.result
edge_position = SADDLE[z].value          # z at (t, w)
