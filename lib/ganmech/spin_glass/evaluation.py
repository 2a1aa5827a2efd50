"""A quantity of the ensemble at points (x, x1), in the arithmetic asked for.

A law is the tuple (kappa, kappa', beta, h) of exact rationals. float64 works in units in which beta = 1, so that no power of a very
large or small amplitude overflows, and puts the unit back; the exact arithmetics need none.
"""

from fractions import Fraction

import numpy as np

from derivations.spin_glass.notation import alpha as alpha_symbol
from ganmech.arrays import broadcast, is_single, object_array
from ganmech.digits import asked_digits, float_digits
from ganmech.lowering import EXACT, FLOAT64, lower
from ganmech.lowering.compiled import wanted
from ganmech.spin_glass import certified, compiled_blocks, multiprecision, physical_root, quantities, saddle_point
from ganmech.spin_glass.points import float_points, point

alpha = lower(saddle_point.by_law(alpha_symbol), saddle_point.LAW)


def evaluate(law, quantity: quantities.Quantity, x, x1, digits: int | None, is_certified: bool, name: str = "x") -> tuple:
    """The values of ``quantity`` at x, x1, broadcast; float64, or mpf or arb where digits are asked for."""
    if asked_digits(digits, is_certified) is None:
        return _in_float64(law, quantity, *broadcast(**{name: float_points(law, name, x), "x1": float_points(law, "x1", x1)}))

    def at_point(x, x1):
        return _to_digits(law, quantity, point(law, name, x), point(law, "x1", x1), digits, is_certified)

    if is_single(x) and is_single(x1):
        return at_point(x, x1)
    xs, shifts = broadcast(**{name: object_array(name, x), "x1": object_array("x1", x1)})
    with np.errstate(all="ignore"):      # numpy would report what arithmetic of other libraries left in the processor's flags
        points = np.frompyfunc(at_point, 2, 1)(xs, shifts)
    return tuple(np.frompyfunc(lambda values: values[part], 1, 1)(points) for part in range(quantity.parts))


def _to_digits(law, quantity, x, x1, digits, is_certified):
    if is_certified:
        return certified.enclosures(law, x, x1, digits, quantity.values)
    if quantity.finite_at_edges:
        return multiprecision.nearest(saddle_point, (*law, x, x + x1), digits, quantity.values)
    balls = certified.enclosures(law, x, x1, digits + 1, quantity.values)      # these find out where the value diverges
    return tuple(multiprecision.rounded(ball, digits) for ball in balls)


def _in_float64(law, quantity, x, x1):
    route = _compiled if wanted(x.size, compiled_blocks.ENOUGH) else _in_numpy
    return tuple(value.reshape(x.shape)[()] for value in route(law, quantity, x.ravel(), x1.ravel()))


def _compiled(law, quantity, x, x1):
    """By the loops of two-block matrices: variances alpha, beta and beta, shifts x + x1 and x."""
    kappa, kappa_G, beta, h = law
    largest = alpha(EXACT, *law)
    unit, shared = float(beta) ** 0.5 * float(largest / beta) ** 0.5, float(beta / largest)
    blocks, at_D, at = (float(kappa), float(kappa_G), 1.0, shared, shared), (x + x1) / unit, x / unit
    if quantity.compiled:
        values, right = compiled_blocks.evaluated(quantity.compiled, blocks, at_D, at)
        if quantity is quantities.GRADIENT:
            values = values[0] + values[1], values[0]
    else:
        solution, right = compiled_blocks.roots(blocks, at_D, at)
        with np.errstate(all="ignore"):
            values = quantity.values(FLOAT64, *blocks[:2], shared, float(h / largest), at, at_D, *solution)
    values = [quantity.rescaled(value, unit) for value in values]
    return compiled_blocks.completed(values, right, lambda *rest: _in_numpy(law, quantity, *rest), x, x1)


def _in_numpy(law, quantity, x, x1):
    kappa, kappa_G, beta, h = law
    unit, in_units = float(beta) ** 0.5, (float(kappa), float(kappa_G), 1.0, float(h / beta))
    at, at_D = x / unit, (x + x1) / unit
    m_D, m_G, settled = physical_root.physical_root(saddle_point, in_units, at, at_D)
    for place in np.flatnonzero(~settled):
        m_D[place], m_G[place] = (unit * m for m in _exact_root(law, Fraction(x[place]), Fraction(x1[place])))
    with np.errstate(all="ignore"):
        values = quantity.values(FLOAT64, *in_units, at, at_D, m_D, m_G)
    return [quantity.rescaled(value, unit) for value in values]


def _exact_root(law, x: Fraction, x1: Fraction):
    """(m_D, m_G), complex, where float64 did not settle: rounded from the certified ones."""
    parts = certified.enclosures(law, x, x1, float_digits(*law, x, x1), quantities.SOLUTION.values)
    m_D, m_D_imag, m_G, m_G_imag = (float(part.mid()) for part in parts)
    return complex(m_D, m_D_imag), complex(m_G, m_G_imag)
