"""What the plots of a sweep share: panels, names on axes, and where the values of a parameter stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from sympy import Symbol, latex
from sympy.core.alphabets import greeks

from ganmech.batch.gallery_sweep import distinct, number, written
from ganmech.batch.gallery_text import code, shortened


@dataclass(frozen=True)
class Plot:
    """A picture, the numbers in it as CSV, and a caption in Markdown."""

    picture: bytes
    numbers: str
    caption: str


def panelled(count: int) -> tuple[Figure, list]:
    """A figure of so many panels, at most three side by side."""
    across = count if count <= 3 else 2 if count == 4 else 3
    down = -(-count//across)
    figure = Figure(figsize=(7.0, 4.2) if count == 1 else (2.6*across + 1.8, 2.7*down + 0.3))
    axes = list(figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).flat)
    for unused in axes[count:]:
        unused.remove()
    for lowest in axes[max(count - across, 0):count]:
        lowest.xaxis.set_tick_params(labelbottom=True)
    return figure, axes[:count]


def labelled(axes: Sequence, plot: Mapping, panels: Sequence, across: Mapping, up: Mapping | None = None) -> None:
    """Names on the outer axes, scales, words where a parameter is one, and each panel's value above it."""
    for ax, panel in zip(axes, panels, strict=True):
        scaled(ax.xaxis, ax.set_xscale, across, bool(plot.get("logx")))
        scaled(ax.yaxis, ax.set_yscale, up, bool(plot.get("logy")))
        if ax.xaxis.get_tick_params()["labelbottom"]:
            ax.set_xlabel(symbol(plot["x"]))
        if ax.get_subplotspec().is_first_col():
            ax.set_ylabel(symbol(plot["y"]))
        if plot.get("panels"):
            ax.set_title(f"{symbol(plot['panels'])} = {lettered(shortened(panel))}", fontsize=11)


def scaled(axis, set_scale, places: Mapping[str, float] | None, log: bool) -> None:
    """A logarithmic axis where it is asked for, words on an axis that has no numbers."""
    if places is not None and not numeric(places):
        axis.set_ticks(list(places.values()), labels=[lettered(text) for text in places])
    elif log:
        set_scale("log")


def caption(plot: Mapping, y: str, x: str, lines: str | None, rest: Sequence[str], bars: bool) -> str:
    """The caption that the spec gives, otherwise what is drawn against what; then what a reader could not see."""
    is_map = plot.get("kind") == "map"
    over, by = ("over", "and") if is_map else ("against", "for each")
    usual = f"{code(y)} {over} {code(x)}" + (f" {by} {code(lines)}" if lines else "")
    said = plot.get("caption", "").strip().rstrip(".") or usual
    among = ", ".join(map(code, rest))
    pooled = "the most frequent" if plot.get("words") else "the mean"
    more = [f"{pooled} over {among}" if is_map else f"one line for each value of {among}"] if rest else []
    return "; ".join([said, *more, *(["means over seeds, bars are standard errors"] if bars else [])])


def positions(name: str, rows: Sequence[Mapping]) -> dict[str, float]:
    """Where each value of a parameter stands on an axis: numbers where they are, words one after the other."""
    values = distinct(row[name] for row in rows)
    if all(number(value) is not None for value in values):
        return {written(value): number(value) for value in values}
    return {written(value): float(i) for i, value in enumerate(values)}


def numeric(places: Mapping[str, float]) -> bool:
    """Whether these are the positions of numbers."""
    return all(number(text) is not None for text in places)


def values_of(name: str | None, rows: Sequence[Mapping]) -> list:
    """The values that tell lines or panels apart, numbers in their order; without a name there is one."""
    if not name:
        return [None]
    values = distinct(row.get(name) for row in rows)
    return sorted(values, key=number) if all(number(value) is not None for value in values) else values


def has(row: Mapping, name: str | None, value) -> bool:
    """Whether a row belongs to a line or a panel."""
    return not name or written(row.get(name)) == written(value)


def independent(names: Sequence[str], rows: Sequence[Mapping], given: Sequence[str] = ()) -> list[str]:
    """The parameters that vary where the `given` ones and those before them do not: of those varied together, the first."""
    kept: list[str] = []
    for name in names:
        if len(grouped(rows, [*given, *kept, name])) > len(grouped(rows, [*given, *kept])):
            kept.append(name)
    return kept


def grouped(rows: Sequence[Mapping], names: Sequence[str]) -> list[list[Mapping]]:
    """Rows that agree in these parameters, together."""
    groups: dict[tuple, list] = {}
    for row in rows:
        groups.setdefault(tuple(written(row.get(name)) for name in names), []).append(row)
    return list(groups.values())


def symbol(name: str) -> str:
    """The name on an axis: a letter, Greek or not, perhaps with an index, as the symbol it is, also after a word; else in words."""
    name = re.sub(r"^lam(?![a-z])", "lambda", name)      # a word of Python's own that no parameter can have
    base = name.partition("_")[0].rstrip("0123456789")
    if base.lower() in greeks or re.fullmatch("[A-Za-z]", base):
        return f"${latex(Symbol(name))}$"
    if indexed := re.fullmatch("([A-Za-z]+)_([A-Za-z]_[A-Za-z])", name):      # as in mean_L_D
        return f"{indexed[1]} {symbol(indexed[2])}"
    return lettered(name.replace("_", " "))


def lettered(text: str) -> str:
    """Text in a picture: no mathematics, and never hidden as labels that begin with a line are."""
    return text.replace("$", r"\$") if not text.startswith("_") else f" {text}"
