"""Domains are constructive: every recipe yields exact points, so that no check is vacuous.

``Domain({E: Above(0), u: Above(E)})`` draws E, then u above it; for proofs it offers SymPy the generic point u = E + s with
s > 0, with which it can simplify where the bare inequality u > E tells it nothing.
"""
from dataclasses import dataclass
from random import Random
from typing import Iterator, Mapping

from sympy import Dummy, Expr, I, Integer, Rational, Symbol, sympify

SEED = 2101


def positive_rational(random: Random) -> Rational:
    """An exact positive number between 1/40 and 40, spread over both sides of one."""
    return Rational(random.randint(20, 800), random.randint(20, 800))


@dataclass(frozen=True)
class Above:
    """All reals greater than ``floor``."""

    floor: Expr | int

    def draw(self, random: Random) -> Expr:
        return self.floor + positive_rational(random)

    def generic(self, symbol: Symbol) -> Expr:
        return self.floor + Dummy(symbol.name, positive=True)


@dataclass(frozen=True)
class Below:
    """All reals less than ``ceiling``."""

    ceiling: Expr | int

    def draw(self, random: Random) -> Expr:
        return self.ceiling - positive_rational(random)

    def generic(self, symbol: Symbol) -> Expr:
        return self.ceiling - Dummy(symbol.name, positive=True)


@dataclass(frozen=True)
class Between:
    """The open interval from ``floor`` to ``ceiling``."""

    floor: Expr | int
    ceiling: Expr | int

    def draw(self, random: Random) -> Expr:
        return self.floor + (self.ceiling - self.floor) * Rational(random.randint(1, 999), 1000)

    def generic(self, symbol: Symbol) -> Expr:
        odds = Dummy(symbol.name, positive=True)
        return self.floor + (self.ceiling - self.floor) * odds / (1 + odds)


@dataclass(frozen=True)
class Real:
    """All reals."""

    def draw(self, random: Random) -> Expr:
        return random.choice((-1, 1)) * positive_rational(random)

    def generic(self, symbol: Symbol) -> Expr:
        return Dummy(symbol.name, real=True)


@dataclass(frozen=True)
class UpperHalf:
    """Complex numbers with positive imaginary part."""

    def draw(self, random: Random) -> Expr:
        return random.choice((-1, 1)) * positive_rational(random) + I * positive_rational(random)

    def generic(self, symbol: Symbol) -> Expr:
        return Dummy(symbol.name)


@dataclass(frozen=True)
class Whole:
    """Integers not less than ``least``."""

    least: int

    def draw(self, random: Random) -> Expr:
        return Integer(self.least + random.randint(0, 7))

    def generic(self, symbol: Symbol) -> Expr:
        return self.least + Dummy(symbol.name, integer=True, nonnegative=True)


@dataclass(frozen=True)
class Is:
    """Exactly ``value``, an expression in the symbols drawn before: a way to stay on a variety."""

    value: Expr | int

    def draw(self, random: Random) -> Expr:
        return sympify(self.value)

    generic = draw


class Domain(Mapping):
    """An ordered mapping from symbols to recipes; a later recipe may use earlier symbols."""

    def __init__(self, recipes: Mapping[Symbol, object]):
        self.recipes = dict(recipes)

    def __getitem__(self, symbol):
        return self.recipes[symbol]

    def __iter__(self) -> Iterator[Symbol]:
        return iter(self.recipes)

    def __len__(self) -> int:
        return len(self.recipes)

    def __or__(self, more: Mapping) -> "Domain":
        return Domain({**self.recipes, **more})

    def points(self, count: int = 7, seed: int = SEED) -> Iterator[dict[Symbol, Expr]]:
        """``count`` exact points, the same for the same seed."""
        random = Random(seed)
        for _ in range(count):
            yield self._fill(lambda symbol, recipe: recipe.draw(random))

    def definitions(self) -> dict[Symbol, Expr]:
        """What each symbol with the recipe ``Is`` stands for, in the symbols that are drawn."""
        written: dict[Symbol, Expr] = {}
        for symbol, recipe in self.recipes.items():
            if isinstance(recipe, Is):
                written[symbol] = sympify(recipe.value).xreplace(written)
        return written

    def generic_point(self) -> dict[Symbol, Expr]:
        """Each symbol written through fresh symbols whose assumptions say all that the domain says."""
        return self._fill(lambda symbol, recipe: recipe.generic(symbol))

    def _fill(self, value) -> dict[Symbol, Expr]:
        point: dict[Symbol, Expr] = {}
        for symbol, recipe in self.recipes.items():
            point[symbol] = sympify(value(symbol, recipe)).xreplace(point)
        return point
