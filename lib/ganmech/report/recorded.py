"""What a notebook found, kept as named values: one call, and a sweep of the notebook has its table.

    record(entropy=S, threshold=phi_c)

writes the values to recorded.json beside the notebook's figures. Numbers lose no digit: whole numbers stay whole, every other
number is a decimal text that reads back exactly, a ball is its midpoint and a value more, "<name> radius".
"""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from flint import fmpz

FILE = "recorded.json"


def record(**values) -> None:
    """Keep named values; later calls add to them.

    Takes numbers (Python, numpy, mpmath, python-flint, rational SymPy), texts, None, and lists of these. Raises ValueError for a
    name that was recorded before and TypeError for any other value.
    """
    file = folder() / FILE
    kept = json.loads(file.read_text()) if file.is_file() and os.environ.get("GANMECH_RECORDING") == str(file) else {}
    os.environ["GANMECH_RECORDING"] = str(file)      # what an earlier session left is not added to
    for name, value in written(values).items():
        if name in kept:
            raise ValueError(f"{name} is recorded twice; a recorded name must be new")
        kept[name] = value
    file.write_text(json.dumps(kept, indent=1) + "\n")


def folder() -> Path:
    """The runner's folder, otherwise ./artifacts."""
    place = Path(os.environ.get("GANMECH_ARTIFACTS", "artifacts"))
    place.mkdir(parents=True, exist_ok=True)
    return place


def written(values: Mapping) -> dict:
    """Named values as JSON holds them without loss. Raises TypeError for a value that is none of those above."""
    return dict(pair for name, value in values.items() for pair in pairs(name, value))


def pairs(name: str, value) -> Iterator[tuple[str, object]]:
    """The value under its name; of a ball also the radius."""
    if hasattr(value, "rad") and hasattr(value, "mid"):
        middle, radius = ball(value)
        yield from ((name, middle), (f"{name} radius", radius))
    else:
        yield name, plain(name, value)


def plain(name: str, value):
    """One value that is not a ball."""
    value = value.item() if hasattr(value, "item") and getattr(value, "ndim", 0) == 0 else value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, fmpz):
        return int(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return [plain(name, each) for each in value]
    if hasattr(value, "_mpf_"):
        return decimal(value)
    return rational(name, value)


def decimal(value) -> str:
    """An mpmath number with so many digits that it reads back exactly, at the present precision or at its own if that is higher."""
    bits = max(int(value._mpf_[1]).bit_length(), value.context.prec)
    return value.context.nstr(value, max(math.ceil(bits * math.log10(2)) + 2, 3), strip_zeros=True)


def rational(name: str, value) -> str:
    """Fraction, fmpq, or a rational SymPy number, as p/q."""
    numerator, denominator = getattr(value, "p", None), getattr(value, "q", None)
    if isinstance(value, Fraction):
        numerator, denominator = value.numerator, value.denominator
    try:
        return str(Fraction(int(numerator), int(denominator)))
    except (TypeError, ValueError):
        said = type(value).__name__
        raise TypeError(f"{name} must be a number, a text, None or a list of these, got {said}") from None


def ball(value) -> tuple[str, str]:
    """Decimal midpoint and radius that together contain the ball."""
    text = value.str(max(int(value.rel_accuracy_bits() * math.log10(2)) + 2, 3) if not value.is_exact() else 1000)
    found = re.fullmatch(r"\[(?:(\S+) )?\+/- (\S+)\]", text)
    return (found[1] or "0", found[2]) if found else (text, "0")
