"""Independent cells of a map, in several processes; a finished cell is never lost and never computed twice.

    found = cells(work, tasks, store="maps")     # [work(task) for task in tasks], those in the folder only read

With a folder each process writes its cell there by itself, under a name that depends on the work, its task and the text of the
modules it imports, and renames the file when it is whole: Ctrl-C and kill -9 lose only the cells that were running.
"""

import hashlib
import inspect
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import derivations
import ganmech
from ganmech.exact import exact_integer, said
from ganmech.report.closure import closure

MOST_PROCESSES = 256
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PACKAGES = {package.__name__: Path(package.__file__).parent for package in (ganmech, derivations)}


class Interrupted(KeyboardInterrupt):
    """The map was stopped from the keyboard; ``partial`` holds what was finished, None (or nan) for what was not."""

    def __init__(self, partial, done: int, of: int):
        super().__init__(f"stopped with {done} of {of} cells done; the attribute partial holds them")
        self.partial = partial


def cells(work: Callable, tasks: Iterable, processes=None, store=None, description: str = "cells") -> list:
    """[work(task) for task in tasks], computed in ``processes`` processes (None: one for each core).

    ``work`` is a function of a module and takes one task; tasks and results are numbers, strings, lists and dicts of these, as
    JSON holds them. A cell that diverges has to say so in its result. ``store`` is a folder, made if missing: cells found there
    are read. Progress is shown in a terminal. Raises Interrupted, whose ``partial`` is the list with None for missing cells;
    otherwise the first exception of any cell. A script that calls this needs the guard if __name__ == "__main__".
    """
    tasks, processes = list(tasks), _count(processes)
    files = [None] * len(tasks) if store is None else [_folder(store) / f"{key}.json" for key in keys(work, tasks)]
    results = [_read(file) for file in files]
    missing = [place for place, result in enumerate(results) if result is None]
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            bar = progress.add_task(description, total=len(tasks), completed=len(tasks) - len(missing))
            for place, result in _computed(work, tasks, files, missing, processes):
                results[place] = result
                progress.advance(bar)
    except KeyboardInterrupt:
        raise Interrupted(results, sum(result is not None for result in results), len(tasks)) from None
    return results


def keys(work: Callable, tasks: Sequence) -> list[str]:
    """For each task the sha256 of the work's name, of the project's modules that it imports, and of the task."""
    function = work.func if isinstance(work, partial) else work
    fixed = [list(work.args), work.keywords] if isinstance(work, partial) else []
    before = hashlib.sha256(f"{function.__module__}.{function.__qualname__}\0{_text(inspect.getsourcefile(function))}".encode())
    return [_ended(before, json.dumps([fixed, task], sort_keys=True)) for task in tasks]


def _ended(before, text: str) -> str:
    total = before.copy()
    total.update(text.encode())
    return total.hexdigest()


@lru_cache
def _text(file: str) -> str:
    """Digests of the file and of all modules of the project that it imports."""
    files = [Path(file), *closure(Path(file).read_text(), PACKAGES)]
    return " ".join(hashlib.sha256(each.read_bytes()).hexdigest() for each in files)


def _computed(work: Callable, tasks: list, files: list, missing: list[int], processes: int) -> Iterator[tuple]:
    """(place, result) of the missing cells in the order of completion."""
    if processes == 1 or len(missing) < 2:      # a process of its own would cost more than it saves
        yield from ((place, _kept(work, tasks[place], files[place])) for place in missing)
        return
    with _pool(min(processes, len(missing))) as pool:
        waiting = {pool.submit(_kept, work, tasks[place], files[place]): place for place in missing}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        except BrokenProcessPool:
            raise RuntimeError('processes must be able to start and to live: a script needs the guard if __name__ == "__main__" '
                               "around the call; processes=1 computes in this process") from None


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Spawned processes of one thread each; on an error or Ctrl-C they end at once, what they had finished is on disk."""
    others, given = set(multiprocessing.active_children()), {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update({name: value or "1" for name, value in given.items()})
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_dies_quietly)
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        for name in [name for name, value in given.items() if value is None]:
            del os.environ[name]


def _dies_quietly() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _kept(work: Callable, task, file: Path | None):
    """The result of one cell, on disk before anyone hears of it."""
    result = work(task)
    if file is not None:
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(result))
        os.replace(part, file)
    return result


def _read(file: Path | None):
    """A stored result; None if there is none, or if the file is not one of ours."""
    try:
        return None if file is None else json.loads(file.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def _folder(store) -> Path:
    if not isinstance(store, str | os.PathLike):
        raise TypeError(f"store must be None or the path of a folder, got {said(store, repr)}")
    folder = Path(store)
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"store must be a folder, got the file {folder}")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _count(processes) -> int:
    return os.cpu_count() or 1 if processes is None else exact_integer("processes", processes, least=1, most=MOST_PROCESSES)
