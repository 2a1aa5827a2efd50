r"""Gaussian averages of units s(u) = erf(u), in closed form.

u and v are Gaussian with variance q and covariance p. Their half sum and half difference are independent, u^2 + v^2 = x^2 + y^2
with variances q + p and q - p of x and y, so that with s'(u) = 2 exp(-u^2)/sqrt(pi)

    < s'(u) s'(v) > = (4/pi) ((1 + 2 q)^2 - 4 p^2)^(-1/2),     < s(u) s(v) > = (2/pi) asin(2 p/(1 + 2 q));

the second by Price's theorem from p = 0, where < s >^2 = 0 because s is odd. At equal points p = q.
"""
from sympy import Integral, asin, exp, oo, pi, sqrt, symbols

from derivations.calculus import Above, Between, Domain, Integrates, Line, SameDerivative, calc
from derivations.particle_gan.notation import p, q

x, t = symbols("x t", real=True)
V = symbols("V", positive=True)
COVARIANCES = Domain({q: Above(0), p: Between(-q, q)})

gaussian = calc(
    Integral(exp(-x**2) * exp(-x**2 / (2 * V)) / sqrt(2 * pi * V), (x, -oo, oo)),
    Line(r"$\langle e^{-x^2}\rangle$ for variance $V$", 1 / sqrt(1 + 2 * V), by=Integrates()),
    on=Domain({V: Above(0)}), title="A Gaussian average of a Gaussian")

slopes = calc(
    4 / pi * gaussian.result.subs(V, q + p) * gaussian.result.subs(V, q - p),
    Line(r"$\langle s'(u)\, s'(v)\rangle$", 4 / pi / sqrt((1 + 2 * q)**2 - 4 * p**2)),
    on=COVARIANCES, title="The mean product of two slopes of erf")

both = calc(
    Integral(slopes.result.subs(p, t), (t, 0, p)),
    Line(r"$\langle s(u)\, s(v)\rangle$, by Price's theorem", 2 / pi * asin(2 * p / (1 + 2 * q)), by=SameDerivative(p, at=0)),
    on=COVARIANCES, title="The mean product of two units erf")
