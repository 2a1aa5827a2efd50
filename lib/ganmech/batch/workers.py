"""Worker processes that may be killed at any moment: each holds one task, and only that one is lost with it.

concurrent.futures gives up all tasks when one process dies, and pools that share a pipe among their workers wait for the lock a
killed one held. Here every worker has a pipe of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from ganmech.report.kernel_start import end_with_parent, keep_within
from ganmech.report.processes import without_script

READY = "ready"
MOST_FALSE_STARTS = 3


class NoWorkers(RuntimeError):
    """Worker processes end before they begin."""


@dataclass(frozen=True)
class Lost:
    """What is known of a task whose process ended: timeout, or the exit code."""

    kind: str
    reason: str


class Worker:
    """A spawned process of its own pipe."""

    def __init__(self, work: Callable, memory: int | None):
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, work, memory))
        with without_script():
            self.process.start()
        theirs.close()
        self.task, self.begun, self.ready = None, 0.0, False

    def give(self, task) -> None:
        self.task, self.begun = task, time.monotonic()
        with suppress(OSError):      # it has just been killed: then its end will be noticed
            self.connection.send(task)

    def end(self) -> None:
        """Kill it and what it started: it leads a group of its own once it has begun."""
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()


def serve(connection: Connection, work: Callable, memory: int | None) -> None:
    """The life of a worker: compute what comes, answer with (result, None) or (None, exception)."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(multiprocessing.parent_process().is_alive)
    keep_within(memory)
    connection.send(READY)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        try:
            answer = work(task), None
        except Exception as wrong:
            answer = None, wrong
        connection.send(answer)


def each(
    work: Callable, tasks: Iterable, processes: int, seconds: float | None = None, memory: int | None = None
) -> Iterator[tuple]:
    """(task, result or Lost) in the order of completion. An exception that `work` raises is raised here.

    `seconds` is how long a task may take before its process is killed. Raises NoWorkers when processes cannot start.
    """
    waiting = list(reversed(list(tasks)))
    false_starts = 0
    with crew(work, min(processes, len(waiting)), memory) as workers:
        while waiting or any(worker.task is not None for worker in workers):
            for worker in workers:
                if worker.ready and worker.task is None and waiting:
                    worker.give(waiting.pop())
            for task, outcome in heard(workers, work, seconds, memory):
                if task is not None:
                    yield task, outcome
                elif (false_starts := false_starts + 1) > MOST_FALSE_STARTS:
                    raise NoWorkers(f"worker processes cannot live here: {outcome.reason}")


@contextmanager
def crew(work: Callable, count: int, memory: int | None) -> Iterator[list[Worker]]:
    """So many workers; none is left behind."""
    workers = []
    try:
        for _ in range(count):
            workers.append(Worker(work, memory))
        yield workers
    finally:
        for worker in workers:
            worker.end()


def heard(workers: list[Worker], work: Callable, seconds: float | None, memory: int | None) -> Iterator[tuple]:
    """Wait for an answer, an end or a time limit, and pass on what there is."""
    limits = [worker.begun + seconds - time.monotonic() for worker in workers if seconds and worker.task is not None]
    parts = [part for worker in workers for part in (worker.connection, worker.process.sentinel)]
    wait(parts, max(min(limits), 0) if limits else None)
    for place, worker in enumerate(workers):
        outcome = answered(worker, seconds)
        if outcome is None:
            continue
        if isinstance(outcome, Lost):
            worker.end()
            workers[place] = Worker(work, memory)
            yield worker.task, outcome
        elif outcome is not READY:
            task, worker.task = worker.task, None
            yield task, outcome


def answered(worker: Worker, seconds: float | None):
    """The worker's answer, READY, Lost, or None while there is nothing to tell."""
    try:
        if worker.connection.poll():
            answer = worker.connection.recv()
            if answer == READY:
                worker.ready = True
                return READY
            if answer[1] is not None:
                worker.task = None
                raise answer[1]
            return answer[0]
    except (EOFError, ConnectionResetError):
        pass
    if not worker.process.is_alive():
        return ended(worker)
    if seconds and worker.task is not None and time.monotonic() > worker.begun + seconds:
        return Lost("timeout", f"it ran for more than {seconds:g} s")
    return None


def ended(worker: Worker) -> Lost:
    """Why a worker is no more."""
    code = worker.process.exitcode
    return Lost("killed", f"its process {f'was killed by signal {-code}' if code < 0 else f'ended with exit code {code}'}")
