"""The copies that are committed, so that a reader who only browses the repository sees the results.

reports/executed holds each executed notebook and the numbers behind its figures, reports/ledger.md the ledger. Both carry the
content key of their sources; `outdated` names those whose key no longer is the one of the sources.
"""

from __future__ import annotations

import json
from pathlib import Path

from ganmech.project import Checkout
from ganmech.report.book import write
from ganmech.report.ledger import ledger_key
from ganmech.report.ledger_page import KEY
from ganmech.report.source import available, content_key


def publish(where: Checkout) -> None:
    """Bring reports/executed to the state of build/executed. Pictures are inside the notebooks already."""
    wanted = [where.executed / f"{name}.ipynb" for name in available(where)]
    wanted += [csv for name in available(where) for csv in sorted((where.executed / name).rglob("*.csv"))]
    copies = {where.published / file.relative_to(where.executed): file for file in wanted}
    for copy, file in copies.items():
        write(copy, file.read_bytes())
    for old in where.published.rglob("*"):
        if old.is_file() and old not in copies:
            old.unlink()


def outdated(where: Checkout) -> list[str]:
    """Committed copies that do not belong to the present sources, sorted; empty when all is well."""
    notebooks = [name for name in available(where) if key_in(where.published / f"{name}.ipynb") != content_key(name, where)]
    gone = [copy for copy in published(where) if copy not in available(where)]
    ledger = [] if ledger_is_current(where) else ["ledger.md"]
    return sorted([*notebooks, *gone, *ledger])


def published(where: Checkout) -> list[str]:
    """Names of the committed notebooks."""
    copies = where.published.rglob("*.ipynb")
    return sorted(p.relative_to(where.published).with_suffix("").as_posix() for p in copies if ".ipynb_checkpoints" not in p.parts)


def key_in(notebook: Path) -> str | None:
    """The content key a committed notebook carries."""
    if not notebook.is_file():
        return None
    return json.loads(notebook.read_text())["metadata"].get("ganmech", {}).get("key")


def ledger_is_current(where: Checkout) -> bool:
    """Whether reports/ledger.md belongs to the present derivations."""
    page = where.reports / "ledger.md"
    return page.is_file() and KEY + ledger_key(where) in page.read_text()
