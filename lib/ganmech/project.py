"""Where the checkout is, and which version it holds.

Derivations, notebooks and the book are read from the checkout this package is installed from, so `pip install -e .`
is the way to install it; an installed copy without the checkout computes numbers but makes no report. The environment variable
GANMECH_CHECKOUT names another checkout.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

version = "0.1.0"


class NotACheckout(RuntimeError):
    """The package runs from a place without the notebooks and the book beside it."""


@dataclass(frozen=True)
class Checkout:
    """The folders of one checkout. Tests build one of their own in a temporary folder."""

    root: Path

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def lock(self) -> Path:
        return self.root / "requirements.lock"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def executed(self) -> Path:
        """Notebooks executed here, with their stamps; not committed."""
        return self.build / "executed"

    @property
    def published(self) -> Path:
        """The committed copies of executed notebooks."""
        return self.reports / "executed"

    @property
    def packages(self) -> dict[str, Path]:
        """The project's own import packages and where their source is."""
        return {"derivations": self.root / "derivations", "ganmech": self.root / "lib" / "ganmech"}


def checkout() -> Checkout:
    """The checkout GANMECH_CHECKOUT names, otherwise the one this package is installed from. Raises NotACheckout."""
    root = Path(os.environ.get("GANMECH_CHECKOUT") or Path(__file__).parents[2]).resolve()
    if not (root / "pyproject.toml").is_file():
        raise NotACheckout(f"no checkout at {root}: clone the repository and install it with pip install -e .")
    return Checkout(root)
