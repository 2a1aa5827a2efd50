"""The notebook of one point as a page of the book: under its title what point it is, its links and labels its own.

Links in it are written as seen from the notebook's place in its chapter, and labels are the same at all points; in the book
both are changed. What a failed notebook did not run is left out, and the cell that failed is shown even where it is hidden.
"""

from __future__ import annotations

import base64
import io
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
import PIL.Image

from ganmech.batch.gallery_sweep import Point, Sweep
from ganmech.batch.gallery_table import notebook, told
from ganmech.batch.gallery_text import plain

HIDING = re.compile("(remove|hide)[-_](cell|input|output)")
GLUED = re.compile(r"(?ms)^```\{glue:[\w:]*\} *(?P<name>[^\n]*)$.*?^```$|\{glue:[\w:]+\}`(?P<inline>[^`]*)`")
LINK = re.compile(r"\]\((?![a-z]+:|/|#)([^()\s#]+)(#[^()\s]*)?\)")
LABEL = re.compile(r"(?m)^:(?:label|name): *(\S+)$|^\((\S+)\)=$")
WIDTH = 480


def page(sweep: Sweep, point: Point) -> Iterator[tuple[str, bytes]]:
    """The page and the numbers behind its figures."""
    file, place = notebook(sweep, point), f"sweeps/{sweep.name}/{point.short}"
    yield f"{place}.ipynb", settled(sweep, point, nbformat.read(file, as_version=4)).encode()
    for numbers in sorted((file.parent / "executed").rglob("*.csv")):
        yield f"{place}/{numbers.relative_to(file.parent / 'executed').as_posix()}", numbers.read_bytes()


def settled(sweep: Sweep, point: Point, book: nbformat.NotebookNode) -> str:
    """The text of the notebook's page."""
    book.metadata.update(orphan=True, nosearch=True, language_info={"name": "python"})
    book.cells = [cell for cell in book.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    if point.failed:
        book.cells = ran(book.cells)
    chapter = posixpath.dirname(sweep.notebook)
    for cell, field in texts(book.cells):
        cell[field] = linked(cell[field], chapter, point.short)
    labelled(book.cells, point.short)
    introduced(book.cells, sweep, point)
    return nbformat.writes(book, indent=1, sort_keys=True) + "\n"


def texts(cells: list) -> Iterator[tuple[dict, str]]:
    """Every piece of Markdown: what holds it and under which name."""
    yield from ((cell, "source") for cell in cells if cell.cell_type == "markdown")
    for cell in cells:
        shown = (output.get("data", {}) for output in cell.get("outputs", []))
        yield from ((data, "text/markdown") for data in shown if "text/markdown" in data)


def linked(text: str, chapter: str, short: str) -> str:
    """Links to the artifacts lead to the point's own, links to notebooks to the chapter's."""

    def there(link: re.Match) -> str:
        target, anchor = link[1], link[2] or ""
        if target.startswith("executed/"):
            return f"]({short}/{target.removeprefix('executed/')}{anchor})"
        place = posixpath.normpath(posixpath.join(chapter, re.sub(r"\.md$", ".ipynb", target)))
        return f"](/{place}{anchor})"

    return LINK.sub(there, text)


def labelled(cells: list, short: str) -> None:
    """Labels that are defined here get the key behind them, also where the page refers to them."""
    pages = [cell for cell in cells if cell.cell_type == "markdown"]
    for label in sorted({one or other for cell in pages for one, other in LABEL.findall(cell.source)}):
        known = re.escape(label)
        use = re.compile(rf"(?m)(^:(?:label|name): *|^\(|\{{(?:eq|ref|numref)\}}`(?:[^`]*<)?|\]\(#){known}(?=$|\)|`|>)")
        for cell in pages:
            cell.source = use.sub(rf"\g<1>{label}-{short}", cell.source)


def ran(cells: list) -> list:
    """The cells up to the one that failed, which is shown whole; formulas that were never computed are named."""
    ends = [i for is_end in (raised, waiting) for i, cell in enumerate(cells) if is_end(cell)]
    kept = cells[: ends[0] + 1] if ends else cells
    if kept and kept[-1].cell_type == "code":
        kept[-1].metadata["tags"] = [tag for tag in kept[-1].metadata.get("tags", []) if not HIDING.fullmatch(tag)]
    computed = {name for cell in kept for output in cell.get("outputs", []) if (name := glue_name(output))}
    for cell in kept:
        if cell.cell_type == "markdown":
            cell.source = GLUED.sub(lambda use: use[0] if glued(use) in computed else "*(not computed)*", cell.source)
    return kept


def waiting(cell: Mapping) -> bool:
    """Whether the cell is code that was not finished."""
    return cell["cell_type"] == "code" and bool(cell["source"].strip()) and cell.get("execution_count") is None


def raised(cell: Mapping) -> bool:
    """Whether an error is among the outputs."""
    return any(output["output_type"] == "error" for output in cell.get("outputs", []))


def glue_name(output: Mapping) -> str | None:
    """The name under which an output is kept for the page."""
    return output.get("metadata", {}).get("scrapbook", {}).get("name")


def glued(use: re.Match) -> str:
    """The name that a page asks for."""
    return (use["name"] or use["inline"]).partition(":")[0].strip()


def introduced(cells: list, sweep: Sweep, point: Point) -> None:
    """Under the title: the sweep, the parameters that tell this point from the others, and what went wrong."""
    lines = [f"A point of the sweep [{plain(sweep.title)}](/sweeps/{sweep.name}.md): {told(sweep, point)}."]
    if point.failed:
        record = notebook(sweep, point).with_name("record.json")
        lines += ["", ":::{error}", plain(point.reason), *traceback(cells, record), ":::"]
    note = nbformat.from_dict({"cell_type": "markdown", "id": "sweep-point", "metadata": {}, "source": "\n".join(lines)})
    headed = bool(cells) and cells[0].cell_type == "markdown" and cells[0].source.startswith("# ")
    if not headed:
        note.source = f"# {plain(sweep.title)}\n\n{note.source}"
    elif "\n" in cells[0].source:
        title, _, rest = cells[0].source.partition("\n")
        cells[0].source, note.source = title, f"{note.source}\n\n{rest.strip()}"
    cells.insert(1 if headed else 0, note)


def traceback(cells: list, record: Path) -> list[str]:
    """The traceback of the record, where no cell shows one."""
    failure = json.loads(record.read_text())["failure"] or {}
    text = re.sub(r"\x1b\[[\d;]*m", "", failure.get("traceback", "")).strip()
    if not text or any(map(raised, cells)):
        return []
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return ["", f"{fence}text", text, fence]


def thumbnail(sweep: Sweep, point: Point) -> bytes | None:
    """The first figure of the executed notebook, small; None without one."""
    file = notebook(sweep, point)
    found = first_figure(nbformat.read(file, as_version=4)) if file else None
    if found is None:
        return None
    kept = io.BytesIO()
    with PIL.Image.open(io.BytesIO(found)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((WIDTH, WIDTH), PIL.Image.Resampling.LANCZOS)
        small.quantize(256, kmeans=1, dither=PIL.Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def first_figure(content: Mapping) -> bytes | None:
    """The picture as it is in the notebook."""
    outputs = (output for cell in content["cells"] for output in cell.get("outputs", []))
    found = (output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {}))
    encoded = next(found, None)
    return base64.b64decode(encoded) if encoded else None
