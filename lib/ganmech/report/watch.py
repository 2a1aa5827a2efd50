"""What the runner itself sees of an execution: cells begun, the kernel's end, its memory, and the time it has left.

papermill 2.7 marks every cell `completed` after a timeout or a dead kernel, also cells that never ran, so nothing the executed
notebook says about itself is read as success.
"""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PERIOD = 0.1


@dataclass
class Watch:
    """Counts the cells that were begun, remembers the last code cell among them, and watches the kernel's process."""

    seconds: float | None = None
    begun: int = 0
    last: str = ""
    process: object = None
    peak_memory: int | None = None
    expired: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    def __call__(self, cell, cell_index):
        self.begun = cell_index + 1
        if cell.cell_type == "code" and cell.source.strip():
            self.last = cell.source.strip().splitlines()[0]

    @contextmanager
    def watching(self):
        """Sample memory, and kill the kernel when its time is over."""
        thread = threading.Thread(target=self.sample, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            thread.join()

    def sample(self) -> None:
        begin = time.monotonic()
        while not self.over.wait(PERIOD):
            self.peak_memory = peak(getattr(self.process, "pid", None)) or self.peak_memory
            late = self.seconds is not None and time.monotonic() - begin > self.seconds
            if late and self.process is not None and not self.expired:
                self.expired = True
                self.kill()

    def kill(self) -> None:
        """Kill the kernel and what it started: it leads a group of its own, though a forked one only once it has begun."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except OSError:
            self.process.send_signal(signal.SIGKILL)

    def ending(self) -> str:
        """How the kernel's process ended: "killed by signal 9", "exit code 3"; empty if that is not known."""
        code = None if self.process is None else self.process.poll()
        return "" if code is None else f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def peak(pid: int | None) -> int | None:
    """The most memory the process has held so far in bytes; None where the system does not say."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None
