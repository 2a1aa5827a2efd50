"""Parameters given to a notebook, checked against those its `parameters` cell annotates.

papermill itself runs a notebook with a misspelt parameter or a word for a number, with at most a warning. Here every name
and every type is compared first, and all that is wrong is said at once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import nbformat
import papermill

from ganmech.report.parameter_types import BadParameters, literal, value


def accepted(notebook: nbformat.NotebookNode, pairs: Iterable[str]) -> dict:
    """The values of `name=value` texts, in the types the notebook asks for. Raises BadParameters."""
    known, values, wrong = declared(notebook), {}, []
    for pair in pairs:
        name, _, text = pair.partition("=")
        try:
            values[name] = value(name, text, known)
        except BadParameters as problem:
            wrong.append(str(problem))
    if wrong:
        raise BadParameters("; ".join(wrong))
    return values


def declared(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Name -> type of every parameter: the annotation, otherwise the type of the default."""
    return {name: kind for name, (kind, _, _) in described(notebook).items()}


def described(notebook: nbformat.NotebookNode) -> dict[str, tuple[str, str, str]]:
    """Name -> type, default as it is written, and comment of every parameter."""
    with tempfile.TemporaryDirectory(prefix="gm-") as folder:
        file = Path(folder) / "notebook.ipynb"
        nbformat.write(notebook, file)
        found = papermill.inspect_notebook(file)
    return {
        name: (annotated(entry["inferred_type_name"], entry["default"]), entry["default"], entry["help"])
        for name, entry in found.items()
    }


def annotated(inferred: str, default: str) -> str:
    """The type by its annotation, or by its default where there is none."""
    return inferred if inferred != "None" else type(literal(default, default)).__name__
