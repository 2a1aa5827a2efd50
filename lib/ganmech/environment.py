"""environment.yml is written from pyproject.toml: `python -m ganmech.environment`.

Names that conda-forge certainly has go under conda, every other requirement in one pip section, so that a name nobody
has checked is never asked of conda.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from ganmech.project import checkout

ON_CONDA_FORGE = frozenset(
    "sympy mpmath python-flint gmpy2 numpy scipy matplotlib pillow ipykernel jupyterlab jupytext papermill typer rich sphinx "
    "myst-nb sphinx-book-theme sphinx-design sphinxcontrib-bibtex pydantic numba distributed dask-jobqueue pyarrow "
    "pytest pytest-xdist hypothesis".split()
)

HEADER = """\
# Written by `make environment` from pyproject.toml; a test compares the two. Change pyproject.toml, not this file.
# It has not been solved by conda. The versions the results were made with are in requirements.lock.
"""


def environment_yml(pyproject: Path) -> str:
    """The text of environment.yml for one pyproject.toml."""
    project = tomllib.loads(pyproject.read_text())["project"]
    conda, pip = split(requirements(project))
    lines = [f"name: {project['name']}", "channels:", "  - conda-forge", "  - nodefaults", "dependencies:"]
    lines += [f"  - python{project['requires-python']}", "  - pip"]
    lines += [f"  - {requirement}" for requirement in conda]
    lines += ["  - pip:"] + [f"      - {requirement}" for requirement in [*pip, "-e ."]]
    return HEADER + "\n".join(lines) + "\n"


def requirements(project: dict) -> list[str]:
    """Runtime requirements, then those of the extras, each once and in the order of pyproject.toml."""
    extras = project.get("optional-dependencies", {})
    return list(dict.fromkeys([*project["dependencies"], *(r for extra in extras.values() for r in extra)]))


def split(requirements: list[str]) -> tuple[list[str], list[str]]:
    """The requirements conda-forge has, and the others."""
    conda = [r for r in requirements if name(r) in ON_CONDA_FORGE]
    return conda, [r for r in requirements if r not in conda]


def name(requirement: str) -> str:
    """The name in front of the version."""
    return re.match(r"[A-Za-z0-9._-]+", requirement).group()


if __name__ == "__main__":
    here = checkout().root
    (here / "environment.yml").write_text(environment_yml(here / "pyproject.toml"))
