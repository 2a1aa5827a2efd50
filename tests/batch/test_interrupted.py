"""Ctrl-C and SIGTERM end a run in order; a second run of the same sweep refuses."""

import os
import signal

import pytest

from .conftest import expected


@pytest.mark.parametrize(
    "kind, options, number, everyone",
    [
        ("notebook", ["--workers", "2"], signal.SIGINT, True),
        ("notebook", ["--workers", "0"], signal.SIGINT, True),
        ("notebook", ["--workers", "2", "--forked"], signal.SIGTERM, False),
        ("function", ["--workers", "2"], signal.SIGTERM, True),
        ("function", ["--workers", "2"], signal.SIGHUP, True),
        ("function", ["--workers", "0"], signal.SIGINT, True),
    ],
)
def test_a_signal_ends_a_run_and_nothing_is_lost(bench, kind, options, number, everyone):
    spec = bench.spec(kind, "fixed.waits = 1\ngrid.x = [0, 1, 2, 3]")
    runner = bench.start("run", spec, *options)
    bench.until_running(1, spec=spec)
    (os.killpg if everyone else os.kill)(runner.pid, number)
    done = bench.end(runner)
    assert done.returncode == 130
    assert "interrupted; what was finished is kept" in done.stderr and "Traceback" not in done.stderr
    assert [point["status"] for point in bench.manifest()["points"]] == ["done", "missing", "missing", "missing"]
    heading, *rows = bench.table().splitlines()
    assert heading == "waits,x,status,double,half,failure"
    assert rows == ["1,0,done,0,0.0,", *(f"1,{x},missing,,," for x in (1, 2, 3))]
    bench.until_none_is_left()
    bench.open()
    assert bench.batch("run", spec, *options).returncode == 0
    assert bench.times()[0] == 1 and bench.table() == expected(range(4), "1")


def test_signals_that_follow_do_not_disturb_the_end(bench):
    spec = bench.spec("function", "fixed.waits = 0\ngrid.x = [0, 1, 2]")
    runner = bench.start("run", spec, "--workers", 2)
    bench.until_running(0, spec=spec)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
        os.killpg(runner.pid, number)
    assert bench.end(runner).returncode == 130
    assert len(bench.manifest()["points"]) == 3
    bench.until_none_is_left()


def test_a_second_run_of_the_same_sweep_refuses_and_the_first_goes_on(bench):
    spec = bench.spec("function", "fixed.waits = 0\ngrid.x = [0, 1]")
    first = bench.start("run", spec, "--workers", 2)
    bench.until_running(0, spec=spec)
    second = bench.batch("run", spec, "--workers", 2)
    assert second.returncode == 1 and "Traceback" not in second.stderr
    assert f"ganmech: sweep is being run by process {first.pid} on" in second.stderr
    bench.open()
    assert bench.end(first).returncode == 0
    assert bench.times() == {0: 1, 1: 1} and bench.table() == expected(range(2), "0")
