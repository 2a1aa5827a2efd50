"""How a kernel begins: it ends with the process that started it, keeps within its memory, and then is ipykernel.

`python -m ganmech.report.kernel_start -f FILE` starts one afresh; `in_fork` is the same in a process that was forked from one in
which the libraries are imported already.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

MEMORY = "GANMECH_MEMORY"      # bytes a kernel may use
PR_SET_PDEATHSIG = 1

# A notebook that is executed has nobody at its debugger, which takes a tenth of a second to import, and no use for a history.
sys.modules.setdefault("debugpy", None)
OPTIONS = ["--HistoryManager.enabled=False"]


def end_with_parent(lives: Callable[[], bool]) -> None:
    """On Linux the system kills this process when its parent ends, however that comes about; it ends here if that has been so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if not lives():
        os._exit(1)


def keep_within(bytes_allowed: int | None) -> None:
    """Limit the data of this process: an allocation beyond it raises MemoryError."""
    if bytes_allowed:
        resource.setrlimit(resource.RLIMIT_DATA, (bytes_allowed, bytes_allowed))


def start(arguments: Sequence[str]) -> None:
    """Become a kernel."""
    from ganmech.report.prompt_kernel import PromptKernel

    keep_within(int(os.environ.get(MEMORY, 0)))
    PromptKernel.launch_instance([*arguments, *OPTIONS])


def in_fork(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
    """Become a kernel in a forked process: in a session, an environment and a folder of its own, silent."""
    os.setsid()
    end_with_parent(multiprocessing.parent_process().is_alive)
    draw_anew()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    start(arguments)


def draw_anew() -> None:
    """Seed NumPy's own generator, as a fresh process would; Python seeds its own in every fork."""
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


if __name__ == "__main__":
    end_with_parent(lambda: os.getppid() == int(os.environ.get("JPY_PARENT_PID", os.getppid())))
    if sys.path[0] == os.getcwd():  # put there by -m; a notebook's folder is not a place for modules
        del sys.path[0]
    start(sys.argv[1:])
