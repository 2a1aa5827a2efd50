r"""The maximum of a concave exponent between two proved numbers: a feasible point below it, a tangent above it.

A point xi0 that satisfies every bound exactly, in rational numbers, gives F(xi0) <= max F. F lies below its tangent at xi0.
With multipliers mu >= 0 of the bounds a_j . xi <= b_j, and r what they leave of the slope, slope = sum mu_j a_j + r, every
point with a larger value has

    F(xi) <= F(xi0) + sum mu_j (b_j - a_j . xi0) + |r| |xi - xi0|,        |xi| <= reach,

where lengths are in units of the variables' deviations, and the explicit ``reach`` (`derivations.spin_glass.reach`) holds for
every model. Any multipliers serve; those of the point that Newton's method finds make the two sides as close as wanted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from flint import arb, arb_mat, ctx, fmpq, fmpq_mat

from derivations.spin_glass.reach import deficit, farthest
from ganmech.lowering import lower
from ganmech.spin_glass.active_sets import FIRST_VARIABLE, maxima
from ganmech.spin_glass.exponent import D, G
from ganmech.spin_glass.exponent_balls import BallExponent, Jet, dot

NEWTON_STEPS = 40
TIGHT = 0.4       # of the working precision: then no other set of bounds is tried
MET = fmpq(1, 10**9)      # relative; by so much float64 may miss a bound that is met. It decides only what is tried first
_reach = lower(farthest, (deficit,))


@dataclass(frozen=True)
class Bound:
    """``row`` . xi <= ``limit``. The rational ``inside`` is that number or, where it is irrational, one just below it.

    ``side`` says whose edge it is, if it is one.
    """

    row: tuple[fmpq, ...]
    inside: fmpq
    limit: arb
    side: int | None = None


@dataclass(frozen=True)
class Enclosed:
    """At the rational ``place`` all bounds hold and F is ``low``; ``ball`` reaches from there to the tangent's bound on max F.

    ``gap`` is the sum of multipliers times slacks, ``missed`` the length of the slope that they leave.
    """

    place: list[fmpq]
    low: arb
    ball: arb
    gap: arb
    missed: arb


def enclosed_maximum(exponent: BallExponent, limits: tuple[fmpq | None, fmpq | None], indices: tuple[int, int],
                     arithmetic) -> Enclosed | None:
    """The tightest enclosure at the present precision; ``limits`` of the two losses, None for none. None if none is found.

    For an exponent that is not concave only ``low`` is proved.
    """
    start = _from_float64(exponent, limits, indices)
    bounds = _bounds(exponent, limits, indices, start)
    met = _met(bounds, start)

    def tried(place: list[fmpq], best: Enclosed | None) -> Enclosed | None:
        for active in _choices(len(bounds), met, len(start)):
            found = _followed(exponent, bounds, active, place, indices, arithmetic)
            best = found if _better(found, best) else best
            if _tight(best):
                break
        return best

    best = tried(start, None)      # which may miss bounds by rounding; the best place satisfies all
    return best if best is None or _tight(best) else tried(best.place, best)


def _tight(found: Enclosed | None) -> bool:
    return found is not None and found.ball.rel_one_accuracy_bits() > TIGHT * ctx.prec


def _from_float64(exponent, limits, indices) -> list[fmpq]:
    """Where float64 finds the maximum."""
    asked = np.array([[np.inf if limit is None else float(limit)] for limit in limits])
    found = maxima(exponent.exponent, asked, np.array(indices, float)[:, None])
    return [fmpq(*map(int, value.as_integer_ratio())) for value in found.functions[FIRST_VARIABLE:, 0]]


def _bounds(exponent, limits, indices, place) -> list[Bound]:
    rows, signs = exponent.exponent.shifts, exponent.outwards([dot(row, place) for row in exponent.exponent.shifts])
    found = [Bound(row, limit, arb(limit)) for row, limit in zip(exponent.exponent.losses, limits) if limit is not None]
    for side in (D, G):
        if exponent.asks(indices[side]):
            edge = exponent.edge(side)
            beyond = rational_of(edge.upper() + edge * arb(2) ** (20 - ctx.prec))
            found.append(Bound(tuple(-signs[side] * entry for entry in rows[side]), -beyond, -edge, side))
    return found


def _met(bounds, place) -> list[int]:
    """The bounds that are met at a place of float64's."""
    scales = [sum(abs(entry * value) for entry, value in zip(bound.row, place)) for bound in bounds]
    return [j for j, bound in enumerate(bounds) if dot(bound.row, place) >= bound.inside - MET * scales[j]]


def _choices(count, met, size) -> Iterator[tuple[int, ...]]:
    """Sets of bounds taken as met, the likeliest first."""
    if len(met) <= size:
        yield tuple(met)
    sets = [chosen for number in range(min(count, size) + 1) for chosen in combinations(range(count), number)]
    yield from sorted((chosen for chosen in sets if chosen != tuple(met)), key=lambda chosen: len(set(chosen) ^ set(met)))


