"""Processes that begin without the script that asked for them.

multiprocessing imports the caller's script again in every process it starts, which costs that script's imports each time and
fails in a script without the guard if __name__ == "__main__". What is started here is named by its module and needs nothing of
it.
"""

from __future__ import annotations

import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager

_ONE_AT_A_TIME = threading.Lock()      # the script is the whole process's, and a worker of Dask has several threads


@contextmanager
def without_script() -> Iterator[None]:
    """Processes started inside begin with an empty __main__."""
    with _ONE_AT_A_TIME:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script
