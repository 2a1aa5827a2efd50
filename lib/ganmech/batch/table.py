"""The table of a sweep: one row a point in the order of the spec, parameters, status, recorded values, and why it failed.

The same spec and code give the same bytes: no times, no machine; every number is the decimal text that was recorded.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ganmech.batch.points import Point
from ganmech.batch.record import MISSING, Record, write
from ganmech.batch.store import Store

STATUS, REASON = "status", "failure"


def rows(folder: Path) -> list[dict]:
    """The rows of a sweep that was run, from its folder."""
    return [json.loads(line) for line in (folder / "table.jsonl").read_text().splitlines()]


def of_points(points: Sequence[Point], records: Mapping[str, Record], defaults: Mapping) -> list[dict]:
    """Rows with the same columns; a point that has not been computed is `missing`."""
    parameters = list(dict.fromkeys(name for point in points for name in point.values))
    found = [records.get(point.key) for point in points]
    named = list(dict.fromkeys(name for record in found if record for name in record.values))
    return [row(point, record, parameters, named, defaults) for point, record in zip(points, found)]


def row(point: Point, record: Record | None, parameters: list[str], named: list[str], defaults: Mapping) -> dict:
    """One row. A recorded value that has the name of a parameter keeps apart as "<name> found"."""
    given = {name: point.values.get(name, defaults.get(name)) for name in parameters}
    status = record.status if record else MISSING
    headings = [f"{name} found" if name in (*parameters, STATUS, REASON) else name for name in named]
    values = [record.values.get(name) if record else None for name in named]
    reason = record.failure.sentence if record and record.failure else None
    return {**given, STATUS: status, **dict(zip(headings, values)), REASON: reason}


def write_tables(folder: Path, found: list[dict]) -> None:
    """table.csv and table.jsonl."""
    write(folder / "table.csv", as_csv(found))
    write(folder / "table.jsonl", "".join(json.dumps(each) + "\n" for each in found))


def as_csv(found: Iterable[dict]) -> str:
    """Comma-separated, a heading line first; what is not there is empty."""
    found, text = list(found), io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(found[0] if found else [])
    lines.writerows([cell(value) for value in each.values()] for each in found)
    return text.getvalue()


def cell(value) -> str:
    """A value as text; lists as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def write_parquet(folder: Path) -> Path:
    """table.parquet, every column as text so that no digit is lost. Raises ValueError without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise ValueError("parquet needs pyarrow: pip install -e '.[parquet]'") from None
    found = rows(folder)
    texts = [{name: None if value is None else cell(value) for name, value in line.items()} for line in found]
    columns = {name: pyarrow.array([line[name] for line in texts], pyarrow.string()) for name in (texts[0] if texts else [])}
    file = folder / "table.parquet"
    parquet.write_table(pyarrow.table(columns), file)
    return file


def gathered(store: Store, points: Sequence[Point], defaults: Mapping, records: Mapping[str, Record]) -> None:
    """Write the tables of a sweep."""
    write_tables(store.folder, of_points(points, records, defaults))
