"""The kernel a notebook runs in: this interpreter, reached through files instead of ports, with a fixed environment.

Ports are chosen by asking the system for a free one and using it later, so parallel runs can collide (papermill #511);
with transport "ipc" the channels are files in a private folder. Kernels installed elsewhere on the machine, IPython
start-up files and a matplotlib configuration of the user's have no say in the results.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec

SPEC = KernelSpec(
    argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], display_name="Python 3", language="python"
)

ENVIRONMENT = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def kernel_manager(private: Path, extra: dict[str, str]) -> type[AsyncKernelManager]:
    """A kernel manager class for one run. `private` is a folder with a short path: socket names have at most 107 bytes."""

    class NotebookKernel(AsyncKernelManager):
        _kernel_spec = SPEC

        def __init__(self, **traits):
            super().__init__(**traits)
            self.transport = "ipc" if os.name == "posix" else "tcp"
            self.connection_file = str(private / "kernel.json")

        async def _async_start_kernel(self, **options):
            private_folders = {"IPYTHONDIR": str(private), "MPLCONFIGDIR": matplotlib_folder()}
            environment = {**os.environ, **ENVIRONMENT, **private_folders, **extra}
            # errors of the notebook arrive as messages; what the kernel prints besides is about its own shutdown
            await super()._async_start_kernel(env=environment, stderr=subprocess.DEVNULL, **options)

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
