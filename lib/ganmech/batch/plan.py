"""A sweep made ready: its spec checked against its subject, its points, what is finished, and how long the rest may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from ganmech.batch import spec
from ganmech.batch.points import BadPoints, Point, points
from ganmech.batch.record import Record, Task
from ganmech.batch.spec import BadSweep, Sweep
from ganmech.batch.store import Store
from ganmech.batch.subject import Subject, UnknownSubject, of_function, of_notebook
from ganmech.project import Checkout


@dataclass(frozen=True)
class Plan:
    """What a run of a sweep has to do."""

    sweep: Sweep
    subject: Subject
    points: list[Point]
    store: Store
    where: Checkout

    def records(self) -> dict[str, Record]:
        """Key -> record of this sweep's own points."""
        wanted, found = {point.key for point in self.points}, self.store.finished()
        return {key: record for key, record in found.items() if key in wanted}

    def tasks(self, wanted: list[Point], forked: bool = False) -> list[Task]:
        """What an engine computes."""
        sweep = self.sweep
        return [
            Task(sweep.kind, sweep.subject, dict(point.values), point.key, str(self.store.folder), str(self.where.root),
                 sweep.timeout, sweep.memory, forked)
            for point in wanted
        ]

    def estimate(self) -> float | None:
        """Seconds a point took, in the mean of all that are done in this folder, also before an edit; None without any."""
        seconds = [record.seconds for record in self.store.finished().values() if record.done]
        return mean(seconds) if seconds else None


def plan(file: Path, where: Checkout, small: bool = False) -> Plan:
    """The plan of a spec's file. Raises BadSweep with everything that is wrong."""
    try:
        return plan_of(spec.read(file, small), str(file), where, small)
    except BadSweep as wrong:
        if wrong.rest is None:
            raise
        found, rest = wrong.reasons, wrong.rest
    try:
        plan_of(rest, str(file), where, small)
    except BadSweep as wrong:
        found = [*found, *wrong.reasons]
    raise BadSweep(str(file), found)


def plan_of(sweep: Sweep, source: str, where: Checkout, small: bool = False) -> Plan:
    """The plan of a sweep. Raises BadSweep."""
    try:
        subject = (of_notebook if sweep.kind == "notebook" else of_function)(sweep.subject, where)
        found = points(sweep, subject)
    except UnknownSubject as wrong:
        raise BadSweep(source, [str(wrong)]) from None
    except BadPoints as wrong:
        raise BadSweep(source, wrong.reasons) from None
    return Plan(sweep, subject, found, Store(folder(sweep.name, where, small)), where)


def folder(name: str, where: Checkout, small: bool = False) -> Path:
    """Where a sweep's results are."""
    return where.build / "sweeps" / (f"{name}.small" if small else name)


def counted(found: Mapping[str, Record], total: int) -> dict[str, int]:
    """How many points are done, failed and missing."""
    done = sum(record.done for record in found.values())
    return {"done": done, "failed": len(found) - done, "missing": total - len(found)}
