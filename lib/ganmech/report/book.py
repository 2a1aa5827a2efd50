"""The book: its sources assembled under build/book/source, and Sphinx over them, warnings as errors.

Only files whose content changed are written, so Sphinx reads again only those pages. If the build fails its state is
thrown away: warnings of pages that were already read would otherwise be silent the next time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

from ganmech.project import Checkout
from ganmech.report.lock import locked
from ganmech.report.pages import generated
from ganmech.report.parallel import PROCESSES

MATHJAX = "static/mathjax/tex-svg.js"


class BookError(RuntimeError):
    """Sphinx found something wrong; the message is what it said."""


def assemble(where: Checkout) -> Path:
    """Collect the sources of the book in one folder and return it."""
    wanted = {**configuration(where), **executed(where), **sweeps(where), **speed(where)}
    wanted |= {"_static/tex-svg.js": mathjax().read_bytes()} | {path: text.encode() for path, text in generated().items()}
    source = where.build / "book" / "source"
    for path, content in wanted.items():
        write(source / path, content)
    for path in source.rglob("*"):
        if path.is_file() and path.relative_to(source).as_posix() not in wanted:
            path.unlink()
    return source


def configuration(where: Checkout) -> dict[str, bytes]:
    """Everything in reports/ but the executed notebooks, which are taken from the build."""
    kept = [p for p in where.reports.rglob("*") if p.is_file() and where.published not in p.parents and p.suffix != ".pyc"]
    return {p.relative_to(where.reports).as_posix(): p.read_bytes() for p in kept}


def executed(where: Checkout) -> dict[str, bytes]:
    """Executed notebooks and their data."""
    wanted = [p for p in where.executed.rglob("*") if p.suffix in (".ipynb", ".csv", ".png")]
    shown = [p for p in wanted if not p.name.endswith(".failed.ipynb") and "/." not in p.relative_to(where.build).as_posix()]
    return {p.relative_to(where.executed).as_posix(): p.read_bytes() for p in shown}


def sweeps(where: Checkout) -> dict[str, bytes]:
    """The pages of the sweeps that were run here, and the list of them."""
    from ganmech.batch.gallery import gallery, overview, preferred

    folders = preferred(manifest.parent for manifest in where.build.glob("sweeps/*/manifest.json"))
    pages = {path: content for folder in folders for path, content in gallery(folder).items()}
    return {**pages, "sweeps/index.md": overview(folders)}


def speed(where: Checkout) -> dict[str, bytes]:
    """The page on speed."""
    from ganmech.report.speed import pages

    return pages(where)


def mathjax() -> Path:
    """MathJax 3 in one file, from the wheel that carries it; its folder has hyphens, so it cannot be imported."""
    found = next(file for file in files("sphinx-mathjax-offline") if file.as_posix().endswith(MATHJAX))
    return Path(found.locate())


def write(path: Path, content: bytes) -> None:
    """Write a file unless it already says so."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def build(where: Checkout, builder: str = "html", *options: str) -> Path:
    """Build the book and return its folder. Raises BookError with the warnings."""
    with locked(where.build / "book.lock"):
        return sphinx(where, builder, *options)


def sphinx(where: Checkout, builder: str, *options: str) -> Path:
    """Assemble the sources and run Sphinx over them."""
    source, target = assemble(where), where.build / "book" / builder
    state = where.build / "book" / f"state-{builder}"
    colour = "--color" if sys.stderr.isatty() else "--no-color"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", str(PROCESSES), colour]
    done = subprocess.run([*command, "-b", builder, "-d", state, *options, source, target], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(state, ignore_errors=True)
        raise BookError((done.stderr or done.stdout).strip().replace(f"{source}/", ""))
    return target
