"""A notebook runs once per content key, fails in one sentence, and settles to the same bytes."""

import json

import nbformat
import pytest

from ganmech.report import cache, committed, execute, source
from ganmech.report.make import ReportError, unchanged
from ganmech.report.watch import Watch

FIGURE = """
import matplotlib.pyplot as plt
from ganmech.report.figures import publish, use_style
use_style()
fig, ax = plt.subplots()
ax.plot([1, 2, 3])
publish(fig, "line", columns={"x": [1, 2, 3], "third": 1 / 3})
"""
OBJECT = "class A: pass\nA()"


def test_a_notebook_runs_once_and_again_when_it_changed(small, write):
    name = write("page", "1 + 1")
    first = cache.executed(name, small)
    stamp = small.executed / "chapter/page.json"
    written = stamp.stat().st_mtime_ns
    assert first.ok and cache.executed(name, small) == first
    assert stamp.stat().st_mtime_ns == written
    assert not cache.is_current(write("page", "1 + 2"), small)


def test_two_executions_give_the_same_bytes(small, write):
    name = write("page", FIGURE, OBJECT, "import warnings; warnings.warn('x')")

    def everything():
        assert cache.executed(name, small).ok
        return {p.name: p.read_bytes() for p in (small.executed / "chapter").rglob("*") if p.suffix in (".ipynb", ".png", ".csv")}

    first = everything()
    (small.executed / "chapter/page.json").unlink()
    assert sorted(first) == ["line.csv", "line.png", "page.ipynb"]
    assert everything() == first
    assert str(small.root).encode() not in first["page.ipynb"] and b"0x7" not in first["page.ipynb"]


def test_figures_carry_their_numbers_and_a_link_to_them(small, write):
    cache.executed(write("page", FIGURE), small)
    outputs = nbformat.read(small.executed / "chapter/page.ipynb", 4).cells[1].outputs
    assert [sorted(output.data) for output in outputs] == [["image/png", "text/plain"], ["text/markdown", "text/plain"]]
    assert outputs[1].data["text/markdown"] == "[data (CSV)](page/line.csv)"
    assert (small.executed / "chapter/page/line.csv").read_text() == "x,third\n" + "".join(f"{x},{1 / 3!r}\n" for x in (1, 2, 3))


@pytest.mark.parametrize(
    "cell, says",
    [
        ("kappa = 1\nraise ValueError('kappa is 1')", "failed in cell 3 (kappa = 1): ValueError: kappa is 1"),
        ("import os; os._exit(3)", "failed in cell 3 (import os; os._exit(3)): the kernel died"),
        ("import time; time.sleep(60)", "failed in cell 3 (import time; time.sleep(60)): it ran for more than 3 s"),
        ("x = (", "failed in cell 3 (x = (): SyntaxError"),
    ],
)
def test_a_failure_names_notebook_cell_and_error(small, write, tmp_path, cell, says):
    name = write("page", "1 + 1", cell, "'never reached'")
    artifacts = execute.clear(tmp_path / "out" / "page")
    result = execute.run(name, source.read(source.path(name, small)), {}, artifacts, limits=execute.Limits(cell_seconds=3))
    assert result.error.startswith(f"notebook chapter/page {says}")


@pytest.mark.parametrize("forked", [False, True])
def test_a_kernel_ends_by_itself(small, write, tmp_path, monkeypatch, forked):
    watches, notebook = [], source.read(source.path(write("page", "1 + 1"), small))
    monkeypatch.setattr(execute, "Watch", lambda seconds: watches.append(Watch(seconds)) or watches[-1])
    for _ in range(8):      # of ipykernel's own, every third or so is ended by Jupyter
        execute.run("page", notebook, {}, execute.clear(tmp_path / "out" / "page"), execute.Limits(forked=forked))
    assert [watch.process.poll() for watch in watches] == [0] * 8


def test_a_failure_is_kept_apart_and_tried_again(small, write):
    name = write("page", "1 / 0")
    assert "ZeroDivisionError" in cache.executed(name, small).error
    left = sorted(p.name for p in (small.executed / "chapter").iterdir())
    assert left == ["page.failed.ipynb", "page.json", "page.lock"]
    assert not cache.is_current(name, small)


def test_a_stamp_is_believed_not_the_notebook(small, write):
    name = write("page", "1 + 1")
    cache.executed(name, small)
    stamp = small.executed / "chapter/page.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"error": "stopped"}))
    assert not cache.is_current(name, small)
    stamp.write_text("{")
    assert not cache.is_current(name, small)


def test_committed_copies_follow_the_sources(small, write):
    name, other = write("page", FIGURE), write("other", "1")
    for each in (name, other):
        cache.executed(each, small)
    committed.publish(small)
    assert sorted(p.name for p in small.published.rglob("*") if p.is_file()) == ["line.csv", "other.ipynb", "page.ipynb"]
    (small.reports / "ledger.md").write_text(f"content key: {committed.ledger_key(small)}")
    assert committed.outdated(small) == []
    write("page", FIGURE, "2")
    source.path(other, small).unlink()
    (small.root / "derivations/new.py").write_text("")
    assert committed.outdated(small) == ["chapter/other", "chapter/page", "ledger.md"]


def test_links_between_text_notebooks_become_links_between_executed_ones(small, write):
    name = write("page", "1")
    text = source.path(name, small)
    text.write_text(text.read_text() + "\nSee [that](other.md#part) and [this](https://example.org/a.md).\n")
    cache.executed(name, small)
    last = nbformat.read(small.executed / "chapter/page.ipynb", 4).cells[-1].source
    assert last == "See [that](other.ipynb#part) and [this](https://example.org/a.md)."


def test_a_notebook_that_appears_while_the_report_is_made_is_named():
    unchanged(["chapter/one"], ["chapter/one"])
    with pytest.raises(ReportError, match="chapter/two came or went while the report was made; make it again"):
        unchanged(["chapter/one"], ["chapter/one", "chapter/two"])
