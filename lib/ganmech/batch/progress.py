"""How a sweep goes: a live line with counts and the time left in a terminal, plain lines elsewhere."""

from __future__ import annotations

from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ganmech.batch.plan import Plan, counted
from ganmech.batch.points import label
from ganmech.batch.record import Record, Task


@contextmanager
def shown(plan: Plan, cached: int, total: int, console: Console):
    """Yields what to call with each task and record."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    counts = {"done": 0, "failed": 0}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(described(plan, counts, cached), total=total)

        def hears(task: Task, record: Record) -> None:
            counts["done" if record.done else "failed"] += 1
            if not record.done:
                say(console, f"failed: {label(task.values)}: {record.failure.sentence}")
            progress.update(bar, advance=1, description=described(plan, counts, cached))

        yield hears


def described(plan: Plan, counts: dict[str, int], cached: int) -> str:
    """The name and the counts."""
    return f"{plan.store.folder.name}: {counts['done']} done, {cached} cached, {counts['failed']} failed"


def before(plan: Plan, cached: int, processes: int) -> str:
    """What is about to be done, and how long it may take."""
    total, left = len(plan.points), len(plan.points) - cached
    named = f"{plan.store.folder.name}: {total} point{'s' * (total != 1)}"
    if not left:
        return f"{named}, {'all ' * (total > 1)}finished before"
    each = plan.estimate()
    guess = "no estimate, none has run yet" if each is None else f"about {duration(each * left / min(processes, left))}"
    return f"{named}, {cached} finished before, {left} to compute ({guess})"


def after(plan: Plan, found: dict[str, Record]) -> str:
    """What came of it, and what can be done about failures."""
    counts = counted(found, len(plan.points))
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number or word == "done")
    return f"{plan.store.folder.name}: {told}" + "; --retry-failed tries again" * bool(counts["failed"])


def duration(seconds: float) -> str:
    """Seconds, minutes or hours."""
    if seconds < 1:
        return "a second"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def say(console: Console, text: str) -> None:
    """One plain line."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)
