"""Where points are computed: in this process, in worker processes, or on a Dask scheduler. All call the same `run(task)`.

Each engine is a function of tasks that yields (task, record) in the order of completion. A task whose process was killed is
tried once more; then its end is its record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

from ganmech.batch.record import Record, Task
from ganmech.batch.run import lost, run
from ganmech.batch.store import Store
from ganmech.batch.workers import Lost, each

Engine = Callable[[list[Task]], Iterator[tuple[Task, Record]]]


def serial(tasks: list[Task]) -> Iterator[tuple[Task, Record]]:
    """One after the other in this process; a function with limits in one beside it, which can be stopped."""
    if tasks and tasks[0].kind == "function" and (tasks[0].timeout or tasks[0].memory):
        yield from pool(1)(tasks)
        return
    for task in tasks:
        yield task, run(task)


def pool(processes: int) -> Engine:
    """In so many worker processes."""

    def engine(tasks: list[Task]) -> Iterator[tuple[Task, Record]]:
        again = []
        for task, outcome in computed(tasks, processes):
            if isinstance(outcome, Lost) and outcome.kind == "killed" and not finished(task):
                again.append(task)
            else:
                yield task, recorded(task, outcome)
        for task, outcome in computed(again, processes):
            yield task, recorded(task, outcome)

    return engine


def computed(tasks: list[Task], processes: int) -> Iterator[tuple]:
    """Tasks in workers. A notebook's limits are its kernel's, a function's are its worker's."""
    if tasks:
        function = tasks[0].kind == "function"
        seconds, memory = (tasks[0].timeout, tasks[0].memory) if function else (None, None)
        yield from each(run, tasks, processes, seconds, memory)


def recorded(task: Task, outcome: Record | Lost) -> Record:
    """The record, also of a task whose process ended before it could hand it on."""
    if not isinstance(outcome, Lost):
        return outcome
    return finished(task) or lost(task, outcome.kind, outcome.reason)


def finished(task: Task) -> Record | None:
    """The record of a point that is done."""
    record = Store(Path(task.folder)).finished().get(task.key)
    return record if record and record.done else None


def dask(client) -> Engine:
    """On the workers of a distributed.Client, which must reach the same folder and have the same project.

    A task is sent again when its worker ends, as often as the scheduler's allowed-failures; then its end is its record. What a
    worker has answered is not left with it, since Dask computes again what is lost with a worker. Raises NoScheduler.
    """
    from distributed import as_completed

    from ganmech.batch.dask_worker import compute, dismiss

    def engine(tasks: list[Task]) -> Iterator[tuple[Task, Record]]:
        number = uuid4().hex
        futures = {client.submit(compute, task, number, key=f"ganmech-{task.key}-{number}"): task for task in tasks}
        try:
            for future, outcome in as_completed(list(futures), with_results=True, raise_errors=False):
                task, status = futures.pop(future), future.status
                future.release()
                yield task, answered(task, status, outcome)
        finally:
            if client.status == "running":
                client.cancel(list(futures))
                client.run(dismiss, number, on_error="ignore")

    return engine


def answered(task: Task, status: str, outcome) -> Record:
    """The record in what Dask says of a future. Raises NoScheduler, or what a worker raised."""
    from distributed.scheduler import KilledWorker

    from ganmech.batch.dask_cluster import NoScheduler
    from ganmech.batch.dask_worker import Unfit

    if status == "finished":
        return outcome
    if status != "error":
        raise NoScheduler("the Dask scheduler went away; what was finished is kept, and the same command goes on with another")
    wrong = outcome[1]
    if isinstance(wrong, KilledWorker):
        return lost(task, "killed", "its workers ended, one after the other")
    raise NoScheduler(str(wrong)) if isinstance(wrong, Unfit) else wrong
