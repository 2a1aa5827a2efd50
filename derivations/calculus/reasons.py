"""Reasons a line can give, each with a check that costs less than finding the line did.

A reason looks at the expression before and after, on a domain, and returns evidence. Reasons verify backwards where they
can: differentiate rather than integrate, substitute back rather than solve, measure an order on doubling rather than expand.
"""
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Callable

import mpmath
import numpy as np
from sympy import Expr, ImmutableMatrix as Matrix, Symbol, diff, expand, resultant, sympify
from sympy.core.function import AppliedUndef

from derivations.calculus.domain import Domain, Is
from derivations.calculus.equality import DIGITS, GUARD, equal, number, refute, scalars
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


@dataclass(frozen=True)
class Asymptotic(Reason):
    """Both sides differ by a multiple of ``small ** order`` as ``variable`` tends to infinity or to 0 from above.

    ``to`` is "oo" or "0". The order is measured on doubling (halving) from ``start``, which must be far enough for the next
    term to be invisible at the tolerance; as many digits are carried as a difference of that order needs.
    """

    variable: Symbol
    order: Expr
    to: str = "oo"
    start: int = 2**20

    @property
    def text(self) -> str:
        power = -self.order if self.to == "oo" else self.order
        return f"to within O({self.variable}^{power}) as {self.variable} -> {self.to}"

    def check(self, before, after, domain, prove=True):
        begin = time.perf_counter()
        orders = self._measured(before - after, domain)
        gaps = [abs(order - float(self.order)) for order in orders]
        wrong = any(mpmath.isfinite(gap) and gap >= 0.01 for gap in gaps)
        verdict = Verdict.REFUTED if wrong else Verdict.AGREES if all(map(mpmath.isfinite, gaps)) else Verdict.UNKNOWN
        how = f"measured order {orders[0]:.4f} against {self.order} on doubling, {len(orders)} points"
        witness = None if verdict is Verdict.AGREES else next(domain.points(1))
        return Evidence(verdict, how, witness, time.perf_counter() - begin)

    def _measured(self, gap: Expr, domain: Domain) -> list[float]:
        first, second = (self._sizes(gap, domain, sympify(self.start) * factor) for factor in (1, 2))
        return [float(mpmath.log(a / b, 2)) if a and b else float("nan") for a, b in zip(first, second)]

    def _sizes(self, gap: Expr, domain: Domain, far: Expr) -> list:
        """|gap| at three points of the domain, the variable at ``far`` (or 1/far) and all that depends on it moved along."""
        digits = DIGITS + GUARD + int(abs(self.order) * mpmath.log10(2 * self.start))
        moved = domain | {self.variable: Is(far if self.to == "oo" else 1 / far)}
        return [abs(number(gap, point, digits)) for point in moved.points(3)]


@dataclass(frozen=True)
class Sampled(Reason):
    """The mean of ``estimator(size, parameters, rng)``, a tuple of numbers, tends to the line as the size grows.

    Two sizes cancel the first correction: 2 mean(2 n) - mean(n) must lie within ``errors`` standard errors of the claim, in
    every real and imaginary part. Seeds are fixed.
    """

    estimator: Callable = field(hash=False)
    at: dict = field(hash=False)
    size: int = 60
    samples: int = 200
    errors: float = 4.0

    text = "large-size limit, by simulation"

    def check(self, before, after, domain, prove=True):
        begin = time.perf_counter()
        mean, error = _extrapolated(self.estimator, tuple(self.at.items()), self.size, self.samples)
        claim = [complex(number(value, self.at, 30)) for value in scalars(after)]
        gaps = [abs(part(m - c)) / part(e) for m, c, e in zip(mean, claim, error) for part in (np.real, np.imag)]
        verdict = Verdict.AGREES if max(gaps) < self.errors else Verdict.REFUTED
        how = f"simulation at sizes {self.size} and {2 * self.size}: within {max(gaps):.1f} standard errors"
        return Evidence(verdict, how, None if verdict.passes else self.at, time.perf_counter() - begin)


@lru_cache
def _extrapolated(estimator, at, size, samples) -> tuple[np.ndarray, np.ndarray]:
    """Means of 2 X(2 size) - X(size) and their standard errors, real and imaginary parts apart."""
    rng = np.random.default_rng(2101)
    small, large = (np.array([estimator(n, dict(at), rng) for _ in range(samples)]) for n in (size, 2 * size))

    def error(part):
        return np.sqrt((4 * part(large).var(axis=0) + part(small).var(axis=0)) / samples)

    return 2 * large.mean(axis=0) - small.mean(axis=0), error(np.real) + 1j * error(np.imag)
