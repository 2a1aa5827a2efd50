"""Docstrings of this project are plain text: paragraphs, lists with -, and displays indented by four or more.

Sphinx reads docstrings as reStructuredText, where |x|, a*b or x_ mean something. `plain_text` keeps paragraphs, lists and
displays and lets every other sign stand for itself; `code` in backticks stays code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def plain_text(app, what, name, obj, options, lines: list[str]) -> None:
    """Sphinx calls this with the lines of each docstring and uses what it leaves in them."""
    lines[:] = [out for block in blocks(margin_kept(obj, lines)) for out in [*written(block), ""]]


def blocks(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines of one kind: a paragraph, one item of a list, or a display with the empty lines inside it."""
    block: list[str] = []
    for line in [*lines, ""]:
        if block and begins_another(line, block):
            yield block
            block = []
        if line.strip() or (block and is_display(block[0])):
            block.append(line)
    if block:
        yield block


def begins_another(line: str, block: list[str]) -> bool:
    """Whether a line ends the block before it."""
    if is_display(block[0]):
        return bool(line.strip()) and not is_display(line)
    item = block[0].startswith("- ")
    return not line.strip() or line.startswith("- ") or (is_display(line) and not item) or (item and not line.startswith(" "))


def is_display(line: str) -> bool:
    """Displays are indented by four or more."""
    return line.startswith("    ")


def written(block: list[str]) -> list[str]:
    """One block as reStructuredText."""
    if is_display(block[0]):
        return ["::", "", *block]
    first, *rest = (line.strip() for line in block)
    if block[0].startswith("- "):
        return ["- " + markup_free(first.removeprefix("- ")), *(f"  {markup_free(line)}" for line in rest)]
    return [markup_free(line) for line in (first, *rest)]


def markup_free(line: str) -> str:
    """`code` as code; every other sign with a meaning in reStructuredText stands for itself."""
    pieces = re.split(r"(`+[^`]+`+)", line)
    literal = [f"``{p.strip('`').strip()}``" if i % 2 else re.sub(r"([*|_\\`])", r"\\\1", p) for i, p in enumerate(pieces)]
    text = re.sub(r"^([-+#=~^>.:]|\w+[.)])(?=\s|\1|$)", r"\\\1", "".join(literal))
    return re.sub(r"::$", r":\\:", text)


def margin_kept(obj, lines: list[str]) -> list[str]:
    """The lines with displays still indented: where all lines after the first are a display, Sphinx has moved it left.

    The closing quotes of a docstring stand at its margin.
    """
    raw = obj.__doc__ if isinstance(getattr(obj, "__doc__", None), str) else ""
    first, _, rest = raw.partition("\n")
    margin = rest.rpartition("\n")[2]
    if not rest or margin.strip() or first.strip() != (lines or [""])[0].strip():
        return list(lines)
    return [first.strip(), *(line.removeprefix(margin).rstrip() for line in rest.split("\n")[:-1])]
