"""Pages of the book that are written from the code: the notation of each chapter, and the reference of the programs."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from ganmech.report.display import escaped
from ganmech.report.linebreak import tex

REFERENCE = ("ganmech", "derivations")


def generated() -> dict[str, str]:
    """Path in the book -> text, for all generated pages but the ledger."""
    return dict([*notation_pages(), *reference_pages()])


def notation_pages() -> Iterator[tuple[str, str]]:
    """One table a chapter, from NOTATION in derivations.<chapter>.notation."""
    names = [name for name in modules("derivations") if name.endswith(".notation")]
    yield "notation/index.md", contents("Notation", [name.split(".")[1] for name in names])
    for name in names:
        yield f"notation/{name.split('.')[1]}.md", notation(importlib.import_module(name))


def notation(module) -> str:
    """The symbols of one chapter."""
    title = module.__name__.split(".")[1].replace("_", " ").capitalize()
    rows = [
        f"| ${tex(entry.symbol)}$ | {escaped(entry.meaning)} | {escaped(entry.domain)} | {escaped(entry.scaling)} |"
        for entry in module.NOTATION
    ]
    head = ["| symbol | meaning | domain | scaling in N |", "|---|---|---|---|"]
    return "\n".join([f"# Notation: {title}", "", *head, *rows]) + "\n"


def reference_pages() -> Iterator[tuple[str, str]]:
    """One page a package, its modules in order."""
    packages = [name for top in REFERENCE for name in [top, *modules(top, packages=True)]]
    yield "api/index.md", contents("Programs", packages)
    for package in packages:
        yield f"api/{package}.md", reference(package)


def reference(package: str) -> str:
    """The documentation of a package and of the modules directly in it."""
    here = [name for name in modules(package) if name.rpartition(".")[0] == package]
    sections = [f"## {name.rpartition('.')[2]}\n\n{documented(name)}" for name in here]
    return "\n\n".join([f"# {package}", documented(package), *sections]) + "\n"


def documented(module: str) -> str:
    """What autodoc makes of a module."""
    return f"```{{eval-rst}}\n.. automodule:: {module}\n```"


def modules(top: str, packages: bool = False) -> list[str]:
    """Names of all modules below a package, or of all packages; those that start programs are left out."""
    path = importlib.import_module(top).__path__
    found = [(info.name, info.ispkg) for info in pkgutil.walk_packages(path, f"{top}.")]
    return sorted(name for name, ispkg in found if ispkg is packages and not name.rpartition(".")[2].startswith("_"))


def contents(title: str, names: list[str]) -> str:
    """A page that lists pages beside it."""
    return "\n".join([f"# {title}", "", "```{toctree}", ":maxdepth: 1", "", *names, "```"]) + "\n"

