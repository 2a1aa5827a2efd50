"""Imported by the server that kernels are forked from: runs the import statements in GANMECH_PRELOAD, so that forks find them done.

The statements, and not only their modules: names of a package may be loaded when they are first asked for.
"""

import contextlib
import os

STATEMENTS = "GANMECH_PRELOAD"

for statement in os.environ.get(STATEMENTS, "").splitlines():
    with contextlib.suppress(Exception):      # a statement that fails here fails in the notebook too, where it is told
        exec(statement, {})
