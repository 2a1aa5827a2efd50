r"""Gaussian averages of rectified linear units: the arc-cosine functions.

u and v are standard normal with correlation c, that is u = r cos(theta), v = r (c cos(theta) + sqrt(1 - c^2) sin(theta)), with
theta uniform and < r^2 > = 2. Both are positive for theta from -asin(c) to pi/2, with probability 1/4 + asin(c)/(2 pi). With
s(u) = max(u, 0) this is < s'(u) s'(v) >, and integrating u v over it gives < s(u) s(v) >:

    < s'(u) s'(v) > = f'(c)/2,   < s(u) s(v) > = f(c)/2,   f(c) = (sqrt(1 - c^2) + (pi/2 + asin c) c)/pi.

The second follows from the first by Price's theorem too, d/dc < s(u) s(v) > = < s'(u) s'(v) >, from < s >^2 = 1/(2 pi) at
c = 0. Price's theorem is proved for polynomials. For variances q instead of 1 the averages are q f(c)/2 and f'(c)/2.
"""
from sympy import Integral, Rational, asin, cos, diff, exp, oo, pi, sin, sqrt, symbols

from derivations.calculus import Between, Domain, Integrates, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.particle_gan.notation import c

theta, t, y, x_1, x_2 = symbols("theta t y x_1 x_2", real=True)
h_0, h_1, h_2, k_0, k_1, k_2, k_3 = polynomial = symbols("h_0 h_1 h_2 k_0 k_1 k_2 k_3", real=True)
CORRELATED = Domain({c: Between(-1, 1)})
ANY = CORRELATED | dict.fromkeys((*polynomial, x_1, x_2), Real())


def f(c):
    """The arc-cosine function of degree one, f(1) = 1."""
    return (sqrt(1 - c**2) + (pi / 2 + asin(c)) * c) / pi


u, v = x_1, c * x_1 + sqrt(1 - c**2) * x_2
first, second = h_0 + h_1 * t + h_2 * t**2, k_0 + k_1 * t + k_2 * t**2 + k_3 * t**3

slope = calc(
    diff(f(c), c),
    Line("the square roots cancel", Rational(1, 2) + asin(c) / pi),
    on=CORRELATED, title="The slope of the arc-cosine function")

quadrant = calc(
    Integral(1 / (2 * pi), (theta, -asin(c), pi / 2)),
    Line(r"the angles at which $u$ and $v$ are positive: $\langle s'(u)\, s'(v)\rangle = f'(c)/2$", slope.result / 2,
         by=Integrates()),
    on=CORRELATED, title="The probability of a quadrant")

both = calc(
    Integral(2 * cos(theta) * (c * cos(theta) + sqrt(1 - c**2) * sin(theta)) / (2 * pi), (theta, -asin(c), pi / 2)),
    Line(r"$\langle s(u)\, s(v)\rangle = f(c)/2$", f(c) / 2, by=Integrates()),
    on=CORRELATED, title="The mean product of two rectified units")

price = calc(
    diff(Average(first.subs(t, u) * second.subs(t, v), x_1, x_2).doit(), c),
    Line(r"$\frac{d}{dc}\langle h(u)\, k(v)\rangle = \langle h'(u)\, k'(v)\rangle$ for any quadratic $h$ and cubic $k$",
         Average(diff(first, t).subs(t, u) * diff(second, t).subs(t, v), x_1, x_2)),
    on=ANY, title="Price's theorem")

half_line = calc(
    Integral(y * exp(-y**2 / 2) / sqrt(2 * pi), (y, 0, oo))**2,
    Line(r"$\langle s(u)\rangle^2$, for independent units", 1 / (2 * pi), by=Integrates()),
    on=CORRELATED, title="Two independent rectified units")

integrated = calc(
    half_line.result + Integral(quadrant.result.subs(c, t), (t, 0, c)),
    Line(r"Price's theorem from $c = 0$: again $\langle s(u)\, s(v)\rangle$", f(c) / 2, by=Integrates()),
    on=CORRELATED, title="The mean product by Price's theorem")
