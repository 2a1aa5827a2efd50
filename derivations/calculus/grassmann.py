r"""Anticommuting variables and Berezin integrals, written as SymPy expressions and multiplied out by a Grassmann algebra.

A Grassmann variable is a noncommutative SymPy symbol, so that formulas read as they are printed. ``components`` carries an
expression into the exterior algebra (kingdon's ``Algebra(0, 0, n)`` with SymPy coefficients), where equality is equality of
coefficients. Convention: :math:`\int d\chi\,\chi = 1`, the rightmost differential acts first.
"""
from functools import lru_cache, reduce
from math import factorial

from kingdon import Algebra
from sympy import Add, Expr, Integer, Mul, Pow, Symbol, Tuple, exp, expand, ff, sympify


class Grassmann(Symbol):
    """An anticommuting symbol."""

    def __new__(cls, name: str):
        return Symbol.__new__(cls, name, commutative=False)


def anticommuting(names: str) -> tuple[Grassmann, ...]:
    """Grassmann variables from a space-separated string of names."""
    return tuple(Grassmann(name) for name in names.split())


class Berezin(Expr):
    r"""The integral of ``integrand`` against :math:`d\theta_1 \cdots d\theta_n`, ``measure`` in printed order."""

    def __new__(cls, integrand, *measure):
        if len(measure) == 1 and isinstance(measure[0], Tuple):
            measure = measure[0]
        return Expr.__new__(cls, sympify(integrand), Tuple(*measure))

    @property
    def is_commutative(self) -> bool:
        return not (grassmann_symbols(self.args[0]) - set(self.args[1]))

    def doit(self, **hints) -> Expr:
        """The value: the coefficient that the derivatives from the left leave, rightmost differential first."""
        integrand, measure = self.args
        generators = tuple(sorted(grassmann_symbols(integrand) | set(measure), key=str))
        parts = components(integrand.doit(**hints), generators)
        for variable in reversed(measure):
            parts = _left_derivative(parts, generators.index(variable))
        return _as_expression(parts, generators)

    def _latex(self, printer) -> str:
        integrand, measure = self.args
        return r"\int " + r"\,".join(f"d{printer._print(v)}" for v in measure) + r"\;" + printer._print(integrand)


def grassmann_symbols(expr) -> set[Grassmann]:
    return {s for s in expr.free_symbols if isinstance(s, Grassmann)}


def evaluate_berezin(expr):
    """``expr`` with every Berezin integral in it carried out."""
    return expr.replace(lambda e: isinstance(e, Berezin), lambda e: e.doit()) if expr.has(Berezin) else expr


def components(expr: Expr, generators: tuple[Grassmann, ...] | None = None) -> dict[int, Expr]:
    """Coefficients of ``expr`` in the basis of ordered products; key bit i set means that generator i is present."""
    expr = evaluate_berezin(expr)
    generators = generators or tuple(sorted(grassmann_symbols(expr), key=str))
    element = _element(expr, generators)
    return {int(key): value for key, value in zip(element.keys(), element.values()) if value != 0}


@lru_cache
def _algebra(size: int) -> Algebra:
    """Coefficients are expanded, which finds the zeros of polynomials; kingdon's own ``simplify`` takes most of the time."""
    return Algebra(0, 0, max(size, 1), simp_func=lambda value: expand(value) if isinstance(value, Expr) else value)


def _scalar(value, generators):
    return _algebra(len(generators)).multivector({0: value})


def _element(expr, generators):
    """The multivector of ``expr``, by recursion over its tree."""
    if expr.is_commutative:
        return _scalar(expr, generators)
    if isinstance(expr, Grassmann):
        return _algebra(len(generators)).multivector({1 << generators.index(expr): Integer(1)})
    if isinstance(expr, Add):
        return reduce(lambda a, b: a + b, (_element(arg, generators) for arg in expr.args))
    if isinstance(expr, Mul):
        return reduce(lambda a, b: a * b, (_element(arg, generators) for arg in expr.args))
    if isinstance(expr, exp):
        return _taylor(expr.args[0], generators, lambda body, k: exp(body))
    if isinstance(expr, Pow) and expr.exp.is_commutative:
        return _taylor(expr.base, generators, lambda body, k: ff(expr.exp, k) * body ** (expr.exp - k))
    raise TypeError(f"no Grassmann element is defined for {type(expr).__name__}: {expr}")


def _taylor(argument, generators, derivative):
    """f(body + soul) as its Taylor series in the soul, which ends because the soul is nilpotent."""
    parts = components(argument, generators)
    body = parts.pop(0, Integer(0))
    soul = _algebra(len(generators)).multivector(parts) if parts else _scalar(Integer(0), generators)
    total, power = _scalar(derivative(body, 0), generators), soul
    for order in range(1, len(generators) + 1):
        if all(value == 0 for value in power.values()):
            break
        total = total + power * (derivative(body, order) / factorial(order))
        power = power * soul
    return total


def _left_derivative(parts: dict[int, Expr], index: int) -> dict[int, Expr]:
    bit = 1 << index
    return {key ^ bit: (-1) ** (key & (bit - 1)).bit_count() * value for key, value in parts.items() if key & bit}


def _as_expression(parts: dict[int, Expr], generators) -> Expr:
    return Add(*(value * Mul(*(g for i, g in enumerate(generators) if key >> i & 1)) for key, value in parts.items()))
