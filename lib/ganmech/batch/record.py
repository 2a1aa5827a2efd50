"""The record of one point: what came of it, written last and in one step, so that a record that exists is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ganmech.report.failure import Failure

FILE = "record.json"
DONE, FAILED, MISSING = "done", "failed", "missing"      # the status of a point


@dataclass(frozen=True)
class Task:
    """All that an engine needs to compute one point, anywhere the folder can be reached."""

    kind: str
    subject: str
    values: Mapping
    key: str
    folder: str
    root: str
    timeout: float | None = None
    memory: int | None = None
    forked: bool = False


@dataclass(frozen=True)
class Record:
    """The values a point recorded, or why it failed."""

    key: str
    parameters: Mapping
    status: str
    failure: Failure | None = None
    seconds: float = 0.0
    peak_memory: int | None = None
    values: Mapping = field(default_factory=dict)
    outputs: Mapping = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.status == DONE

    def text(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


def of_text(text: str) -> Record | None:
    """The record of a line; None for a line that an interruption cut short."""
    try:
        found = json.loads(text)
        failure = found.pop("failure")
        return Record(**found, failure=Failure(**failure) if failure else None)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def write(file: Path, text: str) -> None:
    """Write a file in UTF-8 in one step: under another name, to disk, then renamed."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with open(part, "w", encoding="utf-8", errors="backslashreplace") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
