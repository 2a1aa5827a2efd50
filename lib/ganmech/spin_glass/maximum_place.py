r"""Where a concave exponent is largest: a ball around a place that no maximum can leave.

Around a feasible place xi0 let the exponent curve down by at least c in every direction, in units of the variables' deviations,
as far as a radius R. With what the conditions for a maximum miss, |r| of the slope and a gap sum mu_j (b_j - a_j . xi0),

    F(xi) - F(xi0) <= gap + |r| d - c d^2/2      at a distance d <= R within the bounds,

so that no place with F(xi) >= F(xi0) lies at distances d from (|r| + sqrt(r^2 + 2 c gap))/c up to R; nor beyond R, for F is
concave. The curvature over the whole ball is enclosed by following the physical root through it: the interval Newton test shows
one root in a box for all shifts at once, and the physical one, which is continuous and in the box at xi0, is that one.
"""

from flint import acb, acb_mat, arb, ctx, fmpq

from derivations.spin_glass.notation import S_DD, S_DG, S_GG, kappa, kappa_G, m_D, m_G
from derivations.spin_glass.two_block_exponent import stiffness, surface
from ganmech.lowering import EXACT, lower
from ganmech.rigour import integer_polynomial
from ganmech.spin_glass import two_block_saddle as saddle
from ganmech.spin_glass.certified import physical_root
from ganmech.spin_glass.enclosed_maximum import Enclosed
from ganmech.spin_glass.exponent import D, G
from ganmech.spin_glass.exponent_balls import BallExponent, dot

LAW = kappa, kappa_G, S_DD, S_DG, S_GG
_shifts_of = lower(tuple(surface), (*LAW, m_D, m_G))
_stiffness = lower(tuple(stiffness), (*LAW, m_D, m_G))


def distance(exponent: BallExponent, found: Enclosed, arithmetic) -> arb | None:
    """A bound on how far from ``found.place`` the maximum lies, in units of deviations; None if it is not shown."""
    for power in (3, 6, 12, 24):
        radius = arb(2) ** -(ctx.prec // power)
        curvature = _least_curvature(exponent, found.place, radius, arithmetic)
        if curvature is not None and curvature > 0:
            farthest = (found.missed + (found.missed * found.missed + 2 * curvature * found.gap).sqrt()) / curvature
            if farthest < radius:
                return farthest.abs_upper()
    return None


def _least_curvature(exponent: BallExponent, place: list[fmpq], radius: arb, arithmetic) -> arb | None:
    """A ball whose lower end the exponent's curvature exceeds, with its sign changed, within this radius."""
    law, variances, rows = exponent.exponent.blocks.law, exponent.exponent.variances, exponent.exponent.shifts
    covariance = [[sum(a * b * v for a, b, v in zip(one, other, variances)) for other in rows] for one in rows]
    centre = [dot(row, place) for row in rows]
    shifts = [arb(at, (arb(covariance[side][side]).sqrt() * radius).upper()) for side, at in zip((D, G), centre)]
    solutions = _roots_over(law, centre, shifts, arithmetic)
    if solutions is None:
        return None
    DD, DG, GG = (part.real for part in saddle.response(arithmetic, *law, *shifts, *solutions))
    bends = [[DD, DG], [DG, GG]]
    first, mixed, other, last = (sum(bends[i][k] * covariance[k][j] for k in (D, G)) for i in (D, G) for j in (D, G))
    half, difference = (first + last) / 2, (first - last) / 2
    root = (difference * difference + mixed * other).nonnegative_part().abs_upper().sqrt()
    return 1 - arb.max(half + root, arb(0))


def _roots_over(law, centre, shifts, arithmetic) -> list[acb] | None:
    """Boxes with the physical m_D and m_G of all these shifts, by the interval Newton test."""
    point = (*law, *centre)
    polynomial = integer_polynomial(saddle.quartic_coefficients(EXACT, *point))
    start = physical_root(saddle, point, polynomial, arithmetic)
    if start is None:
        return None
    middle = [acb(value.real.mid(), value.imag.mid()) for value in start]
    box = [_inflated(value, image) for value, image in zip(middle, _newton(law, middle, middle, shifts, arithmetic) or ())]
    image = _newton(law, middle, box, shifts, arithmetic) if box else None
    if image is None or not all(_inside(part, whole) and whole.contains(at) for part, whole, at in zip(image, box, start)):
        return None
    return box


def _newton(law, middle, box, shifts, arithmetic) -> list[acb] | None:
    missing = [[value - shift] for value, shift in zip(_shifts_of(arithmetic, *law, *middle), shifts)]
    slopes = _stiffness(arithmetic, *law, *box)
    try:
        step = acb_mat([list(slopes[:2]), list(slopes[2:])]).solve(acb_mat(missing))
    except ZeroDivisionError:
        return None
    return [value - step[i, 0] for i, value in enumerate(middle)]


def _inflated(middle: acb, image: acb) -> acb:
    size = 2 * (image - middle).abs_upper() + abs(middle).abs_upper() * arb(2) ** (10 - ctx.prec)
    size = size.upper()
    return acb(arb(middle.real, size), arb(middle.imag, size))


def _inside(part: acb, whole: acb) -> bool:
    return whole.real.contains_interior(part.real) and whole.imag.contains_interior(part.imag)
