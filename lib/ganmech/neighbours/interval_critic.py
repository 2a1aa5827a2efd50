"""The best critic of intervals between two mixtures of two unit Gaussians, and how far apart they are."""

from fractions import Fraction
from math import inf

from flint import arb
from mpmath import mpf

from derivations.neighbours import interval_critic
from derivations.neighbours.notation import mu_1, mu_2, nu_1, nu_2, x
from ganmech.digits import BEYOND_FLOAT64, asked_digits, rounded
from ganmech.exact import exact, rational, said
from ganmech.lowering import lower
from ganmech.neighbours.exponential_sum import ExponentialSum, zeros
from ganmech.rigour import at_rising_precision

LARGEST_MEAN = 1000
_excess_below = lower(interval_critic.excess_below(x), (x, nu_1, nu_2, mu_1, mu_2))


def two_means(name: str, given) -> tuple[Fraction, Fraction]:
    """Two exact numbers of at most 1000 in size."""
    try:
        pair = tuple(given) if not isinstance(given, str) else ()
    except TypeError:
        pair = ()
    if len(pair) != 2:
        raise ValueError(f"{name} must hold two means, got {said(given, repr)}")
    means = tuple(exact(f"{name}[{place}]", value) for place, value in enumerate(pair))
    for place, mean in enumerate(means):
        if abs(mean) > LARGEST_MEAN:
            raise ValueError(f"{name}[{place}] must be at most {LARGEST_MEAN} in size, got {said(pair[place])}")
    return means


def total_variation(mu, target, digits: int | None = None, certified: bool = False) -> float | mpf | arb:
    """(1/2) int |p* - q|, p* and q the mixtures (N(m_1, 1) + N(m_2, 1))/2 with the means ``target`` and ``mu``.

    It is the largest loss of a critic of two intervals. float64 of relative error below 1e-15, or with ``digits`` an mpf, with
    ``certified=True`` too an arb of radius below 10**-digits that contains it. Raises ValueError for what is not two means of
    at most 1000 in size, and ArithmeticError where the densities touch without crossing, or so nearly that no precision tells.
    """
    asked = asked_digits(digits, certified)
    mu, target = two_means("mu", mu), two_means("target", target)

    def attempt(arithmetic):
        ends = zeros(difference(mu, target))
        return None if ends is None else (distance(arithmetic, ends, mu, target),)

    found, = _settled(attempt, BEYOND_FLOAT64 if asked is None else asked, relative=not certified)
    if asked is None:
        return float(found.mid())
    return found if certified else rounded(found, asked)


def optimal_intervals(mu, target, digits: int | None = None, certified: bool = False) -> tuple[tuple, ...]:
    """The intervals (l, r) where p* > q, at most two, in increasing order; an end may be infinite. float64, mpf, or arb.

    Certified finite ends are balls of radius below 10**-digits, one zero of p* - q in each and none outside of them.
    Empty where both mixtures are the same. Raises as `total_variation`.
    """
    digits = asked_digits(digits, certified)
    mu, target = two_means("mu", mu), two_means("target", target)
    f = difference(mu, target)
    if not f.coefficients:
        return ()
    found = _settled(lambda _: _or_one(zeros(f)), BEYOND_FLOAT64 if digits is None else digits)
    given = (lambda ball: ball) if certified else (lambda ball: float(ball.mid()) if digits is None else rounded(ball, digits))
    ends = [given(ball) for ball in found if f.reduced()]
    infinite = inf if digits is None else mpf("inf")
    first, last = f.coefficients[0] > 0, f.coefficients[-1] > 0
    ends = [-infinite] * first + ends + [infinite] * last
    return tuple(zip(ends[::2], ends[1::2]))


def _settled(attempt, digits: int, relative: bool = False) -> tuple:
    try:
        return at_rising_precision(attempt, digits, relative)
    except ArithmeticError:
        raise ArithmeticError("the two densities touch without crossing, or so nearly that no precision tells") from None


def _or_one(found: list[arb] | None):
    """At least one ball, for what asks how small they are."""
    return found if found is None else found or [arb(0)]


def difference(mu: tuple, target: tuple) -> ExponentialSum:
    """2 sqrt(2 pi) exp(x^2/2) (p* - q): common means cancel, equal ones are taken together."""
    weights: dict[Fraction, int] = {}
    for mean, sign in [(mean, 1) for mean in target] + [(mean, -1) for mean in mu]:
        weights[mean] = weights.get(mean, 0) + sign
    means = tuple(sorted(mean for mean, weight in weights.items() if weight))
    return ExponentialSum(tuple(Fraction(weights[mean]) for mean in means), means, tuple(mean**2 / 2 for mean in means))


def distance(arithmetic, ends: list[arb], mu: tuple, target: tuple) -> arb:
    """Half the sum of how much the difference of the distribution functions moves from zero to zero of the densities'."""
    means = [arb(rational(mean)) for mean in (*target, *mu)]
    values = [arb(0), *(_excess_below(arithmetic, end, *means) for end in ends), arb(0)]
    return sum((abs(after - before) for before, after in zip(values, values[1:])), arb(0)) / 2
