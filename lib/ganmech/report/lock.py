"""One process at a time executes a given notebook, and one builds the book; the others wait and then find it done.

The lock belongs to the process, so it ends with it however that comes about.
"""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a file's lock; other processes that want it wait."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
