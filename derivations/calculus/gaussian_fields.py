"""A reason that differentiates a function of two points: how covariances of derivatives of a Gaussian field are found."""
from dataclasses import dataclass, field
from functools import lru_cache

from sympy import Expr, diff

from derivations.calculus.domain import Domain
from derivations.calculus.equality import equal
from derivations.calculus.reasons import Reason
from derivations.calculus.verdict import Evidence


@dataclass(frozen=True)
class MixedDerivatives(Reason):
    """The line is the matrix of derivatives of ``function`` along every row and every column, at the place ``at``.

    Each row and each column is a tuple of coordinates to differentiate in; an empty tuple is the function itself. With the
    covariance function of a Gaussian field, rows in one point and columns in the other, these are covariances of derivatives.
    """

    function: Expr
    rows: tuple
    columns: tuple
    at: dict = field(hash=False)

    text = "differentiate the function, row by column"

    def check(self, before, after, domain: Domain, prove: bool = True) -> Evidence:
        at = tuple(self.at.items())
        return equal([_mixed(self.function, (*row, *column), at) for row in self.rows for column in self.columns],
                     after, domain, prove)


@lru_cache(maxsize=1024)
def _mixed(function: Expr, along: tuple, at: tuple) -> Expr:
    return (diff(function, *along) if along else function).subs(at)
