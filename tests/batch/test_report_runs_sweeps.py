"""`make report` computes the small version of each sweep, or says in one sentence why it cannot."""

import os
import socket

import pytest
from rich.console import Console

from ganmech.batch.table import rows
from ganmech.report.make import ReportError, run_sweeps


@pytest.fixture
def spec(bench):
    """A sweep of a function, at the place of those that belong to the report."""
    file = bench.spec("function", "grid.x = [0, 1, 2]\nsmall.grid.x = [0, 1]", subject="ratios:ratio")
    bench.module("def ratio(x: int):\n    return {'ratio': 1 / (x - 5)}\n", name="ratios")
    (bench.root / "reports/sweeps").mkdir()
    return file.rename(bench.root / "reports/sweeps/sweep.toml")


def test_only_the_small_version_is_computed(bench, spec):
    run_sweeps(bench.where, Console(quiet=True))
    assert [row["ratio"] for row in rows(bench.folder("sweep.small"))] == ["-0.2", "-0.25"]
    assert not bench.folder("sweep").exists()


def test_a_sweep_that_another_process_runs_is_named(bench, spec):
    store = bench.plan(spec, small=True).store
    store.prepare()
    with store.held(), pytest.raises(ReportError) as refused:
        run_sweeps(bench.where, Console(quiet=True))
    assert str(refused.value) == f"sweep.small is being run by process {os.getpid()} on {socket.gethostname()}"


def test_a_point_that_fails_stops_the_report(bench, spec):
    bench.module("def ratio(x: int):\n    return {'ratio': 1 / x}\n", name="ratios")
    with pytest.raises(ReportError, match="^1 points of the sweep sweep failed; see ganmech batch status sweep --small$"):
        run_sweeps(bench.where, Console(quiet=True))
