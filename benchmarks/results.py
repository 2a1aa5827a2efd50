"""What was measured as one JSON file, from which the page of the book is made."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.growth import Scaling
from benchmarks.timing import Comparison


def write(file: Path, machine: dict, code: dict, subjects: Mapping, scalings: Sequence[Scaling], cores: Scaling) -> None:
    """``subjects``: title -> (workload, comparisons)."""
    found = {"code": code, "machine": machine, "subjects": [subject(title, *given) for title, given in subjects.items()],
             "scalings": [rounded(asdict(scaling)) for scaling in scalings], "cores": rounded(asdict(cores))}
    file.write_text(json.dumps(found, indent=1) + "\n")


def subject(title: str, workload: str, comparisons: Sequence[Comparison]) -> dict:
    rows = [rounded(asdict(row) | {"ratio": row.ratio}) for row in comparisons]
    return {"title": title, "workload": workload, "comparisons": rows}


def rounded(value):
    """Times mean nothing beyond four digits."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {name: rounded(entry) for name, entry in value.items()}
    return [rounded(entry) for entry in value] if isinstance(value, (list, tuple)) else value
