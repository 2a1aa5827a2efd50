"""An executed notebook with everything removed that differs from run to run or from machine to machine.

Two executions of the same sources then give the same bytes, so the committed copy changes only when a result does.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from ganmech.report.source import number

ADDRESS = re.compile(r"\bat 0x[0-9a-f]+")
PAGE = re.compile(r"\]\((?!https?:)([\w./-]+)\.md(#[\w-]+)?\)")
KERNEL_MESSAGES = re.compile(r"/tmp/ipykernel_\d+/\d+\.py|<ipython-input-[^>]*>")


def settled(notebook: nbformat.NotebookNode, mark: dict, root: Path) -> str:
    """The text of the settled notebook; `mark` (content key, source) is kept in its metadata."""
    notebook = nbformat.from_dict(notebook)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}, "ganmech": mark})
    number(notebook)
    for cell in notebook.cells:
        settle_cell(cell, root)
    return nbformat.writes(notebook, indent=1, sort_keys=True) + "\n"


def settle_cell(cell: nbformat.NotebookNode, root: Path) -> None:
    """Keep tags, drop timings, clean every text among the outputs, and link to other notebooks as executed ones."""
    if cell.cell_type == "markdown":
        cell.source = linked(cell.source)
    cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if v and k not in ("papermill", "execution")})
    for output in cell.get("outputs", []):
        output.update(cleaned(dict(output), root))
        if text := output.get("data", {}).get("text/markdown"):
            output["data"]["text/markdown"] = linked(text)


def linked(text: str) -> str:
    """Links to other notebooks as links to executed ones."""
    return PAGE.sub(r"](\1.ipynb\2)", text)


def cleaned(value, root: Path):
    """The same structure with machine paths and memory addresses removed from its strings."""
    if isinstance(value, str):
        return ADDRESS.sub("at 0x0", KERNEL_MESSAGES.sub("cell", value.replace(f"{root}/", "").replace(str(root), ".")))
    if isinstance(value, dict):
        return {key: item if key == "image/png" else cleaned(item, root) for key, item in value.items()}
    return [cleaned(item, root) for item in value] if isinstance(value, list) else value
