"""Dask schedulers: one that runs already, by its address, or one whose workers are SLURM jobs."""

from __future__ import annotations

import asyncio
import logging
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ganmech.batch.spec import Slurm

ADDRESS = re.compile(r"(tcp|tls)://.+:\d+")
NEEDS = "needs the extra cluster: pip install -e '.[cluster]'"
CONNECT_SECONDS = 10
LOOK_SECONDS = 2
RESUBMIT_SECONDS = 30


class NoScheduler(RuntimeError):
    """No scheduler at the address, or one that cannot be used."""


@contextmanager
def connected(address: str) -> Iterator:
    """A client of a running scheduler. Raises NoScheduler, or ValueError for what is no address."""
    if not ADDRESS.fullmatch(address):
        raise ValueError(f"scheduler must be an address such as tcp://127.0.0.1:8786, got {address}")
    distributed = library("distributed", "scheduler")
    quiet(distributed)
    try:
        found = asyncio.run(asyncio.wait_for(identity(address), CONNECT_SECONDS))
        if found["type"] != "Scheduler":
            raise NoScheduler(f"at {address} there is a Dask {found['type'].lower()}, not a scheduler")
        client = distributed.Client(address, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError, TypeError) as wrong:      # TypeError: tls without certificates
        raise NoScheduler(f"no Dask scheduler answers at {address}" + f": {wrong}" * isinstance(wrong, TypeError)) from None
    with client:
        yield checked(client, address)


async def identity(address: str) -> dict:
    """What a Dask server says it is; other servers never answer, and a Client would wait for them without end."""
    from distributed import rpc

    async with rpc(address) as server:
        return await server.identity()


def checked(client, address: str):
    """The client, if workers are there and have this project. Raises NoScheduler."""
    from ganmech.batch.dask_worker import installed

    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise NoScheduler(f"the Dask scheduler at {address} has no workers; start some with: dask worker {address}")
    found = client.run(installed, on_error="return")
    if wrong := [f"{where} ({said(version)})" for where, version in sorted(found.items()) if version != installed()]:
        raise NoScheduler(f"these workers do not have ganmech {installed()}: {', '.join(wrong)}")
    return client


def said(version: str | Exception) -> str:
    """What a worker has instead."""
    return "none" if isinstance(version, Exception) else version


@contextmanager
def on_slurm(options: Slurm, logs: Path) -> Iterator:
    """A client whose workers are SLURM jobs, which end with it. Raises NoScheduler where SLURM does not take them."""
    distributed = library("distributed", "slurm")
    accepted(job_script(options, logs))
    logs.mkdir(parents=True, exist_ok=True)
    with cluster(options, logs) as jobs, distributed.Client(jobs) as client:
        jobs.scale(jobs=options.jobs)
        with repeated(jobs.loop, RESUBMIT_SECONDS, lambda: jobs.scale(jobs=options.jobs)):      # jobs that have ended
            yield client


@contextmanager
def attended(client, says: Callable[[str], None]) -> Iterator[None]:
    """`says` hears it when there are no workers, once each time."""
    before = True

    async def look() -> None:
        nonlocal before
        with suppress(OSError):      # the scheduler went away, which the engine tells
            there = bool(await client.scheduler.ncores())
            if before and not there:
                says("there is no Dask worker now; the run waits for one")
            before = there

    with repeated(client.loop, LOOK_SECONDS, look):
        yield


@contextmanager
def repeated(loop, seconds: float, call: Callable) -> Iterator[None]:
    """Meanwhile the loop calls this every so many seconds."""
    from tornado.ioloop import PeriodicCallback

    again = PeriodicCallback(call, seconds * 1000)
    loop.add_callback(again.start)
    try:
        yield
    finally:
        loop.add_callback(again.stop)


def cluster(options: Slurm, logs: Path):
    """dask-jobqueue's cluster: in each job one worker with a thread for each core."""
    distributed, jobqueue = library("distributed", "slurm"), library("dask_jobqueue", "slurm")
    quiet(distributed)
    return jobqueue.SLURMCluster(**described(options, logs), scheduler_options={"dashboard_address": ":0"})


def described(options: Slurm, logs: Path) -> dict:
    """What dask-jobqueue is told about a job."""
    return {
        "cores": options.cores, "processes": 1, "memory": f"{options.memory} B", "walltime": options.walltime,
        "queue": options.queue, "account": options.account, "job_script_prologue": options.prologue,
        "job_extra_directives": [f'-o "{logs}/%j.log"', *options.directives],
        "python": shlex.quote(sys.executable), "job_name": "ganmech",
    }


def job_script(options: Slurm, logs: Path) -> str:
    """The script that SLURM would be given for each job."""
    library("dask_jobqueue", "slurm")
    from dask_jobqueue.slurm import SLURMJob

    return SLURMJob("tcp://SCHEDULER:PORT", name="ganmech", **described(options, logs)).job_script()


def accepted(script: str) -> None:
    """Ask SLURM whether it would take a job; dask-jobqueue would wait without end for one it refused. Raises NoScheduler."""
    try:
        found = subprocess.run(["sbatch", "--test-only"], input=script, capture_output=True, text=True)
    except FileNotFoundError:
        raise NoScheduler("slurm needs the command sbatch, which is not here") from None
    if found.returncode:
        raise NoScheduler(f"SLURM does not take the job: {' '.join(found.stderr.split())}")


def quiet(distributed) -> None:
    """What becomes of the scheduler is said by the runner, in one sentence."""
    for part in ("", ".client", ".deploy", ".scheduler"):      # each of these may have a level of its own
        logging.getLogger(distributed.__name__ + part).setLevel(logging.CRITICAL)


def library(name: str, option: str):
    """A library of the extra. Raises ValueError without it."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise ValueError(f"{option} {NEEDS}") from None
