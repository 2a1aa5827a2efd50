"""`kill -9` of runner, worker, kernel: nothing that was finished is lost or runs twice, nothing is left behind."""

import json
import os
import signal

import pytest

from .conftest import expected

KINDS = pytest.mark.parametrize("kind, options", [("notebook", []), ("notebook", ["--forked"]), ("function", [])])


@KINDS
def test_the_runner(bench, kind, options):
    spec = bench.spec(kind, "fixed.waits = 2\ngrid.x = [0, 1, 2, 3, 4]")
    runner = bench.start("run", spec, "--workers", 2, *options)
    bench.until_running(2, 3, spec=spec)
    runner.kill()
    bench.end(runner)
    bench.until_none_is_left()
    bench.open()
    again = bench.batch("run", spec, "--workers", 2, *options)
    assert (again.returncode, again.stdout) == (0, "")
    assert "5 points, 2 finished before, 3 to compute" in again.stderr
    assert bench.times() == {0: 1, 1: 1, 2: 2, 3: 2, 4: 1}
    assert bench.table() == expected(range(5), "2")
    assert not list((bench.folder() / "points").glob(".*"))
    bench.until_none_is_left()


@KINDS
def test_a_worker(bench, kind, options):
    spec = bench.spec(kind, "fixed.waits = 1\ngrid.x = [0, 1, 2, 3]")
    runner = bench.start("run", spec, "--workers", 2, *options)
    bench.until_running(1, 2, spec=spec)
    [(process, parent)] = [(process, parent) for x, process, parent in bench.ran() if x == 1]
    os.kill(worker(bench, process, parent, kind, options), signal.SIGKILL)
    bench.open()
    done = bench.end(runner)
    assert (done.returncode, bench.table()) == (0, expected(range(4), "1"))
    assert bench.times() == {0: 1, 1: 2, 2: 1, 3: 1}


def worker(bench, process: int, parent: int, kind: str, options: list[str]) -> int:
    """The worker of a point: it is the function's process, a kernel's parent, and starts the server that forks kernels."""
    if kind == "function":
        return process
    return int(open(f"/proc/{parent}/stat").read().rsplit(")")[1].split()[1]) if options else parent


@pytest.mark.parametrize("kind", ["notebook", "function"])
def test_a_point_that_kills_its_worker_each_time(bench, kind):
    kill = "import os, signal\nif x == 1:\n    os.kill(os.{}(), signal.SIGKILL)"
    bench.notebook(":tags: [parameters]\n\nx: int = 0", kill.format("getppid"), "import time\nif x == 1:\n    time.sleep(1000)")
    bench.module(f"def point(x: int):\n{kill.format('getpid')}".replace("\n", "\n    "))
    spec = bench.spec(kind, "grid.x = [0, 1, 2]")
    done = bench.batch("run", spec, "--workers", 2)
    assert done.returncode == 1
    assert "failed: x=1:" in done.stderr and "killed by signal 9" in done.stderr
    records = {record.parameters["x"]: record for record in bench.plan(spec).records().values()}
    assert [records[x].status for x in range(3)] == ["done", "failed", "done"]
    assert records[1].failure.kind == "killed"
    bench.until_none_is_left()


@pytest.mark.parametrize("options", [[], ["--forked"]])
def test_a_kernel_and_its_point_is_tried_again_when_asked(bench, options):
    spec = bench.spec("notebook", "fixed.waits = 1\ngrid.x = [0, 1, 2]")
    runner = bench.start("run", spec, "--workers", 2, *options)
    bench.until_running(1, 2, spec=spec)
    os.kill(next(process for x, process, _ in bench.ran() if x == 1), signal.SIGKILL)
    bench.open()
    done = bench.end(runner)
    assert done.returncode == 1 and "killed by signal 9" in done.stderr
    key = next(point.key for point in bench.plan(spec).points if point.values["x"] == 1)
    place = bench.plan(spec).store.place(key)
    record = json.loads((place / "record.json").read_text())
    assert (record["status"], record["failure"]["kind"], record["failure"]["cell"]) == ("failed", "killed", 4)
    assert (place / "failed.ipynb").exists() and not (place / "executed.ipynb").exists()
    assert bench.batch("run", spec, "--workers", 2).returncode == 1      # failures wait until they are asked for
    assert bench.times() == {0: 1, 1: 1, 2: 1}
    assert bench.batch("run", spec, "--workers", 2, "--retry-failed", *options).returncode == 0
    assert bench.times() == {0: 1, 1: 2, 2: 1}
    assert bench.table() == expected(range(3), "1")
    assert (place / "executed.ipynb").exists() and not (place / "failed.ipynb").exists()
