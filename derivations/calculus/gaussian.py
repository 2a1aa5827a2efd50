r"""Means over independent standard normal variables, written as SymPy expressions and worked out moment by moment.

``Average(x**2 * y, x)`` is the mean over x ~ N(0, 1): every power is replaced by its moment, E x^k = (k-1)!! for even k and 0
for odd k (Isserlis), so that the mean of a polynomial is exact.
"""
from sympy import Add, Expr, Mul, Poly, Tuple, expand, factorial2, sympify


def moment(power: int):
    """E x^power for a standard normal x."""
    return factorial2(power - 1) * (1 - power % 2)


class Average(Expr):
    r"""The mean of ``integrand``, a polynomial in the independent standard normal ``variables``, over them."""

    def __new__(cls, integrand, *variables):
        return Expr.__new__(cls, sympify(integrand), *variables)

    is_commutative = True

    @property
    def free_symbols(self) -> set:
        integrand, *variables = self.args
        return integrand.free_symbols - set(variables)

    def doit(self, **hints) -> Expr:
        """The value, as a sum over the monomials of the integrand."""
        integrand, *variables = self.args
        terms = Poly(expand(integrand.doit(**hints)), *variables).terms()
        return Add(*(coefficient * Mul(*map(moment, powers)) for powers, coefficient in terms))

    def _latex(self, printer) -> str:
        integrand, *variables = self.args
        below = ", ".join(map(printer._print, Tuple(*variables)))
        return rf"\left\langle {printer._print(integrand)} \right\rangle_{{{below}}}"
