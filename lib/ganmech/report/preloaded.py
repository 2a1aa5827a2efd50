"""Imported by the server that kernels are forked from: it runs the import statements in GANMECH_PRELOAD for the forks.

The server ends with the process it serves, and its forks with it; left to itself it would wait for them.

The statements, and not only their modules: names of a package may be loaded when they are first asked for.
"""

import contextlib
import os

from ganmech.report.kernel_start import end_with_parent

STATEMENTS, SERVED = "GANMECH_PRELOAD", "GANMECH_SERVED"

if served := os.environ.get(SERVED):
    end_with_parent(lambda: os.getppid() == int(served))

for statement in os.environ.get(STATEMENTS, "").splitlines():
    with contextlib.suppress(Exception):      # a statement that fails here fails in the notebook too, where it is told
        exec(statement, {})
