"""The saddle equations of a matrix with any two-block profile of variances, prepared from its action for computing.

As in `saddle_point`, everything follows from the one expression Phi = Psi - 1: each stationarity condition, multiplied by its
own unknown, is a quadratic  curvature m^2 + shift m + 1 = 0  of that unknown. A point is the pair of shifts (y_D, y_G).
"""

from sympy import diff, expand

from derivations.spin_glass.notation import S_DD, S_DG, S_GG, kappa, kappa_G, m_D, m_G, t, y_D, y_G
from derivations.spin_glass.two_block_exponent import Phi, gradient as slopes, hessian as bends
from derivations.spin_glass.two_block_quartic import discriminator_block, quartic
from ganmech.lowering import lower

POINT = (kappa, kappa_G, S_DD, S_DG, S_GG, y_D, y_G)

_D = expand(-m_D * diff(Phi, m_D) / kappa)
_G = expand(-m_G * diff(Phi, m_G) / kappa_G)
EQUATIONS = _D, _G
_bends = bends.result

exponent = lower(Phi, (*POINT, m_D, m_G))       # its real part is the log-determinant exponent
gradient = lower(tuple(slopes.result), (*POINT, m_D, m_G))
response = lower((_bends[0, 0], _bends[0, 1], _bends[1, 1]), (*POINT, m_D, m_G))
quadratic_D = lower((_D.coeff(m_D, 2), _D.coeff(m_D, 1)), (*POINT, m_G))
quadratic_G = lower((_G.coeff(m_G, 2), _G.coeff(m_G, 1)), (*POINT, m_D))
slope_D = lower(-diff(_D, m_G) / diff(_D, m_D), (*POINT, m_D, m_G))     # d m_D / d m_G along the first equation
slope_G = lower(-diff(_G, m_D) / diff(_G, m_G), (*POINT, m_D, m_G))     # d m_G / d m_D along the second
hessian = lower((diff(Phi, m_D, 2), diff(Phi, m_G, 2), diff(Phi, m_D, m_G)), (*POINT, m_D, m_G))
quartic_coefficients = lower(tuple(expand(quartic).coeff(t, power) for power in range(5)), POINT)
m_D_from_t = lower(discriminator_block.result[0], (*POINT, t))
