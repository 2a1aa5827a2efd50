"""The page on speed, from reports/benchmarks.json alone: the same measurements give the same bytes.

    speed.md            the machine, ratios by subject with their bounds, how costs grow with fitted exponents
    speed/<key>.png     the cost against the size, for each question
    speed/<key>.csv     the points drawn there
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ganmech.batch.gallery_text import plain
from ganmech.project import Checkout
from ganmech.report.figures import table
from ganmech.report.speed_fit import exponent
from ganmech.report.speed_plot import drawn

FILE = "benchmarks.json"
TITLE = "# How fast is it?"
MISSING = f"""\
{TITLE}

Nothing has been measured yet. `make bench` measures how long the numbers take, best on a machine that does nothing else, and
writes `reports/{FILE}`; this page is made from it.
"""
INTRODUCTION = """\
Fast routes have plain twins, kept because they are easy to read and to trust. Here the two are timed in turn in one run and the
best round of each counts, so that a ratio means the same on a slow machine as on a fast one; times are for orientation, on the
machine described. A bound is what a ratio should not exceed. `make bench` measures everything again and writes
{{download}}`{file}`, from which this page is made."""
GROWTH = """\
The exponent is the slope of the logarithm of the cost against that of the size over the upper half of the sizes, with its
standard error; dashed in the figures. What a call costs once flattens a curve at its left end."""


def pages(where: Checkout) -> dict[str, bytes]:
    """Path in the book -> content; without measurements one page that says how to make them."""
    file = where.reports / FILE
    if not file.is_file():
        return {"speed.md": MISSING.encode()}
    found = json.loads(file.read_text())
    kept = {"speed.md": page(found).encode()}
    for scaling in found["scalings"]:
        kept[f"speed/{scaling['key']}.png"] = drawn(scaling)
        kept[f"speed/{scaling['key']}.csv"] = numbers(scaling).encode()
    return kept


def page(found: Mapping) -> str:
    """The whole page as Markdown."""
    parts = [TITLE, INTRODUCTION.format(file=FILE), met(found["subjects"]), "## On which machine?", machine(found)]
    parts += ["## What does each route gain?", *map(subject, found["subjects"])]
    parts += ["## How do costs grow?", GROWTH, *map(growth, found["scalings"]), cores(found["cores"])]
    return "\n\n".join(parts) + "\n"


def met(subjects: Iterable[Mapping]) -> str:
    """How many bounds there are, and which are missed."""
    bounded = [row for subject in subjects for row in subject["comparisons"] if row["at_most"] is not None]
    missed = [row for row in bounded if not kept(row)]
    told = f"{len(bounded) - len(missed)} of {len(bounded)} bounds are met"
    return f"{told}; missed: {'; '.join(plain(row['name']) for row in missed)}." if missed else f"{told}."


def kept(row: Mapping) -> bool:
    return row["ratio"] <= row["at_most"]


def machine(found: Mapping) -> str:
    """A list."""
    given, code = found["machine"], found["code"]
    libraries = ", ".join(f"{plain(name)} {plain(version or 'not installed')}" for name, version in given["libraries"].items())
    threads = ", ".join(f"`{name}` {plain(value or 'not set')}" for name, value in given["threads"].items())
    entries = {"Processor": f"{plain(given['processor'])}, {given['cores']} cores", "Memory": memory(given["memory"]),
               "System": f"{plain(given['system'])}, Python {plain(given['Python'])}", "Libraries": libraries,
               "Threads": threads, "Load before the run": "unknown" if given["load"] is None else f"{given['load']:g}",
               "Code": f"ganmech {plain(code['version'])}, commit {commit(code['commit'])}"}
    return "\n".join(f"- **{name}**: {text}" for name, text in entries.items())


def commit(name: str | None) -> str:
    return plain(name or "unknown").replace("-dirty", " with changes")


def memory(size: float | None) -> str:
    return "unknown" if size is None else f"{size:g} GiB"


def subject(found: Mapping) -> str:
    """What is computed and where that comes from, and its ratios."""
    head = ["what", "per value", "against", "per value", "ratio", "at most"]
    body = rows(head, map(comparison, found["comparisons"]))
    return "\n\n".join([f"### {plain(found['title'])}", plain(found["workload"]), body])


def comparison(row: Mapping) -> Iterator[str]:
    yield plain(row["name"])
    yield time(row["seconds"])
    yield plain(row["against"])
    yield time(row["seconds_against"])
    yield f"{row['ratio']:.3g} ({gain(1 / row['ratio'])})"
    yield "" if row["at_most"] is None else f"{row['at_most']:.3g} {badge(kept(row))}"


def badge(good: bool) -> str:
    return '<span class="verdict proved">met</span>' if good else '<span class="verdict refuted">missed</span>'


def gain(factor: float) -> str:
    return f"{digits(factor)} times faster" if factor >= 1 else f"{digits(1 / factor)} times slower"


def growth(scaling: Mapping) -> str:
    """One question, the figure that answers it, and the exponents."""
    place = f"speed/{scaling['key']}"
    head = ["what", plain(scaling["size"]), plain(scaling["cost"]), "exponent", "twice the size costs"]
    figure = f"![{plain(scaling['question'])}]({place}.png)\n\n[data (CSV)]({place}.csv)"
    return "\n\n".join([f"### {plain(scaling['question'])}", plain(scaling["about"]), figure,
                        rows(head, (grown(series) for series in scaling["series"]))])


def grown(series: Mapping) -> Iterator[str]:
    sizes, seconds = series["sizes"], series["seconds"]
    slope, error = exponent(sizes, seconds)
    yield plain(series["name"])
    yield f"{sizes[0]} to {sizes[-1]}"
    yield f"{time(seconds[0])} to {time(seconds[-1])}"
    yield f"{slope:.2f} ± {error:.2f}"
    yield f"{2**slope:.2f} times as much"


def cores(found: Mapping) -> str:
    """What more processes gain, in a table."""
    head = ["what", *(f"{size} process{'es' if size > 1 else ''}" for size in found["series"][0]["sizes"])]
    body = ([plain(series["name"]), *shared(series["seconds"])] for series in found["series"])
    return "\n\n".join([f"### {plain(found['question'])}", plain(found["about"]), rows(head, body)])


def shared(seconds: Sequence[float]) -> list[str]:
    return [time(seconds[0]), *(f"{time(each)} ({gain(seconds[0] / each)})" for each in seconds[1:])]


def rows(head: Sequence[str], body: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *body])


def time(seconds: float) -> str:
    """Three digits and a unit."""
    unit, size = next(((unit, size) for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)) if seconds >= size), ("ns", 1e-9))
    return f"{digits(seconds / size)} {unit}"


def digits(number: float) -> str:
    """Three of them, and zeros before an exponent."""
    return f"{float(f'{number:.3g}'):,g}"


def numbers(scaling: Mapping) -> str:
    """The points of one figure, as CSV."""
    points = [(series["name"], *point) for series in scaling["series"] for point in zip(series["sizes"], series["seconds"])]
    names, sizes, seconds = zip(*points)
    return table({"what": list(names), scaling["size"]: list(sizes), scaling["cost"]: list(seconds)})
