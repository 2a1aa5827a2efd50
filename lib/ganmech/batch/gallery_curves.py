"""A recorded number against a parameter: a line for each value of another one, with the numbers that are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

import matplotlib as mpl
from matplotlib.figure import Figure

from ganmech.batch.gallery_axes import (
    Plot, caption, grouped, has, independent, labelled, lettered, numeric, panelled, positions, symbol, values_of,
)
from ganmech.batch.gallery_sweep import number, written
from ganmech.batch.gallery_text import shortened
from ganmech.report.figures import png, table

MOST_LINES = 7
MARKERS = "osD^vPX"


@dataclass(frozen=True)
class Mark:
    """One place of a line plot: mean over seeds, its standard error, how many seeds."""

    row: Mapping
    y: float
    error: float
    seeds: int


def curves(plot: Mapping, rows: Sequence[Mapping], varied: Sequence[str]) -> Plot:
    """y against x: a colour for each value of `lines`, a panel for each of `panels`; seeds are averaged."""
    x, y, lines, panels = (plot.get(role) for role in ("x", "y", "lines", "panels"))
    rows = [row for row in rows if number(row.get(y)) is not None]
    rest = independent([name for name in varied if name != "seed"], rows, [name for name in (x, lines, panels) if name])
    colours, places = coloured(values_of(lines, rows)), positions(x, rows)
    figure, axes = panelled(len(values_of(panels, rows)))
    kept = []
    labelled(axes, plot, values_of(panels, rows), places)
    for ax, panel in zip(axes, values_of(panels, rows), strict=True):
        for line in values_of(lines, rows):
            here = [row for row in rows if has(row, panels, panel) and has(row, lines, line)]
            for one in grouped(here, rest):
                marks = averaged(one, x, y, places)
                curve(ax, marks, x, places, colours[written(line)])
                kept += marks
    if lines:
        legend(figure, lines, {text: mpl.lines.Line2D([], [], **style) for text, style in colours.items()})
    names = [name for name in (panels, lines, *rest, x) if name]
    return Plot(png(figure), numbers(kept, names, y), caption(plot, y, x, lines, rest, any(mark.seeds > 1 for mark in kept)))


def curve(ax, marks: Sequence[Mark], x: str, places: Mapping[str, float], style: Mapping) -> None:
    """One line with its points; words on the axis are not joined."""
    joined = {} if numeric(places) else {"linestyle": "none"}
    at = [places[written(mark.row[x])] for mark in marks]
    bars = [mark.error for mark in marks] if any(mark.error for mark in marks) else None
    ax.plot(at, [mark.y for mark in marks], **{**style, **joined})
    if bars:
        ax.errorbar(at, [mark.y for mark in marks], bars, fmt="none", ecolor=style["color"], capsize=2, elinewidth=1)


def averaged(rows: Sequence[Mapping], x: str, y: str, places: Mapping[str, float]) -> list[Mark]:
    """The mean of y at each x, from left to right."""
    return [
        Mark(same[0], mean(found), stdev(found)/sqrt(len(found)) if len(found) > 1 else 0.0, len(found))
        for same in sorted(grouped(rows, [x]), key=lambda same: places[written(same[0][x])])
        for found in [[number(row[y]) for row in same]]
    ]


def numbers(marks: Sequence[Mark], names: Sequence[str], y: str) -> str:
    """What is drawn, as CSV; a value that is no mean stands as it was recorded."""
    columns = {name: [written(mark.row.get(name)) for mark in marks] for name in names}
    columns[y] = [written(mark.row[y]) if mark.seeds == 1 else repr(mark.y) for mark in marks]
    if any(mark.seeds > 1 for mark in marks):
        columns |= {"standard error": [mark.error for mark in marks], "seeds": [mark.seeds for mark in marks]}
    return table(columns)


def coloured(values: Sequence) -> dict[str, dict]:
    """Colour and marker of each line: the book's colours for a few, shades from dark to light for many."""
    shades = mpl.colormaps["viridis"].resampled(256)
    few = len(values) <= MOST_LINES
    return {
        written(value): {
            "color": f"C{i}" if few else shades(0.93*i/(len(values) - 1)), "marker": MARKERS[i] if few else "o",
            "markersize": 4.5 if few else 3, "linewidth": 1.6 if few else 1.1,
        }
        for i, value in enumerate(values)
    }


def legend(figure: Figure, name: str, handles: Mapping[str, object]) -> None:
    """Beside the axes; of many lines every few."""
    every = -(-len(handles)//(2*MOST_LINES))
    shown = dict(list(handles.items())[::every])
    labels = [lettered(shortened(label)) for label in shown]
    figure.legend(shown.values(), labels, title=symbol(name), loc="outside right upper", fontsize=10)
