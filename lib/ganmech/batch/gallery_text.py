"""Texts that nobody wrote for a page, set so that nothing in them is markup: in Markdown, in its tables, in HTML attributes."""

from __future__ import annotations

import html
import re
from decimal import Decimal

from ganmech.batch.gallery_sweep import number, written

LONGEST = 40


def plain(text: str) -> str:
    """One line of Markdown that shows the text."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~&!^\"'])", r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """The text as code."""
    text = " ".join(text.split())
    if not text:
        return "*empty*"
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    room = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{room}{text}{room}{fence}"


def attribute(text: str) -> str:
    """The text between the quotes of an HTML attribute, in a table too."""
    return html.escape(" ".join(text.split())).replace("|", "&#124;")


def value(given) -> str:
    """A value in a table: numbers to six digits and long texts cut, with the whole in the title; other texts are code."""
    full, short = written(given), shortened(given)
    shown = plain(short) if number(given) is not None else code(short).replace("|", r"\|")
    return shown if short == full else f'<span title="{attribute(full)}">{shown}</span>'


def shortened(given) -> str:
    """A number of more than nine characters to six digits, a text of more than forty cut."""
    full = written(given)
    if number(given) is None:
        return full if len(full) <= LONGEST else full[:LONGEST - 1] + "…"
    return full if len(full) <= 9 else six_digits(full)


def six_digits(text: str) -> str:
    """A number to six digits; those beyond the range of doubles too."""
    near = number(text)
    return f"{Decimal(text):.6g}" if near == 0 and "/" not in text and Decimal(text) else f"{near:.6g}"


def listed(values) -> str:
    """Values one after the other; of many the first ones, the last one and their number."""
    shown = [code(shortened(each)) for each in values]
    return ", ".join(shown) if len(shown) <= 12 else f"{', '.join(shown[:6])}, …, {shown[-1]} ({len(shown)} values)"
