"""A point that is a notebook: executed in a folder of its own, which takes the point's name when it is whole."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from ganmech.batch.record import DONE, FAILED, FILE, Record, Task, write
from ganmech.batch.store import Store, mine
from ganmech.project import Checkout
from ganmech.report import execute, recorded, settle, source
from ganmech.report.forked import preload
from ganmech.report.kernel import ENVIRONMENT, matplotlib_folder

EXECUTED = "executed"


def run_notebook(task: Task) -> Record:
    """Execute and put in place. Raises OSError when that cannot be written."""
    where, store = Checkout(Path(task.root)), Store(Path(task.folder))
    work = store.points / mine(task.key)
    artifacts = execute.clear(execute.clear(work) / EXECUTED)
    try:
        record = executed(task, where, artifacts)
        store.put(work, task.key)
        return record
    finally:
        shutil.rmtree(work, ignore_errors=True)


def executed(task: Task, where: Checkout, artifacts: Path) -> Record:
    """Execute, and write notebook and record beside the artifacts."""
    notebook = source.read(source.path(task.subject, where))
    limits = execute.Limits(cell_seconds=None, seconds=task.timeout, memory=task.memory, forked=task.forked)
    if task.forked:
        preload(source.code(notebook), {**ENVIRONMENT, "MPLCONFIGDIR": matplotlib_folder()})
    found = execute.run(task.subject, notebook, task.values, artifacts, limits)
    status = FAILED if found.failure else DONE
    text = settle.settled(found.notebook, {"key": task.key, "source": f"notebooks/{task.subject}.md"}, where.root)
    write(artifacts.with_name(f"{FAILED if found.failure else EXECUTED}.ipynb"), text)
    values, outputs = values_in(artifacts, found.failure is None), hashes(artifacts.parent)
    record = Record(task.key, task.values, status, found.failure, round(found.seconds, 3), found.peak_memory, values, outputs)
    write(artifacts.with_name(FILE), record.text() + "\n")
    return record


def values_in(artifacts: Path, whole: bool) -> dict:
    """What the notebook recorded; a kernel that ended badly may have left half a file.

    Raises ValueError when it should be whole.
    """
    try:
        return json.loads((artifacts / recorded.FILE).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        if whole:
            raise
        return {}


def hashes(folder: Path) -> dict[str, str]:
    """sha256 of every file of the point."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
