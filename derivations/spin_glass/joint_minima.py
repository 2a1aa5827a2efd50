r"""At weak noise the two networks hardly feel each other, and joint minima abound: their rate as sigma_z -> 0, in closed form.

A joint minimum has k_D = k_G = 0: both shifts lie beyond the edges of their blocks, and the exponent, which is concave with its
top at zero shifts, is largest at the corner y_D = E_D, y_G = -E_G where both are met. At weak noise the generator's matrix and
shift are both of order sigma_z and act on the discriminator no more. Each block is then alone with one semicircle, at its edge.
Concluded:

    max Theta_00 -> kappa [log(p - 1)/2 - (p - 2)/p] + kappa' [log((n - 1)/2)/2 - (n - 3)/(n + 1)],

two rates that rise from 0 at p = 2 and at n = 3. So for p > 2 or q > 1 joint minima abound at every share kappa once the noise
is weak enough; there is a threshold in sigma_z. For p = 2 and q = 1 the rate tends to 0.
"""
from sympy import ImmutableMatrix as Matrix, Integer, Rational, Symbol, log, re, sqrt

from derivations.calculus import Above, Domain, Gradient, Line, Tends, Using, calc
from derivations.spin_glass.complexity import cheapest
from derivations.spin_glass.index import edges
from derivations.spin_glass.notation import (MODEL, S_DD, S_DG, S_GG, TWO_BLOCKS, abbreviated, kappa, kappa_G, m_D, m_G, n, p,
                                             q, sigma_z, y_D, y_G)
from derivations.spin_glass.stirling import rate_of_constant
from derivations.spin_glass.total_complexity import SHARED, gradients
from derivations.spin_glass.two_block_action import action, saddle_equations

CORNER = {y_D: edges.result[0], y_G: -edges.result[1]}
ALONE = CORNER | {m_D: -2 / edges.result[0], m_G: 2 / edges.result[1]}

coupling = calc(
    Matrix([m_D * saddle_equations.result[0], m_G * saddle_equations.result[1]]).subs(ALONE),
    Line("at its edge each block alone solves its own equation; what is left couples the two",
         S_DG / sqrt(kappa * kappa_G * S_DD * S_GG) * Matrix([kappa_G, kappa])),
    on=TWO_BLOCKS, title="Two blocks at their edges, each alone")

vanishing = calc(
    (S_DG / sqrt(S_DD * S_GG)).subs(SHARED),
    Line("the coupling vanishes at weak noise", Integer(0), by=Tends(sigma_z, Integer(0))),
    on=abbreviated(MODEL), title="The coupling of the two blocks at weak noise")

at_edges = calc(
    re(action.result.subs(ALONE)) - 1,
    Line("two semicircles at their edges, and the coupling",
         kappa * (log(kappa * S_DD) + 1) / 2 + kappa_G * (log(kappa_G * S_GG) + 1) / 2
         + S_DG * sqrt(kappa * kappa_G / (S_DD * S_GG))),
    on=TWO_BLOCKS, title="The log-determinant exponent of two blocks at their edges")

of_D = log(p - 1) / 2 - (p - 2) / p
of_G = log((n - 1) * Rational(1, 2)) / 2 - (n - 3) / (n + 1)

weak_noise = calc(
    (rate_of_constant.subs(gradients) + at_edges.result - cheapest.result.subs(CORNER)).subs(SHARED),
    Line("a rate for each network", kappa * of_D + kappa_G * of_G, by=Tends(sigma_z, Integer(0))),
    on=abbreviated(MODEL), title="The rate of joint minima at weak noise")

force = [shift * (-cheapest.result.diff(shift) - share * m) for shift, share, m in ((y_D, kappa, m_D), (y_G, kappa_G, m_G))]

held = calc(
    Matrix(force).subs(ALONE).subs(SHARED),
    Line(r"neither slope points outwards, as $p \ge 2$ and $n \ge 3$: the maximum is at the corner",
         -2 * Matrix([kappa * (p - 2) / p, kappa_G * (n - 3) / (n + 1)]), by=Tends(sigma_z, Integer(0))),
    on=abbreviated(MODEL), title="Slopes of the exponent outwards at the corner, times the edges")

degree = Symbol("d", positive=True)

rising_D = calc(
    log(degree - 1) / 2 - (degree - 2) / degree,
    Line("the slope in the number of spins is a square: the discriminator's rate rises from 0 at $p = 2$",
         Matrix([(degree - 2)**2 / (2 * degree**2 * (degree - 1))]), by=Gradient((degree,))),
    on=Domain({degree: Above(2)}), title="The discriminator's rate is positive")

rising_G = calc(
    log((degree - 1) * Rational(1, 2)) / 2 - (degree - 3) / (degree + 1),
    Line("and so does the generator's from 0 at $n = 3$", Matrix([(degree - 3)**2 / (2 * (degree - 1) * (degree + 1)**2)]),
         by=Gradient((degree,))),
    on=Domain({degree: Above(3)}), title="The generator's rate is positive")

border = calc(
    weak_noise.result,
    Line("nothing is left of either", Integer(0), by=Using("the smallest glasses", {p: 2, q: 1})),
    on=abbreviated(MODEL), title="The rate of joint minima of the smallest glasses at weak noise")
