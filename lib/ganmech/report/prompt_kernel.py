"""A kernel that ends when it is asked to.

In ipykernel 7 the main thread ends the thread that publishes while the control thread, still busy with the request to end, has
something to publish and waits for it. Many a kernel then stays until Jupyter ends it some seconds later.
"""

from __future__ import annotations

from ipykernel.kernelapp import IPKernelApp


class PromptKernel(IPKernelApp):
    """Lets the control thread finish before the main thread ends anything."""

    def start(self) -> None:
        super().start()
        if self.control_thread and self.control_thread.is_alive():
            self.control_thread.stop()
            self.control_thread.join()
