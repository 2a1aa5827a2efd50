"""What is swept, a notebook or a function: its parameters with their types, and the key of all that decides its results.

A function is read, not imported: its parameters stand in its source, and a sweep that is finished need not load what it swept.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import importlib.util
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ganmech.project import Checkout
from ganmech.report.closure import closure, source
from ganmech.report.parameter_types import literal

RECORDER = "ganmech.report.recorded"      # writes down what a function returns


class UnknownSubject(ValueError):
    """No such notebook or function, or one that cannot be swept."""


@dataclass(frozen=True)
class Subject:
    """Name -> type of the parameters, their defaults and comments; `base`, the key of the `files` that decide the rest."""

    parameters: Mapping[str, str]
    defaults: Mapping[str, object]
    base: str
    comments: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[Path, tuple[int, int]] = field(default_factory=dict)

    @property
    def required(self) -> frozenset[str]:
        """Parameters without a default."""
        return frozenset(self.parameters) - self.defaults.keys()

    def key(self, values: Mapping) -> str:
        """sha256 of the subject's text, the modules it imports, runner, lock, and these values."""
        return hashlib.sha256(f"{self.base}\0{json.dumps(dict(values), sort_keys=True)}".encode()).hexdigest()

    def changed(self) -> list[Path]:
        """Files that were changed since the key was made."""
        return [file for file, mark in self.files.items() if marked(file) != mark]


def marked(file: Path) -> tuple[int, int]:
    """What changes with a file: time and size; zeros when it is gone."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def of_notebook(name: str, where: Checkout) -> Subject:
    """A notebook of the checkout. Raises UnknownSubject."""
    from ganmech.report.parameters import described
    from ganmech.report.source import UnknownNotebook, digest, path, read, sources

    try:
        found = described(read(path(name, where)))
        files = {file: marked(file) for file in sources(name, where)}
    except UnknownNotebook as wrong:
        raise UnknownSubject(str(wrong)) from None
    except SyntaxError as wrong:
        raise UnknownSubject(f"notebook {name} cannot be read: {wrong}") from None
    types, defaults = ({name: entry[i] for name, entry in found.items()} for i in (0, 1))
    defaults = {name: literal(text, text) for name, text in defaults.items()}
    base = digest(files, where.root)
    return Subject(types, defaults, base, {name: entry[2] for name, entry in found.items()}, files)


def of_function(path: str, where: Checkout) -> Subject:
    """A function that can be imported. Raises UnknownSubject."""
    module, _, name = path.partition(":")
    file = file_of(module, path, where)
    try:
        body = ast.parse(file.read_bytes()).body
        files = {each: marked(each) for each in function_files(module, file, where)}
    except SyntaxError as wrong:
        raise UnknownSubject(f"function {path} cannot be read: {wrong}") from None
    function = next((node for node in body if isinstance(node, ast.FunctionDef) and node.name == name), None)
    if function is None:
        raise UnknownSubject(f"there is no function {name} in {module}")
    given = function.args
    if wrong := [a.arg for a in (given.vararg, given.kwarg, *given.posonlyargs) if a]:
        raise UnknownSubject(f"function {path} must take named parameters only, but takes {', '.join(wrong)}")
    defaults = {name: ast.unparse(value) for name, value in defaulted(given)}
    types = {a.arg: annotation(a, defaults.get(a.arg)) for a in (*given.args, *given.kwonlyargs)}
    values = {name: literal(value, value) for name, value in defaults.items()}
    return Subject(types, values, function_key(path, files, where), files=files)


def file_of(module: str, path: str, where: Checkout) -> Path:
    """The source of a module, of the project or of whatever Python finds from the present folder. Raises UnknownSubject."""
    if own := source(module, where.packages):
        return own
    with from_here():
        try:
            found = importlib.util.find_spec(module)
        except ImportError as wrong:
            raise UnknownSubject(f"function {path}: {wrong}") from None
    if found is None or not found.origin or not found.origin.endswith(".py"):
        raise UnknownSubject(f"function {path}: there is no module {module}")
    return Path(found.origin)


def defaulted(given: ast.arguments) -> list[tuple[str, ast.expr]]:
    """The parameters that have a default, with it."""
    last = [a.arg for a in given.args][len(given.args) - len(given.defaults):]
    named = [(a.arg, value) for a, value in zip(given.kwonlyargs, given.kw_defaults) if value is not None]
    return [*zip(last, given.defaults), *named]


def annotation(parameter: ast.arg, default: str | None) -> str:
    """The annotation as text; without one the type of the default."""
    if parameter.annotation is None:
        return "str" if default is None else type(literal(default, default)).__name__
    return ast.unparse(parameter.annotation).strip("\"'").removesuffix(" | None")


def function_files(module: str, file: Path, where: Checkout) -> list[Path]:
    """The files a function depends on: its module, what it imports of the project and of its own folder, recorder, lock."""
    packages = {**beside(module, file), **where.packages}
    found = closure(f"import {module}, {RECORDER}", packages)
    data = tuple(where.packages.values())
    return [*(each for each in found if each.suffix == ".py" or any(map(each.is_relative_to, data))), where.lock]


def beside(module: str, file: Path) -> dict[str, Path]:
    """The import packages that lie where the module's own lies, unless that is where packages are installed."""
    folder = file.parents[len(module.split(".")) - (file.name != "__init__.py")]
    if folder.name in ("site-packages", "dist-packages") or (folder / "os.py").is_file():
        return {}
    found = (each for each in folder.iterdir() if each.suffix == ".py" or (each / "__init__.py").is_file())
    return {each.stem: each.with_suffix("") for each in found}


def function_key(path: str, files: Iterable[Path], where: Checkout) -> str:
    """sha256 of the function's name and of the files; those outside the checkout go by their name alone."""
    total = hashlib.sha256(path.encode())
    for file in files:
        name = file.relative_to(where.root).as_posix() if file.is_relative_to(where.root) else file.name
        total.update(f"\0{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def function(path: str) -> Callable:
    """The function itself. Raises UnknownSubject."""
    module, _, name = path.partition(":")
    with from_here():
        found = getattr(importlib.import_module(module), name, None)
    if not inspect.isfunction(inspect.unwrap(found) if callable(found) else found):
        raise UnknownSubject(f"there is no function {name} in {module}")
    return found


@contextmanager
def from_here() -> Iterator[None]:
    """Imports find modules of the present folder too, as they do for a script that lies there."""
    sys.path.append(os.getcwd())
    try:
        yield
    finally:
        sys.path.pop()
