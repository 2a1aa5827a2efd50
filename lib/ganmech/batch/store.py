"""The folder of a sweep, build/sweeps/<name>: what is finished, and one runner at a time.

    points/<key>/     of a notebook: executed.ipynb or failed.ipynb, its figures in executed/, record.json
    records/*.jsonl   of a function: one line a point, a file for each process that computed some
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ganmech.batch.record import FILE, Record, of_text, write

SHORT = 16      # digits of a key that name a folder
SECONDS_TO_WRITE = 600      # after them a file half written is nobody's


class Unwritable(RuntimeError):
    """The folder cannot be written to, or its disk is full."""


class Busy(RuntimeError):
    """Another process runs the same sweep."""


@dataclass(frozen=True)
class Store:
    """One sweep's folder."""

    folder: Path

    @property
    def points(self) -> Path:
        return self.folder / "points"

    @property
    def records(self) -> Path:
        return self.folder / "records"

    def place(self, key: str) -> Path:
        """The folder of a notebook's point."""
        return self.points / key[:SHORT]

    def put(self, work: Path, key: str) -> None:
        """Give a finished folder its place: an earlier failure there goes first, what another process just put there stays."""
        final = self.place(key)
        shutil.rmtree(final, ignore_errors=True)
        try:
            os.replace(work, final)
        except OSError:
            if not (final / FILE).is_file():
                raise

    def prepare(self) -> None:
        """Make the folders, and clear away what a killed process of this machine left half done. Raises Unwritable."""
        try:
            self.points.mkdir(parents=True, exist_ok=True)
            self.records.mkdir(exist_ok=True)
        except OSError as wrong:
            raise Unwritable(f"cannot write to {self.folder}: {wrong.strerror}") from None
        for half in self.points.glob(".*"):
            if abandoned(half.name):
                shutil.rmtree(half, ignore_errors=True)
        for part in self.folder.glob(".*.part"):
            with suppress(OSError):      # another runner may just have renamed its own
                if time.time() - part.stat().st_mtime > SECONDS_TO_WRITE:
                    part.unlink()

    def finished(self) -> dict[str, Record]:
        """Key -> record of every point that has one; of several one that is done, otherwise the last written."""
        found = [of_text(file.read_text(errors="replace")) for file in self.points.glob(f"[!.]*/{FILE}")]
        for file in sorted(self.records.glob("*.jsonl"), key=lambda each: each.stat().st_mtime_ns):
            found += [of_text(line) for line in file.read_text(errors="replace").splitlines()]
        ordered = sorted((record for record in found if record), key=lambda record: record.done)
        return {record.key: record for record in ordered}

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only runner of this sweep; the hold ends with the process. Raises Busy or Unwritable."""
        with ExitStack() as stack:
            try:
                handle = stack.enter_context(open(self.folder / "lock", "a+b", buffering=0))
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                handle.truncate(0)
                handle.write(f"process {os.getpid()} on {socket.gethostname()}\n".encode())
            except BlockingIOError:
                handle.seek(0)
                other = handle.read().decode().strip() or "another process"
                raise Busy(f"{self.folder.name} is being run by {other}") from None
            except OSError as wrong:
                raise Unwritable(f"cannot write to {self.folder}: {wrong.strerror}") from None
            yield

    def forget(self, key: str) -> None:
        """Take back the record of a point, while no process computes it."""
        shutil.rmtree(self.place(key), ignore_errors=True)
        for file in self.records.glob("*.jsonl"):
            lines = file.read_text(errors="replace").splitlines(keepends=True)
            if any(key in line for line in lines):
                write(file, "".join(line for line in lines if key not in line))


def mine(key: str) -> str:
    """The name of the folder in which this process works on a point."""
    return f".{key[:SHORT]}.{socket.gethostname()}.{os.getpid()}"


def abandoned(name: str) -> bool:
    """Whether the process that worked in a folder of this name was on this machine and is no more."""
    host, _, pid = name.rpartition(".")
    return pid.isdecimal() and host.endswith(f".{socket.gethostname()}") and not lives(int(pid))


def lives(pid: int) -> bool:
    """Whether there is such a process; one that has ended, and that nobody has asked how, is still in the system's table."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:      # it has just gone, or the system has no such files
        return not Path("/proc/self").exists()
