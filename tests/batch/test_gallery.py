"""The pages of a sweep: every point is on them, failed ones marked, whatever its texts are; and the book is built from them."""

import base64
import csv
import hashlib
import html.parser
import io
import json
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import PIL.Image
import pytest

from ganmech.batch import plots
from ganmech.batch.gallery import gallery, overview, preferred
from ganmech.batch.gallery_notebook import linked
from ganmech.batch.gallery_sweep import number
from ganmech.batch.gallery_table import MOST_ROWS
from ganmech.batch.gallery_text import code, six_digits, value
from ganmech.project import Checkout, checkout
from ganmech.report import book

STRANGE = "a|b `c` $x$ <b>*bold*</b> [l](m) {eq}`n` \\ & \"q\" ``d"

TAIL = ".123456789012345678"


def key(parameters: dict) -> str:
    return hashlib.sha256(json.dumps(parameters).encode()).hexdigest()


def made(folder: Path, points: list[tuple], **spec) -> Path:
    """A sweep's folder; a point is (parameters, values) or (parameters, sentence why it failed)."""
    folder.mkdir(parents=True)
    spec = {"name": folder.name.removesuffix(".small"), "title": "A sweep", "question": "What *changes*? All.", **spec}
    rows, records = [], []
    for parameters, found in points:
        failed = isinstance(found, str)
        status, values = ("failed", {}) if failed else ("done", found)
        failure = {"kind": "raised", "sentence": found, "cell": 2, "error": "ValueError", "traceback": ""} if failed else None
        told = {"key": key(parameters), "parameters": parameters}
        records.append({**told, "status": status, "failure": failure, "values": values})
        rows.append([parameters, status, values, found if failed else None])
    named = dict.fromkeys(name for _, _, values, _ in rows for name in values)
    lines = [{**given, "status": status, **{**named, **values}, "failure": why} for given, status, values, why in rows]
    (folder / "table.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "table.csv").write_text("made by hand\n")
    entries = [{"key": record["key"], "status": record["status"]} for record in records]
    (folder / "manifest.json").write_text(json.dumps({"spec": spec, "version": "0.1.0", "points": entries}))
    if spec.get("notebook"):
        for record in records:
            notebooks(folder / "points" / record["key"][:16], record)
    return folder


def notebooks(place: Path, record: dict) -> None:
    """What a point of a notebook sweep leaves: formulas with labels, a figure with its numbers, links to pages beside it."""
    (place / "executed").mkdir(parents=True)
    (place / "record.json").write_text(json.dumps(record))
    v4, drawn = nbformat.v4, io.BytesIO()
    PIL.Image.new("RGB", (900, 600), (0, 90, 160)).save(drawn, "PNG")
    formula = {"text/latex": "$\\displaystyle K = x$", "text/plain": "x"}
    glue = v4.new_output("display_data", formula, metadata={"scrapbook": {"name": "law", "mime_prefix": ""}})
    picture = v4.new_output("display_data", {"image/png": base64.b64encode(drawn.getvalue()).decode()})
    data = v4.new_output("display_data", {"text/markdown": "[data (CSV)](executed/numbers.csv), see [other](other.md)"})
    error = v4.new_output("error", ename="ValueError", evalue="eta is \x1b[31mnegative\x1b[0m", traceback=["ValueError: eta"])
    computed = v4.new_code_cell("glue()", execution_count=2, outputs=[error if record["status"] == "failed" else glue])
    computed.metadata["tags"] = ["remove-cell"]
    cells = [
        v4.new_markdown_cell("# A page"), v4.new_code_cell("eta = 1", execution_count=1), computed,
        v4.new_markdown_cell("```{glue:math} law\n:label: eq-law\n```\n\nBy {eq}`eq-law`, on [this page](other.ipynb#there)."),
        v4.new_code_cell("plot()", execution_count=3, outputs=[picture, data]),
    ]
    if record["status"] == "failed":
        cells[3:3] = [v4.new_markdown_cell("after the failure")]
        cells[1:1] = [v4.new_markdown_cell("Before: {eq}`eq-law` and {glue:math}`law`.")]
    for count, cell in enumerate(cells):
        cell["id"] = f"cell-{count}"
    file = place / ("failed.ipynb" if record["status"] == "failed" else "executed.ipynb")
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}), file)
    (place / "executed" / "numbers.csv").write_text("x\n1\n")


