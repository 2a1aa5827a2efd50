r"""The mean of the positive part, and of the absolute value, of Q = l_1 x_1^2 - l_2 x_2^2 - l_3 x_3^2 with standard normal x_j.

The density of l_1 x_1^2 is a mixture of exponentials exp(-theta a), theta = (1 + tau^2)/(2 l_1). For one exponential the
mean excess over y is exp(-theta y)/theta^2, and its mean over y = l_2 x_2^2 + l_3 x_3^2 a product of two square roots.
Concluded, with w = l_1 sin^2 phi:

    E max(Q, 0) = (2/pi) int_0^{l_1} w^(3/2) / sqrt((l_1 - w) (l_2 + w) (l_3 + w)) dw

and, if E Q = 0, that is l_1 = l_2 + l_3, the integrand has an antiderivative in elliptic integrals of the first and second
kind:

    E|Q| = (4/pi) (S E(m) - l_2 l_3 K(m)/S),   S^2 = l_2 (l_2 + 2 l_3),   m = (l_2^2 - l_3^2)/S^2 .
"""
from sympy import (Integral, Rational, asin, elliptic_e, elliptic_f, elliptic_k, exp, oo, pi, sin, sqrt, symbols)

from derivations.calculus import Above, Between, Domain, Integrates, Is, Line, SameDerivative, Using, calc

l1, l2, l3 = symbols("l_1 l_2 l_3", positive=True)
a, y, theta, tau, w, W = symbols("a y theta tau w W", positive=True)
x, phi = symbols("x phi", real=True)
FORM = Domain({l1: Above(0), l2: Above(0), l3: Above(0)})
BALANCED = Domain({l2: Above(0), l3: Above(0), l1: Is(l2 + l3)})

chi_density = exp(-a / (2 * l1)) / sqrt(2 * pi * l1 * a)
of_mixture = exp(-y * (1 + tau**2) / (2 * l1))

mixture = calc(
    chi_density,
    Line(r"the density of $l_1x_1^2$ is a mixture of exponentials",
         Integral(exp(-a * (1 + tau**2) / (2 * l1)) / (pi * l1), (tau, 0, oo)),
         by=Integrates()),
    on=Domain({l1: Above(0), a: Above(0)}), title="The density of a squared normal variable as a mixture")

excess = calc(
    Integral((a - y) * exp(-theta * a), (a, y, oo)),
    Line(r"for one exponential", exp(-theta * y) / theta**2, by=Integrates()),
    on=Domain({theta: Above(0), y: Above(0)}), title="The excess over a level")

transform = calc(
    Integral(exp(-theta * l2 * x**2 - x**2 / 2) / sqrt(2 * pi), (x, -oo, oo)),
    Line(r"a Gaussian integral", 1 / sqrt(1 + 2 * theta * l2), by=Integrates()),
    on=Domain({theta: Above(0), l2: Above(0)}), title=r"The mean of $\exp(-\theta\,l_2x_2^2)$")

over_level = calc(
    Integral((a - y) * chi_density, (a, y, oo)),
    Line(r"the excess of $l_1x_1^2$ over $y$, by the mixture: $\theta = (1 + \tau^2)/(2l_1)$",
         4 * l1 / pi * Integral(of_mixture / (1 + tau**2)**2, (tau, 0, oo)), by=Integrates(symbolic=False)),
    on=Domain({l1: Above(0), y: Above(0)}), title="The excess of a squared normal variable over a level")

of_angle = 4 * l1**2 / pi * sin(phi)**4 / sqrt((l2 + l1 * sin(phi)**2) * (l3 + l1 * sin(phi)**2))
integrand = w**Rational(3, 2) / sqrt((l1 - w) * (l2 + w) * (l3 + w))

at_tau = {theta: (1 + tau**2) / (2 * l1)}

average = calc(
    4 * l1 / pi * of_mixture / (1 + tau**2)**2,
    Line(r"the integrand averaged over $y = l_2x_2^2 + l_3x_3^2$, which is allowed as it is positive: two transforms",
         4 * l1 / (pi * (1 + tau**2)**2 * sqrt((1 + l2 * (1 + tau**2) / l1) * (1 + l3 * (1 + tau**2) / l1))),
         by=Using(r"the transforms at $\theta$",
                  {of_mixture: (transform.result * transform.result.subs(l2, l3)).subs(at_tau)})),
    on=FORM | {tau: Above(0)}, title="The mean over the negative squares")

positive_part = calc(
    Integral(average.result, (tau, 0, oo)),
    Line(r"$\tau = \cot\varphi$: nothing is singular", Integral(of_angle, (phi, 0, pi / 2)), by=Integrates(symbolic=False)),
    Line(r"$w = l_1\sin^2\varphi$", 2 / pi * Integral(integrand, (w, 0, l1)), by=Integrates(symbolic=False)),
    on=FORM, title="The mean of the positive part of the quadratic form")

S = sqrt(l2 * (l2 + 2 * l3))
m = (l2**2 - l3**2) / S**2
psi = asin(sqrt((l1 + l3) * W / (l1 * (W + l3))))

antiderivative = calc(
    Integral(integrand, (w, 0, W)),
    Line(r"elliptic integrals of the first and second kind; one of the third kind would need a residue, which "
         r"$l_1 = l_2 + l_3$ removes",
         S * elliptic_e(psi, m) - l2 * l3 / S * elliptic_f(psi, m) - sqrt(W * (l1 - W) * (W + l2) / (W + l3)),
         by=SameDerivative(W, at=0)),
    on=BALANCED | {W: Between(0, l1)}, title="An antiderivative where the form has mean zero")

mean_absolute = calc(
    2 * positive_part.result,
    Line(r"a form of mean zero: twice the positive part; the antiderivative at $W = l_1$",
         4 / pi * (S * elliptic_e(m) - l2 * l3 / S * elliptic_k(m)), by=Integrates(symbolic=False)),
    on=BALANCED, title="The mean absolute value of a quadratic form of mean zero")
