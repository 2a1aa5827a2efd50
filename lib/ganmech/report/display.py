"""Derivations and formulas as a reader sees them in a notebook and in the book.

show(derivation) writes one formula a line, each under what it says, why, and the verdict of its check;
equation(name, expr) makes a formula that a page can number and refer to:

    ```{glue:math} quartic
    :label: eq-quartic
    ```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from IPython.display import Markdown, Math, display
from myst_nb import glue
from sympy import Basic, Expr
from sympy.matrices.matrixbase import MatrixBase

from derivations.calculus.verdict import Verdict
from ganmech.report.certificates import verified
from ganmech.report.linebreak import tex

# How a line stands to the one before. Every reason not listed here states an equality.
RELATIONS = {
    "Gradient": r"\text{gradient:}\quad",
    "Eliminates": r"\Longrightarrow\quad",
    "Satisfies": r"\Longleftarrow\quad",
    "Combines": r"\Longleftrightarrow\quad",
    "Asymptotic": r"\sim\;",
    "Sampled": r"\longrightarrow\;",
    "Tends": r"\longrightarrow\;",
}


def show(derivation) -> None:
    """Verify a derivation and show it line by line, with reasons and verdicts."""
    display(Markdown(reading(derivation)))


def show_erratum(error) -> None:
    """Show what a source states, what follows instead, the point that tells them apart, and the consequence."""
    display(Markdown(correction(error)))


def correction(error) -> str:
    """The erratum as Markdown, without its heading."""
    evidence = error.verify()
    said = f"{escaped(error.published.source)} {badge(evidence.verdict)}"
    consequence = f"At the witness it {escaped(evidence.how)}: {escaped(error.consequence)}."
    return "\n\n".join([said, "In the source:", formula(error.published.expr), "Derived:", formula(error.derived), consequence])


def reading(derivation) -> str:
    """The derivation as Markdown. Times are left out, so that the text depends on the mathematics only."""
    checked, before = verified(derivation), derivation.start
    stands = standing(checked.verdict, (line.reason for line in checked.lines))
    parts = [f"**{escaped(derivation.title)}** {stands}", formula(before)]
    for line, relation in zip(checked.lines, relations(derivation, len(checked.lines)), strict=True):
        repeated = line.expr == before  # as a published form is when it was reached literally
        parts += [step(line)] if repeated else [step(line), formula(line.expr, relation)]
        before = line.expr
    return "\n\n".join(parts) + "\n"


def relations(derivation, count: int) -> Iterator[str]:
    """The sign in front of each line; the comparison with a published form, if any, comes last and is an equality."""
    reasons = [type(line.by).__name__ for line in derivation.lines]
    yield from (RELATIONS.get(reason, r"=\;") for reason in reasons)
    yield from [r"=\;"] * (count - len(reasons))


def step(line) -> str:
    """What a line says, its reason, its verdict and the evidence."""
    evidence = line.evidence
    how = "" if evidence.how in line.reason else f" ({escaped(evidence.how)})"
    return f"{escaped(line.says)} — *{escaped(line.reason)}* {badge(evidence.verdict)}{how}"


def formula(expr, relation: str = "") -> str:
    """A displayed formula."""
    sign = relation if isinstance(expr, (Expr, MatrixBase)) or not relation.startswith("=") else ""
    return f"$$\n{sign}{tex(expr)}\n$$"


def badge(verdict) -> str:
    """The verdict as a word that the book's style sheet colours and any other reader shows plainly."""
    return f'<span class="verdict {verdict.name.lower()}">{verdict.name}</span>'


def standing(verdict, reasons: Iterable[str]) -> str:
    """The verdict of a whole derivation, with a second badge where one of its lines is a premise that is only stated."""
    given = verdict is not Verdict.STATED and any(reason.startswith("stated:") for reason in reasons)
    return f"{badge(verdict)} {badge(Verdict.STATED)} given a stated premise" if given else badge(verdict)


def escaped(text: str) -> str:
    """Text as Markdown: mathematics between dollar signs stays, nothing else in it is markup."""
    pieces = re.split(r"(\$[^$]+\$)", text)
    return "".join(in_table(piece) if i % 2 else re.sub(r"([\\`*_{}\[\]<>#|$~])", r"\\\1", piece) for i, piece in enumerate(pieces))


def in_table(formula: str) -> str:
    """Mathematics as it can stand in a table too, where a bar would end the cell."""
    return re.sub(r"(?<!\\)\|", r"\\vert ", formula)


def equation(name: str, expr: Basic, left: str = "") -> None:
    """Show a formula and keep it under `name` for ```{glue:math}; tag the cell remove-output where the page shows it numbered.

    `left` is the name, in LaTeX, of what the formula is equal to.
    """
    glue(name, Math(f"{left} = {tex(expr)}" if left else tex(expr)))
