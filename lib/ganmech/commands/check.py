"""`ganmech check`: verify derivations now, and print the ledger."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ganmech.report import ledger, parallel

COLOURS = {"PROVED": "green", "AGREES": "cyan", "STATED": "dim", "UNKNOWN": "bold yellow", "REFUTED": "bold red"}
FAILED = ("UNKNOWN", "REFUTED")


def check(names: list[str], as_json: bool) -> int:
    """Verify the derivations named and return the exit code."""
    wanted = chosen(names)
    console = Console(stderr=as_json)
    records = []
    with console.status("verifying"):
        for module, found in parallel.each(ledger.verified, sorted({name.rpartition(".")[0] for name in wanted})):
            records += [record for record in found if record.derivation in wanted]
            if not as_json:
                show(console, [record for record in found if record.derivation in wanted])
    failed = [record for record in records if record.verdict in FAILED]
    if as_json:
        lines = [asdict(record) for record in sorted(records, key=lambda r: r.derivation)]
        print(json.dumps({"ok": not failed, "counts": Counter(r.verdict for r in records), "lines": lines}))
    else:
        console.print(summary(records), highlight=False)
    return 1 if failed else 0


def chosen(names: Iterable[str]) -> set[str]:
    """Names of the derivations meant. Raises ValueError for a name that means none."""
    known = [derivation.name for derivation in ledger.discovered()]
    return {name for given in list(names) or [""] for name in meant(given.removeprefix("derivations."), known)}


def meant(given: str, known: list[str]) -> list[str]:
    """A derivation, or all of a module or a chapter."""
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
        table = Table(title=Text(name), title_justify="left", title_style="bold", box=None, show_header=False, expand=False)
        for width in (None, None, 8, None):
            table.add_column(min_width=width, overflow="fold")
        for record in (r for r in records if r.derivation == name):
            verdict = Text(record.verdict, COLOURS[record.verdict])
            table.add_row(Text(record.line), Text(record.reason, "dim"), verdict, Text(record.how, "dim"))
        console.print(table, "")


def summary(records: list[ledger.Record]) -> str:
    """One line."""
    total = Counter(record.verdict for record in records)
    counts = ", ".join(f"{total[verdict]} {verdict}" for verdict in COLOURS if total[verdict])
    return f"{len({r.derivation for r in records})} derivations, {len(records)} lines: {counts}"
