"""What the sources state: every published formula is settled, and every erratum is one.

A published formula is settled by a derivation that reaches it, by an erratum, or by NotDerived with its reason. An erratum
holds when its published form is REFUTED at the stored witness; one that agrees with the derivation accuses its source wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Correction:
    """One erratum, as text, with the evidence found now."""

    erratum: str
    formula: str
    source: str
    verdict: str
    how: str
    consequence: str

    @property
    def ok(self) -> bool:
        return self.verdict == "REFUTED"


@dataclass(frozen=True)
class Statement:
    """One published formula, and the derivation, erratum or NotDerived that settles it; empty when nothing does."""

    published: str
    formula: str
    source: str
    settled_by: str

    @property
    def ok(self) -> bool:
        return bool(self.settled_by)


def errata() -> list[Correction]:
    """Every erratum, verified now."""
    from derivations.calculus import ledger

    return [correction(erratum) for erratum in ledger.errata()]


def correction(erratum) -> Correction:
    """One erratum, verified."""
    evidence, stated = erratum.verify(), erratum.published
    return Correction(erratum.name, stated.name, stated.source, evidence.verdict.name, evidence.how, erratum.consequence)


def statements() -> list[Statement]:
    """Every published formula, in the order of its source."""
    settled = settlements()
    return [Statement(name, stated.name, stated.source, settled.get(stated, "")) for name, stated in published()]


def published() -> list[tuple[str, object]]:
    """(chapter.module.variable, published formula) for all that a chapter's `published` module states."""
    from derivations.calculus import ledger

    names = {id(value): f"{module}.{variable}" for module, found in ledger.modules() for variable, value in vars(found).items()
             if module.endswith(".published")}
    return [(names[id(stated)], stated) for stated in ledger.published()]


def settlements() -> dict:
    """Published formula -> the name of what settles it."""
    from derivations.calculus import ledger

    reached = {derivation.reaches: derivation.name for derivation in ledger.discover() if derivation.reaches is not None}
    others = {entry.published: entry.name for entry in [*ledger.errata(), *ledger.not_derived()]}
    return reached | others


def complaints(corrections: Iterable[Correction], stated: Iterable[Statement]) -> list[str]:
    """One sentence for each erratum that does not hold and each published formula that nothing settles."""
    wrong = [f"{c.erratum}: the published form is not refuted at its witness: {c.verdict} ({c.how})" for c in corrections if not c.ok]
    return wrong + [f"{s.published}: no derivation reaches it, no erratum corrects it, no reason is given" for s in stated if not s.ok]
