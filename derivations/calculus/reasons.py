"""Reasons a line can give, each with a check that costs less than finding the line did.

A reason looks at the expression before and after, on a domain, and returns evidence. Reasons verify backwards where they
can: differentiate rather than integrate, substitute back rather than solve.
"""
from dataclasses import dataclass, field
from functools import lru_cache

import mpmath
from sympy import Expr, ImmutableMatrix as Matrix, Symbol, diff, expand, resultant, sympify
from sympy.core.function import AppliedUndef

from derivations.calculus.domain import Domain, Is
from derivations.calculus.equality import equal, number, refute, scalars
from derivations.calculus.verdict import Evidence, Verdict, worst


class Reason:
    """Why a line follows from the one before."""

    text = ""

    def check(self, before, after, domain: Domain, prove: bool = True) -> Evidence:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Definition(Reason):
    """The left-hand side is a name for the right-hand side; the lines after it test the expression itself."""

    text = "definition"

    def check(self, before, after, domain, prove=True):
        if not all(name.has(AppliedUndef) or name.as_base_exp()[0].is_Symbol for name in scalars(before)):
            return Evidence(Verdict.REFUTED, "only a name can be defined", witness={"defined": before})
        return Evidence(Verdict.STATED, "definition")


@dataclass(frozen=True)
class Stated(Reason):
    """A theorem or a model assumption, trusted on its source and listed as a premise."""

    source: str

    @property
    def text(self) -> str:
        return f"stated: {self.source}"

    def check(self, before, after, domain, prove=True):
        return Evidence(Verdict.STATED, self.source)


@dataclass(frozen=True)
class Rewrite(Reason):
    """Algebra: both sides are equal everywhere on the domain."""

    text = "algebra"

    def check(self, before, after, domain, prove=True):
        return equal(before, after, domain, prove)


@dataclass(frozen=True)
class Using(Reason):
    """An earlier result, applied through the replacement ``rules``."""

    result: str
    rules: dict = field(hash=False)

    @property
    def text(self) -> str:
        return f"using {self.result}"

    def check(self, before, after, domain, prove=True):
        return equal(sympify(before).subs(self.rules), after, domain, prove)


@dataclass(frozen=True)
class SameDerivative(Reason):
    """Equal slopes in ``variable`` and equal values at ``at``."""

    variable: Symbol
    at: Expr

    @property
    def text(self) -> str:
        return f"equal derivatives in {self.variable}, equal at {self.variable} = {self.at}"

    def check(self, before, after, domain, prove=True):
        slopes = equal(diff(before, self.variable), diff(after, self.variable), domain, prove)
        ends = [sympify(side).subs(self.variable, self.at) for side in (before, after)]
        values = equal(*(end.doit() for end in ends), domain | {self.variable: Is(self.at)}, prove)
        both = (slopes, values)
        decisive = next((e for e in both if e.verdict is worst(both)), slopes)
        return Evidence(decisive.verdict, decisive.how, decisive.witness, slopes.seconds + values.seconds)


@dataclass(frozen=True)
class Gradient(Reason):
    """The line is the vector of partial derivatives of the expression before it, each times ``scale``."""

    variables: tuple
    scale: tuple | None = None

    @property
    def text(self) -> str:
        return "differentiate in " + ", ".join(map(str, self.variables))

    def check(self, before, after, domain, prove=True):
        scale = self.scale or (1,) * len(self.variables)
        return equal([factor * diff(before, v) for v, factor in zip(self.variables, scale)], after, domain, prove)


@dataclass(frozen=True)
class Extremum(Reason):
    """The value of the expression before where it is stationary in some variables, at the place ``at`` gives for each."""

    at: dict = field(hash=False)

    @property
    def text(self) -> str:
        return "stationary in " + ", ".join(map(str, self.at))

    def check(self, before, after, domain, prove=True):
        slopes = [diff(before, v).subs(self.at, simultaneous=True) for v in self.at]
        return equal([*slopes, before.subs(self.at, simultaneous=True)], [0] * len(slopes) + [after], domain, prove)


@dataclass(frozen=True)
class Satisfies(Reason):
    """The values given satisfy the equations before: substituted, every left-hand side vanishes."""

    variables: tuple

    @property
    def text(self) -> str:
        return "substituted back for " + ", ".join(map(str, self.variables))

    def check(self, before, after, domain, prove=True):
        rules = dict(zip(self.variables, scalars(after)))
        residuals = [equation.subs(rules, simultaneous=True) for equation in scalars(before)]
        point = next(domain.points(1))
        if not all(mpmath.isfinite(number(residual, point)) for residual in residuals):
            return Evidence(Verdict.REFUTED, "the equations have no value there", witness=point)
        return equal(residuals, [0] * len(residuals), domain, prove)


@dataclass(frozen=True)
class Combines(Reason):
    """Equivalent equations: the vector before, multiplied by a matrix that is nowhere singular on the domain."""

    rows: Matrix

    text = "combine the equations (an invertible matrix)"

    def check(self, before, after, domain, prove=True):
        if refute(self.rows.det(), 0, domain).verdict is not Verdict.REFUTED:
            return Evidence(Verdict.REFUTED, "the matrix is singular", witness=next(domain.points(1)))
        return equal(self.rows * Matrix(before), after, domain, prove)


@dataclass(frozen=True)
class Eliminates(Reason):
    """The resultant of the two polynomials before, in ``variable``, is ``extraneous`` times the polynomial after."""

    variable: Symbol
    extraneous: Expr | int = 1

    @property
    def text(self) -> str:
        factor = "" if self.extraneous == 1 else f", with the factor {self.extraneous} that never vanishes"
        return f"eliminate {self.variable} (resultant{factor})"

    def check(self, before, after, domain, prove=True):
        first, second = scalars(before)
        return equal(_resultant(first, second, self.variable), self.extraneous * after, domain, prove)


@lru_cache
def _resultant(first, second, variable):
    return resultant(expand(first), expand(second), variable)


@dataclass(frozen=True)
class Integrates(Reason):
    """Carry out one or more integrals: compared by quadrature at exact points, proved by SymPy's integrator.

    ``symbolic=False`` leaves out the proof where SymPy's integrator is known not to end.
    """

    symbolic: bool = True

    @property
    def text(self) -> str:
        return "integrate" if self.symbolic else "integrate, by quadrature"

    def check(self, before, after, domain, prove=True):
        return equal(before, after, domain, prove and self.symbolic)
