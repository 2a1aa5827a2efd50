"""A sweep run: what is finished is skipped, the rest goes to an engine; table and manifest tell how far it came in any case."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from ganmech.batch import manifest, table
from ganmech.batch.engines import Engine
from ganmech.batch.plan import Plan, counted
from ganmech.batch.record import Record, Task
from ganmech.batch.store import Unwritable


class Changed(RuntimeError):
    """What is swept was changed while it was swept."""


@dataclass(frozen=True)
class Options:
    """How to run: failures of an earlier run again, stop at the first failure, kernels forked from a preloaded process."""

    retry_failed: bool = False
    fail_fast: bool = False
    forked: bool = False
    engine: str = "pool"


def run_sweep(
    plan: Plan, engine: Engine, options: Options = Options(), hears: Callable[[Task, Record], None] | None = None
) -> dict[str, int]:
    """Run what is missing; return how many points are done, failed and missing. `hears` is told of each.

    Raises Busy when the sweep is being run, Unwritable when its folder cannot be written to, Changed when its sources are
    edited meanwhile. A KeyboardInterrupt passes after the table and the manifest have been written.
    """
    begun = datetime.now(UTC)
    plan.store.prepare()
    with plan.store.held():
        records = plan.records()
        tasks = plan.tasks(wanted(plan, records, options), options.forked)
        try:
            compute(plan, engine, tasks, records, options, hears)
        except OSError as wrong:
            raise unwritable(plan, wrong) from None
        finally:
            if tasks or not manifest.describes(plan.store.folder, plan.sweep, plan.points):
                told(plan, records, options, begun)
    return counted(records, len(plan.points))


def wanted(plan: Plan, records: dict[str, Record], options: Options) -> list:
    """Points without a record, and failed ones if they are to be tried again."""
    again = {key for key, record in records.items() if not record.done} if options.retry_failed else set()
    return [point for point in plan.points if point.key not in records or point.key in again]


def compute(
    plan: Plan, engine: Engine, tasks: list[Task], records: dict[str, Record], options: Options, hears: Callable | None
) -> None:
    """Let the engine work, and collect. Raises Changed; the point that may have seen the change is not kept."""
    late = None
    with closing(engine(tasks)) as outcomes:
        for task, record in outcomes:
            if changed := plan.subject.changed():
                late = task.key, changed[0].name
                break
            records[task.key] = record
            if hears:
                hears(task, record)
            if options.fail_fast and not record.done:
                break
    if late:
        plan.store.forget(late[0])
        raise Changed(f"{late[1]} was changed while the sweep ran; the same command computes its points anew")


def told(plan: Plan, records: dict[str, Record], options: Options, begun: datetime) -> None:
    """Write table and manifest. Raises Unwritable."""
    try:
        table.gathered(plan.store, plan.points, plan.subject.defaults, records)
        manifest.written(plan.store.folder, plan.sweep, plan.points, records, plan.where, options.engine, begun)
    except OSError as wrong:
        raise unwritable(plan, wrong) from None


def unwritable(plan: Plan, wrong: OSError) -> Unwritable:
    """What the system says, in one sentence."""
    return Unwritable(f"cannot write to {plan.store.folder}: {wrong.strerror or wrong}; what was finished is kept")
