"""The saddle equations of the coupled ensemble, prepared from the saddle action for computing.

Everything here follows from the one expression Phi = Psi - 1 of m_D, m_G, z and x1: multiplied by its own unknown, each stationarity
condition is a quadratic  curvature m^2 + shift m + 1 = 0  of that unknown, the values of interest are Phi and its partial
derivatives, and a real stationary point is the physical one where its Hessian is positive definite.

The arguments are chosen to keep digits: kappa' = 1 - kappa and y = x + x1 stand for themselves, because subtracting after
rounding would lose them when kappa is near 1 or x near -x1; and beta = b^2/2, h = b1^2/2 are rational where b, b1 need not be.
"""

from sympy import Symbol, diff, expand, sqrt

from derivations.spin_glass.log_determinant import Phi, gradient as slopes, hessian as bends
from derivations.spin_glass.notation import b, b1, beta, h, kappa, kappa_G, m_D, m_G, t, w, written_out, x1, z
from derivations.spin_glass.quartic import m_D_of_t, quartic
from ganmech.lowering import lower

y = Symbol("y")
b_squared, b1_squared = Symbol("b_squared", positive=True), Symbol("b1_squared", nonnegative=True)
LAW = (kappa, kappa_G, beta, h)
POINT = (*LAW, z, y)


def by_law(expression):
    """The expression in the symbols of LAW alone."""
    return written_out(expression.subs({b: sqrt(2 * beta), b1: sqrt(2 * h)}), keep=LAW)


def _by_point(expression):
    return by_law(expression).subs(x1, y - z)


_squares = {b: sqrt(b_squared), b1: sqrt(b1_squared)}
law_of = lower(tuple(written_out(symbol).subs(_squares) for symbol in LAW), (kappa, b_squared, b1_squared))

_action = _by_point(Phi)
_D = expand(-m_D * diff(_action, m_D) / kappa)
_G = expand(-m_G * diff(_action, m_G) / kappa_G)
_bends = _by_point(written_out(bends.result, keep=LAW).subs({w: m_D, t: -1 / m_G}))

exponent = lower(_action, (*POINT, m_D, m_G))       # its real part is the log-determinant exponent
gradient = lower(tuple(_by_point(slopes.result)), (*POINT, m_D, m_G))
response = lower((_bends[0, 0], _bends[0, 1], _bends[1, 1]), (*POINT, m_D, m_G))
quadratic_D = lower((_D.coeff(m_D, 2), _D.coeff(m_D, 1)), (*POINT, m_G))
quadratic_G = lower((_G.coeff(m_G, 2), _G.coeff(m_G, 1)), (*POINT, m_D))
slope_D = lower(-diff(_D, m_G) / diff(_D, m_D), (*POINT, m_D, m_G))     # d m_D / d m_G along the first equation
slope_G = lower(-diff(_G, m_D) / diff(_G, m_G), (*POINT, m_D, m_G))     # d m_G / d m_D along the second
hessian = lower((diff(_action, m_D, 2), diff(_action, m_G, 2), diff(_action, m_D, m_G)), (*POINT, m_D, m_G))
quartic_coefficients = lower(tuple(expand(_by_point(quartic)).coeff(t, power) for power in range(5)), POINT)
m_D_from_t = lower(_by_point(m_D_of_t), (*POINT, t))
