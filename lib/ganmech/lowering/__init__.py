"""One SymPy expression, one function, any arithmetic: float64 arrays, mpmath, exact rationals, Arb balls."""

from typing import TYPE_CHECKING

from ganmech.lazy import imported_when_asked

if TYPE_CHECKING:
    from ganmech.lowering.arithmetic import EXACT, FLOAT64, balls, multiprecision
    from ganmech.lowering.lower import lower

__all__ = ["EXACT", "FLOAT64", "balls", "lower", "multiprecision"]

imported_when_asked(__name__)
