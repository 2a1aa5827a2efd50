"""Where points are computed: in this process, in worker processes, or on a Dask scheduler. All call the same `run(task)`.

Each engine is a function of tasks that yields (task, record) in the order of completion. A task whose process was killed is tried
once more; then its end is its record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ganmech.batch.record import Record, Task
from ganmech.batch.run import lost, run
from ganmech.batch.workers import Lost, each

Engine = Callable[[list[Task]], Iterator[tuple[Task, Record]]]


def serial(tasks: Iterable[Task]) -> Iterator[tuple[Task, Record]]:
    """One after the other in this process; a function with limits in one beside it, which can be stopped."""
    for task in tasks:
        yield task, within_limits(task)


def pool(processes: int) -> Engine:
    """In so many worker processes."""

    def engine(tasks: list[Task]) -> Iterator[tuple[Task, Record]]:
        again = []
        for task, outcome in computed(tasks, processes):
            if isinstance(outcome, Lost) and outcome.kind == "killed":
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
    """The record, also of a task that left none."""
    return lost(task, outcome.kind, outcome.reason) if isinstance(outcome, Lost) else outcome


def within_limits(task: Task) -> Record:
    """run(task), where nobody else would stop a function that takes too long or too much."""
    if task.kind == "function" and (task.timeout or task.memory):
        [(task, outcome)] = computed([task], 1)
        return recorded(task, outcome)
    return run(task)


def dask(client) -> Engine:
    """On the workers of a distributed.Client, which must reach the same folder and have the project installed.

    A task is sent again when its worker ends, as often as the scheduler's allowed-failures; then its end is its record.
    """
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    def engine(tasks: list[Task]) -> Iterator[tuple[Task, Record]]:
        futures = {client.submit(within_limits, task, key=f"ganmech-{task.key}", pure=False): task for task in tasks}
        try:
            for future in as_completed(futures):
                try:
                    yield futures[future], future.result()
                except KilledWorker:
                    yield futures[future], lost(futures[future], "killed", "its workers ended, one after the other")
        finally:
            client.cancel([future for future in futures if not future.done()])

    return engine
