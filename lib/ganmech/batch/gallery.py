"""The pages of a sweep in the book, from its folder alone: the same results give the same bytes.

    sweeps/<name>.md                question, what was swept, plots, the executed notebooks at a glance, the table of all points
    sweeps/<name>/plot-1.png, .csv  each plot and its numbers
    sweeps/<name>/<key>.ipynb       the notebook of each point, failed ones too
    sweeps/<name>/table.csv, ...    what the folder offers for download
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ganmech.batch.gallery_cards import MOST_CARDS, cards
from ganmech.batch.gallery_notebook import page as notebook_page
from ganmech.batch.gallery_notebook import thumbnail
from ganmech.batch.gallery_sweep import SMALL, Point, Sweep, distinct, read
from ganmech.batch.gallery_table import MOST_ROWS, notebook, points_table, shown
from ganmech.batch.gallery_text import code, listed, plain
from ganmech.batch.plots import Plot, figured
from ganmech.batch.record import MISSING

DOWNLOADS = ("table.csv", "table.jsonl", "manifest.json")


def gallery(folder: Path) -> dict[str, bytes]:
    """Path in the book -> content, for the sweep of a folder with a manifest."""
    sweep = read(folder)
    figures, unknown = figured(sweep)
    pages = {f"sweeps/{sweep.name}/{file}": (sweep.folder / file).read_bytes() for file in DOWNLOADS}
    for count, plot in enumerate(figures, 1):
        pages[f"sweeps/{sweep.name}/plot-{count}.png"] = plot.picture
        pages[f"sweeps/{sweep.name}/plot-{count}.csv"] = plot.numbers.encode()
    linked = [point for _, point in shown(sweep) if notebook(sweep, point)]
    for point in linked:
        pages |= dict(notebook_page(sweep, point))
    pictures = {point.key: found for point in linked[:MOST_CARDS] if (found := thumbnail(sweep, point))}
    pages |= {f"sweeps/{sweep.name}/{key[:16]}.png": picture for key, picture in pictures.items()}
    pages[f"sweeps/{sweep.name}.md"] = page(sweep, figures, unknown, linked, pictures).encode()
    return pages


def overview(folders: Iterable[Path]) -> bytes:
    """sweeps/index.md, which lists the sweeps of these folders; there may be none."""
    sweeps = sorted((read(folder) for folder in folders), key=lambda sweep: sweep.name)
    lines = [f"- [{plain(sweep.title)}]({sweep.name}.md): {one_line(sweep)}" for sweep in sweeps]
    listing = ["```{toctree}", ":hidden:", ":maxdepth: 1", "", *(sweep.name for sweep in sweeps), "```"]
    head = "What changes with the parameters: each page is one program or notebook, run at many points, with what it recorded."
    none = "No sweep has been run here; `ganmech batch run SWEEP.toml` runs one."
    return "\n".join(["# Sweeps", "", head, "", *(lines or [none]), "", *(listing if sweeps else [])]).encode()


def preferred(folders: Iterable[Path]) -> list[Path]:
    """One folder a sweep: its full version where that has been run to its end, otherwise the small one, or what there is."""
    order = sorted(folders, key=lambda folder: (complete(folder) and not folder.name.endswith(SMALL), complete(folder), folder.name))
    return sorted({folder.name.removesuffix(SMALL): folder for folder in order}.values())


def complete(folder: Path) -> bool:
    """Whether every point has been computed."""
    return all(point.status != MISSING for point in read(folder).points)


def page(sweep: Sweep, figures: list[Plot], unknown: list[str], linked: list[Point], pictures: dict) -> str:
    """The page of the sweep."""
    sections = [f"# {plain(sweep.title)}", sweep.spec.get("question", "").strip(), facts(sweep)]
    if figures or unknown:
        sections += ["## What was recorded", *(figure(sweep, i, plot) for i, plot in enumerate(figures, 1)), *unknown]
    if pictures:
        sections += ["## Notebooks at a glance", cards(sweep, linked, pictures)]
    sections += ["## All points", *(reading(sweep, linked) if sweep.points else ["There are no points."])]
    return "\n\n".join(section for section in sections if section) + "\n"


def facts(sweep: Sweep) -> str:
    """What was swept, how many points are done, which version of the code did it, and the files."""
    varied = [f"{code(name)} = {listed(values(sweep, name))}" for name in sweep.varied]
    fixed = [f"{code(name)} = {listed(values(sweep, name))}" for name in sweep.parameters if name not in sweep.varied]
    entries = [("Varied", "; ".join(varied)), ("Fixed", "; ".join(fixed))]
    entries += [("Computed by", program(sweep)), ("Points", f"{len(sweep.points)}, {counts(sweep)}")]
    entries += [("Code", f"ganmech {plain(sweep.manifest['version'])}; its commit and the libraries are in the manifest")]
    entries += [("Files", ", ".join(f"{{download}}`{file} <{sweep.name}/{file}>`" for file in DOWNLOADS))]
    return "\n".join(f"- **{name}**: {text}" for name, text in entries if text)


def program(sweep: Sweep) -> str:
    """The notebook or the function."""
    if sweep.notebook:
        return f"the notebook [{plain(sweep.notebook)}](/{sweep.notebook}.ipynb)"
    module, _, function = sweep.spec.get("function", "").partition(":")
    return f"{{py:func}}`{module}.{function}`"


def counts(sweep: Sweep) -> str:
    """How many points are done, failed, neither."""
    done, failed, rest = len(sweep.done), len(sweep.failed), len(sweep.points) - len(sweep.done) - len(sweep.failed)
    told = [f"{done} done"] + ([f"**{failed} failed**"] if failed else []) + ([f"{rest} not run"] if rest else [])
    return ("all done" if done and done == len(sweep.points) else ", ".join(told)) + (" (the small version)" if sweep.small else "")


def one_line(sweep: Sweep) -> str:
    """The first sentence of the question, and the counts."""
    question = " ".join(sweep.spec.get("question", "").split())
    first = question.partition("? ")[0] + "?" if "? " in question else question
    return f"{first} {len(sweep.points)} points, {counts(sweep)}".strip()


def values(sweep: Sweep, name: str) -> list:
    """The values of a parameter, in the order in which they come."""
    return distinct(point.parameters[name] for point in sweep.points if name in point.parameters)


def figure(sweep: Sweep, count: int, plot: Plot) -> str:
    """One plot, its caption and its numbers."""
    place = f"{sweep.name}/plot-{count}"
    return f"![plot {count}]({place}.png)\n\n*Figure: {plot.caption}.*\n\n[data (CSV)]({place}.csv)"


def reading(sweep: Sweep, linked: list[Point]) -> list[str]:
    """How the table is read, and the table."""
    leads = "The number of a point leads to its notebook. " if linked else ""
    said = "A heading sorts. Long numbers are shown to six digits; table.csv has them all."
    return [" ".join([f"{leads}{said}", *left_out(sweep)]), points_table(sweep)]


def left_out(sweep: Sweep) -> list[str]:
    """A sentence where the table cannot hold all points."""
    if len(sweep.points) <= MOST_ROWS:
        return []
    return [f"The table holds {MOST_ROWS} of {len(sweep.points)} points, failed ones before others; the rest is in table.csv."]
