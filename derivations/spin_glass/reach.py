r"""How far from the origin the exponent of the complexity can still be large: an explicit ball that holds every better point.

Variables xi in units of their deviations, rho = |xi|. In the notation of ``concavity``: |W| - S >= 0 says that kappa |m_D|^2 is
at most 1/S_DD, so that the slope of Phi in y_D, kappa |Re m_D|, is at most sqrt(kappa/S_DD); the covariance of the shifts has
Sigma_DD = S_DD + v_D <= 2 S_DD, so that |y_D| <= sqrt(2 S_DD) rho. The same holds for the generator. Concluded:

    Phi(y) <= Phi(0) + (sqrt(2 kappa) + sqrt(2 kappa')) rho <= Phi(0) + 2 rho,    F(xi) <= F(0) + 2 rho - rho^2/2,

whatever the model. A point where F is at least F(0) - d lies within rho = 2 + sqrt(4 + 2 d). There a slope r that the
conditions for a maximum leave over is worth |r| times a distance at most: a concave exponent lies below its tangent.
"""
from sympy import Symbol, sqrt

from derivations.calculus import Above, Domain, Line, calc
from derivations.spin_glass.notation import S_DD, S_GG, SHARES, kappa, kappa_G

rho, distance, deficit = Symbol("rho", positive=True), Symbol("r", nonnegative=True), Symbol("d", nonnegative=True)

steepest = calc(
    sqrt(kappa / S_DD) * sqrt(2 * S_DD) * rho + sqrt(kappa_G / S_GG) * sqrt(2 * S_GG) * rho,
    Line(r"the variances drop out", (sqrt(2 * kappa) + sqrt(2 * kappa_G)) * rho),
    on=SHARES | Domain({S_DD: Above(0), S_GG: Above(0), rho: Above(0)}), title="What the log-determinant exponent can gain")

at_most_two = calc(
    4 - (sqrt(2 * kappa) + sqrt(2 * kappa_G))**2,
    Line(r"not negative: a square", 2 * (sqrt(kappa) - sqrt(kappa_G))**2),
    on=SHARES, title="The gain is at most twice the distance")

farthest = 2 + sqrt(4 + 2 * deficit)

reach = calc(
    2 * distance - distance**2 / 2 + deficit,
    Line(r"negative beyond $2 + \sqrt{4 + 2d}$, and there $F < F(0) - d$",
         (farthest - distance) * (distance - 2 + sqrt(4 + 2 * deficit)) / 2),
    on=Domain({deficit: Above(0), distance: Above(0)}), title="Where an exponent within d of that at the origin must lie")
