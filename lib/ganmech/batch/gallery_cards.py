"""The notebooks of a sweep at a glance: a grid of cards, each with the notebook's first figure, or why there is none."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ganmech.batch.gallery_sweep import Point, Sweep
from ganmech.batch.gallery_table import failed, told

MOST_CARDS = 48


def cards(sweep: Sweep, linked: list[Point], pictures: Container[str]) -> str:
    """The grid of the points that have a page; `pictures` holds the keys of those with a figure."""
    some = linked[:MOST_CARDS]
    first = f"The first {len(some)} of {len(linked)} notebooks; the table below leads to the others.\n\n"
    lines = [line for point in some for line in card(sweep, point, point.key in pictures)]
    return (first if len(linked) > len(some) else "") + "\n".join(["::::{grid} 2 2 3 3", ":gutter: 3", "", *lines, "::::"])


def card(sweep: Sweep, point: Point, has_picture: bool) -> Iterator[str]:
    """One card, linked to the point's notebook."""
    place = f"/sweeps/{sweep.name}/{point.short}"
    yield from (":::{grid-item-card}", f":link: {place}", ":link-type: doc")
    if has_picture:
        yield from (f":img-top: {place}.png", ":img-alt: first figure of this notebook")
    yield from [":class-card: sweep-failed-card"] if point.failed else []
    yield from ("", told(sweep, point))
    yield from ["", failed(point)] if point.failed else []
    yield from (":::", "")
