"""`python -m benchmarks` prints the tables; exit code 1 if a ratio exceeds its bound.

With names, `python -m benchmarks batch scaling`, only those. A complete run writes reports/benchmarks.json, from which the book
makes its page on speed.
"""

import argparse
import sys

from rich.console import Console
from rich.table import Table

from benchmarks import (batch, complexity, imports, log_determinant, machine, particle_gan, results, scaling, sgd_as_sde,
                        solvable_gan)
from benchmarks.growth import Scaling
from benchmarks.timing import Comparison
from ganmech.project import checkout
from ganmech.report.speed_fit import exponent

SUBJECTS = {"log_determinant": ("Log-determinant exponent", log_determinant), "complexity": ("Complexity", complexity),
            "solvable_gan": ("Solvable GAN", solvable_gan), "particle_gan": ("Particle GAN", particle_gan),
            "sgd_as_sde": ("SGD as SDE", sgd_as_sde), "batch": ("Sweeps", batch), "imports": ("Imports", imports)}
SCALING = "scaling"
CONSOLE = Console(width=150)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios of running times, and how costs grow.")
    parser.add_argument("subject", nargs="*", help=f"any of {', '.join([*SUBJECTS, SCALING])}; none: all, written to reports")
    asked = parser.parse_args(arguments).subject
    if unknown := set(asked) - {*SUBJECTS, SCALING}:
        parser.error(f"subject must be one of {', '.join([*SUBJECTS, SCALING])}, got {', '.join(sorted(unknown))}")
    return run(asked)


def run(asked: list[str]) -> int:
    """Measure what is asked for, everything if nothing is. The machine is asked for its load, and for the commit, before."""
    where = checkout()
    before = machine.machine(), machine.code(where.root)
    found = {title: (module.WORKLOAD, shown(title, module.comparisons()))
             for name, (title, module) in SUBJECTS.items() if not asked or name in asked}
    growing = grown() if not asked or SCALING in asked else None
    if not asked:
        results.write(where.reports / "benchmarks.json", *before, found, *growing)
    return 0 if all(row.met for _, rows in found.values() for row in rows) else 1


def shown(title: str, found: list[Comparison]) -> list[Comparison]:
    """Print the table."""
    table = Table("what", "per value", "against", "per value", "ratio", "at most", title=title)
    for row in found:
        bound = "" if row.at_most is None else f"{row.at_most:.3g}" + ("" if row.met else "  MISSED")
        table.add_row(row.name, f"{row.seconds * 1e6:.2f} us", row.against, f"{row.seconds_against * 1e6:.2f} us",
                      f"{row.ratio:.2g} (1/{1 / row.ratio:.3g})", bound)
    CONSOLE.print(table)
    return found


def grown() -> tuple[list[Scaling], Scaling]:
    """Measure and print how costs grow."""
    found, cores = scaling.scalings(), scaling.cores()
    table = Table("what", "size", "from", "to", "exponent", title="Scaling")
    for one in found:
        for series in one.series:
            slope, error = exponent(series.sizes, series.seconds)
            table.add_row(series.name, one.size, f"{series.sizes[0]}: {series.seconds[0] * 1e6:.4g} us",
                          f"{series.sizes[-1]}: {series.seconds[-1] * 1e6:.4g} us", f"{slope:.2f} +- {error:.2f}")
    for series in cores.series:
        table.add_row(series.name, cores.size, *(f"{size}: {time:.3g} s" for size, time in zip(series.sizes, series.seconds)))
    CONSOLE.print(table)
    return found, cores


if __name__ == "__main__":
    sys.exit(main())
