"""Sweeps: what a point costs besides its own work, against papermill alone, one notebook after the other.

The notebook has one parameter and one cell that records its square, so all that is measured is overhead. On two cores a pool of
two computes two points at once; what is given is the time of the whole sweep over its points.
"""

import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

import jupytext
import papermill
from jupyter_client import AsyncKernelManager

from benchmarks.timing import Comparison
from ganmech.batch.engines import pool
from ganmech.batch.plan import plan
from ganmech.batch.runner import Options, run_sweep
from ganmech.project import Checkout

NOTEBOOK = """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

```{code-cell} ipython3
:tags: [parameters]

x: int = 1
```

```{code-cell} ipython3
import numpy, sympy
from ganmech.report.recorded import record
record(square=x**2)
```
"""
POINTS, CALLS, PROCESSES = 24, 2000, 2
WORKLOAD = """\
A sweep of 24 notebooks with one parameter and one cell, which imports NumPy and SymPy and records a square, and one \
of 2000 calls of a function that squares: all that is measured is overhead. The obvious way is papermill by itself, \
one notebook after the other."""
SPECS = {
    "notebooks": f'name = "notebooks"\nnotebook = "chapter/page"\n[grid]\nx = {list(range(POINTS))}\n',
    "calls": f'name = "calls"\nkind = "function"\nfunction = "ganmech.chapter:square"\n[grid]\nx = {list(range(CALLS))}\n',
}


def comparisons() -> list[Comparison]:
    """Per point; the bounds are for the goals of 1.0 s, 0.25 s and 5 ms when papermill takes about 1.3 s."""
    with tempfile.TemporaryDirectory() as folder:
        where = small(Path(folder))
        alone = papermill_alone(where) / POINTS
        ways = {
            "a point on the pool, a kernel started for each": (sweep(where, "notebooks"), POINTS, 0.8),
            "the same with kernels forked from a preloaded process": (again(where, forked=True), POINTS, 0.2),
            "the second run of the finished sweep, whole": (sweep(where, "notebooks"), 1, 1.5),
            "a call of a function on the pool": (sweep(where, "calls"), CALLS, 0.004),
            "the second run of the finished sweep of 2000 calls, whole": (sweep(where, "calls"), 1, 1.5),
        }
        return [Comparison(name, seconds / values, "papermill alone, one after the other", alone, bound)
                for name, (seconds, values, bound) in ways.items()]


def small(root: Path) -> Checkout:
    """A checkout of one notebook and one function."""
    for folder in ("notebooks/chapter", "derivations", "lib/ganmech"):
        (root / folder).mkdir(parents=True)
    (root / "notebooks/chapter/page.md").write_text(NOTEBOOK)
    (root / "requirements.lock").write_text("")
    for name, text in SPECS.items():
        (root / f"{name}.toml").write_text(text.replace("ganmech.chapter:square", "benchmarks.batch:square"))
    return Checkout(root)


def square(x: int):
    return {"square": x * x}


def sweep(where: Checkout, name: str, forked: bool = False, processes: int = PROCESSES) -> float:
    """Seconds of a run."""
    start = perf_counter()
    counts = run_sweep(plan(where.root / f"{name}.toml", where), pool(processes), Options(forked=forked))
    assert not counts["failed"] and not counts["missing"], counts
    return perf_counter() - start


def again(where: Checkout, forked: bool, processes: int = PROCESSES) -> float:
    """Seconds of a run in a copy of the spec under another name, so that nothing is finished."""
    text, name = (where.root / "notebooks.toml").read_text(), f"again-{processes}"
    (where.root / f"{name}.toml").write_text(text.replace('"notebooks"', f'"{name}"'))
    return sweep(where, name, forked, processes)


def papermill_alone(where: Checkout) -> float:
    """Seconds of so many runs of papermill itself in this process."""
    source = where.root / "page.ipynb"
    jupytext.write(jupytext.read(where.notebooks / "chapter/page.md"), source)
    start = perf_counter()
    for x in range(POINTS):
        papermill.execute_notebook(source, where.root / f"page-{x}.ipynb", {"x": x}, progress_bar=False,
                                   kernel_name="python3", kernel_manager_class=Silent)
    return perf_counter() - start


class Silent(AsyncKernelManager):
    """papermill's own, but what a kernel says on its standard error (that it uses ports, for one) is not heard."""

    async def _async_start_kernel(self, **options):
        await super()._async_start_kernel(**options, stderr=subprocess.DEVNULL)

    start_kernel = _async_start_kernel
