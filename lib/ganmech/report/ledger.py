"""Every derivation verified, and the record of it: what is proved, what agrees, what is trusted, what was printed wrongly.

Verification is repeated only for modules whose sources changed; the committed page carries the key of all of them.
"""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ganmech.project import Checkout
from ganmech.report import certificates
from ganmech.report.closure import closure
from ganmech.report.source import digest


@dataclass(frozen=True)
class Record:
    """One line of one derivation, as text."""

    derivation: str
    title: str
    line: str
    reason: str
    verdict: str
    how: str


def ledger_key(where: Checkout) -> str:
    """sha256 over everything the ledger depends on: all of `derivations`, the code that writes the page, and the lock."""
    written_by = closure("import ganmech.report.ledger_page", where.packages)
    return digest([*sorted({*where.packages["derivations"].rglob("*.py"), *written_by}), where.lock], where.root)


def stale(where: Checkout) -> list[str]:
    """Modules of derivations of which build/ledger holds nothing at their present sources."""
    return [module for module in derived_modules() if stored(module, where) is None]


def renewed(module: str, where: Checkout) -> list[Record]:
    """Verify the derivations of one module and keep the records."""
    found = verified(module)
    store(module, found, where)
    return found


def records(where: Checkout, found: dict[str, list[Record]]) -> list[Record]:
    """The lines of all derivations, in the order of their names: those just ``found`` by module, the others from build/ledger."""
    def of(module: str) -> list[Record]:
        return found[module] if module in found else stored(module, where) or renewed(module, where)

    return [record for module in derived_modules() for record in of(module)]


@functools.lru_cache(1)
def discovered() -> tuple:
    """All derivations; importing them takes a second, so once a process."""
    from derivations.calculus.ledger import discover

    return tuple(discover())


def derived_modules() -> list[str]:
    """Modules that hold a derivation, by their name below `derivations`."""
    return sorted({derivation.name.rpartition(".")[0] for derivation in discovered()})


def verified(module: str, anew: bool = False) -> list[Record]:
    """The lines of the derivations of one module, ``anew`` or by their certificates."""
    mine = [derivation for derivation in discovered() if derivation.name.rpartition(".")[0] == module]
    return [record for derivation in mine for record in lines(derivation, anew)]


def lines(derivation, anew: bool) -> list[Record]:
    """The checked lines of one derivation."""
    found = derivation.verify() if anew else certificates.verified(derivation)
    return [
        Record(derivation.name, derivation.title, line.says, line.reason, line.evidence.verdict.name, line.evidence.how)
        for line in found.lines
    ]


def module_key(module: str, where: Checkout) -> str:
    """sha256 over one module, what it imports, and the lock."""
    return digest([*closure(f"import derivations.{module}", where.packages), where.lock], where.root)


def stored(module: str, where: Checkout) -> list[Record] | None:
    """What build/ledger holds for the present sources of a module, or None."""
    try:
        kept = json.loads(file(module, where).read_text())
    except (OSError, ValueError):
        return None
    return [Record(**record) for record in kept["records"]] if kept["key"] == module_key(module, where) else None


def store(module: str, found: list[Record], where: Checkout) -> None:
    """Keep the records of a module with its key, unless a check failed: then it is looked at again."""
    if all(record.verdict not in ("UNKNOWN", "REFUTED") for record in found):
        file(module, where).parent.mkdir(parents=True, exist_ok=True)
        kept = {"key": module_key(module, where), "records": [asdict(record) for record in found]}
        file(module, where).write_text(json.dumps(kept, indent=1) + "\n")


def file(module: str, where: Checkout) -> Path:
    """Where the records of a module are kept."""
    return where.build / "ledger" / f"{module}.json"
