"""Means over standard normal variables are those of integration, quadrature and Isserlis' pairings."""
import mpmath
import pytest
from sympy import Integral, PolynomialError, exp, lambdify, oo, pi, simplify, sqrt, symbols

from derivations.calculus.gaussian import Average

x, y, a = symbols("x y a", real=True)


@pytest.mark.parametrize("power", range(7))
def test_moments_are_integrals_against_the_density(power):
    integral = Integral(x**power * exp(-x**2 / 2) / sqrt(2 * pi), (x, -oo, oo)).doit()
    assert simplify(Average(x**power, x).doit() - integral) == 0


def test_four_correlated_variables_are_the_sum_over_pairings():
    first, second, third, fourth = x + a * y, 2 * x - y, y, a * x
    def pair(u, v):
        return Average(u * v, x, y).doit()

    pairings = pair(first, second) * pair(third, fourth) + pair(first, third) * pair(second, fourth) \
        + pair(first, fourth) * pair(second, third)
    assert (Average(first * second * third * fourth, x, y).doit() - pairings).expand() == 0


def test_a_polynomial_in_two_variables_by_quadrature():
    integrand = (x - a * y)**4 * (1 + y)**2
    function = lambdify((x, y), integrand.subs(a, 3) * exp(-(x**2 + y**2) / 2) / (2 * pi), "mpmath")
    numerical = mpmath.quad(function, [-12, 0, 12], [-12, 0, 12])
    assert mpmath.almosteq(numerical, mpmath.mpf(int(Average(integrand, x, y).doit().subs(a, 3))), rel_eps=1e-10)


def test_averaged_variables_are_bound():
    assert Average(a * x**2, x).free_symbols == {a}
    assert Average(a * x, y).doit() == a * x


def test_what_is_not_a_polynomial_is_refused():
    with pytest.raises(PolynomialError):
        Average(exp(x), x).doit()
