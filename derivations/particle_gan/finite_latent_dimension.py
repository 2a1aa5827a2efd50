r"""How far single entries of the kernel scatter about its two numbers, when latents have d_0 dimensions.

Rectified linear units, sigma_w^2 = 2, no bias, wide layers. Latents of lengths rho_1 sqrt(d_0) and rho_2 sqrt(d_0) at an angle
of cosine c have, with one hidden layer,

    g_1 = 4 rho_1^2,        g_2 = 2 rho_1 rho_2 (f(c) + c f'(c)),

with L layers 2 (L + 1) rho_1^2 and 2 rho_1 rho_2 t_L(c). Directions are uniform: c has density in proportion to
(1 - c^2)^((d_0 - 3)/2). Then < c asin(c) > = < sqrt(1 - c^2) >/(d_0 - 1) by parts, and exactly

    sphere    < g_2 > = ((d_0 + 1)/pi) (Gamma(d_0/2)/Gamma((d_0 + 1)/2))^2 = (2/pi) (1 + 3/(2 d_0) + O(d_0^-2)),
    Gaussian  < g_2 > = (2/pi) (1 + 1/d_0).

To leading order rho_i - 1 and c are independent Gaussians of variances 1/(2 d_0), or 0 on the sphere, and 1/d_0, whence the
standard deviations: of g_2, 2 (1 + 1/pi^2)^(1/2) d_0^(-1/2) and 2 d_0^(-1/2), of g_1, 4 (2/d_0)^(1/2) and 0. In units of its
mean g_2 scatters by (1 + pi^2)^(1/2) d_0^(-1/2) = 3.297 d_0^(-1/2): by a tenth only for d_0 above a thousand.
"""
from sympy import ImmutableMatrix as Matrix, Integral, asin, diff, exp, gamma, oo, pi, sqrt, symbols

from derivations.calculus import Above, Asymptotic, Between, Domain, Integrates, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.particle_gan.layer import deeper, relu
from derivations.particle_gan.notation import c, d_0, v_b, v_w
from derivations.particle_gan.relu_kernel import f, slope

rho_1, rho_2, epsilon, r = symbols("rho_1 rho_2 epsilon r", positive=True)
x_1, x_2, w = symbols("x_1 x_2 w", real=True)                      # standard normal: the scatter of lengths and of the cosine
t, t_slope, c_slope = symbols("t t' c'", real=True)
f_prime = slope.result
LATENTS = Domain({d_0: Above(3), c: Between(-1, 1)})
PAIR = (LATENTS | dict.fromkeys((rho_1, rho_2, epsilon), Above(0))
        | dict.fromkeys((x_1, x_2, w, t, t_slope, c_slope), Real()))

kernel = calc(
    rho_1 * rho_2 * deeper(relu.result, (2, 2 * c, 2, 2 * c))[3].subs({v_w: 2, v_b: 0}),
    Line(r"rectified units scale with their inputs: the kernel of one hidden layer at any two latents",
         2 * rho_1 * rho_2 * (f(c) + c * f_prime)),
    on=PAIR, title="The kernel of two latents at an angle")

by_parts = calc(
    diff(asin(c) * (1 - c**2)**((d_0 - 1) / 2), c),
    Line(r"integrated over $c$ this is 0: $(d_0 - 1) \langle c \arcsin c\rangle = \langle\sqrt{1 - c^2}\rangle$",
         (1 - c**2)**(d_0 / 2 - 1) - (d_0 - 1) * c * asin(c) * (1 - c**2)**((d_0 - 3) / 2)),
    on=LATENTS, title="An average by parts")

sine = calc(
    Integral((1 - c**2)**(d_0 / 2 - 1), (c, -1, 1)) / Integral((1 - c**2)**((d_0 - 3) / 2), (c, -1, 1)),
    Line(r"$\langle\sqrt{1 - c^2}\rangle$ of two uniform directions",
         gamma(d_0 / 2)**2 / gamma((d_0 + 1) / 2) / gamma((d_0 - 1) / 2), by=Integrates()),
    on=LATENTS, title="The mean sine of the angle of two directions")

