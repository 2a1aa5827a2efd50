"""ganmech: numbers, notebooks and the book made from the expressions of `derivations`.

Importing this package is quick on purpose: SymPy and the numerical libraries load with the submodule that needs them.
"""

from ganmech.project import version as __version__

__all__ = ["__version__"]
