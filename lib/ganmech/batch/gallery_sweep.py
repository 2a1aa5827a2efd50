"""A sweep as its folder holds it: what was asked, the points in the order of the spec, what came of each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from ganmech.batch.store import SHORT
from ganmech.batch.table import REASON, STATUS, rows

SMALL = ".small"


@dataclass(frozen=True)
class Point:
    """One point: its key, parameters, status, what it recorded, and in one sentence why it failed."""

    key: str
    parameters: Mapping
    status: str
    values: Mapping
    reason: str

    @property
    def short(self) -> str:
        """The key as folders and pages are named."""
        return self.key[:SHORT]

    @property
    def failed(self) -> bool:
        return self.status == "failed"


@dataclass(frozen=True)
class Sweep:
    """One sweep, finished or not."""

    folder: Path
    manifest: Mapping
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        return self.folder.name.removesuffix(SMALL)

    @property
    def small(self) -> bool:
        return self.folder.name.endswith(SMALL)

    @property
    def spec(self) -> Mapping:
        return self.manifest["spec"]

    @property
    def notebook(self) -> str:
        """The name of the notebook, of the form chapter/page; empty for a function."""
        return self.spec.get("notebook", "").removeprefix("notebooks/").removesuffix(".md")

    @property
    def title(self) -> str:
        return self.spec.get("title") or self.name

    @cached_property
    def done(self) -> list[Point]:
        return [point for point in self.points if point.status == "done"]

    @cached_property
    def failed(self) -> list[Point]:
        return [point for point in self.points if point.failed]

    @cached_property
    def parameters(self) -> list[str]:
        """Names of all parameters."""
        return merged(point.parameters for point in self.points)

    @cached_property
    def recorded(self) -> list[str]:
        """Names of all recorded values."""
        return merged(point.values for point in self.points)

    @cached_property
    def varied(self) -> list[str]:
        """Names of the parameters that are not the same at all points; `seed`, if among them, comes last."""
        names = [name for name in self.parameters if len(distinct(point.parameters.get(name) for point in self.points)) > 1]
        return sorted(names, key=lambda name: name == "seed")


def read(folder: Path) -> Sweep:
    """The sweep of a folder with a manifest."""
    manifest = json.loads((folder / "manifest.json").read_text())
    entries = zip(manifest["points"], rows(folder), strict=True)
    return Sweep(folder, manifest, tuple(point(entry["key"], row) for entry, row in entries))


def point(key: str, row: Mapping) -> Point:
    """One row of the table: parameters stand before the status, values after it, and why it failed at the end."""
    names = list(row)
    cut = names.index(STATUS)
    values = {name: row[name] for name in names[cut + 1:] if name != REASON}
    return Point(key, {name: row[name] for name in names[:cut]}, row[STATUS], values, row.get(REASON) or "")


def merged(rows) -> list[str]:
    """All names, in the order in which they first appear."""
    return list(dict.fromkeys(name for row in rows for name in row))


def distinct(values) -> list:
    """Each value once, in the order of first appearance; lists are values too."""
    return list({json.dumps(value, sort_keys=True): value for value in values}.values())


def number(value) -> float | None:
    """A finite number, given as one or as decimal text or as p/q; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, str) and not re.fullmatch(r"[-+]?[\d.]+([eE][-+]?\d+)?(/\d+)?", value):
        return None
    try:
        found = float(Fraction(value)) if "/" in str(value) else float(value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return found if found - found == 0 else None


def written(value) -> str:
    """A value as text: texts as they are, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
