r"""What a finite width adds to the scatter of single entries of the kernel: one hidden layer of rectified units.

At orthogonal latents of length sqrt(d_0), with sigma_w^2 = 2 and no bias, the inputs u and v of a unit are independent with
variance 2, and the kernel is the mean over n units of

    2 s(u)^2 + 4 a^2 s'(u)   at one latent, of mean 4,        2 s(u) s(v)   at two, of mean 2/pi,

a standard normal. Units are independent, so the variance of an entry is that of a unit divided by n: 48/n and (4 - 4/pi^2)/n.
With s(u) = max(u, 0) even moments of u over the half line are half of those over the line.
"""
from sympy import Integer, pi, sqrt, symbols

from derivations.calculus import Domain, Line, calc
from derivations.calculus.gaussian import Average

x, y, a = symbols("x y a", real=True)
u, v = sqrt(2) * x, sqrt(2) * y

one_latent_mean = calc(
    Average(2 * u**2 + 4 * a**2, x, a) / 2,
    Line("$g_1$, over the half line where the unit is active", Integer(4)),
    on=Domain({}), title="The mean of a unit's kernel at one latent")

one_latent = calc(
    Average((2 * u**2 + 4 * a**2)**2, x, a) / 2 - one_latent_mean.result**2,
    Line(r"$n$ times the variance of an entry of one latent", Integer(48)),
    on=Domain({}), title="The variance of a unit's kernel at one latent")

two_latents = calc(
    Average((2 * u * v)**2, x, y) / 4 - (2 / pi)**2,
    Line(r"$n$ times the variance of an entry of two latents", 4 - 4 / pi**2),
    on=Domain({}), title="The variance of a unit's kernel at two latents")
