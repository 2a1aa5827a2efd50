"""`ganmech lab`: the text notebooks, opened in JupyterLab as notebooks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from ganmech.project import Checkout, checkout

OPEN_AS_NOTEBOOK = {
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Jupytext Notebook", "myst": "Jupytext Notebook"}}
}


def lab(options: list[str]) -> int:
    """Run JupyterLab until it is stopped."""
    where = checkout()
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={where.notebooks}"]
    return subprocess.call([*command, f"--LabApp.app_settings_dir={settings(where)}", *options])


def settings(where: Checkout) -> Path:
    """A settings folder of this checkout's own, in which a text notebook opens as a notebook with a double click."""
    folder = where.build / "lab"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overrides.json").write_text(json.dumps(OPEN_AS_NOTEBOOK, indent=1) + "\n")
    return folder
