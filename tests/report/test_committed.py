"""What is committed under reports/ belongs to the present sources, is small, and names no machine."""

import json
import re

from ganmech.report import committed, source


def test_committed_notebooks_and_ledger_belong_to_the_present_sources(here):
    outdated = committed.outdated(here)
    assert not outdated, f"run make report and commit reports/: {', '.join(outdated)}"


def test_committed_results_stay_small(here):
    assert sum(p.stat().st_size for p in here.published.rglob("*") if p.is_file()) < 15e6


def test_committed_results_name_no_machine_and_no_moment(here):
    machine = re.compile(rf"{re.escape(str(here.root))}|/home/|/root/|/tmp/|0x[0-9a-f]{{8}}")
    for name in committed.published(here):
        notebook = json.loads((here.published / f"{name}.ipynb").read_text())
        outputs = [{k: v for k, v in o.get("data", o).items() if k != "image/png"} for c in notebook["cells"] for o in c.get("outputs", [])]
        assert not machine.search(json.dumps(outputs)), name
        assert not {"papermill", "execution"} & {key for cell in notebook["cells"] for key in cell["metadata"]}


def test_no_committed_notebook_holds_a_progress_bar(here):
    marked = re.compile(r"\\u001b\[|\u2501{3}")
    assert [name for name in committed.published(here) if marked.search((here.published / f"{name}.ipynb").read_text())] == []


def test_every_committed_figure_has_its_numbers(here):
    for name in committed.published(here):
        text = (here.published / f"{name}.ipynb").read_text()
        for link in re.findall(r"\(([\w./-]+\.csv)\)", text):
            assert (here.published / name).parent.joinpath(link).is_file(), link


def test_the_ledger_names_every_chapter_of_derivations_that_notebooks_tell(here):
    chapters = {name.split("/")[0] for name in source.available(here)} & {folder.name for folder in (here.root / "derivations").iterdir()}
    ledger = (here.reports / "ledger.md").read_text()
    assert len(chapters) > 4 and all(f"`{chapter}." in ledger for chapter in chapters)
