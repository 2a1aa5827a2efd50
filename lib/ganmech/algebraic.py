"""Roots of polynomials, and eigenvalues of matrices, with rational entries: isolated, real ones known to be real."""

from collections.abc import Iterable
from fractions import Fraction

from flint import acb, arb, fmpq_mat, fmpq_poly

from ganmech.enclosed import Undecided


def roots(coefficients: Iterable) -> list[acb]:
    """Every root, as often as its multiplicity, of the polynomial with rational coefficients in rising powers.

    Balls at the working precision; they are disjoint, and those of real roots have an imaginary part of exactly 0.
    """
    return [root for root, multiplicity in fmpq_poly(list(coefficients)).numer().complex_roots() for _ in range(multiplicity)]


def real_roots(coefficients: Iterable) -> list[arb]:
    """The real roots, each once, in increasing order; the polynomial must not vanish everywhere."""
    found = fmpq_poly(list(coefficients)).numer().complex_roots()
    return sorted((root.real for root, _ in found if root.imag.is_zero()), key=lambda root: (root.mid(), root.rad()))


def eigenvalues(matrix: fmpq_mat) -> list[acb]:
    """Every eigenvalue, as often as its multiplicity, by falling real part; isolated as `roots`."""
    return falling(roots(matrix.charpoly().coeffs()))


def falling(values: Iterable[acb]) -> list[acb]:
    """By falling real part, of conjugate ones that with the positive imaginary part first."""
    return sorted(values, key=lambda value: (-_centre(value.real), -_centre(value.imag)))


def between(roots_at: list[arb]) -> list[Fraction]:
    """A rational number between each root and the next, and one before the first and after the last; rising, apart, isolated."""
    found = []
    for left, right in zip(roots_at, roots_at[1:]):
        if not left < right:
            raise Undecided
        found.append(_fraction(((left.upper() + right.lower()) / 2).mid()))
    return [_fraction(roots_at[0].lower().mid()) - 1, *found, _fraction(roots_at[-1].upper().mid()) + 1]


def spectral_radius(matrix: fmpq_mat) -> arb:
    """The largest size of an eigenvalue, in a ball."""
    found = arb(0)
    for value in eigenvalues(matrix):
        found = found.max(abs(value))
    return found


def _fraction(number: arb) -> Fraction:
    mantissa, exponent = map(int, number.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent


def _centre(number: arb) -> Fraction:
    return _fraction(number.mid())
