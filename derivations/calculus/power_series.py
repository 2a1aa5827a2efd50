r"""Power series in a small quantity, cut off; and names under which long expressions are shown.

``UpTo(expr, eta, 3)`` is a polynomial in eta without its powers above 3; ``Called("L_0^2 x", value)`` is ``value``, printed as
L_0^2 x. ``left_over`` is what the last generator of a series has to make of a function for the series to have a given moment.
"""
from functools import lru_cache

from sympy import Add, Expr, ImmutableMatrix as Matrix, Integer, Poly, Symbol, expand, factorial, latex, sympify

PRODUCTS = {1: "", 2: r" - \tfrac{1}{2} L_0^2 %s", 3: r" - \tfrac{1}{2} (L_0 L_1 + L_1 L_0) %s - \tfrac{1}{6} L_0^3 %s"}


class UpTo(Expr):
    """The terms of ``polynomial`` of degree ``order`` or less in ``variable``."""

    is_commutative = True

    def __new__(cls, polynomial, variable, order):
        return Expr.__new__(cls, sympify(polynomial), variable, Integer(order))

    def doit(self, **hints) -> Expr:
        return _cut(*self.args)

    def _latex(self, printer) -> str:
        polynomial, variable, order = map(printer._print, self.args)
        return rf"\left. {polynomial} \right|_{{\le {variable}^{{{order}}}}}"


@lru_cache(maxsize=256)
def _cut(polynomial, variable, order) -> Expr:
    return Add(*(coefficient(polynomial, variable, power) * variable**power for power in range(order + 1)))


class Called(Expr):
    """``value``, printed as the LaTeX ``name``."""

    is_commutative = True

    def __new__(cls, name, value):
        return Expr.__new__(cls, name if isinstance(name, Symbol) else Symbol(f"{{{name}}}"), sympify(value))

    @property
    def free_symbols(self) -> set:
        return self.args[1].free_symbols

    def doit(self, **hints) -> Expr:
        return self.args[1].doit(**hints)

    def _latex(self, printer) -> str:
        return printer._print(self.args[0])


@lru_cache(maxsize=1024)
def coefficient(polynomial, variable, power) -> Expr:
    """That of ``variable**power`` in a polynomial in ``variable``."""
    return Poly(expand(polynomial.doit()), variable).coeff_monomial(variable**power)


def left_over(moment, function, generators, variable, at: dict):
    r"""What (L_n f)(at) must be for the mean of f to be ``moment``, given L_0, ..., L_(n-1): a power series in ``variable``.

    exp(eta (L_0 + eta L_1 + ...)) f has, at eta^(n+1), the term L_n f and products of two or more of the operators before it.
    """
    power = len(generators) + 1
    made = _products(function, tuple(generators), power).subs(at, simultaneous=True)
    return expand(coefficient(moment, variable, power) - made)


def left_overs(moments, functions, generators, variable, at: dict) -> Matrix:
    """One column of them, each printed as what it is; up to the third power of the variable."""
    power, of = len(generators) + 1, latex(variable)
    entries = []
    for moment, function in zip(moments, functions, strict=True):
        shown = rf"({latex(function)})" if function.is_Mul else latex(function)
        name = rf"[{of}^{power}]\,\mathbb{{E}}\,{shown}" + PRODUCTS[power].replace("%s", shown)
        entries.append(Called(name, left_over(moment, function, generators, variable, at)))
    return Matrix(entries)


def _products(function, generators, power) -> Expr:
    level, total = {0: function}, Integer(0)       # level: what k of the operators make of f, by the power of eta
    for k in range(1, power + 1):
        level = _applied(level, generators, power)
        total += level.get(power, 0) / factorial(k) if k > 1 else 0
    return sympify(total)


def _applied(level: dict, generators, power: int) -> dict:
    found: dict = {}
    for done, function in level.items():
        for place, generator in enumerate(generators):
            if done + place + 1 <= power:
                found[done + place + 1] = found.get(done + place + 1, 0) + generator(function)
    return found
