"""One notebook executed, with its own record of how that went.

papermill 2.7 marks every cell `completed` after a timeout or a dead kernel, also cells that never ran. So success here
means: papermill raised nothing and the hook called before each cell saw all of them.
"""

from __future__ import annotations

import logging
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

from ganmech.report.kernel import kernel_manager

CELL_SECONDS = 900


@dataclass
class Watch:
    """Counts the cells that were begun, and remembers the last code cell among them."""

    begun: int = 0
    last: str = ""

    def __call__(self, cell, cell_index):
        self.begun = cell_index + 1
        if cell.cell_type == "code" and cell.source.strip():
            self.last = cell.source.strip().splitlines()[0]


@dataclass(frozen=True)
class Run:
    """What came of one execution: a notebook, and an error sentence unless it succeeded."""

    notebook: nbformat.NotebookNode
    error: str = ""
    seconds: float = field(default=0.0, compare=False)


def run(
    name: str, notebook: nbformat.NotebookNode, parameters: Mapping, artifacts: Path, cell_seconds: int = CELL_SECONDS
) -> Run:
    """Execute a notebook in the folder that holds `artifacts`; its figures' data go to `artifacts`."""
    logging.getLogger("papermill").setLevel(logging.ERROR)
    begin, watch = time.perf_counter(), Watch()
    with tempfile.TemporaryDirectory(prefix="gm-") as private:
        given, taken = Path(private) / "given.ipynb", Path(private) / "taken.ipynb"
        nbformat.write(notebook, given)
        error = attempt(name, watch, given, taken, parameters, artifacts, cell_seconds)
        result = nbformat.read(taken if taken.exists() else given, as_version=4)
    if not error and watch.begun < len(notebook.cells):
        error = f"notebook {name} stopped after cell {watch.begun} of {len(notebook.cells)}, no reason given"
    return Run(result, error, time.perf_counter() - begin)


def attempt(
    name: str, watch: Watch, given: Path, taken: Path, parameters: Mapping, artifacts: Path, cell_seconds: int
) -> str:
    """Run through papermill; return the error sentence, empty when it raised nothing."""
    kernel = kernel_manager(given.parent, {"GANMECH_ARTIFACTS": str(artifacts)})
    try:
        papermill.execute_notebook(
            given, taken, dict(parameters), cwd=str(artifacts.parent), progress_bar=False, kernel_name="python3",
            kernel_manager_class=kernel, record_timing=False, execution_timeout=cell_seconds, on_cell_start=watch,
        )
        return ""
    except PapermillExecutionError as failure:
        return failed(name, watch, f"{failure.ename}: {failure.evalue}")
    except CellTimeoutError:
        return failed(name, watch, f"it ran for more than {cell_seconds} s")
    except DeadKernelError:
        return failed(name, watch, "the kernel died")


def failed(name: str, watch: Watch, reason: str) -> str:
    """One sentence: which notebook, which cell, which error."""
    first_line = " ".join(reason.split())[:400]
    return f"notebook {name} failed in cell {watch.begun} ({watch.last}): {first_line}"


def clear(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
