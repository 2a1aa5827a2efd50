"""What it costs to start: packages imported in a fresh process, against SymPy, which they load only when it is needed."""

import subprocess
import sys

import ganmech
from benchmarks.timing import Comparison, compare

CHAPTERS = ", ".join(f"ganmech.{chapter}" for chapter in ganmech.CHAPTERS)

WORKLOAD = """\
What a script or a command waits for before it computes anything: a fresh Python process, its start included, against \
one that imports SymPy, which the packages load only when it is needed."""


def comparisons() -> list[Comparison]:
    """Times of a process that imports, its start included."""
    return [against_sympy("import ganmech", "import ganmech"), against_sympy("import of all chapters", f"import {CHAPTERS}"),
            against_sympy("ganmech value --help", "import sys; sys.argv[1:] = ['value', '--help']; import ganmech.cli; "
                          "ganmech.cli.main()", at_most=1)]


def against_sympy(name: str, code: str, at_most: float = 0.25) -> Comparison:
    return compare(name, lambda: in_a_process(code), 1, "import sympy", lambda: in_a_process("import sympy"), 1, at_most)


def in_a_process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
