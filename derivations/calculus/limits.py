"""A reason that takes a limit, by SymPy."""
from dataclasses import dataclass

from sympy import Expr, Symbol, limit

from derivations.calculus.domain import Domain
from derivations.calculus.equality import equal, scalars
from derivations.calculus.reasons import Reason
from derivations.calculus.verdict import Evidence


@dataclass(frozen=True)
class Tends(Reason):
    """The line is the limit of the expression before as ``variable`` tends to ``to``, from ``side`` ("+" above, "-" below)."""

    variable: Symbol
    to: Expr
    side: str = "+"

    @property
    def text(self) -> str:
        return f"limit {self.variable} -> {self.to}"

    def check(self, before, after, domain: Domain, prove: bool = True) -> Evidence:
        return equal([limit(entry, self.variable, self.to, self.side) for entry in scalars(before)], after, domain, prove)
