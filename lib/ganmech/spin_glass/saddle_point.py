"""The saddle equations of the coupled ensemble, prepared from the action Psi for computing.

Everything here follows from the one expression Psi(m_D, m_G; z, x1): multiplied by its own unknown, each stationarity
condition is a quadratic  curvature m^2 + shift m + 1 = 0  of that unknown, the values of interest are Psi and its partial
derivatives, and a real stationary point is the physical one where the Hessian of Psi is positive definite.

Two rewritings keep digits. kappa' = 1 - kappa and y = x + x1 are arguments of their own, because subtracting after
rounding would lose them when kappa is near 1 or x near -x1; and b, b1 enter as squares, which are rational.
"""

from sympy import Symbol, diff, expand, sqrt

from derivations.spin_glass.log_determinant import Psi, gradient as slopes, hessian as bends
from derivations.spin_glass.notation import b, b1, kappa, kappa_G, m_D, m_G, t, w, written_out, x1, z
from derivations.spin_glass.quartic import m_D_of_t, quartic
from ganmech.lowering import lower

b_squared = Symbol("b_squared", positive=True)
b1_squared = Symbol("b1_squared", positive=True)
y = Symbol("y")
LAW = (kappa, kappa_G, b_squared, b1_squared)
POINT = (*LAW, z, y)


def in_squares(expression):
    """The expression in kappa' and in the squares of b and b1."""
    return written_out(expression, keep=(kappa_G,)).subs({b: sqrt(b_squared), b1: sqrt(b1_squared)}).subs(1 - kappa, kappa_G)


def _for_computing(expression):
    return in_squares(expression.subs(x1, y - z))


_action = _for_computing(Psi)
_D = expand(-m_D * diff(_action, m_D) / kappa)
_G = expand(-m_G * diff(_action, m_G) / kappa_G)

exponent = lower(_action - 1, (*POINT, m_D, m_G))       # Phi is its real part
gradient = lower(tuple(_for_computing(slopes.result)), (*POINT, m_D, m_G))
response = lower(tuple(_for_computing(bends.result.subs({w: m_D, t: -1 / m_G})[place]) for place in (0, 1, 3)), (*POINT, m_D, m_G))
quadratic_D = lower((_D.coeff(m_D, 2), _D.coeff(m_D, 1)), (*POINT, m_G))
quadratic_G = lower((_G.coeff(m_G, 2), _G.coeff(m_G, 1)), (*POINT, m_D))
slope_D = lower(-diff(_D, m_G) / diff(_D, m_D), (*POINT, m_D, m_G))     # d m_D / d m_G along the first equation
slope_G = lower(-diff(_G, m_D) / diff(_G, m_G), (*POINT, m_D, m_G))     # d m_G / d m_D along the second
hessian = lower((diff(_action, m_D, 2), diff(_action, m_G, 2), diff(_action, m_D, m_G)), (*POINT, m_D, m_G))
quartic_coefficients = lower(tuple(expand(_for_computing(quartic)).coeff(t, power) for power in range(5)), POINT)
m_D_from_t = lower(_for_computing(m_D_of_t), (*POINT, t))
