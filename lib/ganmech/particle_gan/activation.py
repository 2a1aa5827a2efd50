"""Activations of a generator: a name with a closed form, tanh, or a SymPy expression of one variable."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sympy import Expr, Symbol, diff, sympify, tanh
from sympy import erf as erf_of

from derivations.particle_gan import layer
from derivations.particle_gan.notation import Theta_1, Theta_2, p, q, v_b, v_w
from ganmech.exact import said
from ganmech.lowering import FLOAT64, lower

u = Symbol("u", real=True)
STATE = q, p, Theta_1, Theta_2
NAMES = "relu", "erf", "tanh"
EXPRESSIONS = {"erf": erf_of(u), "tanh": tanh(u)}
CLOSED = {"relu": layer.relu.result, "erf": layer.erf.result}
PROBES = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])


@dataclass(frozen=True)
class ClosedLayer:
    """(arithmetic, q, p, Theta_1, Theta_2, v_w, v_b) -> the four numbers behind a layer; dq/dq, dp/dq, dp/dp behind it."""

    behind: Callable
    slopes: Callable


@dataclass(frozen=True)
class Activation:
    """s and s' of arrays; the same of any arithmetic (None for relu); whether s is odd; a closed form of a layer, or None."""

    name: str
    values: Callable[[np.ndarray], np.ndarray]
    slopes: Callable[[np.ndarray], np.ndarray]
    lowered: tuple[Callable, Callable] | None
    odd: bool
    closed: ClosedLayer | None


def activation_of(given) -> Activation:
    """The activation that the caller names, or gives as an expression.

    Raises ValueError for another name, for an expression that has not one variable, or that has no finite real values and
    slopes; TypeError for what is neither.
    """
    if isinstance(given, str) and given in NAMES:
        return RELU if given == "relu" else _written(given, EXPRESSIONS[given])
    if isinstance(given, Expr):
        if len(given.free_symbols) != 1:
            raise ValueError(f"activation must be an expression of one variable, got {said(given)}")
        expr = given.xreplace({given.free_symbols.pop(): u})
        named = [name for name, known in EXPRESSIONS.items() if known == expr]
        return _written(named[0], expr) if named else _checked(given, expr)
    kind = ValueError if isinstance(given, str) else TypeError
    raise kind(f"activation must be one of {', '.join(NAMES)} or a SymPy expression of one variable, got {said(given, repr)}")


def _closed(name: str) -> ClosedLayer | None:
    if name not in CLOSED:
        return None
    behind = CLOSED[name]
    slopes = diff(behind[0], q), diff(behind[1], q), diff(behind[1], p)
    return ClosedLayer(*(lower(numbers, (*STATE, v_w, v_b)) for numbers in (tuple(behind), slopes)))


@lru_cache
def _written(name: str, expr: Expr) -> Activation:
    s, slope = (lower(sympify(function), (u,)) for function in (expr, diff(expr, u)))
    odd = (expr + expr.subs(u, -u)).expand() == 0
    return Activation(name, _of_arrays(s), _of_arrays(slope), (s, slope), odd, _closed(name))


def _of_arrays(function: Callable) -> Callable:
    return lambda inputs: np.broadcast_to(np.asarray(function(FLOAT64, inputs), dtype=float), np.shape(inputs))


def _checked(given: Expr, expr: Expr) -> Activation:
    try:
        activation = _written(str(expr), expr)      # in u, so that a variable's name is no activation's
        with np.errstate(all="ignore"):
            found = np.array([activation.values(PROBES), activation.slopes(PROBES)])
    except (AttributeError, TypeError, ValueError, ArithmeticError):
        raise ValueError(f"activation must be made of functions that are smooth and known here, got {said(given)}") from None
    if not np.isfinite(found).all():
        raise ValueError(f"activation must have finite real values and slopes, got {said(given)}")
    return activation


RELU = Activation("relu", lambda inputs: np.maximum(inputs, 0), lambda inputs: (inputs > 0).astype(float), None, False,
                  _closed("relu"))
