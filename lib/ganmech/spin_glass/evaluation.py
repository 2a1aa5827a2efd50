"""A quantity of the ensemble at points (x, x1), in the arithmetic asked for.

A law is the tuple (kappa, kappa', b^2, b1^2) of Fractions. float64 works in units of b, so that no power of a very large or small b
overflows, and puts the units back; the exact arithmetics need no units.
"""

from fractions import Fraction

import numpy as np

from ganmech.lowering import FLOAT64
from ganmech.spin_glass import certified, multiprecision, physical_root, quantities
from ganmech.spin_glass.exact import broadcast, exact, float_array
from ganmech.spin_glass.digits import asked_digits, float_digits


def evaluate(law, quantity: quantities.Quantity, x, x1, digits: int | None, is_certified: bool, name: str = "x") -> tuple:
    """The values of ``quantity`` at x, x1, broadcast; float64, or mpf or arb where digits are asked for."""
    if asked_digits(digits, is_certified) is None:
        return _in_float64(law, quantity, *broadcast(float_array(name, x), float_array("x1", x1), name))

    def at_point(x, x1):
        x, x1 = exact(name, x), exact("x1", x1)
        return _to_digits(law, quantity, x, x + x1, digits, is_certified)

    if np.ndim(x) == np.ndim(x1) == 0:
        return at_point(x, x1)
    points = np.frompyfunc(at_point, 2, 1)(*broadcast(np.asarray(x, object), np.asarray(x1, object), name))
    return tuple(np.frompyfunc(lambda values: values[part], 1, 1)(points) for part in range(quantity.parts))


def _to_digits(law, quantity, x, y, digits, is_certified):
    if is_certified:
        return certified.enclosures(law, x, y, digits, quantity.values)
    if quantity.finite_at_edges:
        return multiprecision.nearest(law, x, y, digits, quantity.values)
    balls = certified.enclosures(law, x, y, digits + 1, quantity.values)      # these find out where the value diverges
    return tuple(multiprecision.rounded(ball, digits) for ball in balls)


def _in_float64(law, quantity, x, x1):
    scale, in_units_of_b = float(law[2]) ** 0.5, (float(law[0]), float(law[1]), 1.0, float(law[3] / law[2]))
    at, at_D = x.ravel() / scale, (x + x1).ravel() / scale
    m_D, m_G, settled = physical_root.physical_root(in_units_of_b, at, at_D)
    for place in np.flatnonzero(~settled):
        m_D[place], m_G[place] = (scale * m for m in _exact_root(law, Fraction(x.flat[place]), Fraction(x1.flat[place])))
    with np.errstate(all="ignore"):
        values = quantity.values(FLOAT64, *in_units_of_b, at, at_D, m_D, m_G)
    return tuple(quantity.rescaled(value, scale).reshape(x.shape)[()] for value in values)


def _exact_root(law, x: Fraction, x1: Fraction):
    """(m_D, m_G), complex, where float64 did not settle: rounded from the certified ones."""
    parts = certified.enclosures(law, x, x + x1, float_digits(*law, x, x1), quantities.SOLUTION.values)
    m_D, m_D_imag, m_G, m_G_imag = (float(part.mid()) for part in parts)
    return complex(m_D, m_D_imag), complex(m_G, m_G_imag)
