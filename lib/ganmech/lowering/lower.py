"""A SymPy expression becomes a Python function whose first argument is the arithmetic to compute in.

    value = lower(u * sqrt(u**2 - E**2) / E**2, (u, E))
    value(FLOAT64, np.linspace(1, 2), 1.0)            # arrays
    with balls(200) as arithmetic:
        value(arithmetic, arb(2), 1)                  # an enclosure

Rational constants are handed to the arithmetic as two integers, so no constant is ever rounded to a float on the way.
"""

from collections.abc import Callable, Iterable

from sympy import Symbol, lambdify
from sympy.printing.pycode import AbstractPythonCodePrinter

_ARITHMETIC = "arithmetic"


class _ArithmeticPrinter(AbstractPythonCodePrinter):
    """Writes every constant and function as an operation of the arithmetic; ``+ - * /`` and whole powers stay operators."""

    def _print_Rational(self, rational):
        return f"{_ARITHMETIC}.rational({rational.p}, {rational.q})"

    _print_Half = _print_Rational

    def _print_Pi(self, _):
        return f"{_ARITHMETIC}.pi()"

    def _print_Pow(self, power, **_):
        base, exponent = self._print(power.base), power.exp
        if not exponent.is_Rational:
            return f"({base})**({self._print(exponent)})"
        if exponent.q > 1:
            base = f"{_ARITHMETIC}.sqrt({base})" if exponent.q == 2 else f"{_ARITHMETIC}.root({base}, {exponent.q})"
        whole = f"({base})**{abs(exponent.p)}" if abs(exponent.p) > 1 else f"({base})"
        return whole if exponent > 0 else f"(1/{whole})"

    def _print_Function(self, function):
        inside = ", ".join(map(self._print, function.args))
        return f"{_ARITHMETIC}.{type(function).__name__}({inside})"


def lower(expressions, arguments: Iterable[Symbol]) -> Callable:
    """The function ``f(arithmetic, *arguments)`` that evaluates an expression, or a tuple of them with shared parts once.

    The arguments broadcast as their own type does. A symbol of the expression that is not an argument is an error here
    rather than at the first call.
    """
    arguments = tuple(arguments)
    parts = expressions if isinstance(expressions, tuple) else (expressions,)
    missing = {symbol.name for part in parts for symbol in part.free_symbols} - {symbol.name for symbol in arguments}
    if missing:
        raise ValueError(f"the expression also holds {', '.join(sorted(missing))}, not among the arguments given")
    plain = {symbol: Symbol(f"argument{place}") for place, symbol in enumerate(arguments)}
    renamed = tuple(part.xreplace(plain) for part in parts)
    printer = _ArithmeticPrinter({"fully_qualified_modules": False})
    symbols = [Symbol(_ARITHMETIC), *plain.values()]
    function = lambdify(symbols, renamed, modules=[{}], printer=printer, cse=True, docstring_limit=-1)
    return function if isinstance(expressions, tuple) else _single(function)


def _single(function):
    return lambda *arguments: function(*arguments)[0]
