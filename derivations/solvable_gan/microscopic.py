r"""The weights themselves: each row of sqrt(n) [U, V, w] follows a linear stochastic differential equation.

A row x = (u, v, w^), with u and v of d entries and w^ a number, moves as n to infinity by

    du = 0,    dv = tau~ (g~ w^ + L v) dt,    dw^ = tau (u.g - v.g~ + h w^) dt + tau sqrt(b) dB,

that is dx = A x dt + tau sqrt(b) e_w dB with the matrix A(t), (2d+1) x (2d+1), of ``order_parameters.mean_update``: the order
parameters alone enter the coefficients. The generator's rows do not diffuse: their noise is of order 1/n in each step.

With the propagator Phi, dPhi/dt = A Phi, and the accumulated noise N, dN/dt = A N + N A^T + tau^2 b e_w e_w^T, a row at time t
is Phi x(0) + Gaussian of covariance N, and so Phi M(0) Phi^T + N = M(t): both sides obey the equation of M and agree at t = 0.
"""
from sympy import ImmutableMatrix as Matrix, eye, sqrt, symbols

from derivations.calculus import Above, Is, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.solvable_gan.gram_increment import PROJECTIONS
from derivations.solvable_gan.notation import (ONE, RATES, Lambda, above_diagonal, b, diagonal_of, eta_T, h, matrix_of, moves,
                                               n, q, tau, tau_G)
from derivations.solvable_gan.order_parameters import mean_update, noise

u, v, w_hat, p = symbols("u v what p", real=True)          # a row of sqrt(n) X, and the length of w across U and this row
c, a, a_2 = symbols("c a a_2", real=True)
coordinate = u * sqrt(Lambda) * c / sqrt(n) + sqrt(eta_T) * a                                 # one entry of y
projection = q * sqrt(Lambda) * c + sqrt(eta_T) * (w_hat * a / sqrt(n) + p * a_2)             # w^T y

row = calc(
    Matrix([sqrt(n) * Average(projection * coordinate, c, a, a_2), Average(projection**2 * coordinate**2, c, a, a_2)]),
    Line(r"$f(x) = x$: the mean $u\,\Lambda q + \eta_T \hat w$ of $\sqrt n f y_i$, and of $(f y_i)^2$ what is left at large "
         r"$n$, $\eta_T$ times the mean of $f^2$",
         Matrix([u * Lambda * q + eta_T * w_hat,
                 eta_T * Average(projection**2, c, a, a_2) + (u**2 * Lambda * Average(projection**2, c, a, a_2)
                                                              + 2 * (u * Lambda * q + eta_T * w_hat)**2) / n])),
    on=PROJECTIONS | dict.fromkeys((u, w_hat, p), Real()), title="One entry of a true sample")

L = diagonal_of("L", 1, real=True)
drift = calc(
    mean_update(ONE, h, L) * Matrix([u, v, w_hat]),
    Line(r"$du$, $dv$ and $dw$ of a row, each over $dt$",
         Matrix([0, tau_G * (ONE.g_G[0] * w_hat + L[0] * v), tau * (u * ONE.g[0] - v * ONE.g_G[0] + h * w_hat)])),
    on=RATES | moves(ONE) | dict.fromkeys((u, v, w_hat, h, L[0]), Real()), title="The drift of a row")

diffusion = tau**2 * noise                                   # of the row's last entry; the others have none

Phi, start, N, Y = (matrix_of(name, 3, 3) for name in ("Phi", "M_0", "N", "Y"))
M_0, N, Y = (Matrix(3, 3, lambda i, j: matrix[min(i, j), max(i, j)]) for matrix in (start, N, Y))
A = mean_update(ONE, h, L)
e_w = Matrix([0, 0, 1])
TRANSPORTED = (RATES | moves(ONE) | dict.fromkeys((*Phi, *above_diagonal(M_0, 0), *above_diagonal(N, 0), h, L[0]), Real())
               | {b: Above(0)} | {entry: Is(value) for entry, value in zip(above_diagonal(Y, 0),
                                                                         above_diagonal(Phi * M_0 * Phi.T + N, 0))})

propagator = calc(
    Matrix(above_diagonal(A * Phi * M_0 * Phi.T + Phi * M_0 * (A * Phi).T + A * N + N * A.T + tau**2 * b * e_w * e_w.T, 0)),
    Line(r"the derivative of $Y = \Phi M_0 \Phi^T + N$ is the equation of $M$, at $Y$ (entries on and above the diagonal)",
         Matrix(above_diagonal(A * Y + Y * A.T + tau**2 * b * e_w * e_w.T, 0))),
    on=TRANSPORTED, title="Propagator and accumulated noise give the Gram matrix")

at_start = calc(
    Matrix(above_diagonal(Phi * M_0 * Phi.T + N, 0)).subs(dict(zip((*Phi, *N), (*eye(3), *[0] * 9)))),
    Line(r"$\Phi = 1$, $N = 0$ at $t = 0$", Matrix(above_diagonal(M_0, 0))),
    on=TRANSPORTED, title="Both start from the same Gram matrix")
