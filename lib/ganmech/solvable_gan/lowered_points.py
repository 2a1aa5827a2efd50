"""The derived fixed points of one feature, lowered: squares of coordinates, F3's quadratic, trace and determinant of F0.

All are functions of an arithmetic and of the PARAMETERS of `one_feature`; P_squared takes x = r^2 too, determinant P.
"""

from sympy import Poly

from derivations.solvable_gan import phases, unequal_signals
from derivations.solvable_gan.notation import P, written_out, x
from derivations.solvable_gan.unequal_signals import SIGNALS, k
from ganmech.lowering import lower
from ganmech.solvable_gan.one_feature import PARAMETERS


def _lowered(expression, *more):
    return lower(written_out(expression.subs(k, SIGNALS[k].value)), (*PARAMETERS, *more))


def _lowered_coefficients(polynomial, symbol):
    entries = Poly(polynomial, symbol).all_coeffs()
    return lower(tuple(written_out(entry.subs(k, SIGNALS[k].value)) for entry in entries), PARAMETERS)


q_squared = _lowered(unequal_signals.half_informed.result[0])
r_squared = _lowered(unequal_signals.chase.result[0])
P_squared = _lowered(unequal_signals.overlap.result[0], x)
quadratic = _lowered_coefficients(unequal_signals.quadratic.result, x)
trace = _lowered(phases.trace)
determinant = _lowered(phases.determinant, P)
determinant_powers = _lowered_coefficients(phases.determinant, P)
