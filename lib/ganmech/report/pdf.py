"""The book as one PDF: through LaTeX where it is installed, otherwise printed by Chromium from one long page."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ganmech.project import Checkout
from ganmech.report import book

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

# Nothing of a browser's own traffic belongs to printing a local page.
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer --virtual-time-budget=60000"
).split()


class PdfUnavailable(RuntimeError):
    """No program that can make a PDF is installed, or the one there failed."""


def make_pdf(where: Checkout) -> Path:
    """Make build/book/ganmech.pdf. Raises PdfUnavailable and BookError."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if shutil.which("latexmk") and shutil.which("xelatex"):
        made = by_latex(where)
    elif browser:
        made = by_browser(where, browser)
    else:
        raise PdfUnavailable("a PDF needs either latexmk and xelatex (apt install latexmk texlive-xetex) or Chromium (apt install chromium)")
    return Path(shutil.copy(made, where.build / "book" / "ganmech.pdf"))


def by_latex(where: Checkout) -> Path:
    """Sphinx writes LaTeX, latexmk runs xelatex as often as it takes."""
    folder = book.build(where, "latex")
    run(["latexmk", "-xelatex", "-interaction=nonstopmode", "-quiet", "ganmech.tex"], folder)
    return folder / "ganmech.pdf"


def by_browser(where: Checkout, browser: str) -> Path:
    """Sphinx writes one long page, Chromium prints it once MathJax is done."""
    folder = book.build(where, "singlehtml")
    with tempfile.TemporaryDirectory(prefix="gm-") as profile:
        page, target = (folder / "index.html").as_uri(), folder / "ganmech.pdf"
        target.unlink(missing_ok=True)
        run([browser, *QUIET, f"--user-data-dir={profile}", f"--print-to-pdf={target}", page], folder)
    if not target.exists():
        raise PdfUnavailable(f"{browser} printed nothing")
    return target


def run(command: list[str], folder: Path) -> None:
    """Run a program; its last words become the error."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise PdfUnavailable(f"{command[0]} failed: {' '.join(last)}")
