"""Symbolic certificates: what a check of a derivation found, kept under a key of everything the check depends on.

A notebook that shows a derivation and the ledger that lists it need one verification between them. Certificates are kept in
build/certificates, which may be deleted at any time. Only what passed is kept; `ganmech check` and the tests always verify anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path

from sympy import Basic, preorder_traversal, srepr
from sympy.core.function import AppliedUndef
from sympy.matrices.matrixbase import MatrixBase

from derivations.calculus.derivation import Checked, Verification
from derivations.calculus.verdict import Evidence, Verdict
from ganmech.project import Checkout, NotACheckout, checkout
from ganmech.report.source import digest

CALCULUS = "derivations.calculus."


def verified(derivation) -> Verification:
    """The derivation's lines with their evidence: from the certificate if there is one, else verified now."""
    place = _place(derivation)
    if place is None:
        return derivation.verify()
    try:
        return _with_evidence(derivation, json.loads(place.read_text()))
    except (OSError, ValueError, KeyError):
        found = derivation.verify()
        if found.verdict.passes:
            _keep(place, found)
        return found


def _with_evidence(derivation, kept: list) -> Verification:
    evidence = [Evidence(Verdict[name], how) for name, how in kept]
    return Verification(tuple(Checked(*line, found) for line, found in zip(derivation.steps(), evidence, strict=True)))


def _keep(place: Path, found: Verification) -> None:
    """Written beside and moved, so that a reader never sees half of it; nothing is kept where nothing can be written."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps([[line.evidence.verdict.name, line.evidence.how] for line in found.lines]))
        beside.replace(place)


def _place(derivation) -> Path | None:
    """Where its certificate is kept; None outside a checkout, and where a reason holds more than formulas, as a simulation does."""
    try:
        where = checkout()
        text = written((derivation.start, derivation.lines, derivation.on, derivation.reaches))
    except (NotACheckout, TypeError):
        return None
    return where.build / "certificates" / f"{hashlib.sha256((calculus(where) + text).encode()).hexdigest()}.json"


def calculus(where: Checkout) -> str:
    """sha256 over what checks are made with: the calculus and the lock."""
    return digest([*sorted((where.packages["derivations"] / "calculus").rglob("*.py")), where.lock], where.root)


def written(value) -> str:
    """All of a value, symbols with their assumptions. Raises TypeError for what its text does not fix, such as a function."""
    if isinstance(value, (Basic, MatrixBase)):
        return srepr(value) + "".join(sorted(filter(None, map(_beyond_srepr, preorder_traversal(value)))))
    if is_dataclass(value) and type(value).__module__.startswith(CALCULUS):
        return f"{type(value).__qualname__}({', '.join(written(getattr(value, field.name)) for field in fields(value))})"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{written(key)}: {written(entry)}' for key, entry in value.items())}}}"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(written, value))}]"
    if value is None or isinstance(value, (str, int, bool)):
        return repr(value)
    raise TypeError(f"{type(value).__name__} cannot be written down")


def _beyond_srepr(node) -> str:
    """The assumptions of an undefined function, which srepr leaves out. Raises TypeError for classes of other modules."""
    if isinstance(node, AppliedUndef):
        return repr(sorted(type(node)._kwargs.items()))
    if not type(node).__module__.startswith(("sympy.", CALCULUS)):
        raise TypeError(f"{type(node).__name__} is not a class of SymPy or the calculus")
    return ""
