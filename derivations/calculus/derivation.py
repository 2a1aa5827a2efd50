"""A derivation is read like an aligned display: an expression, then lines, each with what it says and the reason.

    rate = calc(I_1(u, E),
                Line("the work done against the mean force", Integral(...), by=Stated("...")),
                Line("equal slopes, both vanish at the edge", closed_form, by=SameDerivative(u, at=E)),
                on=Domain({E: Above(0), u: Above(E)}), reaches=published.goe_rate)
"""
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Iterator

from sympy import Eq, latex

from derivations.calculus.domain import Domain
from derivations.calculus.equality import equal, refute
from derivations.calculus.reasons import Reason, Rewrite
from derivations.calculus.verdict import Evidence, Verdict, worst


@dataclass(frozen=True)
class Published:
    """A formula as its source states it: never corrected here. ``source`` is a paper, or a repository and a file."""

    name: str
    expr: object
    source: str


@dataclass(frozen=True)
class Line:
    """One step: what it says in words, the expression reached, the reason."""

    says: str
    expr: object
    by: Reason = Rewrite()


@dataclass(frozen=True)
class Checked:
    """A line with its evidence."""

    says: str
    expr: object
    reason: str
    evidence: Evidence

    @property
    def latex(self) -> str:
        return latex(self.expr)


@dataclass(frozen=True)
class Verification:
    """Every line of a derivation, checked."""

    lines: tuple[Checked, ...]

    @property
    def verdict(self) -> Verdict:
        return worst(line.evidence for line in self.lines)


@dataclass(frozen=True, eq=False)
class Derivation:
    """A chain of equalities from ``start`` to ``result``, on a domain; ``reaches`` is the published form it must equal."""

    title: str
    start: object
    lines: tuple[Line, ...]
    on: Domain
    reaches: Published | None = None
    name: str = ""

    @property
    def result(self):
        return self.lines[-1].expr

    @property
    def equation(self) -> Eq:
        return Eq(self.start, self.result, evaluate=False)

    @cached_property
    def _checked(self) -> Verification:
        return Verification(tuple(self.checks(prove=True)))

    def verify(self, prove: bool = True) -> Verification:
        """Check every line. With ``prove=False`` only look for refutations, which is quick."""
        return self._checked if prove else Verification(tuple(self.checks(prove=False)))

    def with_line(self, index: int, expr) -> "Derivation":
        """The same derivation with another expression in one line: what mutation testing asks for."""
        lines = list(self.lines)
        lines[index] = replace(lines[index], expr=expr)
        return replace(self, lines=tuple(lines))

    def steps(self) -> list[tuple]:
        """What each line to be checked says, its expression and its reason; the comparison with a published form comes last."""
        last = [(f"the published form: {self.reaches.name}", self.reaches.expr, self.reaches.source)] if self.reaches else []
        return [(line.says, line.expr, str(line.by)) for line in self.lines] + last

    def checks(self, prove: bool) -> Iterator[Checked]:
        """Each line with its evidence, one at a time."""
        befores = [self.start, *(line.expr for line in self.lines)]
        for step, before, line in zip(self.steps(), befores, [*self.lines, None]):
            check = line.by.check if line else equal
            yield Checked(*step, check(before, step[1], self.on, prove))


def calc(start, *lines: Line, on: Domain, title: str, reaches: Published | None = None) -> Derivation:
    """A derivation, from its first expression through its lines."""
    return Derivation(title, start, lines, on, reaches)


@dataclass(frozen=True)
class Erratum:
    """A published formula that the derivation contradicts, with the exact point at which they differ, and what follows."""

    published: Published
    derived: object
    witness: Domain
    consequence: str
    name: str = ""

    def verify(self) -> Evidence:
        """REFUTED is the evidence an erratum needs: the published form must fail at the stored witness."""
        return refute(self.published.expr, self.derived, self.witness, points=1)


@dataclass(frozen=True)
class NotDerived:
    """A published statement that is kept without a derivation, and why."""

    published: Published
    reason: str
    name: str = ""


