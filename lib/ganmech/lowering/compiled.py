"""Scalar functions compiled from derived expressions, and loops written once over them.

    module = compiled({"rate": (u * sqrt(u**2 - E**2) / E**2, (u, E))})
    module.rate(1.5, 1.0)

The expressions become the source of a Python module, followed by that of the loops; numba compiles it, and keeps what it made,
in a folder of the user's cache. The file is named for its content, so whatever changes is compiled anew and several processes
may work at once; the folder can be deleted at any time.

Compiled routes are optional. They need the extra ``compiled`` (numba), which is imported when the first of them is used, not
before. The environment variable GANMECH_COMPILED says when: "auto", the default, where there is enough to compute to be worth
it; "1" always; "0" never. Without numba, or switched off, NumPy computes the same.
"""

import importlib.util
import inspect
import os
import sys
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import FunctionType, ModuleType

from ganmech.lowering.compiled_source import Sources, source_of

SWITCH, FOLDER = "GANMECH_COMPILED", "GANMECH_CACHE"
CHOICES = ("auto", "0", "1")
_HEADER = "import math\n\nimport numpy as np\nfrom numba import njit\n\n"
_OPTIONS = 'cache=True, nogil=True, error_model="numpy"'
_COMPILING = Lock()


def wanted(values: int, enough: int) -> bool:
    """Whether so many values are to be computed by a compiled route. Raises ValueError for an unknown GANMECH_COMPILED."""
    choice = os.environ.get(SWITCH, "auto").strip().lower()
    if choice not in CHOICES:
        raise ValueError(f"{SWITCH} must be one of {', '.join(CHOICES)}, got {choice!r}")
    return (choice == "1" or choice == "auto" and values >= enough) and available()


@lru_cache(1)
def available() -> bool:
    """Whether numba is installed; it is not imported to find out."""
    return importlib.util.find_spec("numba") is not None


def compiled(expressions: Sources, *loops: ModuleType) -> ModuleType:
    """The module of the expressions, by name, and of all functions that ``loops`` define, each compiled when first called.

    An entry of ``expressions`` is (expression, arguments) or (tuple of expressions, arguments), of floats. ``loops`` are
    modules in the Python that numba compiles, which import nothing but math and numpy. Of functions of one name the last
    counts, and expressions come last: a name they have in ``loops`` is only a place kept for them. Functions are inlined, except
    those that a module's ``LOOPS`` names. All run without the GIL, divide by zero as NumPy does, and keep to IEEE arithmetic.
    """
    apart = {name for module in loops for name in getattr(module, "LOOPS", ())}
    names = dict.fromkeys([*(name for module in loops for name in _defined(module)), *expressions])
    text = "\n\n".join([_HEADER, *map(inspect.getsource, loops),
                        *(source_of(name, *entry) for name, entry in expressions.items()),
                        *(f"{name} = njit({name}, {_OPTIONS}, forceinline={name not in apart})" for name in names)])
    with _COMPILING:
        return _module(text + "\n")


def _defined(module: ModuleType) -> list[str]:
    return [name for name, value in vars(module).items()
            if isinstance(value, FunctionType) and value.__module__ == module.__name__]


@lru_cache(None)
def _module(text: str) -> ModuleType:
    name = f"ganmech_{sha256(text.encode()).hexdigest()[:24]}"
    spec = importlib.util.spec_from_file_location(name, _written(_folder() / f"{name}.py", text))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _written(path: Path, text: str) -> Path:
    """The file with this text: in place at once, with a date of its own, so that what was compiled from it stays valid."""
    if not path.exists() or path.read_text() != text:
        handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w") as file:
            file.write(text)
        os.utime(unfinished, (0, 0))
        os.replace(unfinished, path)
    return path


@lru_cache(1)
def _folder() -> Path:
    """GANMECH_CACHE or the user's cache, then ganmech/compiled; a temporary folder where that cannot be written."""
    try:
        base = os.environ.get(FOLDER) or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(base) / "ganmech" / "compiled"
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        return folder
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix="ganmech-"))
