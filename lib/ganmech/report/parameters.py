"""Parameters given to a notebook or to a swept function, checked against the annotations.

papermill itself runs a notebook with a misspelt parameter or a word for a number, with at most a warning. Here every name
and every type is compared first, and all that is wrong is said at once. An annotation in quotes says more than a type: "positive
int", "nonnegative int", "int in [2, inf)"; "number", "positive number", "number in (0, 1)", which are exact and handed on as the
text they are written as; "one of derived, released".
"""

from __future__ import annotations

import ast
import difflib
import re
import tempfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import nbformat
import papermill

from ganmech.exact import exact


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
    return {name: kind for name, (kind, _, _) in described(notebook).items()}


def described(notebook: nbformat.NotebookNode) -> dict[str, tuple[str, str, str]]:
    """Name -> type, default as it is written, and comment of every parameter."""
    with tempfile.TemporaryDirectory(prefix="gm-") as folder:
        file = Path(folder) / "notebook.ipynb"
        nbformat.write(notebook, file)
        found = papermill.inspect_notebook(file)
    return {
        name: (annotated(entry["inferred_type_name"], entry["default"]), entry["default"], entry["help"]) for name, entry in found.items()
    }


def annotated(inferred: str, default: str) -> str:
    """The type by its annotation, or by its default where there is none."""
    return inferred if inferred != "None" else type(literal(default, default)).__name__


def value(name: str, text: str, known: dict[str, str]) -> object:
    """One value in the type its parameter has. Raises BadParameters."""
    check_name(name, known)
    read, asks = reader(known[name])
    try:
        return read(text)
    except (ValueError, SyntaxError):
        raise BadParameters(f"{name} must be {asks}, got {text!r}") from None


def check_name(name: str, known: Iterable[str]) -> None:
    """Raises BadParameters for a name that is not known."""
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
        raise BadParameters(f"there is no parameter {name}; {hint}")


def reader(annotation: str) -> tuple[Callable, str]:
    """What reads a text of this type, and what to ask for when it cannot. Raises ValueError for an annotation of another form."""
    if found := RANGED.fullmatch(annotation):
        return ranged(**found.groupdict())
    if annotation.startswith("one of "):
        return one_of([word.strip() for word in annotation.removeprefix("one of ").split(",")])
    if (kind := annotation.partition("[")[0]) not in READERS:
        raise ValueError(f"{annotation!r} is no type of a parameter; there are: {', '.join(READERS)}, and \"number in (0, 1)\"")
    return READERS[kind]


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


def ranged(sign: str | None, kind: str, opens: str | None, low: str | None, high: str | None, closes: str | None) -> tuple[Callable, str]:
    """A number of an interval; whole numbers are returned as such, others as the text they were given as."""
    opens, low, high, closes = BOUNDS[sign, kind] if opens is None else (opens, low, high, closes)
    least, most = (None if "inf" in end else Fraction(end) for end in (low, high))

    def read(text: str) -> int | str:
        number = int(text) if kind == "int" else exact("number", text.strip())
        below = least is not None and (number < least or (number == least and opens == "("))
        above = most is not None and (number > most or (number == most and closes == ")"))
        if below or above:
            raise ValueError(text)
        return number if kind == "int" else text.strip()

    return read, asked(kind, opens, low, high, closes, least, most)


def asked(kind: str, opens: str, low: str, high: str, closes: str, least: Fraction | None, most: Fraction | None) -> str:
    """What is allowed, in words."""
    what = "a whole number" if kind == "int" else "a number such as 1/2 or 0.1"
    if least is None and most is None:
        return what
    if most is None:
        return f"{what} above {low}" if opens == "(" else f"{what} of {low} or more" if kind == "int" else f"{what}, {low} or more"
    if least is None:
        return f"{what} below {high}" if closes == ")" else f"{what} of {high} or less"
    return f"{what} in {opens}{low}, {high}{closes}"


def one_of(words: list[str]) -> tuple[Callable, str]:
    """One of several words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    return read, f"one of {', '.join(words)}"


def of_type(kind: type) -> Callable[[str], object]:
    """Reads a Python literal of one type."""

    def read(text: str):
        if not isinstance(found := literal(text), kind):
            raise ValueError(text)
        return found

    return read


RANGED = re.compile(
    r"(?P<sign>positive |nonnegative )?(?P<kind>number|int)(?: in (?P<opens>[\[(])(?P<low>[^,]+), *(?P<high>[^\])]+)(?P<closes>[\])]))?"
)
BOUNDS = {
    (None, "int"): ("(", "-inf", "inf", ")"), ("positive ", "int"): ("[", "1", "inf", ")"), ("nonnegative ", "int"): ("[", "0", "inf", ")"),
    (None, "number"): ("(", "-inf", "inf", ")"), ("positive ", "number"): ("(", "0", "inf", ")"),
    ("nonnegative ", "number"): ("[", "0", "inf", ")"),
}
READERS: dict[str, tuple[Callable, str]] = {
    "str": (str, "text"),
    "float": (finite, "a finite number"),
    "bool": (boolean, "true or false"),
    "list": (of_type(list), "a list such as [1, 2]"),
    "tuple": (of_type(tuple), "a tuple such as (1, 2)"),
    "dict": (of_type(dict), "a dictionary such as {'a': 1}"),
}
