"""A forked kernel is a process as fresh as one that was started: it shares nothing with the others but what was imported."""

import pytest

from ganmech.batch.table import rows

DRAWS = """
import json
import random
import numpy as np
"""
SEEN = """
from ganmech.report.recorded import record
seen = getattr(json, "left_here", None)
json.left_here = x
record(seen=seen, old=np.random.rand(), new=np.random.default_rng().random(), python=random.random())
record(kernel=os.getpid(), parent=os.getppid(), folder=os.getcwd())
"""


@pytest.mark.parametrize("options", [["--forked"], []])
def test_nothing_passes_from_one_to_the_next(bench, options):
    bench.notebook(":tags: [parameters]\n\nx: int = 0", DRAWS, "import os" + SEEN)
    spec = bench.spec("notebook", "grid.x = [1, 2, 3]")
    assert bench.batch("run", spec, "--workers", 1, *options).returncode == 0
    found = rows(bench.folder())
    assert [row["seen"] for row in found] == [None] * 3
    for name in ("old", "new", "python", "kernel", "folder"):
        assert len({row[name] for row in found}) == 3, name
    assert len({row["parent"] for row in found}) == 1


def test_functions_have_no_kernels_to_fork(bench):
    done = bench.batch("run", bench.spec("function", "grid.x = [1]"), "--forked")
    assert done.returncode == 2 and "--forked is for kernels of notebooks" in done.stderr and not bench.folder().exists()
