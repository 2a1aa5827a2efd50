"""`ganmech batch`: sweeps of notebooks and functions over parameters.

Exit codes: 0 all points are done, 1 some failed or the folder cannot be used, 2 the spec is wrong, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(help="Run a notebook or a function over many parameters.", no_args_is_help=True)

Spec = Annotated[str, typer.Argument(metavar="SWEEP.toml", help="The spec of the sweep, or the name of one in reports/sweeps.")]
Small = Annotated[bool, typer.Option("--small", help="The small version that the spec describes.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
STOPPED = 130


@app.command()
def run(
    spec: Spec,
    workers: Annotated[int | None, typer.Option(help="Processes, otherwise one for each core; 0 computes in this one.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, such as tcp://127.0.0.1:8786.")] = None,
    slurm: Annotated[bool, typer.Option("--slurm", help="Workers as SLURM jobs, as [slurm] in the spec describes.")] = False,
    forked: Annotated[bool, typer.Option("--forked", help="Kernels forked from a process that has the libraries.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Compute points again that failed before.")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first failure.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done; for SLURM the job script.")] = False,
    small: Small = False,
    as_json: Json = False,
):
    """Compute the points that are not finished; the same command goes on after an interruption."""
    from ganmech.batch.runner import Options

    prepared = planned(spec, small)
    if forked and prepared.sweep.kind == "function":
        raise ValueError("--forked is for kernels of notebooks, and this sweep calls a function; leave it out")
    options = Options(retry_failed, fail_fast, forked, placed(workers, scheduler, slurm))
    if dry_run:
        return rehearse(prepared, options, workers, as_json)
    raise typer.Exit(perform(prepared, options, workers, scheduler, as_json))


def perform(plan, options, workers: int | None, scheduler: str | None, as_json: bool) -> int:
    """Run and return the exit code."""
    from ganmech.batch import progress
    from ganmech.batch.dask_cluster import NoScheduler
    from ganmech.batch.runner import Changed, run_sweep, wanted
    from ganmech.batch.store import Busy, Unwritable
    from ganmech.batch.workers import NoWorkers

    console, problem = Console(stderr=True), ""
    heed(interrupt)
    try:
        total = len(wanted(plan, plan.records(), options))
        cached = len(plan.points) - total
        with ExitStack() as stack:
            engine, processes = chosen(plan, options.engine, workers, scheduler, console, stack)
            if not as_json:
                progress.say(console, progress.before(plan, cached, processes))
            hears = stack.enter_context(progress.shown(plan, cached, total, console))
            counts = run_sweep(plan, engine, options, hears)
        code = 1 if counts["failed"] or counts["missing"] else 0
    except (Busy, Unwritable, Changed, NoWorkers, NoScheduler) as wrong:
        code, problem = 1, str(wrong)
    except KeyboardInterrupt:
        code, problem = STOPPED, "interrupted; what was finished is kept, and the same command goes on"
    tell(plan, code, problem, console, as_json)
    return code


def chosen(plan, place: str, workers: int | None, scheduler: str | None, console: Console, stack: ExitStack):
    """The engine, and how many points it computes at once."""
    from ganmech.batch import dask_cluster, engines, progress

    processes = at_once(plan, place, workers)
    if place in ("serial", "pool"):
        return engines.serial if place == "serial" else engines.pool(processes), processes
    slurm = plan.sweep.slurm, plan.store.folder / "slurm"
    client = stack.enter_context(dask_cluster.on_slurm(*slurm) if place == "slurm" else dask_cluster.connected(scheduler))
    stack.enter_context(dask_cluster.attended(client, lambda text: progress.say(console, text)))
    return engines.dask(client), processes if place == "slurm" else max(sum(client.nthreads().values()), 1)


def at_once(plan, place: str, workers: int | None) -> int:
    """How many points are computed at once; of a scheduler that has not been asked, as many as here."""
    if place == "slurm":
        return plan.sweep.slurm.jobs * plan.sweep.slurm.cores
    return 1 if place == "serial" else workers or os.cpu_count() or 1


def placed(workers: int | None, scheduler: str | None, slurm: bool) -> str:
    """The engine's name. Raises ValueError when more than one is asked for."""
    asked = [name for name, given in (("workers", workers is not None), ("scheduler", scheduler), ("slurm", slurm)) if given]
    if len(asked) > 1:
        raise ValueError(f"only one of --workers, --scheduler and --slurm can be given, got --{' and --'.join(asked)}")
    if workers is not None and not 0 <= workers <= 256:
        raise ValueError(f"workers must be a whole number from 0 to 256, got {workers}")
    return "dask" if scheduler else "slurm" if slurm else "serial" if workers == 0 else "pool"


