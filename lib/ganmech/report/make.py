"""`make report` from beginning to end: notebooks, sweeps, ledger, committed copies, book."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from ganmech.project import Checkout
from ganmech.report import book, cache, committed, ledger, ledger_page, parallel, source, statements


class ReportError(RuntimeError):
    """The report cannot be made; the message is one sentence for each reason."""


def report(where: Checkout, console: Console, pdf: bool = False) -> Path:
    """Make the report and return its first page. Raises ReportError."""
    begin, names = time.perf_counter(), source.available(where)
    verified = execute(where, console)
    run_sweeps(where, console)
    write_ledger(where, console, verified)
    unchanged(names, source.available(where))
    committed.publish(where)
    with console.status("building the book"):
        page = build(where) / "index.html"
    tell(console, f"the book: {page.relative_to(where.root)} ({time.perf_counter() - begin:.0f} s)")
    if pdf:
        print_pdf(where, console)
    return page


def unchanged(before: list[str], now: list[str]) -> None:
    """Raises ReportError when notebooks came or went while others were executed."""
    if different := sorted(set(before) ^ set(now)):
        raise ReportError(f"{', '.join(different)} came or went while the report was made; make it again")


def execute(where: Checkout, console: Console) -> dict[str, list[ledger.Record]]:
    """Execute the notebooks that are not current and verify derivations that changed, two at a time; return what was verified."""
    stale = [name for name in source.available(where) if not cache.is_current(name, where)]
    tell(console, f"{len(source.available(where))} notebooks, {len(stale)} to execute")
    errors, records = [], {}
    with console.status("executing notebooks and verifying derivations"):
        for (work, name), found in parallel.each(done, tasks(stale, where), where):
            if work == DERIVATIONS:
                records[name] = found
                tell(console, f"verified {name}: {len(found)} lines")
                continue
            tell(console, f"executed {name} ({found.seconds:.0f} s)" if found.ok else found.error)
            errors += [] if found.ok else [found.error]
    if errors:
        raise ReportError(f"{len(errors)} of {len(stale)} notebooks failed; see build/executed/<name>.failed.ipynb")
    return records


NOTEBOOK, DERIVATIONS = "notebook", "derivations"


def tasks(stale: list[str], where: Checkout) -> Iterator[tuple[str, str]]:
    """The notebooks to execute, then the modules to verify: these are short and fill the time until the last notebook ends."""
    yield from ((NOTEBOOK, name) for name in stale)
    yield from ((DERIVATIONS, module) for module in ledger.stale(where))


def done(task: tuple[str, str], where: Checkout):
    """The stamp of a notebook, or the records of a module."""
    work, name = task
    return cache.executed(name, where) if work == NOTEBOOK else ledger.renewed(name, where)


def run_sweeps(where: Checkout, console: Console) -> None:
    """Compute what is missing of the small version of each sweep. Raises ReportError if a point fails."""
    specs = sorted((where.reports / "sweeps").glob("*.toml"))
    with console.status("running sweeps"):
        for spec in specs:
            counts = swept(spec, where)
            if counts["failed"] or counts["missing"]:
                raise ReportError(f"{counts['failed']} points of the sweep {spec.stem} failed; see ganmech batch status {spec.stem} --small")
    tell(console, f"{len(specs)} sweeps")


def swept(spec: Path, where: Checkout) -> dict[str, int]:
    """How many points of the small version are done, failed and missing. Raises ReportError if it cannot be run now."""
    from ganmech.batch.engines import pool
    from ganmech.batch.plan import plan
    from ganmech.batch.runner import Changed, run_sweep
    from ganmech.batch.store import Busy, Unwritable
    from ganmech.batch.workers import NoWorkers

    try:
        return run_sweep(plan(spec, where, small=True), pool(parallel.PROCESSES))
    except (Busy, Changed, NoWorkers, Unwritable) as wrong:
        raise ReportError(str(wrong)) from None


def write_ledger(where: Checkout, console: Console, verified: dict[str, list[ledger.Record]]) -> None:
    """Write reports/ledger.md from what was verified now and before.

    A line or an erratum that fails is an error, and so is a published formula that nothing settles.
    """
    from derivations.calculus.ledger import errata, not_derived

    with console.status("writing the ledger"):
        records = ledger.records(where, verified)
        bad = [f"{r.derivation}: {r.line}: {r.verdict} ({r.how})" for r in records if r.verdict in ("UNKNOWN", "REFUTED")]
        bad += statements.complaints(statements.errata(), statements.statements())
    if bad:
        raise ReportError("\n".join(bad))
    if not committed.ledger_is_current(where):
        page = ledger_page.page(ledger.ledger_key(where), records, errata(), not_derived())
        (where.reports / "ledger.md").write_text(page)


def build(where: Checkout) -> Path:
    """The HTML book."""
    try:
        return book.build(where)
    except book.BookError as problem:
        raise ReportError(f"Sphinx warns, and warnings are errors:\n{problem}") from None


def print_pdf(where: Checkout, console: Console) -> None:
    """The PDF, or one line that says what to install for it."""
    from ganmech.report.pdf import PdfUnavailable, make_pdf

    try:
        with console.status("printing the PDF"):
            tell(console, f"the PDF: {make_pdf(where).relative_to(where.root)}")
    except (PdfUnavailable, book.BookError) as problem:
        raise ReportError(str(problem)) from None


def tell(console: Console, text: str) -> None:
    """One plain line; nothing in it is markup, and a terminal's width does not break it."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)
