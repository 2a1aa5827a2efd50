"""A recorded value over the plane of two parameters, in colour, with the numbers that are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import mean

import matplotlib as mpl

from ganmech.batch.gallery_axes import (
    Plot, caption, grouped, has, independent, labelled, lettered, panelled, positions, symbol, values_of,
)
from ganmech.batch.gallery_sweep import distinct, number, written
from ganmech.report.figures import png, table


def field(plot: Mapping, rows: Sequence[Mapping], varied: Sequence[str]) -> Plot:
    """A value over the plane of two parameters, in colour; words have a colour each."""
    x, y, value, panels = (plot.get(role) for role in ("x", "y", "value", "panels"))
    rows = [row for row in rows if row.get(value) is not None]
    words = plot.get("words") or vocabulary(value, rows)
    (across, up), (figure, axes) = (positions(x, rows), positions(y, rows)), panelled(len(values_of(panels, rows)))
    names = [name for name in (panels, x, y) if name]
    cells = [(same[0], pooled([row[value] for row in same], words)) for same in grouped(rows, names)]
    scale = shades([shade for _, shade in cells], words, bool(plot.get("log")))
    labelled(axes, plot, values_of(panels, rows), across, up)
    for ax, panel in zip(axes, values_of(panels, rows), strict=True):
        ax.grid(False)
        ax.set_facecolor("0.9")
        filled(ax, [cell for cell in cells if has(cell[0], panels, panel)], (x, y), (across, up), plot, scale)
    bar(figure, axes, value, scale, words)
    columns = {name: [written(row[name]) for row, _ in cells] for name in names}
    columns[value] = [words[round(shade)] if words else repr(shade) for _, shade in cells]
    said = caption({**plot, "words": words}, value, x, y, independent(varied, rows, names), False)
    return Plot(png(figure), table(columns), said)


def vocabulary(value: str, rows: Sequence[Mapping]) -> list[str]:
    """The words that were recorded; none where all are numbers."""
    found = [row[value] for row in rows if row.get(value) is not None]
    return [] if all(number(each) is not None for each in found) else sorted(map(written, distinct(found)))


def pooled(values: Sequence, words: Sequence[str]) -> float:
    """One number for a cell: the mean, or the place of the most frequent word."""
    if not words:
        return mean(number(value) for value in values)
    texts = [written(value) for value in values]
    return words.index(max(distinct(texts), key=texts.count))


def filled(ax, cells: Sequence, names: tuple[str, str], places: tuple[Mapping, Mapping], plot: Mapping, scale) -> None:
    """One panel's cells; those without a value keep the grey of the background."""
    at = [sorted(set(place.values())) for place in places]
    shades = [[float("nan")]*len(at[0]) for _ in at[1]]
    for row, shade in cells:
        i, j = (where.index(place[written(row[name])]) for where, place, name in zip(at, places, names, strict=True))
        shades[j][i] = shade
    borders = [edges(where, bool(plot.get(log))) for where, log in zip(at, ("logx", "logy"), strict=True)]
    ax.pcolormesh(*borders, shades, **scale, rasterized=True)
    ax.set(xlim=(borders[0][0], borders[0][-1]), ylim=(borders[1][0], borders[1][-1]))


def edges(centres: Sequence[float], log: bool) -> list[float]:
    """Borders halfway between neighbours, on the scale of the axis."""
    if len(centres) == 1:
        return [centres[0]/2, centres[0]*2] if log else [centres[0] - 0.5, centres[0] + 0.5]
    half = (lambda a, b: sqrt(a*b)) if log else (lambda a, b: (a + b)/2)
    beyond = (lambda a, b: a*sqrt(a/b)) if log else (lambda a, b: a + (a - b)/2)
    inner = [half(a, b) for a, b in zip(centres, centres[1:], strict=False)]
    return [beyond(centres[0], centres[1]), *inner, beyond(centres[-1], centres[-2])]


def shades(values: Sequence[float], words: Sequence[str], log: bool) -> dict:
    """Colour map and scale of a map."""
    if words:
        colours = mpl.colors.ListedColormap([f"C{i}" for i in range(len(words))])
        return {"cmap": colours, "norm": mpl.colors.BoundaryNorm([i - 0.5 for i in range(len(words) + 1)], len(words))}
    norm = mpl.colors.LogNorm if log and min(values) > 0 else mpl.colors.Normalize
    return {"cmap": "viridis", "norm": norm(min(values), max(values))}


def bar(figure, axes: Sequence, value: str, scale: Mapping, words: Sequence[str]) -> None:
    """The bar that explains the colours."""
    made = figure.colorbar(mpl.cm.ScalarMappable(**scale), ax=list(axes), label=symbol(value))
    made.outline.set_visible(False)
    if words:
        made.set_ticks(range(len(words)), labels=[lettered(word) for word in words])
