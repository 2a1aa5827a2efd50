"""What a sweep's folder holds, and what the commands say about it."""

import csv
import hashlib
import json
import os
import socket
import subprocess
import sys

import pytest
from pyarrow import parquet

from ganmech.batch import engines
from ganmech.batch.manifest import state
from ganmech.batch.runner import Options, run_sweep
from ganmech.batch.table import rows

from .conftest import PARAMETERS, RECORDS, expected

SOMETIMES = '''
def point(x: int, seed: int = 0):
    if x == 1:
        raise ValueError('one,\\n"two"')
    return {"list": [x, 0.5], "seed": seed + 1}
'''


@pytest.fixture
def swept(bench):
    """A sweep of a function with a point that fails, run in this process."""
    bench.module(SOMETIMES)
    bench.spec_file = bench.spec("function", "seeds = [4, 2]\ngrid.x = [0, 1]")
    run_sweep(bench.plan(bench.spec_file), engines.serial)
    return bench


def test_the_table_has_a_row_for_each_point_in_order(swept):
    reason = 'function swept:point failed: ValueError: one, "two"'
    assert rows(swept.folder()) == [
        {"seed": 4, "x": 0, "status": "done", "list": [0, "0.5"], "seed found": 5, "failure": None},
        {"seed": 2, "x": 0, "status": "done", "list": [0, "0.5"], "seed found": 3, "failure": None},
        {"seed": 4, "x": 1, "status": "failed", "list": None, "seed found": None, "failure": reason},
        {"seed": 2, "x": 1, "status": "failed", "list": None, "seed found": None, "failure": reason},
    ]


def test_status_and_table_as_text_and_as_json(swept):
    said = swept.batch("status", swept.spec_file)
    assert said.returncode == 1 and said.stderr == ""
    assert said.stdout.splitlines()[:5] == ["name sweep", "points 4", "done 2", "failed 2", "missing 0"]
    assert "failed: x=1, seed=4: function swept:point failed: ValueError: one, \"two\"" in said.stdout
    told = json.loads(swept.batch("status", swept.spec_file, "--json").stdout)
    assert told == {"name": "sweep", "points": 4, "done": 2, "failed": 2, "missing": 0, "folder": str(swept.folder())}
    assert swept.batch("table", swept.spec_file).stdout == swept.table()
    lines = swept.batch("table", swept.spec_file, "--json").stdout
    assert [json.loads(line) for line in lines.splitlines()] == rows(swept.folder())


def test_parquet_reads_back_as_the_texts_of_the_table(swept):
    assert swept.batch("table", swept.spec_file, "--parquet").returncode == 0
    found = parquet.read_table(swept.folder() / "table.parquet").to_pylist()
    with open(swept.folder() / "table.csv", newline="") as file:
        texts = list(csv.DictReader(file))
    assert [{name: value or "" for name, value in row.items()} for row in found] == texts
    assert found[2]["list"] is None


def test_the_manifest_says_what_was_computed_by_what(bench):
    bench.notebook(
        PARAMETERS.replace("waits", "seed"), "from ganmech.report.figures import publish\nimport matplotlib.pyplot as plt",
        "fig, ax = plt.subplots()\npublish(fig, 'line', columns={'x': [x]})", RECORDS,
    )
    spec = bench.spec("notebook", "seeds = [3, 1]\ngrid.x = [5]\ntimeout = 400")
    run_sweep(bench.plan(spec), engines.serial, Options(engine="serial"))
    found = bench.manifest()
    asked = {"timeout": 400.0, "seeds": [3, 1], "grid": {"x": [5]}}
    assert found["spec"] == {"name": "sweep", "notebook": "chapter/point", **asked}
    assert (found["seeds"], found["engine"], found["small"]) == ([1, 3], "serial", False)
    assert (found["commit"], found["dirty"]) == (None, None)
    assert found["lock"] == hashlib.sha256(b"").hexdigest()
    assert {"python", "sympy", "numpy", "papermill"} <= set(found["versions"]) and found["begun"] <= found["ended"]
    for point in found["points"]:
        place = bench.plan(spec).store.place(point["key"])
        inside = [file for file in place.rglob("*") if file.is_file() and file.name != "record.json"]
        files = {file.relative_to(place).as_posix(): file for file in inside}
        assert set(files) == {"executed.ipynb", "executed/line.png", "executed/line.csv", "executed/recorded.json"}
        assert point["outputs"] == {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}
        assert point["status"] == "done" and point["seconds"] > 0 and point["peak_memory"] > 10**7


