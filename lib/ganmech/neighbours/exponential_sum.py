"""Every zero of a sum of a few real exponentials, isolated in ball arithmetic.

exp(c x) d/dx exp(-c x) acts on a sum of c_i exp(e_i x) as multiplication of c_i by e_i - c. With c between two exponents whose
coefficients differ in sign it removes one change of sign. What is left without a change of sign has no zero; and between two
zeros of what follows, exp(-c x) times the sum is monotone, so that a bisection finds its one zero there or shows that there is
none.
"""

from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from ganmech.bisection import bisected, sign
from ganmech.exact import rational

LARGEST_POWER = 2000        # of two: beyond, a zero is refused


@dataclass(frozen=True)
class ExponentialSum:
    """sum_i c_i exp(e_i x - s_i) with increasing rational exponents e_i, and rational c_i and s_i."""

    coefficients: tuple[Fraction, ...]
    exponents: tuple[Fraction, ...]
    shifts: tuple[Fraction, ...]

    def terms(self, x: arb) -> list[arb]:
        """The terms, all divided by one positive number."""
        sizes = [arb(rational(e)) * x - arb(rational(shift)) for e, shift in zip(self.exponents, self.shifts)]
        largest = max(float(size.mid()) for size in sizes)
        return [arb(rational(c)) * (size - largest).exp() for c, size in zip(self.coefficients, sizes)]

    def sign(self, x: arb) -> int | None:
        """+1, -1, or None where the balls cannot tell."""
        return sign(sum(self.terms(x), arb(0)))

    def reduced(self) -> "ExponentialSum | None":
        """The sum with one change of sign less, whose zeros separate those of this one; None if there is no change."""
        pairs = zip(self.coefficients, self.coefficients[1:])
        at = next((i for i, (first, second) in enumerate(pairs) if first * second < 0), None)
        if at is None:
            return None
        c = (self.exponents[at] + self.exponents[at + 1]) / 2
        factors = tuple(a * (e - c) for a, e in zip(self.coefficients, self.exponents))
        return ExponentialSum(factors, self.exponents, self.shifts)

    def reach(self, outermost: int) -> arb:
        """A power of two, signed, beyond which the first (0) or the last (-1) term is larger than all others together."""
        side = 1 if outermost else -1
        for power in range(LARGEST_POWER):
            sizes = [abs(term) for term in self.terms(arb(side) * 2**power)]
            if 2 * sizes[outermost] > sum(sizes, arb(0)):
                return arb(side) * 2**power
        raise ArithmeticError("the zeros of the sum lie too far out: its exponents must differ more")


def zeros(f: ExponentialSum) -> list[arb] | None:
    """A ball for each zero where f changes sign, in increasing order; None where the precision does not suffice."""
    following = f.reduced()
    if following is None:
        return []
    between = zeros(following)
    if between is None:
        return None
    places = [min(f.reach(0), -1), *between, max(f.reach(-1), 1)]
    signs = [f.sign(place) for place in places]
    if None in signs:
        return None
    return [bisected(f.sign, left, right, before) for left, right, before, after in zip(places, places[1:], signs, signs[1:])
            if before != after]
