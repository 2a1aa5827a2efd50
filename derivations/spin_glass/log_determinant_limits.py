r"""Two limits in which the log-determinant exponent is that of one semicircle, in closed form.

* b1 = 0, x1 = 0: H = b M, a semicircle of radius 2 sqrt(beta) = sqrt(2) b. Inside, Phi is a parabola; outside, the parabola
  less the rate function of the largest eigenvalue: the work done against the same force.
* kappa -> 1, the pure p-spin model: m_G drops out, and the semicircle has variance alpha and argument x + x1.
"""
from sympy import I, Integer, Rational, Symbol, cos, diff, exp, log, pi, re, sqrt

from derivations.calculus import Above, Between, Domain, Is, Line, Real, UpperHalf, Using, calc
from derivations.spin_glass import published
from derivations.spin_glass.log_determinant import Phi, Psi
from derivations.spin_glass.notation import E, abbreviated, alpha, b, beta, kappa, kappa_G, m_D, m_G, u, x, x1, z

s = Symbol("s", positive=True)      # -m outside the band, right of it
m, theta = Symbol("m"), Symbol("theta", real=True)
rate = published.goe_right_tail.expr

ONE_BLOCK = abbreviated(Domain({kappa: Between(0, 1), b: Above(0)}))
BAND = ONE_BLOCK | {x: Between(-2 * sqrt(beta), 2 * sqrt(beta))}
CIRCLE = ONE_BLOCK | {theta: Between(0, pi), x: Is(-2 * sqrt(beta) * cos(theta)), z: Is(x), m: Is(exp(I * theta) / sqrt(beta))}
RIGHT = ONE_BLOCK | {s: Between(0, 1 / sqrt(beta)), x: Is(1 / s + beta * s)}

one_block = calc(
    Phi,
    Line("no matrix of the discriminator's own and no shift", -log(m) - z * m - beta * m**2 / 2 - 1,
         by=Using("m_D = m_G = m, alpha = beta, x1 = 0", {m_D: m, m_G: m, alpha: beta, x1: 0})),
    on=ONE_BLOCK | {m: UpperHalf(), z: UpperHalf()}, title="The exponent of one block")

stationary = calc(
    diff(one_block.result, m),
    Line(r"inside the band the solution lies on the circle $|m|^2 = 1/\beta$", Integer(0)),
    on=CIRCLE, title="The equation of one block")

solution = calc(
    m,
    Line("in the upper half plane", (-x + I * sqrt(4 * beta - x**2)) / (2 * beta)),
    on=CIRCLE, title="The solution inside the band")

inside = calc(
    re(one_block.result.subs({z: x, m: solution.result})),
    Line("a parabola", x**2 / (2 * b**2) + log(b**2 / 2) / 2 - Rational(1, 2)),
    on=BAND, title="The exponent inside one semicircle")

outside = calc(
    re(one_block.result.subs({z: x, m: -s})),
    Line(r"$m = -s$ is real, $x = 1/s + \beta s$", -log(s) + x * s - beta * s**2 / 2 - 1),
    Line("the parabola continued, less the rate function of the largest eigenvalue",
         inside.result - rate.subs({u: x, E: sqrt(2) * b})),
    on=RIGHT, title="The exponent outside one semicircle")

p_spin = calc(
    Psi,
    Line(r"$\kappa = 1$: the generator's block is gone",
         -log(m_D) - (z + x1) * m_D - alpha * m_D**2 / 2, by=Using("kappa = 1", {kappa: 1, kappa_G: 0})),
    on=Domain({alpha: Above(0), beta: Above(0), m_D: Above(0), m_G: Above(0), z: Real(), x1: Real()}), title="The pure p-spin limit")