def test_the_manifest_names_the_commit_and_changes_to_it(bench):
    def git(*arguments):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        line = ["git", "-C", bench.root, *identity, *arguments]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "-q")
    git("add", "notebooks")
    git("commit", "-qm", "first")
    assert state(bench.root) == {"commit": git("rev-parse", "HEAD"), "dirty": False}
    bench.notebook("1 + 1")
    assert state(bench.root)["dirty"] is True


def test_the_first_failure_ends_a_run_that_asks_for_it(bench):
    bench.module("def point(x: int):\n    if x == 1:\n        raise ValueError('one')\n    return {'a': x}")
    spec = bench.spec("function", "grid.x = [0, 1, 2, 3]")
    done = bench.batch("run", spec, "--workers", 0, "--fail-fast", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "name": "sweep", "points": 4, "done": 1, "failed": 1, "missing": 2, "folder": str(bench.folder()),
        "ok": False, "error": "",
    }
    assert bench.batch("run", spec, "--workers", 0).returncode == 1      # goes on with the rest; the failure stays
    assert [point["status"] for point in bench.manifest()["points"]] == ["done", "failed", "done", "done"]


@pytest.mark.parametrize("workers", [0, 2])
def test_where_nobody_watches_the_progress_is_plain_lines(bench, workers):
    bench.module("def point(x: int):\n    print('hello from', x)\n    return {'a': x}")
    spec = bench.spec("function", "grid.x = [0, 1]")
    done = bench.batch("run", spec, "--workers", workers, "--json")
    assert json.loads(done.stdout)["ok"] is True
    assert all(letter.isprintable() or letter == "\n" for letter in done.stderr)
    again = bench.batch("run", spec, "--workers", workers)
    assert (again.stdout, again.stderr) == ("", "sweep: 2 points, all finished before\nsweep: 2 done\n")


def test_the_peak_of_memory_is_the_points_own(bench):
    bench.module("def point(x: int):\n    return {'size': len(b'x' * x * 10**8)}")
    spec = bench.spec("function", "grid.x = [3, 0]")
    assert bench.batch("run", spec, "--workers", 1).returncode == 0
    peaks = {record.parameters["x"]: record.peak_memory for record in bench.plan(spec).records().values()}
    assert peaks[3] > 3 * 10**8 > peaks[0] + 10**8


def test_what_a_killed_process_left_is_cleared_away_and_others_work_is_not(bench):
    plan = bench.plan(bench.spec("function", "grid.x = [0]"))
    plan.store.prepare()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, alive, elsewhere = (f".{'a' * 16}.{host}.{pid}" for host, pid in (
        (socket.gethostname(), ended.pid), (socket.gethostname(), os.getpid()), ("elsewhere", ended.pid)))
    for name in (dead, alive, elsewhere):
        (plan.store.points / name).mkdir()
    part = plan.store.folder / ".table.csv.1.part"
    part.write_text("half")
    os.utime(part, (1, 1))
    plan.store.prepare()
    assert {file.name for file in plan.store.points.iterdir()} == {alive, elsewhere} and not part.exists()


@pytest.mark.parametrize("kind", ["notebook", "function"])
def test_the_same_spec_and_code_give_the_same_bytes(bench, kind):
    ways = [["--workers", "0"], ["--workers", "2"]] + ([["--workers", "2", "--forked"]] if kind == "notebook" else [])
    found = []
    for count, way in enumerate(ways):
        name = f"sweep-{count}"
        assert bench.batch("run", bench.spec(kind, "grid.x = [3, 1, 2]", name=name), *way).returncode == 0
        folder = bench.folder(name)
        files = [folder / "table.csv", folder / "table.jsonl", *sorted(folder.glob("points/*/executed.ipynb"))]
        found.append([file.read_bytes() for file in files])
    assert all(each == found[0] for each in found) and len(found[0]) == (5 if kind == "notebook" else 2)
    assert found[0][0].decode() == expected([3, 1, 2])