def _followed(exponent, bounds, active, place, indices, arithmetic) -> Enclosed | None:
    """The best enclosure along Newton's method with these bounds met; None if no point of it satisfies the others."""
    best, held = None, [bounds[j] for j in active]
    for _ in range(NEWTON_STEPS):
        place = _placed(exponent, held, place)
        if place is None:
            return best
        jet = exponent.at(arithmetic, place, indices, {bound.side for bound in held}) if _satisfied(bounds, place) else None
        found = None if jet is None else _enclosure(exponent, held, bounds, place, jet, indices, arithmetic)
        if not _better(found, best, by=2):
            return best
        best, place = found, _newton_step(held, place, jet)
        if place is None:
            return best
    return best


def _placed(exponent, held, place) -> list[fmpq] | None:
    """The nearest point at which these bounds are met exactly."""
    if not held:
        return place
    rows, variances = fmpq_mat([bound.row for bound in held]), exponent.exponent.variances
    scaled = fmpq_mat([[entry * variance for entry, variance in zip(bound.row, variances)] for bound in held]).transpose()
    missing = fmpq_mat([[bound.inside - dot(bound.row, place)] for bound in held])
    try:
        move = scaled * (rows * scaled).solve(missing)
    except ZeroDivisionError:      # bounds on functions that depend on each other
        return None
    return [value + move[i, 0] for i, value in enumerate(place)]


def _satisfied(bounds, place) -> bool:
    return all(dot(bound.row, place) <= bound.inside for bound in bounds)


def _enclosure(exponent, held, bounds, place, jet: Jet, indices, arithmetic) -> Enclosed | None:
    variances = exponent.exponent.variances
    multipliers = _multipliers(held, variances, jet.slope)
    left = list(jet.slope)
    gap = arb(0)
    for bound, multiplier in zip(held, multipliers):
        left = [slope - multiplier * entry for slope, entry in zip(left, bound.row)]
        gap += multiplier * (bound.limit - dot(bound.row, place))
    origin = exponent.at(arithmetic, [fmpq(0)] * len(place), (-1, -1))
    if origin is None and exponent.exponent.concave:
        return None
    lacking = arb(0) if origin is None else (origin.value - jet.value).abs_upper()
    missed, gap = _length(left, variances), gap.abs_upper()
    high = jet.value + gap + missed * (_reach(arithmetic, lacking) + _length(place, [1 / variance for variance in variances]))
    ball = jet.value.union(high)
    return Enclosed(place, jet.value, ball, gap, missed) if ball.is_finite() else None


def _better(found: Enclosed | None, best: Enclosed | None, by: int = 1) -> bool:
    """Whether this enclosure is tighter, so many times, than the best so far."""
    return found is not None and (best is None or by * found.ball.rad() < best.ball.rad())


def _multipliers(held, variances, slope) -> list[fmpq]:
    """Those that leave the least of the slope, none negative; exactly solved, for 2^(p + q) sets the rows far apart in size."""
    if not held:
        return []
    rows = fmpq_mat([[entry * variance for entry, variance in zip(bound.row, variances)] for bound in held])
    against = fmpq_mat([bound.row for bound in held])
    found = (rows * against.transpose()).solve(rows * fmpq_mat([[rational_of(entry)] for entry in slope]))
    return [max(found[j, 0], fmpq(0)) for j in range(len(held))]


def _length(entries, weights) -> arb:
    """No less than the length."""
    return sum((weight * arb(entry) * entry for entry, weight in zip(entries, weights)), arb(0)).abs_upper().sqrt()


def _newton_step(held, place, jet: Jet) -> list[fmpq] | None:
    """The next point: the slope becomes a combination of the rows of the bounds held."""
    size, count = len(place), len(held)
    matrix = [[*row, *(-arb(bound.row[i]) for bound in held)] for i, row in enumerate(jet.bends)]
    matrix += [[*map(arb, bound.row), *[arb(0)] * count] for bound in held]
    right = [[-entry] for entry in jet.slope] + [[arb(0)]] * count
    try:
        step = arb_mat([[entry.mid() for entry in map(arb, row)] for row in matrix]).solve(
            arb_mat([[entry.mid() for entry in row] for row in right]))
    except ZeroDivisionError:
        return None
    moved = [value + step[i, 0] for i, value in zip(range(size), place)]
    return [rational_of(value) for value in moved] if all(value.is_finite() for value in moved) else None


def rational_of(ball: arb) -> fmpq:
    """The centre of a ball, a dyadic number."""
    mantissa, exponent = map(int, ball.mid().man_exp())
    return fmpq(mantissa * 2**max(exponent, 0), 2**max(-exponent, 0))
