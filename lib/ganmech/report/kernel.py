"""The kernel a notebook runs in: this interpreter, reached through files instead of ports, with a fixed environment.

Ports are chosen by asking the system for a free one and using it later, so parallel runs can collide (papermill #511);
with transport "ipc" the channels are files in a private folder. Kernels installed elsewhere on the machine, IPython
start-up files and a matplotlib configuration of the user's have no say in the results.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec

COMMAND = [sys.executable, "-m", "ganmech.report.kernel_start", "-f", "{connection_file}"]
FRESH = KernelSpec(argv=COMMAND, display_name="Python 3", language="python")
FORKED = KernelSpec(
    argv=COMMAND, display_name="Python 3", language="python",
    metadata={"kernel_provisioner": {"provisioner_name": "ganmech-forked"}},
)

ENVIRONMENT = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def kernel_manager(
    private: Path, folder: Path, extra: dict[str, str], started: Callable, forked: bool = False
) -> type[AsyncKernelManager]:
    """A kernel manager class for one run in `folder`; `started(process)` hears of the kernel's process.

    `private` is a folder with a short path: socket names have at most 107 bytes.
    """

    class NotebookKernel(AsyncKernelManager):
        def __init__(self, **traits):
            super().__init__(**traits)
            self._kernel_spec = FORKED if forked else FRESH      # a name given among the traits has just unset it
            self.transport = "ipc" if os.name == "posix" else "tcp"
            self.connection_file = str(private / "kernel.json")

        async def _async_start_kernel(self, **options):
            private_folders = {"IPYTHONDIR": str(private), "MPLCONFIGDIR": matplotlib_folder()}
            environment = {**os.environ, **ENVIRONMENT, **private_folders, **extra}
            # errors of the notebook arrive as messages; what the kernel prints besides is about its own shutdown
            options |= {"env": environment, "cwd": str(folder), "stderr": subprocess.DEVNULL}
            await super()._async_start_kernel(**options)
            started(self.provisioner.process)

        start_kernel = _async_start_kernel

    return NotebookKernel


def matplotlib_folder() -> str:
    """A folder for matplotlib's font list that belongs to this environment: no user's matplotlibrc, yet built only once."""
    folder = Path(sys.prefix) / "var" / "matplotlib"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # an environment the user may not write to
        return os.environ.get("MPLCONFIGDIR", "")
    return str(folder)
