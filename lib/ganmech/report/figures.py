"""A figure is published with the numbers behind it.

    fig, ax = plt.subplots()
    ...
    publish(fig, "density", columns={"lambda": lam, "density": rho}, caption="the density at $x_1 = 1$")

shows the figure and its caption, writes density.png and density.csv to the artifacts folder, and shows a link to the numbers
that works in JupyterLab, in the executed notebook and in the book.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import PIL.Image
from cycler import cycler
from IPython.display import Image, Markdown, display

DPI = 150

# Okabe and Ito's colours: told apart with any of the common colour-vision deficiencies. Yellow is left out, it fades on white.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]

STYLE = {
    "figure.figsize": (7.0, 4.2),
    "figure.constrained_layout.use": True,
    "font.size": 11,
    "axes.prop_cycle": cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
    "lines.linewidth": 1.8,
    "legend.frameon": False,
    "image.cmap": "viridis",
    "mathtext.fontset": "cm",
    "svg.hashsalt": "ganmech",
}


def use_style() -> None:
    """The house style, from matplotlib's own defaults and not from a user's."""
    backend = mpl.rcParams._get_backend_or_none() if hasattr(mpl.rcParams, "_get_backend_or_none") else None
    mpl.rcdefaults()
    mpl.rcParams.update(STYLE | ({"backend": backend} if backend else {}))


def artifacts() -> Path:
    """Where figures and numbers go: the runner's folder, otherwise ./artifacts."""
    folder = Path(os.environ.get("GANMECH_ARTIFACTS", "artifacts"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def publish(
    figure, name: str, columns: Mapping[str, Sequence] | None = None, caption: str = "",
    more: Mapping[str, Mapping[str, Sequence]] | None = None,
) -> None:
    """Show a figure at the end of a cell and keep its picture and the numbers behind it.

    `columns` maps a heading to a sequence; all have one length, scalars are repeated. Numbers are written in full: floats
    so that they read back exactly, mpmath and Arb numbers as decimal strings. Curves of another length go to `more`, which
    maps a word to further columns: "histogram" is written to <name>_histogram.csv. `caption` is Markdown without a full stop.
    Raises ValueError for a name that is not letters, digits, - and _, or for columns of different lengths.
    """
    tables = ({"data": columns} if columns is not None else {}) | dict(more or {})
    for word in (name, *tables):
        if not re.fullmatch(r"[\w-]+", word):
            raise ValueError(f"name must be letters, digits, - and _, got {word!r}")
    picture = png(figure)
    (artifacts() / f"{name}.png").write_bytes(picture)
    display(Image(data=picture, format="png", alt=f"figure {name}"))
    links = [stored(name if word == "data" else f"{name}_{word}", word, found) for word, found in tables.items()]
    below = ([f"*Figure: {caption}.*"] if caption else []) + ([", ".join(links)] if links else [])
    if below:
        display(Markdown("\n\n".join(below)))


def stored(name: str, word: str, columns: Mapping[str, Sequence]) -> str:
    """Write one table of numbers and return the link to it."""
    file = artifacts() / f"{name}.csv"
    file.write_text(table(columns))
    return f"[{word} (CSV)]({link(file)})"


def png(figure) -> bytes:
    """The picture, without the metadata that names a version or a date; the figure is closed, so it is shown once.

    A palette of 256 colours keeps a picture a third of its size, and committed results small.
    """
    drawn, kept = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI, facecolor="white")
    mpl.pyplot.close(figure)
    with PIL.Image.open(drawn) as picture:
        picture.convert("RGB").quantize(256, kmeans=1, dither=PIL.Image.Dither.NONE).save(kept, "PNG", optimize=True, dpi=(DPI, DPI))
    return kept.getvalue()


def link(file: Path) -> str:
    """The file as seen from the notebook's folder."""
    return Path(os.path.relpath(file)).as_posix()


def table(columns: Mapping[str, Sequence]) -> str:
    """CSV with a heading line."""
    listed = {heading: listing(values) for heading, values in columns.items()}
    length = max(len(values) for values in listed.values())
    wrong = [heading for heading, values in listed.items() if len(values) not in (1, length)]
    if wrong:
        raise ValueError(f"columns must have one length, but {wrong[0]} has {len(listed[wrong[0]])} and another {length}")
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(listed)
    rows.writerows(zip(*(values * (length if len(values) == 1 else 1) for values in listed.values()), strict=True))
    return text.getvalue()


def listing(values) -> list[str]:
    """One column as text; a scalar is a column of length one."""
    values = values.tolist() if hasattr(values, "tolist") else values
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        values = [values]
    return [repr(value) if isinstance(value, float) else str(value) for value in values]
