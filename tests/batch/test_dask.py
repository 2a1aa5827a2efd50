"""Sweeps on Dask: schedulers and workers started by hand, as a user does, and killed."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import ganmech
from ganmech.batch import dask_cluster, engines
from ganmech.batch.dask_cluster import NoScheduler, connected, identity
from ganmech.batch.dask_worker import compute
from ganmech.batch.plan import Plan
from ganmech.batch.record import Record
from ganmech.batch.run import run
from ganmech.batch.runner import Options, run_sweep

from .conftest import PARAMETERS, RECORDS, STARTED, Bench, expected, until

distributed = pytest.importorskip("distributed")
DASK = str(Path(sys.executable).with_name("dask"))


class Cluster:
    """`dask scheduler` and `dask worker`, in a bench's environment."""

    def __init__(self, bench: Bench):
        self.bench, self.file = bench, bench.root / "scheduler.json"
        self.workers = []
        here = "--port", "0", "--host", "127.0.0.1", "--no-dashboard"
        self.scheduler = self.start("scheduler", *here, "--scheduler-file", self.file)
        until(lambda: self.file.exists() and self.file.stat().st_size)
        self.address = json.loads(self.file.read_text())["address"]

    def start(self, *arguments, **environment) -> subprocess.Popen:
        line = [DASK, *map(str, arguments)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        return subprocess.Popen(line, env=self.bench.environment() | environment, cwd=self.bench.work, **quiet)

    def worker(self, threads: int = 1, nanny: bool = False, **environment) -> subprocess.Popen:
        """One more worker, when it has been registered."""
        kind = "--nanny" if nanny else "--no-nanny"
        options = "--nthreads", threads, kind, "--no-dashboard", "--local-directory", self.bench.root
        before = self.known()
        self.workers.append(self.start("worker", self.address, *options, **environment))
        until(lambda: self.known() - before)
        return self.workers[-1]

    def known(self) -> set[str]:
        return set(asyncio.run(identity(self.address))["workers"])

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(bench):
    found = Cluster(bench)
    yield found
    found.end()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Two workers of two threads each that many tests use, one under a nanny; the bench is where they run."""
    bench = Bench(tmp_path_factory.mktemp("shared") / "checkout")
    found = Cluster(bench)
    found.worker(threads=2)
    found.worker(threads=2, nanny=True)
    yield found
    found.end()
    for pid in bench.processes():
        os.kill(pid, signal.SIGKILL)


def swept(shared: Cluster, spec: Path, **options) -> list[Record]:
    """The records of a sweep on the shared workers, in its order."""
    with contextlib.chdir(shared.bench.work):
        return swept_here(shared.bench.plan(spec), shared, options)


def swept_here(plan: Plan, shared: Cluster, options: dict) -> list[Record]:
    with connected(shared.address) as client:
        run_sweep(plan, engines.dask(client), Options(**options))
        found = client.run(os.getcwd)
    assert set(found.values()) == {str(shared.bench.work)}
    records = plan.records()
    return [records[point.key] for point in plan.points]


def parent(pid: int) -> int:
    """The process that started another."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


# Killed.

def test_24_notebooks_on_two_workers_of_which_one_is_killed_are_those_of_a_serial_run(bench, cluster):
    points = "[fixed]\nwaits = 8\n[grid]\nx = " + str(list(range(24)))
    spec, alone = bench.spec("notebook", points), bench.spec("notebook", points, name="alone")
    for _ in range(2):
        cluster.worker()
    runner = bench.start("run", spec, "--scheduler", cluster.address)
    until(lambda: len([x for x in bench.times() if x >= 8]) == 2)      # both workers wait, what else was begun is finished
    lost, kernel, beside = next(each for each in bench.ran() if each[0] >= 8)
    victim = parent(beside)
    assert victim in {worker.pid for worker in cluster.workers}
    os.kill(victim, signal.SIGKILL)
    until(lambda: not {kernel, beside} & bench.processes().keys())
    cluster.worker()
    bench.open()
    assert bench.end(runner).returncode == 0
    assert bench.times() == {x: 1 + (x == lost) for x in range(24)}
    assert bench.batch("run", alone, "--workers", 0, "--forked").returncode == 0
    assert bench.table() == bench.table("alone") == expected(range(24), "8")


def test_a_run_without_workers_says_so_and_waits(bench, cluster):
    spec = bench.spec("function", "[fixed]\nwaits = 1\n[grid]\nx = [0, 1]")
    first = cluster.worker()
    runner = bench.start("run", spec, "--scheduler", cluster.address)
    bench.until_running(1, spec=spec)
    first.kill()
    said = [runner.stderr.readline() for _ in range(2)]
    assert said[1] == "there is no Dask worker now; the run waits for one\n"
    bench.open()
    cluster.worker()
    assert bench.end(runner).returncode == 0
    assert bench.table() == expected(range(2), "1")


def test_after_the_runner_is_killed_a_second_one_goes_on(bench, cluster):
    spec = bench.spec("notebook", "[fixed]\nwaits = 3\n[grid]\nx = [0, 1, 2, 3, 4]")
    cluster.worker()
    runner = bench.start("run", spec, "--scheduler", cluster.address)
    bench.until_running(3, spec=spec)
    runner.kill()
    bench.end(runner)
    bench.open()
    second = bench.batch("run", spec, "--scheduler", cluster.address)
    assert second.returncode == 0, second.stderr
    assert bench.table() == expected(range(5), "3")
    assert all(bench.times()[x] == 1 for x in (0, 1, 2, 4)), "the point that was begun may have been begun again"


def test_when_the_scheduler_is_killed_the_runner_says_so_and_keeps_what_is_finished(bench, cluster):
    spec = bench.spec("notebook", "[fixed]\nwaits = 1\n[grid]\nx = [0, 1]")
    cluster.worker()
    runner = bench.start("run", spec, "--scheduler", cluster.address)
    bench.until_running(1, spec=spec)
    cluster.scheduler.kill()
    found = bench.end(runner)
    assert found.returncode == 1 and "the Dask scheduler went away" in found.stderr and "Traceback" not in found.stderr
    assert bench.table().splitlines()[1:] == ["1,0,done,0,0.0,", "1,1,missing,,,"]


def test_a_notebook_finished_by_a_worker_that_could_not_say_so_is_not_executed_again(bench, monkeypatch):
    plan = bench.plan(bench.spec("notebook", "[grid]\nx = [5]"))
    plan.store.prepare()
    [task] = plan.tasks(plan.points)
    for name in ("RAN", "GATE"):
        monkeypatch.setenv(name, str(bench.root / name.lower()))
    first = run(task)
    assert compute(task, "a run") == first
    assert bench.times() == {5: 1}


# Failures.

def test_raising_notebooks_and_threads_side_by_side(shared):
    shared.bench.notebook(
        PARAMETERS, STARTED, "if x == 2:\n    raise ValueError('x must not be 2')",
        "from ganmech.report.recorded import record\nrecord(x=x, folder=os.path.basename(os.getcwd()))", name="raising",
    )
    spec = shared.bench.spec("notebook", "[grid]\nx = [0, 1, 2, 3, 4]", name="raising", subject="chapter/raising")
    for forked in (False, True):
        found = swept(shared, spec, forked=forked)
        assert [record.status for record in found] == ["done", "done", "failed", "done", "done"]
        done = [record for record in found if record.done]
        assert all(record.key[:16] in record.values["folder"] for record in done)
        assert [record.values["x"] for record in done] == [0, 1, 3, 4]
        assert found[2].failure.kind == "raised" and "x must not be 2" in found[2].failure.sentence
        shutil.rmtree(shared.bench.folder("raising"))


def test_a_notebook_over_its_time_is_ended(shared):
    shared.bench.notebook(PARAMETERS, "import time\ntime.sleep(1000)", name="slow")
    spec = shared.bench.spec("notebook", "timeout = 2\n[grid]\nx = [1]", name="slow", subject="chapter/slow")
    [record] = swept(shared, spec)
    assert record.failure.kind == "timeout" and "2 s" in record.failure.sentence


FUNCTIONS = '''
import os, signal, time
import mpmath

def digits(n: int):
    """Threads that shared a process would share its precision."""
    mpmath.mp.dps = n
    time.sleep(0.2)
    return {"root": mpmath.nstr(mpmath.sqrt(2), n)}

def fate(what: str):
    if what == "raises":
        raise ValueError("no such thing")
    if what == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "sleeps":
        time.sleep(1000)
    return {"value": what}
'''


def test_functions_of_several_threads_do_not_share_a_precision(shared):
    shared.bench.module(FUNCTIONS, "several")
    tables = "[grid]\nn = [15, 40, 25, 60, 30, 50, 35, 20]"
    spec = shared.bench.spec("function", tables, name="digits", subject="several:digits")
    for record in swept(shared, spec):
        root, n = Fraction(record.values["root"]), record.parameters["n"]
        assert abs(root**2 - 2) < Fraction(3, 10 ** (n - 1))


def test_a_function_that_dies_raises_or_sleeps_fails_alone_and_the_workers_live(shared):
    shared.bench.module(FUNCTIONS, "several")
    tables = 'timeout = 5\n[grid]\nwhat = ["well", "raises", "dies", "sleeps", "again"]'
    spec = shared.bench.spec("function", tables, name="fates", subject="several:fate")
    workers = shared.known()
    kinds = [record.failure and record.failure.kind for record in swept(shared, spec)]
    assert kinds == [None, "raised", "killed", "timeout", None]
    assert shared.known() == workers


def test_a_function_that_was_edited_is_computed_as_it_is_now(shared):
    for text, value in (("a", "a"), ("b", "b")):
        shared.bench.module(f'def named():\n    return {{"name": "{text}"}}\n', "edited")
        [record] = swept(shared, shared.bench.spec("function", "[[points]]", name="edited", subject="edited:named"))
        assert record.values == {"name": value}


# No scheduler, or not a fit one.

def silent() -> socket.socket:
    """A server that never answers."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    return server


def test_where_no_scheduler_answers_is_said(monkeypatch, shared):
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 1)
    with silent() as server:
        for address in ("tcp://127.0.0.1:1", f"tcp://127.0.0.1:{server.getsockname()[1]}", "tcp://127.0.0.1:99999"):
            with pytest.raises(NoScheduler, match=f"no Dask scheduler answers at {address}"), connected(address):
                pass
    worker = next(iter(shared.known()))
    with pytest.raises(NoScheduler, match="there is a Dask worker, not a scheduler"), connected(worker):
        pass


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://127.0.0.1", "here"])
def test_what_is_no_address_is_refused(bench, address):
    with pytest.raises(ValueError, match="scheduler must be an address such as tcp://127.0.0.1:8786, got"), connected(address):
        pass


def test_exit_codes_of_a_wrong_address_and_of_a_scheduler_that_has_no_workers(bench, cluster):
    spec = bench.spec("notebook", "[grid]\nx = [0]")
    wrong, idle = bench.start("run", spec, "--scheduler", "here"), bench.start("run", spec, "--scheduler", cluster.address)
    wrong, idle = bench.end(wrong), bench.end(idle)
    assert wrong.returncode == 2
    assert wrong.stderr == "ganmech: scheduler must be an address such as tcp://127.0.0.1:8786, got here\n"
    assert idle.returncode == 1 and f"has no workers; start some with: dask worker {cluster.address}" in idle.stderr
    assert "Traceback" not in idle.stderr


def test_workers_that_have_another_version_are_named(bench, cluster):
    other = bench.root / "other" / "ganmech"
    other.mkdir(parents=True)
    for file in Path(ganmech.__file__).parent.iterdir():
        (other / file.name).symlink_to(file)
    (other / "later.py").write_text("a difference\n")
    cluster.worker(PYTHONPATH=f"{other.parent}")
    with pytest.raises(NoScheduler, match="these workers do not have ganmech"), connected(cluster.address):
        pass
