"""`ganmech check`: verify derivations, errata and published formulas now, and print the ledger."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ganmech.report import ledger, parallel, statements
from ganmech.report.statements import Correction, Statement

COLOURS = {"PROVED": "green", "AGREES": "cyan", "STATED": "dim", "UNKNOWN": "bold yellow", "REFUTED": "bold red"}
FAILED = ("UNKNOWN", "REFUTED")


def check(names: list[str], as_json: bool) -> int:
    """Verify what is named and return the exit code: 1 if a line or an erratum fails, or a published formula is not settled."""
    wanted = chosen(names)
    console = Console(stderr=as_json)
    with console.status("verifying"):
        records = verified(wanted, None if as_json else console)
        corrections = [found for found in statements.errata() if found.erratum in wanted]
        stated = [found for found in statements.statements() if found.published in wanted]
    complaints = statements.complaints(corrections, stated)
    ok = not complaints and not any(record.verdict in FAILED for record in records)
    if as_json:
        print(json.dumps({"ok": ok, **as_data(records, corrections, stated)}))
    else:
        show_statements(console, corrections, stated)
        for text in [*complaints, summary(records, corrections, stated)]:
            console.print(text, highlight=False, markup=False, soft_wrap=True)
    return 0 if ok else 1


def verified(wanted: set[str], console: Console | None) -> list[ledger.Record]:
    """The lines of the derivations wanted, shown module by module as they are verified."""
    records = []
    modules = {name.rpartition(".")[0] for name in wanted} & {*ledger.derived_modules()}
    anew = partial(ledger.verified, anew=True)      # whatever certificates are kept
    for _, found in parallel.each(anew, sorted(modules)):
        mine = [record for record in found if record.derivation in wanted]
        records += mine
        if console:
            show(console, mine)
    return records


def chosen(names: Iterable[str]) -> set[str]:
    """Names of the derivations, errata and published formulas meant. Raises ValueError for a name that means none."""
    known = everything()
    return {name for given in list(names) or [""] for name in meant(given.removeprefix("derivations."), known)}


def everything() -> list[str]:
    """All that can be checked, by name."""
    from derivations.calculus.ledger import errata

    found = [*ledger.discovered(), *errata()]
    return [*(entry.name for entry in found), *(name for name, _ in statements.published())]


def meant(given: str, known: list[str]) -> list[str]:
    """One entry, or all of a module or a chapter."""
    found = [name for name in known if not given or name == given or name.startswith(f"{given}.")]
    if given and not found:
        parts = {".".join(name.split(".")[:depth]) for name in known for depth in (1, 2, 3)}
        near = difflib.get_close_matches(given, sorted(parts), 1, 0.4)
        modules = ", ".join(sorted({name.rpartition(".")[0] for name in known}))
        hint = f"did you mean {near[0]}?" if near else f"there are the modules {modules}"
        raise ValueError(f"there is no derivation, module or chapter {given}; {hint}")
    return found


def show(console: Console, records: list[ledger.Record]) -> None:
    """The lines of one module."""
    for name in dict.fromkeys(record.derivation for record in records):
        rows = [(r.line, r.reason, Text(r.verdict, COLOURS[r.verdict]), r.how) for r in records if r.derivation == name]
        console.print(listing(name, rows), "")


def show_statements(console: Console, corrections: Sequence[Correction], stated: Sequence[Statement]) -> None:
    """Errata, of which REFUTED is the good verdict, and published formulas with what settles them."""
    for c in corrections:
        row = (c.formula, c.source, Text(c.verdict, "green" if c.ok else "bold red"), c.how)
        console.print(listing(f"erratum {c.erratum}", [row]), Text(f" {c.consequence}"), "")
    if stated:
        rows = [(s.formula, s.source, "", f"settled by {s.settled_by}" if s.ok else Text("not settled", "bold red")) for s in stated]
        console.print(listing("published formulas", rows), "")


def listing(title: str, rows: Iterable[Sequence]) -> Table:
    """A table without lines: what is said, why, the verdict, the evidence."""
    table = Table(title=Text(title), title_justify="left", title_style="bold", box=None, show_header=False, expand=False)
    for width in (None, None, 8, None):
        table.add_column(min_width=width, overflow="fold")
    for said, why, verdict, how in rows:
        table.add_row(Text(said), Text(why, "dim"), verdict, how if isinstance(how, Text) else Text(how, "dim"))
    return table


def as_data(records: Sequence[ledger.Record], corrections: Sequence[Correction], stated: Sequence[Statement]) -> dict:
    """Everything that was looked at, for a program."""
    return {
        "counts": Counter(record.verdict for record in records),
        "lines": [asdict(record) for record in sorted(records, key=lambda record: record.derivation)],
        "errata": [asdict(found) | {"ok": found.ok} for found in corrections],
        "published": [asdict(found) | {"ok": found.ok} for found in stated],
    }


def summary(records: Sequence[ledger.Record], corrections: Sequence[Correction], stated: Sequence[Statement]) -> str:
    """One line."""
    total = Counter(record.verdict for record in records)
    counts = ", ".join(f"{total[verdict]} {verdict}" for verdict in COLOURS if total[verdict])
    parts = [f"{len({r.derivation for r in records})} derivations, {len(records)} lines: {counts}"] if records else []
    parts += [f"{sum(c.ok for c in corrections)} of {len(corrections)} errata hold"] if corrections else []
    parts += [f"{sum(s.ok for s in stated)} of {len(stated)} published formulas settled"] if stated else []
    return "; ".join(parts)
