"""One-symbol mutants of a line: the measure of the checker.

A mutant changes one sign or one number. Every mutant that differs from the original at exact points must make the derivation
REFUTED; those that do not differ are equivalent and are listed with their evidence; those that have no value there are
undefined, and leave the derivation UNKNOWN, which fails too.
"""
from dataclasses import dataclass, replace
from typing import Iterator

from sympy import Add, Basic, MatrixBase, Mul, Number

from derivations.calculus.derivation import Derivation
from derivations.calculus.equality import refute
from derivations.calculus.verdict import Verdict, worst
from derivations.calculus.written import unique


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant: REFUTED, EQUIVALENT, UNDEFINED or SURVIVED."""

    line: int
    mutant: object
    fate: str
    how: str


def mutants(expr) -> Iterator[object]:
    """Every expression that differs from ``expr`` in one sign or one number."""
    if isinstance(expr, MatrixBase):
        for i, entry in enumerate(expr):
            for changed in mutants(entry):
                copy = expr.as_mutable()
                copy[i] = changed
                yield copy.as_immutable()
        return
    if isinstance(expr, Number):
        yield expr + 1
        return
    if isinstance(expr, (Add, Mul)):
        yield from _sign_changes(expr)
    for i, arg in enumerate(expr.args if isinstance(expr, Basic) else ()):
        for changed in mutants(arg):
            yield expr.func(*expr.args[:i], changed, *expr.args[i + 1:])


def _sign_changes(expr) -> Iterator[object]:
    if isinstance(expr, Add):
        for i, term in enumerate(expr.args):
            yield Add(*expr.args[:i], -term, *expr.args[i + 1:])
    else:
        yield -expr


def outcomes(derivation: Derivation) -> Iterator[Outcome]:
    """The fate of every mutant of every line of a derivation."""
    for index, line in enumerate(derivation.lines):
        for mutant in unique(mutants(line.expr)):
            yield fate(derivation, index, mutant)


def neighbourhood(derivation: Derivation, index: int) -> Derivation:
    """The line and the one after it: no other check looks at the expression of the line."""
    start = derivation.lines[index - 1].expr if index else derivation.start
    last = index == len(derivation.lines) - 1
    return replace(derivation, start=start, lines=derivation.lines[index:index + 2], reaches=derivation.reaches if last else None)


def fate(derivation: Derivation, index: int, mutant) -> Outcome:
    """Refuted by the derivation's own checks, or equal to the original line at exact points, or without a value, or none."""
    checked = []
    for line in neighbourhood(derivation.with_line(index, mutant), index).checks(prove=False):
        if line.evidence.verdict is Verdict.REFUTED:
            return Outcome(index, mutant, "REFUTED", line.evidence.how)
        checked.append(line.evidence)
    same = refute(derivation.lines[index].expr, mutant, derivation.on)
    if same.verdict is Verdict.AGREES:
        return Outcome(index, mutant, "EQUIVALENT", same.how)
    if same.verdict is Verdict.UNKNOWN and worst(checked) is Verdict.UNKNOWN:
        return Outcome(index, mutant, "UNDEFINED", same.how)
    return Outcome(index, mutant, "SURVIVED", "; ".join(evidence.how for evidence in checked))
