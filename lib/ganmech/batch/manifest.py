"""manifest.json: what was asked, of which state of the project, on what machine, and what came of each point."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from ganmech.batch.points import SEED, Point, label, seeds
from ganmech.batch.record import MISSING, Record, write
from ganmech.batch.spec import Sweep
from ganmech.project import Checkout
from ganmech.project import version as project_version

FILE = "manifest.json"
NAMED = ("sympy", "mpmath", "python-flint", "numpy", "scipy", "papermill", "ipykernel")


def written(
    folder: Path, sweep: Sweep, points: Sequence[Point], records: Mapping[str, Record], where: Checkout, engine: str,
    begun: datetime,
) -> dict:
    """Write the manifest and return it."""
    found = {
        "spec": asked(sweep),
        "small": folder.name.endswith(".small"),
        "version": project_version,
        **state(where.root),
        "lock": hashlib.sha256(where.lock.read_bytes()).hexdigest(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in NAMED}},
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "engine": engine,
        "seeds": sorted({point.values[SEED] for point in points if SEED in point.values}) or seeds(sweep),
        "begun": begun.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "points": [entry(point, records.get(point.key)) for point in points],
    }
    write(folder / FILE, json.dumps(found, indent=1) + "\n")
    return found


def asked(sweep: Sweep) -> dict:
    """What the spec says, as the manifest keeps it."""
    return json.loads(sweep.model_dump_json(exclude_defaults=True))


def describes(folder: Path, sweep: Sweep, points: Sequence[Point]) -> bool:
    """Whether the folder's manifest and table are of this spec, its texts included, and of just these points."""
    try:
        found = json.loads((folder / FILE).read_bytes())
        same = found["spec"] == asked(sweep) and [each.get("key") for each in found["points"]] == [point.key for point in points]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return same and (folder / "table.jsonl").is_file()


def entry(point: Point, record: Record | None) -> dict:
    """One point."""
    named = {"key": point.key, "label": label(point.values), "values": dict(point.values)}
    if record is None:
        return named | {"status": MISSING}
    found = {"status": record.status, "seconds": record.seconds, "peak_memory": record.peak_memory}
    return named | found | {"outputs": dict(record.outputs)}


def state(root: Path) -> dict:
    """The commit and whether files differ from it; None where there is no git."""
    commit = said(root, "rev-parse", "HEAD")
    changed = said(root, "status", "--porcelain", "--untracked-files=no")
    return {"commit": commit, "dirty": None if changed is None else bool(changed)}


def said(root: Path, *arguments: str) -> str | None:
    """What git answers; None if it cannot."""
    try:
        done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
