"""One SymPy expression, one function, any arithmetic: float64 arrays, mpmath, exact rationals, Arb balls."""

from ganmech.lowering.arithmetic import EXACT, FLOAT64, balls, multiprecision
from ganmech.lowering.lower import lower

__all__ = ["EXACT", "FLOAT64", "balls", "lower", "multiprecision"]
