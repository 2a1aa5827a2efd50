"""A point runs again when what decides its result has changed, and only then."""

import json
import os

import pytest

from ganmech.batch import engines
from ganmech.batch.record import Record
from ganmech.batch.runner import Changed, Options, run_sweep

from .conftest import FUNCTION, PARAMETERS, RECORDS, expected


def keys(bench, spec) -> set[str]:
    return {point.key for point in bench.plan(spec).points}


def edit(file, text="\nedited = True\n") -> None:
    file.write_text(file.read_text() + text)


@pytest.fixture
def modules(bench):
    """A notebook and a function that import a module, which imports another by a relative name."""
    chapter = bench.root / "derivations/chapter"
    (chapter / "used.py").write_text("from .deeper import y\n")
    (chapter / "deeper.py").write_text("y = 1\n")
    (chapter / "unused.py").write_text("z = 1\n")
    (chapter / "swept.py").write_text("from .used import y\n" + FUNCTION)
    bench.module("import beside\nfrom derivations.chapter.used import y\n" + FUNCTION)
    bench.module("import farther\n", name="beside")
    bench.module("", name="farther")
    bench.notebook(PARAMETERS, "def later():\n    from derivations.chapter import used", RECORDS)
    return bench


TOUCHED = {
    "derivations/chapter/used.py": {"notebook", "function", "project"},
    "derivations/chapter/deeper.py": {"notebook", "function", "project"},
    "derivations/chapter/__init__.py": {"notebook", "function", "project"},
    "derivations/chapter/unused.py": set(),
    "derivations/chapter/swept.py": {"project"},
    "work/swept.py": {"function"},
    "work/beside.py": {"function"},
    "work/farther.py": {"function"},
    "notebooks/chapter/point.md": {"notebook"},
    "requirements.lock": {"notebook", "function", "project"},
}


@pytest.mark.parametrize("file", TOUCHED)
def test_an_edit_changes_the_keys_it_touches(modules, file):
    specs = {
        "notebook": modules.spec("notebook", "grid.x = [0, 1]", name="a"),
        "function": modules.spec("function", "grid.x = [0, 1]", name="b"),
        "project": modules.spec("function", "grid.x = [0, 1]", name="c", subject="derivations.chapter.swept:point"),
    }
    before = {name: keys(modules, spec) for name, spec in specs.items()}
    edit(modules.root / file)
    after = {name: keys(modules, spec) for name, spec in specs.items()}
    assert {name for name in specs if before[name] != after[name]} == TOUCHED[file]
    assert all(not before[name] & after[name] for name in TOUCHED[file])


def test_what_is_said_about_a_sweep_changes_no_key(modules):
    def of(tables: str) -> set[str]:
        return keys(modules, modules.spec("function", tables))

    plain = of("grid.x = [0, 1]")
    said = 'title = "T"\nquestion = "Q"\ntimeout = 7\nmemory = "2 GB"\nplots = [{x = "x", y = "double"}]\n'
    assert of(f"{said}grid.x = [1, 0]") == plain
    assert of("grid.x = [0, 1, 2]") > plain
    assert not of("fixed.waits = 5\ngrid.x = [0, 1]") & plain


@pytest.mark.parametrize("kind", ["notebook", "function"])
def test_only_what_is_new_runs(bench, kind):
    def run(tables: str) -> str:
        done = bench.batch("run", bench.spec(kind, tables), "--workers", 2)
        assert done.returncode == 0
        return done.stderr

    run("grid.x = [0, 1]")
    assert "all finished before" in run('title = "T"\ntimeout = 500\ngrid.x = [0, 1]')
    assert bench.times() == {0: 1, 1: 1} and bench.manifest()["spec"]["title"] == "T"
    assert "4 points, 2 finished before, 2 to compute (about" in run("grid.x = [2, 0, 3, 1]")
    assert bench.times() == {x: 1 for x in range(4)}
    assert bench.table() == expected([2, 0, 3, 1])
    edit(bench.root / "notebooks/chapter/point.md" if kind == "notebook" else bench.work / "swept.py", "\n")
    run("grid.x = [0, 1]")
    assert bench.times() == {0: 2, 1: 2, 2: 1, 3: 1}


