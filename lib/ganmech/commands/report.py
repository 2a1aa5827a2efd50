"""`ganmech report`: the book, from the present sources."""

from __future__ import annotations

import json

from rich.console import Console

from ganmech.project import NotACheckout, checkout
from ganmech.report.make import ReportError
from ganmech.report.make import report as make


def report(pdf: bool, as_json: bool) -> int:
    """Make the report and return the exit code."""
    console = Console(stderr=as_json)
    try:
        page, error = make(checkout(), console, pdf), ""
    except (ReportError, NotACheckout) as problem:
        page, error = None, str(problem)
    if as_json:
        print(json.dumps({"ok": not error, "page": page and str(page), "error": error}))
    elif error:
        Console(stderr=True).print(error, markup=False, highlight=False, soft_wrap=True)
    return 1 if error else 0
