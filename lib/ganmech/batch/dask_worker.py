"""What a Dask worker does with a task: it hands it to a process beside its thread, which serves one run of one sweep.

So threads may work side by side though working folders and mpmath's precision belong to whole processes, a point that crashes
leaves the worker alive, and no run computes with modules that an earlier one has loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import multiprocessing
import platform
import socket
import threading
from contextlib import suppress
from multiprocessing.util import Finalize
from pathlib import Path

from ganmech.batch.engines import recorded
from ganmech.batch.record import FILE, Record, Task, of_text
from ganmech.batch.run import run
from ganmech.batch.store import Store
from ganmech.batch.workers import Lost, Worker, heard

BESIDE: dict[int, tuple[str, list[Worker]]] = {}      # thread -> the run of a sweep it works for, and its process
ONE_AT_A_TIME = threading.Lock()


class Unfit(RuntimeError):
    """This worker cannot compute for that runner."""


def installed() -> str:
    """The project as it is installed here: version, a hash of its sources, Python."""
    from ganmech import __version__

    total = hashlib.sha256()
    for package in ("ganmech", "derivations"):
        place = Path(importlib.util.find_spec(package).submodule_search_locations[0])
        for file in sorted(place.rglob("*.py")):
            total.update(file.relative_to(place).as_posix().encode() + hashlib.sha256(file.read_bytes()).digest())
    return f"{__version__} ({total.hexdigest()[:12]}) on Python {platform.python_version()}"


def compute(task: Task, sweep_run: str) -> Record:
    """The record of a task. A notebook that was finished by a worker which then ended is not executed again. Raises Unfit."""
    if not Path(task.folder).is_dir():
        raise Unfit(f"the worker on {socket.gethostname()} does not see the folder {task.folder}; it must be shared")
    multiprocessing.current_process()._config["daemon"] = False      # a nanny's may have no children; ours end with it anyway
    return executed(task) or beside(task, sweep_run)


def executed(task: Task) -> Record | None:
    """The record of a notebook's point that is done."""
    with suppress(OSError):
        record = of_text((Store(Path(task.folder)).place(task.key) / FILE).read_text(errors="replace"))
        return record if record and record.done and record.key == task.key else None
    return None


def beside(task: Task, sweep_run: str) -> Record:
    """run(task) in this thread's process, once more if that is killed."""
    outcome = answer(task, sweep_run)
    if isinstance(outcome, Lost) and outcome.kind == "killed":
        outcome = answer(task, sweep_run)
    return recorded(task, outcome)


def answer(task: Task, sweep_run: str) -> Record | Lost:
    """What the process says, or how it ended. A notebook's limits are its kernel's, a function's are its process's."""
    limits = (task.timeout, task.memory) if task.kind == "function" else (None, None)
    crew, given = kept(sweep_run, limits[1]), False
    while True:
        if crew[0].ready and not given:
            crew[0].give(task)
            given = True
        for _, outcome in heard(crew, run, *limits):
            return outcome


def kept(sweep_run: str, memory: int | None) -> list[Worker]:
    """This thread's process, a new one for a new run."""
    thread = threading.get_ident()
    before, crew = BESIDE.get(thread, ("", []))
    if before != sweep_run:
        with ONE_AT_A_TIME:
            for worker in crew:
                worker.end()
            crew = [Worker(run, memory)]
            BESIDE[thread] = sweep_run, crew
    return crew


def dismiss(sweep_run: str | None = None) -> None:
    """End the idle processes of a run, or all."""
    for thread, (theirs, crew) in list(BESIDE.items()):
        if sweep_run is None or theirs == sweep_run and crew[0].task is None:
            del BESIDE[thread]
            for worker in crew:
                worker.end()


Finalize(None, dismiss, exitpriority=10)      # before multiprocessing waits for its children
