"""Numbers as a command line takes and gives them: exact on the way in, with all their digits on the way out."""

from __future__ import annotations

import json
from typing import Any

import typer

UsageError = typer.BadParameter.__base__


def whole(name: str, text: str) -> int:
    """An integer. Raises ValueError."""
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, got {text[:60]}") from None


def digits_of(text: str) -> int:
    """The number of digits that an option asks for. Raises UsageError."""
    from ganmech.digits import checked_digits

    try:
        return checked_digits(int(text) if text.lstrip("+-").isdecimal() and len(text) < 1000 else text)
    except (TypeError, ValueError) as wrong:
        raise UsageError(str(wrong)) from None


def precision(digits: int | None, certified: bool = False) -> dict[str, Any]:
    """Keyword arguments of the numerics. Raises ValueError where a ball is asked for without saying how small."""
    if certified and digits is None:
        raise ValueError("certified needs --digits: how small the ball must be")
    return ({"digits": digits} if digits is not None else {}) | ({"certified": True} if certified else {})


def answer(found, digits: int | None, as_json: bool) -> None:
    """Print a number, a list of numbers, or named numbers."""
    if as_json:
        typer.echo(json.dumps({"value": plain(found, digits), "digits": digits}))
    elif isinstance(found, dict):
        typer.echo("\n".join(f"{name} {written(number, digits)}" for name, number in found.items()))
    else:
        typer.echo("\n".join(written(number, digits) for number in (found if isinstance(found, list) else [found])))


def plain(found, digits: int | None):
    """Doubles as numbers, everything longer as decimal text, so that JSON loses no digit."""
    if isinstance(found, dict):
        return {name: plain(number, digits) for name, number in found.items()}
    if isinstance(found, list):
        return [plain(number, digits) for number in found]
    return float(found) if digits is None else written(found, digits)


def written(number, digits: int | None) -> str:
    """All digits asked for; a ball with its radius."""
    if digits is None:
        return repr(float(number))
    if hasattr(number, "rad"):
        return number.str(digits) if number.is_finite() or not number.is_exact() else repr(float(number))
    import mpmath

    return mpmath.nstr(number, digits, strip_zeros=False)
