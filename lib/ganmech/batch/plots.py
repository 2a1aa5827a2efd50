"""Recorded values of a sweep against its parameters, as lines or as a map, each with the numbers that are drawn.

A plot is asked for as in the spec: y, x, and if wanted lines, panels, logx, logy, caption; or kind = "map" with x, y, value.
Where a sweep asks for none, every recorded number is drawn against the first varied numeric parameter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import matplotlib as mpl
import matplotlib.pyplot  # noqa: F401 (figures.png closes figures through it)

from ganmech.batch.gallery_axes import Plot, independent
from ganmech.batch.gallery_curves import curves
from ganmech.batch.gallery_map import field, vocabulary
from ganmech.batch.gallery_sweep import Sweep, distinct, number
from ganmech.batch.gallery_text import code
from ganmech.report.figures import use_style

MOST_PLOTS = 12
MOST_PANELS = 6


def asked(wanted: Sequence[Mapping], varied: Sequence[str], recorded: Sequence[str], rows: Sequence[Mapping]) -> list[Mapping]:
    """The plots that the spec asks for, otherwise the usual ones."""
    return list(wanted) or list(usual(varied, recorded, rows))


def usual(varied: Sequence[str], recorded: Sequence[str], rows: Sequence[Mapping]) -> Iterator[Mapping]:
    """Each recorded number that changes against the first varied one; lines by the next parameter, panels by one more."""
    numeric = [name for name in varied if all(number(row[name]) is not None for row in rows if name in row)]
    if not numeric:
        return
    x, *rest = independent([numeric[0], *(name for name in varied if name != "seed")], rows) or [numeric[0]]
    few = [name for name in rest[1:] if len(distinct(row.get(name) for row in rows)) <= MOST_PANELS]
    for y in recorded:
        found = [number(row.get(y)) for row in rows if number(row.get(y)) is not None]
        if len(set(found)) > 1 and not (y.endswith(" radius") and y.removesuffix(" radius") in recorded):
            scales = {"logx": wide([number(row[x]) for row in rows if x in row], 100), "logy": wide(found, 1000)}
            yield {"y": y, "x": x, **scales, **dict(zip(("lines", "panels"), [*rest[:1], *few[:1]], strict=False))}


def wide(values: Sequence[float], ratio: float) -> bool:
    """Whether positive numbers are spread over such a ratio."""
    return min(values) > 0 and max(values) >= ratio*min(values)


def missing(plot: Mapping, rows: Sequence[Mapping]) -> list[str]:
    """Names in a plot that no finished point has a value for."""
    names = [plot[role] for role in ("x", "y", "value", "lines", "panels") if plot.get(role)]
    return [name for name in names if all(row.get(name) is None for row in rows)]


def alike(wanted: Sequence[Mapping], rows: Sequence[Mapping]) -> list[Mapping]:
    """Maps that share words give them the same colours."""
    words = {plot["value"]: set(vocabulary(plot["value"], rows)) for plot in wanted if plot.get("kind") == "map"}
    shared = {name: sorted(set().union(*(other for other in words.values() if other & own))) for name, own in words.items()}
    return [{**plot, "words": shared[plot["value"]]} if plot.get("kind") == "map" else plot for plot in wanted]


def drawn(plot: Mapping, rows: Sequence[Mapping], varied: Sequence[str]) -> Plot:
    """The plot of finished points; `varied` names the parameters that differ between them."""
    with mpl.rc_context():
        use_style()
        return (field if plot.get("kind") == "map" else curves)(plot, rows, varied)


def figured(sweep: Sweep) -> tuple[list[Plot], list[str]]:
    """The plots, and a sentence for each that cannot be drawn or is left out."""
    rows = [{**point.parameters, **point.values} for point in sweep.done]
    wanted = asked(sweep.spec.get("plots", []), sweep.varied, sweep.recorded, rows) if rows else []
    unknown = [(plot, missing(plot, rows)) for plot in wanted]
    said = [f"No point recorded {', '.join(map(code, names))}, so a plot of it is not drawn." for _, names in unknown if names]
    possible = alike([plot for plot, names in unknown if not names], rows)
    said += [f"{len(possible) - MOST_PLOTS} more plots are left out."] if len(possible) > MOST_PLOTS else []
    return [drawn(plot, rows, sweep.varied) for plot in possible[:MOST_PLOTS]], said
