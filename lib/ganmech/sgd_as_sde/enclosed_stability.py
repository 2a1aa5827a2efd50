"""Stability of exact linear chains and SDEs from enclosures of all eigenvalues, and the learning rate at which it ends.

As the learning rate grows from 0 a chain that contracts can only cease to where two eigenvalues have the product 1 (+-1 is its
own partner): at a root of the product of all 1 - z_i z_j, i <= j, a rational polynomial in eta. So the bound is its first
positive root, isolated in a ball, if the chain contracts at one rate below it.
"""

import math

from flint import arb, fmpq, fmpq_mat, fmpq_poly
from sympy import ImmutableMatrix as Matrix, Poly, Symbol, cancel

from derivations.sgd_as_sde import chain_stability
from derivations.sgd_as_sde.notation import eta
from ganmech.algebraic import between, eigenvalues_decay, real_roots, roots
from ganmech.enclosed import decided, enclosed, from_balls
from ganmech.exact import rational
from ganmech.sgd_as_sde.exact_matrices import flint_matrix

MOST_ROWS = 8
DECISION = 10       # digits of eigenvalues with which a decision begins
_z = Symbol("z")


def radius(T: Matrix, digits: int, certified: bool):
    """The largest size of an eigenvalue."""
    coefficients = characteristic(T)

    def largest(_):
        return max_of([abs(value) for value in roots(coefficients)])

    return from_balls(largest, digits, certified)


def check_contracts(T: Matrix, rate) -> None:
    """Raises ValueError unless all eigenvalues are proved to be inside the unit circle."""
    if not contracts(T):
        raise ValueError(f"eta must be one at which the chain contracts, got {rate}")


def check_decays(M: Matrix, rate) -> None:
    """Raises ValueError unless all real parts of eigenvalues are proved to be negative."""
    coefficients = characteristic(M)
    if not enclosed(lambda _: eigenvalues_decay(roots(coefficients)), DECISION):
        raise ValueError(f"eta must be such that the SDE contracts, got {rate}")


def contracts(T: Matrix) -> bool:
    """Whether all eigenvalues of T are inside the unit circle. Raises ArithmeticError where one is exactly on it."""
    coefficients = characteristic(T)

    def inside(_):
        sizes = [abs(value) for value in roots(coefficients)]
        return decided(all(size < 1 for size in sizes), any(size >= 1 for size in sizes))

    return enclosed(inside, DECISION)


def bound(T: Matrix, digits: int, certified: bool):
    """The eta below which the chain of the map T(eta) contracts: 0 if at none, inf if at all."""
    if T.rows > MOST_ROWS:
        raise ValueError(f"digits are known for at most {MOST_ROWS} parameters, counted twice with momentum, got {T.rows}")
    polynomial = _two_rows(T) if T.rows == 2 else _products(T)
    if polynomial == 0:
        return from_balls(lambda _: arb(0), digits, certified)

    def first(_):
        positive = [root for root in real_roots((polynomial * fmpq_poly([0, 1])).coeffs()) if root > 0]
        place = between([arb(0), *positive])[1]
        stable = contracts(Matrix(T.subs(eta, place)))
        return arb(0) if not stable else positive[0] if positive else math.inf

    return from_balls(first, digits, certified)


def characteristic(T: Matrix) -> list[fmpq]:
    """Coefficients of the characteristic polynomial in rising powers, rational even where entries are square roots."""
    if all(entry.is_Rational for entry in T):
        return flint_matrix(T).charpoly().coeffs()
    found = [cancel(entry.expand()) for entry in T.charpoly(_z).all_coeffs()]
    if not all(entry.is_Rational for entry in found):
        raise ValueError("digits are known for maps with a rational characteristic polynomial, and this one has another")
    return [fmpq(int(entry.p), int(entry.q)) for entry in reversed(found)]


def max_of(values: list[arb]) -> arb:
    """A ball that contains the largest."""
    found = values[0]
    for value in values[1:]:
        found = found.max(value)
    return found


def _two_rows(T: Matrix) -> fmpq_poly:
    """The product of Jury's three conditions, which is that of all 1 - z_i z_j."""
    product = fmpq_poly([1])
    for condition in chain_stability.jury(T):
        product *= fmpq_poly([_rational(entry) for entry in reversed(Poly(cancel(condition.expand()), eta).all_coeffs())])
    return product


def _products(T: Matrix) -> fmpq_poly:
    """prod (1 - z_i z_j) over pairs i <= j of eigenvalues, from its values at as many whole numbers as its degree needs."""
    powers = [[[_rational(c) for c in reversed(Poly(entry, eta).all_coeffs())] for entry in T.row(i)] for i in range(T.rows)]
    pairs = [(i, j) for i in range(T.rows) for j in range(i, T.rows)]
    degree = 2 * len(pairs) * (max(len(entry) for row in powers for entry in row) - 1)
    return _interpolated([_product_at(powers, pairs, place) for place in range(degree + 1)])


def _product_at(powers: list, pairs: list, place: int) -> fmpq:
    """det(1 - S), S the action of T on the products x_i x_j, i <= j, at the learning rate ``place``."""
    T = [[sum((c * place**k for k, c in enumerate(entry)), fmpq(0)) for entry in row] for row in powers]
    rows = [[(a == b) - T[a[0]][b[0]] * T[a[1]][b[1]] - (T[a[0]][b[1]] * T[a[1]][b[0]] if b[0] < b[1] else 0) for b in pairs]
            for a in pairs]
    return fmpq_mat(rows).det()


def _interpolated(values: list[fmpq]) -> fmpq_poly:
    """The polynomial with these values at 0, 1, 2, ..."""
    differences = list(values)
    for order in range(1, len(values)):
        for place in range(len(values) - 1, order - 1, -1):
            differences[place] = (differences[place] - differences[place - 1]) / order
    found = fmpq_poly([0])
    for place in range(len(values) - 1, -1, -1):
        found = found * fmpq_poly([-place, 1]) + differences[place]
    return found


def _rational(entry) -> fmpq:
    if not entry.is_Rational:
        raise ValueError("digits are known for maps with a rational characteristic polynomial, and this one has another")
    return fmpq(int(entry.p), int(entry.q))
