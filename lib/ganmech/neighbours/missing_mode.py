"""Packing and mode collapse: the closest products of laws with a missing mode, the farthest without one, in float64.

A pair has (epsilon, delta)-collapse if there is a set, perhaps randomised, of target mass at least delta and generated mass at
most epsilon: if the point (epsilon, delta) lies in its testing region. The derived laws leave one number free, or two, over
which a scan looks for the extreme; the values agree with searches over all laws on few points, but are not certified.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, lgamma

import numpy as np
from scipy.optimize import minimize_scalar

from derivations.neighbours import packing
from derivations.neighbours.notation import a, b, delta, epsilon, tau
from derivations.neighbours.packing import s, s_1, y
from ganmech.exact import exact_integer, said
from ganmech.lowering import FLOAT64, lower
from ganmech.neighbours.packing import fraction, law

SCANNED, NET = 400, 16
MOST_SAMPLES, MOST_OF_FIVE = 40, 20
STEEPEST = 1e14                 # the slope that stands for a vertical line

_corner = lower(tuple(packing.corner), (a, b, epsilon, delta))
_turns = lower(packing.collapsed.result[3], (a, b, epsilon, delta))
_cut = lower(packing.cut, (s, tau, epsilon, delta))
_slope = lower(packing.slope.result[0], (y, tau, epsilon, delta))
_free = lower(tuple(packing.free), (s, s_1, tau, epsilon, delta))


@dataclass(frozen=True)
class Extreme:
    """An extreme distance of products, and a pair of laws that has it: two rows of probabilities."""

    distance: float
    P: np.ndarray
    Q: np.ndarray


def has_collapse(P, Q, epsilon, delta) -> bool:
    """Whether a set, perhaps randomised, has mass >= delta under P and <= epsilon under Q; exact numbers, P and Q as laws."""
    P, Q = law("P", P), law("Q", Q)
    if len(P) != len(Q):
        raise ValueError(f"P and Q must have as many points, got {len(P)} and {len(Q)}")
    epsilon, delta = collapse(epsilon, delta)
    reached, room = Fraction(0), epsilon
    for p, q in sorted(zip(P, Q), key=lambda pair: (-pair[0] / pair[1] if pair[1] else Fraction(-10**18))):
        share = Fraction(1) if q <= room else room / q
        reached, room = reached + share * p, room - share * q
    return reached >= delta


def smallest_with_collapse(tau, m: int, epsilon, delta) -> Extreme:
    """The closest P^m and Q^m of laws at distance tau with (epsilon, delta)-collapse, 1 <= m <= 40.

    Raises ValueError where delta - epsilon is more than tau: no such pair is that close.
    """
    tau, m = fraction("tau", tau), exact_integer("m", m, 1, MOST_SAMPLES)
    epsilon, delta = collapse(epsilon, delta)
    if delta - epsilon > tau:
        raise ValueError(f"delta - epsilon must be at most tau = {said(tau)}, got {said(delta - epsilon)}")
    gap, point = float(tau), (float(epsilon), float(delta))
    return _extreme(lambda a: closest_laws(a, gap, point), m, 0.0, 1 - gap, sign=1)


def largest_with_neither(tau, m: int, epsilon, delta) -> Extreme:
    """The farthest P^m and Q^m of laws at distance tau without (epsilon, delta)-collapse of either law against the other.

    (Collapse at most just so: the bound is reached.) 1 <= m <= 20. If only P's modes were to be kept, the largest distance
    would be that of all pairs, `largest_distance`. Raises ValueError for delta above tau, where the laws are not derived, and
    where every pair at that distance has a collapse.
    """
    tau, m = fraction("tau", tau), exact_integer("m", m, 1, MOST_OF_FIVE)
    epsilon, delta = collapse(epsilon, delta)
    if delta > tau:
        raise ValueError(f"delta must be at most tau = {said(tau)}, got {said(delta)}")
    gap, point = float(tau), (float(epsilon), float(delta))
    steepest = point[1] / point[0] if epsilon else STEEPEST
    room = 1 - gap - _cut(FLOAT64, steepest, gap, *point)          # left for the other cut
    gentlest = _slope(FLOAT64, room, gap, *point) if room > point[0] else np.inf
    if not gentlest <= steepest * (1 + 1e-12):
        raise ValueError(f"tau must be smaller for a pair without a collapse to exist, got {said(tau)}")
    edge = _extreme(lambda z: farthest_laws((np.log(steepest), z), gap, point), m, np.log(gentlest), np.log(steepest), sign=-1)
    return max([edge, *_inside(gap, point, m, np.log(steepest))], key=lambda extreme: extreme.distance)


def _inside(tau: float, point: tuple[float, float], m: int, steepest: float) -> Iterator[Extreme]:
    """A coarse net of both slopes, each pair of them as it is."""
    slopes = np.linspace(0, steepest, NET + 1)[1:]
    for place, first in enumerate(slopes):
        for second in slopes[:place + 1]:
            laws = farthest_laws((first, second), tau, point)
            if laws is not None:
                yield Extreme(float_distance(laws, m), *laws)


def closest_laws(a: float, tau: float, point: tuple[float, float]) -> np.ndarray:
    """Rows P and Q of the smallest region with the corners (a, a + tau) and, where it lies outside their hull, the point."""
    e, d = point
    b = a + tau
    if a >= e and _turns(FLOAT64, a, b, e, d) > 0:
        return np.array(_corner(FLOAT64, a, b, e, d)).reshape(2, 3)
    if d >= b and _turns(FLOAT64, 1 - b, 1 - a, 1 - d, 1 - e) > 0:
        return np.array(_corner(FLOAT64, 1 - b, 1 - a, 1 - d, 1 - e)).reshape(2, 3)[::-1]
    return np.array([[b, 1 - b], [a, 1 - a]])


def farthest_laws(log_slopes, tau: float, point: tuple[float, float]) -> np.ndarray | None:
    """Rows P and Q of the region cut by lines of these slopes through the point and its mirror image; None if they cross."""
    rows = np.array(_free(FLOAT64, *np.exp(log_slopes), tau, *point)).reshape(2, 5)
    return np.clip(rows, 0, 1) + 0.0 if rows.min() > -1e-12 else None


def collapse(epsilon, delta) -> tuple[Fraction, Fraction]:
    epsilon, delta = fraction("epsilon", epsilon), fraction("delta", delta)
    if epsilon >= delta:
        raise ValueError(f"epsilon must be less than delta = {said(delta)}, got {said(epsilon)}")
    return epsilon, delta


def float_distance(laws: np.ndarray, m: int) -> float:
    """The distance of the products, by counts: float64 of absolute error about 1e-14."""
    counts, log_ways = _counts(m, laws.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(counts[None] > 0, counts[None] * np.log(laws)[:, None, :], 0.0).sum(axis=2)
    P, Q = np.exp(logs + log_ways)
    return float(abs(P - Q).sum() / 2)


@lru_cache(64)
def _counts(m: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Every way to spread m samples over n points, (ways, n), and the logarithm of how many sequences have it."""
    table = np.zeros((1, 0), int)
    for place in range(n - 1):
        left = m - table.sum(axis=1)
        table = np.concatenate([np.column_stack([np.repeat(row[None], rest + 1, 0), np.arange(rest + 1)])
                                for row, rest in zip(table, left)])
    table = np.column_stack([table, m - table.sum(axis=1)])
    assert len(table) == comb(m + n - 1, n - 1)
    log_factorial = np.array([lgamma(count + 1) for count in range(m + 1)])
    return table, log_factorial[m] - log_factorial[table].sum(axis=1)


def _extreme(laws: Callable, m: int, low: float, high: float, sign: int) -> Extreme:
    """The least (sign 1) or largest (-1) distance over the free number: a scan, and a refinement of each local extreme."""
    def value(z: float) -> float:
        found = laws(z)
        return np.inf if found is None else sign * float_distance(found, m)

    grid = np.linspace(low, high, SCANNED + 1)
    values = np.array([value(z) for z in grid])
    candidates = list(zip(values, grid))
    for left, here, right in zip(grid, grid[1:], grid[2:]):
        at = np.searchsorted(grid, here)
        if values[at] <= min(values[at - 1], values[at + 1]):
            fine = minimize_scalar(value, bounds=(left, right), method="bounded", options={"xatol": 1e-13})
            candidates.append((fine.fun, fine.x))
    best, at = min(candidates)
    return Extreme(sign * best, *laws(at))