def rehearse(plan, options, workers: int | None, as_json: bool) -> None:
    """Tell what would be done."""
    from ganmech.batch import dask_cluster, progress
    from ganmech.batch.runner import wanted

    records, slurm = plan.records(), options.engine == "slurm"
    script = {"job_script": dask_cluster.job_script(plan.sweep.slurm, plan.store.folder / "slurm")} if slurm else {}
    if as_json:
        typer.echo(json.dumps(summary(plan, records) | script))
        return
    cached = len(plan.points) - len(wanted(plan, records, options))
    said = progress.before(plan, cached, at_once(plan, options.engine, workers))
    typer.echo("\n".join([said, *script.values()]))


@app.command()
def status(spec: Spec, small: Small = False, as_json: Json = False):
    """How far a sweep is; exit code 1 unless all points are done."""
    from ganmech.batch.points import label

    plan = planned(spec, small)
    records = plan.records()
    found = summary(plan, records)
    if as_json:
        typer.echo(json.dumps(found))
    else:
        typer.echo("\n".join(f"{name} {found[name]}" for name in ("name", "points", "done", "failed", "missing", "folder")))
        for point in plan.points:
            if (record := records.get(point.key)) and not record.done:
                typer.echo(f"failed: {label(point.values)}: {record.failure.sentence}")
    raise typer.Exit(0 if found["done"] == found["points"] else 1)


@app.command()
def table(
    spec: Spec, small: Small = False, as_json: Json = False,
    parquet: Annotated[bool, typer.Option("--parquet", help="Also write table.parquet.")] = False,
):
    """Print the table as CSV, or with --json one JSON object a line."""
    from ganmech.batch import table as tables

    plan = planned(spec, small)
    found = tables.of_points(plan.points, plan.records(), plan.subject.defaults)
    typer.echo("\n".join(map(json.dumps, found)) if as_json else tables.as_csv(found), nl=as_json)
    if parquet:
        plan.store.prepare()
        tables.write_tables(plan.store.folder, found)
        typer.echo(f"wrote {tables.write_parquet(plan.store.folder)}", err=True)


@app.command()
def template(notebook: Annotated[str, typer.Argument(help="Such as spin_glass/noise_and_size.")]):
    """Print a spec with every parameter of a notebook, its type, default and comment."""
    from ganmech.batch.subject import of_notebook
    from ganmech.batch.template import template as text
    from ganmech.project import checkout

    name = notebook.removeprefix("notebooks/").removesuffix(".md")
    typer.echo(text(name, of_notebook(name, checkout())), nl=False)


def planned(spec: str, small: bool):
    """The plan of a file, or of a spec of the book by its name. Raises BadSweep, or ValueError when there is neither."""
    from ganmech.batch.plan import plan
    from ganmech.project import checkout

    where, file = checkout(), Path(spec)
    shipped = {each.stem: each for each in sorted((where.reports / "sweeps").glob("*.toml"))}
    if not file.exists() and spec not in shipped:
        raise ValueError(f"there is no file {spec}, nor a sweep of that name in reports/sweeps: {', '.join(shipped) or 'none'}")
    return plan(file if file.exists() else shipped[spec], where, small)


def summary(plan, records: dict) -> dict:
    """Counts and place of a sweep."""
    from ganmech.batch.plan import counted

    counts = counted(records, len(plan.points))
    return {"name": plan.sweep.name, "points": len(plan.points), **counts, "folder": str(plan.store.folder)}


def tell(plan, code: int, problem: str, console: Console, as_json: bool) -> None:
    """What came of a run."""
    from ganmech.batch import progress

    records = plan.records()
    if as_json:
        typer.echo(json.dumps(summary(plan, records) | {"ok": code == 0, "error": problem}))
        return
    progress.say(console, progress.after(plan, records))
    if problem:
        progress.say(console, f"ganmech: {problem}")


def interrupt(*_) -> None:
    """A run is ended once: further signals do not disturb how it ends."""
    heed(signal.SIG_IGN)
    raise KeyboardInterrupt


def heed(handler) -> None:
    """SIGTERM and the end of the terminal end a run as Ctrl-C does, unless the caller has them ignored, as nohup does."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)
