"""A point that is a call of a function: its record is a line of the file of the process that computed it."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
import traceback
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import BinaryIO

from ganmech.batch.record import DONE, FAILED, Record, Task
from ganmech.batch.store import Store
from ganmech.batch.subject import function
from ganmech.report import recorded
from ganmech.report.failure import Failure
from ganmech.report.watch import peak


def run_function(task: Task) -> Record:
    """Call the function and append the record to this process's own file."""
    begin = time.perf_counter()
    forget_peak()
    try:
        with redirect_stdout(sys.stderr):      # the output of a sweep is not for what a function prints
            values, failure = named(function(task.subject)(**task.values)), None
    except (Exception, SystemExit) as wrong:  # whatever a point raises is that point's failure
        traceback.clear_frames(wrong.__traceback__)      # they hold the memory that was too much
        values, failure = {}, raised(task, wrong)
    status, seconds = FAILED if failure else DONE, round(time.perf_counter() - begin, 3)
    record = Record(task.key, task.values, status, failure, seconds, peak(os.getpid()), values)
    keep(task, record)
    return record


def named(found) -> dict:
    """What a function returned as named values; a single one is called `value`. Raises TypeError."""
    return recorded.written(found if isinstance(found, dict) else {"value": found})


def raised(task: Task, wrong: BaseException) -> Failure:
    """The failure of a function that raised."""
    kind, name = "memory" if isinstance(wrong, MemoryError) else "raised", type(wrong).__name__
    sentence = f"function {task.subject} failed: {name}: {' '.join(str(wrong).split())[:400]}"
    return Failure(kind, sentence, 0, name, "".join(traceback.format_exception(wrong))[-3000:])


def keep(task: Task, record: Record) -> None:
    """Append the record to this process's own file, in one call; a line an interruption left there stays by itself."""
    file = Store(Path(task.folder)).records / f"{socket.gethostname()}.{os.getpid()}.jsonl"
    with open(file, "a+b", buffering=0) as handle:
        size = handle.seek(0, os.SEEK_END)
        line = (b"" if whole(handle, size) else b"\n") + record.text().encode() + b"\n"
        if handle.write(line) != len(line):
            handle.truncate(size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))


def whole(handle: BinaryIO, size: int) -> bool:
    """Whether a file ends with a line."""
    if size:
        handle.seek(size - 1)
    return not size or handle.read(1) == b"\n"


def forget_peak() -> None:
    """Let the system count this process's peak of memory anew, where it can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
