"""A law given by its first cumulants, the others being 0 or left out of account."""
from sympy import Expr, Integer

from derivations.calculus.laws import Law


class Cumulants(Law):
    """kappa_1, kappa_2, ... as given; those after them count as 0."""

    def cumulant(self, k: int) -> Expr:
        return self.args[k - 1] if k <= len(self.args) else Integer(0)
