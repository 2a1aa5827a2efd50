"""The ledger as a page: reports/ledger.md, also a page of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ganmech.report.display import badge, correction, escaped, formula, standing
from ganmech.report.ledger import Record

KEY = "content key: "

TOP = """\
# Ledger

<!-- {key} -->

Every line of every derivation, with the reason given for it and the verdict of its check. The page is written by
`make report` from the derivations themselves.

{counts}
"""


def page(key: str, records: Sequence[Record], errata: Iterable = (), not_derived: Iterable = ()) -> str:
    """The whole page as Markdown."""
    parts = [TOP.format(key=KEY + key, counts=counts(records)), meanings(), premises(records)]
    parts += [*headed("## Errata", map(erratum, errata)), section("Not derived", map(unsettled, not_derived))]
    parts += ["## Derivations", *derivations(records)]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def counts(records: Sequence[Record]) -> str:
    """How many lines have which verdict."""
    total = Counter(record.verdict for record in records)
    names = len({record.derivation for record in records})
    return f"{names} derivations, {len(records)} lines: " + ", ".join(
        f"{total[verdict.name]} {badge(verdict)}" for verdict in verdicts() if total[verdict.name]
    )


def verdicts() -> list:
    """The verdicts, best first."""
    from derivations.calculus.verdict import Verdict

    return list(Verdict)


def meanings() -> str:
    """What each verdict means."""
    rows = [f"| {badge(verdict)} | {escaped(verdict.value)} |" for verdict in verdicts()]
    return "\n".join(["| verdict | meaning |", "|---|---|", *rows])


def premises(records: Sequence[Record]) -> str:
    """Everything that is trusted rather than checked."""
    trusted = [record for record in records if record.verdict == "STATED" and record.reason != "definition"]
    return section("Premises trusted", (f"{escaped(r.line)}: {escaped(r.how)} (`{r.derivation}`)" for r in trusted))


def section(title: str, items: Iterable[str]) -> str:
    """A headed list, or nothing when there is nothing to list."""
    listed = "\n".join(f"- {item}" for item in items)
    return f"## {title}\n\n{listed}" if listed else ""


def headed(heading: str, items: Iterable[str]) -> list[str]:
    """Items under a heading, or nothing when there are none."""
    listed = list(items)
    return [heading, *listed] if listed else []


def erratum(error) -> str:
    """A published formula, what follows instead, and the point that tells them apart."""
    return f"### {escaped(error.published.name[:1].upper() + error.published.name[1:])}\n\n{correction(error)}"


def unsettled(statement) -> str:
    """A published statement kept without derivation, and why."""
    return f"**{escaped(statement.published.name)}** ({escaped(statement.published.source)}): {escaped(statement.reason)}"


def derivations(records: Sequence[Record]) -> Iterator[str]:
    """One table a derivation."""
    for (name, title), group in groupby(records, key=lambda record: (record.derivation, record.title)):
        rows = list(group)
        stands = standing(worst(rows), (record.reason for record in rows))
        table = [f"### {escaped(title)}", "", f"`{name}` {stands}", "", "| line | reason | verdict | evidence |", "|---|---|---|---|"]
        yield "\n".join(table + [row(record) for record in rows])


def worst(records: Sequence[Record]):
    """The verdict of a whole derivation."""
    return max(map(verdict_of, records), key=verdicts().index)


def verdict_of(record: Record):
    """The verdict a record names."""
    return next(verdict for verdict in verdicts() if verdict.name == record.verdict)


def row(record: Record) -> str:
    """One line of a derivation."""
    return f"| {escaped(record.line)} | {escaped(record.reason)} | {badge(verdict_of(record))} | {escaped(record.how)} |"
