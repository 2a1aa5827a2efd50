"""The notebooks of a checkout: what exists, what one says, and the content key of its execution.

A notebook is named by its path below notebooks/, without suffix: "spin_glass/quartic".
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import jupytext
import nbformat

from ganmech.project import Checkout
from ganmech.report.closure import closure


# What runs and settles a notebook has a share in the result too.
RUNNER = "\nimport ganmech.report.execute, ganmech.report.settle"


class UnknownNotebook(ValueError):
    """No notebook of that name; the message lists those that exist."""


def available(where: Checkout) -> list[str]:
    """All notebooks, sorted by name."""
    paths = where.notebooks.rglob("*.md")
    return sorted(p.relative_to(where.notebooks).with_suffix("").as_posix() for p in paths if ".ipynb_checkpoints" not in p.parts)


def path(name: str, where: Checkout) -> Path:
    """The text file of a notebook, given its name or its path. Raises UnknownNotebook."""
    name = name.removeprefix("notebooks/").removesuffix(".md")
    if name not in (names := available(where)):
        near = difflib.get_close_matches(name, names, 1, 0.5)
        meant = f"did you mean {near[0]}? " if near else ""
        raise UnknownNotebook(f"there is no notebook {name}; {meant}there are: {', '.join(names) or 'none'}")
    return where.notebooks / f"{name}.md"


def read(text: Path) -> nbformat.NotebookNode:
    """The notebook of a text file, with cell ids that depend on the position only."""
    notebook = jupytext.read(text, fmt="md:myst")
    number(notebook)
    return notebook


def number(notebook: nbformat.NotebookNode) -> None:
    """Give cells the ids cell-1, cell-2, ...: nbformat would draw them at random."""
    for position, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{position}"


def code(notebook: nbformat.NotebookNode) -> str:
    """The Python of all code cells, without IPython's own lines."""
    cells = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return re.sub(r"(?m)^\s*[%!?].*$", "", cells)


def content_key(name: str, where: Checkout, parameters: Mapping = {}) -> str:
    """sha256 over everything the executed notebook depends on: text, parameters, project modules it imports, runner, lock."""
    return digest(sources(name, where), where.root, json.dumps(dict(parameters), sort_keys=True, default=str))


def sources(name: str, where: Checkout) -> list[Path]:
    """All files that the executed notebook depends on."""
    text = path(name, where)
    return [text, *closure(code(read(text)) + RUNNER, where.packages), where.lock]


def digest(files: Iterable[Path], root: Path, salt: str = "") -> str:
    """sha256 of a text and of the names and contents of files."""
    total = hashlib.sha256(salt.encode())
    for file in files:
        total.update(f"\0{file.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
