"""run(task): one point computed and its record written, the same in every engine."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import time
import traceback
from pathlib import Path

from ganmech.batch.record import FILE, Record, Task, write
from ganmech.batch.store import Store, mine
from ganmech.project import Checkout
from ganmech.report import execute, recorded, settle, source
from ganmech.report.watch import peak

EXECUTED, FAILED = "executed", "failed"


def run(task: Task) -> Record:
    """Compute a point and write its record. Raises OSError when that cannot be written; whatever else fails is in the record."""
    return KINDS[task.kind](task)


def run_notebook(task: Task) -> Record:
    """Execute in a folder of its own that takes the point's name when it is whole."""
    where, store = Checkout(Path(task.root)), Store(Path(task.folder))
    work = store.points / mine(task.key)
    artifacts = execute.clear(execute.clear(work) / EXECUTED)
    try:
        record = executed(task, where, artifacts)
        place(work, store.place(task.key))
        return record
    finally:
        shutil.rmtree(work, ignore_errors=True)


def executed(task: Task, where: Checkout, artifacts: Path) -> Record:
    """Execute, and write notebook and record beside the artifacts."""
    notebook = source.read(source.path(task.subject, where))
    limits = execute.Limits(cell_seconds=None, seconds=task.timeout, memory=task.memory, forked=task.forked)
    if task.forked:
        preload(notebook)
    found = execute.run(task.subject, notebook, task.values, artifacts, limits)
    status = FAILED if found.failure else "done"
    text = settle.settled(found.notebook, {"key": task.key, "source": f"notebooks/{task.subject}.md"}, where.root)
    write(artifacts.with_name(f"{FAILED if found.failure else EXECUTED}.ipynb"), text)
    values, outputs = values_in(artifacts), hashes(artifacts.parent)
    record = Record(task.key, task.values, status, found.failure, round(found.seconds, 3), found.peak_memory, values, outputs)
    write(artifacts.with_name(FILE), record.text() + "\n")
    return record


def preload(notebook) -> None:
    """The server from which this process forks its kernels."""
    from ganmech.report.forked import preload as serve
    from ganmech.report.kernel import ENVIRONMENT

    serve(source.code(notebook), ENVIRONMENT)


def values_in(artifacts: Path) -> dict:
    """What the notebook recorded."""
    file = artifacts / recorded.FILE
    return json.loads(file.read_text()) if file.is_file() else {}


def hashes(folder: Path) -> dict[str, str]:
    """sha256 of every file of the point."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def place(work: Path, final: Path) -> None:
    """Put a finished point in its place; what an earlier failure left there goes first."""
    shutil.rmtree(final, ignore_errors=True)
    os.replace(work, final)


def run_function(task: Task) -> Record:
    """Call the function and append the record to this process's own file."""
    from ganmech.batch.subject import found

    begin = time.perf_counter()
    try:
        values, failure = named(found(task.subject)(**task.values)), None
    except Exception as wrong:  # whatever a point raises is that point's failure
        values, failure = {}, raised(task, wrong)
    status, seconds = FAILED if failure else "done", round(time.perf_counter() - begin, 3)
    record = Record(task.key, task.values, status, failure, seconds, peak(os.getpid()), values)
    keep(task, record)
    return record


def named(found) -> dict:
    """What a function returned as named values; a single one is called `value`. Raises TypeError."""
    return recorded.written(found if isinstance(found, dict) else {"value": found})


def raised(task: Task, wrong: Exception) -> execute.Failure:
    """The failure of a function that raised."""
    kind, name = "memory" if isinstance(wrong, MemoryError) else "raised", type(wrong).__name__
    sentence = f"function {task.subject} failed: {name}: {' '.join(str(wrong).split())[:400]}"
    return execute.Failure(kind, sentence, 0, name, "".join(traceback.format_exception(wrong))[-3000:])


def keep(task: Task, record: Record) -> None:
    """Append the record to this process's own file, in one call."""
    file = Store(Path(task.folder)).records / f"{socket.gethostname()}.{os.getpid()}.jsonl"
    with open(file, "ab", buffering=0) as handle:
        line = record.text().encode() + b"\n"
        if handle.write(line) != len(line):
            raise OSError(28, "No space left on device", str(file))


def lost(task: Task, kind: str, reason: str) -> Record:
    """The record of a point whose process ended before it could say anything."""
    what = f"{task.kind} {task.subject} failed: {reason}"
    record = Record(task.key, task.values, FAILED, execute.Failure(kind, what))
    if task.kind == "function":
        keep(task, record)
    else:
        store = Store(Path(task.folder))
        work = execute.clear(store.points / mine(task.key))
        write(work / FILE, record.text() + "\n")
        place(work, store.place(task.key))
    return record


KINDS = {"notebook": run_notebook, "function": run_function}
