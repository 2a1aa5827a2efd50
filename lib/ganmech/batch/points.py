"""The points of a sweep: every combination, each value in the type its parameter asks for, all errors at once."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ganmech.batch.spec import Sweep, Written
from ganmech.batch.subject import Subject
from ganmech.report.parameter_types import BadParameters, check_name, value

SEED = "seed"
MOST_POINTS = 10**6


@dataclass(frozen=True)
class Point:
    """The values that the spec gives one point, the rest being at the subject's defaults, and its key."""

    values: Mapping
    key: str


class BadPoints(ValueError):
    """Some points cannot be; `reasons` has one sentence each."""

    def __init__(self, reasons: list[str]):
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def points(sweep: Sweep, subject: Subject) -> list[Point]:
    """All points, in the order written. Raises BadPoints."""
    misshapen = list(shape(sweep))
    typed, wrong = converted(sweep, subject)
    rows = [] if misshapen else list(combined(typed))
    if reasons := [*misshapen, *names(sweep, subject), *wrong, *missing(rows, subject), *duplicates(rows)]:
        raise BadPoints(reasons)
    return [Point(row, subject.key(row)) for row in rows]


def shape(sweep: Sweep) -> Iterator[str]:
    """What is wrong whatever the subject is."""
    lengths = {name: len(values) for name, values in sweep.zip.items()}
    if len(set(lengths.values())) > 1:
        yield f"zip must have lists of one length, got {', '.join(f'{name}: {n}' for name, n in lengths.items())}"
    for table in ("grid", "zip"):
        yield from (f"{table}.{name} must not be empty" for name, values in getattr(sweep, table).items() if not values)
    tables = {"fixed": sweep.fixed, "grid": sweep.grid, "zip": sweep.zip, "seeds": {SEED: 1} if seeds(sweep) else {}}
    for (one, first), (other, second) in itertools.combinations(tables.items(), 2):
        yield from (f"{name} is given twice, in {one} and in {other}" for name in first if name in second)
    total = len(seeds(sweep) or [0])
    for values in (*sweep.grid.values(), next(iter(sweep.zip.values()), [0])):
        total *= len(values)
    if total > MOST_POINTS:
        yield f"a sweep must have at most {MOST_POINTS} points, got {total}"


def seeds(sweep: Sweep) -> list[int]:
    """The values of the parameter `seed`."""
    return list(range(sweep.seeds)) if isinstance(sweep.seeds, int) else list(sweep.seeds)


def names(sweep: Sweep, subject: Subject) -> Iterator[str]:
    """Names that no parameter has."""
    given = [*sweep.fixed, *sweep.grid, *sweep.zip, *([SEED] if seeds(sweep) else []), *itertools.chain(*sweep.points)]
    for name in dict.fromkeys(given):
        try:
            check_name(name, subject.parameters)
        except BadParameters as wrong:
            yield str(wrong)


def converted(sweep: Sweep, subject: Subject) -> tuple[dict, list[str]]:
    """The tables with every value in its type, or as text where it has none, and what is wrong with values."""
    reasons = []

    def typed(name: str, given):
        if name not in subject.parameters:
            return text(given)
        try:
            return of_type(name, given, subject)
        except ValueError as wrong:
            reasons.append(str(wrong))
            return text(given)

    tables = {
        "fixed": {name: typed(name, given) for name, given in sweep.fixed.items()},
        "grid": {name: [typed(name, given) for given in values] for name, values in sweep.grid.items()},
        "zip": {name: [typed(name, given) for given in values] for name, values in sweep.zip.items()},
        "seeds": [typed(SEED, seed) for seed in seeds(sweep)],
        "points": [{name: typed(name, given) for name, given in point.items()} for point in sweep.points],
    }
    return tables, list(dict.fromkeys(reasons))


def of_type(name: str, given, subject: Subject):
    """One value of the spec in the type of its parameter. Raises BadParameters."""
    found = value(name, text(given), dict(subject.parameters))
    try:
        json.dumps(found, sort_keys=True)
    except (TypeError, ValueError):
        raise BadParameters(f"{name} must hold numbers, texts, lists and tables only, got {text(given)!r}") from None
    return found


def text(given) -> str:
    """A value of TOML as a reader would type it."""
    if isinstance(given, bool):
        return "true" if given else "false"
    return repr(plain(given)) if isinstance(given, (list, dict)) else str(given)


def plain(given):
    """Lists and tables with decimal numbers as floats: inside them nothing says that they are exact."""
    if isinstance(given, list):
        return [plain(each) for each in given]
    if isinstance(given, dict):
        return {name: plain(each) for name, each in given.items()}
    return float(given) if isinstance(given, Written) else given


def combined(tables: dict) -> Iterator[dict]:
    """Grid times rows of zip times seeds, then the single points, each with what is fixed."""
    grid = [dict(zip(tables["grid"], values)) for values in itertools.product(*tables["grid"].values())]
    rows = [dict(zip(tables["zip"], values)) for values in zip(*tables["zip"].values())] or [{}]
    seeded = [{SEED: seed} for seed in tables["seeds"]] or [{}]
    if tables["grid"] or tables["zip"] or tables["seeds"] or not tables["points"]:
        yield from ({**tables["fixed"], **a, **b, **c} for a, b, c in itertools.product(grid, rows, seeded))
    for point in tables["points"]:
        yield from ({**tables["fixed"], **seed, **point} for seed in ([{}] if SEED in point else seeded))


def missing(rows: list[dict], subject: Subject) -> Iterator[str]:
    """Parameters without a default that some point does not give."""
    lacking = dict.fromkeys(name for row in rows for name in sorted(subject.required - row.keys()))
    yield from (f"{name} must be given, it has no default" for name in lacking)


def duplicates(rows: list[dict]) -> Iterator[str]:
    """Points that stand there more than once."""
    seen, told = set(), set()
    for row in rows:
        mark = json.dumps(row, sort_keys=True)
        if mark in seen and mark not in told:
            told.add(mark)
            yield f"point {label(row)} stands there more than once"
        seen.add(mark)


def label(values: Mapping) -> str:
    """The values in one line."""
    return ", ".join(f"{name}={value}" for name, value in values.items()) or "defaults"
