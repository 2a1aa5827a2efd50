"""A SymPy expression as the source of a Python function of floats that numba compiles: one line for every shared part.

Complex unknowns are split into real and imaginary parts here, exactly, because loops over real numbers are what compilers turn
into vector instructions.
"""

from collections.abc import Iterable, Mapping

from sympy import Dummy, I, Symbol, arg, atan2, cse, expand_complex, im, log, numbered_symbols, re
from sympy.printing.pycode import AbstractPythonCodePrinter

FUNCTIONS = ("log", "sqrt", "sinh", "cosh", "tanh", "asinh", "exp", "sin", "cos", "asin", "atan2", "erf", "fabs", "atan")
_NAMES = {"Abs": "fabs"}


class _FloatPrinter(AbstractPythonCodePrinter):
    """Numbers are rounded once, here; functions are those of `math`."""

    def _print_Rational(self, rational):
        return repr(rational.p / rational.q)

    def _print_Integer(self, integer):
        return repr(float(integer.p))

    _print_Half = _print_Rational
    _print_Zero = _print_One = _print_NegativeOne = _print_Integer

    def _print_Pi(self, _):
        return "math.pi"

    def _print_Pow(self, power, **_):
        base, exponent = self._print(power.base), power.exp
        if not exponent.is_Rational or exponent.q > 2:
            return f"({base})**({self._print(exponent)})"
        base = f"math.sqrt({base})" if exponent.q == 2 else f"({base})"
        whole = f"({'*'.join([base] * abs(exponent.p))})" if abs(exponent.p) <= 3 else f"({base}**{abs(exponent.p)})"
        return whole if exponent > 0 else f"(1.0/{whole})"

    def _print_Function(self, function):
        name = type(function).__name__
        name = _NAMES.get(name, name)
        if name not in FUNCTIONS:
            raise ValueError(f"a compiled expression may hold {', '.join(FUNCTIONS)}, got {name}")
        return f"math.{name}({', '.join(map(self._print, function.args))})"

    _print_Abs = _print_Function


def source_of(name: str, expressions, arguments: Iterable[Symbol]) -> str:
    """The function ``name(*arguments)``: of an expression its value, of a tuple of them a tuple.

    Raises ValueError for a symbol that is not among the arguments, and a function that numba has not.
    """
    arguments, is_tuple = tuple(arguments), isinstance(expressions, tuple)
    parts = expressions if is_tuple else (expressions,)
    missing = set().union(*(part.free_symbols for part in parts)) - set(arguments)
    if missing:
        raise ValueError(f"the expression also holds {', '.join(sorted(map(str, missing)))}, not among the arguments given")
    plain = {symbol: Symbol(f"argument{place}") for place, symbol in enumerate(arguments)}
    shared, values = cse([part.xreplace(plain) for part in parts], symbols=numbered_symbols("shared"))
    printed = _FloatPrinter({"fully_qualified_modules": False}).doprint
    lines = [f"{symbol} = {printed(part)}" for symbol, part in shared]
    result = f"({', '.join(map(printed, values))},)" if is_tuple else printed(values[0])
    return f"def {name}({', '.join(map(str, plain.values()))}):\n    " + "\n    ".join([*lines, f"return {result}"]) + "\n"


def in_parts(expressions: tuple, complex_symbols: Iterable[Symbol], arguments: Iterable[Symbol]) -> tuple[tuple, tuple]:
    """(parts, arguments): real and imaginary part of each expression in turn, as functions of those of the complex symbols.

    All other symbols are real. Each complex symbol among the arguments becomes two, its real and its imaginary part.
    """
    complex_symbols, arguments = tuple(complex_symbols), tuple(arguments)
    real = {symbol: (Dummy(f"{symbol.name}_r", real=True), Dummy(f"{symbol.name}_i", real=True)) if symbol in complex_symbols
            else (Dummy(symbol.name, real=True),) for symbol in arguments}
    whole = {symbol: _joined(*pair) for symbol, pair in real.items()}
    pairs = [expand_complex(expression.xreplace(whole)).as_real_imag() for expression in expressions]
    return tuple(_of_reals(part) for pair in pairs for part in pair), tuple(part for pair in real.values() for part in pair)


def _of_reals(part):
    """The same without functions of complex numbers, and without a root under a logarithm."""
    return (part.replace(arg, lambda number: atan2(im(number), re(number)))
            .replace(lambda found: found.func is log and found.args[0].is_Pow,
                     lambda found: found.args[0].exp * log(found.args[0].base)))


def _joined(real, imaginary=0):
    return real + I * imaginary


Sources = Mapping[str, tuple]      # name -> (expression or tuple of them, arguments)
