"""What is swept, a notebook or a function: its parameters with their types, and the key of all that decides its results."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ganmech.project import Checkout
from ganmech.report import source
from ganmech.report.closure import closure
from ganmech.report.parameters import described, literal


class UnknownFunction(ValueError):
    """No such function, or one that cannot be swept."""


@dataclass(frozen=True)
class Subject:
    """Name -> type of the parameters, their defaults and comments, and the key of everything but their values."""

    parameters: Mapping[str, str]
    defaults: Mapping[str, object]
    base: str
    comments: Mapping[str, str] = field(default_factory=dict)

    @property
    def required(self) -> frozenset[str]:
        """Parameters without a default."""
        return frozenset(self.parameters) - self.defaults.keys()

    def key(self, values: Mapping) -> str:
        """sha256 of the subject's text, the modules it imports, runner, lock, and these values."""
        return hashlib.sha256(f"{self.base}\0{json.dumps(dict(values), sort_keys=True)}".encode()).hexdigest()


def of_notebook(name: str, where: Checkout) -> Subject:
    """A notebook of the checkout. Raises UnknownNotebook."""
    notebook = source.read(source.path(name, where))
    found = described(notebook)
    types, defaults = ({name: entry[i] for name, entry in found.items()} for i in (0, 1))
    defaults = {name: literal(text, text) for name, text in defaults.items()}
    return Subject(types, defaults, source.content_key(name, where), {name: entry[2] for name, entry in found.items()})


def of_function(path: str, where: Checkout) -> Subject:
    """A function that can be imported. Raises UnknownFunction."""
    function = found(path)
    parameters = inspect.signature(function).parameters.values()
    if wrong := [p.name for p in parameters if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD, p.POSITIONAL_ONLY)]:
        raise UnknownFunction(f"function {path} must take named parameters only, but takes {', '.join(wrong)}")
    defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    return Subject({p.name: annotation(p) for p in parameters}, defaults, function_key(function, where))


def found(path: str) -> Callable:
    """The function a path "module:name" means, also of a module in the present folder. Raises UnknownFunction."""
    module, _, name = path.partition(":")
    if "" not in sys.path:
        sys.path.append("")
    try:
        function = getattr(importlib.import_module(module), name, None)
    except ImportError as wrong:
        raise UnknownFunction(f"function {path}: {wrong}") from None
    if not inspect.isfunction(function):
        raise UnknownFunction(f"there is no function {name} in {module}")
    return function


def annotation(parameter: inspect.Parameter) -> str:
    """The annotation as text, also where the module leaves annotations unevaluated; otherwise the type of the default."""
    given = parameter.annotation
    if given is parameter.empty:
        return "str" if parameter.default in (parameter.empty, None) else type(parameter.default).__name__
    text = given if isinstance(given, str) else getattr(given, "__name__", str(given))
    return text.strip("\"'").removesuffix(" | None")


def function_key(function: Callable, where: Checkout) -> str:
    """sha256 of the function's name, its module's text, the project's modules that imports, and the lock."""
    text = Path(inspect.getsourcefile(function))
    files = [*closure(text.read_text(), where.packages), where.lock]
    total = hashlib.sha256(f"{function.__module__}:{function.__name__}\0".encode() + text.read_bytes())
    for file in files:
        total.update(file.relative_to(where.root).as_posix().encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
