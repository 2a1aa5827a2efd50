"""ganmech: numbers, notebooks and the book made from the expressions of `derivations`.

Importing this package, or one of its chapters, is quick on purpose: SymPy, the derivations and the numerical libraries load
with the first name that is asked for. The chapters are attributes: after `import ganmech`, `ganmech.spin_glass.SpinGlassGAN`.
"""

from importlib import import_module

from ganmech.project import version as __version__

CHAPTERS = ("neighbours", "particle_gan", "sgd_as_sde", "solvable_gan", "spin_glass")

__all__ = ["CHAPTERS", "__version__"]


def __getattr__(name: str):
    # Not as import statements: content keys read these, and whatever imports ganmech would depend on all chapters.
    if name in CHAPTERS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *CHAPTERS})
