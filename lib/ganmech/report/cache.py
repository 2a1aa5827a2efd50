"""Executed notebooks are kept under build/executed, each with a stamp that holds its content key and how it went.

A notebook is executed again only when its key changes. The stamp is written last, by this project: whatever the executed
notebook says about itself is never read as success.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from ganmech.project import Checkout
from ganmech.report import execute, settle, source
from ganmech.report.lock import locked


@dataclass(frozen=True)
class Stamp:
    """The record of one execution."""

    name: str
    key: str
    error: str
    seconds: float

    @property
    def ok(self) -> bool:
        return not self.error


def executed(name: str, where: Checkout) -> Stamp:
    """The stamp of the notebook at its present key, executing it when there is none."""
    with locked(where.executed / f"{name}.lock"):
        key = source.content_key(name, where)
        return current(name, key, where) or renew(name, key, where)


def is_current(name: str, where: Checkout) -> bool:
    """Whether the notebook has been executed with success at its present key."""
    return current(name, source.content_key(name, where), where) is not None


def current(name: str, key: str, where: Checkout) -> Stamp | None:
    """The stamp of a success at this key; failures are tried again."""
    try:
        stamp = Stamp(**json.loads((where.executed / f"{name}.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return stamp if stamp.ok and stamp.key == key and (where.executed / f"{name}.ipynb").exists() else None


def renew(name: str, key: str, where: Checkout) -> Stamp:
    """Execute in a folder of its own, then put the notebook and its data in place, the stamp last."""
    place = where.executed / name
    work = execute.clear(place.with_name(f".{place.name}"))
    artifacts = execute.clear(work / place.name)
    result = execute.run(name, source.read(source.path(name, where)), {}, artifacts)
    stamp = Stamp(name, key, result.error, round(result.seconds, 2))
    text = settle.settled(result.notebook, {"key": key, "source": f"notebooks/{name}.md"}, where.root)
    discard(place)
    if stamp.ok:
        artifacts.replace(place)
    place.with_suffix(".ipynb" if stamp.ok else ".failed.ipynb").write_text(text)
    place.with_suffix(".json").write_text(json.dumps(asdict(stamp), indent=1) + "\n")
    shutil.rmtree(work)
    return stamp


def discard(place: Path) -> None:
    """Remove what an earlier execution left."""
    shutil.rmtree(place, ignore_errors=True)
    for suffix in (".json", ".ipynb", ".failed.ipynb"):
        place.with_suffix(suffix).unlink(missing_ok=True)
