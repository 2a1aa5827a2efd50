"""A small checkout with one notebook and one function, and sweeps of them run by the command line in processes of their own."""

import collections
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ganmech.batch.plan import Plan, plan
from ganmech.project import Checkout

SECONDS = 120      # how long a condition is waited for; only a test that fails waits so long

HEADER = "---\nkernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n\n# A page\n"

# Each run of a point leaves a line `x pid parent` outside the sweep; points from `waits` on wait for the gate to open.
STARTED = """
import os, time
from pathlib import Path

with open(os.environ["RAN"], "a") as ran:
    ran.write(f"{x} {os.getpid()} {os.getppid()}\\n")
while x >= waits and not Path(os.environ["GATE"]).exists():
    time.sleep(0.02)
"""
PARAMETERS = ':tags: [parameters]\n\nx: "nonnegative int" = 0  # which point\nwaits: int = 1000\n'
RECORDS = "from ganmech.report.recorded import record\nrecord(double=2 * x, half=x / 2)"
FUNCTION = f"""
def point(x: "nonnegative int", waits: int = 1000):
{textwrap.indent(STARTED, "    ")}
    return {{"double": 2 * x, "half": x / 2}}
"""


def page(*cells: str) -> str:
    """The text of a notebook with these code cells."""
    return HEADER + "".join(f"\n```{{code-cell}} ipython3\n{textwrap.dedent(cell).strip()}\n```\n" for cell in cells)


@dataclass
class Bench:
    """A checkout, a working folder with functions, and whatever processes run there, known by a mark in their environment."""

    root: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self):
        for folder in ("notebooks/chapter", "derivations/chapter", "lib/ganmech", "reports", "work"):
            (self.root / folder).mkdir(parents=True)
        for package in ("derivations", "derivations/chapter", "lib/ganmech"):
            (self.root / package / "__init__.py").write_text("")
        for file in ("requirements.lock", "pyproject.toml"):
            (self.root / file).write_text("")
        self.notebook(PARAMETERS, STARTED, RECORDS)
        self.module(FUNCTION)

    @property
    def where(self) -> Checkout:
        return Checkout(self.root)

    @property
    def work(self) -> Path:
        return self.root / "work"

    def notebook(self, *cells: str, name: str = "point") -> None:
        (self.root / f"notebooks/chapter/{name}.md").write_text(page(*cells), encoding="utf-8")

    def module(self, text: str, name: str = "swept") -> None:
        (self.work / f"{name}.py").write_text(text, encoding="utf-8")

    def spec(self, kind: str, tables: str, name: str = "sweep", subject: str = "") -> Path:
        """The file of a spec of the notebook or of the function."""
        subject = subject or {"notebook": "chapter/point", "function": "swept:point"}[kind]
        file = self.work / f"{name}.toml"
        file.write_text(f'name = "{name}"\nkind = "{kind}"\n{kind} = "{subject}"\n{tables}\n', encoding="utf-8")
        return file

    def plan(self, spec: Path, small: bool = False) -> Plan:
        return plan(spec, self.where, small)

    def folder(self, name: str = "sweep") -> Path:
        return self.root / "build/sweeps" / name

    def table(self, name: str = "sweep") -> str:
        return (self.folder(name) / "table.csv").read_text(encoding="utf-8")

    def manifest(self) -> dict:
        return json.loads((self.folder() / "manifest.json").read_text())

    def environment(self) -> dict[str, str]:
        own = {"GANMECH_CHECKOUT": self.root, "BENCH": self.mark, "RAN": self.root / "ran", "GATE": self.root / "gate"}
        threads = {"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1}
        return {**os.environ, **{name: str(value) for name, value in (own | threads).items()}}

    def start(self, command: str, *arguments, environment: dict[str, str] | None = None, **options) -> subprocess.Popen:
        """`ganmech batch COMMAND`, leading a process group of its own as in a terminal."""
        line = [sys.executable, "-m", "ganmech.cli", "batch", command, *map(str, arguments)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "encoding": "utf-8"}
        environment = self.environment() | (environment or {})
        return subprocess.Popen(line, env=environment, cwd=self.work, start_new_session=True, **streams, **options)

    def batch(self, command: str, *arguments, **options) -> subprocess.CompletedProcess:
        return self.end(self.start(command, *arguments, **options))

    def end(self, process: subprocess.Popen) -> subprocess.CompletedProcess:
        """Wait for its end."""
        out, err = process.communicate(timeout=SECONDS)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def ran(self) -> list[tuple[int, int, int]]:
        """(x, process, its parent) of every run of a point."""
        file = self.root / "ran"
        return [tuple(map(int, line.split())) for line in file.read_text().splitlines()] if file.exists() else []

    def times(self) -> dict[int, int]:
        """How often each point ran."""
        return dict(collections.Counter(x for x, _, _ in self.ran()))

    def open(self) -> None:
        (self.root / "gate").touch()

    def until_running(self, *points: int, spec: Path) -> None:
        """Until these points run, and all that come before the first of them are done."""
        plan = self.plan(spec)
        before = {point.key for point in plan.points if point.values["x"] < min(points)}
        until(lambda: set(points) <= self.times().keys() and before <= plan.records().keys())

    def processes(self) -> dict[int, str]:
        """Process id -> command line of all that were started here, also indirectly."""
        found = {}
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if f"BENCH={self.mark}".encode() in (place / "environ").read_bytes().split(b"\0"):
                    found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                pass
        return found

    def until_none_is_left(self) -> None:
        until(lambda: not self.processes())


def until(condition) -> None:
    """Wait for a condition."""
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < SECONDS, "the condition did not come about"
        time.sleep(0.05)


@pytest.fixture
def bench(tmp_path, monkeypatch):
    found = Bench(tmp_path / "checkout")
    monkeypatch.chdir(found.work)
    yield found
    for module in found.work.glob("*.py"):      # of that name there will be another
        sys.modules.pop(module.stem, None)
    for pid in found.processes():
        os.kill(pid, signal.SIGKILL)


def expected(points, waits: str = "") -> str:
    """The table of the notebook and of the function here, all done."""
    return f"{'waits,' if waits else ''}x,status,double,half,failure\n" + "".join(
        f"{waits and f'{waits},'}{x},done,{2 * x},{x / 2},\n" for x in points
    )
