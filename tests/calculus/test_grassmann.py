"""Grassmann variables anticommute, square to zero, and integrate as Berezin says: a Gaussian integral is a determinant."""
from random import Random

import pytest
from sympy import Integer, Matrix, Symbol, diff, exp, sqrt, symbols

from derivations.calculus import Berezin, anticommuting
from derivations.calculus.grassmann import components

a, b = symbols("a b", positive=True)
eta, xi, chi, psi = anticommuting("eta xi chi psi")


def pfaffian(A):
    """Expansion along the first row: the definition, without Grassmann variables."""
    size = A.shape[0]
    if size == 0:
        return Integer(1)
    rest = [[k for k in range(1, size) if k != j] for j in range(1, size)]
    return sum((-1)**(j + 1) * A[0, j] * pfaffian(A.extract(rest[j - 1], rest[j - 1])) for j in range(1, size))


def random_matrix(size, seed):
    random = Random(seed)
    return Matrix(size, size, lambda i, j: random.randint(-9, 9))


def test_two_variables_anticommute():
    assert components(eta * xi + xi * eta) == {}


def test_a_variable_squares_to_zero():
    assert components(eta * eta) == {} and components((eta * xi) * eta) == {}


def test_even_products_commute():
    assert components(eta * xi * chi * psi - chi * psi * eta * xi) == {}


def test_the_exponential_ends_after_its_linear_term():
    assert components(exp(a * eta * xi)) == components(1 + a * eta * xi)


def test_a_function_of_an_even_element_is_its_taylor_series():
    soul = eta * xi + chi * psi
    exact = sqrt(a) + diff(sqrt(a), a) * soul + diff(sqrt(a), a, 2) * soul * soul / 2
    assert components(sqrt(a + soul) - exact) == {}


def test_a_berezin_integral_picks_the_coefficient_and_its_order_is_a_sign():
    assert Berezin(eta, eta).doit() == 1
    assert Berezin(Integer(7), eta).doit() == 0
    assert Berezin(xi * eta, eta, xi).doit() == 1
    assert Berezin(eta * xi, eta, xi).doit() == -1
    assert Berezin(a + b * eta, eta).doit() == b


def test_what_is_not_integrated_stays():
    assert components(Berezin(eta * xi, eta).doit() - xi) == {}


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_gaussian_berezin_integral_is_the_determinant(size, seed):
    A = random_matrix(size, seed)
    chi, bar = (anticommuting(" ".join(f"{name}{i}" for i in range(size))) for name in ("c", "d"))
    form = sum(bar[i] * A[i, j] * chi[j] for i in range(size) for j in range(size))
    measure = [variable for pair in zip(bar, chi) for variable in pair]
    assert Berezin(exp(-form), *measure).doit() == A.det()


@pytest.mark.parametrize("size", [2, 4])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_gaussian_integral_over_real_variables_is_the_pfaffian(size, seed):
    B = random_matrix(size, seed)
    A = B - B.T
    theta = anticommuting(" ".join(f"t{i}" for i in range(size)))
    form = sum(theta[i] * A[i, j] * theta[j] for i in range(size) for j in range(size)) / 2
    assert Berezin(exp(form), *reversed(theta)).doit() == pfaffian(A)


def test_a_symbol_with_no_grassmann_meaning_is_refused():
    with pytest.raises(TypeError, match="no Grassmann element is defined"):
        components(eta * Symbol("q", commutative=False))
