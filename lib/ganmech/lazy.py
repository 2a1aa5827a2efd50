"""Packages whose names are imported when they are first asked for, so that importing such a package takes no time (PEP 562).

A package states its names as the imports they are, under ``if TYPE_CHECKING:``, where readers, type checkers and content keys
find them, and calls `imported_when_asked`. A name may be that of the module it comes from (`wide_kernel.wide_kernel`): the
package's attribute is the name, as with imports made at once, also after something else has imported the module.
"""

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType


def imported_when_asked(package: str) -> None:
    """Called by a package with its own ``__name__``: makes the imports under its ``if TYPE_CHECKING:``, each when needed."""
    module = sys.modules[package]
    vars(module)["_origins"] = dict(_stated(module.__spec__.loader.get_source(package)))
    module.__class__ = _Lazy


class _Lazy(ModuleType):
    """A module with names that are still elsewhere; ``_origins`` says in which modules."""

    def __getattr__(self, name: str):
        if name not in self._origins:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        found = vars(self)[name] = getattr(import_module(self._origins[name]), name)
        return found

    def __setattr__(self, name: str, value) -> None:
        """Whoever imports a module of this package leaves it here as an attribute; not where that is a stated name."""
        if not (isinstance(value, ModuleType) and name in self._origins):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._origins})


def _stated(code: str) -> Iterator[tuple[str, str]]:
    """(name, module it is in), as ``from module import name`` says under ``if TYPE_CHECKING:``."""
    for block in ast.parse(code).body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            yield from ((alias.name, line.module) for line in block.body for alias in line.names)
