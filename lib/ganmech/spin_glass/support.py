"""Where the spectrum of H begins and ends, and the shift x1 at which its two bands merge.

On the boundary of the support the solution is real and the composed map has slope 1: m_D = w is then a root of one polynomial of
degree six with rational coefficients, and an edge lies at each of its simple roots where r > 0 and s > 0. Its double roots are
points where two bands touch: the density vanishes there and does not end.
"""

from fractions import Fraction

from flint import arb
from sympy import Poly, expand

from derivations.spin_glass import merging
from derivations.spin_glass.edges import T, edge_polynomial, edge_position
from derivations.spin_glass.notation import ABBREVIATIONS, r, s, t, w, x1
from ganmech.exact import rational
from ganmech.lowering import EXACT, lower
from ganmech.rigour import at_rising_precision, integer_polynomial
from ganmech.spin_glass.saddle_point import LAW, by_law

_coefficients = lower(tuple(reversed(Poly(by_law(edge_polynomial), w).all_coeffs())), (*LAW, x1))
_signs = lower(tuple(by_law(expand(part).subs(t, T / w)) for part in (ABBREVIATIONS[s] * w**2, ABBREVIATIONS[r] * t**2)), (*LAW, x1, w))
_edge = lower(by_law(edge_position.subs(t, T / w)), (*LAW, x1, w))
_merging = lower(by_law(merging.merging_x1), LAW)


def edges(law, shift: Fraction, digits: int) -> tuple[arb, ...]:
    """The edges of the support at x1 = ``shift`` in increasing order, as balls of radius below 10**-digits: two or four."""
    point = tuple(map(rational, (*law, shift)))
    polynomial = integer_polynomial(_coefficients(EXACT, *point))
    found = at_rising_precision(lambda arithmetic: _edges_at_this_precision(polynomial, point, arithmetic), digits)
    return tuple(sorted(found, key=lambda edge: edge.mid()))


def _edges_at_this_precision(polynomial, point, arithmetic):
    found = []
    for root, multiplicity in polynomial.complex_roots():
        if root.imag != 0 or multiplicity % 2 == 0:
            continue
        sign_s, sign_r = _signs(arithmetic, *point, root.real)
        if sign_s > 0 and sign_r > 0:
            found.append(_edge(arithmetic, *point, root.real))
        elif not (sign_s < 0 or sign_r < 0):
            return None
    return found


def merging_x1(law, digits: int) -> arb:
    """The positive x1 at which the two bands touch, as a ball of radius below 10**-digits."""
    point = tuple(map(rational, law))
    return at_rising_precision(lambda arithmetic: (_merging(arithmetic, *map(arb, point)),), digits)[0]
