"""Parameters given to a notebook, checked against those its `parameters` cell annotates.

papermill itself runs a notebook with a misspelt parameter or a word for a number, with at most a warning. Here every name
and every type is compared first, and all that is wrong is said at once. Annotated "positive int" or "nonnegative int", in
quotes, a whole number is also compared with 1 or 0.
"""

from __future__ import annotations

import ast
import difflib
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
import papermill


class BadParameters(ValueError):
    """One or more parameters are wrong; the message says all of it."""


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
    with tempfile.TemporaryDirectory(prefix="gm-") as folder:
        file = Path(folder) / "notebook.ipynb"
        nbformat.write(notebook, file)
        found = papermill.inspect_notebook(file)
    return {name: annotated(entry["inferred_type_name"], entry["default"]) for name, entry in found.items()}


def annotated(inferred: str, default: str) -> str:
    """The type by its annotation, or by its default where there is none."""
    return inferred if inferred != "None" else type(literal(default, default)).__name__


def value(name: str, text: str, known: dict[str, str]) -> object:
    """One value in the type its parameter has. Raises BadParameters."""
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
        raise BadParameters(f"there is no parameter {name}; {hint}")
    read, asks = READERS.get(known[name].partition("[")[0], READERS["str"])
    try:
        return read(text)
    except (ValueError, SyntaxError):
        raise BadParameters(f"{name} must be {asks}, got {text!r}") from None


def literal(text: str, otherwise=None):
    """The Python literal a text spells, or `otherwise`."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return otherwise


def boolean(text: str) -> bool:
    """true or false."""
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


def finite(text: str) -> float:
    """A finite number."""
    number = float(text)
    if number - number != 0:
        raise ValueError(text)
    return number


def at_least(smallest: int) -> Callable[[str], int]:
    """Reads a whole number that is not smaller."""

    def read(text: str) -> int:
        if (number := int(text)) < smallest:
            raise ValueError(text)
        return number

    return read


def of_type(kind: type) -> Callable[[str], object]:
    """Reads a Python literal of one type."""

    def read(text: str):
        if not isinstance(found := literal(text), kind):
            raise ValueError(text)
        return found

    return read


READERS: dict[str, tuple[Callable, str]] = {
    "str": (str, "text"),
    "int": (int, "a whole number"),
    "positive int": (at_least(1), "a whole number of 1 or more"),
    "nonnegative int": (at_least(0), "a whole number of 0 or more"),
    "float": (finite, "a finite number"),
    "bool": (boolean, "true or false"),
    "list": (of_type(list), "a list such as [1, 2]"),
    "tuple": (of_type(tuple), "a tuple such as (1, 2)"),
    "dict": (of_type(dict), "a dictionary such as {'a': 1}"),
}