def test_a_line_that_was_cut_off_is_no_record_and_spoils_no_other(bench):
    spec = bench.spec("function", "grid.x = [0, 1, 2]")
    assert bench.batch("run", spec, "--workers", 1).returncode == 0
    [file] = (bench.folder() / "records").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.rindex(b'"values"')])
    assert len(bench.plan(spec).records()) == 2
    file.rename(file.with_name("other.jsonl"))
    assert bench.batch("run", spec, "--workers", 1).returncode == 0
    assert bench.times() == {0: 1, 1: 1, 2: 2} and bench.table() == expected(range(3))


def test_a_record_after_a_line_that_was_cut_off_has_a_line_of_its_own(bench, monkeypatch):
    """Process ids come again, and with them the names of files of records."""
    from ganmech.batch import function_point

    plan = bench.plan(bench.spec("function", "grid.x = [0, 1]"))
    plan.store.prepare()
    first, second = plan.tasks(plan.points)
    for task in (first, second):
        function_point.keep(task, Record(task.key, task.values, "done"))
        [file] = plan.store.records.iterdir()
        if task is first:
            file.write_bytes(file.read_bytes()[:-10])
    assert set(plan.records()) == {second.key}


@pytest.mark.parametrize("kind", ["notebook", "function"])
def test_a_point_computed_while_its_source_was_edited_is_not_kept(bench, kind):
    spec = bench.spec(kind, "fixed.waits = 1\ngrid.x = [0, 1, 2]")
    runner = bench.start("run", spec, "--workers", 1)
    bench.until_running(1, spec=spec)
    before = bench.plan(spec)
    file = bench.root / "notebooks/chapter/point.md" if kind == "notebook" else bench.work / "swept.py"
    text = file.read_text()
    edit(file, "\n")
    bench.open()
    done = bench.end(runner)
    assert done.returncode == 1 and f"{file.name} was changed while the sweep ran" in done.stderr
    assert [before.points[0].key] == list(before.records()) and not bench.plan(spec).records()
    assert bench.batch("run", spec, "--workers", 1).returncode == 0
    assert bench.table() == expected(range(3), "1")
    file.write_text(text)
    assert set(keys(bench, spec)) & set(bench.plan(spec).records()) == {before.points[0].key}


def test_the_sweep_of_a_function_is_read_without_importing_it(bench):
    bench.module("raise SystemExit(9)\n" + FUNCTION)
    assert bench.batch("status", bench.spec("function", "grid.x = [0]"), "--json").returncode == 1


def test_a_changed_source_stops_the_run(bench):
    plan = bench.plan(bench.spec("function", "grid.x = [0, 1, 2]"))

    def engine(tasks):
        yield tasks[0], Record(tasks[0].key, tasks[0].values, "done")
        os.utime(bench.work / "swept.py", (1, 1))
        yield tasks[1], Record(tasks[1].key, tasks[1].values, "done")
        raise AssertionError("the third is not asked for")

    with pytest.raises(Changed, match="swept.py was changed"):
        run_sweep(plan, engine, Options())
    manifest = json.loads((bench.folder() / "manifest.json").read_text())
    assert [point["status"] for point in manifest["points"]] == ["done", "missing", "missing"]


def test_a_point_whose_worker_died_after_its_record_is_not_run_again(bench):
    from ganmech.batch.record import Task
    from ganmech.batch.workers import Lost

    plan = bench.plan(bench.spec("function", "grid.x = [0]"))
    plan.store.prepare()
    [task] = plan.tasks(plan.points)
    assert isinstance(task, Task)
    from ganmech.batch import function_point

    record = Record(task.key, task.values, "done", values={"double": 0})
    function_point.keep(task, record)
    assert engines.recorded(task, Lost("killed", "by signal 9")) == record