sphere = calc(
    2 / pi * (1 + 2 / (d_0 - 1)) * sine.result,
    Line(r"$\langle g_2\rangle$ on the sphere: $f(c) + c f'(c) = (\sqrt{1 - c^2} + 2 c \arcsin c + \pi c)/\pi$",
         (d_0 + 1) / pi * (gamma(d_0 / 2) / gamma((d_0 + 1) / 2))**2),
    Line("in high dimension", 2 / pi * (1 + 3 / (2 * d_0)), by=Asymptotic(d_0, order=2)),
    on=LATENTS, title="The mean kernel of two latents on a sphere")

length = calc(
    Integral(r**d_0 * exp(-r**2 / 2), (r, 0, oo)) / (2**(d_0 / 2 - 1) * gamma(d_0 / 2) * sqrt(d_0)),
    Line(r"$\langle\rho\rangle$ of a Gaussian latent", sqrt(2 / d_0) * gamma((d_0 + 1) / 2) / gamma(d_0 / 2), by=Integrates()),
    on=LATENTS, title="The mean length of a Gaussian latent")

gaussian = calc(
    length.result**2 * sphere.lines[0].expr,
    Line(r"$\langle g_2\rangle$ for Gaussian latents, exactly", 2 / pi * (1 + 1 / d_0)),
    on=LATENTS, title="The mean kernel of two Gaussian latents")

scattered = {rho_1: 1 + epsilon * x_1 / sqrt(2), rho_2: 1 + epsilon * x_2 / sqrt(2), c: epsilon * w}
entries = calc(
    Matrix([kernel.result.subs(scattered, simultaneous=True)])[0],
    Line(r"to first order in $\epsilon = d_0^{-1/2}$", 2 / pi + epsilon * (sqrt(2) * (x_1 + x_2) / pi + 2 * w),
         by=Asymptotic(epsilon, order=2, to="0")),
    on=PAIR, title="One entry of the kernel")

first_order = entries.result.coeff(epsilon)
variances = calc(
    Matrix([Average(first_order**2, x_1, x_2, w), Average(first_order.subs({x_1: 0, x_2: 0})**2, w),
            Average((4 * sqrt(2) * x_1)**2, x_1)]),
    Line(r"$d_0$ times the variances: of $g_2$, Gaussian and on the sphere, and of $g_1 = 4 \rho_1^2$, Gaussian",
         Matrix([4 * (1 + 1 / pi**2), 4, 32])),
    on=PAIR, title="How much entries scatter")

relative = calc(
    sqrt(variances.result[0] / d_0) / (2 / pi),
    Line(r"the standard deviation of $g_2$ in units of its mean, Gaussian latents", sqrt(1 + pi**2) / sqrt(d_0)),
    on=LATENTS, title="The relative scatter of the coupling")

slopes = calc(
    Matrix([diff(f(c), c) * c_slope, (diff(f(c) + f_prime * t, c) * c_slope + f_prime * t_slope)]),
    Line(r"a layer: slopes of $c_l$ and $t_l$ in the cosine of the latents, both 1 at the start",
         Matrix([f_prime * c_slope, f_prime * (c_slope + t_slope) + t * c_slope / (pi * sqrt(1 - c**2))])),
    on=PAIR, title="Deeper kernels at an angle")

deep = calc(
    Average((2 * t * (x_1 + x_2) / sqrt(2) + 2 * t_slope * w)**2, x_1, x_2, w),
    Line(r"$d_0$ times the variance of $g_2 = 2 \rho_1 \rho_2\, t_L(c)$, Gaussian latents", 4 * (t**2 + t_slope**2)),
    on=PAIR, title="How much entries of a deep kernel scatter")
