"""Which of the project's own files a piece of code depends on, found by reading imports.

The closure is over source text, nothing is imported: a module counts when it is imported anywhere in the code, also
inside a function, and when its full dotted name stands in a string (`discover("derivations.spin_glass")` reads the
whole package). Text files beside an included module, such as stored certificates, count with it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

DOTTED = re.compile(r"\w+(\.\w+)+")


def closure(code: str, packages: Mapping[str, Path]) -> list[Path]:
    """All files of `packages` that `code` depends on, sorted. Raises SyntaxError if a file cannot be parsed."""
    found: set[Path] = set()
    known: dict[str, Path | None] = {}
    waiting = [*mentioned(code, "", packages, known)]
    while waiting:
        module = waiting.pop()
        path = known[module]
        if path not in found:
            found.add(path)
            waiting += mentioned(path.read_text(), package_of(module, path), packages, known)
    return sorted(found | {beside for folder in {path.parent for path in found} for beside in data_in(folder)})


def mentioned(code: str, package: str, packages: Mapping[str, Path], known: dict[str, Path | None]) -> Iterator[str]:
    """Project modules that the code imports or names in full; `known` remembers where modules are."""

    def is_module(name: str) -> bool:
        if name not in known:
            known[name] = source(name, packages)
        return known[name] is not None

    imports, texts = names(code, package)
    yield from (module for name in imports if is_module(name) for module in with_parents(name) if is_module(module))
    for name in filter(is_module, texts):
        yield from (module for module in (*with_parents(name), *inside(name, packages)) if is_module(module))


@lru_cache(4096)
def names(code: str, package: str) -> tuple[frozenset[str], frozenset[str]]:
    """Dotted names that import statements refer to, and texts that may be the full name of a module; "ganmech" is only a word."""
    nodes = list(ast.walk(ast.parse(code)))
    imports = (name for node in nodes for name in imported(node, package))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return frozenset(imports), frozenset(filter(DOTTED.fullmatch, texts))


def imported(node: ast.AST, package: str) -> Iterator[str]:
    """Dotted names one import statement may refer to; `from a import b` may mean the module a.b or a name in a."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = absolute(node, package)
        yield base
        yield from (f"{base}.{alias.name}" for alias in node.names)


def absolute(node: ast.ImportFrom, package: str) -> str:
    """The module a `from` import starts at, with leading dots resolved against the package it stands in."""
    if not node.level:
        return node.module or ""
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def with_parents(name: str) -> Iterator[str]:
    """a.b.c brings a and a.b: importing it runs their __init__ files."""
    parts = name.split(".")
    return (".".join(parts[: i + 1]) for i in range(len(parts)))


def inside(name: str, packages: Mapping[str, Path]) -> Iterator[str]:
    """Every module below a package."""
    path = source(name, packages)
    if path.name == "__init__.py":
        for file in sorted(path.parent.rglob("*.py")):
            yield ".".join([name, *file.relative_to(path.parent).with_suffix("").parts]).removesuffix(".__init__")


def source(name: str, packages: Mapping[str, Path]) -> Path | None:
    """The file of a project module, or None for any other name."""
    top, *rest = name.split(".")
    if top not in packages or not all(part.isidentifier() for part in rest):
        return None
    place = packages[top].joinpath(*rest)
    return next((p for p in (place / "__init__.py", place.with_suffix(".py")) if p.is_file()), None)


def package_of(module: str, path: Path) -> str:
    """The package that relative imports in the file start from."""
    return module if path.name == "__init__.py" else module.rpartition(".")[0]


def data_in(folder: Path) -> Iterator[Path]:
    """Files of a folder of modules that are not code."""
    return (p for p in folder.iterdir() if p.is_file() and p.suffix not in {".py", ".pyc"})
