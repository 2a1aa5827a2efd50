"""The types a parameter of a notebook or of a swept function may have, and how a value of each is read from text.

An annotation in quotes says more than a type: "positive int", "nonnegative int", "int from 2", "int from 2 to 200"; "number",
"positive number", "number above 0 below 1", "number from 0 below 1", which are exact and handed on as the text they are written
as; "one of derived, released". Only words: papermill reads annotations too, and passes over those with brackets or dashes.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from ganmech.exact import exact


class BadParameters(ValueError):
    """One or more parameters are wrong; the message says all of it."""


def value(name: str, text: str, known: dict[str, str]) -> object:
    """One value in the type its parameter has. Raises BadParameters."""
    check_name(name, known)
    try:
        read, asks = reader(known[name])
    except ValueError as wrong:
        raise BadParameters(f"{name} cannot be given: {wrong}") from None
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
    """What reads a text of this type, and what to ask for when it cannot. Raises ValueError for any other annotation."""
    if found := RANGED.fullmatch(annotation):
        return ranged(**found.groupdict())
    if annotation.startswith("one of "):
        return one_of([word.strip() for word in annotation.removeprefix("one of ").split(",")])
    if (kind := annotation.partition("[")[0]) not in READERS:
        known = ", ".join(READERS)
        raise ValueError(f'{annotation!r} is no type of a parameter; there are: {known}, and such as "int from 2 to 9"')
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


def ranged(
    sign: str | None, kind: str, opens: str | None, low: str | None, closes: str | None, high: str | None
) -> tuple[Callable, str]:
    """A number of an interval; whole numbers are returned as such, others as the text they were given as."""
    opens, low = SIGNS[sign, kind] if sign else (opens, low)
    least, most = (None if end is None else Fraction(end) for end in (low, high))

    def read(text: str) -> int | str:
        number = int(text) if kind == "int" else exact("number", text.strip())
        below = least is not None and (number < least or (number == least and opens == "above"))
        beyond = most is not None and (number > most or (number == most and closes == "below"))
        if below or beyond:
            raise ValueError(text)
        return number if kind == "int" else text.strip()

    return read, asked(kind, opens, low, closes, high)


def asked(kind: str, opens: str | None, low: str | None, closes: str | None, high: str | None) -> str:
    """What is allowed, in words."""
    what = "a whole number" if kind == "int" else "a number such as 1/2 or 0.1"
    if high is None and opens == "from":
        return f"{what} of {low} or more"
    return " ".join([what, *([opens, low] if low else []), *([closes, high] if high else [])])


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
    r"(?P<sign>positive |nonnegative )?(?P<kind>number|int)"
    r"(?: (?P<opens>from|above) (?P<low>\S+))?(?: (?P<closes>to|below) (?P<high>\S+))?"
)
SIGNS = {
    ("positive ", "int"): ("from", "1"), ("nonnegative ", "int"): ("from", "0"),
    ("positive ", "number"): ("above", "0"), ("nonnegative ", "number"): ("from", "0"),
}
READERS: dict[str, tuple[Callable, str]] = {
    "str": (str, "text"),
    "NoneType": (lambda text: literal(text, text), "a Python literal or text"),
    "float": (finite, "a finite number"),
    "bool": (boolean, "true or false"),
    "list": (of_type(list), "a list such as [1, 2]"),
    "tuple": (of_type(tuple), "a tuple such as (1, 2)"),
    "dict": (of_type(dict), "a dictionary such as {'a': 1}"),
}
