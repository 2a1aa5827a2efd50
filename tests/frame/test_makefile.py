"""make says in one line what is missing, and stops with exit code 2."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ganmech.project import checkout

ROOT = checkout().root


@pytest.fixture
def copy(tmp_path) -> Path:
    """A folder with the Makefile and what it installs, and no .venv."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(folder: Path, python: str, script: str) -> subprocess.CompletedProcess:
    """Run make with a stand-in for Python."""
    stand_in = folder / python
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(["make", "test", f"PYTHON={stand_in}"], cwd=folder, capture_output=True, text=True, env=environment)


def test_without_venv_it_names_the_package_to_install(copy):
    done = make(copy, "python-bare", 'case "$*" in *ensurepip*) exit 1;; *version_info*) exit 0;; esac; exit 9')
    assert done.returncode == 2 and not (copy / ".venv").exists()
    assert "apt install python3-venv" in done.stdout and "Traceback" not in done.stderr


def test_an_old_python_is_named(copy):
    done = make(copy, "python-old", 'case "$*" in *version_info*) exit 1;; -V) echo Python 3.9.2; exit 0;; esac; exit 9')
    assert done.returncode == 2 and not (copy / ".venv").exists()
    assert "needs Python 3.11 or newer" in done.stdout and "Python 3.9.2" in done.stdout


def test_every_target_of_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text()
    for target in ("report", "test", "test-slow", "lab", "pdf", "lock", "environment", "clean", "bench"):
        assert f"\n{target}:" in makefile


def test_continuous_integration_runs_the_command_of_the_readme():
    script = (ROOT / ".ci/run").read_text()
    assert "\nmake test\n" in script and "make test" in (ROOT / "README.md").read_text()
    assert os.access(ROOT / ".ci/run", os.X_OK)
