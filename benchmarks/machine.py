"""On what the times were measured, and by which code."""

import os
import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ganmech.project import version as own_version

LIBRARIES = "numpy", "scipy", "sympy", "mpmath", "python-flint", "numba"
THREADS = "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"


def machine() -> dict:
    """The processor, memory in GiB, the load when this is called, versions and how many threads libraries may use."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory": memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "Python": platform.python_version(),
        "libraries": {name: installed(name) for name in LIBRARIES},
        "threads": {name: os.environ.get(name) for name in THREADS},
    }


def processor() -> str:
    """As the system calls it, with what tells two of one name apart where Linux says so."""
    file = Path("/proc/cpuinfo")
    found = dict(re.findall(r"^([\w ]+?)\s*: (.*)$", file.read_text(), re.MULTILINE)) if file.is_file() else {}
    if "model name" not in found:
        return platform.processor() or platform.machine()
    return f"{found['model name']} (family {found.get('cpu family')}, model {found.get('model')})"


def memory() -> float | None:
    if not hasattr(os, "sysconf"):
        return None
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1)


def installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def code(root: Path) -> dict:
    """The version and the commit; "-dirty" where tracked files differ from it, None outside a repository."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"]
    try:
        found = subprocess.run(command, cwd=root, capture_output=True, text=True)
    except FileNotFoundError:
        return {"version": own_version, "commit": None}
    return {"version": own_version, "commit": found.stdout.strip() if found.returncode == 0 else None}
