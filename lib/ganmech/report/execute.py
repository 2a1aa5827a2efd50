"""One notebook executed, with the runner's own record of how that went.

Success means: papermill raised nothing and the hook called before each cell saw all of them.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from ganmech.report.failure import Failure
from ganmech.report.kernel import kernel_manager
from ganmech.report.kernel_start import MEMORY
from ganmech.report.watch import Watch

CELL_SECONDS = 900
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Limits:
    """Seconds for each cell and for all, bytes of memory, and whether the kernel is forked from a preloaded process."""

    cell_seconds: int | None = CELL_SECONDS
    seconds: float | None = None
    memory: int | None = None
    forked: bool = False


@dataclass(frozen=True)
class Run:
    """What came of one execution: a notebook, and a failure unless it succeeded."""

    notebook: nbformat.NotebookNode
    failure: Failure | None = None
    seconds: float = field(default=0.0, compare=False)
    peak_memory: int | None = field(default=None, compare=False)

    @property
    def error(self) -> str:
        """The failure in one sentence, empty after a success."""
        return self.failure.sentence if self.failure else ""


def run(
    name: str, notebook: nbformat.NotebookNode, parameters: Mapping, artifacts: Path, limits: Limits = Limits()
) -> Run:
    """Execute a notebook in the folder that holds `artifacts`; its figures' data go to `artifacts`."""
    logging.getLogger("papermill").setLevel(logging.ERROR)
    begin, watch = time.perf_counter(), Watch(limits.seconds)
    with tempfile.TemporaryDirectory(prefix="gm-") as private, watch.watching():
        given, taken = Path(private) / "given.ipynb", Path(private) / "taken.ipynb"
        nbformat.write(notebook, given)
        failure = attempt(name, watch, given, taken, parameters, artifacts, limits)
        result = nbformat.read(taken if taken.exists() else given, as_version=4)
    if not failure and watch.begun < len(result.cells):
        reason = f"stopped after cell {watch.begun} of {len(result.cells)}, no reason given"
        failure = Failure("lost", f"notebook {name} {reason}", watch.begun)
    return Run(result, failure, time.perf_counter() - begin, watch.peak_memory)


def attempt(
    name: str, watch: Watch, given: Path, taken: Path, parameters: Mapping, artifacts: Path, limits: Limits
) -> Failure | None:
    """Run through papermill; return the failure, None when it raised nothing."""
    extra = {"GANMECH_ARTIFACTS": str(artifacts), MEMORY: str(limits.memory or 0)}

    def started(process) -> None:
        watch.process = process

    kernel = kernel_manager(given.parent, artifacts.parent, extra, started, limits.forked)
    try:
        papermill.execute_notebook(
            given, taken, dict(parameters), progress_bar=False, kernel_name="python3", kernel_manager_class=kernel,
            record_timing=False, execution_timeout=limits.cell_seconds, on_cell_start=watch,
        )
        return None
    except PapermillExecutionError as failure:
        kind = "memory" if failure.ename == "MemoryError" else "raised"
        tail = COLOUR.sub("", "\n".join(failure.traceback))[-3000:]
        return failed(name, watch, kind, f"{failure.ename}: {failure.evalue}", failure.ename, tail)
    except CellTimeoutError:
        return failed(name, watch, "timeout", f"it ran for more than {limits.cell_seconds} s")
    except (DeadKernelError, RuntimeError) as death:
        if isinstance(death, RuntimeError) and not isinstance(death, DeadKernelError) and watch.process is None:
            raise
        return dead(name, watch, limits)


def dead(name: str, watch: Watch, limits: Limits) -> Failure:
    """The failure of a kernel that is no more."""
    if watch.expired:
        return failed(name, watch, "timeout", f"the notebook ran for more than {limits.seconds:g} s")
    how = f" ({watch.ending()})" if watch.ending() else ""
    return failed(name, watch, "killed", f"the kernel died{how}")


def failed(name: str, watch: Watch, kind: str, reason: str, error: str = "", traceback: str = "") -> Failure:
    """One sentence: which notebook, which cell, which error."""
    first_line = " ".join(reason.split())[:400]
    sentence = f"notebook {name} failed in cell {watch.begun} ({watch.last}): {first_line}"
    return Failure(kind, sentence, watch.begun, error, traceback)


def clear(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
