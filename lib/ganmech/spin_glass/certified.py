"""The physical solution in ball arithmetic: every digit proved, also at edges and at the merging point.

With a rational law and point the quartic has rational coefficients, so its distinct roots are isolated exactly, double
ones included. That exactly one of them is physical is a theorem. So a root that certainly is ends the search, and where none
certainly is, at an edge, the others are excluded, each by an inequality that it certainly violates. For simple roots that takes
few bits, and only the physical one is computed to all digits.
"""

from collections.abc import Callable

from flint import acb, acb_poly, arb, ctx

from ganmech.exact import rational
from ganmech.lowering import EXACT, balls
from ganmech.rigour import at_rising_precision, integer_polynomial
from ganmech.spin_glass import saddle_point

ISOLATING_BITS = 53
LOST_BITS = 12      # to rounding in a Newton step: a root as accurate as this is as sharp as it gets


def enclosures(law, x, x1, digits: int, values: Callable) -> tuple[arb, ...]:
    """Balls of radius below 10**-digits around ``values(arithmetic, *law, x, x + x1, m_D, m_G)`` at the physical solution.

    ``law`` = (kappa, kappa', beta, h), x and x1 are exact rationals; ``values`` returns a tuple of real balls.
    """
    return enclosures_at(saddle_point, (*law, x, rational(x) + rational(x1)), digits, values)


def enclosures_at(equations, numbers: tuple, digits: int, values: Callable) -> tuple[arb, ...]:
    """The same for these saddle equations at exact rationals as they take them, for `two_block_saddle` a law and (y_D, y_G)."""
    point = tuple(map(rational, numbers))
    polynomial = integer_polynomial(equations.quartic_coefficients(EXACT, *point))

    def attempt(arithmetic):
        root = physical_root(equations, point, polynomial, arithmetic)
        return values(arithmetic, *point, *root) if root else None

    return at_rising_precision(attempt, digits)


def physical_root(equations, point, polynomial, arithmetic):
    """(m_D, m_G) as balls, or None while it is not decided which root is physical at this precision."""
    with balls(ISOLATING_BITS) as few_bits:
        found = _selected(equations, _isolated(polynomial), point, few_bits)
    sharp = None if found is None else _sharpened(polynomial, found)
    if sharp is None:      # at or near double roots, which only exact factors tell apart
        exact = [root.real if root.imag == 0 else root for root, _ in polynomial.complex_roots()]
        sharp = _selected(equations, exact, point, arithmetic)
    return None if sharp is None else (acb(equations.m_D_from_t(arithmetic, *point, sharp)), acb(-1 / sharp))


def _isolated(polynomial) -> list:
    """Wide disjoint balls around the roots, arb for real ones; none where the roots are not simple at few bits."""
    try:
        roots = acb_poly(polynomial).roots()
    except ValueError:
        return []
    roots.sort(key=lambda root: root.imag.contains(0))      # complex ones first: one in the upper half plane ends the search
    return [root.real if _is_real(root, roots) else root for root in roots]


def _is_real(root, roots) -> bool:
    """Whether the conjugate of the root in this ball, itself a root, can lie in no other ball."""
    if not root.imag.contains(0):
        return False
    conjugate = root.conjugate()
    return not any(conjugate.overlaps(other) for other in roots if other is not root)


def _sharpened(polynomial, wide):
    """The root of this ball in a small one, by Newton steps in ball arithmetic, each of which encloses it; None if none helps."""
    root, slope = wide, polynomial.derivative()
    while True:
        middle = root.mid()
        following = middle - polynomial(middle) / slope(root)
        if following.rel_accuracy_bits() > ctx.prec - LOST_BITS:
            return following
        if not following.rad() < root.rad() / 2:
            return root if root is not wide else None
        root = following


def _selected(equations, roots, point, arithmetic):
    """The root that certainly is physical, or the only one not excluded; else None."""
    undecided = []
    for t in roots:
        physical = _is_physical(equations, t, point, arithmetic)
        if physical:
            return t
        if physical is None:
            undecided.append(t)
    return undecided[0] if len(undecided) == 1 else None


def _is_physical(equations, t, point, arithmetic) -> bool | None:
    """Whether m_D and m_G = -1/t lie in the upper half plane or are real and stable; None where the balls do not tell.

    t = 0, a root when b1 = 0 or S_GG = 0, is not physical: m_G is finite.
    """
    if t == 0 or t.imag < 0:
        return False
    m_D = equations.m_D_from_t(arithmetic, *point, t)
    if isinstance(t, acb):
        return _all_positive(t.imag, m_D.imag)
    of_D, of_G, mixed = equations.hessian(arithmetic, *point, m_D, -1 / t)
    return _all_positive(of_D, of_G, of_D * of_G - mixed**2)


def _all_positive(*values) -> bool | None:
    """False if one is certainly negative, True if all are certainly positive, None if neither is certain."""
    certain = True
    for value in values:
        if value < 0:
            return False
        certain = certain and value > 0
    return certain or None
