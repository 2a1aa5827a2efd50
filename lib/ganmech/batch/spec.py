"""What a sweep asks for, read from TOML; all that is wrong with it is said at once.

    name = "collapse"
    notebook = "particle_gan/collapse_diagram"      # or kind = "function", function = "module:name"
    timeout = 600                                   # seconds a point
    memory = "2 GB"                                 # a point
    seeds = 3                                       # 0, 1, 2 for the parameter `seed`; or a list
    [fixed]
    steps = 2500
    [grid]                                          # all combinations
    phi = ["0", "1/10"]
    [zip]                                           # varied together
    p = [2, 3]
    q = [2, 3]
    [[points]]                                      # single ones besides
    phi = "1/3"
    [small.grid]                                    # in place of [grid] in the small version; also small.seeds and the like
    phi = ["0"]

A number in quotes is exact, "1/3"; one without is taken as the decimal that stands there.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt, PositiveInt, ValidationError, field_validator,
    model_validator,
)

UNITS = {"kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
LEAST_MEMORY = 400 * 10**6      # below it a kernel with the libraries does not start
SMALL = ("fixed", "grid", "zip", "points", "seeds", "timeout", "memory")


class BadSweep(ValueError):
    """A spec is wrong; the message has one line for each reason. `rest` is what there is without the entries that are wrong."""

    def __init__(self, source: str, reasons: list[str], rest: Sweep | None = None):
        head = f"{source} is wrong in {len(reasons)} place{'s' * (len(reasons) > 1)}:"
        super().__init__("\n  ".join([head, *reasons]))
        self.reasons, self.rest = reasons, rest


class Written(str):
    """A decimal number as it stands in the file: no digit is lost on the way through a float."""


def size(value) -> int:
    """Bytes, from "2 GB" or a whole number."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) *([kMG]B|[KMG]iB)", value) if isinstance(value, str) else None
    bytes_asked = int(float(found[1]) * UNITS[found[2]]) if found else value
    if not isinstance(bytes_asked, int) or isinstance(bytes_asked, bool) or bytes_asked < LEAST_MEMORY:
        raise ValueError(f"must be at least 400 MB, written as '2 GB' or '512 MiB', got {value!r}")
    return bytes_asked


class Plot(BaseModel):
    """One plot of the gallery: a recorded value against a parameter, as lines or as a map."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["lines", "map"] = "lines"
    x: str
    y: str
    value: str = ""
    lines: str = ""
    panels: str = ""
    logx: bool = False
    logy: bool = False
    log: bool = False      # colours of a map
    caption: str = ""


class Slurm(BaseModel):
    """What a SLURM job asks for; handed to dask-jobqueue."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    jobs: PositiveInt = 1
    cores: PositiveInt = 1
    memory: Annotated[int, BeforeValidator(size)] = 4 * 10**9
    walltime: Annotated[str, Field(pattern=r"^(\d+-)?\d{1,2}:\d{2}:\d{2}$")] = "01:00:00"
    queue: str | None = None
    account: str | None = None
    directives: list[str] = []
    prologue: list[str] = []


class Sweep(BaseModel):
    """A whole spec."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,79}$")]
    title: str = ""
    question: str = ""
    kind: Literal["notebook", "function"] = "notebook"
    notebook: str = ""
    function: Annotated[str, Field(pattern=r"^([A-Za-z_][\w.]*:[A-Za-z_]\w*)?$")] = ""
    timeout: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    memory: Annotated[int, BeforeValidator(size)] | None = None
    seeds: PositiveInt | list[NonNegativeInt] = []
    fixed: dict[str, Any] = {}
    grid: dict[str, list] = {}
    zip: dict[str, list] = {}
    points: list[dict[str, Any]] = []
    plots: list[Plot] = []
    slurm: Slurm = Slurm()
    small: dict[str, Any] = {}

    @field_validator("name")
    @classmethod
    def is_free(cls, name: str) -> str:
        if name == "index":
            raise ValueError("must not be index, the page of all sweeps")
        return name

    @model_validator(mode="after")
    def names_its_subject(self):
        given = {"notebook": self.notebook, "function": self.function}
        other = "function" if self.kind == "notebook" else "notebook"
        if not given[self.kind] or given[other]:
            raise ValueError(f"{self.kind} must be named, and no {other}, when kind is {self.kind}")
        return self

    @property
    def subject(self) -> str:
        """The notebook or the function that is swept."""
        return self.notebook or self.function


def read(file: Path, small: bool = False) -> Sweep:
    """The sweep of a file, or its small version. Raises BadSweep."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Written)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadSweep(str(file), [f"it must be a file in TOML: {wrong}"]) from None
    if small:
        found = smaller(str(file), found)
    return checked(str(file), found)


def smaller(source: str, found: dict) -> dict:
    """The spec with the tables under `small` in place of those above. Raises BadSweep."""
    small = found.get("small")
    if not isinstance(small, dict) or not small:
        raise BadSweep(source, ["small must be a table such as [small.grid] for a small version"])
    return {**found, **small, "small": {}}


def checked(source: str, found: dict) -> Sweep:
    """A sweep from a dictionary. Raises BadSweep."""
    small = found.get("small", {})
    unknown = [name for name in small if name not in SMALL] if isinstance(small, dict) else []
    reasons = [f"small.{name} is unknown; there are: {', '.join(SMALL)}" for name in unknown]
    try:
        sweep = Sweep(**found)
    except ValidationError as wrong:
        bad = {error["loc"][0] for error in wrong.errors() if error["loc"]}
        raise BadSweep(source, [*map(said, wrong.errors()), *reasons], without(found, bad)) from None
    if reasons:
        raise BadSweep(source, reasons, sweep)
    return sweep


def without(found: dict, bad: set) -> Sweep | None:
    """The sweep of the other entries, so that what is wrong with its points can be said too; None if they are none."""
    try:
        return Sweep(**{"name": "unnamed", **{name: value for name, value in found.items() if name not in bad}})
    except ValidationError:
        return None


def said(error: dict) -> str:
    """One error of pydantic's as a sentence that names the entry."""
    place = ".".join(str(part) for part in error["loc"] if part not in ("list[constrained-int]", "constrained-int"))
    message = error["msg"].removeprefix("Value error, ")
    got = "" if error["type"] in ("value_error", "missing", "extra_forbidden") else f", got {str(error['input'])[:60]!r}"
    message = {"missing": "is missing", "extra_forbidden": "is unknown"}.get(error["type"], message[:1].lower() + message[1:])
    return f"{place} {message}{got}" if place else message
