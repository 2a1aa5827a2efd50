"""The ledger: every derivation, erratum and unsettled statement of a package, found by walking it."""
import ast
import importlib
import inspect
import pkgutil
from dataclasses import dataclass, replace
from typing import Iterator

from derivations.calculus.derivation import Derivation, Erratum, NotDerived, Published
from derivations.calculus.verdict import Verdict

PACKAGE = "derivations"


@dataclass(frozen=True)
class Row:
    """One line of the ledger."""

    derivation: str
    title: str
    line: str
    reason: str
    verdict: Verdict
    how: str
    seconds: float


def modules(package: str = PACKAGE) -> Iterator[tuple[str, object]]:
    """(dotted name below the package, module) for every chapter module, in order; ``calculus`` holds no derivation."""
    root = importlib.import_module(package)
    for info in sorted(pkgutil.walk_packages(root.__path__, package + "."), key=lambda i: i.name):
        if not info.ispkg and ".calculus." not in info.name:
            yield info.name.removeprefix(PACKAGE + "."), importlib.import_module(info.name)


def assigned(module) -> list[str]:
    """Names bound by an assignment at the top of the module's source: imported results belong to the module they come from."""
    statements = ast.parse(inspect.getsource(module)).body
    return [target.id for statement in statements if isinstance(statement, ast.Assign)
            for target in statement.targets if isinstance(target, ast.Name)]


def _named(kind, package: str) -> list:
    """Objects of a kind, each named ``chapter.module.variable`` after the assignment that made it."""
    return [replace(value, name=f"{name}.{variable}") for name, module in modules(package) for variable in assigned(module)
            if isinstance(value := getattr(module, variable), kind)]


def discover(package: str = PACKAGE) -> list[Derivation]:
    """Every derivation below ``package``."""
    return _named(Derivation, package)


def errata(package: str = PACKAGE) -> list[Erratum]:
    return _named(Erratum, package)


def not_derived(package: str = PACKAGE) -> list[NotDerived]:
    return _named(NotDerived, package)


def published(package: str = PACKAGE) -> list[Published]:
    """Every published formula, in the order of its source."""
    return [value for name, module in modules(package) if name.endswith(".published")
            for value in vars(module).values() if isinstance(value, Published)]


def rows(derivations: list[Derivation]) -> Iterator[Row]:
    """One row a line, verified as the iterator is drawn."""
    for derivation in derivations:
        for line in derivation.verify().lines:
            yield Row(derivation.name, derivation.title, line.says, line.reason, line.evidence.verdict, line.evidence.how,
                      line.evidence.seconds)
