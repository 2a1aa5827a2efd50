"""Expressions as keys of dictionaries and caches."""
from dataclasses import dataclass
from functools import cached_property
from typing import Iterable

from sympy import Basic, Subs, srepr


@dataclass(frozen=True, eq=False)
class Written:
    """An expression that equals another only if both are written alike.

    SymPy's own equality identifies variables of a Subs that take the same value, and with them derivatives by the one and by
    the other: ``Subs(Derivative(x*y**2, x), (x, y), (1, 1))``, which is 1, equals ``Subs(Derivative(x*y**2, y), (x, y), (1, 1))``,
    which is 2.
    """

    expr: object

    @cached_property
    def _key(self) -> tuple:
        holds = isinstance(self.expr, Basic) and self.expr.has(Subs)
        return self.expr, srepr(self.expr) if holds else None

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other) -> bool:
        return self._key == other._key


def unique(expressions: Iterable) -> list:
    """Each of them once, in their order."""
    return [key.expr for key in dict.fromkeys(map(Written, expressions))]
