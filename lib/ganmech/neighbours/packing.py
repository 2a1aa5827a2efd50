"""Distances of products of laws: what a critic that sees m samples at once can tell, at best and at worst."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb, factorial, prod

from flint import arb
from mpmath import mpf

from derivations.neighbours import packing
from derivations.neighbours.notation import a, b, k, m, tau
from ganmech.bisection import bisected, sign
from ganmech.digits import BEYOND_FLOAT64, asked_digits, rounded
from ganmech.exact import exact, exact_integer, rational, said
from ganmech.lowering import EXACT, lower
from ganmech.rigour import at_rising_precision

MOST_SAMPLES = 200
MOST_CELLS = 2_000_000          # of the counts of m samples over the points of a law

_largest = lower(packing.largest.result, (tau, m))
_kink = lower(packing.kink.result, (a, b, k, m))


def product_distance(P: Sequence, Q: Sequence, m: int) -> Fraction:
    """The total variation distance of the products P^m and Q^m, exactly.

    P and Q are laws on the same points: sequences of as many probabilities (exact numbers) that sum to 1. The sum runs over the
    counts of m samples, at most 2 * 10^6 of them. Raises ValueError or TypeError, naming what is wrong.
    """
    P, Q = law("P", P), law("Q", Q)
    if len(P) != len(Q):
        raise ValueError(f"P and Q must have as many points, got {len(P)} and {len(Q)}")
    m = exact_integer("m", m, least=1)
    cells = comb(m + len(P) - 1, len(P) - 1)
    if cells > MOST_CELLS:
        raise ValueError(f"m must leave at most {MOST_CELLS} counts, got {said(cells)} of m = {m} samples on {len(P)} points")
    return sum(ways(counts) * abs(power(P, counts) - power(Q, counts)) for counts in compositions(m, len(P))) / 2


def largest_distance(tau, m: int) -> Fraction:
    """1 - (1 - tau)^m: the largest distance of P^m and Q^m over all pairs of laws at distance tau, exactly."""
    tau, m = fraction("tau", tau), exact_integer("m", m, 1, MOST_SAMPLES)
    value = _largest(EXACT, rational(tau), m)
    return Fraction(int(value.p), int(value.q))


def smallest_distance(tau, m: int, digits: int | None = None, certified: bool = False) -> float | mpf | arb:
    """The smallest distance of P^m and Q^m over all pairs of laws at distance tau, 1 <= m <= 200.

    float64 of relative error below 1e-15; with ``digits`` an mpf; with ``certified=True`` too an arb of radius below
    10**-digits that contains it: every kink is bisected in ball arithmetic. Raises ValueError for tau outside [0, 1] or m
    below 1.
    """
    asked = asked_digits(digits, certified)
    tau, m = fraction("tau", tau), exact_integer("m", m, 1, MOST_SAMPLES)

    def attempt(arithmetic):
        if m <= 2 or tau in (0, 1):
            return (arb(rational(tau)),)
        return (least([at_kink(arithmetic, k, m, tau)[1] for k in range(1, m // 2 + 1)]),)

    found, = at_rising_precision(attempt, BEYOND_FLOAT64 if asked is None else asked, relative=not certified)
    if asked is None:
        return float(found.mid())
    return found if certified else rounded(found, asked)


def smallest_pair(tau, m: int, digits: int | None = None, certified: bool = False) -> tuple[tuple, tuple]:
    """Two laws P = (b, 1 - b) and Q = (a, 1 - a) at distance tau whose products are closest: float64, mpf, or balls.

    Exchanging the two points and the two laws gives another pair; for m = 1 every pair would do. Raises ArithmeticError where,
    certified, two kinks are so equally close that no precision tells.
    """
    asked = asked_digits(digits, certified)
    tau, m = fraction("tau", tau), exact_integer("m", m, 1, MOST_SAMPLES)

    def attempt(arithmetic):
        step = arb(rational(tau))
        if m <= 2 or tau in (0, 1):
            a = arb(rational((1 - tau) / 2))
        else:
            kinks = [at_kink(arithmetic, k, m, tau) for k in range(1, m // 2 + 1)]
            a, nearest = min(kinks, key=lambda found: found[1].mid())
            if certified and any(not nearest < value for at, value in kinks if at is not a):
                return None
        return a + step, 1 - a - step, a, 1 - a

    found = at_rising_precision(attempt, BEYOND_FLOAT64 if asked is None else asked)
    if not certified:
        found = [float(ball.mid()) if asked is None else rounded(ball, asked) for ball in found]
    return tuple(found[:2]), tuple(found[2:])


def at_kink(arithmetic, k: int, m: int, tau: Fraction) -> tuple[arb, arb]:
    """The mass a where k of m samples are as likely under both laws, and the distance of the products there."""
    step = arb(rational(tau))
    found = bisected(lambda a: sign(_kink(arithmetic, a, a + step, k, m)), arb(0), arb(rational(1 - tau)), at_left=1)
    return found, at_least(k, m, found + step) - at_least(k, m, found)


def at_least(k: int, m: int, a: arb) -> arb:
    """The probability that at least k of m samples fall on a point of mass a: an incomplete Beta integral."""
    return a.beta_lower(k, m - k + 1, regularized=1)


def least(values: list[arb]) -> arb:
    """A ball that contains the least of the values."""
    found = values[0]
    for value in values[1:]:
        found = found.min(value)
    return found


def compositions(m: int, n: int) -> Iterator[tuple[int, ...]]:
    """Every way to write m as a sum of n whole numbers of 0 or more, in order."""
    if n == 1:
        yield (m,)
        return
    for first in range(m + 1):
        for rest in compositions(m - first, n - 1):
            yield (first, *rest)


def ways(counts: tuple[int, ...]) -> int:
    return factorial(sum(counts)) // prod(map(factorial, counts))


def power(law: tuple, counts: tuple[int, ...]):
    return prod(p**count for p, count in zip(law, counts))


def fraction(name: str, value) -> Fraction:
    """A number from 0 to 1, exactly."""
    number = exact(name, value)
    if not 0 <= number <= 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {said(value)}")
    return number


def law(name: str, given) -> tuple[Fraction, ...]:
    """Probabilities that sum to 1, exactly."""
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise TypeError(f"{name} must be a sequence of probabilities, got {said(given, repr)}")
    listed = tuple(exact(f"{name}[{place}]", value) for place, value in enumerate(given))
    for place, number in enumerate(listed):
        if number < 0:
            raise ValueError(f"{name}[{place}] must not be negative, got {said(number)}")
    if not listed or sum(listed) != 1:
        raise ValueError(f"{name} must sum to 1, got {said(sum(listed))}")
    return listed