def function_sweep(folder: Path, **spec) -> Path:
    points = [
        ({"phi": phi, "law": law, "eta_D": "1/2", "seed": seed}, {"entropy": f"{int(phi[2:]) + seed}{TAIL}", "runs": 4})
        for phi in ("1/2", "1/10", "1/3") for law in ("tanh", STRANGE) for seed in (1, 2)
    ]
    points[7] = (points[7][0], f"phi must be small\nsaid {STRANGE}")
    return made(folder, points, kind="function", function="ganmech.digits:agreeing", **spec)


def notebook_sweep(folder: Path) -> Path:
    points = [({"eta": eta, "n": 3}, {"error": eta}) for eta in ("1/10", "1/5", "2/5")]
    points += [({"eta": "-1", "n": 3}, "eta must be positive, got -1")]
    return made(folder, points, kind="notebook", notebook="chapter/page")


def page(pages: dict, name: str) -> str:
    return pages[f"sweeps/{name}.md"].decode()


def table(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ")]


def test_every_point_is_in_the_table_in_the_order_of_the_sweep_and_failed_ones_are_marked(tmp_path):
    text = page(gallery(function_sweep(tmp_path / "map")), "map")
    head, _, *rows = table(text)
    assert head == "| point | phi | law | seed | status | entropy | runs |"
    assert [row.split(" ")[1] for row in rows] == [str(place) for place in range(1, 13)]
    assert [place for place, row in enumerate(rows, 1) if "sweep-failed" in row] == [8]
    assert "phi must be small said" in rows[7]
    assert "12, 11 done, **1 failed**" in text and "`eta_D` = `1/2`" in text


def test_a_long_number_is_shown_to_six_digits_and_kept_whole_in_the_title():
    assert value("2.123456789012345678") == '<span title="2.123456789012345678">2.12346</span>'
    assert (value("0.25"), value("1/3"), value(12345678), value("tanh")) == ("0.25", "1/3", "12345678", "`tanh`")
    assert six_digits("1.23456789e-4000") == "1.23457e-4000" and six_digits("0.0000000") == "0"
    assert six_digits("100000000/3") == "3.33333e+07"


def test_what_is_no_number_is_not_taken_for_one():
    assert [number(each) for each in ("1/0", "nan", "inf", "0x10", "1_0", "", None, True, [1], "1e999", "- 1")] == [None] * 11
    assert (number("3/4"), number("-1.5e2"), number(7)) == (0.75, -150.0, 7.0)


def test_the_same_folder_gives_the_same_bytes(tmp_path):
    for made_sweep in (function_sweep(tmp_path / "a"), notebook_sweep(tmp_path / "b")):
        assert gallery(made_sweep) == gallery(made_sweep)


def test_pages_say_nothing_of_the_folder_that_holds_the_sweep(tmp_path):
    one, other = gallery(function_sweep(tmp_path / "here" / "map")), gallery(function_sweep(tmp_path / "there" / "map"))
    assert one == other


def test_the_numbers_of_a_plot_are_means_over_seeds_and_say_so(tmp_path):
    pages = gallery(function_sweep(tmp_path / "map"))
    rows = list(csv.DictReader(io.StringIO(pages["sweeps/map/plot-1.csv"].decode())))
    tanh = [row for row in rows if row["law"] == "tanh"]
    assert [(row["phi"], row["seeds"]) for row in tanh] == [("1/10", "2"), ("1/3", "2"), ("1/2", "2")]
    # seeds 1 and 2 are added to the denominator: the mean adds 3/2, and half their distance is the standard error
    assert [float(row["entropy"]) for row in tanh] == pytest.approx([n + 1.5 + float(TAIL) for n in (10, 3, 2)])
    assert [float(row["standard error"]) for row in tanh] == pytest.approx([0.5] * 3)
    alone = next(row for row in rows if row["law"] == STRANGE and row["phi"] == "1/10")
    assert (alone["entropy"], alone["seeds"]) == (f"11{TAIL}", "1")


def test_a_map_has_one_row_for_each_cell_and_names_its_words(tmp_path):
    points = [({"a": str(a), "b": f"1/{b}"}, {"phase": "rest" if a < b else "cycle"}) for a in (1, 2, 3) for b in (1, 2, 3)]
    wanted = [{"kind": "map", "x": "a", "y": "b", "value": "phase", "logy": True, "caption": "the phase"}]
    pages = gallery(made(tmp_path / "map", points[:-1], kind="function", function="m:f", plots=wanted))
    rows = list(csv.DictReader(io.StringIO(pages["sweeps/map/plot-1.csv"].decode())))
    assert [({"a": row["a"], "b": row["b"]}, {"phase": row["phase"]}) for row in rows] == points[:-1]
    assert "*Figure: the phase.*" in page(pages, "map")


def test_maps_that_share_words_share_their_colours_and_others_do_not():
    rows = [
        {"seen": "rest", "exact": "cycle", "fit": "good", "size": 1},
        {"seen": "rest", "exact": "rest", "fit": "bad", "size": 2},
    ]
    wanted = [{"kind": "map", "value": value} for value in ("seen", "exact", "fit", "size")]
    assert [plot["words"] for plot in plots.alike(wanted, rows)] == [["cycle", "rest"], ["cycle", "rest"], ["bad", "good"], []]


def test_parameters_varied_together_are_one_choice():
    rows = [{"p": p, "q": p + 1, "kappa": kappa, "y": p} for p in (1, 2) for kappa in (1, 2)]
    assert [(plot["x"], plot["lines"]) for plot in plots.asked([], ["p", "q", "kappa"], ["y"], rows)] == [("p", "kappa")]
    assert "each value" not in plots.drawn({"x": "kappa", "y": "y", "panels": "p"}, rows, ["p", "q", "kappa"]).caption
    assert "each value of `p`" in plots.drawn({"x": "kappa", "y": "y"}, rows, ["p", "q", "kappa"]).caption


def test_a_plot_of_what_no_point_recorded_is_said_to_be_missing(tmp_path):
    sweep = function_sweep(tmp_path / "map", plots=[{"y": "entropie", "x": "phi"}])
    assert "No point recorded `entropie`" in page(gallery(sweep), "map")


@pytest.mark.parametrize("varied", [["word"], ["seed"], ["n", "word", "m"], ["m", "n", "k", "word", "seed"]])
def test_the_usual_plots_can_be_drawn_whatever_is_varied(varied):
    values = {"word": ["_a", "b$"], "seed": [0, 1], "n": [1, 1000], "m": ["1/2", "1/3"], "k": [1, 2, 3]}
    rows = [{}]
    for name in varied:
        rows = [{**row, name: each} for row in rows for each in values[name]]
    rows = [{**row, "y": str(i), "text": "t", "list": [1], "none": None} for i, row in enumerate(rows)]
    wanted = plots.asked([], varied, ["y", "text", "list", "none"], rows)
    assert [plot["y"] for plot in wanted] == ([] if varied == ["word"] else ["y"])
    assert all(plots.drawn(plot, rows, varied).picture.startswith(b"\x89PNG") for plot in wanted)


@pytest.mark.parametrize("points", [[], [({"phi": "1/2"}, "it failed"), ({"phi": "1/3"}, "it failed too")]])
def test_without_points_and_with_none_but_failed_ones_there_is_a_page(tmp_path, points):
    text = page(gallery(made(tmp_path / "map", points, kind="function", function="m:f")), "map")
    assert text.count("sweep-failed") == len(points) and "plot-1" not in text
    assert ("There are no points." in text) is (not points)


def test_a_table_too_long_to_read_keeps_the_failed_points_and_says_what_it_leaves_out(tmp_path):
    points = [({"n": n}, {"y": n}) for n in range(2000)] + [({"n": 2000}, "it failed")]
    text = page(gallery(made(tmp_path / "map", points, kind="function", function="m:f")), "map")
    rows = table(text)[2:]
    assert len(rows) == MOST_ROWS and "it failed" in rows[-1] and rows[-1].startswith("| 2001 |")
    assert f"The table holds {MOST_ROWS} of 2001 points" in text


def test_a_text_in_code_is_longer_fenced_than_anything_in_it():
    assert code("a``b") == "```a``b```" and code("`") == "`` ` ``" and value("a|b") == r"`a\|b`" and code("") == "*empty*"


def test_links_of_a_notebook_lead_from_its_new_place_to_where_they_led():
    moved = {"executed/x.csv": "KEY/x.csv", "model.ipynb#top": "/chapter/model.ipynb#top", "../other/a.md": "/other/a.ipynb"}
    kept = ["https://e.org/x.md", "#here", "/sweeps/s.md"]
    for link, there in {**moved, **dict(zip(kept, kept, strict=True))}.items():
        assert linked(f"see [this]({link}).", "chapter", "KEY") == f"see [this]({there})."


def test_the_full_version_is_preferred_to_the_small_one_once_it_is_complete(tmp_path):
    folders = [function_sweep(tmp_path / name) for name in ("b.small", "a", "a.small", "a-b", "b-c.small", "c", "c.small", "d")]
    for folder in folders[-3], folders[-1]:
        table = folder / "table.jsonl"
        table.write_text(table.read_text().replace('"status": "done"', '"status": "missing"', 1))
    assert [folder.name for folder in preferred(folders)] == ["a", "a-b", "b-c.small", "b.small", "c.small", "d"]


def test_the_list_of_sweeps_says_for_each_what_it_asks_and_what_failed(tmp_path):
    text = overview([function_sweep(tmp_path / "b"), notebook_sweep(tmp_path / "a.small")]).decode()
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- [A sweep](a.md): What *changes*? 4 points, 3 done, **1 failed** (the small version)",
        "- [A sweep](b.md): What *changes*? 12 points, 11 done, **1 failed**",
    ]
    assert "toctree" not in overview([]).decode()


