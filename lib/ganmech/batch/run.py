"""run(task): one point computed and its record written, the same in every engine."""

from __future__ import annotations

import shutil
from pathlib import Path

from ganmech.batch.record import FAILED, FILE, Record, Task, write
from ganmech.batch.store import Store, mine
from ganmech.report.failure import Failure


def run(task: Task) -> Record:
    """Compute a point and write its record. Raises OSError when that cannot be written; any other failure is in it."""
    if task.kind == "function":
        from ganmech.batch.function_point import run_function as compute
    else:      # papermill and Jupyter load only where a notebook is executed
        from ganmech.batch.notebook_point import run_notebook as compute
    try:
        return compute(task)
    except Exception as wrong:
        if isinstance(wrong, OSError) and not isinstance(wrong, TimeoutError):
            raise
        return lost(task, "lost", f"{type(wrong).__name__}: {' '.join(str(wrong).split())[:400]}")


def lost(task: Task, kind: str, reason: str) -> Record:
    """Write the record of a point whose process ended before it could say anything."""
    record = Record(task.key, task.values, FAILED, Failure(kind, f"{task.kind} {task.subject} failed: {reason}"))
    if task.kind == "function":
        from ganmech.batch.function_point import keep

        keep(task, record)
        return record
    store = Store(Path(task.folder))
    work = store.points / mine(task.key)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    write(work / FILE, record.text() + "\n")
    store.put(work, task.key)
    return record
