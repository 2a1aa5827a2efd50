"""The losses' derivatives f and f~ that the updates use: f(x) = d/dx F(D^(x)), f~(x) = d/dx F~(D^(x)).

"linear" is f(x) = x, of the quadratic loss F(D^(x)) = x^2/2. Only values of f enter: averages of f' follow from Stein's lemma.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sympy import Expr, Symbol, tanh

from ganmech.lowering import FLOAT64, lower

x = Symbol("x", real=True)
NAMED = {"linear": x, "tanh": tanh(x)}
H_PRIME = tanh(x - 1)     # of the regularisation H(x) = log cosh(x - 1), which keeps squared lengths near 1
PROBES = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])


@dataclass(frozen=True)
class Slope:
    """f as a SymPy expression in one symbol, or None if only a function of arrays is known; and that function."""

    expr: Expr | None
    values: Callable[[np.ndarray], np.ndarray]

    @property
    def linear(self) -> bool:
        return self.expr == x

    @property
    def written(self) -> Expr:
        """f(x). Raises ValueError if it was given as a Python function."""
        if self.expr is None:
            raise ValueError("loss must be a name or a SymPy expression for this, not a Python function")
        return self.expr


def slopes(loss) -> tuple[Slope, Slope]:
    """(f, f~) of what the caller gives: a name, a SymPy expression in one symbol, a function of arrays, or a pair of these."""
    pair = loss if isinstance(loss, tuple) else (loss, loss)
    if len(pair) != 2:
        raise ValueError(f"loss must be one function f or a pair (f, f_tilde), got {len(pair)} of them")
    return _slope(pair[0]), _slope(pair[1])


def penalty_slope() -> Slope:
    """H'(x) = tanh(x - 1)."""
    return _from_expression(H_PRIME)


def _slope(given) -> Slope:
    if isinstance(given, str):
        if given not in NAMED:
            raise ValueError(f"loss must be one of {', '.join(NAMED)}, a SymPy expression or a function, got {given!r}")
        return _from_expression(NAMED[given])
    if isinstance(given, Expr):
        return _from_expression(given)
    if callable(given):
        return _checked(Slope(None, given), given)
    raise TypeError(f"loss must be one of {', '.join(NAMED)}, a SymPy expression or a function, got {given!r}")


def _from_expression(expr: Expr) -> Slope:
    if len(expr.free_symbols) != 1:
        raise ValueError(f"loss must be an expression in one symbol, got {expr}")
    expr = expr.xreplace({expr.free_symbols.pop(): x})
    function = lower(expr, (x,))
    return _checked(Slope(expr, lambda values: function(FLOAT64, values)), expr)


def _checked(slope: Slope, given) -> Slope:
    """A slope whose function gives an array of finite reals for an array."""
    try:
        with np.errstate(all="ignore"):
            values = np.asarray(slope.values(PROBES))
    except (AttributeError, TypeError, ValueError, ArithmeticError) as error:
        raise ValueError(f"loss must be computable at an array of real numbers, got {given}: {error}") from None
    if values.shape != PROBES.shape or values.dtype.kind not in "fiu" or not np.isfinite(values).all():
        raise ValueError(f"loss must give finite real numbers, as many as it is given, got {given}")
    return slope
