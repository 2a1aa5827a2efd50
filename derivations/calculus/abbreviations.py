"""Abbreviations: symbols that stand for expressions, so that formulas are printed as the paper prints them."""
from derivations.calculus.domain import Domain, Is


class Abbreviations(dict):
    """A mapping from symbols to what they stand for, each in the symbols before it."""

    def on(self, domain: Domain) -> Domain:
        """The domain with every abbreviation whose symbols it has, after them."""
        known = Domain({symbol: recipe for symbol, recipe in domain.items() if symbol not in self})
        for symbol, value in self.items():
            if value.free_symbols <= set(known):
                known |= {symbol: Is(value)}
        return known

    def written_out(self, expr, keep=()):
        """An expression without the abbreviations, but for those to ``keep``."""
        for symbol, value in reversed(self.items()):
            expr = expr if symbol in keep else expr.subs(symbol, value)
        return expr