# The book.

class Read(html.parser.HTMLParser):
    """Links and pictures of a page, its text, and the titles of what is shown shortened."""

    def __init__(self, file: Path):
        super().__init__()
        self.targets, self.said, self.titles, self.classes = [], [], [], []
        self.feed(file.read_text())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.targets += [given[name] for name in ("href", "src") if given.get(name)]
        self.titles += [given["title"]] if tag == "span" and "title" in given else []
        self.classes += (given.get("class") or "").split()

    def handle_data(self, text):
        self.said.append(text)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A book of two sweeps and the pages their notebooks link to, without a warning."""
    where = Checkout(tmp_path_factory.mktemp("book"))
    real = checkout().reports
    shutil.copytree(real / "_static", where.reports / "_static")
    for file in ("conf.py", "references.bib"):
        shutil.copy(real / file, where.reports / file)
    contents = ["```{toctree}", "chapter/page", "chapter/other", "sweeps/index", "speed", "```", "", "```{bibliography}", "```"]
    (where.reports / "index.md").write_text("\n".join(["# Front", "", *contents]))
    for name, text in (("page", "# A page\n\n$$\nx\n$$ (eq-law)"), ("other", "# Other\n\n## There")):
        write(where.executed / f"chapter/{name}.ipynb", text)
    function_sweep(where.build / "sweeps/map", question="What about {cite:t}`CaoGuo2020` and $x$?", title="Maps & *more*")
    notebook_sweep(where.build / "sweeps/slopes.small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "generated", dict)
        return book.build(where)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text, id="one")]), file)


def test_the_book_of_sweeps_has_no_broken_link(built):
    for file in (built / "sweeps").rglob("*.html"):
        for target in Read(file).targets:
            parts = urlsplit(target)
            assert parts.netloc or not parts.path or (file.parent / unquote(parts.path)).is_file(), (file.name, target)


def test_strange_texts_are_shown_as_they_are(built):
    read = Read(built / "sweeps/map.html")
    said = " ".join("".join(read.said).split())
    assert said.count(STRANGE[:39] + "…") == 7  # once among the values, and in six rows
    assert f"phi must be small said {STRANGE}" in said.replace("“", '"').replace("”", '"')
    assert "Maps & *more*" in said
    assert {STRANGE, f"11{TAIL}"} <= set(read.titles)


def test_each_point_of_a_notebook_sweep_leads_to_its_notebook_and_back(built):
    read, points = Read(built / "sweeps/slopes.html"), sorted((built / "sweeps/slopes").glob("*.html"))
    assert len(points) == 4
    for point in points:
        assert f"slopes/{point.name}" in read.targets
        assert any(target.startswith("../slopes.html") for target in Read(point).targets)


def test_a_failed_notebook_shows_its_reason_and_the_hidden_cell_that_failed(built):
    failed = Read(built / f"sweeps/slopes/{key({'eta': '-1', 'n': 3})[:16]}.html")
    said = " ".join("".join(failed.said).split())
    assert all(text in said for text in ("eta must be positive, got -1", "ValueError", "glue()"))
    assert "after the failure" not in said
    assert "failed" not in "".join(Read(built / f"sweeps/slopes/{key({'eta': '1/5', 'n': 3})[:16]}.html").said)
