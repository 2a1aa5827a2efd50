"""Dask schedulers: one that runs already, by its address, or one whose workers are SLURM jobs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ganmech.batch.spec import Slurm

ADDRESS = re.compile(r"(tcp|tls|ucx)://.+:\d+")
NEEDS = "needs the extra cluster: pip install -e '.[cluster]'"
CONNECT_SECONDS = 15


class NoScheduler(RuntimeError):
    """No scheduler at the address, or one that cannot be used."""


@contextmanager
def connected(address: str) -> Iterator:
    """A client of a running scheduler. Raises NoScheduler, or ValueError for what is no address."""
    if not ADDRESS.fullmatch(address):
        raise ValueError(f"scheduler must be an address such as tcp://127.0.0.1:8786, got {address}")
    distributed = library("distributed", "scheduler")
    try:
        client = distributed.Client(address, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError):
        raise NoScheduler(f"no Dask scheduler answers at {address}") from None
    with client:
        yield checked(client, address)


def checked(client, address: str):
    """The client, if workers are there and have the project. Raises NoScheduler."""
    if not client.scheduler_info()["workers"]:
        raise NoScheduler(f"the Dask scheduler at {address} has no workers; start some with: dask worker {address} --nthreads 1")
    versions = client.run(installed)
    if wrong := sorted({where for where, found in versions.items() if found != installed()}):
        raise NoScheduler(f"these workers run another version of ganmech: {', '.join(wrong)}")
    return client


def installed() -> str:
    """The project's version as a worker has it."""
    from ganmech import __version__

    return __version__


@contextmanager
def on_slurm(options: Slurm, logs: Path) -> Iterator:
    """A client whose workers are SLURM jobs, which end with it."""
    distributed = library("distributed", "slurm")
    with cluster(options, logs) as jobs:
        jobs.scale(jobs=options.jobs)
        with distributed.Client(jobs) as client:
            yield client


def cluster(options: Slurm, logs: Path):
    """dask-jobqueue's cluster: one single-threaded worker for each core of a job."""
    jobqueue = library("dask_jobqueue", "slurm")
    return jobqueue.SLURMCluster(
        cores=options.cores, processes=options.cores, memory=f"{options.memory} B", walltime=options.walltime, queue=options.queue,
        account=options.account, job_extra_directives=options.directives, job_script_prologue=options.prologue,
        python=sys.executable, log_directory=str(logs),
    )


def job_script(options: Slurm, logs: Path) -> str:
    """The script that SLURM would be given for each job."""
    with cluster(options, logs) as jobs:
        return jobs.job_script()


def library(name: str, option: str):
    """A library of the extra. Raises ValueError without it."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise ValueError(f"{option} {NEEDS}") from None
