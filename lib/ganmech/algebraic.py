"""Roots of polynomials, and eigenvalues of matrices, with rational entries: isolated, real ones known to be real."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cmp_to_key

from flint import acb, arb, fmpq_mat, fmpq_poly

from ganmech.enclosed import Undecided, decided


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
    """By falling real part; where real parts cannot be told apart, as of conjugate ones, by falling imaginary part."""
    def later(a: acb, b: acb) -> int:
        first, second = (a.imag, b.imag) if a.real.overlaps(b.real) else (a.real, b.real)
        return (first.mid() < second.mid()) - (first.mid() > second.mid())

    return sorted(values, key=cmp_to_key(later))


def eigenvalues_decay(values: Iterable[acb]) -> bool:
    """Whether all have a negative real part. Raises Undecided."""
    values = list(values)
    return decided(all(value.real < 0 for value in values), any(value.real >= 0 for value in values))


def real_where_alone(values: list[acb]) -> list[acb]:
    """Enclosures of all eigenvalues of a real matrix: one that meets no other, nor the conjugate of another, is real."""
    def alone(value):
        return not any(value.conjugate().overlaps(other) or value.overlaps(other) for other in values if other is not value)

    return [acb(value.real) if value.overlaps(value.conjugate()) and alone(value) else value for value in values]


def between(roots_at: list[arb]) -> list[Fraction]:
    """A rational number between each root and the next, one before the first and one after the last; the roots rise, apart."""
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
