r"""One step changes the Gram matrix exactly by X^T D + D^T X + D^T D, and of the last term |dw|^2 alone survives.

X is n x (2d+1), D = [0, dV, dw] the update. The mean of D is X A^T/n, so that the terms linear in it have
the mean (A M + M A^T)/n. Of the quadratic ones

    dw . dw  is  tau^2 b/n + O(1/n^2): a sample is long, |y|^2 = n eta_T + O(sqrt n), and <f^2 |y|^2> = n eta_T <f^2> + O(1),
                        while the two samples' cross term is the product of two means and O(1/n^2);
    dV . dw and dV . dV are O(1/n^2): dV = (tau~/n) f~ w c~^T is short, since w and c~ are.

So the discriminator's learning rate enters squared, the generator's does not. Checked for d = 1; the means of the quadratic
terms for f(x) = x and Gaussian c, exactly in n.
"""
from sympy import ImmutableMatrix as Matrix, sqrt, symbols

from derivations.calculus import Above, Domain, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.solvable_gan.notation import (ONE, Lambda, Lambda_G, above_diagonal, diagonal_of, eta_G, eta_T, g, g_G, h, n,
                                               q, r, tau, tau_G, z)
from derivations.solvable_gan.order_parameters import mean_update

c, a_1, a_2, p = symbols("c a_1 a_2 p", real=True)          # p: length of w across U
VARIANCES = Domain({**dict.fromkeys((Lambda, Lambda_G, eta_T, eta_G, tau, tau_G, z), Above(0)), n: Above(2)})
PROJECTIONS = VARIANCES | dict.fromkeys((q, r, p, h, g, g_G), Real())

U, V, w, dV, dw = (Matrix(symbols(f"{name}_1 {name}_2", real=True)) for name in ("U", "V", "w", "dV", "dw"))
X, D = Matrix.hstack(U, V, w), Matrix.hstack(0 * U, dV, dw)
PLANE = Domain(dict.fromkeys((*U, *V, *w, *dV, *dw), Real()))

increment = calc(
    Matrix(above_diagonal((X + D).T * (X + D) - X.T * X, 0)),
    Line(r"the increments of $U^TU$, $P$, $q$, $S$, $r$, $z$ for any update",
         Matrix([0, U.dot(dV), U.dot(dw), 2 * V.dot(dV) + dV.dot(dV), V.dot(dw) + w.dot(dV) + dV.dot(dw),
                 2 * w.dot(dw) + dw.dot(dw)])),
    on=PLANE, title="The increment of the Gram matrix")

L = diagonal_of("L", 1, real=True)
mean_step = calc(
    Matrix.hstack(0 * U, tau_G * (w * g_G + V * L[0]), tau * (U * g - V * g_G + h * w)),
    Line(r"$n\langle D\rangle = X A^T$, from $\langle f y\rangle = Ug + \eta_T\langle f'\rangle w$, the like for $\tilde y$, "
         r"and $\langle\tilde f w \tilde c^T\rangle = w\tilde g^T$, with the regulariser in $h$ and $L$",
         X * mean_update(ONE, h, L).T),
    on=PLANE | PROJECTIONS | {L[0]: Real()}, title="The mean of one step")

# U along the first axis and w in the plane of the first two, w = (q, p); the n - 2 other coordinates are noise alone.
along = sqrt(Lambda) * c + sqrt(eta_T) * a_1
across = sqrt(eta_T) * a_2
projection = q * along + p * across          # w^T y

length = calc(
    Matrix([Average(along**2, c, a_1) + (n - 1) * Average(across**2, a_2),
            Average(along**4, c, a_1) - Average(along**2, c, a_1)**2
            + (n - 1) * (Average(across**4, a_2) - Average(across**2, a_2)**2)]),
    Line(r"mean and variance of $|y|^2$: $n\eta_T$ with fluctuations of order $\sqrt n$",
         Matrix([n * eta_T + Lambda, 2 * (Lambda + eta_T)**2 + 2 * (n - 1) * eta_T**2])),
    on=VARIANCES, title="The length of a sample")

noise = calc(
    Average(projection**2 * (along**2 + across**2), c, a_1, a_2) + (n - 2) * eta_T * Average(projection**2, c, a_1, a_2),
    Line(r"$\langle f^2|y|^2\rangle$ for $f(x) = x$: $n\eta_T\langle f^2\rangle$, and a rest that does not grow with $n$",
         n * eta_T * (Lambda * q**2 + eta_T * (q**2 + p**2))
         + Lambda * (Lambda * q**2 + eta_T * (q**2 + p**2)) + 2 * (Lambda + eta_T)**2 * q**2 + 2 * eta_T**2 * p**2),
    on=PROJECTIONS, title="The noise of the discriminator's step")

leading = calc(
    noise.result.coeff(n),
    Line(r"of $n\,|dw|^2$ there remains $\tau^2 b$: here the true sample's share of $b$, with $z = q^2 + p^2$",
         eta_T * (Lambda * q**2 + eta_T * (q**2 + p**2))),
    on=PROJECTIONS, title="What remains of the step's length")

generated = r * sqrt(Lambda_G) * c + sqrt(eta_G * z) * a_1          # w^T y~

short = calc(
    n * (tau_G / n)**2 * z * Average(generated**2 * Lambda_G * c**2, c, a_1),
    Line(r"$n\,\langle|dV|^2\rangle$ for $\tilde f(x) = x$ vanishes as $1/n$",
         tau_G**2 * z * Lambda_G * (3 * Lambda_G * r**2 + eta_G * z) / n),
    on=PROJECTIONS, title="The generator's step is short")

crossed = calc(
    n * ((tau / n) * (U * g - V * g_G + h * w)).dot(tau_G / n * w * g_G),
    Line(r"$n\,\langle dV^T dw\rangle$, a product of independent means, vanishes as $1/n$",
         tau * tau_G * g_G * (U.dot(w) * g - V.dot(w) * g_G + h * w.dot(w)) / n),
    on=PROJECTIONS | PLANE, title="The two steps are nearly orthogonal")
