r"""Long sums over several lines: the LaTeX of a formula that would not fit the page.

Widths are estimated from the expression, in units of about one letter; a sum wider than a line is broken between its terms, in
the order in which SymPy prints them; of an equation either side. Everything else is printed as SymPy prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Basic, Eq, Mul, Pow, fraction, latex
from sympy.matrices.matrixbase import MatrixBase

LINE = 50


def tex(expr) -> str:
    """LaTeX of a SymPy object, a matrix, or a tuple of them, with long sums broken."""
    if isinstance(expr, MatrixBase) and max(map(width, expr)) * expr.cols > LINE:
        rows = [" & ".join(tex(entry) for entry in expr.row(i)) for i in range(expr.rows)]
        return r"\left[\begin{matrix}" + r"\\[1.2ex]".join(rows) + r"\end{matrix}\right]"
    if isinstance(expr, Eq) and width(expr) > LINE:
        return broken(expr.lhs, f" = {tex(expr.rhs)}") if is_long(expr.lhs) else f"{tex(expr.lhs)} = {tex(expr.rhs)}"
    if is_long(expr):
        return broken(expr)
    return latex(expr, fold_short_frac=False)


def is_long(expr) -> bool:
    """Whether it is a sum that would not fit a line."""
    return isinstance(expr, Add) and width(expr) > LINE


def broken(total: Add, after: str = "") -> str:
    """A sum over several lines, and what follows its last term."""
    return r"\begin{aligned}[t]&" + r"\\ &\quad ".join(lines(total)) + after + r"\end{aligned}"


def lines(total: Add) -> Iterator[str]:
    """The terms of a sum with their signs, as many to a line as fit."""
    line, used = "", 0.0
    for place, term in enumerate(total.as_ordered_terms()):
        if line and used + width(term) > LINE:
            yield line
            line, used = "", 0.0
        written = latex(term, fold_short_frac=False)
        line += written if place == 0 or written.startswith("-") else f"+ {written}"
        used += width(term) + 3
    yield line


def width(expr: Basic) -> float:
    """About how many letters wide the expression is printed."""
    numerator, denominator = fraction(expr) if isinstance(expr, (Mul, Pow)) else (expr, 1)
    if denominator != 1:
        return max(width(numerator), width(denominator))
    if not getattr(expr, "args", ()):
        return 1.0 + 0.6 * str(expr).count("_") if not getattr(expr, "is_number", False) else float(len(str(expr)))
    if isinstance(expr, Pow):
        return width(expr.base) + (2 if expr.base.args else 0) + 0.6 * width(expr.exp)
    if isinstance(expr, Add):
        return sum(map(width, expr.args)) + 3.0 * (len(expr.args) - 1)
    if isinstance(expr, Mul):
        return sum(width(arg) + (1.5 if isinstance(arg, Add) else 0) for arg in expr.args)
    return 3.0 + sum(map(width, expr.args))
