r"""The saddle-point equations eliminate to one quartic.

Write w = m_D and t = -1/m_G. Combined, the two equations are a quadratic for w in which t is the spectral parameter (the
semicircle of b1 M1 seen through t), and the equation that ties t to z:

    h w^2 + (x1 + t) w + 1 = 0,        t + A/t - beta kappa w = z,        h = b1^2/2,  A = kappa' beta.

Eliminating w leaves the quartic P(t) = 0 with Q = t^2 - z t + A and m_D = Q/(beta kappa t). Its leading coefficient
beta kappa + h is positive; its constant term h A^2 vanishes at b1 = 0 only, where t = 0 is a spurious root.
"""
from sympy import ImmutableMatrix as Matrix, im, pi

from derivations.calculus import Combines, Eliminates, Is, Line, Real, Satisfies, UpperHalf, Using, calc
from derivations.spin_glass import published
from derivations.spin_glass.notation import A, ENSEMBLE, abbreviated, alpha, beta, h, kappa, kappa_G, m_D, m_G, t, w, x1, z
from derivations.spin_glass.saddle_action import saddle_equations

Q = t**2 - z * t + A

FREE = abbreviated(ENSEMBLE | {w: Real(), t: Real(), z: Real(), x1: Real()})
# Every solution of the saddle-point equations, parametrised by w and t.
SADDLE = abbreviated(ENSEMBLE | {w: Real(), t: Real()}) | {z: Is(t + A / t - beta * kappa * w), x1: Is(-t - 1 / w - h * w)}

elimination = calc(
    saddle_equations.result,
    Line(r"write $w = m_D$ and $t = -1/m_G$",
         Matrix([-1 / w - (z + x1) - kappa * alpha * w + kappa_G * beta / t, t - z - kappa * beta * w + kappa_G * beta / t]),
         by=Using("the names w and t", {m_D: w, m_G: -1 / t})),
    Line(r"the difference of the two, times $-w$; the second, times $t$",
         Matrix([h * w**2 + (x1 + t) * w + 1, Q - beta * kappa * t * w]),
         by=Combines(Matrix([[-w, w], [0, t]]))),
    Line(r"eliminate $w$ between a quadratic and a linear equation",
         (beta * kappa)**2 * t**2 + beta * kappa * t * (t + x1) * Q + h * Q**2,
         by=Eliminates(w)),
    on=FREE, title="The quartic")

discriminator_block = calc(
    elimination.lines[1].expr[1],
    Line(r"linear in $w$", Matrix([Q / (beta * kappa * t)]), by=Satisfies((w,))),
    on=FREE, title="The discriminator's Stieltjes transform at a root of the quartic")

stieltjes = calc(
    kappa * w - kappa_G / t,
    Line(r"$m = \kappa m_D + \kappa' m_G$ on the saddle surface", (t - z) / beta),
    on=SADDLE, title="The Stieltjes transform at a root of the quartic")

density = calc(
    im(stieltjes.result) / pi,
    Line("at a real $z$", im(t) / (pi * beta)),
    on=ENSEMBLE | {t: UpperHalf(), z: Real()}, reaches=published.released_density, title="The density at a root of the quartic")

quartic = elimination.result
m_D_of_t = discriminator_block.result[0]
