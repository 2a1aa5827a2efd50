"""Independent pieces of work in two processes, with one line told as each is done."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import chain, islice

PROCESSES = 2


def each(work: Callable, items: Iterable, *fixed) -> Iterator[tuple]:
    """(item, work(item, *fixed)) in the order of completion. The first exception of any item is raised.

    Items that take time to name are named while others are worked on. Processes are spawned, not forked: a fork would inherit
    locks of whatever threads the caller runs.
    """
    items = iter(items)
    first = list(islice(items, PROCESSES))
    if len(first) < 2:  # a process of its own would cost more than it saves
        yield from ((item, work(item, *fixed)) for item in first)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        waiting = {pool.submit(work, item, *fixed): item for item in chain(first, items)}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            pool.shutdown(cancel_futures=True)
