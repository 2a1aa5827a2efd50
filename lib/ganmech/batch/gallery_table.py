"""The table of all points: parameters, status, recorded values, failed points marked, each with a link to its notebook.

A heading sorts the rows where scripts run (reports/_static/sortable.js); the page is whole without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ganmech.batch.gallery_sweep import Point, Sweep
from ganmech.batch.gallery_text import code, plain, shortened, value

MOST_ROWS = 500


def points_table(sweep: Sweep) -> str:
    """The table, in Markdown."""
    names = [*sweep.varied, "status", *sweep.recorded]
    head = ["point", *map(plain, names)]
    lines = [line(head), line(["---"] * len(head)), *(line(cells(sweep, place, point)) for place, point in shown(sweep))]
    return "\n".join([":::{table}", ":class: sortable", "", *lines, ":::"])


def shown(sweep: Sweep) -> list[tuple[int, Point]]:
    """The points a table has room for, with their places in the sweep: failed ones before all others, then as they come."""
    places = list(enumerate(sweep.points, 1))
    chosen = sorted(places, key=lambda entry: not entry[1].failed)[:MOST_ROWS]
    return sorted(chosen, key=lambda entry: entry[0])


def cells(sweep: Sweep, place: int, point: Point) -> Iterator[str]:
    """One row."""
    yield f"[{place}]({sweep.name}/{point.short}.ipynb)" if notebook(sweep, point) else str(place)
    yield from (value(point.parameters[name]) if name in point.parameters else "" for name in sweep.varied)
    yield failed(point) if point.failed else plain(point.status)
    for name in sweep.recorded:
        found = point.values.get(name)
        yield value(found) if found is not None else "–" if point.status == "done" else ""


def failed(point: Point) -> str:
    """That it failed and why; the style sheet colours the row."""
    return f'<span class="sweep-failed">failed</span> {plain(point.reason)}'


def notebook(sweep: Sweep, point: Point) -> Path | None:
    """The notebook that belongs to the point's status, if there is one."""
    file = sweep.folder / "points" / point.short / ("failed.ipynb" if point.failed else "executed.ipynb")
    return file if file.is_file() else None


def told(sweep: Sweep, point: Point) -> str:
    """The parameters that tell a point from the others."""
    found = [f"{code(name)} = {code(shortened(point.parameters[name]))}" for name in sweep.varied if name in point.parameters]
    return ", ".join(found) or "its only point"


def line(found: Iterable[str]) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(found)} |"
