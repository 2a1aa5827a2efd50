"""The physical solution in ball arithmetic: every digit proved, also at edges and at the merging point.

With rational kappa, b^2, b1^2, x and x1 the quartic has rational coefficients, so its distinct roots are isolated exactly,
double ones included. That one of them is physical, and only one, is a theorem; the others are therefore removed one by one, each
by an inequality that it certainly violates, at rising precision until a single root is left.
"""

from collections.abc import Callable

from flint import arb

from ganmech.lowering import EXACT
from ganmech.spin_glass import saddle_point
from ganmech.spin_glass.rigour import at_rising_precision, integer_polynomial, rational


def enclosures(law, x, y, digits: int, values: Callable) -> tuple[arb, ...]:
    """Balls of radius below 10**-digits around ``values(arithmetic, *law, x, y, m_D, m_G)`` at the physical solution.

    ``law`` = (kappa, kappa', b^2, b1^2), x and y = x + x1 are Fractions; ``values`` returns a tuple of real balls.
    """
    point = tuple(map(rational, (*law, x, y)))
    polynomial = integer_polynomial(saddle_point.quartic_coefficients(EXACT, *point))

    def attempt(arithmetic):
        root = _physical_root(polynomial, point, arithmetic)
        return values(arithmetic, *point, *root) if root else None

    return at_rising_precision(attempt, digits)


def _physical_root(polynomial, point, arithmetic):
    """(m_D, m_G) as balls, or None while more than one root is left at this precision."""
    left = []
    for t, _ in polynomial.complex_roots():
        if t == 0:      # solves the quartic when b1 = 0, but m_G = -1/t must be finite
            continue
        m_D, m_G = saddle_point.m_D_from_t(arithmetic, *point, t), -1 / t
        if not _certainly_unphysical(point, t, m_D, m_G, arithmetic):
            left.append((m_D, m_G))
    return left[0] if len(left) == 1 else None


def _certainly_unphysical(point, t, m_D, m_G, arithmetic) -> bool:
    if t.imag != 0:
        return bool(m_D.imag < 0 or m_G.imag < 0)
    if m_D.contains(0):
        return False
    of_D, of_G, mixed = saddle_point.hessian(arithmetic, *point, m_D.real, m_G.real)
    return bool(of_D < 0 or of_G < 0 or of_D * of_G - mixed**2 < 0)
