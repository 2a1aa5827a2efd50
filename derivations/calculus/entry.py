"""One row of a chapter's notation."""
from dataclasses import dataclass

from sympy import Symbol


@dataclass(frozen=True)
class Entry:
    """A symbol of the paper and what it stands for."""

    symbol: Symbol
    meaning: str
    domain: str
    scaling: str = ""
