"""Kernels forked from a server in which the libraries are imported already: a fresh process each, without the time of imports.

The server is multiprocessing's own forkserver, one for each process that runs notebooks; it is registered with Jupyter as the
provisioner "ganmech-forked".
"""

from __future__ import annotations

import ast
import multiprocessing
import os
import signal
from collections.abc import Mapping
from multiprocessing import forkserver

from jupyter_client.provisioning import LocalProvisioner

from ganmech.report.kernel_start import in_fork
from ganmech.report.preloaded import SERVED, STATEMENTS
from ganmech.report.processes import without_script

ALWAYS = [
    "ganmech.report.kernel_start", "ganmech.report.prompt_kernel", "ipykernel.debugger", "tornado.platform.asyncio",
    "IPython.core.debugger", "IPython.core.completerlib", "IPython.core.oinspect", "IPython.extensions.storemagic",
    "matplotlib_inline.backend_inline", "ganmech.report.preloaded",
]


def preload(code: str, environment: Mapping[str, str]) -> None:
    """Start the server, in this environment, with all that the code's import statements import. Later calls change nothing."""
    before = dict(os.environ)
    os.environ.update(environment)
    os.environ[STATEMENTS], os.environ[SERVED] = "\n".join(imports(code)), str(os.getpid())
    try:
        forkserver.set_forkserver_preload(ALWAYS)
        with without_script():
            forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)


def imports(code: str) -> list[str]:
    """The import statements of the code, one a line."""
    found = (node for node in ast.walk(ast.parse(code)) if isinstance(node, (ast.Import, ast.ImportFrom)))
    return [ast.unparse(node) for node in found if getattr(node, "module", None) != "__future__"]


class ForkedProcess:
    """A forked kernel with the part of Popen's interface that Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], environment: Mapping[str, str], folder: str):
        arguments = command[command.index("-f"):]
        context = multiprocessing.get_context("forkserver")
        self.process = context.Process(target=in_fork, args=(arguments, dict(environment), folder))
        with without_script():
            self.process.start()
        self.pid = self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkedProvisioner(LocalProvisioner):
    """Starts kernels in the way above; otherwise they are local ones."""

    async def launch_kernel(self, cmd: list[str], **options) -> dict:
        self.process = ForkedProcess(cmd, options["env"], str(options.get("cwd") or os.getcwd()))
        self.pid, self.pgid = self.process.pid, None      # its group is its own only once it has begun
        return self.connection_info
