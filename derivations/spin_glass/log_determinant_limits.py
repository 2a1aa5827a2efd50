r"""Two limits in which the log-determinant exponent is that of one semicircle, in closed form.

* b1 = 0, x1 = 0: H = b M, a semicircle of radius 2 sqrt(beta) = sqrt(2) b. Inside, Phi is a parabola; outside, the parabola
  less the rate function of the largest eigenvalue: the work done against the same force.
* kappa -> 1, the pure p-spin model: m_G drops out, and the semicircle has variance alpha and argument x + x1.
"""
from sympy import Function, Rational, Symbol, log, sqrt

from derivations.calculus import Above, Between, Definition, Domain, Is, Line, Real, Using, calc
from derivations.spin_glass import published
from derivations.spin_glass.log_determinant import Psi
from derivations.spin_glass.notation import E, abbreviated, alpha, b, beta, kappa, kappa_G, m_D, m_G, u, x, x1, z

s = Symbol("s", positive=True)      # -m outside the band, right of it
Phi = Function("Phi")
rate = published.goe_right_tail.expr

ONE_BLOCK = abbreviated(Domain({kappa: Between(0, 1), b: Above(0)}))

real, imaginary = -x / (2 * beta), sqrt(4 * beta - x**2) / (2 * beta)
inside = calc(
    Phi(x),
    Line("one block: m_G = m_D = m solves beta m^2 + x m + 1 = 0; the real part of the action at its real and imaginary parts",
         -log(real**2 + imaginary**2) / 2 - x * real - beta * (real**2 - imaginary**2) / 2 - 1, by=Definition()),
    Line("a parabola", x**2 / (2 * b**2) + log(b**2 / 2) / 2 - Rational(1, 2)),
    on=ONE_BLOCK | {x: Between(-2 * sqrt(beta), 2 * sqrt(beta))}, title="The exponent inside one semicircle")

outside = calc(
    Phi(x),
    Line("right of the band m = -s is real, x = 1/s + beta s; the real part of log(-s) is log s",
         -log(s) + x * s - beta * s**2 / 2 - 1, by=Definition()),
    Line("the parabola continued, less the rate function of the largest eigenvalue",
         inside.result - rate.subs({u: x, E: sqrt(2) * b})),
    on=ONE_BLOCK | {s: Between(0, 1 / sqrt(beta)), x: Is(1 / s + beta * s)}, title="The exponent outside one semicircle")

p_spin = calc(
    Psi,
    Line("kappa = 1: the generator's block is gone",
         -log(m_D) - (z + x1) * m_D - alpha * m_D**2 / 2, by=Using("kappa = 1", {kappa: 1, kappa_G: 0})),
    on=Domain({alpha: Above(0), beta: Above(0), m_D: Above(0), m_G: Above(0), z: Real(), x1: Real()}), title="The pure p-spin limit")
