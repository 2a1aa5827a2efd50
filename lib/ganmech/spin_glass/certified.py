"""The physical solution in ball arithmetic: every digit proved, also at edges and at the merging point.

With rational kappa, b^2, b1^2, x and x1 the quartic has rational coefficients, so its distinct roots are isolated exactly,
double ones included. That one of them is physical, and only one, is a theorem; the others are therefore removed one by one, each
by an inequality that it certainly violates, at rising precision until a single root is left. For simple roots that takes few
bits, and only the one left is computed to all digits.
"""

from collections.abc import Callable

from flint import acb, acb_poly, arb

from ganmech.lowering import EXACT, balls
from ganmech.spin_glass import saddle_point
from ganmech.spin_glass.rigour import at_rising_precision, integer_polynomial, rational

ISOLATING_BITS = 64


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
    with balls(ISOLATING_BITS) as few_bits:
        left = _not_excluded(_isolated(polynomial), point, few_bits)
    sharp = _sharpened(polynomial, left[0]) if len(left) == 1 else None
    if sharp is None:      # at or near double roots, which only exact factors tell apart
        left = _not_excluded([root for root, _ in polynomial.complex_roots()], point, arithmetic)
        sharp = left[0] if len(left) == 1 else None
    return None if sharp is None else (saddle_point.m_D_from_t(arithmetic, *point, sharp), -1 / sharp)


def _isolated(polynomial) -> list[acb]:
    """Wide disjoint balls around the roots, real ones exactly real; none where the roots are not simple at few bits."""
    try:
        roots = acb_poly(polynomial).roots()
    except ValueError:
        return []
    return [acb(root.real) if _is_real(root, roots) else root for root in roots]


def _is_real(root, roots) -> bool:
    """Whether the conjugate of the root in this ball, itself a root, can lie in no other ball."""
    return root.imag.contains(0) and not any(root.conjugate().overlaps(other) for other in roots if other is not root)


def _sharpened(polynomial, wide):
    """The root of this ball in a small one, by Newton steps in ball arithmetic, each of which encloses it; None if none helps."""
    root, slope = wide.real if wide.imag == 0 else wide, polynomial.derivative()
    while True:
        following = root.mid() - polynomial(root.mid()) / slope(root)
        if not following.rad() < root.rad() / 2:
            return acb(root) if root.rad() < wide.rad() / 2 else None
        root = following


def _not_excluded(roots, point, arithmetic) -> list[acb]:
    """The roots t that are not certainly unphysical; t = 0 solves the quartic when b1 = 0, but m_G = -1/t must be finite."""
    return [t for t in roots if t != 0 and not _certainly_unphysical(t, point, arithmetic)]


def _certainly_unphysical(t, point, arithmetic) -> bool:
    if t.imag < 0:
        return True
    m_D, m_G = saddle_point.m_D_from_t(arithmetic, *point, t), -1 / t
    if t.imag != 0:
        return bool(m_D.imag < 0)
    if m_D.contains(0):
        return False
    of_D, of_G, mixed = saddle_point.hessian(arithmetic, *point, m_D.real, m_G.real)
    return bool(of_D < 0 or of_G < 0 or of_D * of_G - mixed**2 < 0)
