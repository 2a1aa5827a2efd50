r"""Linear equations among moments, where a random map or a diffusion sends polynomials of a degree to such of no higher degree.

``monomials(x, degree)`` are 1, x_1, ..., up to the degree, graded. If the mean of a monomial after a step is a polynomial of x,
the moments obey m' = R m (``of_a_map``); if a generator sends monomials to polynomials, dm/dt = G m (``of_a_generator``).
"""
from itertools import combinations_with_replacement

from sympy import ImmutableMatrix as Matrix, Mul, Poly, expand

from derivations.calculus.laws import Expected


def monomials(x: tuple, degree: int) -> tuple:
    """All products of up to ``degree`` of the variables, 1 first, then by degree, each degree from x_1^degree on."""
    return tuple(Mul(*factors) for power in range(degree + 1) for factors in combinations_with_replacement(x, power))


def coefficients(images, x: tuple, degree: int) -> Matrix:
    """The matrix of the polynomials ``images`` in the monomials. Raises ValueError where a degree is too high or it is none."""
    rows = []
    for image in images:
        polynomial = Poly(image, *x)
        if polynomial.total_degree() > degree or polynomial.free_symbols_in_domain & set(x):
            raise ValueError(f"the moments of degree {degree} do not close: {image}")
        rows.append([polynomial.coeff_monomial(monomial) for monomial in monomials(x, degree)])
    return Matrix(rows)


def of_a_map(image, samples, x: tuple, degree: int) -> Matrix:
    """R of the random map x -> image(x, samples), with independent (symbol, law) as samples."""
    moved = dict(zip(x, image))
    means = [Expected(monomial.xreplace(moved), *samples).doit() for monomial in monomials(x, degree)]
    return coefficients([expand(mean) for mean in means], x, degree)


def of_a_generator(generator, x: tuple, degree: int) -> Matrix:
    """G of a function that applies the generator of a diffusion to a function of x."""
    return coefficients([expand(generator(monomial)) for monomial in monomials(x, degree)], x, degree)


def moments_of_a_point(point, x: tuple, degree: int) -> Matrix:
    """The moments of a law on one point, as a column."""
    at = dict(zip(x, point))
    return Matrix([monomial.xreplace(at) for monomial in monomials(x, degree)])
