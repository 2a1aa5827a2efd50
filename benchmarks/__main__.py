"""`python -m benchmarks` prints the tables; exit code 1 if a ratio exceeds its bound."""

import sys

from rich.console import Console
from rich.table import Table

from benchmarks import complexity, log_determinant, particle_gan, sgd_as_sde, solvable_gan

SUBJECTS = {"Log-determinant exponent": log_determinant, "Complexity": complexity, "Solvable GAN": solvable_gan,
            "Particle GAN": particle_gan, "SGD as SDE": sgd_as_sde}


def main() -> int:
    return 0 if all([met(title, subject.comparisons()) for title, subject in SUBJECTS.items()]) else 1


def met(title: str, found: list) -> bool:
    """Print the table; whether every bound is kept."""
    table = Table("what", "per value", "against", "per value", "ratio", "at most", title=title)
    for row in found:
        bound = "" if row.at_most is None else f"{row.at_most:g}" + ("" if row.met else "  MISSED")
        table.add_row(row.name, f"{row.seconds * 1e6:.2f} us", row.against, f"{row.seconds_against * 1e6:.2f} us",
                      f"{row.ratio:.2g} (1/{1 / row.ratio:.3g})", bound)
    Console(width=150).print(table)
    return all(row.met for row in found)


if __name__ == "__main__":
    sys.exit(main())
