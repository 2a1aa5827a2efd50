r"""The Gaussian variances of the model, from its two covariance functions alone.

Cov(l_D(u), l_D(u')) = (u.u')^p on the discriminator's sphere and Cov(l_G(w), l_G(w')) = (u.u' + v.v')^n on the product of
both spheres, n = p + q. A point near a pole is (sqrt(1 - y.y), y) with tangent coordinates y; differentiating the covariance
function once (twice) in each argument gives the variance of a gradient component (of an off-diagonal Hessian entry):

    gradients: p for l_D, n 2^(n-1) for l_G;        Hessians: p(p-1) for l_D, n(n-1) 2^(n-2) for l_G

From these follow the variances v_D, v_G of the gradients of the losses L_D = l_D - sigma_z l_G, L_G = sigma_z l_G, and the
amplitudes of the Hessian divided by sqrt(N), written b M + b1 diag(M1, 0): M has off-diagonal variance 1/(2N), M1 has
1/(2 kappa N).
"""
from sympy import Derivative, Function, Matrix, Subs, sqrt, symbols

from derivations.calculus import Definition, Line, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.notation import MODEL, b, b1, kappa, n, p, sigma_z, v_D, v_G

y1, y2, Y1, Y2 = poles = symbols("y_1 y_2 Y_1 Y_2", real=True)
overlap = y1 * Y1 + y2 * Y2 + sqrt(1 - y1**2 - y2**2) * sqrt(1 - Y1**2 - Y2**2)
covariance_D = overlap**p
covariance_G = (1 + overlap)**n          # the other sphere's points stay together: overlap 1

Var = Function("Var")
l_D, l_G = (Function(name)(y1, y2) for name in ("l_D", "l_G"))


def variance(glass, covariance, directions: tuple, value, title: str):
    """Var of a derivative: the covariance function differentiated in both arguments, at the pole."""
    both = (*directions, *(dict(zip((y1, y2), (Y1, Y2)))[y] for y in directions))
    return calc(Var(Derivative(glass, *directions)),
                Line("the covariance of derivatives is the derivative of the covariance",
                     Subs(Derivative(covariance, *both), poles, (0,) * 4), by=Stated(published.GAUSSIAN_FIELDS)),
                Line("at the pole", value),
                on=MODEL, title=title)


gradient_D = variance(l_D, covariance_D, (y1,), p, "Variance of a gradient component of $l_D$")
gradient_G = variance(l_G, covariance_G, (y1,), n * 2**(n - 1), "Variance of a gradient component of $l_G$")
hessian_D = variance(l_D, covariance_D, (y1, y2), p * (p - 1), "Variance of an off-diagonal Hessian entry of $l_D$")
hessian_G = variance(l_G, covariance_G, (y1, y2), n * (n - 1) * 2**(n - 2), "Variance of an off-diagonal Hessian entry of $l_G$")

gradients = calc(
    Matrix([v_D, v_G]),
    Line(r"independent parts of $L_D$ and $L_G$ add", Matrix([gradient_D.result + sigma_z**2 * gradient_G.result,
                                                         sigma_z**2 * gradient_G.result]), by=Stated(published.MODEL)),
    Line(r"for $l_D$ and $l_G$ of the model", Matrix([p + sigma_z**2 * n * 2**(n - 1), sigma_z**2 * n * 2**(n - 1)])),
    on=MODEL, title="Variances of the losses' gradients")

amplitudes = calc(
    Matrix([b**2, b1**2]),
    Line(r"Hessian variances are $N\,b^2/(2N)$ and $N\,b_1^2/(2\kappa N)$",
         Matrix([2 * sigma_z**2 * hessian_G.result, 2 * kappa * hessian_D.result]), by=Definition()),
    Line(r"for $l_D$ and $l_G$ of the model", Matrix([sigma_z**2 * n * (n - 1) * 2**(n - 1), 2 * kappa * p * (p - 1)])),
    on=MODEL, title="Amplitudes of the two random matrices")

v_D_model, v_G_model = gradients.result
b_squared, b1_squared = amplitudes.result

released_amplitude = calc(
    sqrt(b1_squared / 2),
    Line(r"$b_1$ with the matrix divided by $\sqrt{2N}$, the unit of the released code", sqrt(kappa * p * (p - 1))),
    on=MODEL, reaches=published.released_b1, title="The discriminator's amplitude in the released code's unit")
